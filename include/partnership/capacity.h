/**
 * @file capacity.h
 * Capacity: how much a network can carry, what holds it back, and what widening that is worth.
 *
 * Three questions are asked of a network, and answered in the same form:
 *
 * - Maximum flow: how much can get from some places to others, if nothing else is under way?
 * - Maximum concurrent flow: which share of a table of demands can be carried, the same share of all of them?
 * - Minimum cost flow: by which routes do all demands arrive at the least cost together?
 *
 * What counts is one column of capacities, such as capacity_t, of links, places and transfers. Where none is told there is
 * no limit; 0 lets nothing pass. The capacity of a link holds for its one direction. That of a place holds for all
 * that begins there and all that arrives there, to stay or to go on. That of a transfer holds for each place where it is
 * done on its own, also if it is declared for every place.
 *
 * Of every limit the answer has the price: by how much the result grows, or the cost falls, with one more
 * unit of capacity. That is so for small changes. For large ones ask for the value of upgrades, which are computed.
 *
 * Linear programs are solved by Clp, which takes its memory from C++ and not from the context; where that is short it is
 * PSHIP_E_MEMORY all the same. It works in one thread, always by the same steps.
 *
 * Sources: Ford and Fulkerson, "Maximal flow through a network", Canadian Journal of Mathematics 8, 1956, and "A suggested
 * computation for maximal multi-commodity network flows", Management Science 5(1), 1958 (routes found by the prices of
 * what they use); Shahrokhi and Matula, "The maximum concurrent flow problem", Journal of the ACM 37(2), 1990.
 */
#ifndef PARTNERSHIP_CAPACITY_H
#define PARTNERSHIP_CAPACITY_H

#include <partnership/weighting.h>

PSHIP_BEGIN_DECLS

/** What flows through a network, and what limits it: the answer to one of the questions. Opaque, immutable. */
typedef struct pship_network_flow pship_network_flow;

/** What limits a flow. Start from PSHIP_CAPACITY_OPTIONS_INIT. Lent for the call. */
typedef struct pship_capacity_options {
    size_t size;          /**< sizeof(pship_capacity_options). */
    const char *capacity; /**< The column that counts. NULL: "capacity_t". */
    double factor;        /**< All capacities are multiplied by it. Default 1. */
    /** Minimum cost flow: what a unit costs that is not carried. Default 0: all must be carried. */
    double unmet_cost;
    /** What may be widened, or NULL: columns part ("place", "link" or "transfer"), element (its id; of a transfer "place:
        from_mode to to_mode", with "*" for every place) and capacity: what it becomes, before the factor. Each row is an upgrade of its own. */
    const pship_table *upgrades;
} pship_capacity_options;

/** Initialiser of pship_capacity_options. */
#define PSHIP_CAPACITY_OPTIONS_INIT \
    { \
        sizeof(pship_capacity_options), NULL, 1, 0, NULL \
    }

