#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void add_event(const char *id, const char *title, const char *date, const char *source)
{
    pship_event_fields fields = PSHIP_EVENT_FIELDS_INIT;
    pship_statement_options options = said_by(source);
    fields.title = title;
    fields.date = date;
    OK(pship_event_record(set.transaction, id, &fields, &options, err));
}

static pship_table *events_as_of(const char *as_of, const char *published_by)
{
    pship_view *view = look(&set, as_of, published_by, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_event_list(&table, view, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_meeting_in_2026_02_is_possible_in_february_and_held_in_march)
{
    add_event("meeting", "Meeting", "2026-02", NULL);
    scene_commit(&set);
    static const struct {
        const char *as_of, *held;
    } cases[] = {{"2026-01-31", "no"},
                 {"2026-02-10", "possible"},
                 {"2026-02-28", "certain"},
                 {"2026-03-01", "certain"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pship_table *events = events_as_of(cases[i].as_of, NULL);
        ck_assert_int_eq(pship_table_rows(events), 1);
        ck_assert_str_eq(cell(events, 0, "date"), "2026-02");
        ck_assert_str_eq(cell(events, 0, "date_earliest"), "2026-02-01");
        ck_assert_str_eq(cell(events, 0, "date_latest"), "2026-02-28");
        ck_assert_str_eq(cell(events, 0, "held"), cases[i].held);
        pship_table_free(events);
    }
}
END_TEST

START_TEST(a_month_and_a_day_of_it_do_not_contradict_each_other)
{
    add_source(&set, "one", "One", "2025-12-23");
    add_source(&set, "two", "Two", "2025-08-09");
    add_event("visit", "Visit", "2025-08", "one");
    state(&set, "visit", "date", "2025-08-08", "two");
    scene_commit(&set);
    pship_table *events = events_as_of("2025-08-08", NULL);
    ck_assert_str_eq(cell(events, 0, "date"), "2025-08-08");
    ck_assert_str_eq(cell(events, 0, "contested"), "false");
    ck_assert_str_eq(cell(events, 0, "held"), "certain");
    ck_assert_str_eq(cell(events, 0, "source"), "one");
    pship_table_free(events);
}
END_TEST

START_TEST(events_come_in_the_order_of_their_dates_with_the_undated_last)
{
    add_event("undated", "Undated", NULL, NULL);
    add_event("c", "C", "2026-03-10", NULL);
    add_event("year", "Year", "2025", NULL);
    add_event("b", "B", "2025-12-19~", NULL);
    add_event("never", "Never", "1 day after signature of nothing-yet", NULL);
    OK(pship_entity_record(set.transaction, "agreement", "nothing-yet", err));
    scene_commit(&set);
    pship_table *events = events_as_of("2026-06-01", NULL);
    static const char *const order[] = {"year", "b", "c", "never", "undated"};
    static const char *const held[] = {"certain", "certain", "certain", "no", "possible"};
    ck_assert_int_eq(pship_table_rows(events), 5);
    for (int i = 0; i < 5; i++) {
        ck_assert_str_eq(cell(events, i, "id"), order[i]);
        ck_assert_str_eq(cell(events, i, "held"), held[i]);
    }
    ck_assert_str_eq(cell(events, 1, "date_earliest"), "2025-12-16");
    ck_assert_str_eq(cell(events, 1, "date_latest"), "2025-12-22");
    ck_assert(empty_cell(events, 4, "date"));
    pship_table_free(events);
}
END_TEST

START_TEST(an_event_has_its_columns_with_lists_in_the_order_of_recording)
{
    pship_event_fields fields = PSHIP_EVENT_FIELDS_INIT;
    const char *who[] = {"zeynalov", "aliyev"}, *topics[] = {"energy", "transport"};
    OK(pship_person_record(set.transaction, "aliyev", NULL, NULL, err));
    OK(pship_person_record(set.transaction, "zeynalov", NULL, NULL, err));
    OK(pship_entity_record(set.transaction, "place", "washington", err));
    add_event("visit", "Visit", "2026-03", NULL);
    fields.title = "Conference";
    fields.type = "conference";
    fields.date = "2026-03-10";
    fields.last_day = "2026-03-11";
    fields.place = "washington";
    fields.format = "in_person";
    fields.part_of = "visit";
    fields.participants = who;
    fields.participant_count = 2;
    fields.topics = topics;
    fields.topic_count = 2;
    OK(pship_event_record(set.transaction, "conference", &fields, NULL, err));
    scene_commit(&set);
    pship_table *events = events_as_of("2026-03-10", NULL);
    int64_t row = row_of(events, "id", "conference");
    ck_assert_str_eq(columns_of(events),
                     "id title type date date_earliest date_latest last_day place format part_of "
                     "group participants topics held contested source");
    ck_assert_str_eq(cell(events, row, "type"), "conference");
    ck_assert_str_eq(cell(events, row, "last_day"), "2026-03-11");
    ck_assert_str_eq(cell(events, row, "place"), "washington");
    ck_assert_str_eq(cell(events, row, "format"), "in_person");
    ck_assert_str_eq(cell(events, row, "part_of"), "visit");
    ck_assert_str_eq(cell(events, row, "participants"), "zeynalov; aliyev");
    ck_assert_str_eq(cell(events, row, "topics"), "energy; transport");
    ck_assert_str_eq(cell(events, row, "held"), "certain");
    ck_assert(empty_cell(events, row, "group"));
    ck_assert(empty_cell(events, row, "source"));
    pship_table_free(events);
}
END_TEST

START_TEST(an_event_that_only_later_sources_tell_of_is_not_there_before)
{
    add_source(&set, "march", "AzerNews", "2026-03-13");
    add_event("conference", "Conference", "2026-03-10", "march");
    scene_commit(&set);
    pship_table *before = events_as_of("2026-03-12", "2026-03-12");
    pship_table *after = events_as_of("2026-03-13", "2026-03-13");
    ck_assert_int_eq(pship_table_rows(before), 0);
    ck_assert_int_eq(pship_table_rows(after), 1);
    pship_table_free(after);
    pship_table_free(before);
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
    Suite *suite = suite_create("event");
    TCase *all = tcase_create("event");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_meeting_in_2026_02_is_possible_in_february_and_held_in_march);
    tcase_add_test(all, a_month_and_a_day_of_it_do_not_contradict_each_other);
    tcase_add_test(all, events_come_in_the_order_of_their_dates_with_the_undated_last);
    tcase_add_test(all, an_event_has_its_columns_with_lists_in_the_order_of_recording);
    tcase_add_test(all, an_event_that_only_later_sources_tell_of_is_not_there_before);
    suite_add_tcase(suite, all);
    return suite;
}
