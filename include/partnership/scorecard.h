/**
 * @file scorecard.h
 * Scorecards: how well a corridor does, in the measures of those who monitor corridors.
 *
 * The first four are the trade facilitation indicators (TFI) of CAREC's Corridor Performance Measurement and
 * Monitoring (CPMM), https://cpmm.carecprogram.org:
 *
 * | indicator           | code | what                                                                            |
 * | ------------------- | ---- | ------------------------------------------------------------------------------- |
 * | border_time         | TFI1 | hours to clear a border crossing                                                |
 * | border_cost         | TFI2 | what clearing a border crossing costs                                           |
 * | corridor_cost       | TFI3 | what it costs to carry 20 tonnes over 500 km                                    |
 * | speed_without_delay | TFI4 | km/h while moving                                                               |
 * | speed_with_delay    | TFI4 | km/h with all stops and borders                                                 |
 * | transit_time        |      | hours from end to end                                                           |
 * | buffer_time         |      | hours to allow on top of the mean to be in time in 95 of 100 cases: P95 - mean  |
 */
#ifndef PARTNERSHIP_SCORECARD_H
#define PARTNERSHIP_SCORECARD_H

#include <partnership/route.h>

PSHIP_BEGIN_DECLS

/** Options of pship_scorecard_from_trips(). Start from PSHIP_SCORECARD_OPTIONS_INIT. Lent for the call. */
typedef struct pship_scorecard_options {
    size_t size; /**< sizeof(pship_scorecard_options). */
    /** Names of columns of text, whole numbers, dates or booleans: a scorecard for each combination of what is in them, such as
        "year" and "corridor". Default: one for all trips. */
    const char *const *by;
    size_t by_count;      /**< How many. */
    const char *currency; /**< Of the costs; NULL: the unit of the column cost, if it has one. */
} pship_scorecard_options;

/** Initialiser of pship_scorecard_options. */
#define PSHIP_SCORECARD_OPTIONS_INIT \
    { \
        sizeof(pship_scorecard_options), NULL, 0, NULL \
    }

/**
 * The value of PSHIP_SCORECARD_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_scorecard_options pship_scorecard_options_init(void);

/**
 * Scorecards from samples of trips: what drivers and forwarders write down under way.
 *
 * A row of `trips` is something that happened on a trip. Its columns are
 * - trip: the id of the trip (text or a whole number);
 * - activity: "moving", "border" (part of clearing one) or "stop" (anything else that took time or money);
 * - time_h: how long it took; length_km: how far it went while moving; cost: what was paid; load_t: tonnes on
 *   board, the same in all rows of a trip where they tell it;
 * - place: which border; the rows of one trip at one place are one crossing. Where there is no such column, or no place in it,
 *   each row is a crossing of its own.
 *
 * trip, activity and time_h have to be there. What is not told is not zero: a sample that lacks a number is left out of
 * the indicators that need it, and counted. Where nothing was paid, write 0. A trip counts in each combination of `by` with
 * those of its rows that lie there, so that years and corridors part trips, and borders or countries part their sections.
 *
 * Columns: those of `by`, indicator, code (of CPMM; null where it has none), value, unit, samples (crossings or trips),
 * left_out (samples that lack a number), mean, standard_deviation (n - 1), low (P5), median and high (P95) of the samples.
 *
 * value is the mean of the samples for border_time, border_cost and transit_time. Of corridor_cost and the speeds it is the
 * quotient of totals, so that short sections do not count as much as long ones: all costs over all tonne-kilometres, times
 * 10,000; all kilometres over all hours. mean, median and so on are of the quotients of each trip. Of buffer_time there is only
 * the value, high - mean of transit_time, from two samples on. Quantiles are interpolated linearly between the samples
 * (definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50(4), 1996).
 *
 * There are seven rows for each combination, in the order of the table above; indicators without a sample have no
 * value. Combinations are in the order of what is in the columns of `by`, nothing first.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param trips The samples.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that has to be there and is not; PSHIP_E_INVALID for a column of
 *         another type, a row without a trip, another activity, a number that is negative or infinite, kilometres at a border
 *         or a stop, and two loads of one trip; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: rows times their logarithm.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_scorecard_from_trips(pship_table **table, const pship_table *trips,
                           const pship_scorecard_options *options, pship_error *err);

/**
 * The scorecard of the best route of each pair, from what the network tells of it. A pair without a route has no row.
 *
 * border_time and border_cost are means over the places of kind border_point (or border_crossing, as UN/LOCODE has it) that the
 * route passes: their dwell and fees and those of the transfers there, for 20 tonnes. corridor_cost is cost over length times
 * 10,000 t km; speed_without_delay counts the time on links without waits, speed_with_delay all of it; transit_time is all of
 * it. Buffer time follows from distributions, which simulation answers; here stands spread, as if all delays came together.
 * Further: tank_to_wheel and well_to_wheel (of a tonne), and capacity_t, capacity_teu and capacity_bcm: the least of all that
 * the route passes.
 *
 * Columns: origin, destination, indicator, code (of CPMM), value, unit, samples (borders counted), left_out (borders that lack the
 * number), part and element (of capacities: what is narrowest), assumed (a number of the route is an assumption). What is not
 * told of a link has no value.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param pairs From where to where.
 * @param count How many.
 * @param weighting What counts; NULL: time.
 * @param err Receives the detail of a failure; may be NULL.
 * @return As pship_network_routes().
 *
 * Complexity: a search for each pair.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_scorecard_from_network(
    pship_table **table, const pship_network *network, const pship_place_pair *pairs, size_t count,
    const pship_weighting *weighting, pship_error *err);

/**
 * Volumes held against capacities, by year or any other period.
 *
 * `volumes` has the columns element (id of a link, or of what `part` says: "link", "place", "transfer"), volume, unit ("t",
 * "TEU" or "bcm"; missing: t), and period (text, whole numbers, dates), which may be missing. Volumes are of a year, as
 * capacities are. The answer has a row for each of theirs, in their order.
 *
 * Columns: part, element, period (as text), unit, volume, capacity, utilisation (volume / capacity), spare (capacity - volume;
 * below zero where it is too much). Capacities that are not told are null, and so is what follows.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param volumes What passed or is to pass.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column or an element that is not there; PSHIP_E_INVALID for a column of another
 *         type, another part or unit, and a number that is negative or infinite; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_scorecard_utilisation(pship_table **table,
                                                                   const pship_network *network,
                                                                   const pship_table *volumes,
                                                                   pship_error *err);

PSHIP_END_DECLS

#endif