/**
 * The value of PSHIP_CAPACITY_OPTIONS_INIT, for languages without macros.
 *
 * @return The default options.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_capacity_options pship_capacity_options_init(void);

/**
 * How much can flow from some places to others, and what holds it back: the cut.
 *
 * Where the capacity of a place holds for goods that arrive by several modes and may not all go on by the same,
 * the question is a linear program, and needs a library that was built with Clp.
 *
 * @param[out] flow Receives the answer; free it with pship_network_flow_free().
 * @param network A network.
 * @param origins Ids of the places where the flow begins: anywhere among them.
 * @param origin_count How many, at least 1.
 * @param destinations Ids of the places where it ends: anywhere among them.
 * @param destination_count How many, at least 1.
 * @param options NULL for the defaults; unmet_cost does not matter.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place, a column of capacities or an element of an upgrade that is not there;
 *         PSHIP_E_INVALID for a place that is origin and destination, and where nothing limits the flow: the
 *         error names a route without any capacity; PSHIP_E_FORMAT where Clp is needed and the library was built
 *         without; PSHIP_E_LIMIT for more than 2^31 links and changes, PSHIP_E_ARGUMENT, PSHIP_E_MEMORY,
 *         PSHIP_E_CANCELLED.
 *
 * Complexity: at most links times places squared, in practice near to linear; for each upgrade as much again at most.
 * Source: Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", Soviet
 * Mathematics Doklady 11, 1970.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_max_flow(
    pship_network_flow **flow, const pship_network *network, const char *const *origins,
    size_t origin_count, const char *const *destinations, size_t destination_count,
    const pship_capacity_options *options, pship_error *err);

/**
 * The largest share of all demands that can be carried at the same time: the same share of each. Above 1 there is
 * room to grow. Demands from a place to itself and of 0 need nothing.
 *
 * @param[out] flow Receives the answer; free it with pship_network_flow_free().
 * @param network A network.
 * @param demands Columns origin, destination (ids of places) and demand, or trips where there is no column demand:
 *        numbers of at least 0 in the unit of the capacities. Further columns do not matter.
 * @param options NULL for the defaults; unmet_cost does not matter.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place, a column or an element of an upgrade that is not there, and
 *         where no way leads from an origin to its destination; PSHIP_E_INVALID for a demand that is negative or no number,
 *         and where nothing limits the flow; PSHIP_E_FORMAT where the library was built without Clp; PSHIP_E_LIMIT where the
 *         numbers are too far apart to be computed with; PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: a linear program with a row for each demand and each limit that is met, solved by column generation: in
 * every round one search for each origin. The searches use the threads of the context; the answer does not depend on
 * how many they are.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_concurrent_flow(
    pship_network_flow **flow, const pship_network *network, const pship_table *demands,
    const pship_capacity_options *options, pship_error *err);

/**
 * The routes by which all demands arrive at the least cost together, where there is not room for all on the
 * best ones.
 *
 * @param[out] flow Receives the answer; free it with pship_network_flow_free().
 * @param network A network.
 * @param demands As for pship_network_concurrent_flow().
 * @param weighting What a unit costs on its route; NULL: time.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return As pship_network_concurrent_flow(), with the failures of the weighting; PSHIP_E_INVALID also where all must be
 *         carried and there is no room: the error says how much is left over.
 *
 * Complexity: as pship_network_concurrent_flow().
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_min_cost_flow(
    pship_network_flow **flow, const pship_network *network, const pship_table *demands,
    const pship_weighting *weighting, const pship_capacity_options *options, pship_error *err);

/**
 * Give up an answer. Tables made of it stay.
 *
 * @param flow May be NULL.
 *
 * Thread safety: any thread.
 */
PSHIP_API void pship_network_flow_free(pship_network_flow *flow);

/**
 * The result in one row. Columns: question ("max_flow", "concurrent_flow", "min_cost_flow"), result (the flow, the share or
 * the cost), bound (what the prices prove: no flow, no share is larger, no cost is smaller), demand, carried (in the unit of
 * the capacities; demand is null for a maximum flow), unmet.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flow An answer.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_flow_summary(pship_table **table,
                                                                  const pship_network_flow *flow,
                                                                  pship_error *err);

/**
 * What flows through everything, and what it is worth. Columns: part ("place", "link", "transfer"), element (its id; of a
 * transfer "place: from_mode to to_mode"), from, to, mode (of links), flow, capacity (null: no limit; after the factor),
 * used (flow / capacity; null where there is no limit), price, cut (bool). Listed is what has a capacity or a flow.
 *
 * The price is by how much the flow or the share grows, or the cost falls, with one more unit of the capacity. Where
 * several sets of prices are right one of them is shown; of a maximum flow it is 1 where widening this element
 * alone helps, and 0 elsewhere. The cut is what holds a flow back: of a maximum flow the set of elements,
 * nearest to the origins, whose capacities together are the flow; of the others all that has a price.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flow An answer.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_flow_elements(pship_table **table,
                                                                   const pship_network_flow *flow,
                                                                   pship_error *err);

/**
 * What becomes of the demands, in their order. Columns: origin, destination, demand, carried, unmet, cost (of what
 * is carried; null but for a minimum cost flow), price (by how much the share falls, or the cost grows, with one more unit of
 * this demand). Empty for a maximum flow.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flow An answer.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_flow_demands(pship_table **table,
                                                                  const pship_network_flow *flow,
                                                                  pship_error *err);

/**
 * The routes of the flow, step by step. There may be others that carry the same. Columns: route (from 1), demand (the row
 * from 1; null for a maximum flow), origin, destination, flow (of this route), step (from 1), part ("link" or "transfer"),
 * element, from, to (of links), mode.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flow An answer.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_flow_routes(pship_table **table,
                                                                 const pship_network_flow *flow,
                                                                 pship_error *err);

/**
 * What each upgrade of the options is worth on its own, computed and not estimated. Columns: part, element, before, after
 * (the capacities, after the factor), result (with it), value (by how much the flow or the share grows, or the cost falls),
 * price (the value for each unit that is added; null where nothing is).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param flow An answer.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_flow_upgrades(pship_table **table,
                                                                   const pship_network_flow *flow,
                                                                   pship_error *err);

PSHIP_END_DECLS

#endif
