/**
 * @file route.h
 * Routes through a network: the best ones between two places, one after another or kept apart, with everything
 * that they take side by side.
 *
 * A route is simple: it comes to no place twice, does not come back to its origin, and ends where it first comes to
 * its destination. Two links between the same places make different routes. What it takes to pass its origin and its
 * destination does not count; places whose own column `through` is 0 (zones) are passed by none.
 *
 * Answers are two tables. Of routes: origin, destination, route (from 1, by pair), links (how many), and what the
 * whole of it takes. Of legs: origin, destination, route, leg (from 1), part ("link", or "place" and "transfer" where they take
 * something), element (its id), from, to, mode (of a link), and what the leg takes. That is, in both: weight, time_h (wait
 * included), wait_h, cost (of a tonne), box_cost, length_km, spread_h, tank_to_wheel_g, well_to_wheel_g (of a tonne),
 * departs_h, arrives_h (hours since Monday 0:00, where a departure was asked for), assumed (whether a number of it has no
 * source). Totals are sums in the order of travel, spread as if all delays came together; null where a link does not
 * tell its part, while what a place or a transfer does not tell is 0, as is spread.
 */
#ifndef PARTNERSHIP_ROUTE_H
#define PARTNERSHIP_ROUTE_H

#include <partnership/weighting.h>

PSHIP_BEGIN_DECLS

/** From where to where. */
typedef struct pship_place_pair {
    const char *origin;      /**< Id of a place. */
    const char *destination; /**< Id of a place. */
} pship_place_pair;

/** Which routes. Start from PSHIP_ROUTES_OPTIONS_INIT. Lent for the call. */
typedef struct pship_routes_options {
    size_t size;   /**< sizeof(pship_routes_options). */
    int64_t count; /**< So many for each pair, or as many as there are. Default 1. */
    /** The part of a route's weight that a later one may share with it, 0 to 1: the links of both, by their weight. A
        route that shares more with one before it is left out. Default 1: all are taken. Below 1, `count` is at most 64. */
    double max_overlap;
    /** Where the overlap is limited: how many candidates are looked at for a pair at most. Default 100,000. */
    int64_t max_candidates;
    /** Sets out then, in hours since Monday 0:00, 0 to 168: services leave by their timetables, and what has opening hours
        begins within them. The weighting is by time, from that hour on. Below 0: waits are expected ones.
        Default -1. */
    double departs_h;
} pship_routes_options;

/** Initialiser of pship_routes_options. */
#define PSHIP_ROUTES_OPTIONS_INIT \
    { \
        sizeof(pship_routes_options), 1, 1, 100000, -1 \
    }

