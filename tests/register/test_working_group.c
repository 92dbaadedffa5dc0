#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;

static void add_group(const char *id, const char *established, const char *established_by,
                      const char *source)
{
    pship_working_group_fields fields = PSHIP_WORKING_GROUP_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.name = "Strategic Working Group";
    fields.mandate = "Draft the charter";
    fields.established = established;
    fields.established_by = established_by;
    OK(pship_working_group_record(set.transaction, id, &fields, &options, err));
}

static void add_meeting(const char *id, const char *group, const char *date, const char *source)
{
    pship_event_fields fields = PSHIP_EVENT_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.title = "A meeting";
    fields.date = date;
    fields.group = group;
    OK(pship_event_record(set.transaction, id, &fields, &options, err));
}

static void seat(const char *group, const char *member, bool chair, const char *from,
                 const char *until)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    options.from = from;
    options.until = until;
    OK(pship_working_group_seat(NULL, set.transaction, group, member, chair, &options, err));
}

static void add_parties(void)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    fields.name = "Azerbaijan";
    OK(pship_party_record(set.transaction, "state", "az", &fields, NULL, err));
    fields.name = "United States";
    OK(pship_party_record(set.transaction, "state", "us", &fields, NULL, err));
}

static pship_table *groups_as_of(const char *as_of, const char *published_by)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_working_group_list(&table, view, err));
    pship_view_free(view);
    return table;
}

