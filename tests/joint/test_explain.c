#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void merge(const char *id, const char *into)
{
    pship_statement_options options = said_by("gazette");
    options.reason = "two codes of one state";
    OK(pship_merge_record(NULL, set.transaction, id, into, &options, err));
}

static void add_condition(void)
{
    pship_condition_fields fields = PSHIP_CONDITION_FIELDS_INIT;
    pship_statement_options options = said_by("gazette");
    fields.agreement = "charter";
    fields.type = "entry_into_force";
    fields.basis = "on_signature";
    OK(pship_condition_record(set.transaction, "charter/force", &fields, &options, err));
}

static void add_project(void)
{
    pship_project_fields fields = PSHIP_PROJECT_FIELDS_INIT;
    pship_statement_options options = said_by("gazette");
    fields.name = "A railway";
    fields.finish = "2027";
    OK(pship_project_record(set.transaction, "project", "railway", &fields, &options, err));
    options.from = "2026-01-01";
    OK(pship_project_report(NULL, set.transaction, "railway", "45", &options, err));
}

static void add_owed(void)
{
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_milestone_fields milestone = PSHIP_MILESTONE_FIELDS_INIT;
    pship_statement_options options = said_by("gazette");
    commitment.text = "Draw up lists";
    commitment.due = "3 months after signature of charter";
    OK(pship_commitment_record(set.transaction, "lists", &commitment, &options, err));
    milestone.commitment = "lists";
    milestone.due = "2026-04-01";
    OK(pship_milestone_record(set.transaction, "lists/draft", &milestone, &options, err));
}

static void setup(void)
{
    scene_open(&set);
    add_source(&set, "gazette", "Gazette", "2026-01-02");
    add_source(&set, "rumour", "Rumour", "2026-01-01");
    OK(pship_entity_record(set.transaction, "state", "az", err));
    OK(pship_entity_record(set.transaction, "state", "aze", err));
    OK(pship_entity_record(set.transaction, "state", "us", err));
    OK(pship_entity_record(set.transaction, "state", "usa", err));
    add_agreement(&set, "charter", "Charter", "gazette");
    state(&set, "charter", "party", "az", "gazette");
    merge("az", "aze");
    merge("us", "usa");
    add_act(&set, "charter/signature", "charter", "signature", "2026-02-10", "gazette");
    state(&set, "charter/signature", "date", "2026-02-09", "rumour");
    add_condition();
    add_project();
    add_owed();
    scene_commit(&set);
}

static void teardown(void)
{
    scene_close(&set);
}

static pship_table *explain(const char *id)
{
    pship_view *view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_status_explain(&table, view, id, err));
    pship_view_free(view);
    return table;
}

/* How many of its rows are about that property of that entity. */
static int64_t rows_about(const pship_table *table, const char *subject, const char *property)
{
    int64_t count = 0;
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        count += strcmp(cell(table, row, "subject"), subject) == 0 &&
                 strcmp(cell(table, row, "property"), property) == 0;
    }
    return count;
}

START_TEST(a_status_follows_from_acts_and_from_what_contradicts_them)
{
    pship_table *table = explain("charter");
    ck_assert_int_eq(rows_about(table, "charter/signature", "date"), 2);
    ck_assert_int_eq(rows_about(table, "charter/signature", "type"), 1);
    int64_t row = row_of(table, "value", "2026-02-09");
    ck_assert_int_ge(row, 0);
    ck_assert_str_eq(cell(table, row, "source"), "rumour");
    pship_table_free(table);
}
END_TEST

START_TEST(force_follows_from_conditions_and_parties_too)
{
    pship_table *table = explain("charter");
    ck_assert_int_eq(rows_about(table, "charter/force", "basis"), 1);
    ck_assert_int_eq(rows_about(table, "charter", "party"), 1);
    /* And from who its parties are, not from who others are. */
    ck_assert_int_eq(rows_about(table, "az", "merged_into"), 1);
    ck_assert_int_eq(rows_about(table, "us", "merged_into"), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(a_due_date_that_is_a_rule_leads_to_the_act_that_it_waits_for)
{
    pship_table *table = explain("lists");
    ck_assert_int_eq(rows_about(table, "lists", "due"), 1);
    ck_assert_int_eq(rows_about(table, "charter/signature", "date"), 2);
    ck_assert_int_eq(rows_about(table, "railway", "finish"), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(a_milestone_and_a_project_are_explained)
{
    pship_table *table = explain("lists/draft");
    ck_assert_int_eq(rows_about(table, "lists/draft", "due"), 1);
    pship_table_free(table);
    table = explain("railway");
    ck_assert_int_eq(rows_about(table, "railway", "finish"), 1);
    ck_assert_int_eq(rows_about(table, "railway", "progress"), 1);
    ck_assert_int_eq(rows_about(table, "charter/signature", "date"), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(what_has_no_derived_status_is_refused)
{
    pship_view *view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_status_explain(&table, view, "az", err), PSHIP_E_INVALID, "not derived");
    FAILS(pship_status_explain(&table, view, "nobody", err), PSHIP_E_NOT_FOUND, "nobody");
    FAILS(pship_status_explain(&table, NULL, "az", err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("explain");
    TCase *tests = tcase_create("explain");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_status_follows_from_acts_and_from_what_contradicts_them);
    tcase_add_test(tests, force_follows_from_conditions_and_parties_too);
    tcase_add_test(tests, a_due_date_that_is_a_rule_leads_to_the_act_that_it_waits_for);
    tcase_add_test(tests, a_milestone_and_a_project_are_explained);
    tcase_add_test(tests, what_has_no_derived_status_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
