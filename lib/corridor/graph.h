/*
 * A network under a weighting, as the searches walk it. Private to the room corridor.
 *
 * Nodes are places where nothing depends on how one comes by. Elsewhere a place is split: into a node that arrives and
 * one that leaves, each of them once for every mode where modes do not change freely; an arc between two of them is for what
 * it takes to pass or to change. So every arc has one weight, and a route is a path. A route begins at all nodes that
 * leave its origin and ends at any that arrives at its destination; what it takes to pass these two is not counted.
 *
 * Places whose own column "through" is 0 are not to be passed: nothing leads from where one arrives to where one leaves.
 * A link from a place to itself is part of no route, and left out.
 */
#ifndef PSHIP_CORRIDOR_GRAPH_H
#define PSHIP_CORRIDOR_GRAPH_H

#include "corridor/network_store.h"
#include <partnership/weighting.h>

/* What an arc is: a link, a transfer, or passing a place in the same mode. */
#define GRAPH_TRANSFER \
    0x80000000u /* | its transfer, or GRAPH_PASS: a free or undeclared change included */
#define GRAPH_PASS 0xffffffffu

#define GRAPH_WEIGHTS 8 /* most weightings of one graph */

typedef struct network_graph {
    const pship_network *network; /* lent */
    const pship_context *context;
    uint32_t node_count, arc_count;
    uint32_t *begins; /* node_count + 1: arcs that leave a node, in the order of links */
    uint32_t *head;   /* by arc: where it leads */
    double *weight;   /* by arc, >= 0, finite: weights[0] */
    double *weights[GRAPH_WEIGHTS];
    size_t weight_count;
    uint32_t *what;                  /* by arc: a link, or as above */
    uint32_t *back_begins;           /* node_count + 1: arcs that arrive at a node */
    uint32_t *back_arc, *back_tail;  /* by place in that list: the arc, and where it comes from */
    uint32_t *place;                 /* by node */
    uint32_t *start_begins, *starts; /* by place, place_count + 1: nodes that leave it */
    uint32_t *end_begins, *ends;     /* by place: nodes that arrive at it */
    uint32_t unused_links; /* left out because what the weighting needs of them is not told */
} network_graph;

/* `backwards`: with the lists of arriving arcs. Calls back: on the calling thread only. */
pship_result pship__graph_new(network_graph **graph, const pship_network *network,
                              const pship_weighting *weighting, bool backwards, pship_error *err);
/* The same with several weights for each arc; a link that one of them bars is left out. */
pship_result pship__graph_new_of(network_graph **graph, const pship_network *network,
                                 const pship_weighting *weightings, size_t count, bool backwards,
                                 pship_error *err);
void pship__graph_free(network_graph *graph); /* may be NULL */

static inline bool pship__graph_is_link(const network_graph *graph, uint32_t arc)
{
    return (graph->what[arc] & GRAPH_TRANSFER) == 0;
}

/* Where an arc comes from: there is no list of it, but arcs lie in the order of their nodes. Takes log(nodes). */
uint32_t pship__graph_tail(const network_graph *graph, uint32_t arc);

/* How a node is reached: side by side, for a search needs all of it at once. */
typedef struct graph_way {
    double distance; /* INFINITY where it is not reached */
    uint32_t arc;    /* the arc it is reached by (left by, when backwards), or NETWORK_NONE */
    uint32_t at;     /* its place in the heap + 1, or 0 */
} graph_way;

/* A tree of shortest paths from some nodes, or to them when `backwards`. Memory of one search, to be used again: 36 bytes a
 * node. */
typedef struct graph_heap_entry {
    double key;
    uint32_t node;
} graph_heap_entry;

typedef struct graph_tree {
    graph_way *ways;        /* by node */
    uint32_t *reached;      /* nodes in the order in which they were found */
    graph_heap_entry *heap; /* of nodes */
    size_t reached_count, heap_count;
    const atomic_bool
        *stop; /* may be NULL; the search ends with PSHIP_E_CANCELLED once it is true */
} graph_tree;
pship_result pship__graph_tree_new(graph_tree *tree, const network_graph *graph, pship_error *err);
void pship__graph_tree_free(graph_tree *tree, const network_graph *graph);
/* From `roots`; stops once all of `targets` are settled (NULL: none, go everywhere). What was reached and is not settled by
 * then has a distance that may still be too long. `closed` (by arc, may be NULL): not to be used. `progress` may be
 * NULL, as in all threads but the one that called. Nodes are settled in the order of their distance, those of the same distance
 * in the order of their numbers, and a node keeps the first arc that gave it its distance: so the tree depends on
 * the graph alone. Complexity: (arcs + nodes) * log(nodes); only what is reached is touched. */
pship_result pship__graph_search(graph_tree *tree, const network_graph *graph, bool backwards,
                                 const uint32_t *roots, size_t root_count, const uint32_t *targets,
                                 size_t target_count, const bool *closed,
                                 pship__progress_state *progress, pship_error *err);
/* The arcs of the path to (from, when backwards) a node that was reached, in the order of travel; *arcs is released by the
 * caller. */
pship_result pship__graph_path(uint32_t **arcs, size_t *count, const graph_tree *tree,
                               const network_graph *graph, bool backwards, uint32_t node,
                               pship_error *err);
/* Which of the nodes that arrive at a place is nearest, by a search that settled them; NETWORK_NONE where none is reached. */
uint32_t pship__graph_nearest_end(const graph_tree *tree, const network_graph *graph,
                                  uint32_t place);

#endif
