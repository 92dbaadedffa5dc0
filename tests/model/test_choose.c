#include "model_help.h"

static pship_model *model;
static pship_transaction *tx;
static pship_error err;

static void setup(void)
{
    model = new_model();
    err = pship_error_init();
    tx = begin(model);
    source(tx, "one", "2025-08-08");
    source(tx, "two", "2025-08-09");
    entity(tx, "figure", "trade");
    entity(tx, "agreement", "charter");
    entity(tx, "act", "signature");
}

static void teardown(void)
{
    pship_transaction_free(tx);
    pship_model_free(model);
}

static pship_cell answer(const char *subject, const char *property)
{
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-03-01", NULL);
    pship_cell cell = ask(view, subject, property);
    cell.value.text = cell.value.text == NULL ? NULL : strdup(cell.value.text);
    ck_assert(cell.value.kind == PSHIP_VALUE_ABSENT || cell.value.text != NULL);
    pship_view_free(view);
    return cell;
}

static void ranked(const char *subject, const char *property, const char *text,
                   const char *from_source, pship_rank rank)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = from_source;
    options.rank = rank;
    ok(pship_statement_assert_text(NULL, tx, subject, property, text, NULL, &options, &err), &err);
}

START_TEST(a_month_and_a_day_in_it_agree_and_the_day_is_given)
{
    state(tx, "signature", "date", "2025-08", "one");
    state(tx, "signature", "date", "2025-08-08", "two");
    pship_cell cell = answer("signature", "date");
    ck_assert(!cell.contested);
    ck_assert(!cell.undecided);
    ck_assert_str_eq(cell.value.text, "2025-08-08");
    free((char *)cell.value.text);
}
END_TEST

START_TEST(two_days_contradict_each_other_and_none_is_picked)
{
    state(tx, "signature", "date", "2026-02-10", "one");
    state(tx, "signature", "date", "2026-02-09", "two");
    pship_cell cell = answer("signature", "date");
    ck_assert(cell.contested);
    ck_assert(cell.undecided);
    ck_assert_int_eq(cell.value.kind, PSHIP_VALUE_ABSENT);
    ck_assert_int_eq(cell.statement, 0);
}
END_TEST

START_TEST(two_days_of_one_month_contradict_although_each_agrees_with_the_month)
{
    state(tx, "signature", "date", "2026-02", "one");
    state(tx, "signature", "date", "2026-02-10", "one");
    state(tx, "signature", "date", "2026-02-09", "two");
    ck_assert(answer("signature", "date").undecided);
}
END_TEST

START_TEST(a_preferred_statement_is_picked_and_stays_contested)
{
    ranked("signature", "date", "2026-02-09", "two", PSHIP_RANK_NORMAL);
    ranked("signature", "date", "2026-02-10", "one", PSHIP_RANK_PREFERRED);
    pship_cell cell = answer("signature", "date");
    ck_assert(cell.contested);
    ck_assert(!cell.undecided);
    ck_assert_str_eq(cell.value.text, "2026-02-10");
    free((char *)cell.value.text);
}
END_TEST

static void expect_explained(const char *preferred, const char *const (*expected)[2], int rows)
{
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-03-01");
    options.preferred_sources = &preferred;
    options.preferred_source_count = preferred == NULL ? 0 : 1;
    pship_view *view = NULL;
    pship_table *table = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    ok(pship_view_explain(&table, view, "signature", "date", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), rows);
    for (int i = 0; i < rows; i++) {
        expect_cell(table, "outcome", i, expected[i][0]);
        expect_cell(table, "because", i, expected[i][1]);
    }
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(a_view_explains_what_decided)
{
    static const char *const nothing_decides[][2] = {
        {"undecided", "It and another of the same rank contradict each other."},
        {"undecided", "It and another of the same rank contradict each other."},
        {"outranked", "Others of a higher rank are preferred."}};
    static const char *const source_decides[][2] = {
        {"less_preferred", "This view prefers the source of another one."},
        {"picked", "It is the most precise of the source that this view prefers."},
        {"outranked", "Others of a higher rank are preferred."}};
    ranked("signature", "date", "2026-02-10", "one", PSHIP_RANK_PREFERRED);
    ranked("signature", "date", "2026-02-09", "two", PSHIP_RANK_PREFERRED);
    ranked("signature", "date", "2026-02-08", "two", PSHIP_RANK_NORMAL);
    ok(pship_transaction_commit(tx, &err), &err);
    expect_explained(NULL, nothing_decides, 3);
    expect_explained("two", source_decides, 3);
}
END_TEST

START_TEST(a_deprecated_statement_is_never_picked_and_contests_nothing)
{
    ranked("signature", "date", "2026-02-09", "two", PSHIP_RANK_DEPRECATED);
    ranked("signature", "date", "2026-02-10", "one", PSHIP_RANK_NORMAL);
    pship_cell cell = answer("signature", "date");
    ck_assert(!cell.contested);
    ck_assert_str_eq(cell.value.text, "2026-02-10");
    free((char *)cell.value.text);
}
END_TEST

START_TEST(several_values_of_a_property_of_many_do_not_contest_each_other)
{
    state(tx, "charter", "alias", "Charter on Partnership", "one");
    state(tx, "charter", "alias", "Partnership Charter", "two");
    pship_cell cell = answer("charter", "alias");
    ck_assert(!cell.contested);
    ck_assert_str_eq(cell.value.text, "Charter on Partnership");
    free((char *)cell.value.text);
}
END_TEST

START_TEST(unknown_agrees_with_a_value_and_contradicts_none)
{
    pship_value none = pship_value_none(), unknown = pship_value_unknown();
    ok(pship_statement_assert(NULL, tx, "charter", "title", &unknown, NULL, &err), &err);
    state(tx, "charter", "title", "Charter", "one");
    ok(pship_statement_assert(NULL, tx, "charter", "subject", &unknown, NULL, &err), &err);
    ok(pship_statement_assert(NULL, tx, "charter", "subject", &none, NULL, &err), &err);
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-03-01", NULL);
    pship_cell title = ask(view, "charter", "title"), subject = ask(view, "charter", "subject");
    ck_assert_str_eq(title.value.text, "Charter");
    ck_assert(!title.contested);
    ck_assert(subject.undecided);
    pship_view_free(view);
}
END_TEST

static const struct {
    const char *left, *left_unit, *left_qualifier, *right, *right_unit, *right_qualifier;
    bool contested;
} numbers[] = {
    {"1.365", "USD billion", "nearly", "1364", "USD million", NULL, false},
    {"1.365", "USD billion", NULL, "1365", "USD million", NULL, false},
    {"1.365", "USD billion", NULL, "1366", "USD million", NULL, true},
    {"1.365", "USD billion", "about", "1366", "USD million", NULL, false},
    {"145", "USD million", NULL, "140", "USD million", NULL, true},
    {"2.5", "percent", NULL, "6.79", "percent", NULL, true},
    {"2.5", "percent", NULL, "2.50", "percent", NULL, false},
    {"2.5", "percent", NULL, "2.5", "km", NULL, true},
    {"1.6", "USD billion", NULL, "1.58", "USD billion", NULL, false},
    {"68", "percent", "surpassing", "71.3", "percent", NULL, false},
    {"68", "percent", "surpassing", "67.1", "percent", NULL, true},
    {"100", NULL, "up to", "43", NULL, NULL, false},
    {"43", NULL, "nearly", "42.5", NULL, NULL, false},
    {"43", NULL, NULL, "42", NULL, NULL, true},
    {"1e3", NULL, NULL, "1400", NULL, NULL, false},
    {"1000", NULL, NULL, "1400", NULL, NULL, true},
    {"-5", NULL, NULL, "5", NULL, NULL, true},
};

static void number(const char *digits, const char *unit, const char *qualifier)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.qualifier = qualifier;
    pship_value value = pship_value_number(digits, unit);
    ok(pship_statement_assert(NULL, tx, "trade", "value", &value, &options, &err), &err);
}

