#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static pship_statement_options days(const char *from, const char *until, const char *source)
{
    pship_statement_options options = said_by(source);
    options.from = from;
    options.until = until;
    return options;
}

static void office(const char *id, const char *title, const char *organisation,
                   const char *for_whom)
{
    pship_office_fields fields = PSHIP_OFFICE_FIELDS_INIT;
    fields.title = title;
    fields.organisation = organisation;
    fields.on_behalf_of = for_whom;
    OK(pship_office_record(set.transaction, id, &fields, NULL, err));
}

static void party(const char *kind, const char *id, const char *country)
{
    pship_party_fields fields = PSHIP_PARTY_FIELDS_INIT;
    fields.country = country;
    OK(pship_party_record(set.transaction, kind, id, &fields, NULL, err));
}

static void hold(const char *person, const char *held, const char *from, const char *until)
{
    pship_statement_options options = days(from, until, NULL);
    OK(pship_person_record(set.transaction, person, NULL, NULL, err));
    OK(pship_office_hold(NULL, set.transaction, person, held, &options, err));
}

static pship_table *history(const char *person, const char *held, const char *organisation)
{
    pship_office_history_options options = PSHIP_OFFICE_HISTORY_OPTIONS_INIT;
    pship_table *table = NULL;
    pship_view *view = look(&set, "2026-01-01", NULL, PSHIP_CERTAIN);
    options.person = person;
    options.office = held;
    options.organisation = organisation;
    OK(pship_office_history(&table, view, &options, err));
    pship_view_free(view);
    return table;
}

START_TEST(offices_are_told_over_time_and_for_whom)
{
    pship_statement_options options = PSHIP_STATEMENT_OPTIONS_INIT;
    party("state", "us", NULL);
    party("state", "first", NULL);
    party("ministry", "economy", "first");
    party("international_organisation", "bank", NULL);
    office("minister", "Minister", "economy", NULL);
    office("director", "Director", "bank", "us");
    hold("jo", "minister", "2010", "2017-04-20");
    hold("jo", "director", "2017-05-01", NULL);
    hold("mi", "minister", "2017-04-21", NULL);
    OK(pship_person_record(set.transaction, "joe", NULL, NULL, err));
    options.reason = "one and the same";
    OK(pship_merge_record(NULL, set.transaction, "joe", "jo", &options, err));
    scene_commit(&set);
    pship_table *told = history("joe", NULL, NULL);
    ck_assert_str_eq(columns_of(told), "person name office title organisation on_behalf_of side "
                                       "from until last_confirmed holds statement source");
    ck_assert_int_eq(pship_table_rows(told), 2);
    ck_assert_str_eq(cell(told, 0, "person"), "jo");
    ck_assert_str_eq(cell(told, 0, "office"), "director");
    ck_assert_str_eq(cell(told, 0, "on_behalf_of"), "us");
    ck_assert_str_eq(cell(told, 0, "side"), "us");
    ck_assert_str_eq(cell(told, 0, "until"), "..");
    ck_assert_str_eq(cell(told, 0, "holds"), "certain");
    ck_assert_str_eq(cell(told, 1, "title"), "Minister");
    ck_assert_str_eq(cell(told, 1, "side"), "first");
    ck_assert_str_eq(cell(told, 1, "from"), "2010");
    ck_assert_str_eq(cell(told, 1, "until"), "2017-04-20");
    ck_assert_str_eq(cell(told, 1, "holds"), "no");
    pship_table_free(told);
    told = history(NULL, "minister", NULL);
    ck_assert_int_eq(pship_table_rows(told), 2);
    ck_assert_str_eq(cell(told, 1, "person"), "mi");
    pship_table_free(told);
    told = history(NULL, NULL, "bank");
    ck_assert_int_eq(pship_table_rows(told), 1);
    pship_table_free(told);
    told = history(NULL, NULL, NULL);
    ck_assert_int_eq(pship_table_rows(told), 3);
    pship_table_free(told);
}
END_TEST

static pship_table *members_on(const char *as_of, const char *bloc, pship_truth holding)
{
    pship_table *table = NULL;
    pship_view *view = look(&set, as_of, NULL, holding);
    OK(pship_party_members(&table, view, bloc, err));
    pship_view_free(view);
    return table;
}

