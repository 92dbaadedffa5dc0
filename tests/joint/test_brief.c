#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;

static void add_names(void)
{
    pship_party_fields party = PSHIP_PARTY_FIELDS_INIT;
    pship_person_fields person = PSHIP_PERSON_FIELDS_INIT;
    pship_office_fields office = PSHIP_OFFICE_FIELDS_INIT;
    pship_statement_options options = said_by("december");
    party.name = "Azerbaijan";
    OK(pship_party_record(set.transaction, "state", "az", &party, &options, err));
    party.name = "United States";
    OK(pship_party_record(set.transaction, "state", "us", &party, &options, err));
    office.title = "Minister of Economy";
    office.organisation = "az";
    OK(pship_office_record(set.transaction, "minister", &office, &options, err));
    person.name = "Mikayil Jabbarov";
    OK(pship_person_record(set.transaction, "jabbarov", &person, &options, err));
    OK(pship_office_hold(NULL, set.transaction, "jabbarov", "minister", &options, err));
}

static void add_agreements(void)
{
    add_agreement(&set, "charter", "Strategic Partnership Charter", "december");
    state(&set, "charter", "party", "az", "december");
    state(&set, "charter", "party", "us", "december");
    add_act(&set, "c/o", "charter", "negotiation_opening", "2025-12-19", "december");
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", "march");
    add_agreement(&set, "old", "An old treaty", NULL);
    add_act(&set, "o/f", "old", "entry_into_force", "1994-12-12", NULL);
    add_agreement(&set, "ended", "An ended treaty", NULL);
    add_act(&set, "e/t", "ended", "termination", "2001", NULL);
}

static void add_work(void)
{
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    pship_event_fields event = PSHIP_EVENT_FIELDS_INIT;
    pship_commitment_fields commitment = PSHIP_COMMITMENT_FIELDS_INIT;
    pship_statement_options december = said_by("december"), march = said_by("march");
    const char *owners[] = {"az", "us"};
    group.name = "Strategic Working Group";
    group.established = "2025-08-08";
    OK(pship_working_group_record(set.transaction, "swg", &group, &december, err));
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", true, &december, err));
    event.title = "First meeting";
    event.date = "2025-12-19";
    event.group = "swg";
    event.participants = owners;
    event.participant_count = 2;
    OK(pship_event_record(set.transaction, "m1", &event, &december, err));
    event.title = "Conference";
    event.date = "2026-03-10";
    event.group = NULL;
    OK(pship_event_record(set.transaction, "conference", &event, &march, err));
    commitment.text = "Adopt project lists";
    commitment.due = "3 months after signature of charter";
    commitment.owners = owners;
    commitment.owner_count = 2;
    OK(pship_commitment_record(set.transaction, "lists", &commitment, &march, err));
    commitment.text = "Build a platform";
    commitment.due = "2030";
    OK(pship_commitment_record(set.transaction, "platform", &commitment, &march, err));
}

static void add_figures(void)
{
    pship_figure_fields figure = PSHIP_FIGURE_FIELDS_INIT;
    pship_statement_options december = said_by("december"), march = said_by("march");
    figure.measure = "Trade";
    figure.about = "az";
    figure.value = "1.365";
    figure.unit = "USD billion";
    OK(pship_figure_record(set.transaction, "trade", &figure, &december, err));
    figure.value = "1.5";
    OK(pship_figure_record(set.transaction, "trade", &figure, &march, err));
    state(&set, "c/s", "date", "2026-02-11", "december");
}

static void story(void)
{
    add_source(&set, "december", "Caliber", "2025-12-23");
    add_source(&set, "march", "AzerNews", "2026-03-13");
    add_names();
    add_agreements();
    add_work();
    add_figures();
    scene_commit(&set);
}

static pship_table *section(const pship_brief *brief, const char *name)
{
    for (int32_t i = 0; i < pship_brief_sections(brief); i++) {
        if (strcmp(pship_brief_name(brief, i), name) == 0)
            return pship_brief_table(brief, i);
    }
    ck_abort_msg("there is no section '%s'", name);
    return NULL;
}

static pship_brief *brief_as_of(const char *as_of, const char *published_by, const char *since)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_brief_options options = PSHIP_BRIEF_OPTIONS_INIT;
    pship_brief *brief = NULL;
    options.since = day(since);
    OK(pship_brief_build(&brief, view, &options, err));
    pship_view_free(view);
    return brief;
}

static const char *summary_of(const pship_brief *brief, const char *item)
{
    const pship_table *summary = section(brief, "summary");
    int64_t row = row_of(summary, "item", item);
    return row < 0 ? "missing" : cell(summary, row, "value");
}

