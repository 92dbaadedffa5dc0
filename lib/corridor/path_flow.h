/*
 * Flows along routes that are found by the prices of what they use: what the parts of it share. Private to the room
 * corridor; what others call is pship__path_flow().
 */
#ifndef PSHIP_CORRIDOR_PATH_FLOW_H
#define PSHIP_CORRIDOR_PATH_FLOW_H

#include "corridor/lp.h"
#include "corridor/network_flow.h"

/* ---- paths, each once (path_pool.c) */

typedef struct path_entry {
    uint32_t demand;     /* of those that need something */
    double weight;       /* by the graph */
    size_t first, count; /* of its arcs */
} path_entry;

typedef struct path_pool {
    const pship_context *context;
    path_entry *paths;
    size_t count, room;
    uint32_t *arcs;
    size_t arc_count, arc_room;
    size_t *slots; /* open addressing by what they are: path + 1, or 0 */
    size_t slot_count;
} path_pool;

/* *added: whether it is new. */
pship_result pship__path_pool_add(path_pool *pool, bool *added, uint32_t demand, double weight,
                                  const uint32_t *arcs, size_t count, pship_error *err);
void pship__path_pool_free(path_pool *pool);

/* ---- the search for better paths (path_price.c) */

typedef struct path_found {
    uint32_t *arcs; /* NULL: none that is better */
    size_t count;
    double distance; /* of the best, at these prices; INFINITY where no way leads there */
} path_found;

/* The demands that need something, in the order of their origins. */
typedef struct path_wanted {
    uint32_t *demands; /* numbers of demands */
    size_t count;
    size_t *groups; /* group_count + 1: where those of an origin begin */
    size_t group_count;
} path_wanted;

pship_result pship__path_wanted_new(path_wanted *wanted, const path_question *question,
                                    pship_error *err);
void pship__path_wanted_free(path_wanted *wanted, const pship_context *context);

/* For every demand the best path under `weights` (by arc) and `begin_price` (by limit: what it takes to begin at a place),
 * where it is shorter than `worth` (by demand that is wanted; NULL: in any case). Arcs are released by the caller. By all threads of
 * the context; what is found does not depend on how many they are. */
pship_result pship__path_search(path_found *found, const path_question *question,
                                const path_wanted *wanted, double *weights,
                                const double *begin_price, const double *worth,
                                pship__progress_state *progress, pship_error *err);

#endif
