/*
 * Maximum flow through a graph of arrays. Private to the room corridor.
 */
#ifndef PSHIP_CORRIDOR_MAX_FLOW_H
#define PSHIP_CORRIDOR_MAX_FLOW_H

#include "core/core.h"

/* Every arc is held twice, there and back, with the room that is left on it: what flows there is room to flow
 * back. */
typedef struct max_flow_arc {
    double room;
    uint32_t head, twin;
} max_flow_arc;

/* 36 bytes for an arc as it was given, and 20 for a node. */
typedef struct max_flow {
    const pship_context *context;
    uint32_t node_count, arc_count;
    uint32_t *begins; /* node_count + 1: where the arcs of a node begin, both sorts */
    max_flow_arc *arcs;
    uint32_t *at; /* by arc as it was given: where it lies; its twin holds what flows */
    /* of the search */
    uint32_t *level, *next, *queue;
    uint32_t *trail; /* the path that was filled last, from the sink to the source */
    uint32_t trail_count;
} max_flow;

/* Arcs of capacity 0 and above; INFINITY is allowed. */
pship_result pship__max_flow_new(max_flow **flow, const pship_context *context, uint32_t node_count,
                                 uint32_t arc_count, const uint32_t *tail, const uint32_t *head,
                                 const double *capacity, pship__progress_state *progress,
                                 pship_error *err);
void pship__max_flow_free(max_flow *flow); /* may be NULL */

/* Sends as much more as can be sent; *more is how much, INFINITY where a path has no capacity at all (`trail`
 * holds it, and what flows is not to be used). Arcs may have been given more room before. */
pship_result pship__max_flow_run(max_flow *flow, double *more, uint32_t source, uint32_t sink,
                                 pship__progress_state *progress, pship_error *err);

/* What flows on an arc. */
static inline double pship__max_flow_on(const max_flow *flow, uint32_t arc)
{
    return flow->arcs[flow->arcs[flow->at[arc]].twin].room;
}

/* Marks the nodes that `from` still reaches by arcs with more room than `slack`, or those that reach it. */
pship_result pship__max_flow_reach(max_flow *flow, bool *reached, uint32_t from, bool backwards,
                                   double slack, pship__progress_state *progress, pship_error *err);

#endif
