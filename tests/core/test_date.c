/* Days and dates: what each spelling means. */
#include "core/core.h"
#include <check.h>
#include <string.h>

Suite *test_suite(void);

static pship_day day(const char *text)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_day found = PSHIP_DAY_NONE;
    if (strcmp(text, "min") == 0)
        return PSHIP_DAY_MIN;
    if (strcmp(text, "max") == 0)
        return PSHIP_DAY_MAX;
    ck_assert_msg(pship_day_parse(&found, text, &err) == PSHIP_OK, "%s", err.message);
    return found;
}

static pship_date date(const char *text)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date found;
    ck_assert_msg(pship_date_parse(&found, text, NULL, &err) == PSHIP_OK, "%s", err.message);
    return found;
}

/* ---- the calendar */

static bool leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Steps through the calendar by hand, from a day whose number is known. */
static void walk(int32_t year, pship_day first, pship_day last)
{
    static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    pship_error err = PSHIP_ERROR_INIT;
    int32_t month = 1, number = 1;
    for (pship_day at = first; at <= last; at++) {
        int32_t y, m, d;
        pship_day_to_calendar(at, &y, &m, &d);
        ck_assert_msg(y == year && m == month && d == number, "day %d is %d-%d-%d, not %d-%d-%d",
                      at, y, m, d, year, month, number);
        pship_day back;
        ck_assert_int_eq(pship_day_from_calendar(&back, y, m, d, &err), PSHIP_OK);
        ck_assert_int_eq(back, at);
        char text[16];
        pship_day_format(at, text, sizeof text);
        ck_assert_int_eq(day(text), at);
        number++;
        if (number > lengths[month - 1] + (month == 2 && leap(year) ? 1 : 0)) {
            number = 1;
            month = month % 12 + 1;
            year += month == 1 ? 1 : 0;
        }
    }
}

START_TEST(known_days_have_their_numbers)
{
    ck_assert_int_eq(day("1970-01-01"), 0);
    ck_assert_int_eq(day("1969-12-31"), -1);
    ck_assert_int_eq(day("2000-03-01"), 11017);
    ck_assert_int_eq(day("2026-11-23"), 20780);
    ck_assert_int_eq(day("0000-03-01"), -719468);
    ck_assert_int_eq(day("0001-01-01"), -719162);
}
END_TEST

START_TEST(a_hundred_thousand_days_come_back)
{
    walk(1970, 0, 100000);
}
END_TEST

START_TEST(days_before_and_after_the_year_0_come_back)
{
    walk(-400, day("-0400-01-01"), day("-0400-01-01") + 150000);
}
END_TEST

START_TEST(the_outermost_days_come_back)
{
    walk(5000000, day("Y5000000-01-01"), day("Y5000000-12-31"));
    char text[16];
    pship_day_format(PSHIP_DAY_MAX - 1, text, sizeof text);
    ck_assert_int_eq(day(text), PSHIP_DAY_MAX - 1);
    pship_day_format(PSHIP_DAY_MIN + 1, text, sizeof text);
    ck_assert_int_eq(day(text), PSHIP_DAY_MIN + 1);
}
END_TEST

START_TEST(days_that_the_calendar_lacks_are_refused)
{
    static const int32_t wrong[][3] = {
        {2025, 2, 29}, {1900, 2, 29}, {2026, 4, 31},   {2026, 0, 1},       {2026, 13, 1},
        {2026, 1, 0},  {2026, 1, 32}, {5000001, 1, 1}, {-5000001, 12, 31}, {2026, 6, -1},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        pship_error err = PSHIP_ERROR_INIT;
        pship_day untouched = 7;
        ck_assert_int_eq(
            pship_day_from_calendar(&untouched, wrong[i][0], wrong[i][1], wrong[i][2], &err),
            PSHIP_E_INVALID);
        ck_assert_int_eq(err.code, PSHIP_E_INVALID);
        ck_assert_str_ne(err.message, "");
        ck_assert_int_eq(untouched, 7);
    }
}
END_TEST

