/* Ways that are not worse in everything: held against the list of all ways of random networks; limits and what is refused. */
#include "slow_routes.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;
static slow_route found[SLOW_MOST];

enum { HOURS, FEE, SPREAD, LINKS, THINGS };
static const char *const names[THINGS] = {"time", "cost", "spread", "links"};
static const char *const columns[THINGS] = {"time_h", "cost", "spread_h", "links"};

static double take(const slow_route *route, int thing)
{
    return thing == HOURS    ? route->hours
           : thing == FEE    ? route->fee
           : thing == SPREAD ? route->spread
                             : route->count;
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

/* No more than so many times as much of everything; what differs by rounding is the same. */
static bool matches(const slow_route *one, const slow_route *other, const int *things, int count,
                    double slack)
{
    for (int i = 0; i < count; i++) {
        const double a = take(one, things[i]), b = take(other, things[i]) * slack;
        if (a > b && !near(a, b))
            return false;
    }
    return true;
}

static bool is_beaten(int route, int count, const int *things, int thing_count)
{
    for (int i = 0; i < count; i++) {
        const bool as_good = matches(&found[i], &found[route], things, thing_count, 1);
        if (as_good && !matches(&found[route], &found[i], things, thing_count, 1))
            return true;
    }
    return false;
}

/* The way of one row. */
static int row_of(const pship_table *legs, int count, int64_t route)
{
    const int at = slow_find(found, count, legs, route);
    ck_assert_msg(at >= 0, "way %d is none", (int)route);
    return at;
}

static void check_order(const pship_table *ways, const int *things, int thing_count)
{
    for (int64_t row = 1; row < pship_table_rows(ways); row++) {
        for (int i = 0; i < thing_count; i++) {
            const int32_t column = pship_table_find(ways, columns[things[i]]);
            const double a = pship_table_number(ways, column, row - 1),
                         b = pship_table_number(ways, column, row);
            if (near(a, b))
                continue;
            ck_assert_double_lt(a, b);
            break;
        }
    }
}

static void check_pair(const slow_network *n, const pship_network *network, int origin,
                       int destination)
{
    const pship_place_pair pair = {slow_names[origin], slow_names[destination]};
    pship_pareto_options options = PSHIP_PARETO_OPTIONS_INIT;
    pship_table *ways = NULL, *legs = NULL;
    int things[THINGS] = {HOURS, FEE, SPREAD, LINKS}, answered[SLOW_MOST];
    const char *by[THINGS];
    const int thing_count = 1 + roll(THINGS), count = slow_routes(n, origin, destination, 0, found);
    for (int i = 0; i < THINGS; i++) {
        const int other = roll(THINGS), kept = things[i];
        things[i] = things[other];
        things[other] = kept;
    }
    for (int i = 0; i < thing_count; i++)
        by[i] = names[things[i]];
    options.by = by;
    options.by_count = (size_t)thing_count;
    options.epsilon = roll(3) ? 0 : 0.5;
    pship_result result = pship_network_pareto(&ways, &legs, network, &pair, 1, &options, err);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    const int rows = (int)pship_table_rows(ways);
    for (int row = 0; row < rows; row++)
        answered[row] = row_of(legs, count, row + 1);
    check_order(ways, things, thing_count);
    for (int row = 0; row < rows; row++) {
        for (int other = 0; other < rows; other++)
            ck_assert(row == other || !matches(&found[answered[row]], &found[answered[other]],
                                               things, thing_count, 1));
        if (options.epsilon == 0)
            ck_assert(!is_beaten(answered[row], count, things, thing_count));
    }
    for (int i = 0; i < count; i++) {
        bool met = false;
        for (int row = 0; row < rows && !met; row++)
            met =
                matches(&found[answered[row]], &found[i], things, thing_count, 1 + options.epsilon);
        ck_assert_msg(met, "way %d is better than all of the answer", i);
    }
    pship_table_free(ways);
    pship_table_free(legs);
}

START_TEST(the_answer_is_what_is_left_of_all_ways)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(4000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        const slow_network n = slow_chance(false);
        pship_network *network = slow_build(&n);
        const int origin = roll(n.places), step = 1 + roll(n.places - 1);
        check_pair(&n, network, origin, (origin + step) % n.places);
        pship_network_free(network);
    }
}
END_TEST

/* Two links side by side each time, one quick and one cheap: as many ways as there are choices. */
static pship_network *ladder(int rungs)
{
    making m = begin_making();
    for (int i = 0; i < rungs; i++) {
        char from[16], to[16];
        (void)snprintf(from, sizeof from, "%d", i);
        (void)snprintf(to, sizeof to, "%d", i + 1);
        for (int side = 0; side < 2; side++) {
            uint32_t link = make_link(&m, NULL, from, to, NULL, side ? 1 << i : 0);
            make_number(&m, NETWORK_LINK, link, "fee", side ? 0 : 1 << i);
        }
    }
    return finish_making(&m);
}

