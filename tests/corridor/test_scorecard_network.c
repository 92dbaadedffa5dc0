/* Scorecards of routes, and volumes held against capacities. */
#include "alloc/failing.h"
#include "corridor/cells.h"
#include "corridor/tables.h"
#include <partnership/scorecard.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static const network_lines corridor = {
    .links = "id,from,to,mode,#time_h,#length_km,#rate,#headway_h,#spread_h,#well_to_wheel_g,"
             "#capacity_t\n"
             "east,yining,khorgos,rail,10,400,0.05,,1,20,8\n"
             "west,khorgos,aktau,rail,60,3000,0.05,,2,20,5\n"
             "ferry,aktau,baku,sea,24,500,0.01,48,,10,4",
    .places = "id,kind,#time_h,#fee,#capacity_t,#capacity_teu\n"
              "yining,city,3,,,\nkhorgos,border_point,40,2,6,100\naktau,border_crossing,,,3,\n"
              "baku,seaport,,,,",
    .transfers = "place,from_mode,to_mode,#time_h,#capacity_teu\naktau,rail,sea,20,50",
    .sources = "part,element,attribute,source,?assumed,#low,#high\nlink,west,time_h,,t,50,80",
};

static const pship_place_pair pairs[] = {
    {"yining", "baku"}, {"baku", "yining"}, {"yining", "khorgos"}};

static pship_table *carded(const pship_network *network, size_t count)
{
    pship_table *table = NULL;
    ck_assert_msg(pship_scorecard_from_network(&table, network, pairs, count, NULL, err) ==
                      PSHIP_OK,
                  "%s", failure.message);
    return table;
}

#define ROW "indicator code value unit samples left_out part element"