static pship_table *seats_as_of(const char *as_of, const char *group)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_working_group_members(&table, view, group, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_group_is_active_from_its_establishment_to_its_last_day)
{
    add_group("swg", "2025-08-08", NULL, NULL);
    state(&set, "swg", "dissolved", "2026-02-10", NULL);
    scene_commit(&set);
    static const struct {
        const char *as_of, *status;
    } cases[] = {{"2025-08-08", "active"}, {"2026-02-10", "active"}, {"2026-02-11", "dissolved"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_table *groups = groups_as_of(cases[i].as_of, NULL);
        ck_assert_int_eq(pship_table_rows(groups), 1);
        ck_assert_str_eq(cell(groups, 0, "status"), cases[i].status);
        ck_assert_str_eq(cell(groups, 0, "certainty"), "certain");
        pship_table_free(groups);
    }
    pship_table *before = groups_as_of("2025-08-07", NULL);
    ck_assert_int_eq(pship_table_rows(before), 0);
    pship_table_free(before);
}
END_TEST

START_TEST(ended_2026_is_not_surely_over_on_its_last_day)
{
    add_group("swg", "2025-08-08", NULL, NULL);
    state(&set, "swg", "dissolved", "2026", NULL);
    scene_commit(&set);
    pship_table *last_day = groups_as_of("2026-12-31", NULL);
    pship_table *day_after = groups_as_of("2027-01-01", NULL);
    ck_assert_str_eq(cell(last_day, 0, "status"), "active");
    ck_assert_str_eq(cell(last_day, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(day_after, 0, "status"), "dissolved");
    ck_assert_str_eq(cell(day_after, 0, "certainty"), "certain");
    pship_table_free(day_after);
    pship_table_free(last_day);
}
END_TEST

START_TEST(a_dissolution_published_later_leaves_the_end_open_in_january)
{
    add_source(&set, "december", "Caliber", "2025-12-23");
    add_source(&set, "march", "AzerNews", "2026-03-13");
    add_group("swg", "2025-08", NULL, "december");
    state(&set, "swg", "dissolved", "2026-01-10", "march");
    scene_commit(&set);
    pship_table *replay = groups_as_of("2026-01-15", "2026-01-15");
    pship_table *today = groups_as_of("2026-01-15", NULL);
    ck_assert_str_eq(cell(replay, 0, "status"), "active");
    ck_assert(empty_cell(replay, 0, "dissolved"));
    ck_assert_str_eq(cell(today, 0, "status"), "dissolved");
    pship_table_free(today);
    pship_table_free(replay);
}
END_TEST

START_TEST(a_group_is_foreseen_once_the_agreement_that_sets_it_up_has_begun)
{
    add_agreement(&set, "charter", "Charter", NULL);
    add_act(&set, "c/s", "charter", "signature", "2026-02-10", NULL);
    add_group("energy", NULL, "charter", NULL);
    add_group("trade", "2026-09-01", "charter", NULL);
    add_group("vague", NULL, NULL, NULL);
    scene_commit(&set);
    pship_table *before = groups_as_of("2026-02-09", NULL);
    ck_assert_int_eq(pship_table_rows(before), 1);
    ck_assert_str_eq(cell(before, 0, "id"), "vague");
    pship_table *after = groups_as_of("2026-02-10", NULL);
    ck_assert_int_eq(pship_table_rows(after), 3);
    ck_assert_str_eq(cell(after, 0, "status"), "foreseen");
    ck_assert_str_eq(cell(after, 0, "established_by"), "charter");
    ck_assert_str_eq(cell(after, 1, "status"), "foreseen");
    pship_table_free(after);
    pship_table_free(before);
}
END_TEST

START_TEST(meetings_are_counted_once_held_and_a_group_that_met_is_active)
{
    add_group("swg", NULL, NULL, NULL);
    add_meeting("m1", "swg", "2025-12-19", NULL);
    add_meeting("m2", "swg", "2026-02", NULL);
    add_meeting("m3", "swg", "2026-09-01", NULL);
    scene_commit(&set);
    pship_table *groups = groups_as_of("2026-02-10", NULL);
    ck_assert_str_eq(columns_of(groups),
                     "id name mandate status established established_by "
                     "part_of dissolved chairs members focal_points meetings last_meeting "
                     "certainty contested source");
    ck_assert_str_eq(cell(groups, 0, "status"), "active");
    ck_assert_str_eq(cell(groups, 0, "meetings"), "1");
    ck_assert_str_eq(cell(groups, 0, "last_meeting"), "2025-12-19");
    pship_table_free(groups);
    groups = groups_as_of("2026-03-01", NULL);
    ck_assert_str_eq(cell(groups, 0, "meetings"), "2");
    ck_assert_str_eq(cell(groups, 0, "last_meeting"), "2026-02");
    pship_table_free(groups);
    pship_view *view = look(&set, "2026-02-10", NULL, PSHIP_CERTAIN);
    pship_table *meetings = NULL;
    OK(pship_working_group_meetings(&meetings, view, "swg", err));
    ck_assert_str_eq(columns_of(meetings), "group meeting title date date_earliest date_latest "
                                           "place format participants topics agenda held contested "
                                           "source");
    static const char *const held[] = {"certain", "possible", "no"};
    ck_assert_int_eq(pship_table_rows(meetings), 3);
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(cell(meetings, i, "held"), held[i]);
    pship_table_free(meetings);
    pship_view_free(view);
}
END_TEST

static const char *meetings_of(const char *group, const char *published_by)
{
    pship_table *groups = groups_as_of("2026-03-01", published_by);
    const char *count = cell(groups, row_of(groups, "id", group), "meetings");
    pship_table_free(groups);
    return count;
}

START_TEST(a_meeting_counts_once_for_the_group_that_its_best_statement_names)
{
    pship_statement_options options = said_by("two");
    add_source(&set, "one", "One", "2025-12-23");
    add_source(&set, "two", "Two", "2026-02-13");
    add_group("swg", NULL, NULL, "one");
    add_group("tariffs", NULL, NULL, "one");
    add_meeting("told-twice", "swg", "2025-12-19", "one");
    state(&set, "told-twice", "group", "swg", "two");
    add_meeting("moved", "swg", "2025-12-20", "one");
    options.rank = PSHIP_RANK_PREFERRED;
    OK(pship_statement_assert_text(NULL, set.transaction, "moved", "group", "tariffs", NULL,
                                   &options, err));
    scene_commit(&set);
    ck_assert_str_eq(meetings_of("swg", "2025-12-31"), "2");
    ck_assert_str_eq(meetings_of("tariffs", "2025-12-31"), "0");
    ck_assert_str_eq(meetings_of("swg", NULL), "1");
    ck_assert_str_eq(meetings_of("tariffs", NULL), "1");
}
END_TEST

/* Counts what is asked for: without it, only the clock would tell. */
static void *counted(void *user, void *pointer, size_t bytes)
{
    *(size_t *)user += bytes;
    if (bytes > 0)
        return realloc(pointer, bytes);
    free(pointer);
    return NULL;
}

static size_t bytes_to_list(int groups)
{
    static size_t total; /* counted until the scene is closed */
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.allocate = counted;
    options.allocate_user = &total;
    scene_close(&set);
    memset(&set, 0, sizeof set);
    OK(pship_context_new(&set.context, &options, err));
    scene_open(&set);
    for (int i = 0; i < groups; i++) {
        char group[16], meeting[16];
        (void)snprintf(group, sizeof group, "g%d", i);
        (void)snprintf(meeting, sizeof meeting, "m%d", i);
        add_group(group, NULL, NULL, NULL);
        add_meeting(meeting, group, "2025-12-19", NULL);
    }
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    size_t before = total;
    OK(pship_working_group_list(&table, view, err));
    size_t taken = total - before;
    ck_assert_int_eq(pship_table_rows(table), groups);
    pship_table_free(table);
    pship_view_free(view);
    pship_context_free(set.context);
    return taken;
}

START_TEST(a_group_costs_the_same_beside_many_others_with_meetings)
{
    size_t few = bytes_to_list(40), many = bytes_to_list(400);
    ck_assert_uint_lt(many, few * 20);
}
END_TEST

START_TEST(a_member_seat_ends_with_the_dissolved_group)
{
    add_parties();
    add_group("swg", "2025-08-08", NULL, NULL);
    state(&set, "swg", "dissolved", "2026-02-10", NULL);
    seat("swg", "az", true, "2025-08-08", NULL);
    seat("swg", "us", false, "2025-09-01", "2025-12-31");
    scene_commit(&set);
    pship_table *seats = seats_as_of("2025-12-31", "swg");
    ck_assert_str_eq(
        columns_of(seats),
        "group member kind name role side on_behalf_of from until ended_by last_confirmed "
        "certainty source");
    ck_assert_int_eq(pship_table_rows(seats), 2);
    ck_assert_str_eq(cell(seats, 0, "member"), "az");
    ck_assert_str_eq(cell(seats, 0, "name"), "Azerbaijan");
    ck_assert_str_eq(cell(seats, 0, "kind"), "state");
    ck_assert_str_eq(cell(seats, 0, "role"), "chair");
    ck_assert_str_eq(cell(seats, 0, "until"), "2026-02-10");
    ck_assert_str_eq(cell(seats, 1, "role"), "member");
    ck_assert_str_eq(cell(seats, 1, "until"), "2025-12-31");
    pship_table_free(seats);
    seats = seats_as_of("2026-02-10", NULL);
    ck_assert_int_eq(pship_table_rows(seats), 1);
    pship_table_free(seats);
    seats = seats_as_of("2026-02-11", NULL);
    ck_assert_int_eq(pship_table_rows(seats), 0);
    pship_table_free(seats);
    seats = seats_as_of("2025-08-07", NULL);
    ck_assert_int_eq(pship_table_rows(seats), 0);
    pship_table_free(seats);
}
END_TEST

START_TEST(a_seat_in_a_group_whose_end_has_no_last_day_keeps_its_own)
{
    add_parties();
    add_group("swg", "2025-08-08", NULL, NULL);
    state(&set, "swg", "dissolved", "2026-05/..", NULL);
    seat("swg", "az", true, "2025-08-08", "2026-12-31");
    seat("swg", "us", false, "2025-08-08", NULL);
    scene_commit(&set);
    pship_table *seats = seats_as_of("2026-04-30", "swg");
    ck_assert_int_eq(pship_table_rows(seats), 2);
    ck_assert_str_eq(cell(seats, 0, "until"), "2026-12-31");
    ck_assert_str_eq(cell(seats, 1, "until"), "2026-05/..");
    pship_table_free(seats);
}
END_TEST

START_TEST(an_open_seat_checked_in_december_is_still_certain_in_march)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    add_parties();
    add_group("swg", "2025-08-08", NULL, NULL);
    options.from = "2025-08-08";
    options.last_confirmed = "2025-12-23";
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", false, &options, err));
    scene_commit(&set);
    pship_table *seats = seats_as_of("2026-03-13", "swg");
    ck_assert_int_eq(pship_table_rows(seats), 1);
    ck_assert_str_eq(cell(seats, 0, "certainty"), "certain");
    ck_assert_str_eq(cell(seats, 0, "last_confirmed"), "2025-12-23");
    ck_assert_str_eq(cell(seats, 0, "until"), "..");
    pship_table_free(seats);
}
END_TEST

START_TEST(a_seat_that_two_sources_tell_of_is_one_seat)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    add_parties();
    add_source(&set, "one", "One", "2025-12-23");
    add_source(&set, "two", "Two", "2026-03-13");
    add_group("swg", "2025-08-08", NULL, NULL);
    options.source = "one";
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", false, &options, err));
    options.source = "two";
    options.from = "2025-08-08";
    OK(pship_working_group_seat(NULL, set.transaction, "swg", "az", false, &options, err));
    scene_commit(&set);
    pship_table *seats = seats_as_of("2026-03-13", "swg"), *groups;
    ck_assert_int_eq(pship_table_rows(seats), 1);
    ck_assert_str_eq(cell(seats, 0, "from"), "2025-08-08");
    ck_assert_str_eq(cell(seats, 0, "last_confirmed"), "2026-03-13");
    groups = groups_as_of("2026-03-13", NULL);
    ck_assert_str_eq(cell(groups, 0, "members"), "az");
    ck_assert(empty_cell(groups, 0, "chairs"));
    pship_table_free(groups);
    pship_table_free(seats);
}
END_TEST

