#include "model/private.h"
#include <check.h>
#include <string.h>

static const struct {
    const char *text;
    int32_t amount;
    pship_calendar_unit unit;
    const char *event, *entity;
} good[] = {
    {"3 months after signature of the-charter", 3, PSHIP_MONTHS, "signature", "the-charter"},
    {"1 month after signature of x", 1, PSHIP_MONTHS, "signature", "x"},
    {"10 days before entry_into_force of x/y", -10, PSHIP_DAYS, "entry_into_force", "x/y"},
    {"2 weeks after date of kickoff", 2, PSHIP_WEEKS, "date", "kickoff"},
    {"1 year after signature of x", 1, PSHIP_YEARS, "signature", "x"},
    {"on date of summit", 0, PSHIP_DAYS, "date", "summit"},
    {"0 days after date of summit", 0, PSHIP_DAYS, "date", "summit"},
};

static const struct {
    const char *text;
    int64_t column; /* where the reading stopped, from 1 */
} bad[] = {
    {"", 1},
    {"3", 2},
    {"three months after signature of x", 7},
    {"3 fortnights after signature of x", 14},
    {"3 months since signature of x", 16},
    {"3 months after signature x", 27},
    {"3 months after signature of", 28},
    {"3 months after signature of x and y", 31},
    {"99999999 days after signature of x", 10},
    {"-3 months after signature of x", 4},
    {"3  months after signature of x", 3},
};

START_TEST(rules_are_taken_apart)
{
    date_rule rule;
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_msg(pship__rule_parse(&rule, good[_i].text, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(rule.amount, good[_i].amount);
    ck_assert_int_eq(rule.unit, good[_i].unit);
    ck_assert_str_eq(rule.event, good[_i].event);
    ck_assert_str_eq(rule.entity, good[_i].entity);
}
END_TEST

START_TEST(what_is_no_rule_is_refused_where_it_goes_wrong)
{
    date_rule rule = {.amount = 77};
    pship_error err = PSHIP_ERROR_INIT;
    ck_assert_int_eq(pship__rule_parse(&rule, bad[_i].text, &err), PSHIP_E_SYNTAX);
    ck_assert_int_eq(err.column, bad[_i].column);
    ck_assert_ptr_nonnull(strstr(err.message, "rule"));
    ck_assert_int_eq(rule.amount, 77);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("rule");
    TCase *all = tcase_create("rule");
    tcase_add_loop_test(all, rules_are_taken_apart, 0, sizeof good / sizeof good[0]);
    tcase_add_loop_test(all, what_is_no_rule_is_refused_where_it_goes_wrong, 0,
                        sizeof bad / sizeof bad[0]);
    suite_add_tcase(suite, all);
    return suite;
}
