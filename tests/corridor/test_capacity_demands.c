/* Many demands at once: the share that can be carried, and the least cost; small cases that one can reckon. */
#include "capacities.h"

Suite *test_suite(void);

/* Numbers are rounded to 9 digits: what a program leaves over differs by machine. */
static void flow_is(const pship_network_flow *flow, flow_list list, const char *columns,
                    const char *expected)
{
    pship_table *table = NULL;
    pship__buffer text;
    pship__buffer_init(&text, NULL);
    WORKS(list(&table, flow, err));
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        const char *at = columns;
        char name[128], cell[128];
        for (bool first = true; next_piece(&at, name); first = false) {
            const int32_t column = pship_table_find(table, name);
            ck_assert_msg(column >= 0, "%s", name);
            (void)pship_table_format(table, column, row, cell, sizeof cell);
            if (pship_table_column_type(table, column) == PSHIP_COLUMN_FLOAT64 &&
                !pship_table_is_null(table, column, row))
                (void)pship__number_format(
                    round(pship_table_number(table, column, row) * 1e9) / 1e9, cell, sizeof cell);
            pship__buffer_format(&text, "%s%s", first ? "" : ",", *cell ? cell : "-");
        }
        pship__buffer_add_text(&text, "\n");
    }
    ck_assert_str_eq(text.bytes, expected);
    pship__buffer_free(&text);
    pship_table_free(table);
}

/* Two ways from A to C: a short one over B and a long one; and one from B on. */
static const network_lines two_ways = {.links = "id,from,to,mode,#time_h,#capacity_t\n"
                                                "ab,A,B,rail,1,10\n"
                                                "bc,B,C,rail,1,6\n"
                                                "ac,A,C,sea,5,20\n"};
static const char *const demands_of_two =
    "origin,destination,#demand\nA,C,8\nB,C,2\nA,A,3\nC,A,0\n";

