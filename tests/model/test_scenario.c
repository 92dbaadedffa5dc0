/* What if: layers of statements on top of the base, in small examples. */
#include "model_help.h"
#include <partnership/scenario.h>

static pship_error err;
static pship_model *model;

static void fails(pship_result result, pship_result expected, const char *words)
{
    ck_assert_str_eq(pship_result_name(result), pship_result_name(expected));
    ck_assert_int_eq(err.code, expected);
    ck_assert_msg(strstr(err.message, words) != NULL, "'%s' lacks '%s'", err.message, words);
    err = pship_error_init();
}

static pship_transaction *begin_in(const char *scenario)
{
    pship_transaction *tx = NULL;
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.scenario = scenario;
    ok(pship_transaction_begin(&tx, model, &options, &err), &err);
    return tx;
}

static pship_result define_in(pship_transaction *tx, const char *name, const char *parent,
                              int64_t pinned, const char *description)
{
    pship_scenario_options options = PSHIP_SCENARIO_OPTIONS_INIT;
    options.parent = parent;
    options.pinned = pinned;
    options.description = description;
    return pship_scenario_define(tx, name, &options, &err);
}

static void define(const char *name, const char *parent, int64_t pinned)
{
    pship_transaction *tx = begin(model);
    ok(define_in(tx, name, parent, pinned, NULL), &err);
    commit(tx);
}

static pship_view *view_of(const char *scenario)
{
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-05-20");
    options.published_by = day("2026-05-01");
    options.scenario = scenario;
    ok(pship_view_open(&view, model, &options, &err), &err);
    return view;
}

static void expect_in(const char *scenario, const char *subject, const char *property,
                      const char *value)
{
    pship_view *view = view_of(scenario);
    pship_cell cell = ask(view, subject, property);
    ck_assert_int_eq(cell.value.kind == PSHIP_VALUE_ABSENT, value == NULL);
    if (value != NULL) {
        ck_assert_str_eq(cell.value.text, value);
    }
    pship_view_free(view);
}

static pship_statement_id operator_of, length_of; /* of the corridor */

/* A corridor, its operator and its length, as an article of January has them. */
static void setup(void)
{
    err = pship_error_init();
    model = new_model();
    pship_transaction *tx = begin(model);
    ok(pship_kind_define(tx, "passage", NULL, &err), &err);
    pship_property_options options = PSHIP_PROPERTY_OPTIONS_INIT;
    ok(pship_property_define(tx, "run_by", &options, &err), &err);
    ok(pship_property_define(tx, "reach", &options, &err), &err);
    source(tx, "paper", "2026-01-10");
    entity(tx, "passage", "route");
    operator_of = state(tx, "route", "run_by", "consortium", "paper");
    length_of = state(tx, "route", "reach", "43 km", "paper");
    commit(tx);
}

static void teardown(void)
{
    pship_model_free(model);
}

