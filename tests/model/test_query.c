#include "model_help.h"

static pship_model *model;
static pship_error err;
static pship_view *view;
static pship_statement_id wrong;

/* A small register that every question below is asked of. */
static void setup(void)
{
    model = new_model();
    err = pship_error_init();
    pship_transaction *tx = begin(model);
    source(tx, "paper", "2025-08-09");
    state(tx, "paper", "title", "Documents of August", NULL);
    state(tx, "paper", "publisher", "State Department", NULL);
    source(tx, "blog", "2026-02");
    entity(tx, "state", "az");
    entity(tx, "state", "us");
    entity(tx, "company", "socar");
    entity(tx, "agreement", "charter");
    entity(tx, "agreement", "accord");
    state(tx, "az", "name", "Azerbaijan", "paper");
    state(tx, "us", "name", "United States", "paper");
    state(tx, "socar", "name", "SOCAR", "paper");
    state(tx, "socar", "country", "az", "paper");
    state(tx, "charter", "party", "az", "paper");
    state(tx, "charter", "party", "us", "paper");
    state(tx, "charter", "party", "az", "blog");
    wrong = state(tx, "charter", "title", "Chartre", "paper");
    pship_value title = pship_value_text("Charter");
    ok(pship_statement_correct(NULL, tx, wrong, &title, NULL, &err), &err);
    state(tx, "charter", "title", "Compact", "blog");
    state_during(tx, "accord", "title", "Accord", "1994-09-20", "2004");
    commit(tx);
    view = open_view(model, "2026-03-01", NULL);
}

static void teardown(void)
{
    pship_view_free(view);
    pship_model_free(model);
}

