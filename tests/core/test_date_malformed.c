/* Dates that are none: which complaint, and where. */
#include "core/core.h"
#include <check.h>
#include <string.h>

Suite *test_suite(void);

static const struct wrong {
    const char *text;
    pship_result result;
    int column;
    const char *says; /* part of the message */
} wrongs[] = {
    {"26-02-01", PSHIP_E_SYNTAX, 3, "four digits"},
    {"202", PSHIP_E_SYNTAX, 4, "four digits"},
    {"20266", PSHIP_E_SYNTAX, 5, "Y before"},
    {"abcd", PSHIP_E_SYNTAX, 1, "four digits"},
    {" 2026", PSHIP_E_SYNTAX, 1, "four digits"},
    {"XXXX", PSHIP_E_SYNTAX, 1, "four digits"},
    {"2X26", PSHIP_E_SYNTAX, 3, "four digits"},
    {"199x", PSHIP_E_SYNTAX, 4, "four digits"},
    {"199X-05", PSHIP_E_SYNTAX, 5, "left open"},
    {"+2026", PSHIP_E_SYNTAX, 1, "four digits"},
    {"-0000", PSHIP_E_INVALID, 1, "no sign"},
    {"Y2026", PSHIP_E_SYNTAX, 6, "five digits"},
    {"Y123456789", PSHIP_E_INVALID, 1, "too far"},
    {"Y9999999", PSHIP_E_INVALID, 1, "too far"},
    {"Y-9999999-01-01", PSHIP_E_INVALID, 1, "too far"},
    {"2026-", PSHIP_E_SYNTAX, 6, "two digits"},
    {"2026-2", PSHIP_E_SYNTAX, 7, "two digits"},
    {"2026-2-1", PSHIP_E_SYNTAX, 7, "two digits"},
    {"2026-021", PSHIP_E_SYNTAX, 8, "two digits"},
    {"2026/02", PSHIP_E_SYNTAX, 8, "four digits"},
    {"2026-00", PSHIP_E_INVALID, 6, "no month 00"},
    {"2026-13", PSHIP_E_INVALID, 6, "no month 13"},
    {"2026-20", PSHIP_E_INVALID, 6, "no month 20"},
    {"2026-25", PSHIP_E_INVALID, 6, "no month 25"},
    {"2026-32", PSHIP_E_INVALID, 6, "no month 32"},
    {"2026-37", PSHIP_E_INVALID, 6, "no month 37"},
    {"2026-42", PSHIP_E_INVALID, 6, "no month 42"},
    {"2026-02-", PSHIP_E_SYNTAX, 9, "two digits"},
    {"2026-02-1", PSHIP_E_SYNTAX, 10, "two digits"},
    {"2026-02-001", PSHIP_E_SYNTAX, 11, "two digits"},
    {"2026-02-00", PSHIP_E_INVALID, 9, "no day 00"},
    {"2026-02-29", PSHIP_E_INVALID, 9, "no day 29, it has 28 days"},
    {"2024-02-30", PSHIP_E_INVALID, 9, "no day 30, it has 29 days"},
    {"1900-02-29", PSHIP_E_INVALID, 9, "no day 29"},
    {"2026-04-31", PSHIP_E_INVALID, 9, "no day 31"},
    {"2026-33-01", PSHIP_E_SYNTAX, 8, "season"},
    {"2026-XX-05", PSHIP_E_SYNTAX, 9, "left open"},
    {"2026-1X", PSHIP_E_SYNTAX, 7, "two digits"},
    {"2026-02-1X", PSHIP_E_SYNTAX, 10, "two digits"},
    {"2026-02-11 10:30", PSHIP_E_SYNTAX, 11, "nothing was expected"},
    {"2026-02-11T", PSHIP_E_SYNTAX, 12, "hour"},
    {"2026-02-11T10", PSHIP_E_SYNTAX, 14, "hh:mm"},
    {"2026-02-11T25:00", PSHIP_E_INVALID, 12, "no hour 25"},
    {"2026-02-11T10:60", PSHIP_E_INVALID, 15, "no minute 60"},
    {"2026-02-11T10:30:61", PSHIP_E_INVALID, 18, "no second 61"},
    {"2026-02-11T10:30:00.", PSHIP_E_SYNTAX, 21, "fraction"},
    {"2026-02-11T10:30+4", PSHIP_E_SYNTAX, 19, "two digits"},
    {"2026-02T10:30", PSHIP_E_SYNTAX, 8, "nothing was expected"},
    {"2026-02?~", PSHIP_E_SYNTAX, 9, "nothing was expected"},
    {"?2026", PSHIP_E_SYNTAX, 1, "four digits"},
    {"~", PSHIP_E_SYNTAX, 1, "four digits"},
    {"2026-02-11x", PSHIP_E_SYNTAX, 11, "nothing was expected"},
    {".", PSHIP_E_SYNTAX, 1, "four digits"},
    {"...", PSHIP_E_SYNTAX, 1, "four digits"},
    {"../..", PSHIP_E_SYNTAX, 4, "four digits"},
    {"../", PSHIP_E_SYNTAX, 4, "four digits"},
    {"2026/", PSHIP_E_SYNTAX, 6, "four digits"},
    {"/2026", PSHIP_E_SYNTAX, 1, "four digits"},
    {"2026/...", PSHIP_E_SYNTAX, 6, "four digits"},
    {"2025/2026/2027", PSHIP_E_SYNTAX, 10, "nothing was expected"},
    {"2026-03/2026-01", PSHIP_E_INVALID, 9, "before it begins"},
    {"2026-03~/2026-02", PSHIP_E_INVALID, 10, "before it begins"},
    {"2026-03/2026-13", PSHIP_E_INVALID, 14, "no month 13"},
    {"f\303\251vrier 2026", PSHIP_E_SYNTAX, 1, "f\303\251vrier 2026"},
    {"\377\376", PSHIP_E_SYNTAX, 1,
     "'?"
     "?'"},
    {"2026\n", PSHIP_E_SYNTAX, 5, "'2026?'"},
};

