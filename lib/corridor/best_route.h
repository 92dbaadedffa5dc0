/*
 * The best routes of stated pairs, one network and weighting at a time. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_BEST_ROUTE_H
#define PSHIP_CORRIDOR_BEST_ROUTE_H

#include "corridor/graph.h"
#include "corridor/legs.h"
#include <partnership/route.h>

/* Costs of two networks can be compared only in one currency. */
pship_result pship__routes_same_currency(const pship_network *before, const pship_network *after,
                                         pship_error *err);

/* Every place of the pairs has to be in one of the two networks; `other` may be NULL. */
pship_result pship__route_pairs_check(const pship_place_pair *pairs, size_t count,
                                      const pship_network *network, const pship_network *other,
                                      pship_error *err);

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
} route_finder;

/* `weighting` NULL: by time. Of a finder that was begun without success nothing is to be freed. */
pship_result pship__route_finder_begin(route_finder *finder, const pship_network *network,
                                       const pship_weighting *weighting, pship_error *err);
void pship__route_finder_free(route_finder *finder);
/* The same as pship_network_routes() gives. A place that the network does not have is on no route. */
pship_result pship__route_finder_links(route_links *links, const route_finder *finder,
                                       const pship_place_pair *pair,
                                       pship__progress_state *progress, pship_error *err);
/* The route along links that were found, whatever weighing knows them: those of a network in which some numbers differ have the
 * same. */
pship_result pship__route_finder_route(network_route *route, const network_weighing *weighing,
                                       const pship_place_pair *pair, const route_links *links,
                                       pship_error *err);

#endif
