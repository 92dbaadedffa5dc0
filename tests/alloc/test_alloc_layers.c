/* Scenarios, confirmations, erasures and what is asked of them, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "alloc/sample.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_model *model;
static pship_view *view, *other;
static int64_t statements, name;

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *tx = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_transaction_options into = PSHIP_TRANSACTION_OPTIONS_INIT;
    context = heap_context(&memory);
    ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
    ck_assert_msg(sample_commit(model, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(pship_transaction_begin(&tx, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_scenario_define(tx, "if", NULL, &err), PSHIP_OK);
    ck_assert_int_eq(
        pship_statement_assert_text(&name, tx, "a", "description", "Land", NULL, NULL, &err),
        PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_OK);
    pship_transaction_free(tx);
    into.scenario = "if";
    ck_assert_int_eq(pship_transaction_begin(&tx, model, &into, &err), PSHIP_OK);
    ck_assert_int_eq(pship_statement_mask(NULL, tx, name, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_transaction_commit(tx, &err), PSHIP_OK);
    pship_transaction_free(tx);
    ck_assert_int_eq(pship_day_parse(&options.as_of, "2000-01-01", &err), PSHIP_OK);
    ck_assert_int_eq(pship_view_open(&other, model, &options, &err), PSHIP_OK);
    ck_assert_int_eq(pship_day_parse(&options.as_of, "2026-05-20", &err), PSHIP_OK);
    options.scenario = "if";
    ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_OK);
    statements = pship_model_statement_count(model);
}

static void tear_down(void)
{
    pship_view_free(view);
    pship_view_free(other);
    pship_model_free(model);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result ask(int which, pship_table **table, pship_error *err)
{
    static const char *const subjects[] = {"a", "b"}, *const properties[] = {"name", "name"};
    switch (which) {
    case 0:
        return pship_view_cells(table, view, subjects, properties, NULL, 2, err);
    case 1:
        return pship_view_column(table, view, "name", err);
    case 2:
        return pship_view_diff(table, other, view, err);
    case 3:
        return pship_view_masks(table, view, err);
    case 4:
        return pship_model_history(table, model, "b", NULL, err);
    case 5:
        return pship_status_explain(table, view, "charter", err);
    case 6:
        return pship_status_explain(table, view, "lists", err);
    case 7:
        return pship_status_explain(table, view, "group", err);
    case 8:
        return pship_comparison_list(table, other, view, err);
    case 9: {
        const int64_t about[] = {pship_view_ordinal(view, "a"), pship_view_ordinal(view, "b")};
        const int64_t title = pship_view_ordinal(view, "name"), asked[] = {title, title};
        return pship_view_cells_at(table, view, about, asked, NULL, 2, err);
    }
    default:
        return pship_scenario_list(table, model, err);
    }
}

static pship_result work_ask(void *data, pship_error *err)
{
    pship_table *table = NULL;
    pship_result result = ask(*(int *)data, &table, err);
    ck_assert_int_eq(table != NULL, result == PSHIP_OK);
    ck_assert(table == NULL || pship_table_rows(table) > 0);
    pship_table_free(table);
    return result;
}

START_TEST(a_question_is_answered_or_memory_is_short)
{
    int which = _i;
    heap_fail_each(&memory, work_ask, NULL, &which);
}
END_TEST

static void expect_as_it_was(void *data)
{
    (void)data;
    ck_assert_int_eq(pship_model_statement_count(model), statements);
    ck_assert_int_eq(pship_model_verify(model, 0, NULL, NULL), PSHIP_OK);
}

/* Records and gives up: what was added is cut off again, whether it failed or not. */
static pship_result work_record(void *data, pship_error *err)
{
    int which = *(int *)data;
    pship_transaction *tx = NULL;
    pship_transaction_options into = PSHIP_TRANSACTION_OPTIONS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_scenario_options scenario = PSHIP_SCENARIO_OPTIONS_INIT;
    into.scenario = which == 2 ? "if" : NULL;
    options.last_confirmed = "2026-05-01";
    options.reason = "checked";
    scenario.description = "what if";
    pship_result result = pship_transaction_begin(&tx, model, &into, err);
    if (result == PSHIP_OK) {
        result = which == 0   ? pship_scenario_define(tx, "then", &scenario, err)
                 : which == 1 ? pship_statement_confirm(NULL, tx, name, &options, err)
                 : which == 2 ? pship_statement_mask(NULL, tx, name, NULL, err)
                              : pship_statement_erase(NULL, tx, name, &options, err);
    }
    pship_transaction_free(tx);
    return result;
}

START_TEST(an_operation_is_recorded_or_memory_is_short)
{
    int which = _i;
    pship_error err = PSHIP_ERROR_INIT;
    /* Once before: giving up drops what the writer can make anew. */
    ck_assert_msg(work_record(&which, &err) == PSHIP_OK, "%s", err.message);
    heap_fail_each(&memory, work_record, expect_as_it_was, &which);
}
END_TEST

START_TEST(an_erasure_that_lacks_memory_erases_nothing_and_can_be_committed_again)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_transaction *tx = NULL;
    long failures = 0;
    ck_assert_int_eq(pship_transaction_begin(&tx, model, NULL, &err), PSHIP_OK);
    ck_assert_int_eq(pship_statement_erase(NULL, tx, name, NULL, &err), PSHIP_OK);
    for (bool committed = false; !committed; failures += !committed) {
        heap_set(&memory, failures + 1, true);
        pship_result result = pship_transaction_commit(tx, &err);
        heap_set(&memory, 0, false);
        committed = result == PSHIP_OK;
        if (!committed) {
            ck_assert_int_eq(result, PSHIP_E_MEMORY);
            expect_as_it_was(NULL);
            pship_cell cell;
            ck_assert_int_eq(pship_view_cell(&cell, other, "a", "description", &err), PSHIP_OK);
            ck_assert_str_eq(cell.value.text, "Land");
        }
    }
    ck_assert_int_gt(failures, 5);
    ck_assert_int_eq(pship_model_statement_count(model), statements + 1);
    ck_assert_int_eq(pship_model_verify(model, 0, NULL, &err), PSHIP_OK);
    pship_transaction_free(tx);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_layers");
    TCase *all = tcase_create("layers");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_loop_test(all, a_question_is_answered_or_memory_is_short, 0, 11);
    tcase_add_loop_test(all, an_operation_is_recorded_or_memory_is_short, 0, 4);
    tcase_add_test(all, an_erasure_that_lacks_memory_erases_nothing_and_can_be_committed_again);
    suite_add_tcase(suite, all);
    return suite;
}
