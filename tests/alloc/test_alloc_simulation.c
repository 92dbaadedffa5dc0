/* Simulating a route while each allocation fails in turn. */
#include "corridor/tables.h"
#include <partnership/simulation.h>

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static const network_lines lines = {
    .links = "id,from,to,mode,#time_h,#spread_h,#headway_h\n"
             "rail,a,b,rail,60,12,\nferry,b,c,sea,24,6,48\nroad,c,z,road,30,10,\n",
    .places = "id,#time_h\na,1\nb,20\nc,3\nz,1\n",
    .transfers = "from_mode,to_mode,#time_h,#spread_h\nrail,sea,8,2\nsea,road,4,\n",
    .quantiles = "part,element,#probability,#time_h\nplace,c,0.5,2\nplace,c,0.9,9\n",
};

static pship_result simulate(void *data, pship_error *err)
{
    static const char *const links[] = {"rail", "ferry"};
    pship_table *summary = NULL, *legs = NULL;
    pship_simulation_options options = PSHIP_SIMULATION_OPTIONS_INIT;
    options.runs = 100;
    pship_result result =
        pship_network_simulate(&summary, &legs, data, "a", "z", NULL, &options, err);
    ck_assert((summary != NULL) == (result == PSHIP_OK));
    ck_assert((legs != NULL) == (result == PSHIP_OK));
    pship_table_free(summary);
    pship_table_free(legs);
    if (result != PSHIP_OK)
        return result;
    options.links = links;
    options.link_count = 2;
    options.departs_h = 5;
    result = pship_network_simulate(&summary, NULL, data, NULL, NULL, NULL, &options, err);
    if (result == PSHIP_OK)
        pship_table_free(summary);
    return result;
}

START_TEST(a_route_is_simulated_or_memory_is_short)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_network *network = NULL;
    ck_assert_int_eq(network_in(&network, context, lines, NULL, &err), PSHIP_OK);
    heap_fail_each(&memory, simulate, NULL, network);
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_simulation");
    TCase *tests = tcase_create("alloc_simulation");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_route_is_simulated_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