START_TEST(numbers_agree_as_far_as_they_are_rounded_and_qualified)
{
    bool swap = _i % 2 == 1;
    size_t at = (size_t)_i / 2;
    for (int i = 0; i < 2; i++) {
        if ((i == 0) != swap) {
            number(numbers[at].left, numbers[at].left_unit, numbers[at].left_qualifier);
        } else {
            number(numbers[at].right, numbers[at].right_unit, numbers[at].right_qualifier);
        }
    }
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_view(model, "2026-03-01", NULL);
    ck_assert_msg(ask(view, "trade", "value").contested == numbers[at].contested, "%s and %s",
                  numbers[at].left, numbers[at].right);
    pship_view_free(view);
}
END_TEST

START_TEST(what_does_not_hold_on_the_day_contests_nothing)
{
    state_during(tx, "charter", "title", "Old", NULL, "2025-12-31");
    state_during(tx, "charter", "title", "New", "2026-01-01", NULL);
    pship_cell cell = answer("charter", "title");
    ck_assert(!cell.contested);
    ck_assert_str_eq(cell.value.text, "New");
    free((char *)cell.value.text);
}
END_TEST

/* On the days on which the change may have happened either may hold, and neither is more precise. */
START_TEST(values_of_two_kinds_may_follow_each_other)
{
    static const char *const ends[] = {"2025-12-31/2026-12-30", NULL}, *const starts[] = {NULL,
                                                                                          "2026"};
    const pship_value values[] = {pship_value_boolean(true), pship_value_number("12.5", "km"),
                                  pship_value_date("2026-01")};
    size_t first = (size_t)_i / 3, second = (size_t)_i % 3;
    for (int i = 0; i < 2; i++) {
        pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
        options.from = starts[i];
        options.until = ends[i];
        ok(pship_statement_assert(NULL, tx, "trade", "value", &values[i == 0 ? first : second],
                                  &options, &err),
           &err);
    }
    ok(pship_transaction_commit(tx, &err), &err);
    pship_view *view = open_possible(model, "2026-03-01");
    pship_cell cell = ask(view, "trade", "value");
    ck_assert(!cell.contested);
    ck_assert_int_eq(cell.value.kind, values[first].kind);
    ck_assert_int_eq(cell.truth, PSHIP_POSSIBLE);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("choose");
    TCase *all = tcase_create("choose");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_month_and_a_day_in_it_agree_and_the_day_is_given);
    tcase_add_test(all, two_days_contradict_each_other_and_none_is_picked);
    tcase_add_test(all, two_days_of_one_month_contradict_although_each_agrees_with_the_month);
    tcase_add_test(all, a_preferred_statement_is_picked_and_stays_contested);
    tcase_add_test(all, a_view_explains_what_decided);
    tcase_add_test(all, a_deprecated_statement_is_never_picked_and_contests_nothing);
    tcase_add_test(all, several_values_of_a_property_of_many_do_not_contest_each_other);
    tcase_add_test(all, unknown_agrees_with_a_value_and_contradicts_none);
    tcase_add_loop_test(all, numbers_agree_as_far_as_they_are_rounded_and_qualified, 0,
                        2 * (int)(sizeof numbers / sizeof numbers[0]));
    tcase_add_test(all, what_does_not_hold_on_the_day_contests_nothing);
    tcase_add_loop_test(all, values_of_two_kinds_may_follow_each_other, 0, 9);
    suite_add_tcase(suite, all);
    return suite;
}
