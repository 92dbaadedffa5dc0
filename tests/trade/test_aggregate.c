/* Aggregation: keys, filters, shares, growth, mappings, balances. */
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <stdio.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define LIST(member, count, ...) \
    static const char *const member##_list[] = {__VA_ARGS__}; \
    options.member = member##_list; \
    options.count = COUNT(member##_list)

static const row trade[] = {
    {"2024", "export", "AZE", "USA", "2709", 100, 10, "t", "fob"},
    {"2024", "export", "AZE", "USA", "271000", 20, NAN, NULL, NULL},
    {"2024", "export", "AZE", "ITA", "2709", 300, 30, "t", NULL},
    {"2024", "import", "AZE", "USA", "8802", 60, 6, "kg", NULL},
    {"2025", "export", "AZE", "USA", "2709", 110, 11, "t", NULL},
    {"2025", "export", "AZE", "USA", "8471", 40, 1, "kg", NULL},
    {"2025", "export", "AZE", "ITA", "2709", 270, 27, "t", NULL},
    {"2025", "import", "AZE", "USA", "8802", NAN, NAN, NULL, NULL},
    {"2025", "import", "AZE", "GEO", "0805", 5, 1, "t", NULL},
};

static pship_table *sums_of(const row *list, size_t count, const pship_aggregate_options *options)
{
    pship_flows *flows = flows_of(list, count);
    pship_table *table = NULL;
    ck_assert_msg(pship_flows_aggregate(&table, flows, options, err) == PSHIP_OK, "%s",
                  failure.message);
    pship_flows_free(flows);
    return table;
}

static pship_result refused(const row *list, size_t count, const pship_aggregate_options *options)
{
    pship_flows *flows = flows_of(list, count);
    pship_table *table = NULL;
    const pship_result result = pship_flows_aggregate(&table, flows, options, err);
    ck_assert_ptr_null(table);
    pship_flows_free(flows);
    return result;
}

START_TEST(without_keys_everything_is_one_row)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    static const char *const turnover[] = {"import", "export"};
    options.directions = turnover;
    options.direction_count = 2;
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 1);
    cells_are(table, 0, "value quantity unit rows withheld without_quantity", "905|||9|1|2");
    ck_assert_str_eq(pship_table_column_unit(table, 0), "USD thousand");
    pship_table_free(table);
    LIST(directions, direction_count, "re_import");
    table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 0); /* nothing is no zero */
    pship_table_free(table);
}
END_TEST

START_TEST(keys_stand_in_the_order_that_is_asked_for)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "partner", "period", "direction");
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 7);
    static const char *const columns = "partner period direction value quantity unit rows withheld";
    cells_are(table, 0, columns, "GEO|2025|import|5|1|t|1|0");
    cells_are(table, 1, columns, "ITA|2024|export|300|30|t|1|0");
    cells_are(table, 3, columns, "USA|2024|import|60|6|kg|1|0");
    cells_are(table, 4, columns, "USA|2024|export|120|10|t|2|0");
    cells_are(table, 5, columns, "USA|2025|import||||1|1");
    cells_are(table, 6, columns, "USA|2025|export|150|||2|0"); /* t and kg are not added */
    pship_table_free(table);
}
END_TEST

START_TEST(filters_take_codes_beginnings_and_days)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "product");
    LIST(products, product_count, "27*", "8471");
    LIST(directions, direction_count, "export");
    LIST(partners, partner_count, "USA");
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 3);
    cells_are(table, 0, "product value", "2709|210");
    cells_are(table, 1, "product value", "271000|20");
    cells_are(table, 2, "product value", "8471|40");
    pship_table_free(table);
    ck_assert_int_eq(pship_day_parse(&options.from, "2025-01-01", err), PSHIP_OK);
    options.product_digits = 2;
    table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 2);
    cells_are(table, 0, "product value rows", "27|110|1");
    cells_are(table, 1, "product value rows", "84|40|1");
    pship_table_free(table);
    ck_assert_int_eq(pship_day_parse(&options.until, "2025-12-30", err), PSHIP_OK);
    table = sums_of(trade, COUNT(trade), &options);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
}
END_TEST

