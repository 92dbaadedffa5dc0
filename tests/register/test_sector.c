/* Sectors: schemes and mappings, coverage, shares, concentration, and the balance of partners. */
#include "register/scene.h"
#include <stdlib.h>

Suite *test_suite(void);

static scene set;
static pship_view *view;
static pship_table *table;

static void declare(const char *kind, const char *id)
{
    OK(pship_entity_record(set.transaction, kind, id, err));
}

static void sector(const char *id, const char *scheme, const char *code, const char *broader)
{
    declare("sector", id);
    if (scheme)
        state(&set, id, "scheme", scheme, NULL);
    if (code)
        state(&set, id, "code", code, NULL);
    if (broader)
        state(&set, id, "broader", broader, NULL);
}

static void commitment(const char *id, const char *in_sector, const char *date, const char *amount,
                       const char *unit)
{
    declare("commitment", id);
    state(&set, id, "text", "Do it", "notes");
    if (in_sector)
        state(&set, id, "sector", in_sector, "notes");
    if (date)
        state(&set, id, "date", date, "notes");
    if (amount) {
        pship_value value = pship_value_number(amount, unit);
        OK(pship_statement_assert(NULL, set.transaction, id, "amount", &value, NULL, err));
    }
}

static void set_up(void)
{
    memset(&set, 0, sizeof set);
    view = NULL;
    table = NULL;
    scene_open(&set);
    add_source(&set, "notes", "A paper", "2024-12-01");
    declare("sector_scheme", "own");
    declare("sector_scheme", "isic");
    sector("energy", "own", NULL, NULL);
    sector("oil", "own", NULL, "energy");
    sector("ict", "own", NULL, NULL);
    sector("art", "own", NULL, NULL);
    sector("isic-b", "isic", "B", NULL);
    sector("isic-d", "isic", "D", NULL);
    sector("isic-j", "isic", "J", NULL);
    state(&set, "energy", "close_match", "isic-d", NULL);
    state(&set, "isic-j", "exact_match", "ict", NULL);
}

static void tear_down(void)
{
    pship_table_free(table);
    pship_view_free(view);
    scene_close(&set);
}

static void look_now(void)
{
    if (set.transaction)
        scene_commit(&set);
    if (!view)
        view = look(&set, "2026-12-01", NULL, PSHIP_CERTAIN);
    pship_table_free(table);
    table = NULL;
}

/* The row of a sector (or of a gap) and a year, either of which may be empty; -1 for none. */
static int64_t row_at(const char *column, const char *text, const char *year)
{
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (strcmp(cell(table, row, column), text) == 0 &&
            strcmp(cell(table, row, "year"), year) == 0)
            return row;
    }
    return -1;
}

static void expect_counts(const char *column, const char *text, const char *year,
                          const char *commitments, const char *money)
{
    int64_t row = row_at(column, text, year);
    ck_assert_msg(row >= 0, "no row of '%s' in '%s'", text, year);
    ck_assert_str_eq(cell(table, row, "commitments"), commitments);
    ck_assert_str_eq(cell(table, row, "money"), money);
}

START_TEST(what_falls_into_a_sector_falls_into_what_is_broader)
{
    commitment("a", "oil", "2025", "5", "USD million");
    commitment("b", "energy", "2025-03", "1", "bn US dollars");
    commitment("c", "ict", "2026", "7", "EUR");
    commitment("d", NULL, "2026", NULL, NULL);
    commitment("e", "art", "2025-12/2026-01", NULL, NULL);
    commitment("f", "art", "1999", NULL, NULL);
    look_now();
    OK(pship_sector_coverage(&table, view, "own", 2025, 2026, err));
    expect_counts("sector", "oil", "2025", "1", "1");
    expect_counts("sector", "energy", "2025", "2", "2");
    expect_counts("sector", "energy", "2026", "0", "0");
    expect_counts("sector", "ict", "2026", "1", "1");
    ck_assert_str_eq(cell(table, row_at("sector", "ict", "2026"), "other_amounts"), "0");
    expect_counts("sector", "art", "", "1", "0");
    expect_counts("sector", "art", "2025", "0", "0");
    expect_counts("gap", "no_sector", "2026", "1", "0");
    ck_assert_int_eq(row_at("gap", "not_in_scheme", "2025"), -1);
    /* Four sectors in two years, one without a year, one without a sector. */
    ck_assert_int_eq(pship_table_rows(table), 10);
}
END_TEST

