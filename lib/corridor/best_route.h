/*
 * The best routes of stated pairs, one network and weighting at a time. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_BEST_ROUTE_H
#define PSHIP_CORRIDOR_BEST_ROUTE_H

#include "corridor/graph.h"
#include "corridor/legs.h"

/* Costs of two networks can be compared only in one currency. */
pship_result pship__routes_same_currency(const pship_network *before, const pship_network *after,
                                         pship_error *err);

/* ---- pairs: a table with the columns origin and destination (ids of places) */

typedef struct route_pairs {
    const pship_context *context;
    char *texts;    /* all ids, each ends with a zero byte */
    size_t *starts; /* of origin and destination of each pair, in turn */
    size_t count;
} route_pairs;

/* Every place has to be in one of the two networks; `other` may be NULL. Frees on failure. */
pship_result pship__route_pairs_read(route_pairs *pairs, const pship_table *table,
                                     const pship_network *network, const pship_network *other,
                                     pship_error *err);
void pship__route_pairs_free(route_pairs *pairs);

static inline const char *pship__route_pairs_origin(const route_pairs *pairs, size_t pair)
{
    return pairs->texts + pairs->starts[2 * pair];
}

static inline const char *pship__route_pairs_destination(const route_pairs *pairs, size_t pair)
{
    return pairs->texts + pairs->starts[2 * pair + 1];
}

/* ---- the links of a route, in the order of travel */

typedef struct route_links {
    uint32_t *list; /* NULL: there is no route */
    size_t count;   /* 0 also where origin and destination are the same */
} route_links;

void pship__route_links_free(route_links *links, const pship_network *network);

/* ---- searches */

typedef struct route_finder {
    const pship_network *network; /* lent */
    network_weighing weighing;
    network_graph *graph;
    graph_tree tree;
} route_finder;

/* `weighting` NULL: by time. Of a finder that was begun without success nothing is to be freed. */
pship_result pship__route_finder_begin(route_finder *finder, const pship_network *network,
                                       const pship_weighting *weighting, pship_error *err);
void pship__route_finder_free(route_finder *finder);
/* By ids; a place that the network does not have is on no route. */
pship_result pship__route_finder_links(route_links *links, route_finder *finder, const char *origin,
                                       const char *destination, pship__progress_state *progress,
                                       pship_error *err);

#endif