START_TEST(a_filter_by_what_the_flows_do_not_have_is_told)
{
    static const char *const none[] = {"2024", "1999"}, *const typo[] = {"US"};
    static const char *const heading[] = {"27*", "99*"}, *const years[] = {"19*"};
    static const char *const importer[] = {"USA"}, *const all[] = {"*"};
    static const char *const turnover[] = {"import", "export"};
    const struct {
        pship_aggregate_options options;
        const char *said; /* NULL: it is answered */
    } cases[] = {
        {{.periods = none, .period_count = 2}, "the flows have no period '1999'"},
        {{.periods = years, .period_count = 1}, "the flows have no period '19*'"},
        {{.reporters = typo, .reporter_count = 1}, "the flows have no reporter 'US'"},
        {{.partners = typo, .partner_count = 1}, "the flows have no partner 'US'"},
        {{.products = typo, .product_count = 1}, "the flows have no product 'US'"},
        {{.products = heading, .product_count = 2}, "the flows have no product '99*'"},
        {{.products = heading, .product_count = 1}, NULL},
        {{.partners = all, .partner_count = 1}, NULL},
        /* It is there, as a partner: that it reported nothing is an answer. */
        {{.reporters = importer, .reporter_count = 1}, NULL},
    };
    pship_flows *flows = flows_of(trade, COUNT(trade));
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int balance = 0; balance < 2; balance++) {
            pship_aggregate_options options = cases[i].options;
            pship_table *table = NULL;
            options.size = sizeof options;
            options.from = options.until = PSHIP_DAY_NONE;
            options.directions = turnover;
            options.direction_count = 2;
            const pship_result result = balance
                                            ? pship_flows_balance(&table, flows, &options, err)
                                            : pship_flows_aggregate(&table, flows, &options, err);
            ck_assert_int_eq(result, cases[i].said ? PSHIP_E_NOT_FOUND : PSHIP_OK);
            if (cases[i].said)
                ck_assert_str_eq(failure.message, cases[i].said);
            pship_table_free(table);
        }
    }
    /* Of a piece of all flows nothing follows. */
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flow_sums *sums = NULL;
    pship_table *table = NULL;
    options.partners = typo;
    options.partner_count = 1;
    ck_assert_int_eq(pship_flow_sums_new(&sums, NULL, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_flow_sums_update(sums, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_flow_sums_finish(&table, sums, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 0);
    pship_table_free(table);
    pship_flow_sums_free(sums);
    pship_flows_free(flows);
}
END_TEST

START_TEST(shares_name_their_total)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "period", "partner");
    LIST(share_of, share_of_count, "period");
    LIST(directions, direction_count, "export");
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    cells_are(table, 0, "partner value share_of total share_percent",
              "ITA|300|period|420|71.42857142857143");
    cells_are(table, 3, "partner value share_of total share_percent",
              "USA|150|period|420|35.714285714285715");
    pship_table_free(table);
    options.share_of_count = 0;
    options.shares = true;
    table = sums_of(trade, COUNT(trade), &options);
    cells_are(table, 3, "share_of total share_percent total_withheld",
              "all|840|17.857142857142858|0");
    pship_table_free(table);
}
END_TEST

START_TEST(growth_names_its_base_and_contributions_add_up)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "period", "product");
    LIST(directions, direction_count, "export");
    options.base_period = "2024";
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    static const char *const columns =
        "period product value base_period comparable base_value growth_percent presence "
        "contribution_points";
    ck_assert_int_eq(pship_table_rows(table), 5);
    cells_are(table, 0, columns, "2024|2709|400||||||");
    cells_are(table, 2, columns, "2025|2709|380|2024|yes|400|-5|both|-4.761904761904762");
    cells_are(table, 3, columns, "2025|271000||2024|yes|20||left|-4.761904761904762");
    cells_are(table, 4, columns, "2025|8471|40|2024|yes|||entered|9.523809523809524");
    ck_assert_int_eq(pship_table_integer(table, pship_table_find(table, "rows"), 3), 0);
    double together = 0;
    for (int64_t i = 2; i < 5; i++)
        together += pship_table_number(table, pship_table_find(table, "contribution_points"), i);
    ck_assert(fabs(together) < 1e-12); /* 420 in both years */
    pship_table_free(table);
    options.base_period = "2023";
    ck_assert_int_eq(refused(trade, COUNT(trade), &options), PSHIP_E_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(failure.message, "2023"));
}
END_TEST

