/* Errors: what they keep, and how they are cut. */
#include "core/core.h"
#include <check.h>
#include <partnership/version.h>
#include <stdio.h>
#include <string.h>

Suite *test_suite(void);

START_TEST(both_initialisers_agree)
{
    pship_error macro = PSHIP_ERROR_INIT, function = pship_error_init();
    ck_assert_uint_eq(macro.size, sizeof(pship_error));
    ck_assert_uint_eq(function.size, macro.size);
    ck_assert_int_eq(function.code, PSHIP_OK);
    ck_assert_str_eq(function.file, "");
    ck_assert_str_eq(function.message, "");
}
END_TEST

START_TEST(a_failure_fills_the_error_and_returns_its_code)
{
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(
        pship__fail_at(&err, PSHIP_E_SYNTAX, "a/b.json", 3, 14, "a %s of %d", "comma", 7),
        PSHIP_E_SYNTAX);
    ck_assert_int_eq(err.code, PSHIP_E_SYNTAX);
    ck_assert_int_eq(err.line, 3);
    ck_assert_int_eq(err.column, 14);
    ck_assert_str_eq(err.file, "a/b.json");
    ck_assert_str_eq(err.message, "a comma of 7");
    /* The next one leaves nothing of it. */
    ck_assert_int_eq(pship__fail(&err, PSHIP_E_BUSY, "busy"), PSHIP_E_BUSY);
    ck_assert_int_eq(err.line, 0);
    ck_assert_int_eq(err.column, 0);
    ck_assert_str_eq(err.file, "");
    ck_assert_str_eq(err.message, "busy");
    ck_assert_int_eq(pship__fail(NULL, PSHIP_E_IO, "nobody listens"), PSHIP_E_IO);
    ck_assert_int_eq(pship__fail_memory(&err), PSHIP_E_MEMORY);
    ck_assert_int_eq(err.code, PSHIP_E_MEMORY);
    ck_assert_str_ne(err.message, "");
}
END_TEST

START_TEST(an_error_is_a_line_for_a_person)
{
    pship_error err = PSHIP_ERROR_INIT;
    char text[PSHIP_ERROR_TEXT_SIZE], name[400], message[600], little[8];
    (void)pship__fail_at(&err, PSHIP_E_SYNTAX, "a/b.json", 3, 14, "a comma is missing");
    pship_error_format(&err, text, sizeof text);
    ck_assert_str_eq(text, "a/b.json:3:14: a comma is missing");
    err.column = 0;
    pship_error_format(&err, text, sizeof text);
    ck_assert_str_eq(text, "a/b.json:3: a comma is missing");
    err.line = 0;
    pship_error_format(&err, text, sizeof text);
    ck_assert_str_eq(text, "a/b.json: a comma is missing");
    (void)pship__fail(&err, PSHIP_E_BUSY, "busy");
    pship_error_format(&err, text, sizeof text);
    ck_assert_str_eq(text, "busy");
    pship_error_format(NULL, text, sizeof text);
    ck_assert_str_eq(text, "");
    pship_error_format(&err, NULL, 0);
    /* The longest of all has room. */
    memset(name, 'f', sizeof name - 1);
    memset(message, 'm', sizeof message - 1);
    name[sizeof name - 1] = message[sizeof message - 1] = '\0';
    (void)pship__fail_at(&err, PSHIP_E_SYNTAX, name, INT64_MAX, INT64_MAX, "%s", message);
    pship_error_format(&err, text, sizeof text);
    ck_assert_uint_eq(strlen(text), strlen(err.file) + strlen(err.message) +
                                        2 * strlen(":9223372036854775807") + 2);
    ck_assert_str_eq(text + strlen(text) - strlen(err.message), err.message);
    /* Where two bytes of the last character would fit, none is taken. */
    (void)pship__fail(&err, PSHIP_E_BUSY, "12345\342\202\254");
    pship_error_format(&err, little, sizeof little);
    ck_assert_uint_lt(strlen(little), sizeof little);
    ck_assert(pship__utf8_valid(little, strlen(little)));
}
END_TEST

START_TEST(a_message_may_quote_the_error_that_it_replaces)
{
    pship_error err = PSHIP_ERROR_INIT;
    (void)pship__fail_at(&err, PSHIP_E_SYNTAX, "f.json", 1, 2, "inner");
    (void)pship__fail_at(&err, PSHIP_E_INVALID, err.file, err.line, err.column, "outer: %s",
                         err.message);
    ck_assert_str_eq(err.message, "outer: inner");
    ck_assert_str_eq(err.file, "f.json");
}
END_TEST

