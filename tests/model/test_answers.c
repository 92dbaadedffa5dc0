/* Many answers at once, what differs between views, and what another process has added. */
#include "model_help.h"
#include "scratch.h"
#include <partnership/scenario.h>
#include <unistd.h>

static pship_error err;
static pship_model *model;

static void fails(pship_result result, pship_result expected, const char *words)
{
    ck_assert_str_eq(pship_result_name(result), pship_result_name(expected));
    ck_assert_msg(strstr(err.message, words) != NULL, "'%s' lacks '%s'", err.message, words);
    err = pship_error_init();
}

static void setup(void)
{
    err = pship_error_init();
    model = new_model();
    pship_transaction *tx = begin(model);
    source(tx, "early", "2025-08-01");
    source(tx, "late", "2026-03-01");
    entity(tx, "state", "a");
    entity(tx, "state", "b");
    entity(tx, "figure", "trade");
    state_during(tx, "a", "name", "Old", NULL, "2025-12-31");
    state_during(tx, "a", "name", "New", "2026-01-01", NULL);
    state(tx, "b", "name", "Bee", "early");
    state(tx, "b", "name", "Be", "late");
    state(tx, "b", "alias", "B.", "early");
    state(tx, "b", "alias", "B2", "late");
    pship_value number = pship_value_number("1.50", "USD billion");
    ok(pship_statement_assert(NULL, tx, "trade", "value", &number, NULL, &err), &err);
    commit(tx);
}

static void teardown(void)
{
    pship_model_free(model);
}

