#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void add_people(void)
{
    pship_party_fields party = PSHIP_PARTY_FIELDS_INIT;
    pship_person_fields person = PSHIP_PERSON_FIELDS_INIT;
    pship_office_fields office = PSHIP_OFFICE_FIELDS_INIT;
    pship_statement_options options = said_by("december");
    party.name = "Azerbaijan";
    OK(pship_party_record(set.transaction, "state", "az", &party, &options, err));
    office.title = "Minister of Economy";
    office.organisation = "az";
    OK(pship_office_record(set.transaction, "minister", &office, &options, err));
    person.name = "Mikayil Jabbarov";
    OK(pship_person_record(set.transaction, "jabbarov", &person, &options, err));
    options.from = "2026-01-10";
    OK(pship_office_hold(NULL, set.transaction, "jabbarov", "minister", &options, err));
}

static void add_group(void)
{
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_statement_options options = said_by("december");
    group.name = "Working Group";
    group.established = "2025-08-08";
    group.dissolved = "2026-02-28";
    OK(pship_working_group_record(set.transaction, "swg", &group, &options, err));
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", true, &options, err));
    event.title = "Conference";
    event.date = "2026-03";
    OK(pship_event_record(set.transaction, "conference", &event, &options, err));
}

static void add_owed(void)
{
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_figure_fields figure = PSHIP_FIGURE_FIELDS_INIT;
    pship_milestone_fields milestone = PSHIP_MILESTONE_FIELDS_INIT;
    pship_project_fields project = PSHIP_PROJECT_FIELDS_INIT;
    pship_statement_options options = said_by("december");
    commitment.text = "Adopt project lists";
    commitment.due = "3 months after signature of charter";
    OK(pship_commitment_record(set.transaction, "lists", &commitment, &options, err));
    milestone.commitment = "lists";
    milestone.due = "2026-04-01";
    OK(pship_milestone_record(set.transaction, "draft", &milestone, &options, err));
    project.name = "A railway";
    project.finish = "2026-04";
    OK(pship_project_record(set.transaction, "project", "railway", &project, &options, err));
    figure.measure = "Trade";
    figure.value = "1.365";
    figure.unit = "USD billion";
    figure.period = "2025";
    options.source = "march";
    OK(pship_figure_record(set.transaction, "trade", &figure, &options, err));
}

static void setup(void)
{
    scene_open(&set);
    add_source(&set, "december", "AzerNews", "2025-12-23");
    add_source(&set, "march", "Trend", "2026-03-13");
    add_agreement(&set, "charter", "Partnership_Charter", "december");
    add_act(&set, "c/o", "charter", "negotiation_opening", "2025-12-19", "december");
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", "march");
    add_people();
    add_group();
    add_owed();
    scene_commit(&set);
}

static void teardown(void)
{
    scene_close(&set);
}

static pship_table *compare(pship_view *before, pship_view *after)
{
    pship_table *table = NULL;
    OK(pship_comparison_list(&table, before, after, err));
    return table;
}

static pship_table *compare_days(const char *before, const char *after, pship_truth holding)
{
    pship_view *earlier = look(&set, before, NULL, holding);
    pship_view *later = look(&set, after, NULL, holding);
    pship_table *table = compare(earlier, later);
    pship_view_free(earlier);
    pship_view_free(later);
    return table;
}

static const char *sentence(const pship_table *table, const char *what)
{
    int64_t row = row_of(table, "what", what);
    return row < 0 ? "(no row)" : cell(table, row, "sentence");
}

START_TEST(a_status_that_changed_is_told_with_its_day_and_source)
{
    pship_table *table = compare_days("2026-01-15", "2026-02-11", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(table),
                     "what id other title before after date_before date sentence source");
    ck_assert_str_eq(sentence(table, "agreement"),
                     "Partnership_Charter: signed since 2026-02-10, in negotiation before "
                     "(Trend, 2026-03-13)");
    int64_t row = row_of(table, "what", "agreement");
    ck_assert_str_eq(cell(table, row, "id"), "charter");
    ck_assert_str_eq(cell(table, row, "before"), "in negotiation");
    ck_assert_str_eq(cell(table, row, "after"), "signed");
    ck_assert_str_eq(cell(table, row, "date"), "2026-02-10");
    ck_assert_str_eq(cell(table, row, "source"), "march");
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
}
END_TEST

START_TEST(what_begins_and_what_ends_is_told_too)
{
    pship_table *table = compare_days("2025-12-23", "2026-06-01", PSHIP_CERTAIN);
    ck_assert_str_eq(sentence(table, "commitment"),
                     "Adopt project lists: overdue, due 2026-05-10, pending before "
                     "(AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "milestone"),
                     "draft: overdue, due 2026-04-01, pending before (AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "project"),
                     "A railway: overdue, promised for 2026-04, planned before "
                     "(AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "working_group"),
                     "Working Group: dissolved, established 2025-08-08, active before "
                     "(AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "seat"),
                     "Working Group, Azerbaijan: no longer listed, chair before "
                     "(AzerNews, 2025-12-23)");
    ck_assert_str_eq(
        sentence(table, "office"),
        "Mikayil Jabbarov, Minister of Economy: held from 2026-01-10, not listed before "
        "(AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "event"),
                     "Conference: held on 2026-03, to come before (AzerNews, 2025-12-23)");
    ck_assert_str_eq(sentence(table, "figure"), "(no row)"); /* the same on both days */
    int64_t seat = row_of(table, "what", "seat");
    ck_assert_str_eq(cell(table, seat, "other"), "az");
    ck_assert(empty_cell(table, seat, "after"));
    ck_assert(empty_cell(table, row_of(table, "what", "office"), "before"));
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_only_possible_says_so)
{
    pship_table *table = compare_days("2026-02-20", "2026-03-15", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, row_of(table, "what", "event"), "after"), "possibly held");
    ck_assert_str_eq(cell(table, row_of(table, "what", "event"), "before"), "to come");
    pship_table_free(table);
}
END_TEST