START_TEST(leap_days_are_there_when_they_should_be)
{
    ck_assert_int_eq(day("2024-02-29") + 1, day("2024-03-01"));
    ck_assert_int_eq(day("2000-02-29") + 1, day("2000-03-01"));
    ck_assert_int_eq(day("1900-02-28") + 1, day("1900-03-01"));
    ck_assert_int_eq(day("0000-02-29") + 1, day("0000-03-01"));
    ck_assert_int_eq(day("-0004-02-29") + 1, day("-0004-03-01"));
}
END_TEST

START_TEST(a_short_buffer_receives_a_cut_day)
{
    char text[16] = "xxxxxxxxxxxxxxx";
    pship_day_format(day("2026-02-11"), text, 5);
    ck_assert_str_eq(text, "2026");
    ck_assert_int_eq(text[5], 'x');
    pship_day_format(day("2026-02-11"), NULL, 0);
    pship_day_format(PSHIP_DAY_MAX, text, sizeof text);
    ck_assert_str_eq(text, "..");
    pship_day_format(PSHIP_DAY_MIN, text, sizeof text);
    ck_assert_str_eq(text, "..");
}
END_TEST

/* ---- what each spelling means */

typedef struct meaning {
    const char *text, *earliest, *latest;
    pship_precision precision;
    bool approximate, uncertain;
} meaning;

#define DAY PSHIP_PRECISION_DAY
#define MONTH PSHIP_PRECISION_MONTH
#define SEASON PSHIP_PRECISION_SEASON
#define YEAR PSHIP_PRECISION_YEAR
#define DECADE PSHIP_PRECISION_DECADE
#define CENTURY PSHIP_PRECISION_CENTURY
#define RANGE PSHIP_PRECISION_RANGE