START_TEST(a_definition_is_checked)
{
    char longest[202];
    memset(longest, 'x', 201);
    longest[201] = '\0';
    pship_transaction *tx = begin(model);
    fails(define_in(tx, "a", "nowhere", 0, NULL), PSHIP_E_NOT_FOUND,
          "there is no scenario 'nowhere'");
    fails(define_in(tx, "a", "\xff", 0, NULL), PSHIP_E_NOT_FOUND, "there is no scenario '?'");
    fails(define_in(tx, "a", "route", 0, NULL), PSHIP_E_NOT_FOUND, "there is no scenario 'route'");
    fails(define_in(tx, "a", NULL, 2, NULL), PSHIP_E_NOT_FOUND,
          "cannot be pinned to transaction 2: 1 are committed");
    fails(define_in(tx, "a", NULL, -1, NULL), PSHIP_E_NOT_FOUND, "transaction -1");
    fails(define_in(tx, "a", NULL, INT64_MAX, NULL), PSHIP_E_NOT_FOUND, "1 are committed");
    fails(define_in(tx, "", NULL, 0, NULL), PSHIP_E_INVALID, "");
    fails(define_in(tx, "two words", NULL, 0, NULL), PSHIP_E_INVALID, "");
    fails(define_in(tx, "\xc3", NULL, 0, NULL), PSHIP_E_INVALID, "");
    fails(define_in(tx, longest, NULL, 0, NULL), PSHIP_E_INVALID, "");
    fails(define_in(tx, "a", NULL, 0, "\xff"), PSHIP_E_INVALID, "description of the scenario");
    fails(pship_scenario_define(tx, NULL, NULL, &err), PSHIP_E_ARGUMENT, "needs a name");
    fails(pship_scenario_define(NULL, "a", NULL, &err), PSHIP_E_ARGUMENT, "open transaction");
    ok(define_in(tx, longest + 1, NULL, 0, NULL), &err);
    commit(tx);
    pship_table *table = NULL;
    ok(pship_scenario_list(&table, model, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1); /* what was refused left nothing */
    pship_table_free(table);
}
END_TEST

START_TEST(a_scenario_is_defined_again_in_the_same_words_only)
{
    pship_transaction *tx = begin(model);
    ok(define_in(tx, "a", NULL, 1, "what if"), &err);
    ok(define_in(tx, "a", NULL, 1, "what if"), &err);
    commit(tx);
    tx = begin(model);
    ok(define_in(tx, "a", NULL, 1, "what if"), &err);
    fails(define_in(tx, "a", NULL, 1, "what"), PSHIP_E_CONFLICT, "'a' exists with another parent");
    fails(define_in(tx, "a", NULL, 1, NULL), PSHIP_E_CONFLICT, "'a' exists");
    fails(define_in(tx, "a", NULL, 0, "what if"), PSHIP_E_CONFLICT, "'a' exists");
    fails(define_in(tx, "a", "a", 1, "what if"), PSHIP_E_CONFLICT, "'a' exists");
    commit(tx);
    ck_assert_int_eq(pship_model_transaction_count(model), 2);
}
END_TEST

START_TEST(a_scenario_given_up_with_its_transaction_is_gone)
{
    pship_transaction *tx = begin(model);
    ok(define_in(tx, "a", NULL, 0, NULL), &err);
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    options.scenario = "a";
    fails(pship_view_open(&view, model, &options, &err), PSHIP_E_NOT_FOUND,
          "there is no scenario 'a'");
    pship_transaction_free(tx);
    fails(pship_view_open(&view, model, &options, &err), PSHIP_E_NOT_FOUND,
          "there is no scenario 'a'");
    options.scenario = "\xff";
    fails(pship_view_open(&view, model, &options, &err), PSHIP_E_NOT_FOUND, "'?'");
    ck_assert_ptr_null(view);
    pship_transaction_options recording = PSHIP_TRANSACTION_OPTIONS_INIT;
    recording.scenario = "a";
    tx = NULL;
    fails(pship_transaction_begin(&tx, model, &recording, &err), PSHIP_E_NOT_FOUND,
          "there is no scenario 'a'");
    ck_assert_ptr_null(tx);
    commit(begin(model)); /* it does not stay busy */
}
END_TEST

START_TEST(the_list_tells_parents_pins_and_how_many_statements_there_are)
{
    pship_transaction *tx = begin(model);
    ok(define_in(tx, "sanctions", NULL, 1, "Nobody insures it."), &err);
    ok(define_in(tx, "deeper", "sanctions", 0, NULL), &err);
    commit(tx);
    tx = begin_in("deeper");
    state(tx, "route", "reach", "50 km", NULL);
    ok(pship_statement_mask(NULL, tx, operator_of, NULL, &err), &err);
    commit(tx);
    pship_table *table = NULL;
    ok(pship_scenario_list(&table, model, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "scenario", 0, "sanctions");
    expect_cell(table, "pinned", 0, "1");
    expect_cell(table, "description", 0, "Nobody insures it.");
    expect_cell(table, "statements", 0, "0");
    expect_cell(table, "transaction", 0, "2");
    expect_cell(table, "scenario", 1, "deeper");
    expect_cell(table, "parent", 1, "sanctions");
    expect_cell(table, "statements", 1, "2");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "parent"), 0));
    ck_assert(pship_table_is_null(table, pship_table_find(table, "pinned"), 1));
    ck_assert(pship_table_is_null(table, pship_table_find(table, "description"), 1));
    pship_table_free(table);
    fails(pship_scenario_list(NULL, model, &err), PSHIP_E_ARGUMENT, "are needed");
    fails(pship_scenario_list(&table, NULL, &err), PSHIP_E_ARGUMENT, "are needed");
}
END_TEST

