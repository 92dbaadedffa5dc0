/*
 * What is closed together, and how long other ways are then. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_CLOSURES_H
#define PSHIP_CORRIDOR_CLOSURES_H

#include "corridor/graph.h"
#include <partnership/disruption.h>

/* ---- closures (closures.c) */

typedef struct closed_element {
    network_part_kind part; /* a link or a place */
    uint32_t element;
} closed_element;

typedef struct network_closures {
    const pship_network *network; /* lent */
    uint32_t count;
    uint32_t *begins;         /* count + 1: the elements of a closure */
    closed_element *elements; /* each once in a closure */
    network_texts names;      /* of closures that have one: else it is the id of the only element */
    /* The other way: the closures of a link and of a place. NULL where there are none of that part. */
    uint32_t *of_begins[NETWORK_PARTS], *of[NETWORK_PARTS];
} network_closures;

pship_result pship__closures_read(network_closures *closures, const pship_network *network,
                                  const pship_criticality_options *options, pship_error *err);
void pship__closures_free(network_closures *closures);
const char *pship__closure_name(const network_closures *closures, uint32_t closure, char text[12]);

/* ---- detours (detour.c): a tree of best routes, and what becomes of it when something is closed. Only what lies behind
 * the closed arcs of the tree is searched again, from all that is not: the rest of the tree stays as it is, since less can be used. */

typedef struct detour {
    const network_graph *graph; /* lent; with arriving arcs */
    const uint32_t *tail;       /* by arc, lent */
    const uint32_t *link_arc;   /* by link: its arc, or NETWORK_NONE; lent */
    const uint32_t
        *node_begins; /* by place, place_count + 1, lent: its nodes, which follow one another */
    uint32_t origin;
    graph_tree tree;
    uint32_t *order; /* reached nodes, each right before all that lie behind it */
    uint32_t *rank,
        *behind; /* by node: where it stands in `order`, and how many lie behind it, itself included */
    uint32_t *stamp, stamped;        /* by node: searched again when it is `stamped` */
    uint32_t *closed[NETWORK_PARTS]; /* by element: closed when it is `stamped` */
    bool *wanted;                    /* by node: how far it is will be asked */
    uint32_t *marked;                /* nodes that are searched again */
    graph_way *ways;                 /* by node that was searched again; without arcs */
    graph_heap_entry *heap;
} detour;

pship_result pship__detour_new(detour *made, const network_graph *graph, const uint32_t *tail,
                               const uint32_t *link_arc, const uint32_t *node_begins,
                               pship_error *err);
void pship__detour_free(detour *of);
/* The tree from a place. `progress` may be NULL; of->tree.stop is heeded. */
pship_result pship__detour_begin(detour *of, uint32_t origin, pship__progress_state *progress,
                                 pship_error *err);
/* Nodes of which the distance will be asked: a search ends once all of them are settled. */
void pship__detour_want(detour *of, uint32_t destination);
/* With this closed: afterwards pship__detour_distance() tells how far wanted nodes are then. */
pship_result pship__detour_close(detour *of, const closed_element *elements, size_t count,
                                 pship__progress_state *progress, pship_error *err);

static inline bool pship__detour_changed(const detour *of, uint32_t node)
{
    return of->stamp[node] == of->stamped;
}

static inline double pship__detour_distance(const detour *of, uint32_t node)
{
    return pship__detour_changed(of, node) ? of->ways[node].distance : of->tree.ways[node].distance;
}

#endif