static const meaning meanings[] = {
    {"2025-08-08", "2025-08-08", "2025-08-08", DAY, false, false},
    {"2024-02-29", "2024-02-29", "2024-02-29", DAY, false, false},
    {"2026-02", "2026-02-01", "2026-02-28", MONTH, false, false},
    {"2024-02", "2024-02-01", "2024-02-29", MONTH, false, false},
    {"2026-12", "2026-12-01", "2026-12-31", MONTH, false, false},
    {"2013", "2013-01-01", "2013-12-31", YEAR, false, false},
    {"0000", "0000-01-01", "0000-12-31", YEAR, false, false},
    {"199X", "1990-01-01", "1999-12-31", DECADE, false, false},
    {"19XX", "1900-01-01", "1999-12-31", CENTURY, false, false},
    {"1XXX", "1000-01-01", "1999-12-31", CENTURY, false, false},
    {"2026-02-XX", "2026-02-01", "2026-02-28", MONTH, false, false},
    {"2026-XX-XX", "2026-01-01", "2026-12-31", YEAR, false, false},
    {"2026-XX", "2026-01-01", "2026-12-31", YEAR, false, false},
    /* seasons, quarters, halves */
    {"2026-21", "2026-03-01", "2026-05-31", SEASON, false, false},
    {"2026-22", "2026-06-01", "2026-08-31", SEASON, false, false},
    {"2026-23", "2026-09-01", "2026-11-30", SEASON, false, false},
    {"2026-24", "2026-12-01", "2027-02-28", SEASON, false, false},
    {"2027-24", "2027-12-01", "2028-02-29", SEASON, false, false},
    {"2026-33", "2026-01-01", "2026-03-31", SEASON, false, false},
    {"2026-34", "2026-04-01", "2026-06-30", SEASON, false, false},
    {"2026-35", "2026-07-01", "2026-09-30", SEASON, false, false},
    {"2026-36", "2026-10-01", "2026-12-31", SEASON, false, false},
    {"2026-40", "2026-01-01", "2026-06-30", SEASON, false, false},
    {"2026-41", "2026-07-01", "2026-12-31", SEASON, false, false},
    /* years before 0 and beyond four digits */
    {"-0044", "-0044-01-01", "-0044-12-31", YEAR, false, false},
    {"-0044-03-15", "-0044-03-15", "-0044-03-15", DAY, false, false},
    {"-004X", "-0049-01-01", "-0040-12-31", DECADE, false, false},
    {"-000X", "-0009-01-01", "-0001-12-31", DECADE, false, false},
    {"-01XX", "-0199-01-01", "-0100-12-31", CENTURY, false, false},
    {"Y12000", "Y12000-01-01", "Y12000-12-31", YEAR, false, false},
    {"Y-12000", "Y-12000-01-01", "Y-12000-12-31", YEAR, false, false},
    {"Y12000-02", "Y12000-02-01", "Y12000-02-29", MONTH, false, false},
    /* a time of day */
    {"2026-02-11T10:30", "2026-02-11", "2026-02-11", DAY, false, false},
    {"2026-02-11T10:30:00Z", "2026-02-11", "2026-02-11", DAY, false, false},
    {"2026-02-11T23:59:60.125+04:00", "2026-02-11", "2026-02-11", DAY, false, false},
    {"2026-02-11T00:30:00-05", "2026-02-11", "2026-02-11", DAY, false, false},
    /* doubt, and "about" with its default widths */
    {"2025-12-19?", "2025-12-19", "2025-12-19", DAY, false, true},
    {"2025-12-19~", "2025-12-16", "2025-12-22", DAY, true, false},
    {"2025-12-19%", "2025-12-16", "2025-12-22", DAY, true, true},
    {"2026-02-11T10:30~", "2026-02-08", "2026-02-14", DAY, true, false},
    {"2026-02~", "2026-01-01", "2026-03-31", MONTH, true, false},
    {"2026-01~", "2025-12-01", "2026-02-28", MONTH, true, false},
    {"2026-34~", "2026-03-01", "2026-07-31", SEASON, true, false},
    {"2026-24~", "2026-11-01", "2027-03-31", SEASON, true, false},
    {"2013~", "2012-01-01", "2014-12-31", YEAR, true, false},
    {"199X~", "1989-01-01", "2000-12-31", DECADE, true, false},
    {"19XX?", "1900-01-01", "1999-12-31", CENTURY, false, true},
    /* ranges */
    {"2026-01/2026-03", "2026-01-01", "2026-03-31", RANGE, false, false},
    {"2026-01-05/2026-02", "2026-01-05", "2026-02-28", RANGE, false, false},
    {"2026-05/2026-05", "2026-05-01", "2026-05-31", RANGE, false, false},
    {"2026-03/2026", "2026-03-01", "2026-12-31", RANGE, false, false},
    {"2026/2026-03", "2026-01-01", "2026-03-31", RANGE, false, false},
    {"../2026", "min", "2026-12-31", RANGE, false, false},
    {"2026/..", "2026-01-01", "max", RANGE, false, false},
    {"2026-01~/2026-03", "2025-12-01", "2026-03-31", RANGE, true, false},
    {"2026-01/2026-03-10%", "2026-01-01", "2026-03-13", RANGE, true, true},
    {"2026-01?/2026-03", "2026-01-01", "2026-03-31", RANGE, false, true},
};

START_TEST(each_spelling_means_its_days)
{
    const meaning *expected = &meanings[_i];
    pship_date found = date(expected->text);
    ck_assert_int_eq(found.kind, PSHIP_DATE_DATED);
    ck_assert_int_eq(found.earliest, day(expected->earliest));
    ck_assert_int_eq(found.latest, day(expected->latest));
    ck_assert_int_eq(found.precision, expected->precision);
    ck_assert_int_eq(found.approximate, expected->approximate);
    ck_assert_int_eq(found.uncertain, expected->uncertain);
    ck_assert_str_eq(found.text, expected->text);
}
END_TEST

START_TEST(two_dots_are_open_and_nothing_is_unknown)
{
    pship_date open = date("..");
    ck_assert_int_eq(open.kind, PSHIP_DATE_OPEN);
    ck_assert_int_eq(open.precision, PSHIP_PRECISION_NONE);
    ck_assert_str_eq(open.text, "..");
    pship_date unknown = date("");
    ck_assert_int_eq(unknown.kind, PSHIP_DATE_UNKNOWN);
    ck_assert_int_eq(unknown.earliest, PSHIP_DAY_MIN);
    ck_assert_int_eq(unknown.latest, PSHIP_DAY_MAX);
    ck_assert_str_eq(unknown.text, "");
}
END_TEST

