#include "register/scene.h"

Suite *test_suite(void);

static scene set;

static void begin(void)
{
    memset(&set, 0, sizeof set);
    scene_open(&set);
    add_source(&set, "paper", "Paper", "2026-01-14");
    add_source(&set, "other", "Other", "2026-02-14");
    OK(pship_party_record(set.transaction, "state", "us", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "state", "am", NULL, NULL, err));
    OK(pship_party_record(set.transaction, "company", "company", NULL, NULL, err));
}

static void end(void)
{
    scene_close(&set);
}

static void add(const char *id, const char *holder, const char *stage, const char *percentage,
                const char *from, const char *until)
{
    pship_share_fields fields = PSHIP_SHARE_FIELDS_INIT;
    pship_statement_options options = said_by("paper");
    fields.venture = "company";
    fields.holder = holder;
    fields.stage = stage;
    fields.origin = holder;
    fields.percentage = percentage;
    options.from = from;
    options.until = until;
    OK(pship_share_record(set.transaction, id, &fields, &options, err));
}

static void more(const char *id, const char *percentage, const char *qualifier, const char *source)
{
    pship_statement_options options = said_by(source);
    options.qualifier = qualifier;
    OK(pship_statement_assert_text(NULL, set.transaction, id, "percentage", percentage, "percent",
                                   &options, err));
}

static pship_table *list(const char *as_of, pship_truth holding)
{
    pship_view *view = look(&set, as_of, NULL, holding);
    pship_table *table = NULL;
    OK(pship_share_list(&table, view, "company", err));
    pship_view_free(view);
    return table;
}

static pship_table *history(const char *as_of)
{
    pship_view *view = look(&set, as_of, NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_share_history(&table, view, NULL, err));
    pship_view_free(view);
    return table;
}

START_TEST(the_shares_of_each_stage_total_a_hundred)
{
    add("a", "us", "first", "74", NULL, NULL);
    add("b", "am", "first", "26", NULL, NULL);
    add("c", "am", "second", "49", NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(columns_of(table),
                     "venture stage holder origin percentage qualifier from until origin_total "
                     "total complete share certainty contested source");
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 0, "holder"), "us"); /* the greatest first */
    ck_assert_str_eq(cell(table, 0, "total"), "100");
    ck_assert_str_eq(cell(table, 0, "complete"), "certain");
    ck_assert_str_eq(cell(table, 1, "complete"), "certain");
    ck_assert_str_eq(cell(table, 2, "stage"), "second");
    ck_assert_str_eq(cell(table, 2, "total"), "49");
    ck_assert_str_eq(cell(table, 2, "complete"), "no");
    ck_assert_str_eq(cell(table, 2, "source"), "paper");
    pship_table_free(table);
}
END_TEST

START_TEST(a_share_is_held_in_its_time)
{
    add("a", "us", NULL, "74", "2027-01-01", "2075-12-31");
    add("a", NULL, NULL, "51", "2076-01-01", "2125-12-31");
    add("b", "am", NULL, "26", "2027-01-01", "2075-12-31");
    add("b", NULL, NULL, "49", "2076-01-01", "2125-12-31");
    scene_commit(&set);
    static const char *const expected[][3] = {
        {"2027-01-01", "74", "26"}, {"2075-12-31", "74", "26"}, {"2076-01-01", "51", "49"}};
    for (size_t i = 0; i < 3; i++) {
        pship_table *table = list(expected[i][0], PSHIP_CERTAIN);
        ck_assert_int_eq(pship_table_rows(table), 2);
        ck_assert_str_eq(cell(table, 0, "percentage"), expected[i][1]);
        ck_assert_str_eq(cell(table, 1, "percentage"), expected[i][2]);
        ck_assert_str_eq(cell(table, 0, "complete"), "certain");
        pship_table_free(table);
    }
    pship_table *table = list("2126-01-01", PSHIP_CERTAIN);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    table = history("2026-05-01");
    ck_assert_str_eq(columns_of(table),
                     "venture stage holder origin percentage qualifier from until "
                     "change share held source published");
    ck_assert_int_eq(pship_table_rows(table), 4);
    ck_assert_str_eq(cell(table, 0, "share"), "a");
    ck_assert(empty_cell(table, 0, "change"));
    ck_assert_str_eq(cell(table, 1, "from"), "2076-01-01");
    ck_assert_str_eq(cell(table, 1, "change"), "-23");
    ck_assert_str_eq(cell(table, 1, "held"), "no");
    ck_assert_str_eq(cell(table, 3, "change"), "23");
    ck_assert_str_eq(cell(table, 3, "published"), "2026-01-14");
    pship_table_free(table);
}
END_TEST

START_TEST(rounding_and_qualifiers_leave_it_open)
{
    add("a", "us", NULL, "33.3", NULL, NULL);
    add("b", "am", NULL, "66.6", NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "total"), "99.9");
    ck_assert_str_eq(cell(table, 0, "complete"), "possible");
    pship_table_free(table);
}
END_TEST

START_TEST(about_so_much_and_the_rest_may_be_all)
{
    add("a", "us", NULL, NULL, NULL, NULL);
    more("a", "47", "roughly", "paper");
    add("b", "am", NULL, "53", NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    int64_t us = row_of(table, "holder", "us");
    ck_assert_str_eq(cell(table, us, "qualifier"), "roughly");
    ck_assert_str_eq(cell(table, us, "total"), "100");
    ck_assert_str_eq(cell(table, us, "complete"), "possible");
    pship_table_free(table);
}
END_TEST

START_TEST(too_much_or_too_little_is_not_all)
{
    add("a", "us", NULL, "74", NULL, NULL);
    add("b", "am", NULL, "27.5", NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "total"), "101.5");
    ck_assert_str_eq(cell(table, 0, "complete"), "no");
    pship_table_free(table);
}
END_TEST

