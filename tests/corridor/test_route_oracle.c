/* The best routes of thousands of random networks beside the list of all their routes. */
#include "slow_routes.h"

#include <partnership/route.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;
static slow_route found[SLOW_MOST];
static double wanted[SLOW_MOST];

typedef enum counted { HOURS, FEE, BOTH, LINKS, CLOCK, KINDS } counted;

static double weight_of(const slow_route *route, counted by, double departs)
{
    switch (by) {
    case HOURS:
        return route->hours;
    case FEE:
        return route->fee;
    case LINKS:
        return route->count;
    case CLOCK:
        return route->arrives - departs;
    default:
        return route->fee + 2 * route->hours + 0.5 * route->spread;
    }
}

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double number(const pship_table *table, const char *column, int64_t row)
{
    return pship_table_number(table, pship_table_find(table, column), row);
}

static bool near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

static void check_totals(const pship_table *routes, int64_t row, const slow_route *route,
                         counted by, double departs)
{
    ck_assert(near(number(routes, "weight", row), weight_of(route, by, departs)));
    ck_assert(near(number(routes, "cost", row), route->fee));
    ck_assert(near(number(routes, "spread_h", row), route->spread));
    ck_assert(number(routes, "links", row) == route->count);
    if (by == CLOCK) {
        ck_assert(near(number(routes, "arrives_h", row), route->arrives));
        ck_assert(near(number(routes, "wait_h", row), route->arrives - departs - route->hours));
    } else {
        ck_assert(near(number(routes, "time_h", row), route->hours));
    }
}

static void check_pair(const slow_network *n, const pship_network *network, int origin,
                       int destination, counted by, double departs)
{
    static const char *const names[KINDS] = {"time", "fee", "generalised", "links", "time"};
    bool seen[SLOW_MOST] = {false};
    const pship_place_pair pair = {slow_names[origin], slow_names[destination]};
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_routes_options options = PSHIP_ROUTES_OPTIONS_INIT;
    pship_table *routes = NULL, *legs = NULL;
    const int count = slow_routes(n, origin, destination, departs, found);
    weighting.by = by == FEE && roll(2) ? "cost" : names[by];
    weighting.value_of_time = 2;
    weighting.value_of_reliability = 0.5;
    options.count = roll(4) ? 1 + roll(20) : SLOW_MOST;
    options.departs_h = by == CLOCK ? departs : -1;
    for (int i = 0; i < count; i++)
        wanted[i] = weight_of(&found[i], by, departs);
    qsort(wanted, (size_t)count, sizeof *wanted, by_number);
    pship_result result =
        pship_network_routes(&routes, &legs, network, &pair, 1, &weighting, &options, err);
    if (result == PSHIP_E_NOT_FOUND && n->links == 0)
        return; /* no link, no column */
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    ck_assert_int_eq(pship_table_rows(routes), count < options.count ? count : options.count);
    for (int64_t row = 0; row < pship_table_rows(routes); row++) {
        const double weight = number(routes, "weight", row);
        ck_assert_msg(near(weight, wanted[row]), "route %d weighs %.17g, not %.17g", (int)row + 1,
                      weight, wanted[row]);
        ck_assert(row == 0 || number(routes, "weight", row - 1) <= weight);
        const int at = slow_find(found, count, legs, row + 1);
        ck_assert_msg(at >= 0 && !seen[at], "route %d is none, or comes twice", (int)row + 1);
        seen[at] = true;
        check_totals(routes, row, &found[at], by, departs);
    }
    pship_table_free(routes);
    pship_table_free(legs);
}

static void check_network(bool clock)
{
    const slow_network n = slow_chance(clock);
    pship_network *network = slow_build(&n);
    const int origin = roll(n.places), step = 1 + roll(n.places - 1);
    check_pair(&n, network, origin, (origin + step) % n.places,
               clock ? CLOCK : (counted)roll(CLOCK), clock ? roll(168) : 0);
    pship_network_free(network);
}

START_TEST(the_best_routes_are_those_of_the_list_of_all)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(4000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        check_network(false);
    }
}
END_TEST

START_TEST(the_earliest_arrivals_are_those_of_the_list_of_all)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(4000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        check_network(true);
    }
}
END_TEST

/* Of the routes in order, those that share no more than so much with each one taken before. */
static void check_distinct(const slow_network *n, const pship_network *network, int origin,
                           int destination)
{
    static const slow_route *taken[SLOW_MOST];
    static double sums[SLOW_MOST];
    const pship_place_pair pair = {slow_names[origin], slow_names[destination]};
    const double limits[] = {0, 0.25, 0.5, 0.8};
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_routes_options options = PSHIP_ROUTES_OPTIONS_INIT;
    pship_table *all = NULL, *all_legs = NULL, *some = NULL;
    const int count = slow_routes(n, origin, destination, 0, found);
    options.count = SLOW_MOST;
    ck_assert_int_eq(
        pship_network_routes(&all, &all_legs, network, &pair, 1, &weighting, &options, err),
        PSHIP_OK);
    options.count = 64;
    options.max_overlap = limits[roll(4)];
    ck_assert_int_eq(
        pship_network_routes(&some, NULL, network, &pair, 1, &weighting, &options, err), PSHIP_OK);
    int kept = 0;
    for (int64_t row = 0; row < pship_table_rows(all); row++) {
        const slow_route *route = &found[slow_find(found, count, all_legs, row + 1)];
        bool apart = true;
        for (int t = 0; t < kept && apart; t++) {
            double shared = 0;
            for (int i = 0; i < route->count; i++)
                for (int j = 0; j < taken[t]->count; j++)
                    if (route->links[i] == taken[t]->links[j])
                        shared += n->link[route->links[i]].hours;
            apart = shared <= options.max_overlap * sums[t] * (1 + 1e-12);
        }
        if (!apart)
            continue;
        taken[kept] = route;
        sums[kept++] = number(all, "weight", row);
    }
    /* Among routes of the same weight the choice of the first decides how many follow. */
    bool ties = false;
    for (int64_t row = 1; row < pship_table_rows(all); row++)
        ties = ties || number(all, "weight", row) == number(all, "weight", row - 1);
    if (!ties) {
        ck_assert_int_eq(pship_table_rows(some), kept < 64 ? kept : 64);
        for (int64_t row = 0; row < pship_table_rows(some); row++)
            ck_assert(near(number(some, "weight", row), taken[row]->hours));
    }
    pship_table_free(all);
    pship_table_free(all_legs);
    pship_table_free(some);
}

START_TEST(distinct_routes_are_those_that_the_list_leaves)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(3000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        const slow_network n = slow_chance(false);
        pship_network *network = slow_build(&n);
        const int origin = roll(n.places), step = 1 + roll(n.places - 1);
        if (n.links > 0)
            check_distinct(&n, network, origin, (origin + step) % n.places);
        pship_network_free(network);
    }
}
END_TEST

Suite *test_suite(void)
{
    TCase *tests = tcase_create("route_oracle");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, the_best_routes_are_those_of_the_list_of_all);
    tcase_add_test(tests, the_earliest_arrivals_are_those_of_the_list_of_all);
    tcase_add_test(tests, distinct_routes_are_those_that_the_list_leaves);
    Suite *suite = suite_create("route_oracle");
    suite_add_tcase(suite, tests);
    return suite;
}