START_TEST(the_sections_are_there_in_their_order_with_headings)
{
    static const char *const names[] = {"summary",   "agreements", "changes", "working_groups",
                                        "seats",     "meetings",   "overdue", "commitments",
                                        "events",    "parties",    "persons", "figures",
                                        "contested", "timeline"};
    story();
    pship_brief *brief = brief_as_of("2026-05-20", NULL, "2026-01-01");
    ck_assert_int_eq(pship_brief_sections(brief), 14);
    for (int32_t i = 0; i < 14; i++) {
        ck_assert_str_eq(pship_brief_name(brief, i), names[i]);
        ck_assert_uint_gt(strlen(pship_brief_heading(brief, i)), 3);
        ck_assert_int_gt(pship_table_rows(pship_brief_table(brief, i)), 0);
    }
    ck_assert_ptr_null(pship_brief_name(brief, 14));
    ck_assert_ptr_null(pship_brief_heading(brief, -1));
    ck_assert_ptr_null(pship_brief_table(brief, 14));
    pship_brief_free(brief);
}
END_TEST

START_TEST(a_brief_that_is_not_there_has_no_sections)
{
    ck_assert_int_eq(pship_brief_sections(NULL), 0);
    ck_assert_ptr_null(pship_brief_name(NULL, 0));
    ck_assert_ptr_null(pship_brief_heading(NULL, 0));
    ck_assert_ptr_null(pship_brief_table(NULL, 0));
    pship_brief_free(NULL);
}
END_TEST

START_TEST(names_stand_where_ids_are_and_sources_are_readable)
{
    story();
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    const pship_table *agreements = section(brief, "agreements");
    int64_t row = row_of(agreements, "id", "charter");
    ck_assert_str_eq(cell(agreements, row, "parties"), "Azerbaijan; United States");
    ck_assert_str_eq(cell(agreements, row, "title"), "Strategic Partnership Charter");
    row = row_of(agreements, "id", "old");
    ck_assert_str_eq(cell(agreements, row, "source"), "the register");
    ck_assert(empty_cell(agreements, row, "source_id"));
    const pship_table *overdue = section(brief, "overdue");
    ck_assert_int_eq(pship_table_rows(overdue), 1);
    ck_assert_str_eq(cell(overdue, 0, "owner"), "Azerbaijan; United States");
    ck_assert_str_eq(cell(overdue, 0, "owner_id"), "az; us");
    ck_assert_str_eq(cell(overdue, 0, "due"), "2026-05-10/2026-05-11");
    ck_assert_str_eq(cell(overdue, 0, "days_overdue"), "9");
    ck_assert_str_eq(cell(overdue, 0, "source"), "AzerNews, 2026-03-13");
    ck_assert_str_eq(cell(overdue, 0, "source_id"), "march");
    ck_assert_str_eq(cell(overdue, 0, "source_title"), "An article");
    const pship_table *persons = section(brief, "persons");
    ck_assert_str_eq(cell(persons, 0, "office"), "Minister of Economy");
    ck_assert_str_eq(cell(persons, 0, "organisation"), "Azerbaijan");
    const pship_table *seats = section(brief, "seats");
    ck_assert_str_eq(cell(seats, 0, "group"), "Strategic Working Group");
    ck_assert_str_eq(cell(seats, 0, "member"), "Azerbaijan");
    const pship_table *meetings = section(brief, "meetings");
    ck_assert_str_eq(cell(meetings, 0, "participants"), "Azerbaijan; United States");
    pship_brief_free(brief);
}
END_TEST

START_TEST(what_is_in_force_comes_first_and_what_is_over_last)
{
    story();
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    const pship_table *agreements = section(brief, "agreements");
    static const char *const order[] = {"in_force", "signed", "terminated"};
    ck_assert_int_eq(pship_table_rows(agreements), 3);
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(cell(agreements, i, "status"), order[i]);
    pship_brief_free(brief);
}
END_TEST

