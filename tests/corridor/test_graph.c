/* A network as searches walk it: where places are split, what arcs weigh, what is refused; and routes leg by leg. */
#include "corridor/graph.h"
#include "corridor/legs.h"
#include "making.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static network_graph *graph_of(const pship_network *network, const char *by)
{
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    network_graph *graph = NULL;
    weighting.by = by;
    pship_result result = pship__graph_new(&graph, network, &weighting, true, err);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    return graph;
}

/* From one place to another; INFINITY where there is no way. Both directions have to agree. */
static double distance(const network_graph *graph, const char *from, const char *to)
{
    graph_tree tree = {0};
    const uint32_t a = pship__network_place(graph->network, from),
                   b = pship__network_place(graph->network, to);
    ck_assert_int_eq(pship__graph_tree_new(&tree, graph, err), PSHIP_OK);
    const size_t starts = graph->start_begins[a + 1] - graph->start_begins[a],
                 ends = graph->end_begins[b + 1] - graph->end_begins[b];
    ck_assert_int_eq(pship__graph_search(&tree, graph, false,
                                         graph->starts + graph->start_begins[a], starts, NULL, 0,
                                         NULL, NULL, err),
                     PSHIP_OK);
    uint32_t end = pship__graph_nearest_end(&tree, graph, b);
    double forward = end == NETWORK_NONE ? (double)INFINITY : tree.ways[end].distance;
    ck_assert_int_eq(pship__graph_search(&tree, graph, true, graph->ends + graph->end_begins[b],
                                         ends, NULL, 0, NULL, NULL, err),
                     PSHIP_OK);
    double backward = (double)INFINITY;
    for (size_t i = 0; i < starts; i++)
        backward = fmin(backward, tree.ways[graph->starts[graph->start_begins[a] + i]].distance);
    ck_assert_double_eq(forward, backward);
    pship__graph_tree_free(&tree, graph);
    return forward;
}

START_TEST(a_place_without_anything_to_say_is_one_node)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", "rail", 1);
    make_link(&m, "b", "B", "C", "road", 2);
    make_link(&m, "loop", "B", "B", "road", 0);
    pship_network *network = finish_making(&m);
    network_graph *graph = graph_of(network, NULL);
    ck_assert_uint_eq(graph->node_count, 3);
    ck_assert_uint_eq(graph->arc_count, 2);
    ck_assert_double_eq(distance(graph, "A", "C"), 3);
    ck_assert_double_eq(distance(graph, "A", "A"), 0);
    ck_assert(isinf(distance(graph, "C", "A")));
    pship__graph_free(graph);
    pship_network_free(network);
}
END_TEST

START_TEST(what_passing_a_place_takes_counts_between_two_links)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", NULL, 1);
    make_link(&m, "b", "B", "C", NULL, 2);
    for (uint32_t place = 0; place < 3; place++)
        make_number(&m, NETWORK_PLACE, place, "time_h", 10);
    pship_network *network = finish_making(&m);
    network_graph *graph = graph_of(network, "time");
    ck_assert_uint_eq(graph->node_count, 6);
    ck_assert_double_eq(distance(graph, "A", "C"), 13);
    ck_assert_double_eq(distance(graph, "A", "B"), 1);
    pship__graph_free(graph);
    graph = graph_of(network, "links");
    ck_assert_uint_eq(graph->node_count, 3);
    ck_assert_double_eq(distance(graph, "A", "C"), 2);
    pship__graph_free(graph);
    pship_network_free(network);
}
END_TEST

START_TEST(modes_change_where_a_transfer_is_declared)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", "rail", 1);
    make_link(&m, "b", "B", "C", "road", 1);
    make_link(&m, "c", "C", "D", "rail", 1);
    make_link(&m, "d", "B", "D", NULL, 100);
    make_transfer(&m, "B", "rail", "road", 5);
    make_transfer(&m, NULL, "rail", "road", 50);
    pship_network *network = finish_making(&m);
    network_graph *graph = graph_of(network, NULL);
    ck_assert_double_eq(distance(graph, "A", "C"), 7);
    /* Road to rail is declared nowhere; a link whose mode is not told goes with all. */
    ck_assert_double_eq(distance(graph, "A", "D"), 101);
    ck_assert(isinf(distance(graph, "B", "D")) == 0);
    ck_assert_double_eq(distance(graph, "C", "D"), 1);
    pship__graph_free(graph);
    pship_network_free(network);
}
END_TEST