START_TEST(a_view_names_its_scenario)
{
    define("a", NULL, 0);
    pship_view *view = view_of("a");
    ck_assert_str_eq(pship_view_scenario(view), "a");
    pship_view_free(view);
    view = view_of(NULL);
    ck_assert_ptr_null(pship_view_scenario(view));
    pship_view_free(view);
}
END_TEST

START_TEST(what_is_supposed_holds_under_the_scenario_alone)
{
    define("detour", NULL, 0);
    pship_transaction *tx = begin_in("detour");
    pship_value longer = pship_value_text("60 km");
    ok(pship_statement_correct(NULL, tx, length_of, &longer, NULL, &err), &err);
    ok(pship_statement_mask(NULL, tx, operator_of, NULL, &err), &err);
    commit(tx);
    expect_in("detour", "route", "reach", "60 km");
    expect_in("detour", "route", "run_by", NULL);
    expect_in(NULL, "route", "reach", "43 km");
    expect_in(NULL, "route", "run_by", "consortium");
}
END_TEST

START_TEST(a_floating_scenario_sees_what_the_base_says_later_and_a_pinned_one_does_not)
{
    define("floats", NULL, 0);
    define("pinned", NULL, 1);
    define("above", "pinned", 0);
    pship_transaction *tx = begin(model);
    pship_value longer = pship_value_text("44 km");
    ok(pship_statement_correct(NULL, tx, length_of, &longer, NULL, &err), &err);
    commit(tx);
    expect_in("floats", "route", "reach", "44 km");
    expect_in("pinned", "route", "reach", "43 km");
    expect_in("above", "route", "reach", "43 km");
    expect_in(NULL, "route", "reach", "44 km");
}
END_TEST

START_TEST(a_child_has_what_its_parent_supposes_and_may_mask_it)
{
    define("parent", NULL, 0);
    define("child", "parent", 0);
    define("other", NULL, 0);
    pship_transaction *tx = begin_in("parent");
    pship_statement_id supposed = state(tx, "route", "run_by", "nobody", NULL);
    ok(pship_statement_mask(NULL, tx, operator_of, NULL, &err), &err);
    commit(tx);
    expect_in("child", "route", "run_by", "nobody");
    expect_in("other", "route", "run_by", "consortium");
    tx = begin_in("child");
    ok(pship_statement_mask(NULL, tx, supposed, NULL, &err), &err);
    commit(tx);
    expect_in("child", "route", "run_by", NULL);
    expect_in("parent", "route", "run_by", "nobody");
    tx = begin_in("other");
    fails(pship_statement_mask(NULL, tx, supposed, NULL, &err), PSHIP_E_INVALID,
          "is of parent, and other does not have it");
    pship_transaction_free(tx);
}
END_TEST

