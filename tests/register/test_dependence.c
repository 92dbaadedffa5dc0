#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "paper", "Paper", "2025-05-05");
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

static void add(const char *id, const char *due, const char *const *on, size_t count)
{
    pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
    fields.text = id;
    fields.due = due;
    fields.depends_on = on;
    fields.depends_on_count = count;
    OK(pship_commitment_record(set.transaction, id, &fields, NULL, err));
}

static pship_table *dependencies(const char *as_of, pship_truth holding)
{
    pship_view *view = look(&set, as_of, NULL, holding);
    pship_table *table = NULL;
    OK(pship_commitment_dependencies(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

static pship_table *commitments(const char *as_of)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_commitment_list(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_commitment_is_blocked_until_the_support_is_there)
{
    add("grant", "2025-03-31", NULL, 0);
    add("build", "2025-12-31", (const char *const[]){"grant"}, 1);
    state(&set, "grant", "fulfilled", "2025-05-01", "paper");
    scene_commit(&set);
    pship_table *before = commitments("2025-04-30"), *after = commitments("2025-05-01");
    int64_t build = row_of(before, "id", "build");
    ck_assert_str_eq(cell(before, build, "blocked"), "certain");
    ck_assert_str_eq(cell(before, build, "blocked_by"), "grant");
    build = row_of(after, "id", "build");
    ck_assert_str_eq(cell(after, build, "blocked"), "no");
    ck_assert(empty_cell(after, build, "blocked_by"));
    pship_table_free(before);
    pship_table_free(after);
}
END_TEST

START_TEST(every_kind_that_can_be_there_is_looked_at)
{
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_milestone_fields milestone = PSHIP_MILESTONE_FIELDS_INIT;
    add("other", NULL, NULL, 0);
    milestone.commitment = "other";
    milestone.reviewed = "2025-02-01";
    milestone.result = "met";
    OK(pship_milestone_record(set.transaction, "step", &milestone, NULL, err));
    add_agreement(&set, "loan", "Loan", NULL);
    add_act(&set, "loan/force", "loan", "entry_into_force", "2025-03-01", NULL);
    event.date = "2025-04-01";
    OK(pship_event_record(set.transaction, "summit", &event, NULL, err));
    OK(pship_entity_record(set.transaction, "project", "line", err));
    state(&set, "line", "completed", "2025-05-01", NULL);
    const char *const all[] = {"other", "step", "loan", "summit", "line", "az"};
    add("build", "2026-12-31", all, 6);
    scene_commit(&set);
    pship_table *table = dependencies("2025-04-15", PSHIP_CERTAIN);
    static const char *const expected[][2] = {
        {"no", "certain"}, {"certain", "no"}, {"certain", "no"},
        {"certain", "no"}, {"no", "certain"}, {"possible", "possible"},
    };
    ck_assert_str_eq(columns_of(table),
                     "commitment status depends_on kind name fulfilled blocks certainty source");
    ck_assert_int_eq(pship_table_rows(table), 6);
    for (int64_t row = 0; row < 6; row++) {
        ck_assert_str_eq(cell(table, row, "depends_on"), all[row]);
        ck_assert_str_eq(cell(table, row, "fulfilled"), expected[row][0]);
        ck_assert_str_eq(cell(table, row, "blocks"), expected[row][1]);
    }
    ck_assert_str_eq(cell(table, 2, "kind"), "agreement");
    ck_assert_str_eq(cell(table, 2, "name"), "Loan");
    pship_table_free(table);
    table = commitments("2025-04-15");
    ck_assert_str_eq(cell(table, row_of(table, "id", "build"), "blocked_by"), "other; line");
    pship_table_free(table);
}
END_TEST

START_TEST(an_agreement_is_there_once_its_conditions_are_met)
{
    pship_condition_fields entry = PSHIP_CONDITION_FIELDS_INIT;
    add_agreement(&set, "loan", "Loan", NULL);
    add_act(&set, "loan/signature", "loan", "signature", "2025-03-01", NULL);
    entry.agreement = "loan";
    entry.type = "entry_into_force";
    entry.basis = "on_signature";
    entry.delay = "30 days";
    OK(pship_condition_record(set.transaction, "loan/entry", &entry, NULL, err));
    add("build", NULL, (const char *const[]){"loan"}, 1);
    scene_commit(&set);
    pship_table *before = dependencies("2025-03-30", PSHIP_CERTAIN);
    pship_table *after = dependencies("2025-03-31", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(before, 0, "blocks"), "certain");
    ck_assert_str_eq(cell(after, 0, "blocks"), "no");
    pship_table_free(before);
    pship_table_free(after);
}
END_TEST

START_TEST(what_may_be_there_blocks_possibly)
{
    add("grant", NULL, NULL, 0);
    state(&set, "grant", "fulfilled", "2025-06", NULL);
    add("build", "2025-12-31", (const char *const[]){"grant"}, 1);
    scene_commit(&set);
    pship_table *table = dependencies("2025-06-15", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "fulfilled"), "possible");
    ck_assert_str_eq(cell(table, 0, "blocks"), "possible");
    pship_table_free(table);
    table = commitments("2025-06-15");
    int64_t build = row_of(table, "id", "build");
    ck_assert_str_eq(cell(table, build, "blocked"), "possible");
    ck_assert(empty_cell(table, build, "blocked_by"));
    pship_table_free(table);
}
END_TEST

START_TEST(an_event_that_was_announced_is_not_there_yet)
{
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    event.date = "2025";
    OK(pship_event_record(set.transaction, "summit", &event, &options, err));
    add("build", NULL, (const char *const[]){"summit"}, 1);
    scene_commit(&set);
    pship_table *table = dependencies("2025-06-15", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "fulfilled"), "possible");
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_done_or_given_up_waits_for_nothing)
{
    add("grant", NULL, NULL, 0);
    add("build", NULL, (const char *const[]){"grant"}, 1);
    state(&set, "build", "fulfilled", "2025-01-01", NULL);
    add("dig", NULL, (const char *const[]){"grant"}, 1);
    state(&set, "dig", "withdrawn", "2025-01-01", NULL);
    scene_commit(&set);
    pship_table *table = dependencies("2025-06-15", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "blocks"), "no");
    ck_assert_str_eq(cell(table, 1, "blocks"), "no");
    pship_table_free(table);
}
END_TEST

