/* Months out of year-to-date releases. */
#include "trade/releases.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static pship_result refused(const release *list, size_t count, const pship_months_options *options)
{
    pship_table *releases = releases_of(list, count), *table = NULL;
    pship_result result = pship_months_from_ytd(&table, releases, options, err);
    ck_assert_ptr_null(table);
    pship_table_free(releases);
    return result;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* month|value|low|high|status|terms */
static void month_is(const pship_table *table, int64_t at, const char *expected)
{
    char text[512];
    (void)snprintf(text, sizeof text, "%s|%s|%s|%s|%s|%s", cell_text(table, at, "month"),
                   cell_text(table, at, "value"), cell_text(table, at, "low"),
                   cell_text(table, at, "high"), cell_text(table, at, "status"),
                   cell_text(table, at, "terms"));
    ck_assert_str_eq(text, expected);
}

/* The figures of U.S. exports to Azerbaijan in million dollars: U.S. Census Bureau, FT920, exhibit 3. */
static const release census[] = {
    {"2009-01/2009-05", "128.7", "2009-07", NULL, NULL, NULL},
    {"2009-05", "25.6", "2009-07", NULL, NULL, NULL},
    {"2009-01/2009-09", "175.3", "2009-11", NULL, NULL, NULL},
    {"2009-09", "8.9", "2009-11", NULL, NULL, NULL},
    {"2009-01/2009-10", "193.1", "2009-12", NULL, NULL, NULL},
    {"2009-10", "17.8", "2009-12", NULL, NULL, NULL},
    {"2009-01/2009-11", "204.7", "2010-01", NULL, NULL, NULL},
    {"2009-11", "11.5", "2010-01", NULL, NULL, NULL},
};

START_TEST(months_stated_beside_totals_are_narrowed_by_them)
{
    pship_table *table = months_of(census, COUNT(census), NULL);
    ck_assert_int_eq(pship_table_rows(table), 11);
    month_is(table, 4, "2009-05|25.6|25.55|25.65|stated|1");
    month_is(table, 8, "2009-09|8.9|8.85|8.95|stated|1");
    month_is(table, 9, "2009-10|17.8|17.75|17.85|stated|1");
    /* 204.7 less 193.1 is 11.6: true together with 11.5 only at the edge of both roundings. */
    month_is(table, 10, "2009-11|11.5|11.5|11.55|stated|1");
    ck_assert_str_eq(cell_text(table, 9, "source"), "release-6");
    ck_assert_str_eq(cell_text(table, 9, "published"), "2009-12-31");
    ck_assert_str_eq(cell_text(table, 9, "changed"), "");
    pship_table_free(table);
}
END_TEST

START_TEST(what_nobody_isolates_is_a_gap_and_not_zero)
{
    pship_table *table = months_of(census, COUNT(census), NULL);
    month_is(table, 0, "2009-01||0|103.2|gap|");
    ck_assert_str_eq(cell_text(table, 0, "within"), "2009-01/2009-04");
    ck_assert_str_eq(cell_text(table, 0, "within_value"), "103.1");
    month_is(table, 6, "2009-07||0|37.85|gap|"); /* 175.35 - 8.85 - 128.65 */
    ck_assert_str_eq(cell_text(table, 6, "within"), "2009-06/2009-08");
    ck_assert_str_eq(cell_text(table, 6, "within_value"), "37.7");
    ck_assert_str_eq(cell_text(table, 6, "published"), "2009-11-30");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "value"), 6));
    pship_table_free(table);
}
END_TEST