START_TEST(operations_reach_what_the_layer_has_and_no_further)
{
    define("a", NULL, 0);
    pship_statement_options ending = PSHIP_STATEMENT_OPTIONS_INIT;
    ending.until = "2026-04-01";
    pship_value value = pship_value_text("x");
    pship_transaction *tx = begin_in("a");
    pship_statement_id own = state(tx, "route", "run_by", "nobody", NULL), mask = 0;
    fails(pship_statement_mask(NULL, tx, own, NULL, &err), PSHIP_E_INVALID,
          "is of a itself, which can only mask what it has from its parents: retract it");
    fails(pship_statement_retract(NULL, tx, operator_of, NULL, &err), PSHIP_E_INVALID,
          "a scenario masks what it has from there");
    fails(pship_statement_mask(NULL, tx, 99, NULL, &err), PSHIP_E_NOT_FOUND,
          "there is no statement 99");
    fails(pship_statement_mask(NULL, tx, 0, NULL, &err), PSHIP_E_NOT_FOUND,
          "there is no statement 0");
    fails(pship_statement_mask(NULL, tx, INT64_MIN, NULL, &err), PSHIP_E_NOT_FOUND,
          "there is no statement -9223372036854775808");
    ok(pship_statement_mask(&mask, tx, operator_of, NULL, &err), &err);
    fails(pship_statement_mask(NULL, tx, mask, NULL, &err), PSHIP_E_INVALID, "has no value");
    fails(pship_statement_correct(NULL, tx, mask, &value, NULL, &err), PSHIP_E_INVALID,
          "has no value: it can be retracted only");
    ok(pship_statement_retract(NULL, tx, mask, NULL, &err), &err);
    fails(pship_statement_erase(NULL, tx, operator_of, NULL, &err), PSHIP_E_INVALID,
          "is of another layer");
    commit(tx);
    tx = begin(model);
    fails(pship_statement_end(NULL, tx, own, &ending, &err), PSHIP_E_INVALID,
          "is of a, and the base does not have it");
    fails(pship_statement_correct(NULL, tx, own, &value, NULL, &err), PSHIP_E_INVALID,
          "does not have it");
    fails(pship_statement_erase(NULL, tx, own, NULL, &err), PSHIP_E_INVALID, "another layer");
    fails(pship_statement_mask(NULL, tx, operator_of, NULL, &err), PSHIP_E_INVALID, "the base");
    pship_transaction_free(tx);
    pship_view *view = view_of("a"); /* the mask was taken back: two contradict each other */
    ck_assert(ask(view, "route", "run_by").undecided);
    pship_view_free(view);
}
END_TEST

