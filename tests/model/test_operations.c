#include "model_help.h"

static pship_model *model;
static pship_error err;

static void setup(void)
{
    model = new_model();
    err = pship_error_init();
    pship_transaction *tx = begin(model);
    source(tx, "december", "2025-12-23");
    source(tx, "march", "2026-03-13");
    entity(tx, "agreement", "charter");
    entity(tx, "working_group", "group");
    commit(tx);
}

static void teardown(void)
{
    pship_model_free(model);
}

static pship_statement_options from_source(const char *id)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.source = id;
    return options;
}

START_TEST(a_correction_hides_what_it_corrects_for_those_who_see_it)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state(tx, "charter", "title", "Charter of Partners", "december");
    pship_value title = pship_value_text("Charter on Partnership");
    pship_statement_options options = from_source("march");
    ok(pship_statement_correct(NULL, tx, old, &title, &options, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", NULL, "charter", "title", "Charter on Partnership");
    expect(model, "2026-03-20", "2026-03-13", "charter", "title", "Charter on Partnership");
    expect(model, "2026-03-20", "2026-03-12", "charter", "title", "Charter of Partners");
    expect(model, "2026-03-20", "2025-12-22", "charter", "title", NULL);
}
END_TEST

START_TEST(a_repair_of_our_own_slip_is_as_old_as_what_it_repairs)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state(tx, "charter", "title", "Chrater", "december");
    commit(tx);
    tx = begin(model);
    pship_value title = pship_value_text("Charter");
    ok(pship_statement_correct(NULL, tx, old, &title, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", "2025-12-23", "charter", "title", "Charter");
    expect(model, "2026-03-20", "2025-12-22", "charter", "title", NULL);
}
END_TEST

START_TEST(corrections_form_a_chain)
{
    pship_transaction *tx = begin(model);
    pship_statement_id first = state(tx, "charter", "title", "one", "december"), second;
    pship_value two = pship_value_text("two"), three = pship_value_text("three");
    ok(pship_statement_correct(&second, tx, first, &two, NULL, &err), &err);
    pship_statement_options options = from_source("march");
    ok(pship_statement_correct(NULL, tx, second, &three, &options, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", NULL, "charter", "title", "three");
    expect(model, "2026-03-20", "2026-01-01", "charter", "title", "two");
}
END_TEST

START_TEST(a_retraction_hides_and_can_itself_be_retracted)
{
    pship_transaction *tx = begin(model);
    pship_statement_id claim = state(tx, "charter", "title", "Charter", "december"), gone;
    pship_statement_options options = from_source("march");
    ok(pship_statement_retract(&gone, tx, claim, &options, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", NULL, "charter", "title", NULL);
    expect(model, "2026-03-20", "2026-03-12", "charter", "title", "Charter");
    tx = begin(model);
    ok(pship_statement_retract(NULL, tx, gone, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", NULL, "charter", "title", "Charter");
}
END_TEST

START_TEST(retracting_a_correction_does_not_bring_the_error_back)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state(tx, "charter", "title", "wrong", "december"), better;
    pship_value title = pship_value_text("also wrong");
    ok(pship_statement_correct(&better, tx, old, &title, NULL, &err), &err);
    ok(pship_statement_retract(NULL, tx, better, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-03-20", NULL, "charter", "title", NULL);
}
END_TEST

START_TEST(a_closing_published_later_does_not_show_earlier)
{
    pship_transaction *tx = begin(model);
    pship_error problem = PSHIP_ERROR_INIT;
    pship_statement_options options = from_source("december");
    options.from = "2025-08-08";
    options.until = "..";
    pship_statement_id drafting;
    ok(pship_statement_assert_text(&drafting, tx, "group", "mandate", "drafting", NULL, &options,
                                   &problem),
       &problem);
    commit(tx);
    tx = begin(model);
    options = from_source("march");
    options.until = "2026-02-10";
    ok(pship_statement_end(NULL, tx, drafting, &options, &problem), &problem);
    commit(tx);
    expect(model, "2026-02-10", NULL, "group", "mandate", "drafting");
    expect(model, "2026-02-11", NULL, "group", "mandate", NULL);
    expect(model, "2026-02-11", "2026-01-15", "group", "mandate", "drafting");
    expect(model, "2026-12-31", "2026-01-15", "group", "mandate", "drafting");
}
END_TEST

START_TEST(a_change_ends_the_old_and_begins_the_new)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state_during(tx, "group", "mandate", "draft", "2025-08-08", "..");
    pship_value next = pship_value_text("implement");
    pship_statement_options options = from_source("march");
    ck_assert_int_eq(pship_statement_change(NULL, tx, old, &next, &options, &err),
                     PSHIP_E_ARGUMENT);
    options.from = "2026-02";
    ok(pship_statement_change(NULL, tx, old, &next, &options, &err), &err);
    commit(tx);
    expect(model, "2026-01-31", NULL, "group", "mandate", "draft");
    expect(model, "2026-03-01", NULL, "group", "mandate", "implement");
    /* In February either may hold, and nothing certainly does. */
    expect(model, "2026-02-14", NULL, "group", "mandate", NULL);
    pship_view *view = open_possible(model, "2026-02-14");
    pship_cell cell = ask(view, "group", "mandate");
    ck_assert(!cell.contested);
    ck_assert_str_eq(cell.value.text, "draft");
    ck_assert_int_eq(cell.truth, PSHIP_POSSIBLE);
    pship_view_free(view);
}
END_TEST

START_TEST(a_change_that_fails_leaves_no_end_behind)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state_during(tx, "group", "mandate", "draft", "2025-08-08", "..");
    pship_value wrong = pship_value_boolean(true);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = "2026-02-11";
    ck_assert_int_eq(pship_statement_change(NULL, tx, old, &wrong, &options, &err),
                     PSHIP_E_INVALID);
    commit(tx);
    expect(model, "2026-03-01", NULL, "group", "mandate", "draft");
}
END_TEST

START_TEST(an_end_follows_the_correction_of_its_target)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state_during(tx, "group", "mandate", "darft", "2025-08-08", "..");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "2026-02-10";
    ok(pship_statement_end(NULL, tx, old, &options, &err), &err);
    pship_value right = pship_value_text("draft");
    ok(pship_statement_correct(NULL, tx, old, &right, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-02-10", NULL, "group", "mandate", "draft");
    expect(model, "2026-02-11", NULL, "group", "mandate", NULL);
}
END_TEST

START_TEST(a_later_correction_that_states_an_end_has_its_own)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state_during(tx, "group", "mandate", "darft", "2025-08-08", "..");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "2026-02-10";
    ok(pship_statement_end(NULL, tx, old, &options, &err), &err);
    pship_value right = pship_value_text("draft");
    options.from = "2025-08-08";
    options.until = "2026-03-31";
    ok(pship_statement_correct(NULL, tx, old, &right, &options, &err), &err);
    commit(tx);
    expect(model, "2026-03-31", NULL, "group", "mandate", "draft");
    expect(model, "2026-04-01", NULL, "group", "mandate", NULL);
}
END_TEST

START_TEST(the_newest_end_counts_and_a_retracted_one_does_not)
{
    pship_transaction *tx = begin(model);
    pship_statement_id claim = state_during(tx, "group", "mandate", "draft", "2025-08-08", NULL);
    pship_statement_id first, second;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "2026-02-10";
    ok(pship_statement_end(&first, tx, claim, &options, &err), &err);
    options.until = "2026-05-10";
    ok(pship_statement_end(&second, tx, claim, &options, &err), &err);
    commit(tx);
    expect(model, "2026-03-01", NULL, "group", "mandate", "draft");
    tx = begin(model);
    ok(pship_statement_retract(NULL, tx, second, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-03-01", NULL, "group", "mandate", NULL);
    tx = begin(model);
    ok(pship_statement_retract(NULL, tx, first, NULL, &err), &err);
    commit(tx);
    expect(model, "2036-03-01", NULL, "group", "mandate", "draft");
}
END_TEST

START_TEST(operations_need_a_fitting_target)
{
    pship_transaction *tx = begin(model);
    pship_statement_id claim = state_during(tx, "group", "mandate", "x", "2025-08-08", NULL), end;
    pship_value value = pship_value_text("y");
    pship_statement_options until = PSHIP_STATEMENT_OPTIONS_INIT;
    until.until = "2025-08-07";
    ck_assert_int_eq(pship_statement_end(NULL, tx, claim, &until, &err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "2025-08-08"));
    ck_assert_ptr_nonnull(strstr(err.message, "2025-08-07"));
    until.until = "2025-09";
    ok(pship_statement_end(&end, tx, claim, &until, &err), &err);
    ck_assert_int_eq(pship_statement_end(NULL, tx, end, &until, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_statement_correct(NULL, tx, end, &value, NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_statement_retract(NULL, tx, 1, NULL, &err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_statement_retract(NULL, tx, 0, NULL, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_statement_retract(NULL, tx, end + 1, NULL, &err), PSHIP_E_NOT_FOUND);
    until.until = NULL;
    ck_assert_int_eq(pship_statement_end(NULL, tx, claim, &until, &err), PSHIP_E_ARGUMENT);
    commit(tx);
}
END_TEST

START_TEST(a_corrected_statement_is_acted_on_at_the_end_of_its_chain)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state_during(tx, "group", "mandate", "x", "2025-08-08", NULL), next;
    pship_value value = pship_value_text("y");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    ok(pship_statement_correct(&next, tx, old, &value, NULL, &err), &err);
    options.until = "2026";
    ck_assert_int_eq(pship_statement_correct(NULL, tx, old, &value, NULL, &err), PSHIP_E_CONFLICT);
    ck_assert_int_eq(pship_statement_end(NULL, tx, old, &options, &err), PSHIP_E_CONFLICT);
    ok(pship_statement_end(NULL, tx, next, &options, &err), &err);
    pship_transaction_free(tx);
    /* What was given up corrects nothing. */
    tx = begin(model);
    old = state_during(tx, "group", "mandate", "x", "2025-08-08", NULL);
    commit(tx);
    tx = begin(model);
    ok(pship_statement_correct(NULL, tx, old, &value, NULL, &err), &err);
    pship_transaction_free(tx);
    tx = begin(model);
    ok(pship_statement_correct(NULL, tx, old, &value, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-01-01", NULL, "group", "mandate", "y");
}
END_TEST

START_TEST(a_second_correction_does_not_revive_an_end_that_the_first_overruled)
{
    pship_transaction *tx = begin(model);
    pship_statement_id claim = state_during(tx, "group", "mandate", "a", "2020", ".."), next;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "2021";
    ok(pship_statement_end(NULL, tx, claim, &options, &err), &err);
    options.until = "2025-12-31";
    pship_value b = pship_value_text("b"), c = pship_value_text("c");
    ok(pship_statement_correct(&next, tx, claim, &b, &options, &err), &err);
    ok(pship_statement_correct(NULL, tx, next, &c, NULL, &err), &err);
    commit(tx);
    expect(model, "2023-01-01", NULL, "group", "mandate", "c");
    expect(model, "2026-01-01", NULL, "group", "mandate", NULL);
}
END_TEST

START_TEST(a_correction_keeps_what_it_does_not_state)
{
    pship_transaction *tx = begin(model);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = "2020-01-01";
    options.until = "2021-12-31";
    options.rank = PSHIP_RANK_DEPRECATED;
    pship_statement_id claim;
    ok(pship_statement_assert_text(&claim, tx, "group", "mandate", "x", NULL, &options, &err),
       &err);
    pship_value y = pship_value_text("y"), z = pship_value_text("z");
    ok(pship_statement_correct(&claim, tx, claim, &y, NULL, &err), &err);
    commit(tx);
    expect(model, "2020-06-01", NULL, "group", "mandate", NULL); /* deprecated as before */
    tx = begin(model);
    options = pship_statement_options_init();
    options.from = "2020-02-01";
    ok(pship_statement_correct(&claim, tx, claim, &z, &options, &err), &err);
    commit(tx);
    expect(model, "2020-01-15", NULL, "group", "mandate", NULL);
    expect(model, "2021-12-31", NULL, "group", "mandate", "z");
    expect(model, "2026-01-01", NULL, "group", "mandate", NULL);
    tx = begin(model);
    options.from = "2022-02-01";
    ck_assert_int_eq(pship_statement_correct(NULL, tx, claim, &y, &options, &err), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "2022-02-01"));
    pship_transaction_free(tx);
}
END_TEST

START_TEST(an_end_nobody_knows_leaves_the_first_day_certain)
{
    pship_transaction *tx = begin(model);
    pship_statement_id claim = state_during(tx, "group", "mandate", "x", "2020-01-01", NULL);
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.until = "";
    ok(pship_statement_end(NULL, tx, claim, &options, &err), &err);
    commit(tx);
    expect(model, "2020-01-01", NULL, "group", "mandate", "x");
    expect(model, "2020-01-02", NULL, "group", "mandate", NULL);
}
END_TEST

START_TEST(a_repair_of_our_own_word_is_as_old_as_the_word)
{
    static const char *const days[] = {"2026-01-01", "2026-03-01"};
    pship_statement_id claim = 0;
    for (size_t i = 0; i < 2; i++) {
        pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
        options.recorded_at = (int64_t)day(days[i]) * 86400 * 1000000;
        pship_model *own = i == 0 ? (pship_model_free(model), model = new_model()) : model;
        pship_transaction *tx = NULL;
        ok(pship_transaction_begin(&tx, own, &options, &err), &err);
        if (i == 0) {
            entity(tx, "agreement", "charter");
            claim = state(tx, "charter", "title", "Tpyo", NULL);
        } else {
            pship_value right = pship_value_text("Typo");
            ok(pship_statement_correct(NULL, tx, claim, &right, NULL, &err), &err);
        }
        commit(tx);
    }
    expect(model, "2026-06-01", "2026-02-01", "charter", "title", "Typo");
    expect(model, "2026-06-01", "2025-12-31", "charter", "title", NULL);
}
END_TEST

START_TEST(what_may_have_been_published_casts_doubt_and_hides_nothing)
{
    pship_transaction *tx = begin(model);
    source(tx, "undated", NULL);
    pship_statement_options options = from_source("december");
    options.from = "2020";
    pship_statement_id claim;
    ok(pship_statement_assert_text(&claim, tx, "group", "mandate", "a", NULL, &options, &err),
       &err);
    options = from_source("undated");
    options.until = "2021";
    ok(pship_statement_end(NULL, tx, claim, &options, &err), &err);
    commit(tx);
    expect(model, "2026-01-01", "2026-01-01", "group", "mandate", "a");
    pship_view_options possible = PSHIP_VIEW_OPTIONS_INIT;
    possible.as_of = day("2026-01-01");
    possible.published_by = day("2026-01-01");
    possible.holding = PSHIP_POSSIBLE;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &possible, &err), &err);
    pship_cell cell = ask(view, "group", "mandate");
    ck_assert_str_eq(cell.value.text, "a");
    ck_assert_int_eq(cell.truth, PSHIP_POSSIBLE);
    pship_view_free(view);
}
END_TEST

START_TEST(what_was_recorded_later_is_not_seen_by_an_earlier_cutoff)
{
    pship_transaction *tx = begin(model);
    pship_statement_id old = state(tx, "charter", "title", "before", NULL);
    commit(tx);
    tx = begin(model);
    pship_value title = pship_value_text("after");
    ok(pship_statement_correct(NULL, tx, old, &title, NULL, &err), &err);
    commit(tx);
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-03-01");
    options.recorded_transaction = 2;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    ck_assert_str_eq(ask(view, "charter", "title").value.text, "before");
    pship_view_free(view);
    options.recorded_transaction = 1;
    ok(pship_view_open(&view, model, &options, &err), &err);
    ck_assert_int_eq(ask(view, "charter", "title").value.kind, PSHIP_VALUE_ABSENT);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("operations");
    TCase *all = tcase_create("operations");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_correction_hides_what_it_corrects_for_those_who_see_it);
    tcase_add_test(all, a_repair_of_our_own_slip_is_as_old_as_what_it_repairs);
    tcase_add_test(all, corrections_form_a_chain);
    tcase_add_test(all, a_retraction_hides_and_can_itself_be_retracted);
    tcase_add_test(all, retracting_a_correction_does_not_bring_the_error_back);
    tcase_add_test(all, a_closing_published_later_does_not_show_earlier);
    tcase_add_test(all, a_change_ends_the_old_and_begins_the_new);
    tcase_add_test(all, a_change_that_fails_leaves_no_end_behind);
    tcase_add_test(all, an_end_follows_the_correction_of_its_target);
    tcase_add_test(all, a_later_correction_that_states_an_end_has_its_own);
    tcase_add_test(all, the_newest_end_counts_and_a_retracted_one_does_not);
    tcase_add_test(all, operations_need_a_fitting_target);
    tcase_add_test(all, a_corrected_statement_is_acted_on_at_the_end_of_its_chain);
    tcase_add_test(all, a_second_correction_does_not_revive_an_end_that_the_first_overruled);
    tcase_add_test(all, a_correction_keeps_what_it_does_not_state);
    tcase_add_test(all, an_end_nobody_knows_leaves_the_first_day_certain);
    tcase_add_test(all, a_repair_of_our_own_word_is_as_old_as_the_word);
    tcase_add_test(all, what_may_have_been_published_casts_doubt_and_hides_nothing);
    tcase_add_test(all, what_was_recorded_later_is_not_seen_by_an_earlier_cutoff);
    suite_add_tcase(suite, all);
    return suite;
}
