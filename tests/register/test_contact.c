#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void person(const char *id, const char *name, const char *country)
{
    pship_person_fields fields = PSHIP_PERSON_FIELDS_INIT;
    fields.name = name;
    fields.country = country;
    OK(pship_person_record(set.transaction, id, &fields, NULL, err));
}

static void event(const char *id, const char *date, const char *group, const char *one,
                  const char *other)
{
    pship_event_fields fields = PSHIP_EVENT_FIELDS_INIT;
    pship_statement_options options = said_by("notes");
    const char *participants[] = {one, other};
    const char *topics[] = {"rails"};
    const char *agenda[] = {"the lists", "other business"};
    fields.title = "Meeting";
    fields.type = "meeting";
    fields.date = date;
    fields.group = group;
    fields.participants = participants;
    fields.participant_count = other ? 2 : one ? 1 : 0;
    fields.topics = topics;
    fields.topic_count = 1;
    fields.agenda = agenda;
    fields.agenda_count = 2;
    OK(pship_event_record(set.transaction, id, &fields, &options, err));
}

static void commitment(const char *id, const char *from, const char *due, const char *fulfilled)
{
    pship_commitment_fields fields = PSHIP_COMMITMENT_FIELDS_INIT;
    const char *owners[] = {"az"};
    fields.text = "To do";
    fields.arises_from = from;
    fields.due = due;
    fields.fulfilled = fulfilled;
    fields.owners = owners;
    fields.owner_count = 1;
    OK(pship_commitment_record(set.transaction, id, &fields, NULL, err));
}

static void decision(const char *id, const char *at, const char *title)
{
    pship_decision_fields fields = PSHIP_DECISION_FIELDS_INIT;
    fields.decided_at = at;
    fields.title = title;
    fields.type = "decision";
    OK(pship_decision_record(set.transaction, id, &fields, NULL, err));
}

/* Persons a of az, a deputy minister until 2025-12-31 and a minister since; u of us; x of whom nobody knows. */
static void fill(void)
{
    pship_party_fields party = PSHIP_PARTY_FIELDS_INIT;
    pship_office_fields office = PSHIP_OFFICE_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_working_group_fields group = PSHIP_WORKING_GROUP_FIELDS_INIT;
    add_source(&set, "notes", "Notes", "2026-04-01");
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    party.country = "az";
    OK(pship_party_record(set.transaction, "ministry", "economy", &party, NULL, err));
    office.organisation = "economy";
    office.title = "Deputy Minister";
    OK(pship_office_record(set.transaction, "deputy", &office, NULL, err));
    office.title = "Minister";
    OK(pship_office_record(set.transaction, "minister", &office, NULL, err));
    person("a", "A", NULL);
    person("u", "U", "us");
    person("x", "X", NULL);
    options.until = "2025-12-31";
    OK(pship_office_hold(NULL, set.transaction, "a", "deputy", &options, err));
    options.until = NULL;
    options.from = "2026-01-01";
    OK(pship_office_hold(NULL, set.transaction, "a", "minister", &options, err));
    add_agreement(&set, "memo", "Memorandum", "notes");
    group.name = "Group";
    group.mandate = "To draft";
    group.established_by = "memo";
    OK(pship_working_group_record(set.transaction, "g", &group, NULL, err));
    event("first", "2025-11-05", "g", "a", "u");
    event("second", "2026-02", NULL, "a", "x");
    event("later", "2026-12-01", NULL, "a", "u");
    decision("first/lists", "first", "Exchange lists");
    decision("first/thanks", "first", "Thank the hosts");
    commitment("lists", "first/lists", "2026-01-31", NULL);
    commitment("report", "first", "2026-06-30", NULL);
    commitment("done", "first", "2026-01-31", "2026-01-15");
    commitment("draft", "memo", NULL, NULL);
}