START_TEST(each_mistake_is_named_at_its_column)
{
    const struct wrong *wrong = &wrongs[_i];
    pship_error err = PSHIP_ERROR_INIT;
    pship_date untouched;
    memset(&untouched, 0x5A, sizeof untouched);
    pship_date before = untouched;
    ck_assert_int_eq(pship_date_parse(&untouched, wrong->text, NULL, &err), wrong->result);
    ck_assert_int_eq(err.code, wrong->result);
    ck_assert_int_eq(err.column, wrong->column);
    ck_assert_int_eq(err.line, 0);
    ck_assert_msg(strstr(err.message, wrong->says) != NULL, "'%s' does not say '%s'", err.message,
                  wrong->says);
    ck_assert(pship__utf8_valid(err.message, strlen(err.message)));
    ck_assert_int_eq(memcmp(&untouched, &before, sizeof before), 0);
    /* The error is optional. */
    ck_assert_int_eq(pship_date_parse(&untouched, wrong->text, NULL, NULL), wrong->result);
}
END_TEST

START_TEST(a_text_that_does_not_fit_is_too_long)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date found;
    char text[PSHIP_DATE_TEXT_SIZE + 8];
    /* A fraction of a second may have any number of digits. */
    memset(text, '0', sizeof text);
    memcpy(text, "2026-02-11T10:30:00.", 20);
    text[PSHIP_DATE_TEXT_SIZE - 1] = '\0';
    ck_assert_int_eq(pship_date_parse(&found, text, NULL, &err), PSHIP_OK);
    ck_assert_str_eq(found.text, text);
    text[PSHIP_DATE_TEXT_SIZE - 1] = '0';
    text[PSHIP_DATE_TEXT_SIZE] = '\0';
    ck_assert_int_eq(pship_date_parse(&found, text, NULL, &err), PSHIP_E_LIMIT);
    ck_assert_int_eq(err.column, PSHIP_DATE_TEXT_SIZE);
}
END_TEST

START_TEST(a_width_that_leaves_the_calendar_is_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date found;
    pship_date_options options = PSHIP_DATE_OPTIONS_INIT;
    options.approximate_days = options.approximate_months = options.approximate_years = INT32_MAX;
    ck_assert_int_eq(pship_date_parse(&found, "2026-01-01~", &options, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_date_parse(&found, "2026-01~", &options, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_date_parse(&found, "2026~", &options, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_date_parse(&found, "2026", &options, &err), PSHIP_OK);
}
END_TEST

START_TEST(nothing_is_asked_of_no_date)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date date = pship_date_from_day(0), moved;
    ck_assert_int_eq(pship_day_from_calendar(NULL, 2026, 2, 10, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_date_move(NULL, &date, 1, PSHIP_DAYS, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_date_move(&moved, NULL, 1, PSHIP_DAYS, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_date_reached(NULL, 0), PSHIP_NO);
    ck_assert_int_eq(pship_interval_test(NULL, 0), PSHIP_NO);
    ck_assert(!pship_date_compatible(&date, NULL));
    ck_assert(!pship_date_compatible(NULL, &date));
    pship_day_format(0, NULL, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("date_malformed");
    TCase *malformed = tcase_create("malformed");
    tcase_add_loop_test(malformed, each_mistake_is_named_at_its_column, 0,
                        (int)(sizeof wrongs / sizeof *wrongs));
    tcase_add_test(malformed, a_text_that_does_not_fit_is_too_long);
    tcase_add_test(malformed, a_width_that_leaves_the_calendar_is_refused);
    tcase_add_test(malformed, nothing_is_asked_of_no_date);
    suite_add_tcase(suite, malformed);
    return suite;
}