/**
 * The value of PSHIP_ROUTES_OPTIONS_INIT, for languages without macros.
 *
 * @return One route, the best.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_routes_options pship_routes_options_init(void);

/**
 * The best routes of each pair, in the order of their weight; among those of the answer of which it is the same, fewer links
 * come first, then the order of their links. Where more routes than were asked for are as good as the last one, which of them
 * are in the answer depends on the network alone. Weights are the same where the sums of doubles are. A pair without a way
 * between has no row; from a place to itself leads one route without links.
 *
 * All are exact. With a departure, the overlap counts the hours of links and changes, and none of waiting for a timetable. With
 * a limit of overlap the first is the best route, and each further one the best of those that
 * overlap no more than that with each before it.
 *
 * With a departure, a link that has a timetable is left with its next departure; others, after the expected wait
 * for their service, within the hours in which they are open; places and transfers begin their work when they are open.
 * Timetables repeat every week, opening hours every day. Times that differ by less than a billionth of an hour are the same.
 *
 * @param[out] routes Receives the routes; free it with pship_table_free().
 * @param[out] legs Receives their legs; free it with pship_table_free(). NULL: not wanted.
 * @param network A network.
 * @param pairs From where to where.
 * @param count How many.
 * @param weighting What counts; NULL: time.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place that is not there and for a weighting by a column that no link has;
 *         PSHIP_E_INVALID where a link does not tell what the weighting needs, and for a negative weight; PSHIP_E_LIMIT where no
 *         further route that differs enough is among `max_candidates`; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: reading the network; for each pair one search of the whole network, (links + places) * log(places), and for
 * each route a look at each of its places, and small searches around it. A limit of overlap is heeded by going through routes in
 * the order of their weight, of which there may be exponentially many, up to `max_candidates`: it is meant for corridors of
 * some hundred links.
 * Thread safety: any thread.
 *
 * Sources: Yen, "Finding the K shortest loopless paths in a network", Management Science 17(11), 1971; Lawler, "A procedure
 * for computing the K best solutions", Management Science 18(7), 1972; bounds by a tree of shortest paths as in Kurz and
 * Mutzel, "A sidetrack-based algorithm for finding the k shortest simple paths in a directed graph", 2016.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_network_routes(pship_table **routes, pship_table **legs, const pship_network *network,
                     const pship_place_pair *pairs, size_t count, const pship_weighting *weighting,
                     const pship_routes_options *options, pship_error *err);

/** Which ways are as good as any other. Start from PSHIP_PARETO_OPTIONS_INIT. Lent for the call. */
typedef struct pship_pareto_options {
    size_t size;           /**< sizeof(pship_pareto_options). */
    const char *const *by; /**< What counts, each as `by` of a weighting, but not "generalised". */
    size_t by_count;       /**< How many, at most 8; 0: time, cost, well_to_wheel and spread. */
    const char *cargo;     /**< As in a weighting. */
    bool bar_untold;       /**< As in a weighting. */
    double epsilon;        /**< 0: all of them. 0.01: so many that none is more than 1% better in
                                everything than one of the answer. Default 0. */
    int64_t
        max_labels; /**< So many beginnings of ways are kept at a time at most. Default 10,000,000. */
} pship_pareto_options;

/** Initialiser of pship_pareto_options. */
#define PSHIP_PARETO_OPTIONS_INIT \
    { \
        sizeof(pship_pareto_options), NULL, 0, NULL, false, 0, 10000000 \
    }

/**
 * The value of PSHIP_PARETO_OPTIONS_INIT, for languages without macros.
 *
 * @return All ways that are not worse than another in everything, by time, cost, emissions and spread.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_pareto_options pship_pareto_options_init(void);

/**
 * The ways of each pair to which there is none that is better in something and worse in nothing (Pareto), in the order of
 * the first thing that counts, then of the second, and so on. Of ways that are the same in everything there is one. The
 * answer is as that of pship_network_routes(); `weight` is that of the first thing that counts.
 *
 * All of them are routes: none comes to a place twice, not by another mode either.
 *
 * @param[out] routes Receives the ways; free it with pship_table_free().
 * @param[out] legs Receives their legs; free it with pship_table_free(). NULL: not wanted.
 * @param network A network.
 * @param pairs From where to where.
 * @param count How many.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place that is not there and for a column that no link has;
 *         PSHIP_E_INVALID where a link does not tell what is needed, and for a negative weight; PSHIP_E_LIMIT where more than
 *         `max_labels` would be needed: a larger epsilon or less that counts needs fewer; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Complexity: a search of the whole network for each thing that counts, and labels, of which there may be exponentially
 * many: what cannot become better than a way that was found already is left out by what the rest of it takes at least.
 * Where ways come to a place twice because modes do not change freely, they are searched for again, with these places heeded,
 * which is one search more for each place at most. About 20 bytes a label and 8 for each thing that counts.
 * Thread safety: any thread.
 *
 * Sources: Martins, "On a multicriteria shortest path problem", European Journal of Operational Research 16(2), 1984;
 * Mandow and Perez de la Cruz, "Multiobjective A* search with consistent heuristics", Journal of the ACM 57(5), 2010.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_network_pareto(pship_table **routes, pship_table **legs, const pship_network *network,
                     const pship_place_pair *pairs, size_t count,
                     const pship_pareto_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
