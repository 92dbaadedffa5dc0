/* What has to hold between answers, whatever the network: matrices and routes, a network and itself, break-even values and
 * the routes that they make equal, flows and cuts. */
#include "cells.h"
#include "slow_routes.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

static bool near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

/* One number of a row; NaN where it is null. */
static double number(const pship_table *table, const char *column, int64_t row)
{
    const int32_t at = pship_table_find(table, column);
    ck_assert_int_ge(at, 0);
    return pship_table_is_null(table, at, row) ? (double)NAN : pship_table_number(table, at, row);
}

/* The weight of the best route; NaN where there is none. */
static double best_weight(const pship_network *network, const char *origin, const char *destination,
                          const char *by)
{
    const pship_place_pair pair = {origin, destination};
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_table *routes = NULL;
    weighting.by = by;
    ck_assert_msg(pship_network_routes(&routes, NULL, network, &pair, 1, &weighting, NULL, err) ==
                      PSHIP_OK,
                  "%s", failure.message);
    const double weight = pship_table_rows(routes) ? number(routes, "weight", 0) : (double)NAN;
    pship_table_free(routes);
    return weight;
}

typedef void (*identity)(const slow_network *n, const pship_network *network);

static void hold(identity one, int usual)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(usual);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        const slow_network n = slow_chance(false);
        pship_network *network = slow_build(&n);
        one(&n, network);
        pship_network_free(network);
    }
}

/* ---- matrices and routes */

static void matrix_is_routes(const slow_network *n, const pship_network *network)
{
    static const char *const measures[] = {"time", "cost", "spread", "links"};
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    pship_table *table = NULL;
    weighting.by = measures[roll(4)];
    ck_assert_int_eq(pship_network_matrix(&table, network, &weighting, NULL, err), PSHIP_OK);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        const char *origin = slow_names[row / n->places],
                   *destination = slow_names[row % n->places];
        const double single = best_weight(network, origin, destination, weighting.by);
        ck_assert_msg(near(number(table, "weight", row), single), "%s to %s by %s: %g, not %g",
                      origin, destination, weighting.by, number(table, "weight", row), single);
    }
    pship_table_free(table);
}

START_TEST(a_matrix_is_its_routes)
{
    hold(matrix_is_routes, 1000);
}
END_TEST

/* ---- a network and itself */

static void nothing_changes(const slow_network *n, const pship_network *network)
{
    const int origin = roll(n->places);
    const pship_place_pair pair = {slow_names[origin], slow_names[roll(n->places)]};
    pship_table *routes = NULL, *legs = NULL;
    ck_assert_int_eq(pship_network_compare(&routes, &legs, network, network, &pair, 1, NULL, err),
                     PSHIP_OK);
    const bool leads = !isnan(best_weight(network, pair.origin, pair.destination, NULL));
    for (int64_t row = 0; row < pship_table_rows(routes); row++) {
        ck_assert_str_eq(text_at(routes, row, "route"), leads ? "same" : "none");
        const double before = number(routes, "before", row), change = number(routes, "change", row);
        ck_assert(leads ? isnan(before) || change == 0 : isnan(before) && isnan(change));
    }
    for (int64_t row = 0; row < pship_table_rows(legs); row++) {
        ck_assert_str_eq(text_at(legs, row, "found"), "both");
        ck_assert(number(legs, "weight_before", row) == number(legs, "weight_after", row));
    }
    pship_table_free(routes);
    pship_table_free(legs);
}

START_TEST(between_a_network_and_itself_nothing_changes)
{
    hold(nothing_changes, 2000);
}
END_TEST

/* ---- break-even values */

static double weight_with(const pship_network *network, const pship_network_change_step *step,
                          const pship_place_pair *pair)
{
    pship_network *changed = NULL;
    ck_assert_msg(pship_network_change(&changed, network, step, 1, err) == PSHIP_OK, "%s",
                  failure.message);
    const double weight = best_weight(changed, pair->origin, pair->destination, NULL);
    pship_network_free(changed);
    return weight;
}