START_TEST(what_was_withheld_is_told_in_shares_and_growth)
{
    static const row list[] = {
        {"2024", "export", "AZE", "USA", "2709", 100, NAN, NULL, NULL},
        {"2024", "export", "AZE", "USA", "8471", NAN, NAN, NULL, NULL},
        {"2024", "export", "AZE", "ITA", "2709", 40, NAN, NULL, NULL},
        {"2025", "export", "AZE", "USA", "2709", 90, NAN, NULL, NULL},
        {"2025", "export", "AZE", "ITA", "2709", 50, NAN, NULL, NULL},
        {"2025", "export", "AZE", "GEO", "2709", NAN, NAN, NULL, NULL},
    };
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "period", "partner");
    LIST(share_of, share_of_count, "period");
    options.base_years = 1;
    pship_table *table = sums_of(list, COUNT(list), &options);
    static const char *const columns = "period partner value withheld total total_withheld "
                                       "comparable base_value base_withheld growth_percent "
                                       "contribution_points";
    ck_assert_int_eq(pship_table_rows(table), 5);
    cells_are(table, 0, columns, "2024|ITA|40|0|140|1|||||");
    cells_are(table, 1, columns, "2024|USA|100|1|140|1|||||");
    cells_are(table, 2, columns, "2025|GEO||1|140|1|withheld||0||");
    cells_are(table, 3, columns, "2025|ITA|50|0|140|1|yes|40|0|25|7.142857142857142");
    cells_are(table, 4, columns, "2025|USA|90|0|140|1|withheld|100|1||");
    pship_table_free(table);
}
END_TEST

static const row months[] = {
    {"2024-01/2024-10", "import", "AZE", "USA", "TOTAL", 920.8, NAN, NULL, NULL},
    {"2024", "import", "AZE", "USA", "TOTAL", 1617, NAN, NULL, NULL},
    {"2025-01/2025-10", "import", "AZE", "USA", "TOTAL", 1006.3, NAN, NULL, NULL},
    {"2025-02/2025-11", "import", "AZE", "USA", "TOTAL", 1010, NAN, NULL, NULL},
    {"2025-11", "import", "AZE", "USA", "TOTAL", 300, NAN, NULL, NULL},
};

START_TEST(periods_of_other_lengths_are_not_compared_in_silence)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "period");
    options.base_period = "2024-01/2024-10";
    pship_table *table = sums_of(months, COUNT(months), &options);
    static const char *const columns = "period base_period comparable growth_percent "
                                       "contribution_points";
    ck_assert_int_eq(pship_table_rows(table), 5);
    cells_are(table, 0, columns, "2024-01/2024-10||||");
    cells_are(table, 1, columns, "2024|2024-01/2024-10|other_length||");
    cells_are(table, 2, columns,
              "2025-01/2025-10|2024-01/2024-10|yes|9.285403996524762|9.285403996524762");
    cells_are(table, 3, columns,
              "2025-02/2025-11|2024-01/2024-10|other_months|9.687228496959172|9.687228496959172");
    cells_are(table, 4, columns, "2025-11|2024-01/2024-10|other_length||");
    pship_table_free(table);
    options.base_period = NULL;
    options.base_years = 1;
    table = sums_of(months, COUNT(months), &options);
    cells_are(table, 2, columns,
              "2025-01/2025-10|2024-01/2024-10|yes|9.285403996524762|9.285403996524762");
    cells_are(table, 1, columns, "2024||||");
    cells_are(table, 4, columns, "2025-11||||");
    pship_table_free(table);
}
END_TEST

START_TEST(turnover_is_for_who_asks_for_it)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "period");
    ck_assert_int_eq(refused(trade, COUNT(trade), &options), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message,
                     "rows of import and of export would be added up: ask by direction, or name in "
                     "a filter the direction, or those to be added");
    /* No row of the answer would hold both, and still one would be exports and the other imports. */
    LIST(products, product_count, "8471", "0805");
    ck_assert_int_eq(refused(trade, COUNT(trade), &options), PSHIP_E_INVALID);
    options.product_count = 0;
    LIST(directions, direction_count, "import", "export");
    pship_table *table = sums_of(trade, COUNT(trade), &options);
    cells_are(table, 0, "period value", "2024|480");
    cells_are(table, 1, "period value withheld", "2025|425|1");
    pship_table_free(table);
    options.direction_count = 0;
    options.add_overlapping = true;
    table = sums_of(trade, COUNT(trade), &options);
    cells_are(table, 0, "period value", "2024|480");
    pship_table_free(table);
    /* Shares of both directions in their turnover: they are told apart. */
    options = pship_aggregate_options_init();
    static const char *const keys[] = {"period", "direction"};
    options.by = keys;
    options.by_count = 2;
    options.share_of = keys;
    options.share_of_count = 1;
    table = sums_of(trade, COUNT(trade), &options);
    cells_are(table, 0, "direction total share_percent", "import|480|12.5");
    pship_table_free(table);
}
END_TEST

