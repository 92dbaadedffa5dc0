#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "first", "First", "2021-12-04");
    add_source(&set, "second", "Second", "2023-12-12");
    add_source(&set, "third", "Third", "2026-02-27");
}

static void end(void)
{
    scene_close(&set);
}

static void add_project(const char *kind, const char *id)
{
    pship_project_fields fields = PSHIP_PROJECT_FIELDS_INIT;
    pship_statement_options options = said_by("first");
    fields.name = "A railway";
    OK(pship_project_record(set.transaction, kind, id, &fields, &options, err));
}

static void report(const char *percent, const char *from, const char *source)
{
    pship_statement_options options = said_by(source);
    options.from = from;
    OK(pship_project_report(NULL, set.transaction, "line", percent, &options, err));
}

typedef pship_result (*question)(pship_table **, const pship_view *, const char *, pship_error *);

static pship_table *ask(question put, const char *as_of, pship_truth holding)
{
    pship_view *view = look(&set, as_of, NULL, holding);
    pship_table *table = NULL;
    OK(put(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

static pship_table *list(const char *as_of)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_project_list(&table, view, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_project_comes_from_a_memorandum_and_has_partners)
{
    pship_project_fields fields = PSHIP_PROJECT_FIELDS_INIT;
    const char *partners[] = {"az", "us"}, *sectors[] = {"ict"};
    OK(pship_party_record(set.transaction, "state", "az", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    OK(pship_entity_record(set.transaction, "sector", "ict", err));
    OK(pship_place_record(set.transaction, "zone", "zone", NULL, NULL, err));
    add_agreement(&set, "memo", "Memorandum", NULL);
    fields.name = "Platform";
    fields.arises_from = "memo";
    fields.place = "zone";
    fields.country = "az";
    fields.stage = "memorandum signed";
    fields.partners = partners;
    fields.partner_count = 2;
    fields.sectors = sectors;
    fields.sector_count = 1;
    OK(pship_project_record(set.transaction, "platform", "platform", &fields, NULL, err));
    scene_commit(&set);
    pship_table *table = list("2026-01-01");
    ck_assert_str_eq(
        columns_of(table),
        "id kind name arises_from sectors place country partners stage date status "
        "progress progress_from finish_first finish finish_earliest finish_latest slip "
        "days_late completed outcome certainty assessments_disagree contested source");
    ck_assert_str_eq(cell(table, 0, "kind"), "platform");
    ck_assert_str_eq(cell(table, 0, "arises_from"), "memo");
    ck_assert_str_eq(cell(table, 0, "place"), "zone");
    ck_assert_str_eq(cell(table, 0, "partners"), "az; us");
    ck_assert_str_eq(cell(table, 0, "sectors"), "ict");
    ck_assert_str_eq(cell(table, 0, "stage"), "memorandum signed");
    ck_assert_str_eq(cell(table, 0, "status"), "planned");
    ck_assert(empty_cell(table, 0, "progress"));
    pship_table_free(table);
}
END_TEST

START_TEST(the_status_follows_from_days_and_progress)
{
    add_project("project", "line");
    state(&set, "line", "finish", "2025-12", "first");
    report("45", "2023-12-12", "second");
    state(&set, "line", "completed", "2026-03-15", NULL);
    scene_commit(&set);
    static const struct {
        const char *as_of, *status, *certainty, *late;
    } expected[] = {{"2023-12-11", "planned", "certain", ""},
                    {"2023-12-12", "under_way", "certain", ""},
                    {"2025-12-15", "under_way", "possible", ""},
                    {"2026-01-10", "overdue", "certain", "10"},
                    {"2026-03-15", "completed", "certain", "74"}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        pship_table *table = list(expected[i].as_of);
        ck_assert_str_eq(cell(table, 0, "status"), expected[i].status);
        ck_assert_str_eq(cell(table, 0, "certainty"), expected[i].certainty);
        ck_assert_str_eq(cell(table, 0, "days_late"), expected[i].late);
        pship_table_free(table);
    }
}
END_TEST

START_TEST(a_programme_with_an_outcome_has_ended)
{
    pship_project_fields fields = PSHIP_PROJECT_FIELDS_INIT;
    fields.date = "2013";
    fields.outcome = "Few orders";
    OK(pship_project_record(set.transaction, "programme", "wine", &fields, NULL, err));
    scene_commit(&set);
    pship_table *table = list("2020-01-01");
    ck_assert_str_eq(cell(table, 0, "kind"), "programme");
    ck_assert_str_eq(cell(table, 0, "date"), "2013");
    ck_assert_str_eq(cell(table, 0, "status"), "ended");
    ck_assert_str_eq(cell(table, 0, "outcome"), "Few orders");
    pship_table_free(table);
}
END_TEST

START_TEST(progress_points_stand_in_the_order_of_their_days)
{
    add_project("project", "line");
    report("70", "2026-02-27", "third");
    report("45", "2023-12-12", "second");
    report("38", "", "first");
    state(&set, "line", "progress", "12", "first"); /* always: nobody says from when */
    scene_commit(&set);
    pship_table *table = ask(pship_project_progress, "2026-05-01", PSHIP_POSSIBLE);
    ck_assert_str_eq(
        columns_of(table),
        "project from from_earliest from_latest progress qualifier gain pace certainty "
        "contested source published");
    ck_assert_int_eq(pship_table_rows(table), 4);
    ck_assert_str_eq(cell(table, 0, "from"), "2023-12-12");
    ck_assert_str_eq(cell(table, 0, "progress"), "45");
    ck_assert(empty_cell(table, 0, "gain"));
    ck_assert_str_eq(cell(table, 1, "gain"), "25");
    double pace = pship_table_number(table, pship_table_find(table, "pace"), 1);
    ck_assert_double_eq_tol(pace, 25 / 808.0 * 365.25, 1e-9);
    ck_assert_str_eq(cell(table, 1, "published"), "2026-02-27");
    ck_assert(empty_cell(table, 2, "from"));
    ck_assert(empty_cell(table, 3, "gain"));
    pship_table_free(table);
    table = list("2026-05-01");
    ck_assert_str_eq(cell(table, 0, "progress"), "70");
    ck_assert_str_eq(cell(table, 0, "progress_from"), "2026-02-27");
    pship_table_free(table);
    table = ask(pship_project_progress, "2024-01-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "progress"), "45");
    ck_assert_int_eq(row_of(table, "progress", "70"), -1);
    pship_table_free(table);
}
END_TEST

START_TEST(two_numbers_for_one_day_are_contested_unless_they_round_to_one)
{
    add_project("project", "line");
    report("45", "2023-12-12", "first");
    report("47", "2023-12-12", "second");
    report("60", "2024-12-12", "first");
    report("60.4", "2024-12-12", "second");
    scene_commit(&set);
    pship_table *table = ask(pship_project_progress, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "contested"), "true");
    ck_assert_str_eq(cell(table, 1, "contested"), "true");
    ck_assert_str_eq(cell(table, 2, "contested"), "false");
    ck_assert(empty_cell(table, 1, "gain")); /* the point before is of the same day */
    ck_assert_str_eq(cell(table, 2, "gain"), "13");
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_no_percentage_is_no_progress)
{
    pship_statement_options options = said_by("first");
    options.from = "2024-01-01";
    add_project("project", "line");
    OK(pship_statement_assert_text(NULL, set.transaction, "line", "progress", "53.2", "km",
                                   &options, err));
    report("120", "2024-02-01", "first");
    scene_commit(&set);
    pship_table *table = ask(pship_project_progress, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(each_source_makes_its_own_promise)
{
    add_project("project", "line");
    state(&set, "line", "finish", "2025", "second");
    state(&set, "line", "finish", "2022-12", "first");
    state(&set, "line", "finish", "2026-12", "third");
    scene_commit(&set);
    pship_table *table = ask(pship_project_slippage, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(table),
                     "project promise published source nature finish finish_earliest finish_latest "
                     "finish_rule slip slip_least slip_most slipped superseded certainty");
    ck_assert_str_eq(cell(table, 0, "finish"), "2022-12");
    ck_assert_str_eq(cell(table, 1, "slip"), "1096");
    ck_assert_str_eq(cell(table, 1, "slip_least"), "732");
    ck_assert_str_eq(cell(table, 2, "slip"), "1461");
    ck_assert_str_eq(cell(table, 2, "slipped"), "certain");
    pship_table_free(table);
    table = list("2026-05-01");
    ck_assert_str_eq(cell(table, 0, "finish_first"), "2022-12");
    ck_assert_str_eq(cell(table, 0, "finish"), "2026-12");
    ck_assert_str_eq(cell(table, 0, "slip"), "1461");
    ck_assert_str_eq(cell(table, 0, "contested"), "false");
    pship_table_free(table);
}
END_TEST

START_TEST(nothing_is_extrapolated_from_one_point)
{
    add_project("project", "line");
    report("45", "2023-12-12", "first");
    report("45", "2023-12-12", "second"); /* told twice */
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(table),
                     "project method points pace finish finish_earliest finish_latest confidence "
                     "promised days_after_promise reason certainty");
    ck_assert_int_eq(pship_table_rows(table), 2);
    for (int64_t row = 0; row < 2; row++) {
        ck_assert_str_eq(cell(table, row, "points"), "1");
        ck_assert(empty_cell(table, row, "finish"));
        ck_assert_str_eq(cell(table, row, "reason"),
                         "one point has no pace: at least two points of different days are needed");
    }
    pship_table_free(table);
}
END_TEST

START_TEST(the_forecast_names_its_method_and_its_range)
{
    add_project("project", "line");
    state(&set, "line", "finish", "2026-12", "third");
    report("20", "2024-01-01", "first");
    report("30", "2024-04-10", "second");
    report("40.2", "2024-07-19", "third");
    report("50", "2024-10-27", "third");
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "method"), "least_squares");
    ck_assert_str_eq(cell(table, 0, "points"), "4");
    ck_assert_str_eq(cell(table, 0, "confidence"), "0.95");
    ck_assert_str_eq(cell(table, 0, "promised"), "2026-12");
    ck_assert(empty_cell(table, 0, "reason"));
    int64_t finish = pship_table_integer(table, pship_table_find(table, "finish"), 0);
    int64_t first = pship_table_integer(table, pship_table_find(table, "finish_earliest"), 0);
    int64_t last = pship_table_integer(table, pship_table_find(table, "finish_latest"), 0);
    ck_assert_int_lt(first, finish);
    ck_assert_int_lt(finish, last);
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "days_after_promise"), 0),
                     finish - day("2026-12-31"));
    ck_assert_str_eq(cell(table, 1, "method"), "last_two_points");
    ck_assert_str_eq(cell(table, 1, "points"), "2");
    ck_assert(empty_cell(table, 1, "confidence"));
    /* 9.8 points in 100 days: 50 more take 510.2. */
    ck_assert_str_eq(cell(table, 1, "finish"), "2026-03-22");
    pship_table_free(table);
    table = ask(pship_project_forecast, "2024-04-10", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "finish"), "2026-03-11");
    ck_assert_str_eq(cell(table, 0, "reason"), "two points leave no residual: no range");
    ck_assert(empty_cell(table, 0, "finish_latest"));
    pship_table_free(table);
}
END_TEST

