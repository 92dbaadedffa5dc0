#include "model_help.h"

static pship_model *model;
static pship_error err;

static void setup(void)
{
    model = new_model();
    err = pship_error_init();
}

static void teardown(void)
{
    pship_model_free(model);
}

/* ---- the complaints that the design answers, by name */

START_TEST(an_open_end_checked_in_december_is_still_certain_in_march)
{
    pship_transaction *tx = begin(model);
    entity(tx, "person", "minister");
    entity(tx, "office", "economy");
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = "2022-01";
    options.until = "..";
    options.last_confirmed = "2025-12-23";
    ok(pship_statement_assert_text(NULL, tx, "minister", "holds_office", "economy", NULL, &options,
                                   &err),
       &err);
    commit(tx);
    pship_view *view = open_view(model, "2026-03-13", NULL);
    pship_cell cell = ask(view, "minister", "holds_office");
    ck_assert_str_eq(cell.value.text, "economy");
    ck_assert_int_eq(cell.truth, PSHIP_CERTAIN);
    pship_table *spells = NULL;
    ok(pship_view_spells(&spells, view, "minister", "holds_office", &err), &err);
    expect_cell(spells, "last_confirmed", 0, "2025-12-23");
    expect_cell(spells, "holds", 0, "certain");
    pship_table_free(spells);
    pship_view_free(view);
}
END_TEST

START_TEST(ended_2026_may_hold_on_the_last_day_of_2026)
{
    pship_transaction *tx = begin(model);
    entity(tx, "working_group", "group");
    state_during(tx, "group", "mandate", "draft", "2025-08-08", "2026");
    commit(tx);
    expect(model, "2025-12-31", NULL, "group", "mandate", "draft");
    expect(model, "2026-12-31", NULL, "group", "mandate", NULL);
    pship_view *view = open_possible(model, "2026-12-31");
    pship_cell cell = ask(view, "group", "mandate");
    ck_assert_str_eq(cell.value.text, "draft");
    ck_assert_int_eq(cell.truth, PSHIP_POSSIBLE);
    pship_view_free(view);
    view = open_possible(model, "2027-01-01");
    ck_assert_int_eq(ask(view, "group", "mandate").value.kind, PSHIP_VALUE_ABSENT);
    pship_view_free(view);
}
END_TEST

START_TEST(something_in_2026_02_is_accepted_and_possible_throughout)
{
    pship_transaction *tx = begin(model);
    entity(tx, "place", "baku");
    state_during(tx, "baku", "description", "host", "2026-02", "2026-02");
    commit(tx);
    expect(model, "2026-02-10", NULL, "baku", "description", NULL);
    pship_view *view = open_possible(model, "2026-02-10");
    ck_assert_int_eq(ask(view, "baku", "description").truth, PSHIP_POSSIBLE);
    pship_view_free(view);
    view = open_possible(model, "2026-03-01");
    ck_assert_int_eq(ask(view, "baku", "description").value.kind, PSHIP_VALUE_ABSENT);
    pship_view_free(view);
}
END_TEST

START_TEST(an_unknown_end_makes_later_days_possible_only)
{
    pship_transaction *tx = begin(model);
    entity(tx, "place", "baku");
    state_during(tx, "baku", "description", "host", "2026-02-10", "");
    commit(tx);
    expect(model, "2026-02-10", NULL, "baku", "description", "host");
    expect(model, "2026-02-11", NULL, "baku", "description", NULL);
    pship_view *view = open_possible(model, "2036-02-11");
    ck_assert_int_eq(ask(view, "baku", "description").truth, PSHIP_POSSIBLE);
    pship_view_free(view);
}
END_TEST

/* ---- publication */

