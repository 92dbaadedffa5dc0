#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void add_commitment(const char *id, const char *text, const char *due, const char *owner,
                           const char *source)
{
    pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.text = text;
    fields.due = due;
    fields.owners = owner ? &owner : NULL;
    fields.owner_count = owner ? 1 : 0;
    OK(pship_commitment_record(set.transaction, id, &fields, &options, err));
}

/* The project lists that the charter asks for within three months of its signature. */
static void project_lists(void)
{
    add_source(&set, "trend", "Trend", "2026-02-10");
    OK(pship_party_record(set.transaction, "ministry", "economy-az", NULL, NULL, err));
    add_agreement(&set, "charter", "Charter", "trend");
    add_act(&set, "charter/signature", "charter", "signature", "2026-02-10", "trend");
    add_commitment("lists", "Adopt project lists", "3 months after signature of charter",
                   "economy-az", "trend");
}

static pship_table *list_as_of(const char *as_of, const char *published_by, bool overdue)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_commitment_list_options options = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    options.overdue = overdue;
    OK(pship_commitment_list(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

START_TEST(overdue_without_any_statement_that_it_was_not_done)
{
    project_lists();
    scene_commit(&set);
    pship_table *late = list_as_of("2026-05-20", NULL, true);
    ck_assert_int_eq(pship_table_rows(late), 1);
    ck_assert_str_eq(columns_of(late),
                     "id text owner beneficiary measure due due_earliest due_latest due_rule "
                     "due_nature status days_overdue slip blocked blocked_by milestones "
                     "milestones_met assessments_disagree last_confirmed stage arises_from "
                     "article certainty contested source");
    ck_assert_str_eq(cell(late, 0, "id"), "lists");
    ck_assert_str_eq(cell(late, 0, "owner"), "economy-az");
    ck_assert_str_eq(cell(late, 0, "due"), "2026-05-10");
    ck_assert_str_eq(cell(late, 0, "due_rule"), "3 months after signature of charter");
    ck_assert_str_eq(cell(late, 0, "status"), "overdue");
    ck_assert_str_eq(cell(late, 0, "days_overdue"), "10");
    ck_assert_str_eq(cell(late, 0, "last_confirmed"), "2026-02-10");
    ck_assert_str_eq(cell(late, 0, "due_nature"), "definitive");
    ck_assert_str_eq(cell(late, 0, "slip"), "0");
    ck_assert_str_eq(cell(late, 0, "blocked"), "no");
    ck_assert_str_eq(cell(late, 0, "milestones"), "0");
    ck_assert_str_eq(cell(late, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(late, 0, "source"), "trend");
    ck_assert_str_eq(pship_table_column_unit(late, pship_table_find(late, "days_overdue")), "day");
    pship_table_free(late);
}
END_TEST

START_TEST(a_commitment_arises_from_an_article)
{
    pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
    add_agreement(&set, "charter", "Charter", NULL);
    fields.text = "Meet at least once a year";
    fields.arises_from = "charter";
    fields.article = "4";
    fields.measure = "meetings held";
    OK(pship_commitment_record(set.transaction, "meet", &fields, NULL, err));
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-20", NULL, false);
    ck_assert_str_eq(cell(list, 0, "arises_from"), "charter");
    ck_assert_str_eq(cell(list, 0, "article"), "4");
    ck_assert_str_eq(cell(list, 0, "measure"), "meetings held");
    pship_table_free(list);
}
END_TEST

START_TEST(the_day_on_which_it_is_due_is_not_yet_late)
{
    project_lists();
    scene_commit(&set);
    pship_table *on_the_day = list_as_of("2026-05-10", NULL, false);
    pship_table *day_after = list_as_of("2026-05-11", NULL, false);
    ck_assert_str_eq(cell(on_the_day, 0, "status"), "pending");
    ck_assert(empty_cell(on_the_day, 0, "days_overdue"));
    ck_assert_str_eq(cell(day_after, 0, "status"), "overdue");
    ck_assert_str_eq(cell(day_after, 0, "days_overdue"), "1");
    pship_table_free(day_after);
    pship_table_free(on_the_day);
}
END_TEST

START_TEST(a_rule_on_a_signature_that_nobody_has_published_has_no_date_yet)
{
    project_lists();
    add_source(&set, "early", "Early", "2026-01-01");
    add_commitment("lists", "Adopt project lists", "3 months after signature of charter", NULL,
                   "early");
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-20", "2026-01-15", false);
    ck_assert_int_eq(pship_table_rows(list), 1);
    ck_assert(empty_cell(list, 0, "due"));
    ck_assert(empty_cell(list, 0, "due_latest"));
    ck_assert_str_eq(cell(list, 0, "due_rule"), "3 months after signature of charter");
    ck_assert_str_eq(cell(list, 0, "status"), "undated");
    pship_table_free(list);
}
END_TEST

START_TEST(a_rule_on_a_contested_act_date_moves_both_bounds)
{
    project_lists();
    add_source(&set, "other", "Other", "2026-02-12");
    state(&set, "charter/signature", "date", "2026-02-12", "other");
    scene_commit(&set);
    pship_table *between = list_as_of("2026-05-11", NULL, false);
    pship_table *after = list_as_of("2026-05-13", NULL, false);
    ck_assert_str_eq(cell(between, 0, "due"), "2026-05-10/2026-05-12");
    ck_assert_str_eq(cell(between, 0, "status"), "pending");
    ck_assert_str_eq(cell(between, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(between, 0, "contested"), "true");
    ck_assert_str_eq(cell(after, 0, "status"), "overdue");
    ck_assert_str_eq(cell(after, 0, "days_overdue"), "1");
    pship_table_free(after);
    pship_table_free(between);
}
END_TEST

START_TEST(a_rule_takes_the_earliest_act_of_its_type_and_the_month_end_is_clamped)
{
    add_agreement(&set, "memo", "Memo", NULL);
    add_act(&set, "m/late", "memo", "signature", "2026-03", NULL);
    add_act(&set, "m/early", "memo", "signature", "2025-11-30", NULL);
    add_commitment("c", "Report", "3 months after signature of memo", NULL, NULL);
    add_commitment("d", "Prepare", "2 weeks before signature of memo", NULL, NULL);
    add_commitment("e", "Celebrate", "on signature of memo", NULL, NULL);
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-20", NULL, false);
    ck_assert_str_eq(cell(list, row_of(list, "id", "c"), "due"), "2026-02-28");
    ck_assert_str_eq(cell(list, row_of(list, "id", "d"), "due"), "2025-11-16");
    ck_assert_str_eq(cell(list, row_of(list, "id", "e"), "due"), "2025-11-30");
    pship_table_free(list);
}
END_TEST

START_TEST(a_rule_may_follow_another_rule_or_a_property_but_not_itself)
{
    add_commitment("first", "First", "2026-01-31", NULL, NULL);
    add_commitment("second", "Second", "1 month after due of first", NULL, NULL);
    add_commitment("third", "Third", "1 day after due of second", NULL, NULL);
    add_commitment("egg", "Egg", "1 day after due of hen", NULL, NULL);
    add_commitment("hen", "Hen", "1 day after due of egg", NULL, NULL);
    scene_commit(&set);
    pship_table *list = list_as_of("2026-02-01", NULL, false);
    ck_assert_int_eq(pship_table_rows(list), 5);
    ck_assert_str_eq(cell(list, row_of(list, "id", "third"), "due"), "2026-03-01");
    ck_assert_str_eq(cell(list, row_of(list, "id", "egg"), "status"), "undated");
    ck_assert_str_eq(cell(list, row_of(list, "id", "hen"), "due_rule"), "1 day after due of egg");
    pship_table_free(list);
}
END_TEST

START_TEST(acts_whose_dates_wait_for_each_other_come_to_an_end)
{
    char id[16];
    add_agreement(&set, "knot", "Knot", NULL);
    for (int i = 0; i < 40; i++) {
        (void)snprintf(id, sizeof id, "k/%d", i);
        add_act(&set, id, "knot", "signature", "1 day after signature of knot", NULL);
    }
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    ck_assert_str_eq(status_of(view, "knot"), "not_begun");
    pship_view_free(view);
}
END_TEST

START_TEST(what_was_done_given_up_or_never_dated_is_not_overdue)
{
    add_commitment("done", "Done", "2026-01-01", NULL, NULL);
    state(&set, "done", "fulfilled", "2025-12-30", NULL);
    add_commitment("dropped", "Dropped", "2026-01-01", NULL, NULL);
    state(&set, "dropped", "withdrawn", "2025-12-30", NULL);
    add_commitment("late", "Done late", "2026-01-01", NULL, NULL);
    state(&set, "late", "fulfilled", "2026-04-01", NULL);
    add_commitment("undated", "Undated", NULL, NULL, NULL);
    scene_commit(&set);
    pship_table *list = list_as_of("2026-02-01", NULL, false);
    ck_assert_str_eq(cell(list, row_of(list, "id", "done"), "status"), "fulfilled");
    ck_assert_str_eq(cell(list, row_of(list, "id", "dropped"), "status"), "withdrawn");
    ck_assert_str_eq(cell(list, row_of(list, "id", "late"), "status"), "overdue");
    ck_assert_str_eq(cell(list, row_of(list, "id", "undated"), "status"), "undated");
    pship_table_free(list);
    list = list_as_of("2026-04-01", NULL, false);
    ck_assert_str_eq(cell(list, row_of(list, "id", "late"), "status"), "fulfilled");
    pship_table_free(list);
}
END_TEST

START_TEST(what_one_source_says_was_done_and_another_was_not_stays_overdue)
{
    project_lists();
    pship_value done = pship_value_date("2026-04-01"), never = pship_value_none();
    OK(pship_statement_assert(NULL, set.transaction, "lists", "fulfilled", &done, NULL, err));
    OK(pship_statement_assert(NULL, set.transaction, "lists", "fulfilled", &never, NULL, err));
    scene_commit(&set);
    pship_table *late = list_as_of("2026-05-20", NULL, true);
    ck_assert_int_eq(pship_table_rows(late), 1);
    ck_assert_str_eq(cell(late, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(late, 0, "contested"), "true");
    pship_table_free(late);
}
END_TEST

static void deliver(void)
{
    add_commitment("report", "Deliver a report", "2026-03-31", NULL, NULL);
}

START_TEST(done_by_one_source_undone_by_another_is_possible_in_either_order)
{
    pship_value unknown = pship_value_unknown(), never = pship_value_none();
    const pship_value *orders[2][2] = {{&unknown, &never}, {&never, &unknown}};
    const char *names[] = {"report", "other"};
    deliver();
    add_commitment("other", "Deliver another", "2026-03-31", NULL, NULL);
    for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++)
            OK(pship_statement_assert(NULL, set.transaction, names[i], "fulfilled", orders[i][j],
                                      NULL, err));
    }
    scene_commit(&set);
    pship_table *late = list_as_of("2026-05-20", NULL, true);
    ck_assert_int_eq(pship_table_rows(late), 2);
    for (int i = 0; i < 2; i++)
        ck_assert_str_eq(cell(late, i, "certainty"), "possible");
    pship_table_free(late);
}
END_TEST

START_TEST(due_on_a_day_and_due_on_none_is_possibly_overdue)
{
    deliver();
    pship_value never = pship_value_none();
    OK(pship_statement_assert(NULL, set.transaction, "report", "due", &never, NULL, err));
    scene_commit(&set);
    pship_table *late = list_as_of("2026-05-20", NULL, true);
    ck_assert_int_eq(pship_table_rows(late), 1);
    ck_assert_str_eq(cell(late, 0, "due"), "2026-03-31");
    ck_assert_str_eq(cell(late, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(late, 0, "contested"), "true");
    pship_table_free(late);
}
END_TEST

START_TEST(a_rule_and_the_day_on_which_it_falls_say_the_same)
{
    project_lists();
    state(&set, "lists", "due", "2026-05-10", NULL);
    add_commitment("month", "A month", "2026-05", NULL, NULL);
    state(&set, "month", "due", "3 months after signature of charter", NULL);
    add_commitment("other", "Another day", "3 months after signature of charter", NULL, NULL);
    state(&set, "other", "due", "2026-05-11", NULL);
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-12", NULL, false);
    const char *const same[] = {"lists", "month"};
    for (int i = 0; i < 2; i++) {
        int64_t row = row_of(list, "id", same[i]);
        ck_assert_str_eq(cell(list, row, "due"), "2026-05-10");
        ck_assert_str_eq(cell(list, row, "due_rule"), "3 months after signature of charter");
        ck_assert_str_eq(cell(list, row, "status"), "overdue");
        ck_assert_str_eq(cell(list, row, "certainty"), "certain");
        ck_assert_str_eq(cell(list, row, "contested"), "false");
    }
    int64_t row = row_of(list, "id", "other");
    ck_assert_str_eq(cell(list, row, "due"), "2026-05-10/2026-05-11");
    ck_assert_str_eq(cell(list, row, "contested"), "true");
    pship_table_free(list);
}
END_TEST

START_TEST(a_preferred_rule_is_contested_by_another_day_but_not_by_its_own)
{
    pship_statement_options preferred = PSHIP_STATEMENT_OPTIONS_INIT;
    preferred.rank = PSHIP_RANK_PREFERRED;
    project_lists();
    deliver();
    state(&set, "report", "arises_from", "charter", NULL);
    add_commitment("same", "The same", "2026-05-10", NULL, NULL);
    const char *const ids[] = {"same", "report"};
    for (int i = 0; i < 2; i++)
        OK(pship_statement_assert_text(NULL, set.transaction, ids[i], "due",
                                       "3 months after signature of charter", NULL, &preferred,
                                       err));
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-12", NULL, false);
    for (int i = 0; i < 2; i++) {
        int64_t row = row_of(list, "id", ids[i]);
        ck_assert_str_eq(cell(list, row, "due"), "2026-05-10");
        ck_assert_str_eq(cell(list, row, "contested"), i == 0 ? "false" : "true");
    }
    pship_table_free(list);
}
END_TEST

START_TEST(the_surest_of_the_sources_that_name_the_agreement_of_an_act_counts)
{
    add_source(&set, "sure", "Sure", "2026-01-05");
    OK(pship_entity_record(set.transaction, "source", "undated", err));
    add_agreement(&set, "charter", "Charter", "sure");
    add_agreement(&set, "memo", "Memo", "sure");
    const char *const sources[] = {"undated", "sure", "undated"};
    const char *const acts[] = {"c/s", "c/s", "m/s"};
    add_act(&set, "c/s", NULL, "signature", "2026-01-01", "sure");
    add_act(&set, "m/s", NULL, "signature", "2026-01-01", "sure");
    for (int i = 0; i < 3; i++)
        state(&set, acts[i], "agreement", i < 2 ? "charter" : "memo", sources[i]);
    add_commitment("lists", "Lists", "1 month after signature of charter", NULL, "sure");
    add_commitment("notes", "Notes", "1 month after signature of memo", NULL, "sure");
    scene_commit(&set);
    pship_table *list = list_as_of("2026-05-20", "2026-04-01", true);
    ck_assert_int_eq(pship_table_rows(list), 2);
    ck_assert_str_eq(cell(list, row_of(list, "id", "lists"), "certainty"), "certain");
    ck_assert_str_eq(cell(list, row_of(list, "id", "notes"), "certainty"), "possible");
    pship_table_free(list);
}
END_TEST

START_TEST(an_act_that_is_deprecated_dates_nothing)
{
    add_agreement(&set, "charter", "Charter", NULL);
    OK(pship_entity_record(set.transaction, "act", "slip", err));
    pship_statement_options wrong = PSHIP_STATEMENT_OPTIONS_INIT;
    wrong.rank = PSHIP_RANK_DEPRECATED;
    pship_value agreement = pship_value_reference("charter");
    pship_value type = pship_value_text("signature"), date = pship_value_date("2026-01-01");
    OK(pship_statement_assert(NULL, set.transaction, "slip", "agreement", &agreement, &wrong, err));
    OK(pship_statement_assert(NULL, set.transaction, "slip", "type", &type, NULL, err));
    OK(pship_statement_assert(NULL, set.transaction, "slip", "date", &date, NULL, err));
    add_commitment("lists", "Adopt project lists", "3 months after signature of charter", NULL,
                   NULL);
    scene_commit(&set);
    pship_table *all = list_as_of("2026-05-20", NULL, false);
    ck_assert_str_eq(cell(all, 0, "status"), "undated");
    pship_table_free(all);
}
END_TEST

START_TEST(a_source_cannot_say_that_it_was_done_before_it_was)
{
    add_source(&set, "may", "May News", "2026-05-15");
    add_commitment("vague", "Vague", "2026-01-01", NULL, NULL);
    state(&set, "vague", "fulfilled", "2026", "may");
    scene_commit(&set);
    pship_table *before = list_as_of("2026-05-14", NULL, false);
    pship_table *after = list_as_of("2026-05-15", NULL, false);
    pship_table *nobody_had_said = list_as_of("2026-05-15", "2026-05-14", false);
    ck_assert_str_eq(cell(before, 0, "status"), "overdue");
    ck_assert_str_eq(cell(before, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(after, 0, "status"), "fulfilled");
    ck_assert_str_eq(cell(after, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(nobody_had_said, 0, "certainty"), "certain");
    pship_table_free(nobody_had_said);
    pship_table_free(after);
    pship_table_free(before);
}
END_TEST

START_TEST(the_longest_overdue_comes_first_then_by_due_date)
{
    add_commitment("b", "B", "2026-01-20", NULL, NULL);
    add_commitment("a", "A", "2026-01-20", NULL, NULL);
    add_commitment("c", "C", "2025-06", NULL, NULL);
    add_commitment("e", "E", "2027", NULL, NULL);
    add_commitment("d", "D", "2026-12-01", NULL, NULL);
    add_commitment("f", "F", NULL, NULL, NULL);
    scene_commit(&set);
    pship_table *list = list_as_of("2026-02-01", NULL, false);
    static const char *const order[] = {"c", "a", "b", "d", "e", "f"};
    for (int i = 0; i < 6; i++)
        ck_assert_str_eq(cell(list, i, "id"), order[i]);
    ck_assert_str_eq(cell(list, 0, "days_overdue"), "216");
    pship_table_free(list);
}
END_TEST

START_TEST(only_those_of_one_owner_are_listed_when_asked)
{
    project_lists();
    OK(pship_party_record(set.transaction, "agency", "ustda", NULL, NULL, err));
    add_commitment("other", "Other", "2026-03-01", "ustda", NULL);
    state(&set, "lists", "owner", "ustda", "trend");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-20", NULL, PSHIP_CERTAIN);
    pship_commitment_list_options options = PSHIP_COMMITMENT_LIST_OPTIONS_INIT;
    pship_table *list = NULL;
    options.owner = "economy-az";
    OK(pship_commitment_list(&list, view, &options, err));
    ck_assert_int_eq(pship_table_rows(list), 1);
    ck_assert_str_eq(cell(list, 0, "owner"), "economy-az; ustda");
    pship_table_free(list);
    options.owner = "ustda";
    OK(pship_commitment_list(&list, view, &options, err));
    ck_assert_int_eq(pship_table_rows(list), 2);
    pship_table_free(list);
    options.owner = "nobody";
    FAILS(pship_commitment_list(&list, view, &options, err), PSHIP_E_NOT_FOUND, "'nobody'");
    pship_view_free(view);
}
END_TEST

START_TEST(a_later_source_that_speaks_of_it_confirms_it)
{
    project_lists();
    add_source(&set, "june", "June News", "2026-06");
    state(&set, "lists", "stage", "plan", "june");
    scene_commit(&set);
    pship_table *seen = list_as_of("2026-05-20", NULL, true);
    pship_table *replay = list_as_of("2026-05-20", "2026-05-20", true);
    ck_assert_str_eq(cell(seen, 0, "last_confirmed"), "2026-06-30");
    ck_assert_str_eq(cell(seen, 0, "stage"), "plan");
    ck_assert_str_eq(cell(replay, 0, "last_confirmed"), "2026-02-10");
    ck_assert(empty_cell(replay, 0, "stage"));
    pship_table_free(replay);
    pship_table_free(seen);
}
END_TEST

START_TEST(nothing_is_overdue_before_the_first_due_day)
{
    project_lists();
    scene_commit(&set);
    static const char *const days[] = {"2025-01-01", "2026-02-09", "2026-02-10", "2026-05-10"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        pship_table *late = list_as_of(days[i], NULL, true);
        ck_assert_int_eq(pship_table_rows(late), 0);
        pship_table_free(late);
    }
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
    Suite *suite = suite_create("commitment");
    TCase *all = tcase_create("commitment");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, overdue_without_any_statement_that_it_was_not_done);
    tcase_add_test(all, a_commitment_arises_from_an_article);
    tcase_add_test(all, the_day_on_which_it_is_due_is_not_yet_late);
    tcase_add_test(all, a_rule_on_a_signature_that_nobody_has_published_has_no_date_yet);
    tcase_add_test(all, a_rule_on_a_contested_act_date_moves_both_bounds);
    tcase_add_test(all, a_rule_takes_the_earliest_act_of_its_type_and_the_month_end_is_clamped);
    tcase_add_test(all, a_rule_may_follow_another_rule_or_a_property_but_not_itself);
    tcase_add_test(all, acts_whose_dates_wait_for_each_other_come_to_an_end);
    tcase_add_test(all, what_was_done_given_up_or_never_dated_is_not_overdue);
    tcase_add_test(all, what_one_source_says_was_done_and_another_was_not_stays_overdue);
    tcase_add_test(all, done_by_one_source_undone_by_another_is_possible_in_either_order);
    tcase_add_test(all, due_on_a_day_and_due_on_none_is_possibly_overdue);
    tcase_add_test(all, a_rule_and_the_day_on_which_it_falls_say_the_same);
    tcase_add_test(all, a_preferred_rule_is_contested_by_another_day_but_not_by_its_own);
    tcase_add_test(all, the_surest_of_the_sources_that_name_the_agreement_of_an_act_counts);
    tcase_add_test(all, an_act_that_is_deprecated_dates_nothing);
    tcase_add_test(all, a_source_cannot_say_that_it_was_done_before_it_was);
    tcase_add_test(all, the_longest_overdue_comes_first_then_by_due_date);
    tcase_add_test(all, only_those_of_one_owner_are_listed_when_asked);
    tcase_add_test(all, a_later_source_that_speaks_of_it_confirms_it);
    tcase_add_test(all, nothing_is_overdue_before_the_first_due_day);
    suite_add_tcase(suite, all);
    return suite;
}