START_TEST(the_sections_agree_with_the_lists_and_the_summary_with_the_sections)
{
    story();
    pship_view *view = look(&set, "2026-05-20", NULL, PSHIP_CERTAIN);
    pship_table *commitments = NULL, *events = NULL, *timeline = NULL;
    OK(pship_commitment_list(&commitments, view, NULL, err));
    OK(pship_event_list(&events, view, err));
    OK(pship_timeline_list(&timeline, view, err));
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    ck_assert_int_eq(pship_table_rows(section(brief, "overdue")) +
                         pship_table_rows(section(brief, "commitments")),
                     pship_table_rows(commitments));
    ck_assert_int_eq(pship_table_rows(section(brief, "meetings")) +
                         pship_table_rows(section(brief, "events")),
                     pship_table_rows(events));
    ck_assert_int_eq(pship_table_rows(section(brief, "timeline")), pship_table_rows(timeline));
    ck_assert_str_eq(summary_of(brief, "as_of"), "2026-05-20");
    ck_assert_str_eq(summary_of(brief, "published_by"), "any day");
    ck_assert_str_eq(summary_of(brief, "changes_since"), "2026-02-19");
    ck_assert_str_eq(summary_of(brief, "agreements"), "3");
    ck_assert_str_eq(summary_of(brief, "agreements_signed"), "1");
    ck_assert_str_eq(summary_of(brief, "agreements_announced"), "missing");
    ck_assert_str_eq(summary_of(brief, "working_groups_active"), "1");
    ck_assert_str_eq(summary_of(brief, "meetings_held"), "1");
    ck_assert_str_eq(summary_of(brief, "commitments"), "2");
    ck_assert_str_eq(summary_of(brief, "commitments_overdue"), "1");
    ck_assert_str_eq(summary_of(brief, "commitments_pending"), "1");
    ck_assert_str_eq(summary_of(brief, "next_due"), "2030");
    ck_assert_str_eq(summary_of(brief, "next_due_commitment"), "Build a platform");
    ck_assert_str_eq(summary_of(brief, "contested"), "2");
    pship_brief_free(brief);
    pship_table_free(timeline);
    pship_table_free(events);
    pship_table_free(commitments);
    pship_view_free(view);
}
END_TEST

START_TEST(contested_facts_are_named_with_their_values_and_sources)
{
    story();
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    const pship_table *contested = section(brief, "contested");
    ck_assert_int_eq(pship_table_rows(contested), 4);
    int64_t row = row_of(contested, "subject_id", "c/s");
    ck_assert_str_eq(cell(contested, row, "subject"), "signature: Strategic Partnership Charter");
    ck_assert_str_eq(cell(contested, row, "property"), "date");
    ck_assert_str_eq(cell(contested, row, "value"), "2026-02-10");
    ck_assert_str_eq(cell(contested, row, "source"), "AzerNews, 2026-03-13");
    ck_assert_str_eq(cell(contested, row, "undecided"), "true");
    ck_assert_str_eq(cell(contested, row + 1, "value"), "2026-02-11");
    row = row_of(contested, "subject_id", "trade");
    ck_assert_str_eq(cell(contested, row, "subject"), "Trade");
    const pship_table *figures = section(brief, "figures");
    ck_assert(empty_cell(figures, 0, "value"));
    ck_assert_str_eq(cell(figures, 0, "about"), "Azerbaijan");
    pship_brief_free(brief);
}
END_TEST

START_TEST(a_brief_of_december_knows_nothing_of_march)
{
    story();
    pship_brief *brief = brief_as_of("2025-12-23", "2025-12-23", NULL);
    const pship_table *agreements = section(brief, "agreements");
    int64_t row = row_of(agreements, "id", "charter");
    ck_assert_str_eq(cell(agreements, row, "status"), "in_negotiation");
    ck_assert_int_eq(pship_table_rows(section(brief, "events")), 0);
    ck_assert_int_eq(pship_table_rows(section(brief, "overdue")), 0);
    ck_assert_int_eq(pship_table_rows(section(brief, "contested")), 0);
    ck_assert_str_eq(cell(section(brief, "figures"), 0, "value"), "1.365");
    ck_assert_str_eq(summary_of(brief, "published_by"), "2025-12-23");
    ck_assert_str_eq(summary_of(brief, "next_due"), "missing");
    const pship_table *changes = section(brief, "changes");
    ck_assert_int_eq(pship_table_rows(changes), 1);
    ck_assert_str_eq(cell(changes, 0, "status_before"), "not_begun");
    ck_assert_str_eq(cell(changes, 0, "status_after"), "in_negotiation");
    pship_brief_free(brief);
}
END_TEST

START_TEST(changes_are_those_since_the_day_that_is_asked_for)
{
    story();
    pship_brief *all = brief_as_of("2026-05-20", NULL, "1990-01-01");
    pship_brief *none = brief_as_of("2026-05-20", NULL, "2026-05-20");
    ck_assert_int_eq(pship_table_rows(section(all, "changes")), 4);
    ck_assert_int_eq(pship_table_rows(section(none, "changes")), 0);
    ck_assert_str_eq(summary_of(all, "changes_since"), "1990-01-01");
    ck_assert_str_eq(cell(section(all, "changes"), 0, "title"), "An old treaty");
    pship_brief_free(none);
    pship_brief_free(all);
}
END_TEST