START_TEST(a_bloc_has_the_members_of_the_day)
{
    pship_statement_options options = days("1997-10-10", NULL, "one");
    add_source(&set, "one", "One", "2025-01-01");
    add_source(&set, "two", "Two", "2025-06-01");
    party("bloc", "union", NULL);
    party("bloc", "other", NULL);
    party("state", "first", NULL);
    party("state", "guest", NULL);
    OK(pship_party_join(NULL, set.transaction, "first", "union", &options, err));
    options.source = "two";
    OK(pship_party_join(NULL, set.transaction, "first", "union", &options, err));
    OK(pship_party_join(NULL, set.transaction, "first", "other", &options, err));
    options = days("1999-04-24", "2005-05", "one");
    OK(pship_party_join(NULL, set.transaction, "guest", "union", &options, err));
    scene_commit(&set);
    pship_table *members = members_on("2000-01-01", "union", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(members),
                     "bloc member kind name from until last_confirmed certainty source");
    ck_assert_int_eq(pship_table_rows(members), 2);
    ck_assert_str_eq(cell(members, 0, "member"), "first");
    ck_assert_str_eq(cell(members, 0, "from"), "1997-10-10");
    ck_assert_str_eq(cell(members, 0, "last_confirmed"), "2025-06-01");
    ck_assert_str_eq(cell(members, 1, "member"), "guest");
    ck_assert_str_eq(cell(members, 1, "until"), "2005-05");
    pship_table_free(members);
    members = members_on("1998-01-01", "union", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(members), 1);
    pship_table_free(members);
    members = members_on("2005-05-10", "union", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(members), 1);
    pship_table_free(members);
    members = members_on("2005-05-10", "union", PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_table_rows(members), 2);
    ck_assert_str_eq(cell(members, 1, "certainty"), "possible");
    pship_table_free(members);
    members = members_on("2026-01-01", NULL, PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(members), 2);
    ck_assert_str_eq(cell(members, 0, "bloc"), "other");
    pship_table_free(members);
}
END_TEST

START_TEST(successions_are_told_with_their_day)
{
    pship_statement_options options = days("1991-12", NULL, NULL);
    pship_table *table = NULL;
    party("state", "before", NULL);
    party("state", "second", NULL);
    party("state", "first", NULL);
    OK(pship_party_succeed(NULL, set.transaction, "second", "before", &options, err));
    options.from = "1991-10-18";
    OK(pship_party_succeed(NULL, set.transaction, "first", "before", &options, err));
    scene_commit(&set);
    pship_view *view = look(&set, "1991-12-10", NULL, PSHIP_CERTAIN);
    OK(pship_party_successions(&table, view, NULL, err));
    ck_assert_str_eq(columns_of(table),
                     "predecessor predecessor_name successor successor_name date date_earliest "
                     "date_latest happened statement source");
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 0, "successor"), "first");
    ck_assert_str_eq(cell(table, 0, "happened"), "certain");
    ck_assert_str_eq(cell(table, 1, "predecessor"), "before");
    ck_assert_str_eq(cell(table, 1, "date"), "1991-12");
    ck_assert_str_eq(cell(table, 1, "date_latest"), "1991-12-31");
    ck_assert_str_eq(cell(table, 1, "happened"), "possible");
    pship_table_free(table);
    table = NULL;
    OK(pship_party_successions(&table, view, "first", err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    FAILS(pship_party_successions(&table, view, "x", err), PSHIP_E_NOT_FOUND, "x");
    FAILS(pship_party_members(&table, view, "x", err), PSHIP_E_NOT_FOUND, "x");
    FAILS(pship_party_members(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    FAILS(pship_office_history(NULL, view, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_uint_eq(pship_office_history_options_init().size,
                      sizeof(pship_office_history_options));
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
    Suite *suite = suite_create("office");
    TCase *all = tcase_create("office");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, offices_are_told_over_time_and_for_whom);
    tcase_add_test(all, a_bloc_has_the_members_of_the_day);
    tcase_add_test(all, successions_are_told_with_their_day);
    suite_add_tcase(suite, all);
    return suite;
}
