#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void group(const char *id, const char *established, const char *dissolved)
{
    pship_working_group_fields fields = PSHIP_WORKING_GROUP_FIELDS_INIT;
    fields.name = "Group";
    fields.established = established;
    fields.dissolved = dissolved;
    OK(pship_working_group_record(set.transaction, id, &fields, NULL, err));
}

static void seat(const char *id, const char *of, const char *holder, const char *capacity,
                 const char *for_whom, const char *from, const char *until, bool survives)
{
    pship_seat_fields fields = PSHIP_SEAT_FIELDS_INIT;
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    fields.seat_of = of;
    fields.incumbent = holder;
    fields.capacity = capacity;
    fields.on_behalf_of = for_whom;
    fields.survives_dissolution = survives;
    options.from = from;
    options.until = until;
    OK(pship_seat_record(set.transaction, id, &fields, &options, err));
}

/* States az and us, a ministry of az, persons a (of az), u (of us), m (whose office is of the ministry), n. */
static void people(void)
{
    pship_party_fields ministry = PSHIP_PARTY_FIELDS_INIT;
    pship_office_fields office = PSHIP_OFFICE_FIELDS_INIT;
    pship_person_fields person = PSHIP_PERSON_FIELDS_INIT;
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    ministry.country = "az";
    OK(pship_party_record(set.transaction, "ministry", "economy", &ministry, NULL, err));
    office.title = "Deputy Minister";
    office.organisation = "economy";
    OK(pship_office_record(set.transaction, "deputy", &office, NULL, err));
    person.country = "az";
    OK(pship_person_record(set.transaction, "a", &person, NULL, err));
    person.country = "us";
    OK(pship_person_record(set.transaction, "u", &person, NULL, err));
    OK(pship_person_record(set.transaction, "m", NULL, NULL, err));
    OK(pship_person_record(set.transaction, "n", NULL, NULL, err));
    OK(pship_office_hold(NULL, set.transaction, "m", "deputy", NULL, err));
}