START_TEST(unknown_groups_are_refused)
{
    add_parties();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-03-13", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_working_group_members(&table, view, "swg", err), PSHIP_E_NOT_FOUND, "'swg'");
    FAILS(pship_working_group_meetings(&table, view, "az", err), PSHIP_E_NOT_FOUND, "'state'");
    FAILS(pship_working_group_list(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
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
    Suite *suite = suite_create("working_group");
    TCase *all = tcase_create("working_group");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_group_is_active_from_its_establishment_to_its_last_day);
    tcase_add_test(all, ended_2026_is_not_surely_over_on_its_last_day);
    tcase_add_test(all, a_dissolution_published_later_leaves_the_end_open_in_january);
    tcase_add_test(all, a_group_is_foreseen_once_the_agreement_that_sets_it_up_has_begun);
    tcase_add_test(all, meetings_are_counted_once_held_and_a_group_that_met_is_active);
    tcase_add_test(all, a_meeting_counts_once_for_the_group_that_its_best_statement_names);
    tcase_add_test(all, a_group_costs_the_same_beside_many_others_with_meetings);
    tcase_add_test(all, a_member_seat_ends_with_the_dissolved_group);
    tcase_add_test(all, a_seat_in_a_group_whose_end_has_no_last_day_keeps_its_own);
    tcase_add_test(all, an_open_seat_checked_in_december_is_still_certain_in_march);
    tcase_add_test(all, a_seat_that_two_sources_tell_of_is_one_seat);
    tcase_add_test(all, unknown_groups_are_refused);
    suite_add_tcase(suite, all);
    return suite;
}