START_TEST(what_would_count_twice_is_refused)
{
    static const row again[] = {
        {"2024", "export", "AZE", "USA", "1", 1, NAN, NULL, NULL},
        {"2024", "re_export", "AZE", "USA", "1", 1, NAN, NULL, NULL},
        {"spring", "export", "AZE", "USA", "1", 1, NAN, NULL, NULL},
    };
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    ck_assert_int_eq(refused(months, COUNT(months), &options), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "'2024-01/2024-10' and '2024' overlap"));
    ck_assert_int_eq(refused(again, 2, &options), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "rows of export and of re_export"));
    static const char *const both[] = {"export", "re_export"};
    options.directions = both;
    options.direction_count = 2;
    ck_assert_int_eq(refused(again, 2, &options), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "re-exports would be added"));
    LIST(directions, direction_count, "export");
    ck_assert_int_eq(refused(again, 3, &options), PSHIP_E_INVALID);
    ck_assert_ptr_nonnull(strstr(failure.message, "'spring'"));
    options.add_overlapping = true;
    pship_table *table = sums_of(again, 3, &options);
    cells_are(table, 0, "value rows", "2|2");
    pship_table_free(table);
    options.add_overlapping = false;
    LIST(by, by_count, "period");
    table = sums_of(again, 3, &options);
    ck_assert_int_eq(pship_table_rows(table), 2);
    pship_table_free(table);
    /* A share of a total over periods is a sum over periods too. */
    options.shares = true;
    ck_assert_int_eq(refused(again, 3, &options), PSHIP_E_INVALID);
}
END_TEST

static pship_mapping *mapping_of(bool with_weights)
{
    static const char *const from[] = {"2709", "8471", "8471", "0805"};
    static const char *const to[] = {"energy", "machines", "ict", "food"};
    static const double weights[] = {1, 0.75, 0.25, 0.5};
    pship_mapping *mapping = NULL;
    pship_mapping_options about = PSHIP_MAPPING_OPTIONS_INIT;
    about.from_classification = "HS12";
    ck_assert_int_eq(
        pship_mapping_new(&mapping, NULL, from, to, with_weights ? weights : NULL, 4, &about, err),
        PSHIP_OK);
    return mapping;
}