START_TEST(a_closed_transfer_bars_the_change_and_one_to_the_same_mode_counts)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", "rail", 1);
    make_link(&m, "b", "B", "C", "rail", 1);
    make_link(&m, "c", "C", "D", "rail", 1);
    make_transfer(&m, "B", "rail", "rail", 9); /* another gauge */
    pship__network_builder_close(m.builder, make_transfer(&m, "C", "rail", "rail", 1));
    pship_network *network = finish_making(&m);
    network_graph *graph = graph_of(network, NULL);
    ck_assert_double_eq(distance(graph, "A", "C"), 11);
    ck_assert(isinf(distance(graph, "A", "D")));
    pship__graph_free(graph);
    pship_network_free(network);
}
END_TEST

START_TEST(a_place_that_is_not_to_be_passed_begins_and_ends_routes)
{
    making m = begin_making();
    make_link(&m, "a", "A", "zone", NULL, 1);
    make_link(&m, "b", "zone", "C", NULL, 1);
    make_link(&m, "c", "A", "C", NULL, 50);
    for (uint32_t place = 0; place < 3; place++)
        make_number(&m, NETWORK_PLACE, place, "through", place != 1);
    pship_network *network = finish_making(&m);
    network_graph *graph = graph_of(network, NULL);
    ck_assert_double_eq(distance(graph, "A", "C"), 50);
    ck_assert_double_eq(distance(graph, "A", "zone"), 1);
    ck_assert_double_eq(distance(graph, "zone", "C"), 1);
    pship__graph_free(graph);
    pship_network_free(network);
}
END_TEST

START_TEST(what_is_not_told_is_an_error_or_bars_the_link)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", NULL, 1);
    make_number(&m, NETWORK_LINK, 0, "toll", -1);
    make_link(&m, "b", "A", "B", NULL, (double)NAN);
    make_number(&m, NETWORK_LINK, 1, "fee", 1e300);
    pship_network *network = finish_making(&m);
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    network_graph *graph = NULL;
    ck_assert_int_eq(pship__graph_new(&graph, network, NULL, false, err), PSHIP_E_INVALID);
    ck_assert_str_eq(failure.message,
                     "link \"b\" has no time_h, nor length_km and speed_km_h: tell "
                     "it, or leave out such links");
    weighting.bar_untold = true;
    ck_assert_int_eq(pship__graph_new(&graph, network, &weighting, false, err), PSHIP_OK);
    ck_assert_uint_eq(graph->arc_count, 1);
    ck_assert_uint_eq(graph->unused_links, 1);
    pship__graph_free(graph);
    static const struct {
        const char *by, *cargo, *message;
        double value_of_time;
    } bad[] = {
        {"toll", NULL, "the weight of link \"a\" is negative", 0},
        {"cost", NULL, "the weight of link \"b\" is too large", 0},
        {"beauty", NULL, "\"beauty\" is neither a weighting nor a column of numbers of the links",
         0},
        {"cost", "camel", "the cargo is \"camel\", not tonne or box", 0},
        {"generalised", NULL, "a value of time or of reliability is negative or no number", -1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        graph = NULL;
        weighting = (pship_weighting){sizeof weighting,     bad[i].by, bad[i].cargo,
                                      bad[i].value_of_time, 0,         true};
        ck_assert_int_ne(pship__graph_new(&graph, network, &weighting, false, err), PSHIP_OK);
        ck_assert_str_eq(failure.message, bad[i].message);
        ck_assert_ptr_null(graph);
    }
    pship_network_free(network);
}
END_TEST

/* Rail, a border, ship: each number has its own place in the sum. */
static pship_network *corridor(void)
{
    making m = begin_making();
    uint32_t rail = make_link(&m, "rail", "A", "B", "rail", 10);
    uint32_t ship = make_link(&m, "ship", "B", "C", "sea", (double)NAN);
    static const struct {
        const char *column;
        double rail, ship;
    } told[] = {{"length_km", 500, 300},
                {"speed_km_h", (double)NAN, 20},
                {"rate", 0.04, (double)NAN},
                {"fee", 2, 7},
                {"box_fee", (double)NAN, 90},
                {"box_rate", 0.5, (double)NAN},
                {"headway_h", (double)NAN, 48},
                {"headway_variation", (double)NAN, 0.5},
                {"spread_h", (double)NAN, 12},
                {"tank_to_wheel_g", 10, 20},
                {"well_to_wheel_g", 15, (double)NAN}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        make_number(&m, NETWORK_LINK, rail, told[i].column, told[i].rail);
        make_number(&m, NETWORK_LINK, ship, told[i].column, told[i].ship);
    }
    make_number(&m, NETWORK_PLACE, 1, "fee", 3);
    make_number(&m, NETWORK_PLACE, 0, "fee", 1000);
    uint32_t transfer = make_transfer(&m, NULL, "rail", "sea", 24);
    pship__network_builder_note(
        m.builder, NETWORK_TRANSFER, transfer,
        pship__network_builder_column(m.builder, NETWORK_TRANSFER, "time_h"), NULL, true, 12, 48);
    return finish_making(&m);
}

