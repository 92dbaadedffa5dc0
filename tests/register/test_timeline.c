#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void whole_story(void)
{
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    add_source(&set, "one", "One", "2026-02-11");
    add_agreement(&set, "charter", "Charter", "one");
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", "one");
    add_act(&set, "c/undated", "charter", "announcement", NULL, "one");
    event.title = "Visit";
    event.type = "visit";
    event.date = "2026-02";
    OK(pship_event_record(set.transaction, "visit", &event, NULL, err));
    group.name = "Working group";
    group.established = "2025-08-08";
    group.dissolved = "2026-02-10";
    OK(pship_working_group_record(set.transaction, "swg", &group, NULL, err));
    commitment.text = "Project lists";
    commitment.due = "3 months after signature of charter";
    commitment.stage = "obligation";
    commitment.fulfilled = "2026-06-01";
    OK(pship_commitment_record(set.transaction, "lists", &commitment, NULL, err));
}

START_TEST(everything_dated_is_there_in_order_and_nothing_else)
{
    whole_story();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-02-11", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_timeline_list(&table, view, err));
    static const char *const rows[][6] = {
        {"2025-08-08", "establishment", "", "swg", "Working group", "certain"},
        {"2026-02", "event", "visit", "visit", "Visit", "possible"},
        {"2026-02-10", "act", "signature", "charter", "Charter", "certain"},
        {"2026-02-10", "dissolution", "", "swg", "Working group", "certain"},
        {"2026-05-10", "due", "obligation", "lists", "Project lists", "no"},
        {"2026-06-01", "fulfilled", "obligation", "lists", "Project lists", "no"},
    };
    ck_assert_str_eq(columns_of(table),
                     "date earliest latest what type subject title done contested source");
    ck_assert_int_eq(pship_table_rows(table), 6);
    for (int i = 0; i < 6; i++) {
        ck_assert_str_eq(cell(table, i, "date"), rows[i][0]);
        ck_assert_str_eq(cell(table, i, "what"), rows[i][1]);
        ck_assert_str_eq(cell(table, i, "type"), rows[i][2]);
        ck_assert_str_eq(cell(table, i, "subject"), rows[i][3]);
        ck_assert_str_eq(cell(table, i, "title"), rows[i][4]);
        ck_assert_str_eq(cell(table, i, "done"), rows[i][5]);
    }
    ck_assert_str_eq(cell(table, 1, "earliest"), "2026-02-01");
    ck_assert_str_eq(cell(table, 1, "latest"), "2026-02-28");
    ck_assert_str_eq(cell(table, 2, "source"), "one");
    ck_assert(empty_cell(table, 0, "source"));
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

static void projects_and_steps(void)
{
    pship_project_fields project = PSHIP_PROJECT_FIELDS_INIT;
    pship_milestone_fields step = PSHIP_MILESTONE_FIELDS_INIT;
    pship_commitment_fields given_up = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_statement_options options = said_by("one");
    add_source(&set, "one", "One", "2025-10-01");
    project.name = "Railway";
    project.finish = "2026";
    OK(pship_project_record(set.transaction, "project", "railway", &project, &options, err));
    options.from = "2023-12";
    pship_value percent = pship_value_number("45", "percent");
    OK(pship_statement_assert(NULL, set.transaction, "railway", "progress", &percent, &options,
                              err));
    options.from = "2025-09";
    percent = pship_value_number("67", "percent");
    OK(pship_statement_assert(NULL, set.transaction, "railway", "progress", &percent, &options,
                              err));
    project = (pship_project_fields)PSHIP_PROJECT_FIELDS_INIT;
    project.completed = "2024-05-01";
    OK(pship_project_record(set.transaction, "project", "bridge", &project, NULL, err));
    given_up.text = "A ferry";
    given_up.withdrawn = "2025-03-04";
    OK(pship_commitment_record(set.transaction, "ferry", &given_up, NULL, err));
    step.commitment = "ferry";
    step.text = "A plan";
    step.due = "2024-06-30";
    step.reviewed = "2024-09";
    step.result = "partly_met";
    OK(pship_milestone_record(set.transaction, "plan", &step, NULL, err));
    OK(pship_party_record(set.transaction, "chamber", "chamber", NULL, NULL, err));
    OK(pship_statement_assert_text(NULL, set.transaction, "chamber", "founded", "1995-12-01", NULL,
                                   NULL, err));
}

START_TEST(parties_projects_and_milestones_have_their_days)
{
    projects_and_steps();
    scene_commit(&set);
    pship_view *view = look(&set, "2025-11-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_timeline_list(&table, view, err));
    static const char *const rows[][5] = {
        {"1995-12-01", "establishment", "", "chamber", "certain"},
        {"2023-12", "progress", "45", "railway", "certain"},
        {"2024-05-01", "completion", "", "bridge", "certain"},
        {"2024-06-30", "due", "", "plan", "certain"},
        {"2024-09", "review", "partly_met", "plan", "certain"},
        {"2025-03-04", "withdrawal", "", "ferry", "certain"},
        {"2025-09", "progress", "67", "railway", "certain"},
        {"2026", "promised_finish", "", "railway", "no"},
    };
    ck_assert_int_eq(pship_table_rows(table), 8);
    for (int i = 0; i < 8; i++) {
        ck_assert_str_eq(cell(table, i, "date"), rows[i][0]);
        ck_assert_str_eq(cell(table, i, "what"), rows[i][1]);
        ck_assert_str_eq(cell(table, i, "type"), rows[i][2]);
        ck_assert_str_eq(cell(table, i, "subject"), rows[i][3]);
        ck_assert_str_eq(cell(table, i, "done"), rows[i][4]);
    }
    ck_assert_str_eq(cell(table, 1, "source"), "one");
    ck_assert_str_eq(cell(table, 7, "source"), "one");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(what_was_published_later_is_not_on_it)
{
    whole_story();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-02-11", "2026-02-10", PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_timeline_list(&table, view, err));
    /* The act is that of the source; a due date that follows from it is not known either. */
    ck_assert_int_eq(row_of(table, "what", "act"), -1);
    ck_assert_int_eq(row_of(table, "what", "due"), -1);
    ck_assert_int_eq(pship_table_rows(table), 4);
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
}

static void end(void)
{
    scene_close(&set);
}

Suite *test_suite(void)
{
    Suite *suite = suite_create("timeline");
    TCase *all = tcase_create("timeline");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, everything_dated_is_there_in_order_and_nothing_else);
    tcase_add_test(all, parties_projects_and_milestones_have_their_days);
    tcase_add_test(all, what_was_published_later_is_not_on_it);
    suite_add_tcase(suite, all);
    return suite;
}
