/**
 * @file disruption.h
 * Disruption: what it would mean if a link, a port or a border were closed.
 */
#ifndef PARTNERSHIP_DISRUPTION_H
#define PARTNERSHIP_DISRUPTION_H

#include <partnership/weighting.h>

PSHIP_BEGIN_DECLS

/** What is closed. Start from PSHIP_CRITICALITY_OPTIONS_INIT. Lent for the call. */
typedef struct pship_criticality_options {
    size_t size;      /**< sizeof(pship_criticality_options). */
    const char *part; /**< "link" or "place": each of them alone, in turn. NULL: "link". */
    const char *mode; /**< Only links of this mode; NULL: all. */
    /** What is closed together, instead: a table with the columns closure (a name), part ("link" or "place") and element (its
        id). NULL: each element alone. */
    const pship_table *closures;
} pship_criticality_options;

/** Initialiser of pship_criticality_options. */
#define PSHIP_CRITICALITY_OPTIONS_INIT \
    { \
        sizeof(pship_criticality_options), NULL, NULL, NULL \
    }

/**
 * The value of PSHIP_CRITICALITY_OPTIONS_INIT, for languages without macros.
 *
 * @return Each link alone.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_criticality_options pship_criticality_options_init(void);

/**
 * How critical links or places are: each is closed in turn, and the best routes of the pairs are found again.
 * A closed link is used by no route; a closed place is passed by none, but may still be begun and ended at.
 *
 * Columns: closure (its name; the id of the element where it is closed alone), pairs (whose best route becomes worse, or
 * who are cut off), cut (who are cut off), demand (of these pairs), demand_cut (of those cut off), change (demand * weight, added
 * up over pairs that still have a route), percent (change, of demand * weight of all pairs as they are; null where that is 0). One
 * row for each closure, in the order of the network or of the table of closures, also where nothing becomes worse. Pairs that
 * have no route as it is, and those from a place to itself, do not count.
 *
 * Sums are in the order of the pairs, by their origins, and do not depend on the number of threads.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param pairs From where to where: columns origin and destination, and demand (or trips), 1 where there is none.
 * @param weighting What counts; NULL: time.
 * @param options NULL: each link alone.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column, place, link or mode that is not there; PSHIP_E_INVALID for cells that
 *         cannot be, and where a link does not tell what the weighting needs; PSHIP_E_LIMIT for 2^31 pairs or closures;
 *         PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: for each origin one search of the whole network, and for each closure that lies on one of its best routes a
 * search of what lies behind it in the tree of these routes, until the destinations there are found again. All others are known
 * to change nothing. Memory: about 100 bytes a place and link, and for each thread as much for each place again. Origins are
 * shared among the threads of the context.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_criticality(
    pship_table **table, const pship_network *network, const pship_table *pairs,
    const pship_weighting *weighting, const pship_criticality_options *options, pship_error *err);

PSHIP_END_DECLS

#endif
