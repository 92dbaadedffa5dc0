/**
 * @file route_matrix.h
 * What the best routes between many places take ("skims").
 */
#ifndef PARTNERSHIP_ROUTE_MATRIX_H
#define PARTNERSHIP_ROUTE_MATRIX_H

#include <partnership/route.h>

PSHIP_BEGIN_DECLS

/** Between which places, and what is told. Start from PSHIP_MATRIX_OPTIONS_INIT. Lent for the call. */
typedef struct pship_matrix_options {
    size_t size;                     /**< sizeof(pship_matrix_options). */
    const char *const *origins;      /**< Ids of places. */
    size_t origin_count;             /**< How many; 0: all places of the network. */
    const char *const *destinations; /**< Ids of places. */
    size_t destination_count;        /**< How many; 0: the origins. */
    bool with_measures;              /**< All that the best routes take beside their weight. */
} pship_matrix_options;

/** Initialiser of pship_matrix_options. */
#define PSHIP_MATRIX_OPTIONS_INIT \
    { \
        sizeof(pship_matrix_options), NULL, 0, NULL, 0, false \
    }

/**
 * The value of PSHIP_MATRIX_OPTIONS_INIT, for languages without macros.
 *
 * @return From every place to every place, their weight.
 *
 * Thread safety: any thread.
 */
PSHIP_API pship_matrix_options pship_matrix_options_init(void);

/**
 * The weight of the best route from each origin to each destination, as pship_network_routes() has it. Columns: origin,
 * destination, weight (null where there is no way; 0 from a place to itself); with `with_measures` also links, time_h,
 * wait_h, cost, box_cost, length_km, spread_h, tank_to_wheel_g, well_to_wheel_g, assumed of that route: of
 * several that weigh the same it may be another than the first of pship_network_routes(). Rows are in the order
 * of origins, then of destinations. The same for any number of threads.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param network A network.
 * @param weighting What counts; NULL: time.
 * @param options NULL for the defaults.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a place that is not there and for a weighting by a column that no link has;
 *         PSHIP_E_INVALID where a link does not tell what the weighting needs, and for a negative weight; PSHIP_E_ARGUMENT,
 *         PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: a search of the whole network for each origin, (links + places) * log(places), shared among the threads of
 * the network's context; memory 8 bytes for each pair, 80 with measures, besides the table, and 40 bytes a place for each
 * thread. With measures each route is walked once.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_network_matrix(pship_table **table,
                                                            const pship_network *network,
                                                            const pship_weighting *weighting,
                                                            const pship_matrix_options *options,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