START_TEST(about_is_as_wide_as_the_options_say)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date_options options = pship_date_options_init();
    ck_assert_int_eq(options.approximate_days, 3);
    ck_assert_int_eq(options.approximate_months, 1);
    ck_assert_int_eq(options.approximate_years, 1);
    options.approximate_days = 10;
    options.approximate_months = 0;
    options.approximate_years = 5;
    pship_date found;
    ck_assert_int_eq(pship_date_parse(&found, "2026-01-05~", &options, &err), PSHIP_OK);
    ck_assert_int_eq(found.earliest, day("2025-12-26"));
    ck_assert_int_eq(found.latest, day("2026-01-15"));
    ck_assert_int_eq(pship_date_parse(&found, "2026-01~", &options, &err), PSHIP_OK);
    ck_assert_int_eq(found.earliest, day("2026-01-01"));
    ck_assert_int_eq(found.latest, day("2026-01-31"));
    ck_assert(found.approximate);
    ck_assert_int_eq(pship_date_parse(&found, "2026~", &options, &err), PSHIP_OK);
    ck_assert_int_eq(found.earliest, day("2021-01-01"));
    ck_assert_int_eq(found.latest, day("2031-12-31"));
}
END_TEST

START_TEST(wrong_options_are_refused)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_date found = {.earliest = 7};
    pship_date_options options = PSHIP_DATE_OPTIONS_INIT;
    options.approximate_months = -1;
    ck_assert_int_eq(pship_date_parse(&found, "2026", &options, &err), PSHIP_E_ARGUMENT);
    options = pship_date_options_init();
    options.size = sizeof(size_t);
    ck_assert_int_eq(pship_date_parse(&found, "2026", &options, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(err.message, "pship_date_options"));
    ck_assert_int_eq(pship_date_parse(&found, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_date_parse(NULL, "2026", NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(found.earliest, 7);
}
END_TEST

START_TEST(a_full_day_reads_and_nothing_else_does)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_day found = 7;
    static const struct {
        const char *text;
        pship_result result;
        int column;
    } wrong[] = {
        {"2026-02", PSHIP_E_SYNTAX, 8},      {"2026", PSHIP_E_SYNTAX, 5},
        {"2026-02-XX", PSHIP_E_SYNTAX, 11},  {"2026-02-11T10:30", PSHIP_E_SYNTAX, 11},
        {"2026-02-11~", PSHIP_E_SYNTAX, 11}, {"2026-02-11 ", PSHIP_E_SYNTAX, 11},
        {"2026-02-30", PSHIP_E_INVALID, 9},  {"", PSHIP_E_SYNTAX, 1},
        {"..", PSHIP_E_SYNTAX, 1},           {"2026-01-01/2026-01-02", PSHIP_E_SYNTAX, 11},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_int_eq(pship_day_parse(&found, wrong[i].text, &err), wrong[i].result);
        ck_assert_int_eq(err.column, wrong[i].column);
        ck_assert_int_eq(found, 7);
    }
    ck_assert_int_eq(pship_day_parse(&found, "2026-02-11", &err), PSHIP_OK);
    ck_assert_int_eq(found, 20495);
}
END_TEST

START_TEST(a_day_makes_a_date)
{
    pship_date made = pship_date_from_day(day("2026-02-11"));
    ck_assert_int_eq(made.kind, PSHIP_DATE_DATED);
    ck_assert_int_eq(made.precision, DAY);
    ck_assert_int_eq(made.earliest, made.latest);
    ck_assert_str_eq(made.text, "2026-02-11");
    made = pship_date_from_day(PSHIP_DAY_MAX);
    ck_assert_int_eq(made.kind, PSHIP_DATE_OPEN);
    ck_assert_str_eq(made.text, "..");
}
END_TEST

START_TEST(today_is_the_day_of_now)
{
    int64_t now = pship__now();
    ck_assert_int_gt(now / 86400000000, day("2026-01-01"));
    ck_assert_int_le(pship__today() - now / 86400000000, 1);
    ck_assert_int_ge(pship__today() - now / 86400000000, 0);
}
END_TEST

/* ---- questions */

START_TEST(a_date_has_come_by_its_latest_day)
{
    pship_date month = date("2026-02");
    ck_assert_int_eq(pship_date_reached(&month, day("2026-01-31")), PSHIP_NO);
    ck_assert_int_eq(pship_date_reached(&month, day("2026-02-01")), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&month, day("2026-02-27")), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&month, day("2026-02-28")), PSHIP_CERTAIN);
    pship_date late = date("2026/.."), early = date("../2026");
    ck_assert_int_eq(pship_date_reached(&late, PSHIP_DAY_MAX - 1), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&late, day("2025-12-31")), PSHIP_NO);
    ck_assert_int_eq(pship_date_reached(&early, day("1000-01-01")), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&early, day("2026-12-31")), PSHIP_CERTAIN);
}
END_TEST