START_TEST(an_empty_register_has_a_brief_of_empty_sections)
{
    scene_commit(&set);
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    for (int32_t i = 1; i < pship_brief_sections(brief); i++)
        ck_assert_int_eq(pship_table_rows(pship_brief_table(brief, i)), 0);
    ck_assert_str_eq(summary_of(brief, "agreements"), "0");
    pship_brief_free(brief);
    pship_brief_free(NULL);
}
END_TEST

START_TEST(a_table_outlives_the_brief_that_lent_it)
{
    story();
    pship_brief *brief = brief_as_of("2026-05-20", NULL, NULL);
    pship_table *kept = pship_table_share(section(brief, "parties"));
    pship_brief_free(brief);
    ck_assert_str_eq(cell(kept, 0, "name"), "Azerbaijan");
    pship_table_free(kept);
}
END_TEST

START_TEST(wrong_arguments_are_refused)
{
    pship_brief_options options = PSHIP_BRIEF_OPTIONS_INIT;
    pship_brief *brief = NULL;
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-20", NULL, PSHIP_CERTAIN);
    FAILS(pship_brief_build(&brief, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    options.size = 1;
    FAILS(pship_brief_build(&brief, view, &options, err), PSHIP_E_ARGUMENT, "pship_brief_options");
    ck_assert_ptr_null(brief);
    ck_assert_int_eq(pship_brief_options_init().since, PSHIP_DAY_NONE);
    pship_view_free(view);
}
END_TEST

/* ---- memory */

typedef struct meter {
    size_t live;
    int64_t left;
} meter;

static meter with;

static void *measured(void *user, void *pointer, size_t bytes)
{
    meter *count = user;
    if (bytes == 0) {
        count->live -= pointer != NULL;
        free(pointer);
        return NULL;
    }
    if (count->left == 0)
        return NULL;
    if (count->left > 0)
        count->left--;
    void *made = realloc(pointer, bytes);
    count->live += made != NULL && pointer == NULL;
    return made;
}

START_TEST(a_brief_survives_the_refusal_of_each_allocation)
{
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    scene_close(&set);
    memset(&set, 0, sizeof set);
    with = (meter){0, -1};
    options.allocate = measured;
    options.allocate_user = &with;
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
    story();
    size_t live = with.live;
    int64_t refused = 0;
    for (;; refused++) {
        pship_error told = PSHIP_ERROR_INIT;
        pship_brief *brief = NULL;
        /* A view keeps what it has read: each brief is built of a new one. */
        pship_view *view = look(&set, "2026-05-20", NULL, PSHIP_CERTAIN);
        with.left = refused;
        pship_result result = pship_brief_build(&brief, view, NULL, &told);
        with.left = -1;
        pship_view_free(view);
        if (result == PSHIP_OK) {
            pship_brief_free(brief);
            break;
        }
        ck_assert_str_eq(pship_result_name(result), "PSHIP_E_MEMORY");
        ck_assert_ptr_null(brief);
        ck_assert_uint_eq(with.live, live);
    }
    ck_assert_int_gt(refused, 100);
    ck_assert_uint_eq(with.live, live);
    pship_context_free(set.context);
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
    Suite *suite = suite_create("brief");
    TCase *all = tcase_create("brief");
    tcase_set_timeout(all, 60);
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, the_sections_are_there_in_their_order_with_headings);
    tcase_add_test(all, names_stand_where_ids_are_and_sources_are_readable);
    tcase_add_test(all, what_is_in_force_comes_first_and_what_is_over_last);
    tcase_add_test(all, the_sections_agree_with_the_lists_and_the_summary_with_the_sections);
    tcase_add_test(all, contested_facts_are_named_with_their_values_and_sources);
    tcase_add_test(all, a_brief_of_december_knows_nothing_of_march);
    tcase_add_test(all, changes_are_those_since_the_day_that_is_asked_for);
    tcase_add_test(all, an_empty_register_has_a_brief_of_empty_sections);
    tcase_add_test(all, a_table_outlives_the_brief_that_lent_it);
    tcase_add_test(all, wrong_arguments_are_refused);
    tcase_add_test(all, a_brief_survives_the_refusal_of_each_allocation);
    tcase_add_test(all, a_brief_that_is_not_there_has_no_sections);
    suite_add_tcase(suite, all);
    return suite;
}