START_TEST(two_cutoffs_tell_what_became_known)
{
    pship_view *before = look(&set, "2026-04-01", "2026-01-01", PSHIP_CERTAIN);
    pship_view *after = look(&set, "2026-04-01", "2026-04-01", PSHIP_CERTAIN);
    pship_table *table = compare(before, after);
    ck_assert_str_eq(cell(table, row_of(table, "what", "agreement"), "after"), "signed");
    ck_assert_str_eq(sentence(table, "figure"),
                     "Trade: 1.365 USD billion for 2025, not listed before (Trend, 2026-03-13)");
    /* No signature was known, so that the due date had no day. */
    ck_assert_str_eq(cell(table, row_of(table, "what", "commitment"), "before"), "undated");
    pship_table_free(table);
    pship_view_free(before);
    pship_view_free(after);
}
END_TEST

START_TEST(a_view_does_not_differ_from_itself)
{
    pship_table *table = compare_days("2026-03-13", "2026-03-13", PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

/* A scene of its own, to which nothing else is added. */
static void reopen(void)
{
    scene_close(&set);
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "notes", "Trend", "2024-01-01");
}

START_TEST(a_day_that_was_moved_is_told_though_the_state_is_the_same)
{
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    reopen();
    add_source(&set, "later", "Azertac", "2025-01-01");
    options.source = "notes";
    commitment.text = "Build it";
    commitment.due = "2026-02";
    OK(pship_commitment_record(set.transaction, "build", &commitment, &options, err));
    options.source = "later";
    options.rank = PSHIP_RANK_PREFERRED;
    options.reason = "extended";
    OK(pship_statement_assert_text(NULL, set.transaction, "build", "due", "2027-06", NULL, &options,
                                   err));
    scene_commit(&set);
    pship_view *before = look(&set, "2025-06-01", "2024-06-01", PSHIP_CERTAIN);
    pship_view *after = look(&set, "2025-06-01", "2025-06-01", PSHIP_CERTAIN);
    pship_table *table = compare(before, after);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "sentence"),
                     "Build it: pending (contested), due 2027-06, pending, due 2026-02 before "
                     "(Trend, 2024-01-01)");
    ck_assert_str_eq(cell(table, 0, "date_before"), "2026-02");
    ck_assert_str_eq(cell(table, 0, "date"), "2027-06");
    pship_table_free(table);
    pship_view_free(before);
    pship_view_free(after);
}
END_TEST

START_TEST(two_seats_of_one_member_are_each_compared_with_itself)
{
    pship_statement_options options = said_by("notes");
    reopen();
    OK(pship_working_group_record(set.transaction, "g", NULL, &options, err));
    OK(pship_party_record(set.transaction, "state", "az", NULL, &options, err));
    options.until = "2025-01-01";
    OK(pship_working_group_seat(NULL, set.transaction, "g", "az", true, &options, err));
    options.until = NULL;
    OK(pship_working_group_seat(NULL, set.transaction, "g", "az", false, &options, err));
    scene_commit(&set);
    pship_table *table = compare_days("2024-06-01", "2025-06-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "sentence"),
                     "g, az: no longer listed, chair before (Trend, 2024-01-01)");
    pship_table_free(table);
    table = compare_days("2025-06-01", "2024-06-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 1);
    ck_assert_str_eq(cell(table, 0, "after"), "chair");
    pship_table_free(table);
}
END_TEST

START_TEST(both_directions_tell_of_the_same_things)
{
    pship_table *there = compare_days("2025-12-23", "2026-06-01", PSHIP_CERTAIN);
    pship_table *back = compare_days("2026-06-01", "2025-12-23", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(there), pship_table_rows(back));
    for (int64_t row = 0; row < pship_table_rows(there); row++) {
        ck_assert_str_eq(cell(there, row, "id"), cell(back, row, "id"));
        ck_assert_str_eq(cell(there, row, "before"), cell(back, row, "after"));
        ck_assert_str_eq(cell(there, row, "after"), cell(back, row, "before"));
    }
    pship_table_free(there);
    pship_table_free(back);
}
END_TEST

START_TEST(it_needs_its_arguments)
{
    pship_view *view = look(&set, "2026-01-15", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_comparison_list(NULL, view, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_comparison_list(&table, NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_comparison_list(&table, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("comparison");
    TCase *tests = tcase_create("comparison");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_status_that_changed_is_told_with_its_day_and_source);
    tcase_add_test(tests, what_begins_and_what_ends_is_told_too);
    tcase_add_test(tests, what_is_only_possible_says_so);
    tcase_add_test(tests, two_cutoffs_tell_what_became_known);
    tcase_add_test(tests, a_view_does_not_differ_from_itself);
    tcase_add_test(tests, a_day_that_was_moved_is_told_though_the_state_is_the_same);
    tcase_add_test(tests, two_seats_of_one_member_are_each_compared_with_itself);
    tcase_add_test(tests, both_directions_tell_of_the_same_things);
    tcase_add_test(tests, it_needs_its_arguments);
    suite_add_tcase(suite, tests);
    return suite;
}
