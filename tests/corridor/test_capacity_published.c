/* Flows of a network that others have published, with results that other programs have computed. */
#include "file_help.h"
#include "making.h"

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define WORKS(call) ck_assert_msg((call) == PSHIP_OK, "%s", failure.message)

/* Of a TNTP network: from, to, capacity, length, free-flow time; what else stands there does not matter. */
static pship_network *read_net(const char *path)
{
    making m = begin_making();
    char *text = contents(path), *save = NULL;
    bool data = false;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *more = NULL, *words[5];
        size_t count = 0;
        double capacity, hours;
        if (!data || *line == '~') {
            data = data || strstr(line, "<END OF METADATA>");
            continue;
        }
        for (char *word = strtok_r(line, " \t\r;", &more); word && count < 5;
             word = strtok_r(NULL, " \t\r;", &more))
            words[count++] = word;
        if (count < 5)
            continue;
        ck_assert(pship__number_parse(words[2], &capacity));
        ck_assert(pship__number_parse(words[4], &hours));
        uint32_t link = make_link(&m, NULL, words[0], words[1], NULL, hours);
        make_number(&m, NETWORK_LINK, link, "capacity_t", capacity);
    }
    free(text);
    return finish_making(&m);
}

static pship_network *sioux_falls(pship_table **trips)
{
    const char *net = published("SiouxFalls/SiouxFalls_net.tntp"),
               *demand = published("SiouxFalls/SiouxFalls_trips.tntp");
    if (!net || !demand) {
        fprintf(stderr, "# left out: PSHIP_TNTP does not name a folder with SiouxFalls\n");
        return NULL;
    }
    if (trips)
        WORKS(pship_trips_read(trips, NULL, NULL, demand, NULL, err));
    return read_net(net);
}

static double cell(pship_network_flow *flow,
                   pship_result (*list)(pship_table **, const pship_network_flow *, pship_error *),
                   const char *column)
{
    pship_table *table = NULL;
    WORKS(list(&table, flow, err));
    double number = pship_table_number(table, pship_table_find(table, column), 0);
    pship_table_free(table);
    return number;
}

static void result_is(pship_network_flow *flow, double expected)
{
    const double result = cell(flow, pship_network_flow_summary, "result"),
                 bound = cell(flow, pship_network_flow_summary, "bound");
    ck_assert_msg(fabs(result - expected) <= 1e-9 * expected, "%.17g instead of %.17g", result,
                  expected);
    ck_assert_msg(fabs(result - bound) <= 1e-9 * expected, "%.17g, and bound %.17g", result, bound);
    pship_network_flow_free(flow);
}

START_TEST(maximum_flow)
{
    pship_network *network = sioux_falls(NULL);
    static const struct {
        const char *from, *to;
        double most;
    } cases[] = {{"1", "20", 28361.654118}, {"7", "24", 15055.122152}};
    for (size_t i = 0; network && i < 2; i++) {
        pship_network_flow *flow = NULL;
        WORKS(
            pship_network_max_flow(&flow, network, &cases[i].from, 1, &cases[i].to, 1, NULL, err));
        result_is(flow, cases[i].most);
    }
    pship_network_free(network);
}
END_TEST

START_TEST(concurrent_flow)
{
    pship_table *trips = NULL;
    pship_network *network = sioux_falls(&trips);
    pship_network_flow *flow = NULL;
    if (network) {
        WORKS(pship_network_concurrent_flow(&flow, network, trips, NULL, err));
        result_is(flow, 0.523300788416);
    }
    pship_network_free(network);
    pship_table_free(trips);
}
END_TEST

START_TEST(minimum_cost_at_two_and_a_half_times_the_capacity)
{
    pship_table *trips = NULL;
    pship_network *network = sioux_falls(&trips);
    pship_network_flow *flow = NULL;
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    options.factor = 2.5;
    if (network) {
        WORKS(pship_network_min_cost_flow(&flow, network, trips, NULL, &options, err));
        result_is(flow, 3300094.88836);
    }
    pship_network_free(network);
    pship_table_free(trips);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("published capacities");
    TCase *cases = tcase_create("published capacities");
    suite_add_tcase(suite, cases);
    tcase_add_test(cases, maximum_flow);
    tcase_add_test(cases, concurrent_flow);
    tcase_add_test(cases, minimum_cost_at_two_and_a_half_times_the_capacity);
    return suite;
}
