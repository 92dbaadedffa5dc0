/* Routes: what the answer says, what is refused, a published network, and work that is cancelled. */
#include "tables.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* Two ways from A to D: by rail over B and C, or by ship from B; a zone beside. */
static const network_lines corridor = {
    .links = "id,from,to,mode,#length_km,#time_h,#fee,?both_ways\n"
             "west,A,B,rail,100,2,5,true\n"
             "fast,B,C,rail,100,2,20,true\n"
             "slow,B,C,road,120,4,10,true\n"
             "ship,B,D,sea,300,20,3,true\n"
             "east,C,D,rail,100,3,5,true\n"
             "short,A,Z,rail,1,0.1,0,false\n"
             "cut,Z,D,rail,1,0.1,0,false\n",
    .places = "id,#time_h,#through\nA,,\nB,1,\nC,,\nD,9,\nZ,,0\nfar,,\n",
    .transfers = "place,from_mode,to_mode,#time_h,#fee\nB,rail,sea,6,2\n"
                 ",rail,road,1,1\n,road,rail,1,1\n",
};

static pship_network *network_of_lines(network_lines lines)
{
    pship_network *network = NULL;
    pship_result result = network_in(&network, NULL, lines, "USD", err);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    return network;
}

static const char *cell(const pship_table *table, const char *column, int64_t row)
{
    static char texts[8][64];
    static int next;
    char *text = texts[next++ % 8];
    (void)pship_table_format(table, pship_table_find(table, column), row, text, sizeof texts[0]);
    return text;
}

static double number(const pship_table *table, const char *column, int64_t row)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

static pship_table *ask(const pship_network *network, const char *origin, const char *destination,
                        const char *by, pship_routes_options options, pship_table **legs)
{
    const pship_place_pair pair = {origin, destination};
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_table *routes = NULL;
    weighting.by = by;
    pship_result result =
        pship_network_routes(&routes, legs, network, &pair, 1, &weighting, &options, err);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    return routes;
}

static pship_routes_options best(int64_t count)
{
    pship_routes_options options = PSHIP_ROUTES_OPTIONS_INIT;
    options.count = count;
    return options;
}