START_TEST(the_number_of_labels_is_limited_and_epsilon_needs_fewer)
{
    static const char *const by[] = {"time", "cost"};
    const pship_place_pair pair = {"0", "12"};
    pship_network *network = ladder(12);
    pship_pareto_options options = PSHIP_PARETO_OPTIONS_INIT;
    pship_table *ways = NULL;
    options.by = by;
    options.by_count = 2;
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &pair, 1, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(ways), 4096);
    pship_table_free(ways);
    ways = NULL;
    options.max_labels = 1000;
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &pair, 1, &options, err),
                     PSHIP_E_LIMIT);
    ck_assert_str_eq(failure.message, "more than 1000 labels would be needed: a larger epsilon or "
                                      "less that counts needs fewer");
    ck_assert_ptr_null(ways);
    options.max_labels = 100000;
    options.epsilon = 0.1;
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &pair, 1, &options, err), PSHIP_OK);
    ck_assert_int_lt(pship_table_rows(ways), 200);
    ck_assert_int_gt(pship_table_rows(ways), 5);
    pship_table_free(ways);
    pship_network_free(network);
}
END_TEST

/* To change from rail to road at B takes ten hours; going round by X would take two, but comes to B again. */
START_TEST(no_route_comes_to_a_place_again_by_another_mode)
{
    static const char *const by[] = {"time", "links"};
    static const struct {
        const char *from, *to, *mode;
        double hours;
    } links[] = {{"A", "B", "rail", 1},
                 {"B", "C", "road", 1},
                 {"B", "X", "rail", 1},
                 {"X", "B", "road", 1},
                 {"X", "C", "road", 20}};
    const pship_place_pair pair = {"A", "C"};
    pship_pareto_options options = PSHIP_PARETO_OPTIONS_INIT;
    pship_table *ways = NULL;
    making m = begin_making();
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        (void)make_link(&m, NULL, links[i].from, links[i].to, links[i].mode, links[i].hours);
    (void)make_transfer(&m, "B", "rail", "road", 10);
    (void)make_transfer(&m, "X", "rail", "road", 0);
    pship_network *network = finish_making(&m);
    options.by = by;
    options.by_count = 2;
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &pair, 1, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(ways), 1);
    ck_assert_double_eq(pship_table_number(ways, pship_table_find(ways, "time_h"), 0), 12);
    pship_table_free(ways);
    pship_network_free(network);
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused)
{
    static const char *const sum[] = {"generalised"}, *const time[] = {"time"},
                             *const none[] = {"beauty"};
    static const char *const nine[9] = {"time", "time", "time", "time", "time",
                                        "time", "time", "time", "time"};
    const struct {
        const char *const *by;
        size_t count;
        double epsilon;
        int64_t labels;
        pship_result result;
        const char *message;
    } wrong[] = {
        {sum, 1, 0, 1, PSHIP_E_ARGUMENT, "what counts is NULL, or a sum of other things"},
        {nine, 9, 0, 1, PSHIP_E_ARGUMENT, "from 1 to 8 things can count"},
        {time, 1, -1, 1, PSHIP_E_ARGUMENT, "epsilon is negative or no number"},
        {time, 1, 0, 0, PSHIP_E_ARGUMENT, "max_labels is below 1"},
        {none, 1, 0, 1, PSHIP_E_NOT_FOUND,
         "\"beauty\" is neither a weighting nor a column of numbers of the links"},
        {NULL, 0, 0, 1, PSHIP_E_INVALID,
         "link \"1\" has no well_to_wheel_g and length_km: tell it, or leave out such links"},
    };
    const pship_place_pair pair = {"0", "1"}, same = {"1", "1"}, bad = {"0", "Baku"};
    pship_network *network = ladder(1);
    pship_pareto_options options = PSHIP_PARETO_OPTIONS_INIT;
    pship_table *ways = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        options.by = wrong[i].by;
        options.by_count = wrong[i].count;
        options.epsilon = wrong[i].epsilon;
        options.max_labels = wrong[i].labels;
        ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &pair, 1, &options, err),
                         wrong[i].result);
        ck_assert_str_eq(failure.message, wrong[i].message);
    }
    options = pship_pareto_options_init();
    options.by = time;
    options.by_count = 1;
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &bad, 1, &options, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_ptr_null(ways);
    ck_assert_int_eq(pship_network_pareto(&ways, NULL, network, &same, 1, &options, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(ways), 1);
    pship_table_free(ways);
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    TCase *tests = tcase_create("pareto");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, the_answer_is_what_is_left_of_all_ways);
    tcase_add_test(tests, the_number_of_labels_is_limited_and_epsilon_needs_fewer);
    tcase_add_test(tests, no_route_comes_to_a_place_again_by_another_mode);
    tcase_add_test(tests, what_cannot_be_asked_is_refused);
    Suite *suite = suite_create("pareto");
    suite_add_tcase(suite, tests);
    return suite;
}