START_TEST(a_long_message_is_cut_between_characters)
{
    pship_error err = PSHIP_ERROR_INIT;
    /* Wherever the cut falls, it never leaves half a character. */
    static const char *const fillers[] = {"\303\251", "\342\202\254", "\360\237\230\200"};
    for (size_t kind = 0; kind < 3; kind++) {
        char text[1200] = "";
        while (strlen(text) < 1000)
            strcat(text, fillers[kind]);
        for (int shift = 0; shift < 4; shift++) {
            (void)pship__fail(&err, PSHIP_E_INVALID, "%.*s%s", shift, "abcd", text);
            size_t length = strlen(err.message);
            ck_assert(pship__utf8_valid(err.message, length));
            ck_assert_uint_gt(length, sizeof err.message - 1 - strlen(fillers[kind]));
            ck_assert_uint_lt(length, sizeof err.message);
        }
    }
}
END_TEST

START_TEST(a_message_that_just_fits_is_whole)
{
    pship_error err = PSHIP_ERROR_INIT;
    char text[sizeof err.message + 1];
    memset(text, 'x', sizeof text);
    text[sizeof err.message - 1] = '\0';
    (void)pship__fail(&err, PSHIP_E_INVALID, "%s", text);
    ck_assert_str_eq(err.message, text);
}
END_TEST

START_TEST(a_long_path_is_cut_at_its_start)
{
    pship_error err = PSHIP_ERROR_INIT;
    char path[800] = "";
    while (strlen(path) < 600)
        strcat(path, "/\311\231lif");
    strcat(path, "/end.json");
    for (size_t shift = 0; shift < 6; shift++) {
        (void)pship__fail_at(&err, PSHIP_E_IO, path + shift, 1, 1, "no");
        size_t length = strlen(err.file);
        ck_assert_uint_lt(length, sizeof err.file);
        ck_assert_uint_gt(length, sizeof err.file - 4);
        ck_assert(pship__utf8_valid(err.file, length));
        ck_assert_int_eq(memcmp(err.file, "...", 3), 0);
        ck_assert_str_eq(err.file + length - 9, "/end.json");
    }
    char fits[sizeof err.file];
    memset(fits, 'p', sizeof fits);
    fits[sizeof fits - 1] = '\0';
    (void)pship__fail_at(&err, PSHIP_E_IO, fits, 1, 1, "no");
    ck_assert_str_eq(err.file, fits);
}
END_TEST

START_TEST(an_error_without_its_size_is_left_alone)
{
    pship_error err;
    memset(&err, 0, sizeof err);
    ck_assert_int_eq(pship__fail(&err, PSHIP_E_IO, "no"), PSHIP_E_IO);
    ck_assert_int_eq(err.code, PSHIP_OK);
    ck_assert_str_eq(err.message, "");
}
END_TEST

START_TEST(every_result_has_its_name)
{
    ck_assert_str_eq(pship_result_name(PSHIP_OK), "PSHIP_OK");
    ck_assert_str_eq(pship_result_name(PSHIP_E_SYNTAX), "PSHIP_E_SYNTAX");
    ck_assert_str_eq(pship_result_name(PSHIP_E_LIMIT), "PSHIP_E_LIMIT");
    for (int i = PSHIP_E_LIMIT; i < 0; i++) {
        ck_assert_int_eq(strncmp(pship_result_name((pship_result)i), "PSHIP_E_", 8), 0);
        ck_assert_str_ne(pship_result_name((pship_result)i),
                         pship_result_name((pship_result)(i + 1)));
    }
    ck_assert_str_eq(pship_result_name((pship_result)-12), "unknown result");
    ck_assert_str_eq(pship_result_name((pship_result)1), "unknown result");
}
END_TEST

START_TEST(the_version_is_that_of_the_headers)
{
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", PSHIP_VERSION_MAJOR, PSHIP_VERSION_MINOR,
             PSHIP_VERSION_PATCH);
    ck_assert_str_eq(pship_version(), text);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("error");
    TCase *error = tcase_create("error");
    tcase_add_test(error, both_initialisers_agree);
    tcase_add_test(error, a_failure_fills_the_error_and_returns_its_code);
    tcase_add_test(error, an_error_is_a_line_for_a_person);
    tcase_add_test(error, a_message_may_quote_the_error_that_it_replaces);
    tcase_add_test(error, a_long_message_is_cut_between_characters);
    tcase_add_test(error, a_message_that_just_fits_is_whole);
    tcase_add_test(error, a_long_path_is_cut_at_its_start);
    tcase_add_test(error, an_error_without_its_size_is_left_alone);
    tcase_add_test(error, every_result_has_its_name);
    tcase_add_test(error, the_version_is_that_of_the_headers);
    suite_add_tcase(suite, error);
    return suite;
}
