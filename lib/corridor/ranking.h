/*
 * The simple routes between two places in the order of their weight, one after another. Private to the room corridor.
 *
 * All routes are one class, and the best of it comes first. What is left of a class when its best is taken falls into
 * classes again: for each node of that route, those that keep to it so far and leave it there by another arc (Yen,
 * "Finding the K shortest loopless paths in a network", 1971; Lawler, 1972). Before its best is known a class has a lower
 * bound: the best arc, and from there the shortest path that there is to the destination, even where that touches the
 * route again. That costs nothing, for the tree of these paths is made once. Only when its bound comes up is a class looked
 * into: mostly the path of the bound is a route, else a search that the tree leads to the destination finds the best one.
 *
 * Paths are of nodes, routes of places. Where modes do not change freely the shortest path of a class may come to a place
 * again by another mode. It is no route, but falls apart like one: no route of the class shares more with it than
 * what lies before that.
 */
#ifndef PSHIP_CORRIDOR_RANKING_H
#define PSHIP_CORRIDOR_RANKING_H

#include "corridor/graph.h"

typedef struct ranking_path {
    uint32_t *arcs;
    double *at; /* count + 1: distance or time at which each arc is begun, and at the end */
    uint32_t count;
    uint32_t
        again; /* the arc that comes to a place a second time, or NETWORK_NONE: it is a route */
} ranking_path;

typedef struct ranking_class {
    double bound;
    uint32_t parent, from; /* keeps to that path for so many arcs; parent NETWORK_NONE: to none */
    uint32_t banned;       /* list of arcs that it does not go on with */
    uint32_t path;         /* its best, once it is known, or NETWORK_NONE */
    uint64_t order;        /* those of the same bound come in this order */
} ranking_class;

typedef struct ranking_ban {
    uint32_t arc, next;
} ranking_ban;

#define RANKING_DISTINCT 64 /* most routes that others are kept apart from */

typedef struct route_ranking {
    const network_graph *graph; /* lent; with its backward lists */
    uint32_t origin, destination;
    double
        departs; /* NaN: weights are those of the graph; else they bound times from below, and the clock tells */
    graph_tree back;       /* to the destination */
    graph_tree here;       /* of the search at hand */
    uint32_t *mark, stamp; /* by place: it is on the way already */
    ranking_path *paths;
    size_t path_count, path_room;
    ranking_class *classes; /* a heap */
    size_t class_count, class_room;
    ranking_ban *bans;
    size_t ban_count, ban_room;
    uint64_t order;
    /* distinct ones */
    double most_overlap; /* above 1: as they come */
    uint64_t *on; /* by arc: which of the routes taken use it; NULL where that does not matter */
    double taken[RANKING_DISTINCT];
    size_t taken_count;
    uint64_t looked_into;            /* classes so far */
    pship__progress_state *progress; /* lent; may be NULL */
} route_ranking;

/* Memory: about 80 bytes a node, and what the routes found so far and their classes need. `stop` and `progress` may be NULL. */
pship_result pship__ranking_new(route_ranking *ranking, const network_graph *graph, uint32_t origin,
                                uint32_t destination, double departs, double most_overlap,
                                const atomic_bool *stop, pship__progress_state *progress,
                                pship_error *err);
void pship__ranking_free(route_ranking *ranking);
/* The next one; its path is lent until the ranking is freed or asked again. *path NULL: there is none. Not beyond so many
 * classes looked into: PSHIP_E_LIMIT. */
pship_result pship__ranking_next(route_ranking *ranking, const ranking_path **path,
                                 uint64_t most_looks, pship_error *err);

#endif
