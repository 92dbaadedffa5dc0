/* CSV that is read, CSV that is refused, and the place of everything in it. */
#include "scratch.h"
#include "stream/csv.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *test_suite(void);

#define COUNT(rows) ((int)(sizeof rows / sizeof rows[0]))

/* Records as one text: cells in brackets, each record on a line of its own. */
static void write_record(pship__buffer *to, const csv_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(strlen(cells[i].text), cells[i].length);
        pship__buffer_format(to, "[%s]", cells[i].text);
    }
    pship__buffer_add_text(to, "\n");
}

static pship_result read_all(pship__csv *reader, pship__buffer *to, const char **rule,
                             pship_error *err)
{
    const csv_cell *cells;
    size_t count = 1;
    pship_result result = PSHIP_OK;
    while (result == PSHIP_OK && count > 0) {
        result = pship__csv_next(reader, &cells, &count, rule, err);
        if (result == PSHIP_OK && count > 0) {
            write_record(to, cells, count);
        }
    }
    if (result != PSHIP_OK) { /* it stays at its end */
        ck_assert_int_eq(pship__csv_next(reader, &cells, &count, NULL, NULL), PSHIP_OK);
        ck_assert_uint_eq(count, 0);
    }
    pship__csv_free(reader);
    return result;
}

/* The bytes lie in a block of exactly their length, so that a sanitizer sees a read past them. */
static pship_result read_bytes(const char *bytes, size_t length, char separator, pship__buffer *to,
                               const char **rule, pship_error *err)
{
    pship__csv *reader = NULL;
    char *exact = malloc(length > 0 ? length : 1);
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, length);
    ck_assert_int_eq(
        pship__csv_open_bytes(&reader, NULL, exact, length, "some.csv", separator, err), PSHIP_OK);
    pship_result result = read_all(reader, to, rule, err);
    free(exact);
    return result;
}

static const struct {
    const char *text, *records;
    char separator;
} good[] = {
    {"", "", ','},
    {"\xef\xbb\xbf", "", ','},
    {"\n\r\n\r\n", "", ','},
    {"a", "[a]\n", ','},
    {"a,b\n", "[a][b]\n", ','},
    {"a,b\r\nc,d\r\n", "[a][b]\n[c][d]\n", ','},
    {"a,b\rc,d", "[a][b]\n[c][d]\n", ','},
    {"a\n\n\nb\n", "[a]\n[b]\n", ','}, /* empty lines are passed over */
    {"\xef\xbb\xbfname;x\n1;2", "[name][x]\n[1][2]\n", ';'},
    {"a;b,c\n", "[a][b,c]\n", ';'},
    {"a\tb\n", "[a][b]\n", '\t'},
    {",\n", "[][]\n", ','},
    {"a,\n,b\n", "[a][]\n[][b]\n", ','},
    {"a,", "[a][]\n", ','},
    {"\"\"\n", "[]\n", ','}, /* an empty cell that is quoted is a record */
    {"\"a,b\",c\n", "[a,b][c]\n", ','},
    {"\"say \"\"no\"\"\",x\n", "[say \"no\"][x]\n", ','},
    {"\"\"\"\"\n", "[\"]\n", ','},
    {"\"a\nb\",\"c\r\nd\"\r\n", "[a\nb][c\r\nd]\n", ','},
    {"\"a\rb\"\rc", "[a\rb]\n[c]\n", ','},
    {"\"a\"", "[a]\n", ','},
    {"\"a\",\"\"", "[a][]\n", ','},
    {" a , b \n", "[ a ][ b ]\n", ','}, /* spaces belong to the cell */
    {"Côte d'Ivoire,Bakı,😀\n", "[Côte d'Ivoire][Bakı][😀]\n", ','},
    {"a\\nb,'c'\n", "[a\\nb]['c']\n", ','}, /* neither backslash nor apostrophe is special */
};

START_TEST(a_good_text_means_what_it_says)
{
    pship__buffer records;
    pship_error err = PSHIP_ERROR_INIT;
    pship__buffer_init(&records, NULL);
    pship__buffer_add_text(&records, "");
    ck_assert_int_eq(
        read_bytes(good[_i].text, strlen(good[_i].text), good[_i].separator, &records, NULL, &err),
        PSHIP_OK);
    ck_assert_str_eq(records.bytes, good[_i].records);
    pship__buffer_free(&records);
}
END_TEST

#define ROW(rule, line, column, words, text) \
    { \
        rule, words, text, sizeof text - 1, line, column \
    }