START_TEST(each_question_has_its_own_day)
{
    static const char *const subjects[] = {"a", "a", "trade", "b", "b"};
    static const char *const properties[] = {"name", "name", "value", "name", "description"};
    pship_day days[] = {day("2025-06-01"), day("2026-06-01"), day("2026-06-01"), day("2026-06-01"),
                        day("2026-06-01")};
    pship_view *view = open_view(model, "2026-05-20", NULL);
    pship_table *table = NULL;
    ok(pship_view_cells(&table, view, subjects, properties, days, 5, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 5);
    expect_cell(table, "value", 0, "Old");
    expect_cell(table, "as_of", 0, "2025-06-01");
    expect_cell(table, "value", 1, "New");
    expect_cell(table, "value", 2, "1.50");
    expect_cell(table, "unit", 2, "USD billion");
    ck_assert(pship_table_number(table, pship_table_find(table, "number"), 2) == 1.5);
    expect_cell(table, "undecided", 3, "true");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "value"), 3));
    expect_cell(table, "undecided", 4, "false");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "statement"), 4));
    pship_table_free(table);
    ok(pship_view_cells(&table, view, NULL, NULL, NULL, 0, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(a_question_that_cannot_be_asked_is_named)
{
    const char *subjects[] = {"a", "nobody"}, *properties[] = {"name", "name"};
    pship_day days[] = {day("2026-01-01"), PSHIP_DAY_NONE};
    pship_view *view = open_view(model, "2026-05-20", NULL);
    pship_table *table = NULL;
    fails(pship_view_cells(&table, view, subjects, properties, NULL, 2, &err), PSHIP_E_NOT_FOUND,
          "question 2: ");
    subjects[1] = "\xff";
    fails(pship_view_cells(&table, view, subjects, properties, NULL, 2, &err), PSHIP_E_NOT_FOUND,
          "'?'");
    subjects[1] = "a";
    properties[1] = "nothing";
    fails(pship_view_cells(&table, view, subjects, properties, NULL, 2, &err), PSHIP_E_NOT_FOUND,
          "question 2: there is no property 'nothing'");
    properties[1] = NULL;
    fails(pship_view_cells(&table, view, subjects, properties, NULL, 2, &err), PSHIP_E_ARGUMENT,
          "question 2 lacks a subject or a property");
    properties[1] = "name";
    fails(pship_view_cells(&table, view, subjects, properties, days, 2, &err), PSHIP_E_ARGUMENT,
          "question 2 lacks a day");
    fails(pship_view_cells(&table, view, NULL, properties, NULL, 2, &err), PSHIP_E_ARGUMENT,
          "without one of its arguments");
    fails(pship_view_column(&table, view, "nothing", &err), PSHIP_E_NOT_FOUND, "'nothing'");
    fails(pship_view_column(&table, view, "\xff", &err), PSHIP_E_NOT_FOUND, "'?'");
    fails(pship_view_column(&table, view, NULL, &err), PSHIP_E_ARGUMENT, "without one");
    fails(pship_view_snapshot(&table, view, "\xff", NULL, 0, &err), PSHIP_E_NOT_FOUND,
          "there is no kind '?'");
    fails(pship_model_history(&table, model, "nobody", NULL, &err), PSHIP_E_NOT_FOUND, "'nobody'");
    fails(pship_model_history(&table, model, "a", "nothing", &err), PSHIP_E_NOT_FOUND, "'nothing'");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

/* A row by ordinals has what the row by texts has, behind what was asked. */
static void expect_same_answers(const pship_table *named, const pship_table *numbered)
{
    int32_t columns = pship_table_columns(numbered);
    ck_assert_int_eq(columns, pship_table_columns(named) - 3);
    ck_assert_int_eq(pship_table_rows(numbered), pship_table_rows(named));
    for (int32_t column = 0; column < columns; column++) {
        ck_assert_str_eq(pship_table_column_name(numbered, column),
                         pship_table_column_name(named, column + 3));
        for (int64_t row = 0; row < pship_table_rows(named); row++) {
            char wanted[64], got[64];
            ck_assert_int_eq(pship_table_is_null(numbered, column, row),
                             pship_table_is_null(named, column + 3, row));
            (void)pship_table_format(named, column + 3, row, wanted, sizeof wanted);
            (void)pship_table_format(numbered, column, row, got, sizeof got);
            ck_assert_str_eq(got, wanted);
        }
    }
}

START_TEST(many_questions_by_ordinals_are_answered_as_those_by_texts)
{
    enum { COUNT = 150 }; /* more than are worked on together */
    static const char *const ids[] = {"a", "b", "trade"};
    static const char *const asked[] = {"name", "alias", "value", "description"};
    const char *subjects[COUNT], *properties[COUNT];
    int64_t abouts[COUNT], names[COUNT];
    pship_day days[COUNT];
    pship_view *view = open_view(model, "2026-05-20", NULL);
    for (int i = 0; i < COUNT; i++) {
        subjects[i] = ids[i % 3];
        properties[i] = asked[i / 3 % 4];
        abouts[i] = pship_view_ordinal(view, subjects[i]);
        names[i] = pship_view_ordinal(view, properties[i]);
        days[i] = day("2024-12-01") + 7 * i;
    }
    for (int own = 0; own < 2; own++) {
        pship_table *named = NULL, *numbered = NULL;
        const pship_day *on = own ? NULL : days;
        ok(pship_view_cells(&named, view, subjects, properties, on, COUNT, &err), &err);
        ok(pship_view_cells_at(&numbered, view, abouts, names, on, COUNT, &err), &err);
        expect_same_answers(named, numbered);
        pship_table_free(named);
        pship_table_free(numbered);
    }
    pship_table *none = NULL;
    ok(pship_view_cells_at(&none, view, NULL, NULL, NULL, 0, &err), &err);
    ck_assert_int_eq(pship_table_rows(none), 0);
    ck_assert_int_eq(pship_table_columns(none), 10);
    pship_table_free(none);
    pship_view_free(view);
}
END_TEST

START_TEST(a_question_by_ordinals_that_cannot_be_asked_is_named)
{
    pship_view *view = open_view(model, "2026-05-20", NULL);
    const int64_t a = pship_view_ordinal(view, "a"), name = pship_view_ordinal(view, "name");
    const int64_t no_entities[] = {0, -1, INT64_MAX, INT64_MIN, name, (INT64_C(1) << 32) + a};
    const int64_t no_properties[] = {0, -1, INT64_MAX, INT64_MIN, a, (INT64_C(1) << 32) + name};
    pship_table *table = NULL;
    for (size_t i = 0; i < sizeof no_entities / sizeof no_entities[0]; i++) {
        char wanted[80];
        int64_t subjects[] = {a, no_entities[i]}, properties[] = {name, name};
        (void)snprintf(wanted, sizeof wanted, "question 2: %lld is not the ordinal of an entity",
                       (long long)no_entities[i]);
        fails(pship_view_cells_at(&table, view, subjects, properties, NULL, 2, &err),
              PSHIP_E_NOT_FOUND, wanted);
        subjects[1] = a;
        properties[1] = no_properties[i];
        (void)snprintf(wanted, sizeof wanted, "question 2: %lld is not the ordinal of a property",
                       (long long)no_properties[i]);
        fails(pship_view_cells_at(&table, view, subjects, properties, NULL, 2, &err),
              PSHIP_E_NOT_FOUND, wanted);
        fails(pship_view_cells_at(&table, view, subjects, &no_properties[i], NULL, 1, &err),
              PSHIP_E_NOT_FOUND, "question 1: ");
    }
    const pship_day days[] = {PSHIP_DAY_NONE};
    fails(pship_view_cells_at(&table, view, &a, &name, days, 1, &err), PSHIP_E_ARGUMENT,
          "question 1 lacks a day");
    fails(pship_view_cells_at(&table, view, NULL, &name, NULL, 1, &err), PSHIP_E_ARGUMENT,
          "without one of its arguments");
    fails(pship_view_cells_at(&table, view, &a, NULL, NULL, 1, &err), PSHIP_E_ARGUMENT,
          "without one of its arguments");
    fails(pship_view_cells_at(NULL, view, &a, &name, NULL, 1, &err), PSHIP_E_ARGUMENT,
          "without one of its arguments");
    fails(pship_view_cells_at(&table, NULL, &a, &name, NULL, 1, &err), PSHIP_E_ARGUMENT,
          "without one of its arguments");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

START_TEST(an_ordinal_is_the_same_in_every_view_and_asks_as_the_text_does)
{
    pship_view *early = open_view(model, "2026-05-20", NULL);
    pship_transaction *tx = begin(model);
    entity(tx, "state", "c");
    state_during(tx, "c", "name", "Sea", "2026-01-01", NULL);
    commit(tx);
    pship_view *late = open_view(model, "2025-06-01", NULL);
    int64_t a = pship_view_ordinal(early, "a"), name = pship_view_ordinal(early, "name");
    int64_t c = pship_view_ordinal(late, "c");
    pship_cell cell;
    ck_assert_int_gt(a, 0);
    ck_assert_int_eq(pship_view_ordinal(late, "a"), a);
    ck_assert_int_eq(pship_view_ordinal(early, "c"), 0);
    ck_assert_int_eq(pship_view_ordinal(early, "nobody"), 0);
    ck_assert_int_eq(pship_view_ordinal(NULL, "a"), 0);
    ck_assert_int_eq(pship_view_ordinal(early, NULL), 0);
    ok(pship_view_cell_at(&cell, early, a, name, &err), &err);
    ck_assert_str_eq(cell.value.text, "New");
    ok(pship_view_cell_at(&cell, late, a, name, &err), &err);
    ck_assert_str_eq(cell.value.text, "Old");
    ok(pship_view_cell_at(&cell, late, c, name, &err), &err);
    ck_assert_int_eq(cell.value.kind, PSHIP_VALUE_ABSENT); /* nothing as of that day */
    fails(pship_view_cell_at(&cell, early, c, name, &err), PSHIP_E_NOT_FOUND, "an entity");
    fails(pship_view_cell_at(&cell, early, 0, name, &err), PSHIP_E_NOT_FOUND, "0 is not");
    fails(pship_view_cell_at(&cell, early, -1, name, &err), PSHIP_E_NOT_FOUND, "-1 is not");
    fails(pship_view_cell_at(&cell, early, INT64_MAX, name, &err), PSHIP_E_NOT_FOUND, "is not");
    fails(pship_view_cell_at(&cell, early, name, name, &err), PSHIP_E_NOT_FOUND, "an entity");
    fails(pship_view_cell_at(&cell, early, a, a, &err), PSHIP_E_NOT_FOUND, "a property");
    fails(pship_view_cell_at(&cell, early, a, 0, &err), PSHIP_E_NOT_FOUND, "a property");
    fails(pship_view_cell_at(NULL, early, a, name, &err), PSHIP_E_ARGUMENT, "a place");
    fails(pship_view_cell_at(&cell, NULL, a, name, &err), PSHIP_E_ARGUMENT, "a view");
    pship_view_free(early);
    pship_view_free(late);
}
END_TEST

START_TEST(two_days_differ_in_what_changed_between_them)
{
    pship_view *before = open_view(model, "2025-12-01", NULL);
    pship_view *after = open_view(model, "2026-02-01", NULL);
    pship_table *table = NULL;
    ok(pship_view_diff(&table, before, after, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    expect_cell(table, "subject", 0, "a");
    expect_cell(table, "kind", 0, "state");
    expect_cell(table, "change", 0, "changed");
    expect_cell(table, "before", 0, "Old");
    expect_cell(table, "after", 0, "New");
    pship_table_free(table);
    ok(pship_view_diff(&table, after, after, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    fails(pship_view_diff(&table, after, NULL, &err), PSHIP_E_ARGUMENT, "without one");
    pship_model *other = new_model();
    pship_view *foreign = open_view(other, "2026-02-01", NULL);
    fails(pship_view_diff(&table, after, foreign, &err), PSHIP_E_ARGUMENT, "of the same model");
    pship_view_free(foreign);
    pship_model_free(other);
    pship_view_free(before);
    pship_view_free(after);
}
END_TEST

START_TEST(two_cutoffs_differ_in_what_was_published_between_them)
{
    pship_view *before = open_view(model, "2026-02-01", "2025-12-01");
    pship_view *after = open_view(model, "2026-02-01", "2026-04-01");
    pship_table *table = NULL;
    ok(pship_view_diff(&table, before, after, &err), &err);
    ck_assert_int_ge(pship_table_rows(table), 2);
    expect_cell(table, "subject", 0, "b");
    expect_cell(table, "property", 0, "alias");
    expect_cell(table, "change", 0, "appeared");
    expect_cell(table, "after", 0, "B2");
    expect_cell(table, "source", 0, "late");
    expect_cell(table, "property", 1, "name");
    expect_cell(table, "change", 1, "undecided");
    expect_cell(table, "before", 1, "Bee");
    ck_assert(pship_table_is_null(table, pship_table_find(table, "after"), 1));
    pship_table_free(table);
    pship_view_free(before);
    pship_view_free(after);
}
END_TEST

START_TEST(a_reader_takes_in_what_a_writer_has_added)
{
    char folder[SCRATCH_SIZE], path[SCRATCH_SIZE + 32];
    pship_model *reader = NULL, *writer = NULL;
    pship_model_options options = PSHIP_MODEL_OPTIONS_INIT;
    options.read_only = true;
    scratch_folder(folder);
    (void)snprintf(path, sizeof path, "%s/m.pship", folder);
    ok(pship_model_save(model, path, &err), &err);
    ok(pship_model_open(&writer, NULL, path, NULL, &err), &err);
    ok(pship_model_open(&reader, NULL, path, &options, &err), &err);
    pship_transaction *tx = begin(writer);
    fails(pship_model_refresh(writer, &err), PSHIP_E_BUSY, "transaction of this model is open");
    ok(pship_scenario_define(tx, "if", NULL, &err), &err);
    pship_statement_id said = state(tx, "a", "description", "Added", NULL);
    commit(tx);
    pship_view *before = open_view(reader, "2026-05-20", NULL);
    ok(pship_model_refresh(reader, &err), &err);
    ck_assert_int_eq(ask(before, "a", "description").value.kind, PSHIP_VALUE_ABSENT);
    expect(reader, "2026-05-20", NULL, "a", "description", "Added");
    pship_table *table = NULL;
    ok(pship_scenario_list(&table, reader, &err), &err);
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    tx = begin(writer);
    ok(pship_statement_erase(NULL, tx, said, NULL, &err), &err);
    commit(tx);
    ok(pship_model_refresh(reader, &err), &err);
    expect(reader, "2026-05-20", NULL, "a", "description", NULL);
    ok(pship_model_verify(reader, 0, NULL, &err), &err);
    ok(pship_model_refresh(model, &err), &err); /* without a file */
    fails(pship_model_refresh(NULL, &err), PSHIP_E_ARGUMENT, "needs a model");
    pship_view_free(before);
    pship_model_free(reader);
    pship_model_free(writer);
    scratch_remove_database(path);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

Suite *test_suite(void);
Suite *test_suite(void)
{
    Suite *suite = suite_create("answers");
    TCase *all = tcase_create("answers");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, each_question_has_its_own_day);
    tcase_add_test(all, a_question_that_cannot_be_asked_is_named);
    tcase_add_test(all, an_ordinal_is_the_same_in_every_view_and_asks_as_the_text_does);
    tcase_add_test(all, many_questions_by_ordinals_are_answered_as_those_by_texts);
    tcase_add_test(all, a_question_by_ordinals_that_cannot_be_asked_is_named);
    tcase_add_test(all, two_days_differ_in_what_changed_between_them);
    tcase_add_test(all, two_cutoffs_differ_in_what_was_published_between_them);
    tcase_add_test(all, a_reader_takes_in_what_a_writer_has_added);
    suite_add_tcase(suite, all);
    return suite;
}
