/*
 * A network under a weighting, as the searches walk it. Private to the room corridor.
 *
 * Nodes are places where nothing depends on the mode that one comes by. Elsewhere a place is split: a node for each mode
 * that arrives and one for each that leaves, and an arc between two of them for what it takes to pass or to change. So
 * every arc has one weight, and a route is a path. A route begins at all nodes that leave its origin and ends at
 * any that arrives at its destination; what it takes to pass these two is not counted.
 */
#ifndef PSHIP_CORRIDOR_GRAPH_H
#define PSHIP_CORRIDOR_GRAPH_H

#include "corridor/network_store.h"
#include <partnership/weighting.h>

/* What an arc is: a link, a transfer, or passing a place in the same mode. */
#define GRAPH_TRANSFER \
    0x80000000u /* | its transfer, or GRAPH_PASS: a free or undeclared change included */
#define GRAPH_PASS 0xffffffffu

typedef struct network_graph {
    const pship_network *network; /* lent */
    const pship_context *context;
    uint32_t node_count, arc_count;
    uint32_t *begins;      /* node_count + 1: arcs that leave a node, in the order of links */
    uint32_t *head;        /* by arc: where it leads */
    double *weight;        /* by arc, >= 0, finite */
    uint32_t *what;        /* by arc: a link, or as above */
    uint32_t *back_begins; /* node_count + 1: arcs that arrive at a node */
    uint32_t *back_arc, *back_tail;  /* by place in that list: the arc, and where it comes from */
    uint32_t *place;                 /* by node */
    uint32_t *start_begins, *starts; /* by place, place_count + 1: nodes that leave it */
    uint32_t *end_begins, *ends;     /* by place: nodes that arrive at it */
    uint32_t unused_links; /* left out because what the weighting needs of them is not told */
} network_graph;

/* `backwards`: with the lists of arriving arcs. */
pship_result pship__graph_new(network_graph **graph, const pship_network *network,
                              const pship_weighting *weighting, bool backwards, pship_error *err);
void pship__graph_free(network_graph *graph); /* may be NULL */

/* A tree of shortest paths from some nodes, or to them when `backwards`. Memory of one search, to be used again. */
typedef struct graph_tree {
    double *distance; /* by node; INFINITY where it is not reached */
    uint32_t
        *arc; /* by node: the arc it is reached by (left by, when backwards), or NETWORK_NONE */
    uint32_t *heap; /* of nodes */
    uint32_t *at;   /* by node: its place in the heap + 1, or 0 */
} graph_tree;
pship_result pship__graph_tree_new(graph_tree *tree, const network_graph *graph, pship_error *err);
void pship__graph_tree_free(graph_tree *tree, const network_graph *graph);
/* From `roots`; stops once all of `targets` are settled (NULL: none, go everywhere). `closed` (by arc, may be NULL): not to be
 * used. Of paths of the same length the one is taken that is found first, which depends on the graph alone. */
pship_result pship__graph_search(graph_tree *tree, const network_graph *graph, bool backwards,
                                 const uint32_t *roots, size_t root_count, const uint32_t *targets,
                                 size_t target_count, const bool *closed,
                                 pship__progress_state *progress, pship_error *err);

#endif