/* With the value that was found the best route weighs as much with the link as without it, and as much as was said. */
static void values_make_equal(const slow_network *n, const pship_network *network)
{
    char link[16];
    const int origin = roll(n->places);
    const pship_place_pair pair = {slow_names[origin],
                                   slow_names[(origin + 1 + roll(n->places - 1)) % n->places]};
    pship_break_even_question question = PSHIP_BREAK_EVEN_QUESTION_INIT;
    pship_table *table = NULL;
    if (n->links == 0)
        return;
    (void)snprintf(link, sizeof link, "%d", 1 + roll(n->links));
    question.element = link;
    ck_assert_msg(pship_network_break_even(&table, network, NULL, &pair, 1, NULL, &question, err) ==
                      PSHIP_OK,
                  "%s", failure.message);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        const double value = number(table, "value", row);
        if (isnan(value))
            continue;
        const pship_network_change_step set = {"link", link, "time_h", PSHIP_NETWORK_SET, value},
                                        close = {"link", link, NULL, PSHIP_NETWORK_CLOSE, 0};
        const double with = weight_with(network, &set, &pair),
                     without = weight_with(network, &close, &pair);
        ck_assert_msg(near(with, without), "%g with the link, %g without", with, without);
        ck_assert(near(with, number(table, "weight", row)));
    }
    pship_table_free(table);
}

START_TEST(a_break_even_value_makes_both_equal)
{
    hold(values_make_equal, 2000);
}
END_TEST

/* ---- flows and cuts */

/* The capacities of the cut are the flow, each of them is full, and the bound is the same. */
static void flow_is_cut(const slow_network *n, const pship_network *network)
{
    const int start = roll(n->places);
    const char *origin = slow_names[start],
               *destination = slow_names[(start + 1 + roll(n->places - 1)) % n->places];
    pship_capacity_options options = PSHIP_CAPACITY_OPTIONS_INIT;
    pship_network_flow *flow = NULL;
    pship_table *elements = NULL, *summary = NULL;
    options.capacity = "fee"; /* any column will do, and that one every link has */
    if (n->links == 0 || n->transfers)
        return;
    const pship_result result =
        pship_network_max_flow(&flow, network, &origin, 1, &destination, 1, &options, err);
    ck_assert_msg(result == PSHIP_OK, "%s", failure.message);
    ck_assert_int_eq(pship_network_flow_summary(&summary, flow, err), PSHIP_OK);
    ck_assert_int_eq(pship_network_flow_elements(&elements, flow, err), PSHIP_OK);
    const double most = number(summary, "result", 0);
    double cut = 0;
    for (int64_t row = 0; row < pship_table_rows(elements); row++) {
        const double on = number(elements, "flow", row), room = number(elements, "capacity", row);
        ck_assert(!(on > room * (1 + 1e-9)));
        if (strcmp(text_at(elements, row, "cut"), "true") == 0) {
            cut += room;
            ck_assert(near(on, room));
        }
    }
    ck_assert_msg(near(most, cut) && near(most, number(summary, "bound", 0)), "%g through %g", most,
                  cut);
    pship_table_free(elements);
    pship_table_free(summary);
    pship_network_flow_free(flow);
}

START_TEST(the_most_that_flows_is_the_least_that_holds_it_back)
{
    hold(flow_is_cut, 3000);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("identities");
    TCase *tests = tcase_create("identities");
    tcase_add_test(tests, a_matrix_is_its_routes);
    tcase_add_test(tests, between_a_network_and_itself_nothing_changes);
    tcase_add_test(tests, a_break_even_value_makes_both_equal);
    tcase_add_test(tests, the_most_that_flows_is_the_least_that_holds_it_back);
    suite_add_tcase(suite, tests);
    return suite;
}