START_TEST(a_mapping_weighs_and_lists_what_it_does_not_know)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_mapping *mapping = mapping_of(true);
    pship_table *table = NULL, *unmapped = NULL;
    pship_flows *flows = flows_of(trade, COUNT(trade));
    pship_flow_sums *sums = NULL;
    LIST(by, by_count, "product");
    LIST(directions, direction_count, "import", "export");
    options.mapping = mapping;
    ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message, "the weights of '0805' sum to 0.5, not to one");
    options.any_weights = true;
    ck_assert_int_eq(pship_flow_sums_new(&sums, NULL, &options, err), PSHIP_OK);
    pship_mapping_free(mapping);
    ck_assert_int_eq(pship_flow_sums_update(sums, flows, err), PSHIP_OK);
    ck_assert_int_eq(pship_flow_sums_finish(&table, sums, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(table), 5);
    cells_are(table, 0, "product value rows", "energy|780|4");
    cells_are(table, 1, "product value rows", "food|2.5|1");
    cells_are(table, 2, "product value rows", "ict|10|1");
    cells_are(table, 3, "product value rows", "machines|30|1");
    cells_are(table, 4, "product value rows withheld", "|80|3|1");
    ck_assert(pship_table_is_null(table, 0, 4));
    ck_assert_int_eq(pship_flow_sums_unmapped(&unmapped, sums, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(unmapped), 3);
    cells_are(unmapped, 0, "product mapped value rows", "0805|0.5|5|1");
    cells_are(unmapped, 1, "product mapped value rows", "271000|0|20|1");
    cells_are(unmapped, 2, "product mapped value rows", "8802|0|60|2");
    pship_table_free(table);
    pship_table_free(unmapped);
    pship_flow_sums_free(sums);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_balance_lacks_what_nobody_recorded)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flows *flows = flows_of(trade, COUNT(trade));
    pship_table *table = NULL;
    LIST(by, by_count, "period", "partner");
    ck_assert_int_eq(pship_flows_balance(&table, flows, &options, err), PSHIP_OK);
    static const char *const columns = "period partner exports imports balance turnover normalized "
                                       "cover export_rows import_rows withheld";
    ck_assert_int_eq(pship_table_rows(table), 5);
    cells_are(table, 0, columns, "2024|ITA|300||||||1|0|0");
    cells_are(table, 1, columns, "2024|USA|120|60|60|180|0.3333333333333333|2|2|1|0");
    cells_are(table, 2, columns, "2025|GEO||5|||||0|1|0");
    cells_are(table, 4, columns, "2025|USA|150||||||2|1|1");
    pship_table_free(table);
    table = NULL;
    options.base_period = "2024";
    ck_assert_int_eq(pship_flows_balance(&table, flows, &options, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(what_is_asked_wrongly_is_told)
{
    pship_mapping *mapping = mapping_of(false);
    pship_table *table = NULL;
    pship_flows *flows = flows_of(trade, COUNT(trade));
    const struct {
        pship_aggregate_options options;
        pship_result result;
        const char *words;
    } bad[] = {
        {{.by = (const char *const[]){"country"}, .by_count = 1}, PSHIP_E_ARGUMENT, "'country'"},
        {{.by = NULL, .by_count = 1}, PSHIP_E_ARGUMENT, "`by` is NULL"},
        {{.reporters = NULL, .reporter_count = 2}, PSHIP_E_ARGUMENT, "a code of a reporter"},
        {{.by = (const char *const[]){"period", "period"}, .by_count = 2},
         PSHIP_E_ARGUMENT,
         "twice"},
        {{.directions = (const char *const[]){"up"}, .direction_count = 1},
         PSHIP_E_ARGUMENT,
         "'up'"},
        {{.share_of = (const char *const[]){"period"}, .share_of_count = 1},
         PSHIP_E_ARGUMENT,
         "in `by`"},
        {{.base_years = 1}, PSHIP_E_ARGUMENT, "period in `by`"},
        {{.base_years = 1, .base_period = "2024"}, PSHIP_E_ARGUMENT, "one base"},
        {{.base_years = -1}, PSHIP_E_ARGUMENT, "from 0 up"},
        {{.product_digits = 2}, PSHIP_E_ARGUMENT, "product in `by`"},
        {{.product_level = -2}, PSHIP_E_ARGUMENT, "from 0 up"},
        {{.mapping = mapping,
          .product_digits = 2,
          .by = (const char *const[]){"product"},
          .by_count = 1},
         PSHIP_E_ARGUMENT,
         "not by both"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        pship_aggregate_options options = bad[i].options;
        options.size = sizeof options;
        options.from = options.until = PSHIP_DAY_NONE;
        ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), bad[i].result);
        ck_assert_msg(strstr(failure.message, bad[i].words) != NULL, "%s", failure.message);
    }
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    LIST(by, by_count, "product");
    LIST(directions, direction_count, "import", "export");
    options.mapping = mapping; /* brings 8471 to two groups, each wholly: 2 is not 1 */
    ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message, "the weights of '8471' sum to 2, not to one");
    static const char *const oil[] = {"2709"}; /* where it is not used it does not matter */
    options.products = oil;
    options.product_count = 1;
    ck_assert_int_eq(pship_flows_aggregate(&table, flows, &options, err), PSHIP_OK);
    pship_table_free(table);
    table = NULL;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *rows = table_of(trade, COUNT(trade));
    pship_flows *sitc = NULL;
    about.classification = "SITC4";
    ck_assert_int_eq(pship_flows_from_table(&sitc, rows, NULL, &about, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_aggregate(&table, sitc, &options, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message, "the mapping is from HS12, and the flows have SITC4");
    options.any_classification = true;
    ck_assert_int_eq(pship_flows_aggregate(&table, sitc, &options, err), PSHIP_OK);
    pship_table_free(table);
    pship_table_free(rows);
    pship_flows_free(sitc);
    ck_assert_int_eq(pship_flows_aggregate(NULL, flows, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flows_aggregate(&table, NULL, NULL, err), PSHIP_E_ARGUMENT);
    pship_mapping_free(mapping);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("aggregate");
    TCase *tests = tcase_create("aggregate");
    tcase_add_test(tests, without_keys_everything_is_one_row);
    tcase_add_test(tests, keys_stand_in_the_order_that_is_asked_for);
    tcase_add_test(tests, filters_take_codes_beginnings_and_days);
    tcase_add_test(tests, a_filter_by_what_the_flows_do_not_have_is_told);
    tcase_add_test(tests, shares_name_their_total);
    tcase_add_test(tests, growth_names_its_base_and_contributions_add_up);
    tcase_add_test(tests, what_was_withheld_is_told_in_shares_and_growth);
    tcase_add_test(tests, periods_of_other_lengths_are_not_compared_in_silence);
    tcase_add_test(tests, turnover_is_for_who_asks_for_it);
    tcase_add_test(tests, what_would_count_twice_is_refused);
    tcase_add_test(tests, a_mapping_weighs_and_lists_what_it_does_not_know);
    tcase_add_test(tests, a_balance_lacks_what_nobody_recorded);
    tcase_add_test(tests, what_is_asked_wrongly_is_told);
    suite_add_tcase(suite, tests);
    return suite;
}
