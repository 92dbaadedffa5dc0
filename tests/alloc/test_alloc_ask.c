/* Every question, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "alloc/sample.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_model *model;
static pship_view *view;

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    context = heap_context(&memory);
    ck_assert_int_eq(pship_model_new(&model, context, &err), PSHIP_OK);
    ck_assert_msg(sample_commit(model, &err) == PSHIP_OK, "%s", err.message);
    ck_assert_int_eq(pship_day_parse(&options.as_of, "2026-05-20", &err), PSHIP_OK);
    ck_assert_int_eq(pship_view_open(&view, model, &options, &err), PSHIP_OK);
}

static void tear_down(void)
{
    pship_view_free(view);
    pship_model_free(model);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

/* ---- one function for each question, all of the same form */

typedef pship_result (*question)(pship_table **table, pship_error *err);

static pship_result kinds(pship_table **table, pship_error *err)
{
    return pship_model_kinds(table, model, err);
}

static pship_result properties(pship_table **table, pship_error *err)
{
    return pship_model_properties(table, model, err);
}

static pship_result transactions(pship_table **table, pship_error *err)
{
    return pship_model_transactions(table, model, err);
}

static pship_result statements(pship_table **table, pship_error *err)
{
    return pship_model_statements(table, model, err);
}

static pship_result values(pship_table **table, pship_error *err)
{
    return pship_view_values(table, view, "a", "alias", err);
}

static pship_result spells(pship_table **table, pship_error *err)
{
    return pship_view_spells(table, view, "b", "name", err);
}

static pship_result snapshot(pship_table **table, pship_error *err)
{
    static const char *const names[] = {"name", "alias"};
    return pship_view_snapshot(table, view, "party", names, 2, err);
}

static pship_result references(pship_table **table, pship_error *err)
{
    return pship_view_references(table, view, "a", NULL, err);
}

static pship_result explain(pship_table **table, pship_error *err)
{
    return pship_view_explain(table, view, "b", "name", err);
}

static pship_result contested(pship_table **table, pship_error *err)
{
    return pship_view_contested(table, view, err);
}

static pship_result sources(pship_table **table, pship_error *err)
{
    return pship_source_list(table, view, err);
}

static pship_result parties(pship_table **table, pship_error *err)
{
    return pship_party_list(table, view, err);
}

static pship_result offices(pship_table **table, pship_error *err)
{
    return pship_office_list(table, view, err);
}

static pship_result agreements(pship_table **table, pship_error *err)
{
    return pship_agreement_list(table, view, err);
}

static pship_result acts(pship_table **table, pship_error *err)
{
    return pship_agreement_acts(table, view, "charter", err);
}

static pship_result changes(pship_table **table, pship_error *err)
{
    return pship_agreement_changes(table, view, pship_view_as_of(view) - 400, err);
}

static pship_result groups(pship_table **table, pship_error *err)
{
    return pship_working_group_list(table, view, err);
}

static pship_result members(pship_table **table, pship_error *err)
{
    return pship_working_group_members(table, view, "group", err);
}

static pship_result meetings(pship_table **table, pship_error *err)
{
    return pship_working_group_meetings(table, view, "group", err);
}

static pship_result events(pship_table **table, pship_error *err)
{
    return pship_event_list(table, view, err);
}

static pship_result commitments(pship_table **table, pship_error *err)
{
    return pship_commitment_list(table, view, NULL, err);
}

static pship_result figures(pship_table **table, pship_error *err)
{
    return pship_figure_list(table, view, err);
}

static pship_result claims(pship_table **table, pship_error *err)
{
    return pship_figure_claims(table, view, err);
}

static pship_result comparison(pship_table **table, pship_error *err)
{
    return pship_figure_comparison(table, view, err);
}

static pship_result conflicts(pship_table **table, pship_error *err)
{
    return pship_figure_conflicts(table, view, err);
}

static pship_result unread(pship_table **table, pship_error *err)
{
    return pship_figure_unread(table, view, err);
}

static pship_result relations(pship_table **table, pship_error *err)
{
    return pship_relation_list(table, view, err);
}

static pship_result sectors(pship_table **table, pship_error *err)
{
    return pship_sector_list(table, view, err);
}

static pship_result sector_items(pship_table **table, pship_error *err)
{
    return pship_sector_items(table, view, NULL, err);
}

static pship_result coverage(pship_table **table, pship_error *err)
{
    return pship_sector_coverage(table, view, NULL, 2025, 2026, err);
}

static pship_result sector_share(pship_table **table, pship_error *err)
{
    return pship_sector_share(table, view, "energy", 2025, 2026, err);
}

static pship_result concentration(pship_table **table, pship_error *err)
{
    return pship_sector_concentration(table, view, NULL, 2025, 2026, err);
}