START_TEST(money_is_added_up_in_each_currency_by_itself)
{
    commitment("a", "oil", "2025", "5", "USD million");
    commitment("b", "energy", "2025-03", "1", "bn US dollars");
    commitment("c", "energy", "2025", "7", "EUR");
    commitment("d", "energy", "2025", "30", "USD/year");
    commitment("e", "energy", "2025", "40", "t");
    commitment("f", NULL, "2026", "2", "EUR");
    look_now();
    OK(pship_sector_money(&table, view, "own", 2025, 2026, err));
    ck_assert_str_eq(columns_of(table), "sector code name gap year currency items amount");
    static const char *const expected[][5] = {{"energy", "2025", "EUR", "1", "7"},
                                              {"energy", "2025", "USD", "2", "1005000000"},
                                              {"oil", "2025", "USD", "1", "5000000"},
                                              {"", "2026", "EUR", "1", "2"}};
    static const char *const columns[] = {"sector", "year", "currency", "items", "amount"};
    ck_assert_int_eq(pship_table_rows(table), 4);
    for (int row = 0; row < 4; row++) {
        for (int i = 0; i < 5; i++)
            ck_assert_str_eq(cell(table, row, columns[i]), expected[row][i]);
    }
    ck_assert_str_eq(cell(table, 3, "gap"), "no_sector");
    look_now();
    OK(pship_sector_coverage(&table, view, "own", 2025, 2025, err));
    ck_assert_str_eq(cell(table, row_at("sector", "energy", "2025"), "money"), "3");
    ck_assert_str_eq(cell(table, row_at("sector", "energy", "2025"), "other_amounts"), "2");
    look_now();
    OK(pship_sector_share(&table, view, "oil", 2025, 2026, err));
    ck_assert_int_eq(pship_table_rows(table), 4 + 2 + 4 + 1);
    ck_assert_str_eq(cell(table, 4, "measure"), "money");
    ck_assert_str_eq(cell(table, 4, "currency"), "EUR");
    ck_assert_str_eq(cell(table, 4, "part"), "0");
    ck_assert_str_eq(cell(table, 4, "whole"), "7");
    ck_assert_str_eq(cell(table, 5, "currency"), "USD");
    ck_assert_str_eq(cell(table, 5, "part"), "5000000");
    ck_assert_str_eq(cell(table, 10, "year"), "2026");
    ck_assert_str_eq(cell(table, 10, "left_out"), "2");
    ck_assert(empty_cell(table, 10, "percent"));
    look_now();
    OK(pship_sector_items(&table, view, "own", err));
    ck_assert_str_eq(cell(table, row_of(table, "item", "a"), "amount"), "5000000");
    ck_assert_str_eq(cell(table, row_of(table, "item", "a"), "currency"), "USD");
    ck_assert(empty_cell(table, row_of(table, "item", "e"), "amount"));
}
END_TEST

START_TEST(another_scheme_is_reached_by_mappings_the_surest_first)
{
    commitment("a", "energy", "2025", NULL, NULL);
    commitment("b", "oil", "2025", NULL, NULL);
    commitment("c", "ict", "2025", NULL, NULL);
    commitment("d", "art", "2025", NULL, NULL);
    commitment("e", "isic-b", "2025", NULL, NULL);
    look_now();
    OK(pship_sector_items(&table, view, "isic", err));
    static const char *const wanted[][4] = {{"a", "isic-d", "close", ""},
                                            {"b", "isic-d", "broad", ""},
                                            {"c", "isic-j", "exact", ""},
                                            {"d", "", "", "not_in_scheme"},
                                            {"e", "isic-b", "same", ""}};
    ck_assert_int_eq(pship_table_rows(table), 5);
    for (int64_t i = 0; i < 5; i++) {
        ck_assert_str_eq(cell(table, i, "item"), wanted[i][0]);
        ck_assert_str_eq(cell(table, i, "sector"), wanted[i][1]);
        ck_assert_str_eq(cell(table, i, "match"), wanted[i][2]);
        ck_assert_str_eq(cell(table, i, "gap"), wanted[i][3]);
    }
    ck_assert_str_eq(cell(table, 1, "stated"), "oil");
    ck_assert_str_eq(cell(table, 3, "stated"), "art");
    look_now();
    OK(pship_sector_coverage(&table, view, "isic", 2025, 2025, err));
    expect_counts("sector", "isic-d", "2025", "2", "0");
    expect_counts("gap", "not_in_scheme", "2025", "1", "0");
    ck_assert_str_eq(cell(table, 0, "code"), "B");
}
END_TEST