START_TEST(an_unknown_date_may_have_come_and_an_open_one_never_comes)
{
    pship_date unknown = date(""), open = date("..");
    ck_assert_int_eq(pship_date_reached(&unknown, day("1500-01-01")), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&unknown, PSHIP_DAY_MAX - 1), PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_date_reached(&open, PSHIP_DAY_MAX - 1), PSHIP_NO);
}
END_TEST

START_TEST(dates_are_compatible_when_one_contains_the_other)
{
    static const struct {
        const char *a, *b;
        bool compatible;
    } pairs[] = {
        {"2025-08", "2025-08-08", true},
        {"2025-08-08", "2025-08-08", true},
        {"2025-08-08", "2025-08-09", false},
        {"2025-08", "2025-09-08", false},
        {"202X", "2025-08", true},
        {"2025-08/2025-10", "2025-09", true},
        {"2025-08/2025-10", "2025-09/2025-11", false},
        {"2025-08-08~", "2025-08-10", true},
        {"../2026", "1990", true},
        {"2026/..", "2025-12-31", false},
        {"", "2025", true},
        {"", "..", true},
        {"..", "..", true},
        {"..", "2025", false},
        {"2026-33", "2026-02", true},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        pship_date a = date(pairs[i].a), b = date(pairs[i].b);
        ck_assert_msg(pship_date_compatible(&a, &b) == pairs[i].compatible, "%s and %s", pairs[i].a,
                      pairs[i].b);
        ck_assert_msg(pship_date_compatible(&b, &a) == pairs[i].compatible, "%s and %s", pairs[i].b,
                      pairs[i].a);
    }
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("date");
    TCase *calendar = tcase_create("calendar");
    tcase_add_test(calendar, known_days_have_their_numbers);
    tcase_add_test(calendar, a_hundred_thousand_days_come_back);
    tcase_add_test(calendar, days_before_and_after_the_year_0_come_back);
    tcase_add_test(calendar, the_outermost_days_come_back);
    tcase_add_test(calendar, days_that_the_calendar_lacks_are_refused);
    tcase_add_test(calendar, leap_days_are_there_when_they_should_be);
    tcase_add_test(calendar, a_short_buffer_receives_a_cut_day);
    suite_add_tcase(suite, calendar);
    TCase *spelling = tcase_create("spelling");
    tcase_add_loop_test(spelling, each_spelling_means_its_days, 0,
                        (int)(sizeof meanings / sizeof *meanings));
    tcase_add_test(spelling, two_dots_are_open_and_nothing_is_unknown);
    tcase_add_test(spelling, about_is_as_wide_as_the_options_say);
    tcase_add_test(spelling, wrong_options_are_refused);
    tcase_add_test(spelling, a_full_day_reads_and_nothing_else_does);
    tcase_add_test(spelling, a_day_makes_a_date);
    tcase_add_test(spelling, today_is_the_day_of_now);
    suite_add_tcase(suite, spelling);
    TCase *questions = tcase_create("questions");
    tcase_add_test(questions, a_date_has_come_by_its_latest_day);
    tcase_add_test(questions, an_unknown_date_may_have_come_and_an_open_one_never_comes);
    tcase_add_test(questions, dates_are_compatible_when_one_contains_the_other);
    suite_add_tcase(suite, questions);
    return suite;
}