START_TEST(a_route_has_the_indicators_of_trips)
{
    pship_network *network = network_of(corridor);
    pship_table *table = carded(network, 1);
    static const char *const expected[] = {
        "border_time TFI1 30 h 2 0 - -", /* 40, and 20 for the change */
        "border_cost TFI2 40 USD/20 t 1 1 - -",
        /* 20 + 150 + 5 + 2 for 3900 km */
        "corridor_cost TFI3 453.84615384615387 USD/500 km/20 t - - - -",
        "speed_without_delay TFI4 41.48936170212766 km/h - - - -", /* 3900 / 94 */
        "speed_with_delay TFI4 21.910112359550563 km/h - - - -",   /* 3900 / 178 */
        "transit_time - 178 h - - - -",                            /* 94 + 40 + 20 + 24 */
        "spread - 3 h - - - -",
        "tank_to_wheel - - g/t - - - -",
        "well_to_wheel - 73000 g/t - - - -",
        "capacity_t - 3 t/year - - place aktau",
        "capacity_teu - 50 TEU/year - - transfer aktau: rail to sea",
    };
    const int64_t count = sizeof expected / sizeof *expected;
    ck_assert_int_eq(pship_table_rows(table), count);
    for (int64_t i = 0; i < count; i++)
        row_is(table, i, ROW, expected[i]);
    row_is(table, 0, "origin destination assumed", "yining baku true");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

START_TEST(pairs_without_a_route_have_no_card)
{
    pship_network *network = network_of(corridor);
    pship_table *table = carded(network, 3);
    ck_assert_int_eq(pship_table_rows(table), 11 + 10);
    row_is(table, 11, "origin destination assumed", "yining khorgos false");
    row_is(table, 11, ROW, "border_time TFI1 - h 0 0 - -");
    row_is(table, 20, ROW, "capacity_t - 8 t/year - - link east");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

static pship_table *utilised(const pship_network *network, const char *volumes)
{
    pship_table *table = NULL, *asked = table_of(volumes);
    ck_assert_msg(pship_scorecard_utilisation(&table, network, asked, err) == PSHIP_OK, "%s",
                  failure.message);
    pship_table_free(asked);
    return table;
}

#define USED "part element period unit volume capacity utilisation spare"

START_TEST(volumes_are_held_against_capacities_by_year)
{
    pship_network *network = network_of(corridor);
    pship_table *table = utilised(network, "element,#volume,%period,~unit,"
                                           "part\n"
                                           "ferry,3,2024,t,link\nferry,5,2025,,\n"
                                           "aktau: rail to sea,25,2024,TEU,transfer\n"
                                           "khorgos,1,2024,bcm,place\nwest,,2026,t,link");
    row_is(table, 0, USED, "link ferry 2024 t 3 4 0.75 1");
    row_is(table, 1, USED, "link ferry 2025 t 5 4 1.25 -1");
    row_is(table, 2, USED, "transfer aktau: rail to sea 2024 TEU 25 50 0.5 25");
    row_is(table, 3, USED, "place khorgos 2024 bcm 1 - - -");
    row_is(table, 4, USED, "link west 2026 t - 5 - -");
    pship_table_free(table);
    table = utilised(network, "element,%volume\neast,8");
    row_is(table, 0, USED, "link east - t 8 8 1 0");
    pship_table_free(table);
    pship_network_free(network);
}
END_TEST

static void refuses(const char *volumes, pship_result code, const char *words)
{
    pship_network *network = network_of(corridor);
    pship_table *table = NULL, *asked = table_of(volumes);
    ck_assert_int_eq(pship_scorecard_utilisation(&table, network, asked, err), code);
    ck_assert_ptr_null(table);
    ck_assert_msg(strstr(failure.message, words) != NULL, "'%s' lacks '%s'", failure.message,
                  words);
    pship_table_free(asked);
    pship_network_free(network);
}

START_TEST(what_is_wrong_is_said_with_its_row)
{
    refuses("#volume\n1", PSHIP_E_NOT_FOUND, "no column 'element'");
    refuses("element,volume\neast,1", PSHIP_E_INVALID, "'volume' of the volumes");
    refuses("element,#volume\neast,1\nferr,1", PSHIP_E_NOT_FOUND,
            "row 2 of the volumes: 'ferr' is no link");
    refuses("element,#volume\n,1", PSHIP_E_NOT_FOUND, "'' is no link");
    refuses("element,#volume,part\neast,1,ship", PSHIP_E_INVALID,
            "'ship' is no link, place or transfer");
    refuses("element,#volume,unit\neast,1,kg", PSHIP_E_INVALID, "'kg' is no unit");
    refuses("element,#volume\neast,-1", PSHIP_E_INVALID, "'volume' is -1");
}
END_TEST

START_TEST(arguments_are_checked)
{
    pship_network *network = network_of(corridor);
    pship_table *table = NULL, *volumes = table_of("element,#volume");
    const pship_place_pair nowhere[] = {{"yining", "paris"}};
    ck_assert_int_eq(pship_scorecard_utilisation(NULL, network, volumes, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_utilisation(&table, NULL, volumes, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_utilisation(&table, network, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_from_network(NULL, network, pairs, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_from_network(&table, NULL, pairs, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_from_network(&table, network, NULL, 1, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_scorecard_from_network(&table, network, nowhere, 1, NULL, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_ptr_null(table);
    pship_table_free(volumes);
    pship_network_free(network);
}
END_TEST

static pship_result card(void *data, pship_error *failed)
{
    pship_table *table = NULL;
    pship_result result = pship_scorecard_from_network(&table, data, pairs, 3, NULL, failed);
    pship_table_free(table);
    return result;
}

typedef struct held {
    pship_network *network;
    pship_table *volumes;
} held;

static pship_result hold(void *data, pship_error *failed)
{
    const held *of = data;
    pship_table *table = NULL;
    pship_result result = pship_scorecard_utilisation(&table, of->network, of->volumes, failed);
    pship_table_free(table);
    return result;
}

START_TEST(every_allocation_may_fail)
{
    heap memory;
    held of = {NULL, NULL};
    pship_context *context = heap_context(&memory);
    ck_assert_int_eq(network_in(&of.network, context, corridor, "USD", err), PSHIP_OK);
    of.volumes = table_in(context, "element,#volume\nferry,3", err);
    heap_fail_each(&memory, card, NULL, of.network);
    heap_fail_each(&memory, hold, NULL, &of);
    pship_network_free(of.network);
    pship_table_free(of.volumes);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("scorecard_network");
    TCase *tests = tcase_create("scorecard_network");
    tcase_add_test(tests, a_route_has_the_indicators_of_trips);
    tcase_add_test(tests, pairs_without_a_route_have_no_card);
    tcase_add_test(tests, volumes_are_held_against_capacities_by_year);
    tcase_add_test(tests, what_is_wrong_is_said_with_its_row);
    tcase_add_test(tests, arguments_are_checked);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return suite;
}