static pship_table *members(const char *as_of, pship_truth holding)
{
    pship_table *table = NULL;
    pship_view *view = look(&set, as_of, NULL, holding);
    OK(pship_working_group_members(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

static pship_table *all_seats(const char *as_of, const char *body, const char *holder)
{
    pship_seat_list_options options = PSHIP_SEAT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    options.body = body;
    options.holder = holder;
    OK(pship_seat_list(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_seat_says_for_which_side_it_is_held)
{
    people();
    group("g", NULL, NULL);
    OK(pship_working_group_seat(NULL, set.transaction, "g", "a", true, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "g", "us", false, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "g", "m", false, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "g", "n", false, NULL, err));
    state(&set, "g", "focal_point", "u", NULL);
    seat("g/observer", "g", "u", "observer", "economy", NULL, NULL, false);
    scene_commit(&set);
    pship_table *seats = members("2026-01-01", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(seats), "group member kind name role side on_behalf_of from until "
                                        "ended_by last_confirmed certainty source");
    ck_assert_int_eq(pship_table_rows(seats), 6);
    static const char *const expected[][4] = {
        {"a", "chair", "az", ""},   {"u", "focal_point", "us", ""},
        {"us", "member", "us", ""}, {"m", "member", "az", ""}, /* by the office */
        {"n", "member", "", ""},    {"u", "observer", "az", "economy"},
    };
    for (int64_t row = 0; row < 6; row++) {
        ck_assert_str_eq(cell(seats, row, "member"), expected[row][0]);
        ck_assert_str_eq(cell(seats, row, "role"), expected[row][1]);
        ck_assert_int_eq(empty_cell(seats, row, "side"), !*expected[row][2]);
        if (*expected[row][2])
            ck_assert_str_eq(cell(seats, row, "side"), expected[row][2]);
        if (*expected[row][3])
            ck_assert_str_eq(cell(seats, row, "on_behalf_of"), expected[row][3]);
        ck_assert(empty_cell(seats, row, "ended_by"));
    }
    pship_table_free(seats);
}
END_TEST

START_TEST(a_dissolution_ends_the_seats_that_do_not_survive_it)
{
    people();
    group("g", "2025-01-01", "2026-06-30");
    seat("g/1", "g", "a", "member", NULL, "2025-02-01", NULL, false);
    seat("g/2", "g", "u", "member", NULL, "2025-02-01", "2025-12-31", false);
    seat("g/3", "g", "m", "liquidator", NULL, "2025-02-01", "2027-12-31", true);
    seat("g/4", "g", "n", "member", NULL, "2025-02-01", "2027-12-31", false);
    scene_commit(&set);
    pship_table *seats = all_seats("2026-07-01", "g", NULL);
    ck_assert_str_eq(columns_of(seats),
                     "seat body body_name role holder name side on_behalf_of from until ended_by "
                     "last_confirmed holds statement source");
    ck_assert_int_eq(pship_table_rows(seats), 4);
    static const char *const expected[][4] = {
        {"g/1", "2026-06-30", "dissolution", "no"},
        {"g/2", "2025-12-31", "seat", "no"},
        {"g/3", "2027-12-31", "seat", "certain"},
        {"g/4", "2026-06-30", "dissolution", "no"},
    };
    for (size_t i = 0; i < 4; i++) {
        int64_t row = row_of(seats, "seat", expected[i][0]);
        ck_assert_str_eq(cell(seats, row, "until"), expected[i][1]);
        ck_assert_str_eq(cell(seats, row, "ended_by"), expected[i][2]);
        ck_assert_str_eq(cell(seats, row, "holds"), expected[i][3]);
    }
    pship_table_free(seats);
    seats = members("2026-06-30", PSHIP_CERTAIN); /* the last day of the group */
    ck_assert_int_eq(pship_table_rows(seats), 3);
    ck_assert_str_eq(cell(seats, row_of(seats, "member", "a"), "ended_by"), "dissolution");
    pship_table_free(seats);
    seats = members("2026-07-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(seats), 1);
    ck_assert_str_eq(cell(seats, 0, "member"), "m");
    pship_table_free(seats);
    seats = members("2024-12-31", PSHIP_POSSIBLE); /* not before there is a group */
    ck_assert_int_eq(pship_table_rows(seats), 0);
    pship_table_free(seats);
}
END_TEST

START_TEST(the_seats_of_a_person_are_listed_over_time_and_bodies)
{
    people();
    group("g", NULL, NULL);
    group("h", NULL, NULL);
    OK(pship_party_record(set.transaction, "company", "firm", NULL, NULL, err));
    seat("g/1", "g", "a", "member", NULL, "2020", "2022", false);
    seat("h/1", "h", "a", "chair", NULL, "2023", NULL, false);
    seat("board/1", "firm", "a", "director", NULL, "2024-05-01", NULL, false);
    seat("h/2", "h", "u", "chair", NULL, NULL, NULL, false);
    scene_commit(&set);
    pship_table *seats = all_seats("2026-01-01", NULL, "a");
    ck_assert_int_eq(pship_table_rows(seats), 3);
    ck_assert_str_eq(cell(seats, 0, "body"), "firm");
    ck_assert_str_eq(cell(seats, 0, "role"), "director");
    ck_assert_str_eq(cell(seats, 0, "holds"), "certain");
    ck_assert_str_eq(cell(seats, 1, "body"), "g");
    ck_assert_str_eq(cell(seats, 1, "holds"), "no");
    ck_assert_str_eq(cell(seats, 2, "seat"), "h/1");
    pship_table_free(seats);
    seats = all_seats("2026-01-01", "firm", NULL);
    ck_assert_int_eq(pship_table_rows(seats), 1);
    pship_table_free(seats);
}
END_TEST

START_TEST(merged_holders_and_groups_have_one_seat)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    pship_table *groups = NULL;
    people();
    group("g", "2025-01-01", NULL);
    group("h", NULL, NULL);
    OK(pship_person_record(set.transaction, "a2", NULL, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "g", "a", false, NULL, err));
    OK(pship_working_group_seat(NULL, set.transaction, "h", "a2", false, NULL, err));
    seat("h/1", "h", "u", "member", "us", NULL, NULL, false);
    options.reason = "one and the same";
    OK(pship_merge_record(NULL, set.transaction, "a2", "a", &options, err));
    OK(pship_merge_record(NULL, set.transaction, "h", "g", &options, err));
    scene_commit(&set);
    pship_table *seats = members("2026-01-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(seats), 2);
    ck_assert_str_eq(cell(seats, 0, "group"), "g");
    ck_assert_str_eq(cell(seats, 0, "member"), "a");
    ck_assert_str_eq(cell(seats, 1, "member"), "u");
    pship_table_free(seats);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    OK(pship_working_group_list(&groups, view, err));
    ck_assert_int_eq(pship_table_rows(groups), 1);
    ck_assert_str_eq(cell(groups, 0, "members"), "a; u");
    pship_table_free(groups);
    pship_view_free(view);
}
END_TEST

/* The first is the first recorded. */
START_TEST(who_says_first_that_a_seat_is_of_a_body_does_not_speak_for_all)
{
    pship_statement_options doubted = PSHIP_STATEMENT_OPTIONS_INIT;
    people();
    group("g", "2025-01-01", NULL);
    OK(pship_entity_record(set.transaction, "seat", "g/1", err));
    doubted.rank = PSHIP_RANK_DEPRECATED;
    doubted.reason = "a rumour";
    OK(pship_statement_assert_text(NULL, set.transaction, "g/1", "seat_of", "g", NULL, &doubted,
                                   err));
    seat("g/1", "g", "u", "member", NULL, NULL, NULL, false);
    scene_commit(&set);
    pship_table *seats = members("2026-01-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(seats), 1);
    ck_assert_str_eq(cell(seats, 0, "member"), "u");
    ck_assert_str_eq(cell(seats, 0, "certainty"), "certain");
    pship_table_free(seats);
}
END_TEST

START_TEST(what_is_not_there_is_refused)
{
    pship_seat_list_options options = PSHIP_SEAT_LIST_OPTIONS_INIT;
    pship_table *table = NULL;
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    options.body = "nothing";
    FAILS(pship_seat_list(&table, view, &options, err), PSHIP_E_NOT_FOUND, "nothing");
    options.body = NULL;
    options.holder = "nobody";
    FAILS(pship_seat_list(&table, view, &options, err), PSHIP_E_NOT_FOUND, "nobody");
    FAILS(pship_seat_list(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    ck_assert_uint_eq(pship_seat_fields_init().size, sizeof(pship_seat_fields));
    ck_assert_uint_eq(pship_seat_list_options_init().size, sizeof options);
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
    Suite *suite = suite_create("seat");
    TCase *all = tcase_create("seat");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_seat_says_for_which_side_it_is_held);
    tcase_add_test(all, a_dissolution_ends_the_seats_that_do_not_survive_it);
    tcase_add_test(all, the_seats_of_a_person_are_listed_over_time_and_bodies);
    tcase_add_test(all, merged_holders_and_groups_have_one_seat);
    tcase_add_test(all, who_says_first_that_a_seat_is_of_a_body_does_not_speak_for_all);
    tcase_add_test(all, what_is_not_there_is_refused);
    suite_add_tcase(suite, all);
    return suite;
}