START_TEST(what_sources_give_differently_is_contested_and_has_no_total)
{
    add("a", "us", NULL, "6.79", NULL, NULL);
    more("a", "2.5", NULL, "other");
    add("b", "am", NULL, "93.21", NULL, NULL);
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    int64_t us = row_of(table, "holder", "us");
    ck_assert_str_eq(cell(table, us, "contested"), "true");
    ck_assert(empty_cell(table, us, "percentage"));
    ck_assert(empty_cell(table, us, "total"));
    ck_assert_str_eq(cell(table, us, "complete"), "possible");
    pship_table_free(table);
}
END_TEST

START_TEST(an_unknown_share_is_listed_and_none_is_nothing)
{
    pship_value unknown = pship_value_unknown(), none = pship_value_none();
    add("a", "us", NULL, NULL, NULL, NULL);
    OK(pship_statement_assert(NULL, set.transaction, "a", "percentage", &unknown, NULL, err));
    add("b", "am", NULL, NULL, NULL, NULL);
    OK(pship_statement_assert(NULL, set.transaction, "b", "percentage", &none, NULL, err));
    scene_commit(&set);
    pship_table *table = list("2026-05-01", PSHIP_CERTAIN);
    ck_assert_str_eq(cell(table, 0, "percentage"), "0");
    ck_assert_str_eq(cell(table, 0, "holder"), "am");
    ck_assert(empty_cell(table, 1, "percentage"));
    ck_assert_str_eq(cell(table, 1, "complete"), "possible");
    pship_table_free(table);
}
END_TEST

START_TEST(a_doubtful_share_makes_the_whole_doubtful)
{
    add("a", "us", NULL, "74", "2026", NULL);
    add("b", "am", NULL, "26", NULL, NULL);
    scene_commit(&set);
    pship_table *certain = list("2026-05-01", PSHIP_CERTAIN);
    pship_table *possible = list("2026-05-01", PSHIP_POSSIBLE);
    ck_assert_int_eq(pship_table_rows(certain), 1);
    ck_assert_str_eq(cell(certain, 0, "complete"), "no");
    ck_assert_int_eq(pship_table_rows(possible), 2);
    ck_assert_str_eq(cell(possible, 0, "certainty"), "possible");
    ck_assert_str_eq(cell(possible, 0, "complete"), "possible");
    pship_table_free(certain);
    pship_table_free(possible);
}
END_TEST

START_TEST(shares_of_one_origin_add_up)
{
    add("a", "us", NULL, "11.3", NULL, NULL);
    add("b", "company", NULL, "8.0", NULL, NULL);
    state(&set, "b", "origin", "us", "other");
    OK(pship_entity_record(set.transaction, "share", "c", err));
    state(&set, "c", "venture", "company", NULL);
    more("c", "3", NULL, "paper");
    scene_commit(&set);
    pship_view_options options = PSHIP_VIEW_OPTIONS_INIT;
    pship_view *view = NULL;
    pship_table *table = NULL;
    static const char *const preferred[] = {"other"};
    options.as_of = day("2026-05-01");
    options.preferred_sources = preferred;
    options.preferred_source_count = 1;
    OK(pship_view_open(&view, set.model, &options, err));
    OK(pship_share_list(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert_str_eq(cell(table, 0, "origin_total"), "19.3");
    ck_assert_str_eq(cell(table, 1, "origin_total"), "19.3");
    ck_assert(empty_cell(table, 2, "origin_total"));
    ck_assert_str_eq(cell(table, 0, "total"), "22.3");
    pship_table_free(table);
    pship_view_free(view);
}
END_TEST

START_TEST(one_venture_or_all)
{
    pship_share_fields fields = PSHIP_SHARE_FIELDS_INIT;
    OK(pship_entity_record(set.transaction, "field", "field", err));
    add("a", "us", NULL, "100", NULL, NULL);
    fields.venture = "field";
    fields.holder = "am";
    fields.percentage = "100";
    OK(pship_share_record(set.transaction, "z", &fields, NULL, err));
    scene_commit(&set);
    pship_view *view = look(&set, "2026-05-01", NULL, PSHIP_CERTAIN);
    pship_table *table = NULL;
    OK(pship_share_list(&table, view, NULL, err));
    ck_assert_int_eq(pship_table_rows(table), 2);
    ck_assert_str_eq(cell(table, 1, "venture"), "field");
    pship_table_free(table);
    OK(pship_share_history(&table, view, "field", err));
    ck_assert_int_eq(pship_table_rows(table), 1);
    pship_table_free(table);
    table = NULL;
    FAILS(pship_share_list(&table, view, "nothing", err), PSHIP_E_NOT_FOUND, "nothing");
    FAILS(pship_share_history(&table, NULL, NULL, err), PSHIP_E_ARGUMENT, "NULL");
    ck_assert_ptr_null(table);
    pship_view_free(view);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("share");
    TCase *all = tcase_create("share");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, the_shares_of_each_stage_total_a_hundred);
    tcase_add_test(all, a_share_is_held_in_its_time);
    tcase_add_test(all, rounding_and_qualifiers_leave_it_open);
    tcase_add_test(all, about_so_much_and_the_rest_may_be_all);
    tcase_add_test(all, too_much_or_too_little_is_not_all);
    tcase_add_test(all, what_sources_give_differently_is_contested_and_has_no_total);
    tcase_add_test(all, an_unknown_share_is_listed_and_none_is_nothing);
    tcase_add_test(all, a_doubtful_share_makes_the_whole_doubtful);
    tcase_add_test(all, shares_of_one_origin_add_up);
    tcase_add_test(all, one_venture_or_all);
    suite_add_tcase(suite, all);
    return suite;
}