static const struct {
    const char *rule, *words, *text;
    size_t length;
    int line, column;
} bad[] = {
    ROW(CSV_RULE_SYNTAX, 1, 1, "never closed", "\""),
    ROW(CSV_RULE_SYNTAX, 2, 3, "never closed", "a,b\n1,\"2\n3\n"),
    ROW(CSV_RULE_SYNTAX, 2, 3, "never closed", "a,b\n1,\"2\"\""),
    ROW(CSV_RULE_SYNTAX, 1, 4, "follows the closing quote", "\"a\"b\n"),
    ROW(CSV_RULE_SYNTAX, 1, 4, "follows the closing quote", "\"a\" ,b\n"),
    ROW(CSV_RULE_SYNTAX, 3, 3, "follows the closing quote", "x\n\"a\nb\"c\n"),
    ROW(CSV_RULE_SYNTAX, 1, 2, "a quote inside a cell", "a\"b\n"),
    ROW(CSV_RULE_SYNTAX, 2, 4, "a quote inside a cell", "a\r\nb, \"c\"\n"),
    ROW(CSV_RULE_ENCODING, 1, 1, "UTF-16", "\xff\xfe\x61\x00"),
    ROW(CSV_RULE_ENCODING, 1, 1, "UTF-16", "\xfe\xff\x00\x61"),
    ROW(CSV_RULE_ENCODING, 1, 4, "zero byte", "a,b\0c\n"),
    ROW(CSV_RULE_ENCODING, 1, 2, "not UTF-8", "C\xf4te\n"),
    ROW(CSV_RULE_ENCODING, 2, 4, "not UTF-8", "a,b\n1,x\xc3\n"),
    ROW(CSV_RULE_ENCODING, 1, 1, "not UTF-8", "\xc0\xaf\n"),
    ROW(CSV_RULE_ENCODING, 1, 3, "not UTF-8", "ab\xed\xa0\x80\n"),
    /* inside quotes: lines are counted, and a quote takes two columns */
    ROW(CSV_RULE_ENCODING, 1, 5, "not UTF-8", "\"a\"\"\xff\"\n"),
    ROW(CSV_RULE_ENCODING, 3, 2, "not UTF-8", "x\n\"a\nb\xff\"\n"),
    ROW(CSV_RULE_ENCODING, 3, 1, "not UTF-8", "\"a\r\nb\r\xff\"\n"),
};

START_TEST(a_bad_text_is_refused_at_its_place)
{
    pship__buffer records;
    pship_error err = PSHIP_ERROR_INIT;
    const char *rule = NULL;
    pship__buffer_init(&records, NULL);
    ck_assert_int_eq(read_bytes(bad[_i].text, bad[_i].length, ',', &records, &rule, &err),
                     PSHIP_E_SYNTAX);
    ck_assert_str_eq(rule, bad[_i].rule);
    ck_assert_msg(strstr(err.message, bad[_i].words) != NULL, "%s", err.message);
    ck_assert_str_eq(err.file, "some.csv");
    ck_assert_int_eq(err.line, bad[_i].line);
    ck_assert_int_eq(err.column, bad[_i].column);
    pship__buffer_free(&records);
}
END_TEST

START_TEST(every_cell_knows_its_place)
{
    static const char text[] = "\xef\xbb\xbf"
                               "a,\"b\nc\",d\r\n\r\n\"x\"\"y\",z\n";
    static const int places[][3] = {{1, 1, 0}, {1, 3, 1}, {2, 4, 0}, {4, 1, 1}, {4, 8, 0}};
    pship__csv *reader = NULL;
    const csv_cell *cells;
    size_t count, at = 0;
    ck_assert_int_eq(
        pship__csv_open_bytes(&reader, NULL, text, sizeof text - 1, "some.csv", ',', NULL),
        PSHIP_OK);
    for (int record = 0; record < 2; record++) {
        ck_assert_int_eq(pship__csv_next(reader, &cells, &count, NULL, NULL), PSHIP_OK);
        ck_assert_uint_eq(count, record == 0 ? 3 : 2);
        for (size_t i = 0; i < count; i++, at++) {
            ck_assert_int_eq(cells[i].line, places[at][0]);
            ck_assert_int_eq(cells[i].column, places[at][1]);
            ck_assert_int_eq(cells[i].quoted, places[at][2]);
        }
    }
    ck_assert(pship__csv_fraction(reader) == 1);
    pship__csv_free(reader);
}
END_TEST

START_TEST(a_separator_is_one_plain_character)
{
    static const char refused[] = {'"', '\n', '\r', '\0', (char)0xa7};
    for (size_t i = 0; i < sizeof refused; i++) {
        pship__csv *reader = NULL;
        ck_assert_int_eq(pship__csv_open_bytes(&reader, NULL, "a", 1, "f", refused[i], NULL),
                         PSHIP_E_ARGUMENT);
        ck_assert_ptr_null(reader);
    }
}
END_TEST