START_TEST(a_source_published_in_a_month_is_certain_after_it)
{
    pship_transaction *tx = begin(model);
    source(tx, "monthly", "2025-08");
    entity(tx, "place", "baku");
    state(tx, "baku", "name", "Baku", "monthly");
    commit(tx);
    expect(model, "2026-01-01", "2025-08-31", "baku", "name", "Baku");
    expect(model, "2026-01-01", "2025-08-30", "baku", "name", NULL);
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-01-01");
    options.published_by = day("2025-08-01");
    options.holding = PSHIP_POSSIBLE;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    ck_assert_int_eq(ask(view, "baku", "name").truth, PSHIP_POSSIBLE);
    pship_view_free(view);
    options.published_by = day("2025-07-31");
    ok(pship_view_open(&view, model, &options, &err), &err);
    ck_assert_int_eq(ask(view, "baku", "name").value.kind, PSHIP_VALUE_ABSENT);
    pship_view_free(view);
}
END_TEST

START_TEST(an_undated_source_is_possible_under_any_cutoff_and_certain_without)
{
    pship_transaction *tx = begin(model);
    source(tx, "undated", NULL);
    entity(tx, "place", "baku");
    state(tx, "baku", "name", "Baku", "undated");
    commit(tx);
    expect(model, "2026-01-01", NULL, "baku", "name", "Baku");
    expect(model, "2026-01-01", "2026-01-01", "baku", "name", NULL);
}
END_TEST

START_TEST(what_a_register_says_itself_is_published_when_recorded)
{
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    options.recorded_at = ((int64_t)day("2026-03-01") * 86400 + 86399) * 1000000;
    pship_transaction *tx = NULL;
    ok(pship_transaction_begin(&tx, model, &options, &err), &err);
    entity(tx, "place", "baku");
    state(tx, "baku", "name", "Baku", NULL);
    commit(tx);
    expect(model, "2026-06-01", "2026-03-01", "baku", "name", "Baku");
    expect(model, "2026-06-01", "2026-02-28", "baku", "name", NULL);
}
END_TEST

START_TEST(sources_describe_themselves_under_every_cutoff)
{
    pship_transaction *tx = begin(model);
    source(tx, "late", "2026-03-13");
    state(tx, "late", "title", "A late one", NULL);
    commit(tx);
    expect(model, "2026-06-01", "1999-01-01", "late", "title", "A late one");
}
END_TEST

START_TEST(a_corrected_day_of_publication_counts)
{
    pship_transaction *tx = begin(model);
    entity(tx, "source", "paper");
    pship_statement_id published = state(tx, "paper", "published", "2025-08-08", NULL);
    entity(tx, "place", "baku");
    state(tx, "baku", "name", "Baku", "paper");
    commit(tx);
    tx = begin(model);
    pship_value later = pship_value_date("2025-09-08");
    ok(pship_statement_correct(NULL, tx, published, &later, NULL, &err), &err);
    commit(tx);
    expect(model, "2026-01-01", "2025-09-07", "baku", "name", NULL);
    expect(model, "2026-01-01", "2025-09-08", "baku", "name", "Baku");
    /* Asked what the register said before the correction, it is the old day. */
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = day("2026-01-01");
    options.published_by = day("2025-08-08");
    options.recorded_transaction = 1;
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, &options, &err), &err);
    ck_assert_str_eq(ask(view, "baku", "name").value.text, "Baku");
    pship_view_free(view);
}
END_TEST

/* ---- recording */