START_TEST(a_route_is_told_leg_by_leg_with_everything_side_by_side)
{
    pship_network *network = corridor();
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    network_weighing weighing;
    network_route route;
    const uint32_t links[] = {0, 1};
    weighting.by = "generalised";
    weighting.value_of_time = 2;
    weighting.value_of_reliability = 0.5;
    ck_assert_int_eq(pship__weighing_read(&weighing, network, &weighting, err), PSHIP_OK);
    ck_assert_int_eq(pship__route_make(&route, &weighing, 0, 2, links, 2, (double)NAN, err),
                     PSHIP_OK);
    ck_assert_uint_eq(route.leg_count, 4);
    ck_assert_int_eq(route.legs[0].part, NETWORK_LINK);
    ck_assert_int_eq(route.legs[1].part, NETWORK_PLACE);
    ck_assert_int_eq(route.legs[2].part, NETWORK_TRANSFER);
    ck_assert_double_eq(route.legs[0].weight, 22 + 2 * 10);
    ck_assert_double_eq(route.legs[1].weight, 3);
    ck_assert_double_eq(route.legs[2].weight, 2 * 24);
    ck_assert_double_eq(route.legs[3].weight, 7 + 2 * (15 + 30) + 0.5 * 12);
    ck_assert_double_eq(route.weight, 42 + 3 + 48 + 103);
    ck_assert_double_eq(route.measures[MEASURE_TIME], 10 + 24 + 45);
    ck_assert_double_eq(route.measures[MEASURE_WAIT], 30);
    ck_assert_double_eq(route.measures[MEASURE_COST], 32);
    ck_assert_double_eq(route.measures[MEASURE_BOX_COST], 340);
    ck_assert_double_eq(route.measures[MEASURE_LENGTH], 800);
    ck_assert_double_eq(route.measures[MEASURE_SPREAD], 12);
    ck_assert_double_eq(route.measures[MEASURE_TANK_TO_WHEEL], 11000);
    ck_assert(isnan(route.measures[MEASURE_WELL_TO_WHEEL]));
    ck_assert(route.assumed && route.legs[2].assumed && !route.legs[0].assumed);
    pship__route_free(&route, network);
    pship_network_free(network);
}
END_TEST

START_TEST(routes_become_two_tables)
{
    pship_network *network = corridor();
    network_weighing weighing;
    network_route route;
    route_tables tables;
    pship_table *routes = NULL, *legs = NULL;
    const uint32_t links[] = {0, 1};
    ck_assert_int_eq(pship__weighing_read(&weighing, network, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship__route_make(&route, &weighing, 0, 2, links, 2, (double)NAN, err),
                     PSHIP_OK);
    ck_assert_int_eq(pship__route_tables_begin(&tables, network, true, err), PSHIP_OK);
    pship__route_tables_add(&tables, 1, &route);
    ck_assert_int_eq(pship__route_tables_finish(&tables, &routes, &legs, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(routes), 1);
    ck_assert_int_eq(pship_table_rows(legs), 4);
    ck_assert_double_eq(pship_table_number(routes, pship_table_find(routes, "weight"), 0), 79);
    ck_assert_int_eq((int)pship_table_number(routes, pship_table_find(routes, "links"), 0), 2);
    ck_assert(pship_table_is_null(routes, pship_table_find(routes, "well_to_wheel_g"), 0));
    ck_assert(pship_table_is_null(routes, pship_table_find(routes, "departs_h"), 0));
    ck_assert_str_eq(pship_table_column_unit(routes, pship_table_find(routes, "box_cost")),
                     "USD/TEU");
    size_t length = 0;
    const char *element = pship_table_text(legs, pship_table_find(legs, "element"), 2, &length);
    ck_assert_uint_eq(length, 14);
    ck_assert_mem_eq(element, "*: rail to sea", 14);
    pship_table_free(routes);
    pship_table_free(legs);
    pship__route_free(&route, network);
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    TCase *tests = tcase_create("graph");
    tcase_add_test(tests, a_place_without_anything_to_say_is_one_node);
    tcase_add_test(tests, what_passing_a_place_takes_counts_between_two_links);
    tcase_add_test(tests, modes_change_where_a_transfer_is_declared);
    tcase_add_test(tests, a_closed_transfer_bars_the_change_and_one_to_the_same_mode_counts);
    tcase_add_test(tests, a_place_that_is_not_to_be_passed_begins_and_ends_routes);
    tcase_add_test(tests, what_is_not_told_is_an_error_or_bars_the_link);
    tcase_add_test(tests, a_route_is_told_leg_by_leg_with_everything_side_by_side);
    tcase_add_test(tests, routes_become_two_tables);
    Suite *suite = suite_create("graph");
    suite_add_tcase(suite, tests);
    return suite;
}
