/* What a network can carry, what holds it back, and what widening is worth: small cases that one can reckon. */
#include "capacities.h"

Suite *test_suite(void);

static void flow_is(const pship_network_flow *flow, flow_list list, const char *expected)
{
    pship_table *table = NULL;
    WORKS(list(&table, flow, err));
    table_is(table, expected);
}

static pship_network_flow *max_flow(const pship_network *network, const char *from, const char *to,
                                    const pship_capacity_options *options)
{
    pship_network_flow *flow = NULL;
    WORKS(pship_network_max_flow(&flow, network, &from, 1, &to, 1, options, err));
    return flow;
}

/* Aktau to Poti: two ferries over the Caspian, the port of Alat, rail and road onwards. */
static const network_lines caspian = {
    .links = "id,from,to,mode,#time_h,#capacity_t\n"
             "ferry,Aktau,Alat,sea,20,5\n"
             "ship,Aktau,Alat,sea,24,4\n"
             "line,Alat,Poti,rail,30,6\n"
             "road,Alat,Poti,road,18,\n",
    .places = "id,#capacity_t,#time_h\nAktau,,\nAlat,8,12\nPoti,,\n",
};

START_TEST(the_cut_names_what_binds)
{
    pship_network *network = network_of(caspian);
    pship_network_flow *flow = max_flow(network, "Aktau", "Poti", NULL);
    flow_is(flow, pship_network_flow_summary,
            "question,result,bound,demand,carried,unmet\nmax_flow,8,8,-,8,-\n");
    flow_is(flow, pship_network_flow_elements,
            "part,element,from,to,mode,flow,capacity,used,price,cut\n"
            "place,Aktau,-,-,-,8,-,-,0,false\n"
            "place,Alat,-,-,-,8,8,1,1,true\n"
            "place,Poti,-,-,-,8,-,-,0,false\n"
            "link,ferry,Aktau,Alat,sea,5,5,1,0,false\n"
            "link,ship,Aktau,Alat,sea,3,4,0.75,0,false\n"
            "link,line,Alat,Poti,rail,6,6,1,0,false\n"
            "link,road,Alat,Poti,road,2,-,-,0,false\n");
    flow_is(flow, pship_network_flow_demands,
            "origin,destination,demand,carried,unmet,cost,price\n");
    flow_is(flow, pship_network_flow_upgrades, "part,element,before,after,result,value,price\n");
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(routes_carry_the_flow)
{
    pship_network *network = network_of(caspian);
    pship_network_flow *flow = max_flow(network, "Aktau", "Poti", NULL);
    flow_is(flow, pship_network_flow_routes,
            "route,demand,origin,destination,flow,step,part,element,from,to,mode\n"
            "1,-,Aktau,Poti,5,1,link,ferry,Aktau,Alat,sea\n"
            "1,-,Aktau,Poti,5,2,link,line,Alat,Poti,rail\n"
            "2,-,Aktau,Poti,1,1,link,ship,Aktau,Alat,sea\n"
            "2,-,Aktau,Poti,1,2,link,line,Alat,Poti,rail\n"
            "3,-,Aktau,Poti,2,1,link,ship,Aktau,Alat,sea\n"
            "3,-,Aktau,Poti,2,2,link,road,Alat,Poti,road\n");
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(each_upgrade_is_computed_on_its_own)
{
    pship_network *network = network_of(caspian);
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_table *upgrades = table_of("part,element,#capacity\n"
                                     "place,Alat,8.5\nplace,Alat,20\nlink,ferry,50\n"
                                     "link,ferry,1\nplace,Alat,8\n");
    options.upgrades = upgrades;
    pship_network_flow *flow = max_flow(network, "Aktau", "Poti", &options);
    flow_is(flow, pship_network_flow_upgrades,
            "part,element,before,after,result,value,price\n"
            "place,Alat,8,8.5,8.5,0.5,1\n"
            "place,Alat,8,20,9,1,0.08333333333333333\n"
            "link,ferry,5,50,8,0,0\n"
            "link,ferry,5,1,5,-3,0.75\n"
            "place,Alat,8,8,8,0,-\n");
    pship_table_free(upgrades);
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(all_capacities_can_be_multiplied)
{
    pship_network *network = network_of(caspian);
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    options.factor = 2.5;
    pship_network_flow *flow = max_flow(network, "Aktau", "Poti", &options);
    flow_is(flow, pship_network_flow_summary,
            "question,result,bound,demand,carried,unmet\nmax_flow,20,20,-,20,-\n");
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(gas_flows_from_several_fields_to_several_markets)
{
    pship_network *network =
        network_of((network_lines){.links = "id,from,to,mode,#capacity_bcm\n"
                                            "SCP,Sangachal,Erzurum,pipeline,24\n"
                                            "in,Turkmenbashi,Sangachal,pipeline,10\n"
                                            "TANAP,Erzurum,Ipsala,pipeline,16\n"
                                            "TAP,Ipsala,Melendugno,pipeline,10\n"
                                            "out,Erzurum,Ankara,pipeline,6\n"});
    static const char *const from[] = {"Sangachal", "Turkmenbashi"}, *const to[] = {"Melendugno",
                                                                                    "Ankara"};
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_network_flow *flow = NULL;
    options.capacity = "capacity_bcm";
    WORKS(pship_network_max_flow(&flow, network, from, 2, to, 2, &options, err));
    flow_is(flow, pship_network_flow_elements,
            "part,element,from,to,mode,flow,capacity,used,price,cut\n"
            "place,Sangachal,-,-,-,16,-,-,0,false\n"
            "place,Erzurum,-,-,-,16,-,-,0,false\n"
            "place,Ipsala,-,-,-,10,-,-,0,false\n"
            "place,Melendugno,-,-,-,10,-,-,0,false\n"
            "place,Ankara,-,-,-,6,-,-,0,false\n"
            "link,SCP,Sangachal,Erzurum,pipeline,16,24,0.6666666666666666,0,false\n"
            "link,in,Turkmenbashi,Sangachal,pipeline,0,10,0,0,false\n"
            "link,TANAP,Erzurum,Ipsala,pipeline,10,16,0.625,0,false\n"
            "link,TAP,Ipsala,Melendugno,pipeline,10,10,1,1,true\n"
            "link,out,Erzurum,Ankara,pipeline,6,6,1,1,true\n");
    pship_table *table = NULL;
    WORKS(pship_network_flow_elements(&table, flow, err));
    ck_assert_str_eq(pship_table_column_unit(table, pship_table_find(table, "flow")), "bcm/year");
    pship_table_free(table);
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_not_reached_gets_nothing)
{
    pship_network *network = network_of(
        (network_lines){.links = "id,from,to,#capacity_t\na,A,B,1\nb,C,B,1\nself,A,A,5\n"});
    pship_network_flow *flow = max_flow(network, "A", "C", NULL);
    flow_is(flow, pship_network_flow_summary,
            "question,result,bound,demand,carried,unmet\nmax_flow,0,0,-,0,-\n");
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_wrong_is_said)
{
    pship_network *network = network_of(caspian);
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    static const char *const aktau = "Aktau", *const poti = "Poti", *const nowhere = "Batumi";
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &nowhere, 1, NULL, err),
          PSHIP_E_NOT_FOUND, "the network has no place \"Batumi\"");
    static const char *const no_name = NULL;
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &no_name, 1, NULL, err),
          PSHIP_E_ARGUMENT, "a place is NULL");
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &aktau, 1, NULL, err), PSHIP_E_INVALID,
          "place 'Aktau' is an origin and a destination");
    fails(pship_network_max_flow(&flow, network, &aktau, 0, &poti, 1, NULL, err), PSHIP_E_ARGUMENT,
          "there is no origin");
    fails(pship_network_max_flow(&flow, NULL, &aktau, 1, &poti, 1, NULL, err), PSHIP_E_ARGUMENT,
          "an argument is NULL");
    options.capacity = "capacity_bcm";
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &poti, 1, &options, err),
          PSHIP_E_NOT_FOUND, "nothing in the network has a column 'capacity_bcm'");
    options.capacity = NULL;
    options.factor = 0;
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &poti, 1, &options, err),
          PSHIP_E_ARGUMENT, "the factor of capacities must be above 0");
    options = pship_capacity_options_init();
    pship_table *upgrades = table_of("part,element,#capacity\nlink,line,9\nlink,lane,9\n");
    options.upgrades = upgrades;
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &poti, 1, &options, err),
          PSHIP_E_NOT_FOUND, "row 2 of the upgrades: the network has no link 'lane'");
    pship_table_free(upgrades);
    options.upgrades = upgrades = table_of("part,element,#capacity\nlink,line,-9\n");
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &poti, 1, &options, err),
          PSHIP_E_INVALID, "row 1 of the upgrades: the capacity is not a number of at least 0");
    pship_table_free(upgrades);
    options.upgrades = upgrades = table_of("part,element,#capacity\nlink,road,9\n");
    fails(pship_network_max_flow(&flow, network, &aktau, 1, &poti, 1, &options, err),
          PSHIP_E_INVALID,
          "row 1 of the upgrades: what has no capacity is not limited, and cannot be widened");
    pship_table_free(upgrades);
    ck_assert_ptr_null(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(a_flow_without_limits_names_its_way)
{
    pship_network *network = network_of(
        (network_lines){.links = "id,from,to,#capacity_t\na,A,B,1\nb,A,C,\nc,C,D,\nd,D,B,\n"});
    static const char *const a = "A", *const b = "B";
    pship_network_flow *flow = NULL;
    fails(pship_network_max_flow(&flow, network, &a, 1, &b, 1, NULL, err), PSHIP_E_INVALID,
          "nothing limits the flow: no capacity is told on the way A - C - D - B");
    pship_network_free(network);
}
END_TEST

#ifndef PSHIP_HAVE_CLP

START_TEST(without_a_solver_flows_of_demands_say_so)
{
    pship_network *network = network_of(caspian);
    pship_network_flow *flow = NULL;
    pship_table *demands = table_of("origin,destination,#demand\nAktau,Poti,4\n");
    const char *expected = "this takes a linear program, and the library was built without Clp";
    fails(pship_network_concurrent_flow(&flow, network, demands, NULL, err), PSHIP_E_FORMAT,
          expected);
    fails(pship_network_min_cost_flow(&flow, network, demands, NULL, NULL, err), PSHIP_E_FORMAT,
          expected);
    pship_table_free(demands);
    pship_network_free(network);
}
END_TEST

#endif

static int stop(void *user, const char *stage, double fraction)
{
    (void)user, (void)stage, (void)fraction;
    return 1;
}

START_TEST(a_flow_can_be_cancelled)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    WORKS(pship_context_new(&context, &options, err));
    pship_network *network = NULL;
    WORKS(network_in(&network, context, caspian, NULL, err));
    pship_network_free(network);
    pship_context_free(context);
    options.progress = stop;
    WORKS(pship_context_new(&context, &options, err));
    /* A network that is big enough for somebody to look at the clock. */
    pship__buffer links;
    pship__buffer_init(&links, NULL);
    pship__buffer_add_text(&links, "from,to,#capacity_t\n");
    for (int i = 0; i < 20000; i++)
        pship__buffer_format(&links, "%d,%d,1\n", i, i + 1);
    pship_table *table = table_of(links.bytes);
    pship_network_tables tables = PSHIP_NETWORK_TABLES_INIT;
    tables.links = table;
    static const char *const first = "0", *const last = "20000";
    pship_network_flow *flow = NULL;
    pship_result result = pship_network_from_tables(&network, context, &tables, NULL, err);
    if (result == PSHIP_OK) {
        result = pship_network_max_flow(&flow, network, &first, 1, &last, 1, NULL, err);
        pship_network_free(network);
    }
    ck_assert_int_eq(result, PSHIP_E_CANCELLED);
    ck_assert_ptr_null(flow);
    pship_table_free(table);
    pship__buffer_free(&links);
    pship_context_free(context);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("capacity");
    TCase *cases = tcase_create("maximum flow");
    suite_add_tcase(suite, cases);
    tcase_add_test(cases, the_cut_names_what_binds);
    tcase_add_test(cases, routes_carry_the_flow);
    tcase_add_test(cases, each_upgrade_is_computed_on_its_own);
    tcase_add_test(cases, all_capacities_can_be_multiplied);
    tcase_add_test(cases, gas_flows_from_several_fields_to_several_markets);
    tcase_add_test(cases, what_is_not_reached_gets_nothing);
    tcase_add_test(cases, what_is_wrong_is_said);
    tcase_add_test(cases, a_flow_without_limits_names_its_way);
    tcase_add_test(cases, a_flow_can_be_cancelled);
#ifndef PSHIP_HAVE_CLP
    tcase_add_test(cases, without_a_solver_flows_of_demands_say_so);
#endif
    return suite;
}
