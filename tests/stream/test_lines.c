/* Lines of files: their ends, their numbers, long ones, and what is no text. */
#include "scratch.h"
#include "stream/lines.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *test_suite(void);

static char path[SCRATCH_SIZE];

static void set_up(void)
{
    scratch_file(path);
}

static void tear_down(void)
{
    ck_assert_int_eq(unlink(path), 0);
}

static void put(const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

static text_lines *must_open(void)
{
    static const bytes_limits limits = {NULL, 0, 0};
    text_lines *lines = NULL;
    ck_assert_int_eq(pship__lines_open(&lines, NULL, path, &limits, NULL, NULL), PSHIP_OK);
    return lines;
}

/* All lines, each in brackets. */
static void expect_lines(const char *bytes, size_t length, const char *expected)
{
    char all[256] = "";
    char *text = NULL;
    size_t count = 0;
    put(bytes, length);
    text_lines *lines = must_open();
    for (int64_t number = 1;; number++) {
        ck_assert_int_eq(pship__lines_next(lines, &text, &count, NULL), PSHIP_OK);
        if (!text)
            break;
        ck_assert_uint_eq(strlen(text), count);
        ck_assert_int_eq(pship__lines_number(lines), number);
        snprintf(all + strlen(all), sizeof all - strlen(all), "[%s]", text);
    }
    ck_assert_str_eq(all, expected);
    pship__lines_close(lines);
}

START_TEST(lines_end_with_lf_or_crlf_and_the_last_one_with_the_file)
{
    expect_lines("", 0, "");
    expect_lines("\n", 1, "[]");
    expect_lines("a\nb\r\n\nc", 7, "[a][b][][c]");
    expect_lines("a\r\r\nb\r", 6, "[a\r][b\r]");
    expect_lines("\xef\xbb\xbf"
                 "a\n\xef\xbb\xbf",
                 8, "[a][\xef\xbb\xbf]");
    expect_lines("\xef\xbb\xbf", 3, "[]");
}
END_TEST

/* Lines of every length around the pieces that are read. */
START_TEST(lines_may_be_longer_than_what_is_read_at_once)
{
    static const size_t lengths[] = {65535, 65536, 65537, 131071, 131072, 200000, 0, 1, 1 << 20};
    size_t total = 0, count = sizeof lengths / sizeof *lengths, length = 0;
    char *bytes = malloc((size_t)3 << 20), *text = NULL;
    ck_assert_ptr_nonnull(bytes);
    for (size_t i = 0; i < count; i++) {
        memset(bytes + total, 'a' + (int)i, lengths[i]);
        total += lengths[i];
        bytes[total++] = '\n';
    }
    put(bytes, total);
    free(bytes);
    text_lines *lines = must_open();
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(pship__lines_next(lines, &text, &length, NULL), PSHIP_OK);
        ck_assert_uint_eq(length, lengths[i]);
        ck_assert_uint_eq(strspn(text, (char[]){(char)('a' + (int)i), '\0'}), length);
    }
    ck_assert_int_eq(pship__lines_next(lines, &text, &length, NULL), PSHIP_OK);
    ck_assert_ptr_null(text);
    pship__lines_close(lines);
}
END_TEST

static void expect_failure(const char *bytes, size_t length, int good, pship_result code,
                           int64_t line, int64_t column)
{
    pship_error err = PSHIP_ERROR_INIT;
    char *text = NULL;
    size_t got = 0;
    put(bytes, length);
    text_lines *lines = must_open();
    for (int i = 0; i < good; i++)
        ck_assert_int_eq(pship__lines_next(lines, &text, &got, &err), PSHIP_OK);
    ck_assert_int_eq(pship__lines_next(lines, &text, &got, &err), code);
    ck_assert_int_eq(err.line, line);
    ck_assert_int_eq(err.column, column);
    ck_assert_str_eq(err.file, path);
    pship__lines_close(lines);
}

START_TEST(what_is_no_text_is_refused_where_it_stands)
{
    expect_failure("ab\nc\0d\n", 7, 1, PSHIP_E_SYNTAX, 2, 2);
    expect_failure("\xc3\xa4\xff\n", 4, 0, PSHIP_E_SYNTAX, 1, 3);
    expect_failure("a\nb\xe2\x82", 5, 1, PSHIP_E_SYNTAX, 2, 2);
    char *bytes = malloc(((size_t)1 << 20) + 2);
    ck_assert_ptr_nonnull(bytes);
    memset(bytes, 'x', ((size_t)1 << 20) + 2);
    bytes[0] = '\n';
    expect_failure(bytes, ((size_t)1 << 20) + 2, 1, PSHIP_E_LIMIT, 2, 1);
    free(bytes);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("lines");
    TCase *tests = tcase_create("lines");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, lines_end_with_lf_or_crlf_and_the_last_one_with_the_file);
    tcase_add_test(tests, lines_may_be_longer_than_what_is_read_at_once);
    tcase_add_test(tests, what_is_no_text_is_refused_where_it_stands);
    suite_add_tcase(suite, tests);
    return suite;
}
