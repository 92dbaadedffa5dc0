#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "plan", "Ministry", "2025-01-10");
    add_source(&set, "review", "Auditor", "2025-07-05");
    OK(pship_commitment_record(set.transaction, "road", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

static void add(const char *id, const char *due, const char *reviewed, const char *result)
{
    pship_milestone_fields fields = PSHIP_MILESTONE_FIELDS_INIT;
    pship_statement_options options = said_by("plan");
    fields.commitment = "road";
    fields.text = "A step";
    fields.due = due;
    fields.reviewed = reviewed;
    fields.result = result;
    OK(pship_milestone_record(set.transaction, id, &fields, &options, err));
}

static pship_table *list(const char *as_of, const char *commitment)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_milestone_list(&table, view, commitment, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_milestone_has_the_result_of_its_review_from_that_day_on)
{
    add("road/design", "2025-06-30", NULL, NULL);
    state(&set, "road/design", "reviewed", "2025-07-01", "review");
    state(&set, "road/design", "result", "partly_met", "review");
    scene_commit(&set);
    pship_table *before = list("2025-06-30", "road"), *between = list("2025-07-01", NULL),
                *after = list("2025-07-02", "road");
    ck_assert_str_eq(columns_of(before),
                     "commitment milestone text due due_earliest due_latest due_rule status "
                     "days_overdue slip reviewed result certainty contested source");
    ck_assert_str_eq(cell(before, 0, "status"), "pending");
    ck_assert_str_eq(cell(between, 0, "status"), "partly_met");
    ck_assert_str_eq(cell(after, 0, "status"), "partly_met");
    ck_assert_str_eq(cell(after, 0, "commitment"), "road");
    ck_assert_str_eq(cell(after, 0, "reviewed"), "2025-07-01");
    ck_assert_str_eq(cell(after, 0, "certainty"), "certain");
    ck_assert(empty_cell(after, 0, "days_overdue"));
    pship_table_free(before);
    pship_table_free(between);
    pship_table_free(after);
}
END_TEST

START_TEST(a_milestone_that_nobody_reviewed_is_overdue)
{
    add("road/design", "2025-06", NULL, NULL);
    add("road/tender", NULL, NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2025-07-10", "road");
    int64_t design = row_of(table, "milestone", "road/design");
    ck_assert_str_eq(cell(table, design, "status"), "overdue");
    ck_assert_str_eq(cell(table, design, "days_overdue"), "10");
    ck_assert_str_eq(cell(table, row_of(table, "milestone", "road/tender"), "status"), "undated");
    pship_table_free(table);
}
END_TEST

START_TEST(a_vague_review_bounded_by_nothing_is_possible)
{
    add("road/design", "2025-06-30", "2025-08", "met");
    scene_commit(&set);
    pship_table *table = list("2025-08-10", "road");
    ck_assert_str_eq(cell(table, 0, "status"), "overdue");
    ck_assert_str_eq(cell(table, 0, "certainty"), "possible");
    pship_table_free(table);
    table = list("2025-08-31", "road");
    ck_assert_str_eq(cell(table, 0, "status"), "met");
    ck_assert_str_eq(cell(table, 0, "certainty"), "certain");
    pship_table_free(table);
}
END_TEST

START_TEST(results_that_disagree_leave_the_status_to_the_due_date)
{
    add("road/design", "2025-06-30", "2025-06-20", "met");
    state(&set, "road/design", "result", "not_met", "review");
    scene_commit(&set);
    pship_table *table = list("2025-07-10", "road");
    ck_assert_str_eq(cell(table, 0, "status"), "overdue");
    ck_assert(empty_cell(table, 0, "result"));
    ck_assert_str_eq(cell(table, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(table, 0, "contested"), "true");
    pship_table_free(table);
}
END_TEST

START_TEST(the_commitment_counts_its_milestones)
{
    add("road/a", "2025-03-31", "2025-04-01", "met");
    add("road/b", "2025-06-30", "2025-07-01", "not_met");
    add("road/c", "2025-09-30", NULL, NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2025-08-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_commitment_list(&table, view, NULL, err));
    ck_assert_str_eq(cell(table, 0, "milestones"), "3");
    ck_assert_str_eq(cell(table, 0, "milestones_met"), "1");
    pship_table_free(table);
    OK(pship_milestone_list(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 1, "status"), "not_met");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(the_day_of_a_milestone_slips_too)
{
    add("road/design", "2025-06-30", NULL, NULL);
    state(&set, "road/design", "due", "2025-09-30", "review");
    scene_commit(&set);
    pship_table *table = list("2025-08-01", "road");
    ck_assert_str_eq(cell(table, 0, "slip"), "92");
    ck_assert_str_eq(cell(table, 0, "status"), "pending"); /* the sources disagree: the later day */
    ck_assert_str_eq(cell(table, 0, "contested"), "true");
    pship_table_free(table);
}
END_TEST

START_TEST(a_review_knows_three_results)
{
    pship_milestone_fields fields = PSHIP_MILESTONE_FIELDS_INIT;
    fields.result = "almost";
    FAILS(pship_milestone_record(set.transaction, "m", &fields, NULL, err), PSHIP_E_INVALID,
          "met, partly_met or not_met");
    fields.result = NULL;
    fields.size = 1;
    FAILS(pship_milestone_record(set.transaction, "m", &fields, NULL, err), PSHIP_E_ARGUMENT,
          "pship_milestone_fields");
    ck_assert_uint_eq(pship_milestone_fields_init().size, sizeof(pship_milestone_fields));
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("milestone");
    TCase *all = tcase_create("milestone");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_milestone_has_the_result_of_its_review_from_that_day_on);
    tcase_add_test(all, a_milestone_that_nobody_reviewed_is_overdue);
    tcase_add_test(all, a_vague_review_bounded_by_nothing_is_possible);
    tcase_add_test(all, results_that_disagree_leave_the_status_to_the_due_date);
    tcase_add_test(all, the_commitment_counts_its_milestones);
    tcase_add_test(all, the_day_of_a_milestone_slips_too);
    tcase_add_test(all, a_review_knows_three_results);
    suite_add_tcase(suite, all);
    return suite;
}