START_TEST(values_list_each_value_once)
{
    pship_table *table = NULL;
    ok(pship_view_values(&table, view, "charter", "party", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "value", 0, "az");
    expect_cell(table, "value_kind", 0, "reference");
    expect_cell(table, "source", 0, "paper");
    expect_cell(table, "value", 1, "us");
    pship_table_free(table);
    ok(pship_view_values(&table, view, "charter", "title", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "contested", 0, "true");
    pship_table_free(table);
}
END_TEST

START_TEST(spells_show_what_no_longer_holds)
{
    pship_table *table = NULL;
    ok(pship_view_spells(&table, view, "accord", "title", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect_cell(table, "from", 0, "1994-09-20");
    expect_cell(table, "until", 0, "2004");
    expect_cell(table, "until_earliest", 0, "2004-01-02");
    expect_cell(table, "until_latest", 0, "2005-01-01");
    expect_cell(table, "holds", 0, "no");
    pship_table_free(table);
}
END_TEST

START_TEST(a_snapshot_has_a_row_for_each_entity_of_a_kind_and_below)
{
    static const char *const properties[] = {"name", "country"};
    pship_table *table = NULL;
    ok(pship_view_snapshot(&table, view, "party", properties, 2, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_int_eq(pship_table_columns(table), 5);
    expect_cell(table, "id", 0, "az");
    expect_cell(table, "id", 1, "socar");
    expect_cell(table, "kind", 1, "company");
    expect_cell(table, "country", 1, "az");
    expect_cell(table, "id", 2, "us");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "country"), 0));
    pship_table_free(table);
}
END_TEST

START_TEST(a_snapshot_joins_many_values_and_marks_contested_rows)
{
    static const char *const properties[] = {"party", "title"};
    pship_table *table = NULL;
    ok(pship_view_snapshot(&table, view, "agreement", properties, 2, &err), &err);
    expect_cell(table, "id", 0, "accord");
    expect_cell(table, "contested", 0, "false");
    expect_cell(table, "id", 1, "charter");
    expect_cell(table, "party", 1, "az; us");
    expect_cell(table, "title", 1, "");
    expect_cell(table, "contested", 1, "true");
    pship_table_free(table);
}
END_TEST

START_TEST(references_are_answered_backwards)
{
    pship_table *table = NULL;
    ok(pship_view_references(&table, view, "az", NULL, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 3);
    pship_table_free(table);
    ok(pship_view_references(&table, view, "az", "country", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect_cell(table, "subject", 0, "socar");
    expect_cell(table, "kind", 0, "company");
    pship_table_free(table);
}
END_TEST

START_TEST(explain_shows_winners_losers_and_who_said_so)
{
    pship_table *table = NULL;
    ok(pship_view_explain(&table, view, "charter", "title", &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 3);
    expect_cell(table, "value", 0, "Chartre");
    expect_cell(table, "outcome", 0, "corrected");
    char because[64];
    (void)snprintf(because, sizeof because, "Statement %lld corrects it.", (long long)wrong + 1);
    expect_cell(table, "because", 0, because);
    expect_cell(table, "value", 1, "Charter");
    expect_cell(table, "outcome", 1, "undecided");
    expect_cell(table, "title", 1, "Documents of August");
    expect_cell(table, "publisher", 1, "State Department");
    expect_cell(table, "published", 1, "2025-08-09");
    expect_cell(table, "actor", 1, "tester");
    expect_cell(table, "transaction", 1, "1");
    expect_cell(table, "value", 2, "Compact");
    expect_cell(table, "published", 2, "2026-02");
    pship_table_free(table);
    ok(pship_view_explain(&table, view, "accord", "title", &err), &err);
    expect_cell(table, "outcome", 0, "ended");
    expect_cell(table, "because", 0, "It had ended by 2026-03-01.");
    pship_table_free(table);
}
END_TEST

START_TEST(contested_cells_are_listed_with_their_sources)
{
    pship_table *table = NULL;
    ok(pship_view_contested(&table, view, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 2);
    expect_cell(table, "subject", 0, "charter");
    expect_cell(table, "property", 0, "title");
    expect_cell(table, "value", 0, "Charter");
    expect_cell(table, "value", 1, "Compact");
    expect_cell(table, "source", 1, "blog");
    expect_cell(table, "undecided", 1, "true");
    expect_cell(table, "picked", 1, "false");
    pship_table_free(table);
}
END_TEST

START_TEST(entities_that_nobody_had_published_are_not_listed)
{
    pship_view *early = open_view(model, "2026-03-01", "2025-08-08");
    pship_table *table = NULL;
    ok(pship_view_snapshot(&table, early, "party", NULL, 0, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(early);
}
END_TEST

START_TEST(questions_about_what_is_not_there_say_so)
{
    pship_table *table = NULL;
    pship_cell cell = {.statement = 7};
    ck_assert_int_eq(pship_view_values(&table, view, "nobody", "title", &err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.message, "the view knows no 'nobody'");
    ck_assert_int_eq(pship_view_spells(&table, view, "charter", "colour", &err), PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err.message, "there is no property 'colour'");
    ck_assert_int_eq(pship_view_snapshot(&table, view, "planet", NULL, 0, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_view_references(&table, view, "nobody", NULL, &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_view_explain(&table, view, "Charter", "title", &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_view_cell(&cell, view, "paper", "colour", &err), PSHIP_E_NOT_FOUND);
    ck_assert_int_eq(pship_view_cell(&cell, NULL, "paper", "title", &err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_view_snapshot(&table, view, "party", NULL, 1, &err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(cell.statement, 7);
}
END_TEST

START_TEST(the_model_shows_its_schema_and_its_log)
{
    pship_table *table = NULL;
    ok(pship_model_kinds(&table, model, &err), &err);
    expect_cell(table, "kind", 2, "state");
    expect_cell(table, "parent", 2, "party");
    pship_table_free(table);
    ok(pship_model_properties(&table, model, &err), &err);
    expect_cell(table, "property", 0, "kind");
    expect_cell(table, "type", 0, "text");
    pship_table_free(table);
    ok(pship_model_statements(&table, model, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), pship_model_statement_count(model));
    expect_cell(table, "operation", wrong, "correct");
    char target[32];
    (void)snprintf(target, sizeof target, "%lld", (long long)wrong);
    expect_cell(table, "target", wrong, target);
    expect_cell(table, "source", wrong, "paper");
    expect_cell(table, "layer", wrong, "0");
    pship_table_free(table);
    ok(pship_model_transactions(&table, model, &err), &err);
    expect_cell(table, "actor", 0, "tester");
    char count[32];
    (void)snprintf(count, sizeof count, "%lld", (long long)pship_model_statement_count(model));
    expect_cell(table, "statements", 0, count);
    pship_table_free(table);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("query");
    TCase *all = tcase_create("query");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, values_list_each_value_once);
    tcase_add_test(all, spells_show_what_no_longer_holds);
    tcase_add_test(all, a_snapshot_has_a_row_for_each_entity_of_a_kind_and_below);
    tcase_add_test(all, a_snapshot_joins_many_values_and_marks_contested_rows);
    tcase_add_test(all, references_are_answered_backwards);
    tcase_add_test(all, explain_shows_winners_losers_and_who_said_so);
    tcase_add_test(all, contested_cells_are_listed_with_their_sources);
    tcase_add_test(all, entities_that_nobody_had_published_are_not_listed);
    tcase_add_test(all, questions_about_what_is_not_there_say_so);
    tcase_add_test(all, the_model_shows_its_schema_and_its_log);
    suite_add_tcase(suite, all);
    return suite;
}