START_TEST(the_masks_of_a_view_follow_later_corrections)
{
    define("a", NULL, 0);
    pship_transaction *tx = begin_in("a");
    pship_statement_id mask = 0, correction = 0;
    ok(pship_statement_mask(&mask, tx, operator_of, NULL, &err), &err);
    commit(tx);
    tx = begin(model);
    pship_value other = pship_value_text("a company");
    ok(pship_statement_correct(&correction, tx, operator_of, &other, NULL, &err), &err);
    commit(tx);
    expect_in("a", "route", "run_by", NULL);
    pship_view *view = view_of("a");
    pship_table *table = NULL;
    char number[32];
    ok(pship_view_masks(&table, view, &err), &err);
    int64_t last = pship_table_rows(table) - 1;
    ck_assert_int_ge(last, 0);
    (void)snprintf(number, sizeof number, "%lld", (long long)mask);
    expect_cell(table, "mask", last, number);
    (void)snprintf(number, sizeof number, "%lld", (long long)operator_of);
    expect_cell(table, "target", last, number);
    (void)snprintf(number, sizeof number, "%lld", (long long)correction);
    expect_cell(table, "hidden", last, number);
    expect_cell(table, "followed", last, "true");
    expect_cell(table, "subject", last, "route");
    expect_cell(table, "property", last, "run_by");
    expect_cell(table, "value", last, "a company");
    expect_cell(table, "scenario", last, "a");
    pship_table_free(table);
    fails(pship_view_masks(NULL, view, &err), PSHIP_E_ARGUMENT, "without one of its arguments");
    pship_view_free(view);
    fails(pship_view_masks(&table, NULL, &err), PSHIP_E_ARGUMENT, "without one of its arguments");
    view = view_of(NULL);
    ok(pship_view_masks(&table, view, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(an_entity_of_a_scenario_is_unknown_to_the_base_and_its_id_keeps_its_kind)
{
    define("a", NULL, 0);
    define("b", NULL, 0);
    pship_transaction *tx = begin_in("a");
    entity(tx, "passage", "canal");
    state(tx, "canal", "reach", "9 km", NULL);
    commit(tx);
    expect_in("a", "canal", "reach", "9 km");
    pship_cell cell;
    pship_view *view = view_of(NULL);
    fails(pship_view_cell(&cell, view, "canal", "reach", &err), PSHIP_E_NOT_FOUND, "'canal'");
    pship_view_free(view);
    tx = begin(model);
    fails(pship_statement_assert_text(NULL, tx, "canal", "reach", "1", NULL, NULL, &err),
          PSHIP_E_NOT_FOUND, "canal");
    fails(pship_entity_record(tx, "source", "canal", &err), PSHIP_E_CONFLICT, "canal");
    pship_transaction_free(tx);
    tx = begin_in("b");
    fails(pship_entity_record(tx, "source", "canal", &err), PSHIP_E_CONFLICT, "canal");
    entity(tx, "passage", "canal");
    commit(tx);
    expect_in("b", "canal", "reach", NULL);
}
END_TEST

static const char *status_in(const pship_view *view, const char *agreement)
{
    const char *status = NULL;
    ok(pship_agreement_status(&status, view, agreement, &err), &err);
    return status;
}

START_TEST(a_supposed_entry_into_force_changes_the_status_under_the_scenario_alone)
{
    define("ratified", NULL, 0);
    pship_transaction *tx = begin(model);
    pship_statement_options from_paper = PSHIP_STATEMENT_OPTIONS_INIT;
    from_paper.source = "paper";
    pship_agreement_fields agreement = PSHIP_AGREEMENT_FIELDS_INIT;
    agreement.title = "Treaty";
    ok(pship_agreement_record(tx, "treaty", &agreement, &from_paper, &err), &err);
    pship_act_fields act = PSHIP_ACT_FIELDS_INIT;
    act.agreement = "treaty";
    act.type = "signature";
    act.date = "2025-12-01";
    ok(pship_act_record(tx, "treaty/signature", &act, &from_paper, &err), &err);
    commit(tx);
    tx = begin_in("ratified");
    act.type = "entry_into_force";
    act.date = "2026-05-02"; /* after the cutoff of the view: nobody published it */
    ok(pship_act_record(tx, "treaty/force", &act, NULL, &err), &err);
    commit(tx);
    pship_view *base = view_of(NULL), *under = view_of("ratified");
    ck_assert_str_eq(status_in(base, "treaty"), "signed");
    ck_assert_str_eq(status_in(under, "treaty"), "in_force");
    pship_table *table = NULL;
    ok(pship_agreement_list(&table, under, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect_cell(table, "status", 0, "in_force");
    pship_table_free(table);
    pship_view_free(base);
    pship_view_free(under);
}
END_TEST

static void expect_commitment(const char *scenario, const char *status)
{
    pship_view *view = view_of(scenario);
    pship_table *table = NULL;
    ok(pship_commitment_list(&table, view, NULL, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect_cell(table, "status", 0, status);
    pship_table_free(table);
    pship_view_free(view);
}

START_TEST(a_commitment_is_overdue_where_the_scenario_brings_its_day_forward)
{
    define("hurried", NULL, 0);
    pship_transaction *tx = begin(model);
    entity(tx, "commitment", "lists");
    state(tx, "lists", "text", "Draw up lists", "paper");
    pship_statement_id due = state(tx, "lists", "due", "2026-12-31", "paper");
    commit(tx);
    tx = begin_in("hurried");
    pship_value earlier = pship_value_date("2026-03-01");
    ok(pship_statement_correct(NULL, tx, due, &earlier, NULL, &err), &err);
    commit(tx);
    expect_commitment(NULL, "pending");
    expect_commitment("hurried", "overdue");
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("scenario");
    TCase *all = tcase_create("scenario");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_definition_is_checked);
    tcase_add_test(all, a_scenario_is_defined_again_in_the_same_words_only);
    tcase_add_test(all, a_scenario_given_up_with_its_transaction_is_gone);
    tcase_add_test(all, the_list_tells_parents_pins_and_how_many_statements_there_are);
    tcase_add_test(all, a_view_names_its_scenario);
    tcase_add_test(all, what_is_supposed_holds_under_the_scenario_alone);
    tcase_add_test(all,
                   a_floating_scenario_sees_what_the_base_says_later_and_a_pinned_one_does_not);
    tcase_add_test(all, a_child_has_what_its_parent_supposes_and_may_mask_it);
    tcase_add_test(all, operations_reach_what_the_layer_has_and_no_further);
    tcase_add_test(all, the_masks_of_a_view_follow_later_corrections);
    tcase_add_test(all, an_entity_of_a_scenario_is_unknown_to_the_base_and_its_id_keeps_its_kind);
    tcase_add_test(all, a_supposed_entry_into_force_changes_the_status_under_the_scenario_alone);
    tcase_add_test(all, a_commitment_is_overdue_where_the_scenario_brings_its_day_forward);
    suite_add_tcase(suite, all);
    return suite;
}