START_TEST(points_that_agree_on_a_day_are_used_once)
{
    add_project("project", "line");
    report("40", "2024-01-01", "first");
    report("50", "2025-01-01", "second");
    report("50.2", "2025-01-01", "third");
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "points"), "2");
    /* 10.2 points in 366 days: 49.8 more take 1786.9. */
    ck_assert_str_eq(cell(table, 1, "finish"), "2029-11-23");
    pship_table_free(table);
}
END_TEST

START_TEST(points_without_a_day_are_no_points)
{
    add_project("project", "line");
    report("40", "", "first");
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_POSSIBLE);
    ck_assert_str_eq(cell(table, 0, "points"), "0");
    ck_assert_str_eq(cell(table, 1, "reason"), "no point has a day");
    pship_table_free(table);
}
END_TEST

START_TEST(where_the_forecast_has_no_day_it_says_why)
{
    add_project("project", "line");
    report("40", "2024-01-01", "first");
    report("50", "2025-01-01", "second");
    report("55", "2025-01-01", "third");
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 1, "reason"), "sources disagree on one of the last two points");
    ck_assert(empty_cell(table, 1, "finish"));
    pship_table_free(table);
}
END_TEST

START_TEST(what_is_complete_is_not_forecast)
{
    add_project("project", "line");
    report("40", "2024-01-01", "first");
    report("100", "2025-01-01", "second");
    scene_commit(&set);
    pship_table *table = ask(pship_project_forecast, "2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "reason"), "it is complete");
    ck_assert(empty_cell(table, 0, "finish"));
    ck_assert(empty_cell(table, 1, "days_after_promise"));
    pship_table_free(table);
}
END_TEST

START_TEST(zones_and_regions_say_what_they_are_for)
{
    pship_place_fields fields = PSHIP_PLACE_FIELDS_INIT;
    const char *roles[] = {"Hub"}, *incentives[] = {"No profit tax", "No customs"};
    fields.name = "Free zone";
    fields.roles = roles;
    fields.role_count = 1;
    fields.incentives = incentives;
    fields.incentive_count = 2;
    OK(pship_place_record(set.transaction, "zone", "zone", &fields, NULL, err));
    add_project("project", "line");
    state(&set, "line", "place", "zone", NULL);
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_place_list(&table, view, err));
    ck_assert_str_eq(columns_of(table),
                     "id kind name country part_of roles incentives potentials "
                     "sectors projects un_locode longitude latitude certainty contested source");
    ck_assert_str_eq(cell(table, 0, "kind"), "zone");
    ck_assert_str_eq(cell(table, 0, "roles"), "Hub");
    ck_assert_str_eq(cell(table, 0, "incentives"), "No profit tax; No customs");
    ck_assert_str_eq(cell(table, 0, "projects"), "1");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(what_is_wrong_is_told)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    FAILS(pship_project_record(set.transaction, "agreement", "x", NULL, NULL, err), PSHIP_E_INVALID,
          "not one of a project");
    FAILS(pship_place_record(set.transaction, "project", "y", NULL, NULL, err), PSHIP_E_INVALID,
          "not one of a place");
    FAILS(pship_project_record(set.transaction, "scheme", "x", NULL, NULL, err), PSHIP_E_NOT_FOUND,
          "scheme");
    add_project("project", "line");
    FAILS(pship_project_report(NULL, set.transaction, "line", "45", NULL, err), PSHIP_E_ARGUMENT,
          "day from which");
    FAILS(pship_project_report(NULL, set.transaction, "line", "45", &options, err),
          PSHIP_E_ARGUMENT, "day from which");
    scene_commit(&set);
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    FAILS(pship_project_forecast(&table, view, "nothing", err), PSHIP_E_NOT_FOUND, "nothing");
    FAILS(pship_project_progress(&table, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_project_slippage(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("project");
    TCase *all = tcase_create("project");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, a_project_comes_from_a_memorandum_and_has_partners);
    tcase_add_test(all, the_status_follows_from_days_and_progress);
    tcase_add_test(all, a_programme_with_an_outcome_has_ended);
    tcase_add_test(all, progress_points_stand_in_the_order_of_their_days);
    tcase_add_test(all, two_numbers_for_one_day_are_contested_unless_they_round_to_one);
    tcase_add_test(all, what_is_no_percentage_is_no_progress);
    tcase_add_test(all, each_source_makes_its_own_promise);
    tcase_add_test(all, nothing_is_extrapolated_from_one_point);
    tcase_add_test(all, the_forecast_names_its_method_and_its_range);
    tcase_add_test(all, points_that_agree_on_a_day_are_used_once);
    tcase_add_test(all, points_without_a_day_are_no_points);
    tcase_add_test(all, where_the_forecast_has_no_day_it_says_why);
    tcase_add_test(all, what_is_complete_is_not_forecast);
    tcase_add_test(all, zones_and_regions_say_what_they_are_for);
    tcase_add_test(all, what_is_wrong_is_told);
    suite_add_tcase(suite, all);
    return suite;
}