START_TEST(commitments_that_wait_for_each_other_are_both_blocked)
{
    add("egg", NULL, NULL, 0);
    add("hen", NULL, (const char *const[]){"egg"}, 1);
    state(&set, "egg", "depends_on", "hen", NULL);
    scene_commit(&set);
    pship_table *table = commitments("2025-06-15");
    ck_assert_str_eq(cell(table, row_of(table, "id", "egg"), "blocked_by"), "hen");
    ck_assert_str_eq(cell(table, row_of(table, "id", "hen"), "blocked_by"), "egg");
    pship_table_free(table);
}
END_TEST

START_TEST(the_overdue_list_has_a_row_for_each_owner_the_slowest_first)
{
    add("a", "2025-06-01", NULL, 0);
    add("b", "2025-01-01", NULL, 0);
    add("c", "2025-05-01", NULL, 0);
    add("d", "2024-01-01", NULL, 0);
    add("later", "2026-01-01", NULL, 0);
    state(&set, "a", "owner", "us", NULL);
    state(&set, "a", "owner", "az", NULL);
    state(&set, "b", "owner", "us", NULL);
    state(&set, "c", "owner", "az", NULL);
    state(&set, "later", "owner", "az", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2025-06-11", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    static const char *const expected[][3] = {{"us", "b", "161"},
                                              {"us", "a", "10"},
                                              {"az", "c", "41"},
                                              {"az", "a", "10"},
                                              {"", "d", "527"}};
    OK(pship_commitment_overdue(&table, view, err));
    ck_assert_str_eq(columns_of(table),
                     "owner owner_name commitment due due_latest days_overdue text stage certainty "
                     "contested source published");
    ck_assert_int_eq(pship_table_rows(table), 5);
    for (int64_t row = 0; row < 5; row++) {
        ck_assert_str_eq(cell(table, row, "owner"), expected[row][0]);
        ck_assert_str_eq(cell(table, row, "commitment"), expected[row][1]);
        ck_assert_str_eq(cell(table, row, "days_overdue"), expected[row][2]);
    }
    ck_assert(empty_cell(table, 4, "owner"));
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(an_owner_of_two_ids_is_one)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    OK(pship_party_record(set.transaction, "state", "usa", NULL, NULL, err));
    options.reason = "the same state";
    OK(pship_merge_record(NULL, set.transaction, "usa", "us", &options, err));
    add("a", "2025-06-01", NULL, 0);
    state(&set, "a", "owner", "us", NULL);
    state(&set, "a", "owner", "usa", NULL);
    add("b", "2025-05-01", NULL, 0);
    state(&set, "b", "owner", "usa", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2025-06-11", NULL, PSHIP_CERTAIN);
    pship_commitment_list_options only = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    OK(pship_commitment_overdue(&table, view, err));
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "commitment"), "b");
    ck_assert_str_eq(cell(table, 0, "owner"), "us");
    ck_assert_str_eq(cell(table, 1, "owner"), "us");
    pship_table_free(table);
    only.owner = "usa";
    OK(pship_commitment_list(&table, view, &only, err));
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "owner"), "us");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(the_source_of_what_is_overdue_is_that_of_its_day)
{
    add_source(&set, "treaty", "Gazette", "2025-01-15");
    add("a", NULL, NULL, 0);
    state(&set, "a", "owner", "us", "paper");
    state(&set, "a", "due", "2025-06-01", "treaty");
    scene_commit(&set);
    pship_view *view = look(&set, "2025-06-11", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_commitment_overdue(&table, view, err));
    ck_assert_str_eq(cell(table, 0, "source"), "treaty");
    ck_assert_str_eq(cell(table, 0, "published"), "2025-01-15");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("dependence");
    TCase *all = tcase_create("dependence");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_commitment_is_blocked_until_the_support_is_there);
    tcase_add_test(all, every_kind_that_can_be_there_is_looked_at);
    tcase_add_test(all, an_agreement_is_there_once_its_conditions_are_met);
    tcase_add_test(all, what_may_be_there_blocks_possibly);
    tcase_add_test(all, an_event_that_was_announced_is_not_there_yet);
    tcase_add_test(all, what_is_done_or_given_up_waits_for_nothing);
    tcase_add_test(all, commitments_that_wait_for_each_other_are_both_blocked);
    tcase_add_test(all, the_overdue_list_has_a_row_for_each_owner_the_slowest_first);
    tcase_add_test(all, an_owner_of_two_ids_is_one);
    tcase_add_test(all, the_source_of_what_is_overdue_is_that_of_its_day);
    suite_add_tcase(suite, all);
    return suite;
}