START_TEST(routes_come_in_order_with_all_that_they_take)
{
    pship_network *network = network_of_lines(corridor);
    pship_table *legs = NULL, *routes = ask(network, "A", "D", "time", best(10), &legs);
    static const struct {
        double weight, cost, length;
        int links;
    } wanted[] = {{8, 30, 300, 3}, {12, 22, 320, 3}, {29, 10, 400, 2}};
    ck_assert_int_eq(pship_table_rows(routes), 3);
    for (int64_t i = 0; i < 3; i++) {
        ck_assert_double_eq(number(routes, "weight", i), wanted[i].weight);
        ck_assert_double_eq(number(routes, "time_h", i), wanted[i].weight);
        ck_assert_double_eq(number(routes, "cost", i), wanted[i].cost);
        ck_assert_double_eq(number(routes, "length_km", i), wanted[i].length);
        ck_assert_int_eq((int)number(routes, "links", i), wanted[i].links);
        ck_assert_str_eq(cell(routes, "origin", i), "A");
        ck_assert_str_eq(cell(routes, "destination", i), "D");
        ck_assert_int_eq((int)number(routes, "route", i), (int)i + 1);
    }
    static const char *const elements[] = {"west",
                                           "B",
                                           "fast",
                                           "east",
                                           "west",
                                           "B",
                                           "*: rail to road",
                                           "slow",
                                           "*: road to rail",
                                           "east",
                                           "west",
                                           "B",
                                           "B: rail to sea",
                                           "ship"};
    ck_assert_int_eq(pship_table_rows(legs), 14);
    for (int64_t i = 0; i < 14; i++)
        ck_assert_str_eq(cell(legs, "element", i), elements[i]);
    pship_table_free(routes);
    pship_table_free(legs);
    routes = ask(network, "A", "D", "cost", best(1), NULL);
    ck_assert_double_eq(number(routes, "weight", 0), 10);
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

START_TEST(where_no_way_leads_there_is_no_row)
{
    pship_network *network = network_of_lines(corridor);
    static const pship_place_pair pairs[] = {
        {"A", "far"}, {"far", "A"}, {"A", "A"}, {"D", "Z"}, {"D", "C"}};
    pship_table *routes = NULL, *legs = NULL;
    ck_assert_int_eq(pship_network_routes(&routes, &legs, network, pairs, 5, NULL, NULL, err),
                     PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(routes), 3);
    ck_assert_str_eq(cell(routes, "destination", 0), "A");
    ck_assert_double_eq(number(routes, "weight", 0), 0);
    ck_assert_int_eq((int)number(routes, "links", 0), 0);
    ck_assert_str_eq(cell(routes, "destination", 1), "Z");
    ck_assert_str_eq(cell(routes, "destination", 2), "C");
    pship_table_free(routes);
    pship_table_free(legs);
    ck_assert_int_eq(pship_network_routes(&routes, NULL, network, NULL, 0, NULL, NULL, err),
                     PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(routes), 0);
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused)
{
    pship_network *network = network_of_lines(corridor);
    const pship_place_pair bad = {"A", "Baku"}, none = {NULL, "A"}, good = {"A", "D"};
    pship_table *routes = NULL, *legs = NULL;
    ck_assert_int_eq(pship_network_routes(&routes, &legs, network, &bad, 1, NULL, NULL, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(failure.message, "the network has no place \"Baku\"");
    ck_assert_int_eq(pship_network_routes(&routes, &legs, network, &none, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_network_routes(NULL, &legs, network, &good, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    static const struct {
        pship_routes_options options;
        const char *by, *message;
    } wrong[] = {
        {{sizeof(pship_routes_options), 0, 1, 1, -1},
         NULL,
         "the number of routes or of candidates is below 1"},
        {{sizeof(pship_routes_options), 1, 1.5, 1, -1}, NULL, "max_overlap is not from 0 to 1"},
        {{sizeof(pship_routes_options), 65, 0.5, 1, -1},
         NULL,
         "at most 64 routes can be kept apart from each other"},
        {{sizeof(pship_routes_options), 1, 1, 1, 169}, NULL, "departs_h is not from 0 to 168"},
        {{sizeof(pship_routes_options), 1, 1, 1, 0},
         "cost",
         "routes with a departure are weighed by time only"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        pship_weighting weighting = PSHIP_WEIGHTING_INIT;
        weighting.by = wrong[i].by;
        ck_assert_int_eq(pship_network_routes(&routes, &legs, network, &good, 1, &weighting,
                                              &wrong[i].options, err),
                         PSHIP_E_ARGUMENT);
        ck_assert_str_eq(failure.message, wrong[i].message);
    }
    ck_assert_ptr_null(routes);
    ck_assert_ptr_null(legs);
    pship_network_free(network);
}
END_TEST

START_TEST(alternatives_share_no_more_than_was_asked_for)
{
    pship_network *network = network_of_lines(corridor);
    pship_routes_options options = best(5);
    options.max_overlap = 0.2;
    pship_table *routes = ask(network, "A", "D", "time", options, NULL);
    ck_assert_int_eq(pship_table_rows(routes),
                     1); /* all have the first link, a quarter of the best */
    pship_table_free(routes);
    options.max_overlap = 0.25;
    routes = ask(network, "A", "D", "time", options, NULL);
    ck_assert_int_eq(pship_table_rows(routes), 2);
    ck_assert_double_eq(number(routes, "weight", 1), 29); /* by road it shares the last link too */
    pship_table_free(routes);
    options.max_candidates = 1;
    const pship_place_pair pair = {"A", "D"};
    routes = NULL;
    ck_assert_int_eq(pship_network_routes(&routes, NULL, network, &pair, 1, NULL, &options, err),
                     PSHIP_E_LIMIT);
    ck_assert_str_eq(failure.message,
                     "no further route that differs enough is among the first 1 candidates: allow "
                     "more overlap, more candidates or fewer routes");
    ck_assert_ptr_null(routes);
    pship_network_free(network);
}
END_TEST

START_TEST(with_a_departure_the_timetable_and_the_gate_decide)
{
    const network_lines lines = {
        .links = "id,from,to,#time_h,#headway_h\n"
                 "road,A,B,3,\nferry,B,C,10,84\nround,B,C,60,\n",
        .places = "id,#time_h,#opens_h,#closes_h\nA,,,\nB,1,8,18\nC,,,\n",
        .timetables = "link,#departs_h\nferry,20\nferry,92\n",
    };
    pship_network *network = network_of_lines(lines);
    pship_routes_options options = best(2);
    pship_table *legs = NULL, *routes = ask(network, "A", "C", NULL, options, NULL);
    /* On average: 3 + 1 + half of the headway + 10. */
    ck_assert_double_eq(number(routes, "weight", 0), 56);
    ck_assert_double_eq(number(routes, "wait_h", 0), 42);
    ck_assert(pship_table_is_null(routes, pship_table_find(routes, "arrives_h"), 0));
    pship_table_free(routes);
    options.departs_h = 2; /* at B at 5, which opens at 8; ready at 9 for the ferry at 20 */
    routes = ask(network, "A", "C", NULL, options, &legs);
    ck_assert_double_eq(number(routes, "departs_h", 0), 2);
    ck_assert_double_eq(number(routes, "arrives_h", 0), 30);
    ck_assert_double_eq(number(routes, "weight", 0), 28);
    ck_assert_double_eq(number(routes, "wait_h", 0), 3 + 11);
    ck_assert_double_eq(number(routes, "arrives_h", 1), 69);
    ck_assert_double_eq(number(legs, "departs_h", 1), 8);
    ck_assert_double_eq(number(legs, "wait_h", 2), 11);
    pship_table_free(routes);
    pship_table_free(legs);
    options.departs_h =
        92; /* Thursday evening: ready on Friday at 105; the ferry of next Monday at 188 */
    routes = ask(network, "A", "C", NULL, options, NULL);
    ck_assert_double_eq(number(routes, "arrives_h", 0), 105 + 60);
    ck_assert_double_eq(number(routes, "arrives_h", 1), 198);
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

START_TEST(who_comes_when_it_closes_comes_too_late_whatever_sums_are_rounded_to)
{
    /* 0.1 + 0.7 is a little less than 0.8. */
    const network_lines lines = {
        .links = "id,from,to,#time_h\nfirst,A,M,0.1\nsecond,M,B,0.7\nlast,B,C,1\n",
        .places = "id,#time_h,#opens_h,#closes_h\nA,,,\nM,,,\nB,1,0.2,0.8\nC,,,\n",
    };
    pship_network *network = network_of_lines(lines);
    pship_routes_options options = best(1);
    options.departs_h = 0;
    pship_table *routes = ask(network, "A", "C", NULL, options, NULL);
    ck_assert_double_eq_tol(number(routes, "arrives_h", 0), 24.2 + 1 + 1, 1e-9);
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

START_TEST(a_route_is_assumed_where_any_number_of_it_is)
{
    network_lines lines = {
        .links = "id,from,to,#time_h,#risk\nfirst,A,B,1,2\nlast,B,C,1,3\n",
        .sources = "part,element,attribute,source,?assumed,#low,#high\nlink,last,risk,,true,1,4\n",
    };
    pship_network *network = network_of_lines(lines);
    pship_table *legs = NULL, *routes = ask(network, "A", "C", "risk", best(1), &legs);
    ck_assert_str_eq(cell(routes, "assumed", 0), "true");
    ck_assert_str_eq(cell(legs, "assumed", 0), "false");
    ck_assert_str_eq(cell(legs, "assumed", 1), "true");
    pship_table_free(routes);
    pship_table_free(legs);
    pship_network_free(network);
}
END_TEST

/* Nodes 1 to 24, links with free-flow times as in the file. */
static pship_network *sioux_falls(FILE *file)
{
    network_builder *builder = pship__network_builder_new(NULL);
    pship_network *network = NULL;
    char line[256];
    while (fgets(line, sizeof line, file)) {
        char from[8], to[8];
        int time;
        if (sscanf(line, " %7[0-9] %7[0-9] %*s %*s %d", from, to, &time) != 3)
            continue;
        uint32_t first = pship__network_builder_place(builder, from, NULL),
                 last = pship__network_builder_place(builder, to, NULL);
        uint32_t link = pship__network_builder_link(builder, NULL, first, last, NULL);
        int column = pship__network_builder_column(builder, NETWORK_LINK, "time_h");
        pship__network_builder_set(builder, NETWORK_LINK, link, column, time);
    }
    ck_assert_int_eq(pship__network_builder_finish(&network, builder, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_network_link_count(network), 76);
    return network;
}

START_TEST(the_hundred_best_of_sioux_falls_are_known)
{
    const char *folder = getenv("PSHIP_TNTP");
    char path[512];
    (void)snprintf(path, sizeof path, "%s/SiouxFalls/SiouxFalls_net.tntp", folder ? folder : ".");
    FILE *file = fopen(path, "r");
    if (!file) {
        printf("# skipped: PSHIP_TNTP does not say where the published networks are\n");
        return;
    }
    pship_network *network = sioux_falls(file);
    (void)fclose(file);
    pship_table *routes = ask(network, "1", "20", "time", best(100), NULL);
    ck_assert_int_eq(pship_table_rows(routes), 100);
    ck_assert_double_eq(number(routes, "weight", 0), 22);
    ck_assert_double_eq(number(routes, "weight", 9), 29);
    ck_assert_double_eq(number(routes, "weight", 99), 39);
    pship_table_free(routes);
    pship_network_free(network);
}
END_TEST

static int stop(void *user, const char *stage, double fraction)
{
    (void)user;
    (void)fraction;
    return strcmp(stage, "looking for routes") == 0;
}

START_TEST(looking_for_routes_can_be_cancelled)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_network *network = NULL;
    pship_table *routes = NULL;
    const pship_place_pair pair = {"A", "D"};
    options.progress = stop;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    ck_assert_int_eq(network_in(&network, context, corridor, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_network_routes(&routes, NULL, network, &pair, 1, NULL, NULL, err),
                     PSHIP_E_CANCELLED);
    ck_assert_ptr_null(routes);
    pship_network_free(network);
    pship_context_free(context);
}
END_TEST

Suite *test_suite(void)
{
    TCase *tests = tcase_create("route");
    tcase_add_test(tests, routes_come_in_order_with_all_that_they_take);
    tcase_add_test(tests, where_no_way_leads_there_is_no_row);
    tcase_add_test(tests, what_cannot_be_asked_is_refused);
    tcase_add_test(tests, alternatives_share_no_more_than_was_asked_for);
    tcase_add_test(tests, with_a_departure_the_timetable_and_the_gate_decide);
    tcase_add_test(tests, who_comes_when_it_closes_comes_too_late_whatever_sums_are_rounded_to);
    tcase_add_test(tests, a_route_is_assumed_where_any_number_of_it_is);
    tcase_add_test(tests, the_hundred_best_of_sioux_falls_are_known);
    tcase_add_test(tests, looking_for_routes_can_be_cancelled);
    Suite *suite = suite_create("route");
    suite_add_tcase(suite, tests);
    return suite;
}
