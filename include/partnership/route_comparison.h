/**
 * @file route_comparison.h
 * Before and after: what a change of the network does to the best routes of stated pairs, leg by leg.
 */
#ifndef PARTNERSHIP_ROUTE_COMPARISON_H
#define PARTNERSHIP_ROUTE_COMPARISON_H

#include <partnership/route.h>

PSHIP_BEGIN_DECLS

/**
 * Compare the best routes of stated pairs in two networks: two views, two days, with a link and without it. Elements of the two
 * are the same where their ids are.
 *
 * Columns of `routes`, a row for each pair and measure that is told of either route: origin, destination, route ("same" links,
 * "other" links, "gained": there was none before, "lost": there is none after, "none" in either), measure (weight, time_h,
 * wait_h, cost, box_cost, length_km, spread_h, tank_to_wheel_g, well_to_wheel_g), unit, before, after, change (after - before),
 * percent (change, of before), assumed (a number of one of the two is an assumption). time_h includes wait_h. What is not told
 * of a link of a route is not told of the route, and its change is null.
 *
 * Columns of `legs`, a row for each leg of either route: origin, destination, part ("link", "place", "transfer"), element (its
 * id), from, to, mode, found ("both", "before", "after": which of the routes takes it), and for each measure its value before and
 * after, such as time_h_before and time_h_after. Legs are in the order of travel: those that both routes take in the same order
 * stand beside each other, as many of them as can, and between two of these come those of the route before, then those of the route
 * after.
 *
 * @param[out] routes Receives the table of routes; free it with pship_table_free().
 * @param[out] legs Receives the table of legs; NULL: not wanted.
 * @param before A network.
 * @param after A network.
 * @param pairs From where to where; each place is in one of the networks at least.
 * @param count How many pairs.
 * @param weighting What counts; NULL: time.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place that neither network has; PSHIP_E_INVALID where
 *         the two have different currencies, and for a weight that is needed and not told;
 *         PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: a search for each pair in each network, and legs times their logarithm.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_network_compare(pship_table **routes, pship_table **legs, const pship_network *before,
                      const pship_network *after, const pship_place_pair *pairs, size_t count,
                      const pship_weighting *weighting, pship_error *err);

PSHIP_END_DECLS

#endif