START_TEST(the_least_cost_and_what_the_bottleneck_is_worth)
{
    pship_network *network = network_of(two_ways);
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_table *demands = table_of(demands_of_two),
                *upgrades = table_of("part,element,#capacity\nlink,bc,7\nlink,bc,100\nlink,ab,0\n");
    options.upgrades = upgrades;
    WORKS(pship_network_min_cost_flow(&flow, network, demands, NULL, &options, err));
    /* Of 6 over bc, 2 are from B; 4 from A take 2 hours, the other 4 take 5. */
    flow_is(flow, pship_network_flow_summary, "question,result,bound,demand,carried,unmet",
            "min_cost_flow,30,30,13,13,0\n");
    flow_is(flow, pship_network_flow_demands, "origin,destination,demand,carried,unmet,cost,price",
            "A,C,8,8,0,28,5\nB,C,2,2,0,2,4\nA,A,3,3,0,0,0\nC,A,0,0,0,0,0\n");
    flow_is(flow, pship_network_flow_elements, "part,element,flow,capacity,used,price,cut",
            "place,A,8,-,-,0,false\nplace,B,6,-,-,0,false\nplace,C,10,-,-,0,false\n"
            "link,ab,4,10,0.4,0,false\nlink,bc,6,6,1,3,true\nlink,ac,4,20,0.2,0,false\n");
    flow_is(flow, pship_network_flow_upgrades, "part,element,before,after,result,value,price",
            "link,bc,6,7,27,3,3\nlink,bc,6,100,18,12,0.127659574\nlink,ab,10,0,42,-12,1.2\n");
    pship_table_free(upgrades);
    pship_table_free(demands);
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(the_share_that_can_be_carried)
{
    pship_network *network =
        network_of((network_lines){.links = "id,from,to,#capacity_t\nab,A,B,10\nbc,B,C,6\n"});
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_table *demands = table_of("origin,destination,#trips\nA,C,8\nB,C,4\nA,B,1\n"),
                *upgrades = table_of("part,element,#capacity\nlink,bc,12\nlink,ab,99\n");
    options.upgrades = upgrades;
    WORKS(pship_network_concurrent_flow(&flow, network, demands, &options, err));
    flow_is(flow, pship_network_flow_summary, "question,result,bound,demand,carried,unmet",
            "concurrent_flow,0.5,0.5,13,6.5,6.5\n");
    flow_is(flow, pship_network_flow_demands, "origin,destination,demand,carried,unmet,cost,price",
            "A,C,8,4,4,-,0.041666667\nB,C,4,2,2,-,0.041666667\nA,B,1,0.5,0.5,-,0\n");
    flow_is(flow, pship_network_flow_elements, "element,flow,used,price,cut",
            "A,4.5,-,0,false\nB,6.5,-,0,false\nC,6,-,0,false\n"
            "ab,4.5,0.45,0,false\nbc,6,1,0.083333333,true\n");
    flow_is(flow, pship_network_flow_upgrades, "element,before,after,result,value,price",
            "bc,6,12,1,0.5,0.083333333\nab,10,99,0.5,0,0\n");
    pship_table_free(upgrades);
    pship_table_free(demands);
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

/* A port with room for 10, where ships meet trains and lorries: lorries may not load from ships. */
static const network_lines port = {
    .links = "id,from,to,mode,#time_h,#capacity_t\n"
             "ship,Aktau,Alat,sea,20,9\n"
             "lorry,Baku,Alat,road,1,9\n"
             "line,Alat,Poti,rail,30,\n"
             "road,Alat,Poti,road,18,\n"
             "in,Field,Aktau,rail,1,\nin2,Field,Baku,rail,1,\n",
    .places = "id,#capacity_t\nAlat,10\nAktau,\nBaku,\nPoti,\nField,\n",
    .transfers = "place,from_mode,to_mode,#capacity_t\nAlat,sea,rail,4\nAktau,rail,sea,\n"
                 "Baku,rail,road,\n"};

START_TEST(what_one_mode_leaves_over_at_a_port_is_no_use_to_another)
{
    pship_network *network = network_of(port);
    pship_network_flow *flow = NULL;
    static const char *const from = "Field", *const to = "Poti";
    WORKS(pship_network_max_flow(&flow, network, &from, 1, &to, 1, NULL, err));
    flow_is(flow, pship_network_flow_summary, "question,result,bound", "max_flow,10,10\n");
    pship_network_flow_free(flow);
    pship_network *wider = NULL;
    const pship_network_change_step step = {"place", "Alat", "capacity_t", PSHIP_NETWORK_SET, 50};
    WORKS(pship_network_change(&wider, network, &step, 1, err));
    WORKS(pship_network_max_flow(&flow, wider, &from, 1, &to, 1, NULL, err));
    flow_is(flow, pship_network_flow_summary, "question,result,bound", "max_flow,13,13\n");
    flow_is(flow, pship_network_flow_elements, "part,element,from,flow,capacity,price,cut",
            "place,Alat,-,13,50,0,false\nplace,Aktau,-,4,-,0,false\nplace,Baku,-,9,-,0,false\n"
            "place,Poti,-,13,-,0,false\nplace,Field,-,13,-,0,false\n"
            "link,ship,Aktau,4,9,0,false\nlink,lorry,Baku,9,9,1,true\nlink,line,Alat,4,-,0,false\n"
            "link,road,Alat,9,-,0,false\nlink,in,Field,4,-,0,false\nlink,in2,Field,9,-,0,false\n"
            "transfer,Alat: sea to rail,Alat,4,4,1,true\n"
            "transfer,Aktau: rail to sea,Aktau,4,-,0,false\n"
            "transfer,Baku: rail to road,Baku,9,-,0,false\n");
    pship_network_flow_free(flow);
    pship_network_free(wider);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_not_carried_may_have_a_cost)
{
    pship_network *network = network_of(two_ways);
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_table *demands =
        table_of("origin,destination,#demand\nA,C,8\nB,C,2\nC,A,1\n"); /* no way leads back */
    options.unmet_cost = 4;
    WORKS(pship_network_min_cost_flow(&flow, network, demands, NULL, &options, err));
    flow_is(flow, pship_network_flow_summary, "result,bound,demand,carried,unmet",
            "30,30,11,6,5\n");
    flow_is(flow, pship_network_flow_demands, "origin,demand,price", "A,8,4\nB,2,3\nC,1,4\n");
    flow_is(flow, pship_network_flow_elements, "element,flow,price",
            "A,4,0\nB,6,0\nC,6,0\nab,4,0\nbc,6,2\nac,0,0\n");
    pship_table_free(demands);
    pship_network_flow_free(flow);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_wrong_is_said)
{
    pship_network *network = network_of(two_ways);
    pship_network_flow *flow = NULL;
    const struct {
        const char *demands;
        pship_result result;
        const char *message;
    } cases[] = {
        {"origin,destination,#demand\nA,C,1\nA,D,2\n", PSHIP_E_NOT_FOUND,
         "row 2 of the demands: there is no place \"D\""},
        {"origin,destination,#demand\nA,C,-1\n", PSHIP_E_INVALID,
         "row 1 of the demands: 'demand' is -1, which is no number from 0 up"},
        {"origin,destination,#demand\nA,C,\n", PSHIP_E_INVALID,
         "row 1 of the demands: the demand is not told"},
        {"origin,destination,demand\nA,C,1\n", PSHIP_E_INVALID,
         "the column 'demand' of the demands does not hold numbers"},
        {"origin,to,#demand\nA,C,1\n", PSHIP_E_NOT_FOUND,
         "the demands have no column 'destination'"},
        {"origin,destination,#tons\nA,C,1\n", PSHIP_E_NOT_FOUND,
         "the demands have no column 'demand' or 'trips'"},
        {"origin,destination,#demand\nA,C,1\nC,A,1\n", PSHIP_E_NOT_FOUND,
         "row 2 of the demands: no way leads from 'C' to 'A'"},
        {"origin,destination,#demand\nA,C,30\n", PSHIP_E_INVALID,
         "there is no room for all demands: 4 is left over"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pship_table *demands = table_of(cases[i].demands);
        fails(pship_network_min_cost_flow(&flow, network, demands, NULL, NULL, err),
              cases[i].result, cases[i].message);
        pship_table_free(demands);
    }
    pship_table *demands = table_of("origin,destination,#demand\nA,A,1\n");
    fails(pship_network_concurrent_flow(&flow, network, demands, NULL, err), PSHIP_E_INVALID,
          "nothing is to be carried from one place to another");
    fails(pship_network_concurrent_flow(&flow, network, NULL, NULL, err), PSHIP_E_ARGUMENT,
          "an argument is NULL");
    WORKS(pship_network_min_cost_flow(&flow, network, demands, NULL, NULL, err));
    flow_is(flow, pship_network_flow_summary, "result,bound,demand,carried,unmet", "0,0,1,1,0\n");
    pship_network_flow_free(flow);
    pship_table_free(demands);
    pship_network_free(network);
}
END_TEST

START_TEST(a_share_without_limits_names_a_way)
{
    pship_network *network =
        network_of((network_lines){.links = "id,from,to,#capacity_t\na,A,B,1\nb,A,C,\nc,C,B,\n"});
    pship_table *demands = table_of("origin,destination,#demand\nA,B,1\n");
    pship_network_flow *flow = NULL;
    fails(pship_network_concurrent_flow(&flow, network, demands, NULL, err), PSHIP_E_INVALID,
          "nothing limits the flow: no capacity is told on the way A - C - B");
    pship_table_free(demands);
    pship_network_free(network);
}
END_TEST

START_TEST(ids_may_be_whole_numbers)
{
    pship_network *network = network_of(
        (network_lines){.links = "%from,%to,#time_h,%capacity_t\n1,2,1,5\n2,3,1,4\n1,3,9,9\n"});
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_table *demands = table_of("%origin,%destination,%demand\n1,3,6\n"),
                *upgrades = table_of("part,%element,%capacity\nlink,2,5\n");
    options.upgrades = upgrades;
    WORKS(pship_network_min_cost_flow(&flow, network, demands, NULL, &options, err));
    flow_is(flow, pship_network_flow_summary, "result", "26\n");
    flow_is(flow, pship_network_flow_upgrades, "element,value", "2,7\n");
    pship_table_free(upgrades);
    pship_table_free(demands);
    pship_network_flow_free(flow);
    demands = table_of("%origin,%destination,%demand\n1,7,6\n");
    fails(pship_network_min_cost_flow(&flow, network, demands, NULL, NULL, err), PSHIP_E_NOT_FOUND,
          "row 1 of the demands: there is no place \"7\"");
    pship_table_free(demands);
    pship_network_free(network);
}
END_TEST

/* ---- threads */

static pship_table *routes_with(int threads, const char *links, const char *wanted)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_network *network = NULL;
    pship_network_flow *flow = NULL;
    pship_table *routes = NULL, *demands = table_of(wanted);
    options.threads = threads;
    WORKS(pship_context_new(&context, &options, err));
    WORKS(network_in(&network, context, (network_lines){.links = links}, NULL, err));
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    WORKS(pship_network_min_cost_flow(&flow, network, demands, &weighting, NULL, err));
    WORKS(pship_network_flow_routes(&routes, flow, err));
    pship_network_flow_free(flow);
    pship_network_free(network);
    pship_table_free(demands);
    pship_context_free(context);
    return routes;
}

START_TEST(any_number_of_threads_finds_the_same)
{
    pship__buffer links, demands;
    uint64_t state = 1;
    pship__buffer_init(&links, NULL);
    pship__buffer_init(&demands, NULL);
    pship__buffer_add_text(&links, "from,to,#time_h,#capacity_t\n");
    pship__buffer_add_text(&demands, "origin,destination,#demand\n");
    for (int i = 0; i < 20; i++) {
        pship__buffer_format(&links, "%d,%d,9,1000\n", i, (i + 1) % 20);
        for (int j = 0; j < 3; j++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            pship__buffer_format(&links, "%d,%d,%d,%d\n", i, (int)(state >> 40) % 20,
                                 1 + (int)(state >> 50) % 5, 2 + (int)(state >> 45) % 7);
        }
        pship__buffer_format(&demands, "%d,%d,%d\n%d,%d,3\n", i, (i + 7) % 20, 1 + i % 5, i,
                             (i + 13) % 20);
    }
    pship_table *one = routes_with(1, links.bytes, demands.bytes),
                *four = routes_with(4, links.bytes, demands.bytes);
    ck_assert_int_gt(pship_table_rows(one), 80);
    ck_assert_int_eq(pship_table_rows(one), pship_table_rows(four));
    for (int64_t row = 0; row < pship_table_rows(one); row++)
        for (int32_t column = 0; column < pship_table_columns(one); column++) {
            char first[64], second[64];
            (void)pship_table_format(one, column, row, first, sizeof first);
            (void)pship_table_format(four, column, row, second, sizeof second);
            ck_assert_str_eq(first, second);
        }
    pship_table_free(one);
    pship_table_free(four);
    pship__buffer_free(&links);
    pship__buffer_free(&demands);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("capacity demands");
    TCase *cases = tcase_create("demands");
    suite_add_tcase(suite, cases);
    tcase_add_test(cases, the_least_cost_and_what_the_bottleneck_is_worth);
    tcase_add_test(cases, the_share_that_can_be_carried);
    tcase_add_test(cases, what_one_mode_leaves_over_at_a_port_is_no_use_to_another);
    tcase_add_test(cases, what_is_not_carried_may_have_a_cost);
    tcase_add_test(cases, what_is_wrong_is_said);
    tcase_add_test(cases, a_share_without_limits_names_a_way);
    tcase_add_test(cases, ids_may_be_whole_numbers);
    tcase_add_test(cases, any_number_of_threads_finds_the_same);
    return suite;
}
