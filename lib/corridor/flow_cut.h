/*
 * A question for the maximum flow as a graph of arrays. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_FLOW_CUT_H
#define PSHIP_CORRIDOR_FLOW_CUT_H

#include "corridor/max_flow.h"
#include "corridor/network_flow.h"

/* The arcs of the graph come first and keep their numbers; then those of gates, through which passes all that the limit
 * of a place is about, and those from the source and to the sink. */
typedef struct flow_cut {
    const network_graph *graph; /* lent, as the limits */
    const flow_limits *limits;
    uint8_t *role;  /* by place */
    uint32_t *gate; /* by place: its node, or NETWORK_NONE */
    uint32_t node_count, source, sink;
    uint32_t arc_count, arc_room;
    uint32_t *tail, *head;
    double *capacity;
    uint32_t *limit; /* by arc, or NETWORK_NONE */
} flow_cut;

enum { FLOW_PASSES, FLOW_BEGINS, FLOW_ENDS }; /* at a place: its role */

/* *possible: whether it can be written so. It cannot where a place with a limit is passed by goods that arrive by several
 * modes and leave by several: what one of them leaves over is no use to the other where they may not change. */
pship_result pship__flow_cut_new(flow_cut *cut, bool *possible, const flow_limits *limits,
                                 const uint32_t *origins, size_t origin_count,
                                 const uint32_t *destinations, size_t destination_count,
                                 pship_error *err);
void pship__flow_cut_free(flow_cut *cut);

/* Solves it and fills the answer, and `upgrades` of it. */
pship_result pship__flow_cut_solve(pship_network_flow *flow, const flow_cut *cut, pship_error *err);

/* Takes a flow apart into routes and adds them. `on_arc` by arc of the graph, `begins` and `ends` by node; all of them are
 * used up, but for what is not above `slack`. */
pship_result pship__flow_take_apart(pship_network_flow *flow, const network_graph *graph,
                                    double *on_arc, double *begins, double *ends, double slack,
                                    pship__progress_state *progress, pship_error *err);

#endif