static pship_table *contacts(const char *who, const char *with, bool across)
{
    pship_contact_list_options options = PSHIP_CONTACT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    options.who = who;
    options.with = with;
    options.across_sides = across;
    OK(pship_contact_list(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

static pship_table *follow_ups(const char *of, const char *owner, bool closed)
{
    pship_follow_up_list_options options = PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    options.event = of;
    options.owner = owner;
    options.closed = closed;
    OK(pship_follow_up_list(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

START_TEST(contacts_tell_who_met_whom_in_which_capacity)
{
    fill();
    scene_commit(&set);
    pship_table *met = contacts(NULL, NULL, false);
    ck_assert_str_eq(columns_of(met),
                     "event title type date date_earliest date_latest place format who who_name "
                     "who_capacity who_certainty who_side with with_name with_capacity "
                     "with_certainty with_side topics open_follow_ups held source others");
    ck_assert(empty_cell(met, 0, "others"));
    ck_assert_int_eq(pship_table_rows(met), 2); /* what is planned is no contact */
    ck_assert_str_eq(cell(met, 0, "event"), "first");
    ck_assert_str_eq(cell(met, 0, "who_name"), "A");
    ck_assert_str_eq(cell(met, 0, "who_capacity"), "Deputy Minister");
    ck_assert_str_eq(cell(met, 0, "who_certainty"), "certain");
    ck_assert_str_eq(cell(met, 0, "who_side"), "az");
    ck_assert_str_eq(cell(met, 0, "with"), "u");
    ck_assert(empty_cell(met, 0, "with_capacity"));
    ck_assert_str_eq(cell(met, 0, "with_side"), "us");
    ck_assert_str_eq(cell(met, 0, "topics"), "rails");
    ck_assert_str_eq(cell(met, 0, "open_follow_ups"), "2");
    ck_assert_str_eq(cell(met, 0, "held"), "certain");
    ck_assert_str_eq(cell(met, 0, "source"), "notes");
    ck_assert_str_eq(cell(met, 1, "event"), "second");
    ck_assert_str_eq(cell(met, 1, "who_capacity"), "Minister");
    ck_assert_str_eq(cell(met, 1, "open_follow_ups"), "0");
    pship_table_free(met);
}
END_TEST

START_TEST(contacts_are_filtered_by_person_party_and_side)
{
    fill();
    scene_commit(&set);
    pship_table *met = contacts("us", NULL, false); /* u came for us, and is named first */
    ck_assert_int_eq(pship_table_rows(met), 1);
    ck_assert_str_eq(cell(met, 0, "who"), "u");
    ck_assert_str_eq(cell(met, 0, "with"), "a");
    ck_assert_str_eq(cell(met, 0, "with_capacity"), "Deputy Minister");
    pship_table_free(met);
    met = contacts("economy", "x", false); /* by the office of the day */
    ck_assert_int_eq(pship_table_rows(met), 1);
    ck_assert_str_eq(cell(met, 0, "event"), "second");
    pship_table_free(met);
    met = contacts(NULL, NULL, true);
    ck_assert_int_eq(pship_table_rows(met), 1);
    ck_assert_str_eq(cell(met, 0, "event"), "first");
    pship_table_free(met);
    met = contacts("x", "u", false);
    ck_assert_int_eq(pship_table_rows(met), 0);
    pship_table_free(met);
}
END_TEST

/* Of 60 people 20 came for az, 30 for us, and of 10 nobody knows. */
static pship_table *conference(const char *who, const char *with, bool across, int64_t most)
{
    pship_contact_list_options options = PSHIP_CONTACT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    options.who = who;
    options.with = with;
    options.across_sides = across;
    options.most_pairs = most;
    OK(pship_contact_list(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

static void expect_rows(const char *who, const char *with, bool across, int64_t most, int rows,
                        bool crowd)
{
    pship_table *met = conference(who, with, across, most);
    ck_assert_int_eq(pship_table_rows(met), rows);
    for (int row = 0; row < rows; row++) {
        ck_assert_int_eq(empty_cell(met, row, "with"), crowd);
        ck_assert_int_eq(empty_cell(met, row, "with_name"), crowd);
        ck_assert_str_eq(cell(met, row, "others"), crowd ? "59" : "");
        ck_assert_str_eq(cell(met, row, "event"), "conference");
        ck_assert_str_eq(cell(met, row, "open_follow_ups"), "1");
    }
    pship_table_free(met);
}

START_TEST(a_crowd_is_not_told_pair_by_pair)
{
    enum { COUNT = 60 };
    char ids[COUNT][8];
    const char *participants[COUNT];
    pship_event_fields fields = PSHIP_EVENT_FIELDS_INIT;
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(ids[i], sizeof ids[i], "p%02d", i);
        person(ids[i], ids[i], i < 20 ? "az" : i < 50 ? "us" : NULL);
        participants[i] = ids[i];
    }
    fields.date = "2026-03-01";
    fields.participants = participants;
    fields.participant_count = COUNT;
    OK(pship_event_record(set.transaction, "conference", &fields, NULL, err));
    commitment("follow", "conference", "2026-06-30", NULL);
    scene_commit(&set);
    expect_rows(NULL, NULL, false, 1000, COUNT, true);
    expect_rows(NULL, NULL, false, COUNT * (COUNT - 1) / 2, COUNT * (COUNT - 1) / 2, false);
    expect_rows(NULL, NULL, false, COUNT * (COUNT - 1) / 2 - 1, COUNT, true);
    expect_rows(NULL, NULL, true, 1000, 50, true);
    expect_rows(NULL, NULL, true, 10000, 20 * 30, false);
    expect_rows("az", "us", false, 600, 600, false);
    expect_rows("az", "us", false, 599, 20, true);
    expect_rows("us", NULL, false, 1000, 30, true);
    /* Of one, whoever was there is told, however few pairs are asked for. */
    expect_rows("p07", NULL, false, 1, COUNT - 1, false);
    expect_rows(NULL, "p07", false, 1, COUNT - 1, false);
    expect_rows("us", "p07", false, 1, 30, false);
}
END_TEST

START_TEST(an_office_is_only_possible_where_the_day_of_the_event_is_vague)
{
    fill();
    event("vague", "2025-12/2026-01", NULL, "a", "u");
    scene_commit(&set);
    pship_table *met = contacts("a", "u", false);
    int64_t row = row_of(met, "event", "vague");
    ck_assert_str_eq(cell(met, row, "who_capacity"), "Deputy Minister");
    ck_assert_str_eq(cell(met, row, "who_certainty"), "possible");
    pship_table_free(met);
}
END_TEST

START_TEST(merged_persons_and_events_are_met_once)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    fill();
    person("u2", "U.", NULL);
    event("again", NULL, NULL, "u2", "a");
    options.reason = "two readouts of one meeting, two spellings of one name";
    OK(pship_merge_record(NULL, set.transaction, "u2", "u", &options, err));
    OK(pship_merge_record(NULL, set.transaction, "again", "first", &options, err));
    scene_commit(&set);
    pship_table *met = contacts("u", NULL, false);
    ck_assert_int_eq(pship_table_rows(met), 1);
    ck_assert_str_eq(cell(met, 0, "event"), "first");
    ck_assert_str_eq(cell(met, 0, "who_name"), "U");
    pship_table_free(met);
}
END_TEST

START_TEST(what_a_merged_event_led_to_follows_from_the_event)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    fill();
    event("again", NULL, NULL, "u", "a");
    commitment("talk", NULL, NULL, NULL);
    state(&set, "again", "leads_to", "talk", NULL);
    commitment("again-talk", NULL, NULL, NULL);
    state(&set, "again-talk", "owner", "us", NULL);
    options.reason = "two readouts of one meeting, two words for one promise";
    OK(pship_merge_record(NULL, set.transaction, "again", "first", &options, err));
    OK(pship_merge_record(NULL, set.transaction, "again-talk", "talk", &options, err));
    scene_commit(&set);
    pship_table *open = follow_ups("first", "us", false);
    ck_assert_int_eq(pship_table_rows(open), 1);
    ck_assert_str_eq(cell(open, 0, "commitment"), "talk");
    ck_assert_str_eq(cell(open, 0, "how"), "leads_to");
    pship_table_free(open);
}
END_TEST

START_TEST(what_follows_from_an_event_comes_by_several_ways)
{
    fill();
    add_agreement(&set, "deal", "Deal", "notes");
    add_act(&set, "deal/s", "deal", "signature", "2026-02", "notes");
    state(&set, "deal/s", "event", "second", NULL);
    commitment("deliver", "deal", "2026-03-31", NULL);
    commitment("talk", NULL, NULL, NULL);
    state(&set, "second", "leads_to", "talk", NULL);
    scene_commit(&set);
    pship_table *open = follow_ups(NULL, NULL, false);
    ck_assert_str_eq(columns_of(open),
                     "event title date commitment text owner due due_earliest due_latest stage "
                     "status days_overdue last_confirmed how through certainty source");
    static const char *const expected[][5] = {
        {"first", "lists", "overdue", "decision", "first/lists"},
        {"first", "report", "pending", "event", "first"},
        {"second", "deliver", "overdue", "agreement", "deal"},
        {"second", "talk", "undated", "leads_to", "second"},
    };
    ck_assert_int_eq(pship_table_rows(open), 4);
    for (int64_t row = 0; row < 4; row++) {
        ck_assert_str_eq(cell(open, row, "event"), expected[row][0]);
        ck_assert_str_eq(cell(open, row, "commitment"), expected[row][1]);
        ck_assert_str_eq(cell(open, row, "status"), expected[row][2]);
        ck_assert_str_eq(cell(open, row, "how"), expected[row][3]);
        ck_assert_str_eq(cell(open, row, "through"), expected[row][4]);
    }
    ck_assert_str_eq(cell(open, 0, "days_overdue"), "90");
    ck_assert_str_eq(cell(open, 0, "owner"), "az");
    pship_table_free(open);
    open = follow_ups("first", "az", true);
    ck_assert_int_eq(pship_table_rows(open), 3);
    ck_assert_int_ge(row_of(open, "status", "fulfilled"), 0);
    pship_table_free(open);
    open = follow_ups("first", "us", true);
    ck_assert_int_eq(pship_table_rows(open), 0);
    pship_table_free(open);
}
END_TEST

START_TEST(a_group_is_traced_from_mandate_to_commitment)
{
    pship_table *trace = NULL;
    fill();
    event("third", "2026-03-01", "g", NULL, NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    OK(pship_working_group_trace(&trace, view, "g", err));
    ck_assert_str_eq(columns_of(trace),
                     "group mandate agreement meeting date decision decided through commitment "
                     "text owner due status days_overdue source");
    static const char *const expected[][4] = {
        {"", "", "agreement", "draft"},     {"first", "", "meeting", "done"},
        {"first", "", "meeting", "report"}, {"first", "first/lists", "decision", "lists"},
        {"first", "first/thanks", "", ""},  {"third", "", "", ""},
    };
    static const char *const columns[] = {"meeting", "decision", "through", "commitment"};
    ck_assert_int_eq(pship_table_rows(trace), 6);
    for (int64_t row = 0; row < 6; row++) {
        ck_assert_str_eq(cell(trace, row, "mandate"), "To draft");
        ck_assert_str_eq(cell(trace, row, "agreement"), "memo");
        for (size_t i = 0; i < 4; i++) {
            ck_assert_int_eq(empty_cell(trace, row, columns[i]), !*expected[row][i]);
            if (*expected[row][i])
                ck_assert_str_eq(cell(trace, row, columns[i]), expected[row][i]);
        }
    }
    ck_assert_str_eq(cell(trace, 3, "decided"), "Exchange lists");
    ck_assert_str_eq(cell(trace, 3, "status"), "overdue");
    ck_assert_str_eq(cell(trace, 3, "days_overdue"), "90");
    pship_table_free(trace);
    trace = NULL;
    FAILS(pship_working_group_trace(&trace, view, "none", err), PSHIP_E_NOT_FOUND, "none");
    pship_view_free(view);
}
END_TEST

START_TEST(decisions_count_what_is_open)
{
    pship_table *list = NULL;
    fill();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    OK(pship_decision_list(&list, view, "first", err));
    ck_assert_str_eq(columns_of(list), "id title description type event date date_earliest "
                                       "date_latest group commitments open taken source");
    ck_assert_int_eq(pship_table_rows(list), 2);
    ck_assert_str_eq(cell(list, 0, "id"), "first/lists");
    ck_assert_str_eq(cell(list, 0, "title"), "Exchange lists");
    ck_assert_str_eq(cell(list, 0, "group"), "g");
    ck_assert_str_eq(cell(list, 0, "commitments"), "lists");
    ck_assert_str_eq(cell(list, 0, "open"), "1");
    ck_assert_str_eq(cell(list, 0, "taken"), "certain");
    ck_assert(empty_cell(list, 1, "commitments"));
    ck_assert_str_eq(cell(list, 1, "open"), "0");
    pship_table_free(list);
    list = NULL;
    OK(pship_decision_list(&list, view, "second", err));
    ck_assert_int_eq(pship_table_rows(list), 0);
    pship_table_free(list);
    pship_view_free(view);
}
END_TEST

START_TEST(visits_have_hosts_and_delegations_and_are_returned)
{
    pship_delegation_fields delegation = PSHIP_DELEGATION_FIELDS_INIT;
    pship_event_fields visit = PSHIP_EVENT_FIELDS_INIT;
    const char *hosts[] = {"az"}, *heads[] = {"u"}, *delegates[] = {"x"};
    pship_table *visits = NULL;
    fill();
    visit.type = "visit";
    visit.title = "Visit";
    visit.date = "2026-02-10";
    visit.hosts = hosts;
    visit.host_count = 1;
    OK(pship_event_record(set.transaction, "there", &visit, NULL, err));
    visit = pship_event_fields_init();
    visit.type = "visit";
    visit.date = "2026-04-10";
    visit.reciprocates = "there";
    OK(pship_event_record(set.transaction, "back", &visit, NULL, err));
    delegation.delegation_to = "there";
    delegation.on_behalf_of = "us";
    delegation.heads = heads;
    delegation.head_count = 1;
    delegation.delegates = delegates;
    delegation.delegate_count = 1;
    OK(pship_delegation_record(set.transaction, "there/us", &delegation, NULL, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    OK(pship_visit_list(&visits, view, err));
    ck_assert_str_eq(
        columns_of(visits),
        "event title type date date_earliest date_latest place hosts delegation "
        "on_behalf_of side heads delegates reciprocates reciprocated_by held contested "
        "source");
    ck_assert_int_eq(pship_table_rows(visits), 2);
    ck_assert_str_eq(cell(visits, 0, "event"), "there");
    ck_assert_str_eq(cell(visits, 0, "hosts"), "az");
    ck_assert_str_eq(cell(visits, 0, "delegation"), "there/us");
    ck_assert_str_eq(cell(visits, 0, "side"), "us");
    ck_assert_str_eq(cell(visits, 0, "heads"), "u");
    ck_assert_str_eq(cell(visits, 0, "delegates"), "x");
    ck_assert_str_eq(cell(visits, 0, "reciprocated_by"), "back");
    ck_assert_str_eq(cell(visits, 1, "reciprocates"), "there");
    ck_assert(empty_cell(visits, 1, "delegation"));
    pship_table_free(visits);
    pship_view_free(view);
    /* Those who came with a delegation came for its side, also where nobody knows their country. */
    pship_table *met = contacts("us", "x", false);
    ck_assert_int_eq(pship_table_rows(met), 1);
    ck_assert_str_eq(cell(met, 0, "event"), "there");
    ck_assert_str_eq(cell(met, 0, "with_side"), "us");
    pship_table_free(met);
}
END_TEST

START_TEST(what_is_not_there_is_refused)
{
    pship_contact_list_options who = PSHIP_CONTACT_LIST_OPTIONS_INIT;
    pship_follow_up_list_options what = PSHIP_FOLLOW_UP_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    fill();
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    who.with = "nobody";
    what.event = "g";
    FAILS(pship_contact_list(&table, view, &who, err), PSHIP_E_NOT_FOUND, "nobody");
    who.most_pairs = 0;
    FAILS(pship_contact_list(&table, view, &who, err), PSHIP_E_ARGUMENT, "most_pairs is 0");
    FAILS(pship_follow_up_list(&table, view, &what, err), PSHIP_E_NOT_FOUND, "working_group");
    FAILS(pship_decision_list(&table, view, "g", err), PSHIP_E_NOT_FOUND, "working_group");
    FAILS(pship_contact_list(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_follow_up_list(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_decision_list(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_visit_list(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_working_group_trace(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    ck_assert_uint_eq(pship_contact_list_options_init().size, sizeof who);
    ck_assert_uint_eq(pship_follow_up_list_options_init().size, sizeof what);
    ck_assert_uint_eq(pship_decision_fields_init().size, sizeof(pship_decision_fields));
    ck_assert_uint_eq(pship_delegation_fields_init().size, sizeof(pship_delegation_fields));
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
    Suite *suite = suite_create("contact");
    TCase *all = tcase_create("contact");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, contacts_tell_who_met_whom_in_which_capacity);
    tcase_add_test(all, contacts_are_filtered_by_person_party_and_side);
    tcase_add_test(all, a_crowd_is_not_told_pair_by_pair);
    tcase_add_test(all, an_office_is_only_possible_where_the_day_of_the_event_is_vague);
    tcase_add_test(all, merged_persons_and_events_are_met_once);
    tcase_add_test(all, what_a_merged_event_led_to_follows_from_the_event);
    tcase_add_test(all, what_follows_from_an_event_comes_by_several_ways);
    tcase_add_test(all, a_group_is_traced_from_mandate_to_commitment);
    tcase_add_test(all, decisions_count_what_is_open);
    tcase_add_test(all, visits_have_hosts_and_delegations_and_are_returned);
    tcase_add_test(all, what_is_not_there_is_refused);
    suite_add_tcase(suite, all);
    return suite;
}