START_TEST(totals_alone_give_months_with_the_rounding_of_two)
{
    static const release list[] = {
        {"2009-01/2009-09", "175.3", NULL, NULL, NULL, "USD million"},
        {"2009-01/2009-10", "193.1", NULL, NULL, NULL, "USD million"},
        {"2009-01/2009-12", "1.9e2", NULL, NULL, "rough", "USD million"},
        {"2009", "200", NULL, "nearly", "rough", "USD million"},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    ck_assert_int_eq(pship_table_rows(table), 22);
    month_is(table, 9, "2009-10|17.8|17.7|17.9|difference|2");
    ck_assert_str_eq(cell_text(table, 9, "unit"), "USD million");
    ck_assert_str_eq(cell_text(table, 9, "published"), "2009-10-31");
    ck_assert_str_eq(cell_text(table, 0, "within"), "2009-01/2009-09");
    pship_table_free(table);
}
END_TEST

START_TEST(quarters_and_years_isolate_months_too)
{
    static const release list[] = {
        {"2024", "120", NULL, NULL, NULL, NULL},
        {"2024-33", "30", NULL, NULL, NULL, NULL},
        {"2024-02/2024-03", "22", NULL, NULL, NULL, NULL},
        {"2024-04/2024-11", "70", NULL, NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    ck_assert_int_eq(pship_table_rows(table), 12);
    month_is(table, 0, "2024-01|8|7|9|difference|2");
    month_is(table, 1, "2024-02||0|22.5|gap|");
    month_is(table, 11, "2024-12|20|18.5|21.5|difference|3");
    pship_table_free(table);
}
END_TEST

START_TEST(months_between_years_that_are_covered_are_gaps_without_bounds)
{
    static const release list[] = {
        {"2007-12", "5", NULL, NULL, NULL, NULL},
        {"2008-02", "6", NULL, NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    ck_assert_int_eq(pship_table_rows(table), 3);
    month_is(table, 1, "2008-01||0||gap|");
    ck_assert_str_eq(cell_text(table, 1, "within"), "");
    pship_table_free(table);
    pship_months_options balances = PSHIP_MONTHS_OPTIONS_INIT;
    balances.may_be_negative = true;
    table = months_of(list, COUNT(list), &balances);
    month_is(table, 1, "2008-01||||gap|");
    pship_table_free(table);
}
END_TEST

START_TEST(a_month_restated_later_has_what_it_was_before)
{
    static const release list[] = {
        {"2025-01", "40", "2025-02-20", NULL, NULL, NULL},
        {"2025-02", "50", "2025-03-20", NULL, NULL, NULL},
        {"2025-01", "43", "2025-03-20", NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    month_is(table, 0, "2025-01|43|42.5|43.5|stated|1");
    ck_assert_str_eq(cell_text(table, 0, "before"), "40");
    ck_assert_str_eq(cell_text(table, 0, "changed"), "2025-01");
    ck_assert_str_eq(cell_text(table, 0, "changed_by"), "3");
    ck_assert_str_eq(cell_text(table, 1, "changed"), "");
    pship_table_free(table);
    /* Before the correction was published, nobody knew of it. */
    pship_months_options then = PSHIP_MONTHS_OPTIONS_INIT;
    ck_assert_int_eq(pship_day_parse(&then.published_by, "2025-03-19", err), PSHIP_OK);
    table = months_of(list, COUNT(list), &then);
    ck_assert_int_eq(pship_table_rows(table), 1);
    month_is(table, 0, "2025-01|40|39.5|40.5|stated|1");
    pship_table_free(table);
}
END_TEST

START_TEST(a_later_total_that_changes_earlier_months_says_so)
{
    static const release list[] = {
        {"2025-01/2025-02", "90", "2025-03-20", NULL, NULL, NULL},
        {"2025-02", "50", "2025-03-20", NULL, NULL, NULL},
        {"2025-01/2025-03", "160", "2025-04-20", NULL, NULL, NULL},
        {"2025-03", "61", "2025-04-20", NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    month_is(table, 2, "2025-03|61|60.5|61.5|stated|1");
    /* The first two months were 90 together and are now 99; how much of that is January's nobody says. */
    month_is(table, 0, "2025-01|40|0|100|revised|2");
    month_is(table, 1, "2025-02|50|0|100|revised|1");
    ck_assert_str_eq(cell_text(table, 0, "changed"), "2025-01/2025-02");
    ck_assert_str_eq(cell_text(table, 0, "changed_by"), "9");
    ck_assert_str_eq(cell_text(table, 1, "changed_by"), "9");
    ck_assert_str_eq(cell_text(table, 2, "changed_by"), "");
    pship_table_free(table);
}
END_TEST

START_TEST(a_total_that_falls_is_a_revision_and_no_negative_month)
{
    static const release list[] = {
        {"2025-01/2025-02", "90", "2025-03-20", NULL, NULL, NULL},
        {"2025-01/2025-03", "80", "2025-04-20", NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    month_is(table, 2, "2025-03||0|80.5|gap|");
    ck_assert_str_eq(cell_text(table, 2, "within"), "2025-01/2025-03");
    ck_assert_str_eq(cell_text(table, 0, "changed"), "2025-01/2025-02");
    ck_assert_str_eq(cell_text(table, 0, "changed_by"), "");
    pship_table_free(table);
    pship_months_options balances = PSHIP_MONTHS_OPTIONS_INIT;
    balances.may_be_negative = true;
    table = months_of(list, COUNT(list), &balances);
    month_is(table, 2, "2025-03|-10|-11|-9|difference|2");
    pship_table_free(table);
}
END_TEST

START_TEST(totals_that_stand_still_give_a_month_of_nothing_or_little)
{
    static const release list[] = {
        {"2025-01/2025-02", "90.04", NULL, NULL, NULL, NULL},
        {"2025-01/2025-03", "90.0", NULL, NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    month_is(table, 2, "2025-03|0|0|0.015|difference|2"); /* and not -0.04 */
    pship_table_free(table);
}
END_TEST

START_TEST(figures_of_one_day_that_contradict_each_other_are_contested)
{
    static const release list[] = {
        {"2025-01/2025-02", "90", "2025-03-20", NULL, NULL, NULL},
        {"2025-01/2025-03", "160", "2025-04-20", NULL, NULL, NULL},
        {"2025-03", "70", "2025-04-20", NULL, NULL, NULL},
        {"2025-03", "75", "2025-04-20", NULL, NULL, NULL},
    };
    pship_table *table = months_of(list, COUNT(list), NULL);
    month_is(table, 2, "2025-03||69.5|70.5|contested|");
    ck_assert_str_eq(cell_text(table, 0, "status"), "gap");
    pship_table_free(table);
}
END_TEST

START_TEST(a_single_month_may_stand_for_the_year_to_date)
{
    static const release list[] = {
        {"2025-07", "517.1", NULL, NULL, "a", NULL},
        {"2025-08", "547.6", NULL, NULL, "a", NULL},
        {"2025-10", "600.3", NULL, NULL, "a", NULL},
    };
    pship_months_options options = PSHIP_MONTHS_OPTIONS_INIT;
    options.year_to_date = true;
    pship_table *table = months_of(list, COUNT(list), &options);
    ck_assert_int_eq(pship_table_rows(table), 10);
    month_is(table, 7, "2025-08|30.5|30.4|30.6|difference|2");
    month_is(table, 8, "2025-09||0|52.8|gap|");
    ck_assert_str_eq(cell_text(table, 8, "within"), "2025-09/2025-10");
    ck_assert_str_eq(cell_text(table, 8, "within_value"), "52.7");
    pship_table_free(table);
}
END_TEST

START_TEST(the_last_digit_may_be_told)
{
    static const release list[] = {
        {"2025-01/2025-02", "1700", NULL, NULL, NULL, NULL},
        {"2025-02", "900", NULL, NULL, NULL, NULL},
    };
    pship_months_options options = PSHIP_MONTHS_OPTIONS_INIT;
    options.last_digit = 100;
    pship_table *table = months_of(list, COUNT(list), &options);
    month_is(table, 0, "2025-01|800|700|900|difference|2");
    pship_table_free(table);
    options.last_digit = 0.3;
    ck_assert_int_eq(refused(list, 2, &options), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(what_cannot_be_read_is_named)
{
    static const struct {
        release one;
        pship_result result;
        const char *words;
    } bad[] = {
        {{"2025-01-15/2025-02", "1", NULL, NULL, NULL, NULL},
         PSHIP_E_INVALID,
         "'2025-01-15/2025-02' of row 2"},
        {{"2025-02-10", "1", NULL, NULL, NULL, NULL}, PSHIP_E_INVALID, "whole months"},
        {{"2025~", "1", NULL, NULL, NULL, NULL}, PSHIP_E_INVALID, "whole months"},
        {{"../2025", "1", NULL, NULL, NULL, NULL}, PSHIP_E_INVALID, "whole months"},
        {{"the year", "1", NULL, NULL, NULL, NULL}, PSHIP_E_SYNTAX, "row 2"},
        {{NULL, "1", NULL, NULL, NULL, NULL}, PSHIP_E_INVALID, "row 2 has no period"},
        {{"2025", "1,5", NULL, NULL, NULL, NULL}, PSHIP_E_INVALID, "'1,5' of row 2"},
        {{"2025", "1", "soon", NULL, NULL, NULL}, PSHIP_E_SYNTAX, "publication in row 2"},
        {{"2025", "1", NULL, NULL, NULL, "EUR"}, PSHIP_E_INVALID, "'EUR'"},
        {{"1800-01", "1", NULL, NULL, NULL, NULL}, PSHIP_E_LIMIT, "1200 months"},
        {{"2025-02", "9e16", NULL, NULL, NULL, NULL}, PSHIP_E_LIMIT, "row 2"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const release list[] = {{"2025-01", "1.5", "2025-02-01", NULL, NULL, NULL}, bad[i].one};
        ck_assert_int_eq(refused(list, 2, NULL), bad[i].result);
        ck_assert_msg(strstr(failure.message, bad[i].words) != NULL, "%s", failure.message);
    }
    const release fine[] = {{"2025-01", NULL, NULL, NULL, NULL, NULL}};
    pship_months_options options = PSHIP_MONTHS_OPTIONS_INIT;
    pship_table *table = months_of(fine, 1, NULL);
    ck_assert_int_eq(pship_table_rows(table), 0); /* no value, no month */
    pship_table_free(table);
    options.value = "amount";
    ck_assert_int_eq(refused(fine, 1, &options), PSHIP_E_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(failure.message, "amount"));
    options.size = 3;
    ck_assert_int_eq(refused(fine, 1, &options), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_months_from_ytd(&table, NULL, NULL, err), PSHIP_E_ARGUMENT);
}
END_TEST

START_TEST(a_zero_of_no_precision_beside_many_digits_is_refused)
{
    static const release list[] = {{"2025-01", "0.1234567890", "2025-02-01", NULL, NULL, NULL},
                                   {"2025-02", "0e13", "2025-03-01", NULL, NULL, NULL}};
    ck_assert_int_eq(refused(list, 2, NULL), PSHIP_E_LIMIT);
    ck_assert_str_eq(failure.message,
                     "the value of row 2 has more digits than sums of its series can hold");
    pship_table *table = months_of(list + 1, 1, NULL); /* by itself it is fine */
    month_is(table, 0, "2025-02|0|0|5000000000000|stated|1");
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("year_to_date");
    TCase *tests = tcase_create("year_to_date");
    tcase_add_test(tests, months_stated_beside_totals_are_narrowed_by_them);
    tcase_add_test(tests, what_nobody_isolates_is_a_gap_and_not_zero);
    tcase_add_test(tests, totals_alone_give_months_with_the_rounding_of_two);
    tcase_add_test(tests, quarters_and_years_isolate_months_too);
    tcase_add_test(tests, months_between_years_that_are_covered_are_gaps_without_bounds);
    tcase_add_test(tests, a_month_restated_later_has_what_it_was_before);
    tcase_add_test(tests, a_later_total_that_changes_earlier_months_says_so);
    tcase_add_test(tests, a_total_that_falls_is_a_revision_and_no_negative_month);
    tcase_add_test(tests, totals_that_stand_still_give_a_month_of_nothing_or_little);
    tcase_add_test(tests, figures_of_one_day_that_contradict_each_other_are_contested);
    tcase_add_test(tests, a_single_month_may_stand_for_the_year_to_date);
    tcase_add_test(tests, the_last_digit_may_be_told);
    tcase_add_test(tests, what_cannot_be_read_is_named);
    tcase_add_test(tests, a_zero_of_no_precision_beside_many_digits_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