/* ---- files */

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

/* Whatever stands at the border between two pieces of a file is read as if there were none. */
START_TEST(a_file_reads_like_its_bytes_wherever_its_pieces_end)
{
    static const char tail[] = "\"q\"\"r\r\ns\",é😀\r\n\r\nlast,\"\"\r\n";
    char path[SCRATCH_SIZE];
    scratch_file(path);
    for (size_t before = 0; before < sizeof tail; before++) {
        pship__buffer text, expected, got;
        pship__csv *reader = NULL;
        pship_error err = PSHIP_ERROR_INIT;
        pship__buffer_init(&text, NULL);
        pship__buffer_init(&expected, NULL);
        pship__buffer_init(&got, NULL);
        for (size_t i = 0; i < 65536 - before; i++) {
            pship__buffer_add(&text, i % 64 == 63 ? "\n" : i % 8 == 7 ? "," : "x", 1);
        }
        pship__buffer_add_text(&text, ",");
        pship__buffer_add_text(&text, tail);
        write_file(path, text.bytes, text.length);
        ck_assert_int_eq(read_bytes(text.bytes, text.length, ',', &expected, NULL, &err), PSHIP_OK);
        ck_assert_int_eq(pship__csv_open_file(&reader, NULL, path, ',', &err), PSHIP_OK);
        ck_assert_int_eq(read_all(reader, &got, NULL, &err), PSHIP_OK);
        ck_assert_str_eq(got.bytes, expected.bytes);
        pship__buffer_free(&text);
        pship__buffer_free(&expected);
        pship__buffer_free(&got);
    }
    unlink(path);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named)
{
    pship__csv *reader = NULL;
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(pship__csv_open_file(&reader, NULL, "no-such.csv", ',', &err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.file, "no-such.csv");
    ck_assert_int_eq(pship__csv_open_file(&reader, NULL, "/", ',', &err), PSHIP_E_IO);
    ck_assert_ptr_null(reader);
}
END_TEST

/* ---- limits */

static pship_result read_long(const char *start, const char *more, size_t times, int64_t *column)
{
    pship__buffer text, records;
    pship_error err = PSHIP_ERROR_INIT;
    const char *rule = "";
    pship__buffer_init(&text, NULL);
    pship__buffer_init(&records, NULL);
    pship__buffer_add_text(&text, start);
    for (size_t i = 0; i < times; i++) {
        pship__buffer_add_text(&text, more);
    }
    pship_result result = read_bytes(text.bytes, text.length, ',', &records, &rule, &err);
    if (result == PSHIP_E_LIMIT) {
        ck_assert_str_eq(rule, CSV_RULE_LIMIT);
        *column = err.column;
    }
    pship__buffer_free(&text);
    pship__buffer_free(&records);
    return result;
}

START_TEST(a_record_has_a_limit)
{
    int64_t column = 0;
    size_t lines = PSHIP__CSV_RECORD_LIMIT / 16;
    ck_assert_int_eq(read_long("a,\"", "fifteen letters\n", lines + 1, &column), PSHIP_E_LIMIT);
    ck_assert_int_eq(column, 3); /* where the quote opens */
    ck_assert_int_eq(read_long("\"", "\n", PSHIP__CSV_RECORD_LIMIT + 1, &column), PSHIP_E_LIMIT);
    ck_assert_int_eq(read_long("a", ",", PSHIP__CSV_CELL_LIMIT, &column), PSHIP_E_LIMIT);
    ck_assert_int_eq(column, (int64_t)PSHIP__CSV_CELL_LIMIT + 2);
    ck_assert_int_eq(read_long("a", ",", PSHIP__CSV_CELL_LIMIT - 1, &column), PSHIP_OK);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("csv");
    TCase *tests = tcase_create("csv");
    tcase_add_loop_test(tests, a_good_text_means_what_it_says, 0, COUNT(good));
    tcase_add_loop_test(tests, a_bad_text_is_refused_at_its_place, 0, COUNT(bad));
    tcase_add_test(tests, every_cell_knows_its_place);
    tcase_add_test(tests, a_separator_is_one_plain_character);
    tcase_add_test(tests, a_file_reads_like_its_bytes_wherever_its_pieces_end);
    tcase_add_test(tests, a_file_that_is_not_there_is_named);
    tcase_add_test(tests, a_record_has_a_limit);
    suite_add_tcase(suite, tests);
    return suite;
}
