/* Indicators where worlds are small and odd: facts in other units, what nobody reported, zeros, rounding, numbers beyond all. */
#include "trade/computed.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* What is known of one country beside its trade. */
static pship_table *fact_of(const char *country, const char *column, double number,
                            const char *unit)
{
    const pship__column_spec columns[] = {{"country", PSHIP_COLUMN_UTF8, NULL, 0},
                                          {column, PSHIP_COLUMN_FLOAT64, unit, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 2, err), PSHIP_OK);
    pship__add_text(builder, country);
    pship__add_number(builder, number);
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

/* Values are in thousand dollars. */
static pship_result with_fact(double *answer, const char *name, const char *country,
                              const char *column, double number, const char *unit)
{
    static const row list[] = {{"2025", "export", "A", "B", "x", 100, NAN, NULL, NULL},
                               {"2025", "export", "B", "A", "y", 50, NAN, NULL, NULL}};
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *facts = fact_of(country, column, number, unit), *table = NULL;
    pship_result result = pship_indicator_compute(&table, flows, &name, 1, facts, NULL, err);
    *answer = result == PSHIP_OK ? at(table, name, 0) : NAN;
    ck_assert((result == PSHIP_OK) == (table != NULL));
    pship_table_free(table);
    pship_table_free(facts);
    pship_flows_free(flows);
    return result;
}

START_TEST(facts_are_brought_to_the_unit_of_the_values)
{
    static const struct {
        double gdp;
        const char *unit;
    } same[] = {{1000, "USD thousand"}, {1e6, "USD"}, {1, "million US dollars"}, {1000, NULL}};
    double answer;
    for (size_t i = 0; i < COUNT(same); i++) {
        ck_assert_msg(with_fact(&answer, "export_propensity", "A", "gdp", same[i].gdp,
                                same[i].unit) == PSHIP_OK,
                      "%s", err->message);
        ck_assert_double_eq_tol(answer, 0.1, 1e-15);
    }
    ck_assert_int_eq(with_fact(&answer, "self_sufficiency", "A", "output", 250000, "USD"),
                     PSHIP_OK);
    ck_assert_double_eq_tol(answer, 250.0 / 200, 1e-15);
    /* Incomes are not compared with values: what is made of them is in their own unit. */
    ck_assert_int_eq(with_fact(&answer, "expy", "A", "gdp_per_capita", 7000, "EUR"), PSHIP_OK);
    ck_assert_double_eq(answer, 7000);
}
END_TEST

START_TEST(facts_in_another_currency_are_refused)
{
    static const char *const others[] = {"EUR", "t", "USD per t", "dollars", "percent"};
    double answer;
    for (size_t i = 0; i < COUNT(others); i++)
        ck_assert_int_eq(with_fact(&answer, "openness", "A", "gdp", 1000, others[i]),
                         PSHIP_E_CONFLICT);
    ck_assert_int_eq(with_fact(&answer, "openness", "A", "gdp", 1000, "EUR"), PSHIP_E_CONFLICT);
    ck_assert_str_eq(err->message, "the facts 'gdp' in 'EUR' cannot be compared with values in "
                                   "'USD thousand'");
}
END_TEST

START_TEST(facts_of_none_of_the_countries_are_refused)
{
    double answer;
    ck_assert_int_eq(with_fact(&answer, "openness", "Atlantis", "gdp", 1000, NULL),
                     PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(err->message, "none of the countries of the facts is in the flows");
}
END_TEST

/* A cell of the answer for a country; NaN where it is null. */
static double of_country(const pship_table *table, const char *column, const char *period,
                         const char *country)
{
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        if (strcmp(cell_text(table, i, "period"), period) == 0 &&
            strcmp(cell_text(table, i, "reporter"), country) == 0)
            return pship_table_is_null(table, pship_table_find(table, column), i)
                       ? (double)NAN
                       : at(table, column, i);
    }
    ck_abort_msg("no row of %s in %s", country, period);
    return NAN;
}

START_TEST(what_a_country_does_not_report_is_null_and_not_zero)
{
    static const row list[] = {
        {"2024", "import", "A", "B", "x", 40, NAN, NULL, NULL},
        {"2024", "import", "B", "A", "x", 90, NAN, NULL, NULL},
        {"2024", "export", "A", "B", "x", 80, NAN, NULL, NULL},
        {"2024", "export", "B", "A", "x", 30, NAN, NULL, NULL},
        {"2024", "export", "C", "A", "x", 20, NAN, NULL, NULL},
        {"2025", "import", "A", "B", "x", 55, NAN, NULL, NULL},
        {"2025", "import", "C", "B", "x", NAN, NAN, NULL, NULL}, /* withheld */
        {"2025", "export", "A", "B", "x", 100, NAN, NULL, NULL},
        {"2025", "export", "C", "A", "x", 0, NAN, NULL, NULL},
        {"2025", "import", "B", "A", "x", 10, NAN, NULL, NULL},
    };
    static const char *const names[] = {
        "exports",       "imports",     "trade_balance",   "normalised_balance",
        "export_growth", "cover_ratio", "active_products", "cmsa_change"};
    pship_indicator_options options = PSHIP_INDICATOR_OPTIONS_INIT;
    options.imports = PSHIP_IMPORT_SOURCE_REPORTED;
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = NULL;
    ck_assert_msg(pship_indicator_compute(&table, flows, names, COUNT(names), NULL, &options,
                                          err) == PSHIP_OK,
                  "%s", err->message);
    ck_assert_double_eq(of_country(table, "trade_balance", "2025", "A"), 45);
    ck_assert_double_eq(of_country(table, "export_growth", "2025", "A"), 0.25);
    ck_assert_double_eq(of_country(table, "exports", "2024", "C"), 20);
    ck_assert(isnan(of_country(table, "imports", "2024", "C")));
    ck_assert(isnan(of_country(table, "trade_balance", "2024", "C")));
    ck_assert(isnan(of_country(table, "normalised_balance", "2024", "C")));
    /* B exported, and now it tells nothing of it: that is no fall by a hundred percent. */
    ck_assert_double_eq(of_country(table, "imports", "2025", "B"), 10);
    for (size_t n = 0; n < COUNT(names); n++) {
        if (strcmp(names[n], "imports") != 0)
            ck_assert_msg(isnan(of_country(table, names[n], "2025", "B")), "%s", names[n]);
    }
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_zero_that_was_told_is_a_zero)
{
    static const row list[] = {
        {"2024", "export", "A", "B", "x", 80, NAN, NULL, NULL},
        {"2024", "export", "B", "A", "x", 30, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "x", 0, NAN, NULL, NULL},
        {"2025", "export", "B", "A", "x", 30, NAN, NULL, NULL},
    };
    static const char *const names[] = {"exports", "export_growth", "imports"};
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = compute(flows, names, COUNT(names));
    ck_assert_double_eq(of_country(table, "exports", "2025", "A"), 0);
    ck_assert_double_eq(of_country(table, "export_growth", "2025", "A"), -1);
    ck_assert_double_eq(of_country(table, "imports", "2025", "B"), 0); /* mirrored */
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_difference_of_rounding_is_no_trade)
{
    /* A imports x alone; added by partner and by product, 0.1 + 0.2 + 0.3 are two numbers. */
    static const row list[] = {
        {"2025", "export", "B", "A", "x", 0.1, NAN, NULL, NULL},
        {"2025", "export", "C", "A", "x", 0.2, NAN, NULL, NULL},
        {"2025", "export", "D", "A", "x", 0.3, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "x", 5, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "y", 7, NAN, NULL, NULL},
    };
    static const char *const names[] = {"vollrath_rma", "vollrath_rta", "vollrath_rc"};
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = compute(flows, names, COUNT(names));
    ck_assert_str_eq(cell_text(table, 0, "reporter"), "A");
    ck_assert_str_eq(cell_text(table, 0, "product"), "x");
    for (size_t n = 0; n < COUNT(names); n++)
        ck_assert_str_eq(cell_text(table, 0, names[n]), "");
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_share_too_small_for_a_number_adds_no_entropy)
{
    static const row list[] = {
        {"2025", "export", "A", "B", "x", 1e-320, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "y", 1e10, NAN, NULL, NULL},
    };
    static const char *const names[] = {"shannon", "effective_products", "theil"};
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = compute(flows, names, COUNT(names));
    ck_assert_double_eq(of_country(table, "shannon", "2025", "A"), 0);
    ck_assert_double_eq(of_country(table, "effective_products", "2025", "A"), 1);
    ck_assert_double_eq_tol(of_country(table, "theil", "2025", "A"), log(2), 1e-15);
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(sums_beyond_all_numbers_are_refused)
{
    static const row list[] = {
        {"2024", "export", "A", "B", "x", 1e308, NAN, NULL, NULL},
        {"2024", "export", "A", "C", "y", 1e308, NAN, NULL, NULL},
        {"2025", "export", "A", "B", "x", 1, NAN, NULL, NULL},
        {"2026", "export", "A", "B", "x", 1, NAN, NULL, NULL},
    };
    static const char *const names[] = {"exports", "rca", "pair_exports",
                                        "export_growth_least_squares"};
    pship_flows *flows = flows_of(list, COUNT(list));
    for (size_t n = 0; n < COUNT(names); n++) {
        pship_table *table = NULL;
        ck_assert_int_eq(pship_indicator_compute(&table, flows, &names[n], 1, NULL, NULL, err),
                         PSHIP_E_LIMIT);
        ck_assert_ptr_null(table);
    }
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_quarter_of_a_year_is_three_months_however_long)
{
    static const row list[] = {
        {"2025-01", "export", "A", "B", "x", 100, NAN, NULL, NULL},
        {"2025-04", "export", "A", "B", "x", 110, NAN, NULL, NULL},
        {"2027-01", "export", "A", "B", "x", 121, NAN, NULL, NULL},
    };
    static const char *const names[] = {"export_cagr", "export_growth_least_squares"};
    static const char *const periods[] = {"2025-04", "2027-01"};
    pship_indicator_options options = PSHIP_INDICATOR_OPTIONS_INIT;
    options.base_period = "2025-01";
    options.periods = periods;
    options.period_count = 2;
    pship_flows *flows = flows_of(list, COUNT(list));
    pship_table *table = NULL;
    ck_assert_msg(pship_indicator_compute(&table, flows, names, COUNT(names), NULL, &options,
                                          err) == PSHIP_OK,
                  "%s", err->message);
    ck_assert_double_eq_tol(of_country(table, names[0], "2025-04", "A"), 0.4641, 1e-14);
    ck_assert_double_eq_tol(of_country(table, names[1], "2025-04", "A"), 0.4641, 1e-14);
    ck_assert_double_eq_tol(of_country(table, names[0], "2027-01", "A"), 0.1, 1e-14);
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("indicator_edges");
    TCase *tests = tcase_create("indicator_edges");
    tcase_add_test(tests, facts_are_brought_to_the_unit_of_the_values);
    tcase_add_test(tests, facts_in_another_currency_are_refused);
    tcase_add_test(tests, facts_of_none_of_the_countries_are_refused);
    tcase_add_test(tests, what_a_country_does_not_report_is_null_and_not_zero);
    tcase_add_test(tests, a_zero_that_was_told_is_a_zero);
    tcase_add_test(tests, a_difference_of_rounding_is_no_trade);
    tcase_add_test(tests, a_share_too_small_for_a_number_adds_no_entropy);
    tcase_add_test(tests, sums_beyond_all_numbers_are_refused);
    tcase_add_test(tests, a_quarter_of_a_year_is_three_months_however_long);
    suite_add_tcase(suite, tests);
    return suite;
}