static pship_result balance(pship_table **table, pship_error *err)
{
    return pship_partner_balance(table, view, "a", 2025, 2026, err);
}

static pship_result lists(pship_table **table, pship_error *err)
{
    return pship_register_lists(table, context, err);
}

static pship_result spellings(pship_table **table, pship_error *err)
{
    return pship_unit_spellings(table, context, err);
}

static pship_result timeline(pship_table **table, pship_error *err)
{
    return pship_timeline_list(table, view, err);
}

static const struct {
    const char *name;
    question ask;
} questions[] = {
    {"kinds", kinds},
    {"properties", properties},
    {"transactions", transactions},
    {"statements", statements},
    {"values", values},
    {"spells", spells},
    {"snapshot", snapshot},
    {"references", references},
    {"explain", explain},
    {"contested", contested},
    {"sources", sources},
    {"parties", parties},
    {"offices", offices},
    {"agreements", agreements},
    {"acts", acts},
    {"changes", changes},
    {"groups", groups},
    {"members", members},
    {"meetings", meetings},
    {"events", events},
    {"commitments", commitments},
    {"figures", figures},
    {"timeline", timeline},
    {"claims", claims},
    {"comparison", comparison},
    {"conflicts", conflicts},
    {"unread", unread},
    {"spellings", spellings},
    {"relations", relations},
    {"lists", lists},
    {"sectors", sectors},
    {"sector_items", sector_items},
    {"coverage", coverage},
    {"sector_share", sector_share},
    {"concentration", concentration},
    {"balance", balance},
};

static pship_result ask(void *data, pship_error *err)
{
    size_t which = *(size_t *)data;
    pship_table *table = NULL;
    pship_result result = questions[which].ask(&table, err);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    if (table != NULL) {
        ck_assert_msg(pship_table_rows(table) > 0, "%s: the sample has none",
                      questions[which].name);
    }
    pship_table_free(table);
    return result;
}

START_TEST(a_question_is_answered_or_memory_is_short)
{
    size_t which = (size_t)_i;
    heap_fail_each(&memory, ask, NULL, &which);
}
END_TEST

static pship_result open_view(void *data, pship_error *err)
{
    (void)data;
    pship_view *other = NULL;
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    options.as_of = pship_view_as_of(view);
    options.published_by = pship_view_as_of(view) - 30;
    pship_result result = pship_view_open(&other, model, &options, err);
    ck_assert((other != NULL) == (result == PSHIP_OK));
    pship_view_free(other);
    return result;
}

START_TEST(a_view_is_opened_or_memory_is_short)
{
    heap_fail_each(&memory, open_view, NULL, NULL);
}
END_TEST

static pship_result build_brief(void *data, pship_error *err)
{
    (void)data;
    pship_brief *brief = NULL;
    pship_result result = pship_brief_build(&brief, view, NULL, err);
    ck_assert((brief != NULL) == (result == PSHIP_OK));
    pship_brief_free(brief);
    return result;
}

START_TEST(a_brief_is_built_or_memory_is_short)
{
    heap_fail_each(&memory, build_brief, NULL, NULL);
}
END_TEST

START_TEST(points_and_statuses_are_answered_or_memory_is_short)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_cell cell;
    const char *status = NULL;
    /* What the view reads for a status it keeps: read before, so that only what the questions take is
     * counted. */
    ck_assert_int_eq(pship_agreement_status(&status, view, "charter", &err), PSHIP_OK);
    long before = memory.blocks;
    for (long i = 1; i < 100; i++) {
        heap_set(&memory, i, false);
        pship_result result = pship_view_cell(&cell, view, "charter", "title", &err);
        ck_assert(result == PSHIP_OK || (memory.failed && result == PSHIP_E_MEMORY));
        if (result == PSHIP_OK) {
            ck_assert_str_eq(cell.value.text, "Charter");
        }
        heap_set(&memory, i, false);
        result = pship_agreement_status(&status, view, "charter", &err);
        ck_assert(result == PSHIP_OK || (memory.failed && result == PSHIP_E_MEMORY));
        if (result == PSHIP_OK) {
            ck_assert_str_eq(status, "signed");
        }
        ck_assert_int_eq(memory.blocks, before);
    }
    heap_set(&memory, 0, false);
    ck_assert_int_eq(pship_agreement_status(&status, view, "charter", &err), PSHIP_OK);
    ck_assert_str_eq(status, "signed");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_ask");
    TCase *tcase = tcase_create("ask");
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_question_is_answered_or_memory_is_short, 0,
                        (int)(sizeof questions / sizeof *questions));
    tcase_add_test(tcase, a_view_is_opened_or_memory_is_short);
    tcase_add_test(tcase, a_brief_is_built_or_memory_is_short);
    tcase_add_test(tcase, points_and_statuses_are_answered_or_memory_is_short);
    suite_add_tcase(suite, tcase);
    return suite;
}
