/* Questions about routes, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "corridor/tables.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_network *network;

/* By rail or road, over a place where modes change and one that takes time; by rail one may come back by road. */
static const network_lines lines = {
    .links = "id,from,to,mode,#length_km,#time_h,#fee,?both_ways\n"
             "west,A,B,rail,100,2,5,true\n"
             "fast,B,C,rail,100,2,20,true\n"
             "slow,B,C,road,120,4,10,true\n"
             "ship,B,D,sea,300,20,3,true\n"
             "east,C,D,rail,100,3,5,true\n",
    .places = "id,#time_h\nA,\nB,1\nC,\nD,9\n",
    .transfers = "place,from_mode,to_mode,#time_h,#fee\nB,rail,sea,6,2\n"
                 "C,rail,road,1,1\n,road,rail,1,1\n,road,sea,1,1\n",
    .timetables = "link,#departs_h\nship,20\n",
};

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    context = heap_context(&memory);
    ck_assert_int_eq(network_in(&network, context, lines, "USD", &err), PSHIP_OK);
}

static void tear_down(void)
{
    pship_network_free(network);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static const pship_place_pair pairs[] = {{"A", "D"}, {"D", "A"}, {"B", "B"}};

static pship_result ask_routes(void *data, pship_error *err)
{
    pship_table *routes = NULL, *legs = NULL;
    pship_result result = pship_network_routes(&routes, &legs, network, pairs, 3, NULL, data, err);
    ck_assert((routes != NULL) == (result == PSHIP_OK));
    ck_assert((legs != NULL) == (result == PSHIP_OK));
    pship_table_free(routes);
    pship_table_free(legs);
    return result;
}

static pship_result ask_pareto(void *data, pship_error *err)
{
    static const char *const by[] = {"time", "cost"};
    pship_pareto_options options = PSHIP_PARETO_OPTIONS_INIT;
    pship_table *routes = NULL, *legs = NULL;
    (void)data;
    options.by = by;
    options.by_count = 2;
    pship_result result = pship_network_pareto(&routes, &legs, network, pairs, 3, &options, err);
    ck_assert((routes != NULL) == (result == PSHIP_OK));
    ck_assert((legs != NULL) == (result == PSHIP_OK));
    pship_table_free(routes);
    pship_table_free(legs);
    return result;
}

static pship_result ask_matrix(void *data, pship_error *err)
{
    pship_matrix_options options = PSHIP_MATRIX_OPTIONS_INIT;
    pship_table *table = NULL;
    (void)data;
    options.with_measures = true;
    pship_result result = pship_network_matrix(&table, network, NULL, &options, err);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    pship_table_free(table);
    return result;
}

START_TEST(routes_are_found_or_memory_is_short)
{
    pship_routes_options options = PSHIP_ROUTES_OPTIONS_INIT;
    options.count = 5;
    heap_fail_each(&memory, ask_routes, NULL, &options);
    options.departs_h = 5;
    heap_fail_each(&memory, ask_routes, NULL, &options);
    options.departs_h = -1;
    options.max_overlap = 0.5;
    heap_fail_each(&memory, ask_routes, NULL, &options);
}
END_TEST

START_TEST(pareto_sets_are_found_or_memory_is_short)
{
    heap_fail_each(&memory, ask_pareto, NULL, NULL);
}
END_TEST

START_TEST(matrices_are_filled_or_memory_is_short)
{
    heap_fail_each(&memory, ask_matrix, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_route");
    TCase *tests = tcase_create("alloc_route");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, routes_are_found_or_memory_is_short);
    tcase_add_test(tests, pareto_sets_are_found_or_memory_is_short);
    tcase_add_test(tests, matrices_are_filled_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
