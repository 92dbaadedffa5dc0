#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    OK(pship_commitment_record(set.transaction, "reform", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "ministry", "ministry", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "agency", "auditor", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

static void add(const char *id, const char *assessor, const char *yardstick, const char *verdict,
                const char *score, const char *date)
{
    pship_assessment_fields fields = PSHIP_ASSESSMENT_FIELDS_INIT;
    fields.subject = "reform";
    fields.assessor = assessor;
    fields.yardstick = yardstick;
    fields.verdict = verdict;
    fields.score = score;
    fields.unit = score ? "percent" : NULL;
    fields.date = date;
    OK(pship_assessment_record(set.transaction, id, &fields, NULL, err));
}

static pship_table *list(const char *as_of, const char *subject)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_assessment_list(&table, view, subject, err));
    pship_view_free(view);
    return table;
}

static const char *disagree(const char *as_of)
{
    static char text[8];
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_commitment_list(&table, view, NULL, err));
    (void)snprintf(text, sizeof text, "%s", cell(table, 0, "assessments_disagree"));
    pship_table_free(table);
    pship_view_free(view);
    return text;
}

START_TEST(two_assessors_under_one_yardstick_disagree)
{
    add("a", "ministry", "Action plan", "met", "90", "2025-06-01");
    add("b", "auditor", "Action plan", "partly_met", "40", "2025-07-01");
    scene_commit(&set);
    pship_table *table = list("2025-08-01", "reform");
    ck_assert_str_eq(columns_of(table),
                     "subject assessment assessor yardstick date date_earliest date_latest verdict "
                     "score score_unit superseded disagrees_with differs_from more certainty "
                     "contested source");
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "verdict"), "met");
    ck_assert_str_eq(cell(table, 0, "score"), "90");
    ck_assert_str_eq(cell(table, 0, "score_unit"), "percent");
    ck_assert_str_eq(cell(table, 0, "disagrees_with"), "b");
    ck_assert_str_eq(cell(table, 1, "disagrees_with"), "a");
    ck_assert(empty_cell(table, 0, "differs_from"));
    pship_table_free(table);
    ck_assert_str_eq(disagree("2025-08-01"), "true");
    ck_assert_str_eq(disagree("2025-06-30"), "false"); /* only one had been made */
}
END_TEST

START_TEST(under_other_yardsticks_words_differ_and_scores_are_not_compared)
{
    add("a", "ministry", "Action plan", "met", "90", "2025-06-01");
    add("b", "auditor", "Standard of the fund", "met", "40", "2025-07-01");
    scene_commit(&set);
    ck_assert_str_eq(disagree("2025-08-01"), "false");
    pship_table *table = list("2025-08-01", NULL);
    ck_assert(empty_cell(table, 0, "disagrees_with"));
    ck_assert(empty_cell(table, 0, "differs_from"));
    pship_table_free(table);
}
END_TEST

START_TEST(another_yardstick_may_be_the_reason)
{
    add("a", "ministry", "Action plan", "met", NULL, "2025-06-01");
    add("b", "auditor", NULL, "not_met", NULL, "2025-07-01");
    scene_commit(&set);
    pship_table *table = list("2025-08-01", NULL);
    ck_assert_str_eq(cell(table, 0, "differs_from"), "b");
    ck_assert_str_eq(cell(table, 1, "differs_from"), "a");
    ck_assert(empty_cell(table, 0, "disagrees_with"));
    pship_table_free(table);
    ck_assert_str_eq(disagree("2025-08-01"), "true");
}
END_TEST

START_TEST(a_later_finding_of_the_same_assessor_supersedes_the_earlier_one)
{
    add("a", "ministry", "Action plan", "met", NULL, "2025-06-01");
    add("b", "auditor", "Action plan", "not_met", NULL, "2025-07-01");
    add("c", "auditor", "Action plan", "met", NULL, "2025-09-01");
    scene_commit(&set);
    ck_assert_str_eq(disagree("2025-08-01"), "true");
    ck_assert_str_eq(disagree("2025-10-01"), "false");
    pship_table *table = list("2025-10-01", "reform");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 1, "superseded"), "true");
    ck_assert_str_eq(cell(table, 2, "superseded"), "false");
    pship_table_free(table);
}
END_TEST

START_TEST(scores_within_their_rounding_agree)
{
    add("a", "ministry", "Index", NULL, "41.4", "2025-06-01");
    add("b", "auditor", "Index", NULL, "41", "2025-07-01");
    scene_commit(&set);
    ck_assert_str_eq(disagree("2025-08-01"), "false");
}
END_TEST

START_TEST(an_assessor_does_not_disagree_with_itself)
{
    add("a", "auditor", "Index", "met", NULL, NULL);
    add("b", "auditor", "Index", "not_met", NULL, NULL);
    scene_commit(&set);
    ck_assert_str_eq(disagree("2025-08-01"), "false");
    pship_table *table = list("2025-08-01", "reform");
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "superseded"), "false");
    pship_table_free(table);
}
END_TEST

START_TEST(an_assessor_of_two_ids_is_one)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.reason = "the same body";
    OK(pship_party_record(set.transaction, "agency", "audit", NULL, NULL, err));
    OK(pship_merge_record(NULL, set.transaction, "audit", "auditor", &options, err));
    add("a", "auditor", "Index", "met", NULL, "2025-06-01");
    add("b", "audit", "Index", "not_met", NULL, "2025-07-01");
    scene_commit(&set);
    ck_assert_str_eq(disagree("2025-08-01"), "false");
    pship_table *table = list("2025-08-01", "reform");
    ck_assert_str_eq(cell(table, 0, "superseded"), "true");
    ck_assert_str_eq(cell(table, 1, "assessor"), "auditor");
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_wrong_is_told)
{
    pship_assessment_fields fields = PSHIP_ASSESSMENT_FIELDS_INIT;
    fields.unit = "percent";
    FAILS(pship_assessment_record(set.transaction, "a", &fields, NULL, err), PSHIP_E_ARGUMENT,
          "without a score");
    fields.score = "many";
    FAILS(pship_assessment_record(set.transaction, "a", &fields, NULL, err), PSHIP_E_SYNTAX,
          "many");
    scene_commit(&set);
    pship_view *view = look(&set, "2025-08-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_assessment_list(&table, view, "nothing", err), PSHIP_E_NOT_FOUND, "nothing");
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("assessment");
    TCase *all = tcase_create("assessment");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, two_assessors_under_one_yardstick_disagree);
    tcase_add_test(all, under_other_yardsticks_words_differ_and_scores_are_not_compared);
    tcase_add_test(all, another_yardstick_may_be_the_reason);
    tcase_add_test(all, a_later_finding_of_the_same_assessor_supersedes_the_earlier_one);
    tcase_add_test(all, scores_within_their_rounding_agree);
    tcase_add_test(all, an_assessor_does_not_disagree_with_itself);
    tcase_add_test(all, an_assessor_of_two_ids_is_one);
    tcase_add_test(all, what_is_wrong_is_told);
    suite_add_tcase(suite, all);
    return suite;
}