START_TEST(the_year_is_that_of_the_signature_the_origin_or_the_first_report)
{
    add_agreement(&set, "charter", "Charter", "notes");
    add_act(&set, "charter/negotiation", "charter", "negotiation_opening", "2025-08", "notes");
    add_act(&set, "charter/signature", "charter", "signature", "2026-02-10", "notes");
    add_agreement(&set, "memo", "Memo", "notes");
    add_act(&set, "memo/announcement", "memo", "announcement", "2025", "notes");
    add_agreement(&set, "bare", "Bare", "notes");
    commitment("lists", NULL, NULL, NULL, NULL);
    state(&set, "lists", "arises_from", "charter", "notes");
    commitment("reported", NULL, NULL, NULL, NULL);
    look_now();
    OK(pship_sector_items(&table, view, NULL, err));
    static const char *const wanted[][3] = {{"bare", "", ""},
                                            {"charter", "2026", "signature"},
                                            {"memo", "2025", "first_act"},
                                            {"lists", "2026", "origin"},
                                            {"reported", "2024", "first_report"}};
    ck_assert_int_eq(pship_table_rows(table), 5);
    for (int64_t i = 0; i < 5; i++) {
        ck_assert_str_eq(cell(table, i, "item"), wanted[i][0]);
        ck_assert_str_eq(cell(table, i, "year"), wanted[i][1]);
        ck_assert_str_eq(cell(table, i, "dated_by"), wanted[i][2]);
        ck_assert_str_eq(cell(table, i, "gap"), "no_sector");
    }
}
END_TEST

static void expect_share(const char *year, const char *measure, const char *part, const char *whole,
                         const char *percent, const char *left_out)
{
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        if (strcmp(cell(table, row, "year"), year) != 0 ||
            strcmp(cell(table, row, "measure"), measure) != 0)
            continue;
        ck_assert_str_eq(cell(table, row, "part"), part);
        ck_assert_str_eq(cell(table, row, "whole"), whole);
        ck_assert_str_eq(cell(table, row, "percent"), percent);
        ck_assert_str_eq(cell(table, row, "left_out"), left_out);
        return;
    }
    ck_abort_msg("no share of %s in '%s'", measure, year);
}

START_TEST(a_share_is_of_what_has_a_sector_and_the_rest_is_told)
{
    commitment("a", "oil", "2025", "3", "USD");
    commitment("b", "ict", "2025", "1", "USD");
    state(&set, "b", "sector", "art", "notes");
    commitment("c", NULL, "2025", "5", "USD");
    commitment("d", "energy", NULL, NULL, NULL);
    state(&set, "d", "date", "199X", "notes");
    look_now();
    OK(pship_sector_share(&table, view, "energy", 2025, 2026, err));
    expect_share("2025", "commitments", "1", "2", "50", "1");
    expect_share("2025", "money", "3", "4", "75", "5");
    expect_share("2025", "agreements", "0", "0", "", "0");
    expect_share("2026", "commitments", "0", "0", "", "0");
    expect_share("", "commitments", "1", "1", "100", "0");
    ck_assert_int_eq(pship_table_rows(table), 10); /* 4 a year, one of money, one without a year */
}
END_TEST

START_TEST(concentration_is_the_sum_of_squared_shares_of_the_broadest_sectors)
{
    commitment("a", "oil", "2025", NULL, NULL);
    commitment("b", "energy", "2025", NULL, NULL);
    commitment("c", "ict", "2025", NULL, NULL);
    commitment("d", "ict", "2025", NULL, NULL);
    state(&set, "d", "sector", "oil", "notes"); /* half in each */
    commitment("e", NULL, "2025", NULL, NULL);
    commitment("f", "oil", "2026", NULL, NULL);
    look_now();
    OK(pship_sector_concentration(&table, view, "own", 2024, 2026, err));
    ck_assert_int_eq(pship_table_rows(table), 3);
    ck_assert(empty_cell(table, 0, "index"));
    ck_assert_str_eq(cell(table, 1, "items"), "4");
    ck_assert_str_eq(cell(table, 1, "sectors"), "2");
    /* Energy 2.5 of 4, ICT 1.5 of 4. */
    ck_assert_double_eq_tol(pship_table_number(table, pship_table_find(table, "index"), 1), 0.53125,
                            1e-12);
    ck_assert_double_eq_tol(
        pship_table_number(table, pship_table_find(table, "effective_sectors"), 1), 1 / 0.53125,
        1e-12);
    ck_assert_str_eq(cell(table, 1, "left_out"), "1");
    ck_assert_str_eq(cell(table, 2, "index"), "1");
}
END_TEST

START_TEST(sectors_in_a_circle_end)
{
    state(&set, "energy", "broader", "oil", NULL);
    commitment("a", "oil", "2025", NULL, NULL);
    look_now();
    OK(pship_sector_coverage(&table, view, "own", 2025, 2025, err));
    expect_counts("sector", "energy", "2025", "1", "0");
    look_now();
    OK(pship_sector_concentration(&table, view, "own", 2025, 2025, err));
    ck_assert_str_eq(cell(table, 0, "index"), "0.5");
    look_now();
    OK(pship_sector_items(&table, view, "isic", err));
    ck_assert_str_eq(cell(table, 0, "sector"), "isic-d");
}
END_TEST

