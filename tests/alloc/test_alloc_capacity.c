/* Flows through a network while each allocation fails in turn. */
#include "alloc/failing.h"
#include "corridor/tables.h"

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_network *network;
static pship_table *demands, *upgrades;

/* A port where modes matter, and places that have limits of their own. */
static const network_lines lines = {
    .links = "id,from,to,mode,#time_h,#capacity_t\n"
             "ferry,Aktau,Alat,sea,20,5\nship,Aktau,Alat,sea,24,4\nlorry,Baku,Alat,road,1,9\n"
             "line,Alat,Poti,rail,30,6\nroad,Alat,Poti,road,18,7\nback,Poti,Alat,rail,30,2\n",
    .places = "id,#capacity_t,#time_h\nAktau,8,\nAlat,12,12\nPoti,11,\nBaku,,\n",
    .transfers = "place,from_mode,to_mode,#capacity_t\nAlat,sea,rail,4\n,sea,road,\n,road,rail,\n",
};

static void set_up(void)
{
    pship_error err = PSHIP_ERROR_INIT;
    context = heap_context(&memory);
    ck_assert_int_eq(network_in(&network, context, lines, "USD", &err), PSHIP_OK);
    demands = table_of("origin,destination,#demand\nAktau,Poti,4\nBaku,Poti,6\nPoti,Alat,1\n");
    upgrades = table_of("part,element,#capacity\nlink,road,9\nlink,ferry,2\nplace,Alat,20\n");
}

static void tear_down(void)
{
    pship_table_free(demands);
    pship_table_free(upgrades);
    pship_network_free(network);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

/* Lists everything, and gives the answer back. */
static pship_result list_all(pship_network_flow *flow, pship_result result, pship_error *err)
{
    static pship_result (*const lists[])(pship_table **, const pship_network_flow *,
                                         pship_error *) = {
        pship_network_flow_summary, pship_network_flow_elements, pship_network_flow_demands,
        pship_network_flow_routes, pship_network_flow_upgrades};
    ck_assert((flow != NULL) == (result == PSHIP_OK));
    for (int i = 0; i < 5 && result == PSHIP_OK; i++) {
        pship_table *table = NULL;
        result = lists[i](&table, flow, err);
        pship_table_free(table);
    }
    pship_network_flow_free(flow);
    return result;
}

static pship_capacity_options with_upgrades(void)
{
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    options.upgrades = upgrades;
    return options;
}

static pship_result max_flow(void *data, pship_error *err)
{
    static const char *const from[] = {"Aktau", "Baku"};
    const char *const *to = data;
    const pship_capacity_options options = with_upgrades();
    pship_network_flow *flow = NULL;
    pship_result result = pship_network_max_flow(&flow, network, from, 2, to, 1, &options, err);
    return list_all(flow, result, err);
}

START_TEST(maximum_flow)
{
    const char *poti = "Poti", *alat = "Alat";
    heap_fail_each(&memory, max_flow, NULL, &alat); /* by augmenting paths */
#ifdef PSHIP_HAVE_CLP
    heap_fail_each(&memory, max_flow, NULL, &poti); /* as a linear program */
#endif
    (void)poti;
}
END_TEST

static pship_result fail_unlimited(void *data, pship_error *err)
{
    static const char *const from = "A", *const to = "B";
    pship_network *open = NULL;
    pship_network_flow *flow = NULL;
    (void)data;
    pship_result result = network_in(
        &open, context, (network_lines){.links = "from,to,#capacity_t\nA,B,\nB,A,1\n"}, NULL, err);
    if (result != PSHIP_OK)
        return result;
    result = pship_network_max_flow(&flow, open, &from, 1, &to, 1, NULL, err);
    pship_network_free(open);
    ck_assert_ptr_null(flow);
    return result == PSHIP_E_INVALID ? PSHIP_OK : result;
}

START_TEST(a_flow_without_limits)
{
    heap_fail_each(&memory, fail_unlimited, NULL, NULL);
}
END_TEST

#ifdef PSHIP_HAVE_CLP

static pship_result concurrent(void *data, pship_error *err)
{
    const pship_capacity_options options = with_upgrades();
    pship_network_flow *flow = NULL;
    (void)data;
    pship_result result = pship_network_concurrent_flow(&flow, network, demands, &options, err);
    return list_all(flow, result, err);
}

static pship_result min_cost(void *data, pship_error *err)
{
    const pship_capacity_options options = with_upgrades();
    pship_network_flow *flow = NULL;
    (void)data;
    pship_result result = pship_network_min_cost_flow(&flow, network, demands, NULL, &options, err);
    return list_all(flow, result, err);
}

START_TEST(flows_of_demands)
{
    heap_fail_each(&memory, concurrent, NULL, NULL);
    heap_fail_each(&memory, min_cost, NULL, NULL);
}
END_TEST

#endif

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc capacity");
    TCase *cases = tcase_create("alloc capacity");
    suite_add_tcase(suite, cases);
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, maximum_flow);
    tcase_add_test(cases, a_flow_without_limits);
#ifdef PSHIP_HAVE_CLP
    tcase_add_test(cases, flows_of_demands);
#endif
    return suite;
}
