/**
 * @file simulation.h
 * Simulation: how long a route takes when nothing takes as long as it should.
 */
#ifndef PARTNERSHIP_SIMULATION_H
#define PARTNERSHIP_SIMULATION_H

#include <partnership/weighting.h>

PSHIP_BEGIN_DECLS

/** How it is done. Start from PSHIP_SIMULATION_OPTIONS_INIT. Lent for the call. */
typedef struct pship_simulation_options {
    size_t size;  /**< sizeof(pship_simulation_options). */
    int64_t runs; /**< So many times, 2 to 10,000,000. Default 10,000. */
    int64_t seed; /**< The same seed gives the same numbers. Default 1. */
    const char *
        distribution; /**< Of times that have a spread: "lognormal" or "gamma". NULL: "lognormal". */
    const char *const
        *links; /**< Ids of the links of the route, in the order of travel. NULL: the best route. */
    size_t link_count; /**< How many. */
    double
        departs_h; /**< Sets out then, in hours since Monday 0:00, 0 to 168: services leave by their timetables, and
                          what has opening hours begins within them, however late one comes. Below 0: at any time. Default
                          -1. */
} pship_simulation_options;

/** Initialiser of pship_simulation_options. */
#define PSHIP_SIMULATION_OPTIONS_INIT \
    { \
        sizeof(pship_simulation_options), 10000, 1, NULL, NULL, 0, -1 \
    }

/**
 * The value of PSHIP_SIMULATION_OPTIONS_INIT, for languages without macros.
 *
 * @return 10,000 runs of the best route.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_simulation_options pship_simulation_options_init(void);

/**
 * The transit time of a route, by simulation: it is travelled many times, and every time each link, place and transfer takes a
 * time by chance:
 *
 * | what is told | the time |
 * | --- | --- |
 * | quantiles | those, monotone between them (piecewise cubic), and straight on beyond the first and the last, not below 0 |
 * | time_h and spread_h | lognormal or gamma, with this mean and standard deviation |
 * | time_h | always that |
 *
 * and, before a link that is a service, a wait:
 *
 * | what is told | the wait |
 * | --- | --- |
 * | headway_h | uniform over the headway |
 * | headway_h, headway_variation | uniform over a headway that one meets: longer ones are met more often. Headways are gamma |
 * | departures | until the next one, from any time of the week |
 *
 * All of these are independent of each other. Where one sets out at an hour of the week, waits follow from when one comes: until
 * the next departure of a timetable, and until a place, a transfer or a link without a timetable opens; then, for a
 * headway, what chance gives. So a delay may miss a ferry and make the next wait longer, or be made up by a shorter one. The best
 * route is the same as without an hour, by expected waits; pship_network_routes() finds that for the hour, whose links may
 * be given. Without an hour opening hours do not count. What it takes to pass the origin and the destination does not count.
 *
 * Columns of `summary` (one row): origin, destination, links, runs, told_h (sum of the times and expected waits as told; null
 * where one is not), mean_h, deviation_h, p5_h, p25_h, p50_h, p75_h, p95_h, buffer_h (p95_h - mean_h), buffer_percent (of
 * mean_h). Of `legs` (a row for each time and wait, in the order of travel): leg, part, element, what ("time", "wait"),
 * distribution ("quantiles", "lognormal", "gamma", "fixed", "headway", "timetable", "opening_hours"), told_h, mean_h,
 * deviation_h, p5_h, p50_h, p95_h, share_percent (of the variance of the whole: its covariance with the whole; they add up to
 * 100).
 *
 * @param[out] summary Receives the whole; free it with pship_table_free(). No rows where there is no route.
 * @param[out] legs Receives its parts; free it with pship_table_free(). NULL: not wanted.
 * @param network A network.
 * @param origin Id of a place; may be NULL where links are given.
 * @param destination Id of a place; may be NULL where links are given.
 * @param weighting What makes the best route; NULL: time, as told.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place or link that is not there; PSHIP_E_INVALID for links that do not
 *         follow one another from the origin to the destination, a link without any time, and a spread without a time;
 *         PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * The numbers do not depend on the number of threads: each comes from the seed, the run and its place in the route alone.
 * Complexity: runs * legs, twice, and a sort of the runs for each leg. Memory: 16 bytes a run, and 8 with an
 * hour.
 * Thread safety: any thread.
 *
 * Sources: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011 (Philox4x32-10); Wichura, "Algorithm AS 241: The
 * percentage points of the normal distribution", Applied Statistics 37(3), 1988; Marsaglia and Tsang, "A simple method for
 * generating gamma variables", ACM TOMS 26(3), 2000; Fritsch and Carlson, "Monotone piecewise cubic interpolation", SIAM Journal on
 * Numerical Analysis 17(2), 1980; Hyndman and Fan, definition 7, for quantiles of the runs.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_simulate(
    pship_table **summary, pship_table **legs, const pship_network *network, const char *origin,
    const char *destination, const pship_weighting *weighting,
    const pship_simulation_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