START_TEST(sectors_are_listed_by_scheme_and_code)
{
    sector("loose", NULL, NULL, NULL);
    look_now();
    OK(pship_sector_list(&table, view, err));
    static const char *const order[] = {"loose", "isic-b", "isic-d", "isic-j",
                                        "art",   "energy", "ict",    "oil"};
    for (int64_t i = 0; i < 8; i++)
        ck_assert_str_eq(cell(table, i, "id"), order[i]);
    ck_assert_str_eq(cell(table, 7, "broader"), "energy");
    ck_assert_str_eq(cell(table, 5, "close_match"), "isic-d");
    look_now();
    FAILS(pship_sector_coverage(&table, view, "energy", 2025, 2025, err), PSHIP_E_NOT_FOUND,
          "sector_scheme");
    FAILS(pship_sector_coverage(&table, view, "own", 2026, 2025, err), PSHIP_E_ARGUMENT, "years");
    FAILS(pship_sector_coverage(&table, view, "own", 0, 500, err), PSHIP_E_ARGUMENT, "500");
    FAILS(pship_sector_coverage(&table, view, "own", INT32_MIN, INT32_MAX, err), PSHIP_E_ARGUMENT,
          "years");
    FAILS(pship_sector_share(&table, view, "own", 2025, 2025, err), PSHIP_E_NOT_FOUND, "sector");
    FAILS(pship_sector_list(NULL, view, err), PSHIP_E_ARGUMENT, "NULL");
}
END_TEST

/* ---- partners */

static void party(const char *kind, const char *id, const char *country)
{
    declare(kind, id);
    if (country)
        state(&set, id, "country", country, NULL);
}

START_TEST(partners_are_states_whoever_acts_for_them)
{
    party("state", "alba", NULL);
    party("state", "borea", NULL);
    party("state", "cilia", NULL);
    party("ministry", "ministry-b", "borea");
    declare("office", "minister-c");
    party("ministry", "ministry-c", "cilia");
    state(&set, "minister-c", "organisation", "ministry-c", NULL);
    declare("person", "jo");
    state(&set, "jo", "holds_office", "minister-c", NULL);

    declare("event", "talks");
    state(&set, "talks", "date", "2025-05", "notes");
    state(&set, "talks", "participant", "alba", "notes");
    state(&set, "talks", "participant", "jo", "notes");
    state(&set, "talks", "participant", "ministry-b", "notes");
    commitment("a", NULL, "2025", NULL, NULL);
    state(&set, "a", "owner", "alba", "notes");
    state(&set, "a", "beneficiary", "borea", "notes");
    commitment("b", NULL, "2025", NULL, NULL);
    state(&set, "b", "owner", "alba", "notes");
    commitment("c", NULL, "2025", NULL, NULL); /* not alba's */
    state(&set, "c", "owner", "borea", "notes");
    look_now();
    OK(pship_partner_balance(&table, view, "alba", 2024, 2026, err));
    static const char *const wanted[][6] = {{"2025", "borea", "1", "1", "2", "50"},
                                            {"2025", "cilia", "0", "1", "1", "25"},
                                            {"2025", "", "1", "0", "1", "25"}};
    static const char *const columns[] = {"year",   "partner", "commitments",
                                          "events", "items",   "percent"};
    ck_assert_int_eq(pship_table_rows(table), 3);
    for (int64_t row = 0; row < 3; row++) {
        for (size_t i = 0; i < 6; i++)
            ck_assert_str_eq(cell(table, row, columns[i]), wanted[row][i]);
    }
    look_now();
    FAILS(pship_partner_balance(&table, view, "ministry-b", 2024, 2026, err), PSHIP_E_NOT_FOUND,
          "state");
    FAILS(pship_partner_balance(&table, view, "alba", 2026, 2024, err), PSHIP_E_ARGUMENT, "years");
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("sector");
    TCase *tests = tcase_create("sector");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, money_is_added_up_in_each_currency_by_itself);
    tcase_add_test(tests, what_falls_into_a_sector_falls_into_what_is_broader);
    tcase_add_test(tests, another_scheme_is_reached_by_mappings_the_surest_first);
    tcase_add_test(tests, the_year_is_that_of_the_signature_the_origin_or_the_first_report);
    tcase_add_test(tests, a_share_is_of_what_has_a_sector_and_the_rest_is_told);
    tcase_add_test(tests, concentration_is_the_sum_of_squared_shares_of_the_broadest_sectors);
    tcase_add_test(tests, sectors_in_a_circle_end);
    tcase_add_test(tests, sectors_are_listed_by_scheme_and_code);
    tcase_add_test(tests, partners_are_states_whoever_acts_for_them);
    suite_add_tcase(suite, tests);
    return suite;
}