START_TEST(recorded_by_takes_an_instant)
{
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    for (int64_t i = 1; i <= 3; i++) {
        options.recorded_at = i * 1000;
        pship_transaction *tx = NULL;
        ok(pship_transaction_begin(&tx, model, &options, &err), &err);
        entity(tx, "place", "baku");
        state(tx, "baku", "topic", i == 1 ? "one" : i == 2 ? "two" : "three", NULL);
        commit(tx);
    }
    static const struct {
        int64_t instant, rows;
    } cases[] = {{999, 0}, {1000, 1}, {1999, 1}, {2000, 2}, {3000, 3}, {0, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_view_options at = PSHIP_VIEW_OPTIONS_INIT;
        at.as_of = 0;
        at.recorded_by = cases[i].instant;
        pship_view *view = NULL;
        ok(pship_view_open(&view, model, &at, &err), &err);
        pship_table *table = NULL;
        pship_result result = pship_view_values(&table, view, "baku", "topic", &err);
        if (cases[i].rows == 0) {
            ck_assert_int_eq(result, PSHIP_E_NOT_FOUND);
        } else {
            ok(result, &err);
            ck_assert_int_eq(pship_table_rows(table), cases[i].rows);
        }
        pship_table_free(table);
        pship_view_free(view);
    }
}
END_TEST

START_TEST(the_log_does_not_go_back_in_time)
{
    pship_transaction_options options = PSHIP_TRANSACTION_OPTIONS_INIT;
    static const int64_t instants[] = {5000000, 1000000};
    for (size_t i = 0; i < 2; i++) {
        options.recorded_at = instants[i];
        pship_transaction *tx = NULL;
        ok(pship_transaction_begin(&tx, model, &options, &err), &err);
        entity(tx, "place", i == 0 ? "baku" : "tbilisi");
        commit(tx);
    }
    pship_table *table = NULL;
    ok(pship_model_transactions(&table, model, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "recorded_at", 1, "1970-01-01T00:00:05.000000Z");
    pship_table_free(table);
}
END_TEST

START_TEST(a_view_outlives_its_model_and_what_comes_later)
{
    pship_transaction *tx = begin(model);
    entity(tx, "place", "baku");
    state(tx, "baku", "topic", "one", NULL);
    commit(tx);
    pship_view *view = open_view(model, "2026-01-01", NULL);
    tx = begin(model);
    state(tx, "baku", "topic", "two", NULL);
    commit(tx);
    pship_model *kept = model;
    model = new_model();
    pship_model_free(kept);
    pship_table *table = NULL;
    ok(pship_view_values(&table, view, "baku", "topic", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(without_a_day_a_view_is_of_today)
{
    pship_view *view = NULL;
    ok(pship_view_open(&view, model, NULL, &err), &err);
    ck_assert_int_gt(pship_view_as_of(view), day("2020-01-01"));
    ck_assert_int_eq(pship_view_published_by(view), PSHIP_DAY_NONE);
    pship_view_free(view);
}
END_TEST

START_TEST(views_refuse_nonsense)
{
    pship_view *view = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.holding = PSHIP_NO;
    ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_E_ARGUMENT);
    options = pship_view_options_init();
    options.as_of = PSHIP_DAY_MAX;
    ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_E_ARGUMENT);
    options = pship_view_options_init();
    options.recorded_transaction = -1;
    ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_view_open(NULL, model, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_view_open(&view, NULL, NULL, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(view);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("view");
    TCase *all = tcase_create("view");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, an_open_end_checked_in_december_is_still_certain_in_march);
    tcase_add_test(all, ended_2026_may_hold_on_the_last_day_of_2026);
    tcase_add_test(all, something_in_2026_02_is_accepted_and_possible_throughout);
    tcase_add_test(all, an_unknown_end_makes_later_days_possible_only);
    tcase_add_test(all, a_source_published_in_a_month_is_certain_after_it);
    tcase_add_test(all, an_undated_source_is_possible_under_any_cutoff_and_certain_without);
    tcase_add_test(all, what_a_register_says_itself_is_published_when_recorded);
    tcase_add_test(all, sources_describe_themselves_under_every_cutoff);
    tcase_add_test(all, a_corrected_day_of_publication_counts);
    tcase_add_test(all, recorded_by_takes_an_instant);
    tcase_add_test(all, the_log_does_not_go_back_in_time);
    tcase_add_test(all, a_view_outlives_its_model_and_what_comes_later);
    tcase_add_test(all, without_a_day_a_view_is_of_today);
    tcase_add_test(all, views_refuse_nonsense);
    suite_add_tcase(suite, all);
    return suite;
}
