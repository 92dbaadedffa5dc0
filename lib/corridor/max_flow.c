/*
 * Maximum flow by Dinic's algorithm: nodes are put in levels by their distance from the source, and paths that go
 * one level at a time are filled until none is left; then the levels are made anew. Each round makes the shortest path that
 * has room longer, so there are fewer rounds than nodes, with doubles as with whole numbers: a path is filled
 * by the least room on it, and that arc is left with exactly none.
 *
 * Source: Dinic, "Algorithm for solution of a problem of maximum flow in networks with power estimation", Soviet
 * Mathematics Doklady 11, 1970.
 */
#include "corridor/max_flow.h"

#include <math.h>
#include <string.h>

#define FAR UINT32_MAX

void pship__max_flow_free(max_flow *flow)
{
    if (!flow)
        return;
    void *all[] = {flow->begins, flow->arcs,  flow->at,   flow->level,
                   flow->next,   flow->queue, flow->trail};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        pship__release(flow->context, all[i]);
    pship__release(flow->context, flow);
}

/* Arcs there and back, in the order of their tails; among those of one node in the order given. */
static pship_result lay(max_flow *flow, const uint32_t *tail, const uint32_t *head,
                        const double *capacity, pship__progress_state *progress, pship_error *err)
{
    uint32_t *begins = flow->begins;
    pship_result result = PSHIP_OK;
    for (uint32_t arc = 0; arc < flow->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        begins[tail[arc] + 1]++;
        begins[head[arc] + 1]++;
    }
    for (uint32_t node = 0; node < flow->node_count && result == PSHIP_OK; node++) {
        result = pship__progress(progress, -1, err);
        begins[node + 1] += begins[node];
    }
    memcpy(flow->next, begins, flow->node_count * sizeof *begins);
    for (uint32_t arc = 0; arc < flow->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        uint32_t there = flow->next[tail[arc]]++, back = flow->next[head[arc]]++;
        flow->arcs[there] = (max_flow_arc){capacity[arc], head[arc], back};
        flow->arcs[back] = (max_flow_arc){0, tail[arc], there};
        flow->at[arc] = there;
    }
    return result;
}

pship_result pship__max_flow_new(max_flow **flow, const pship_context *context, uint32_t node_count,
                                 uint32_t arc_count, const uint32_t *tail, const uint32_t *head,
                                 const double *capacity, pship__progress_state *progress,
                                 pship_error *err)
{
    if (arc_count > INT32_MAX || node_count == UINT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "the network has more than 2^31 links and changes");
    max_flow *made = pship__allocate_zero(context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    size_t nodes = node_count, both = 2 * (size_t)arc_count;
    made->context = context;
    made->node_count = node_count;
    made->arc_count = arc_count;
    made->begins = pship__allocate_zero(context, nodes + 1, sizeof *made->begins);
    made->arcs = pship__allocate(context, both, sizeof *made->arcs);
    made->at = pship__allocate(context, arc_count, sizeof *made->at);
    made->level = pship__allocate(context, nodes, sizeof *made->level);
    made->next = pship__allocate(context, nodes, sizeof *made->next);
    made->queue = pship__allocate(context, nodes, sizeof *made->queue);
    made->trail = pship__allocate(context, nodes, sizeof *made->trail);
    if (!made->begins || !made->arcs || !made->at || !made->level || !made->next || !made->queue ||
        !made->trail) {
        pship__max_flow_free(made);
        return pship__fail_memory(err);
    }
    pship_result result = lay(made, tail, head, capacity, progress, err);
    if (result == PSHIP_OK)
        *flow = made;
    else
        pship__max_flow_free(made);
    return result;
}

/* Distances from the source over arcs with room, as far out as the sink. */
static pship_result make_levels(max_flow *flow, uint32_t source, uint32_t sink,
                                pship__progress_state *progress, pship_error *err)
{
    uint32_t first = 0, last = 0;
    for (uint32_t node = 0; node < flow->node_count; node++) {
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        flow->level[node] = FAR;
    }
    flow->level[source] = 0;
    flow->queue[last++] = source;
    while (first < last && flow->level[sink] == FAR) {
        const uint32_t node = flow->queue[first++], next = flow->level[node] + 1;
        const max_flow_arc *end = flow->arcs + flow->begins[node + 1];
        for (const max_flow_arc *arc = flow->arcs + flow->begins[node]; arc < end; arc++) {
            if (!(arc->room > 0) || flow->level[arc->head] != FAR)
                continue;
            flow->level[arc->head] = next;
            flow->queue[last++] = arc->head;
        }
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

/* Fills the path that `trail` holds, from the sink to the source, and tells how far it remains: up to the first arc that is
 * full now. */
static uint32_t fill(max_flow *flow, uint32_t length, double *more)
{
    double least = (double)INFINITY;
    uint32_t keep = length;
    for (uint32_t i = 0; i < length; i++)
        least = fmin(least, flow->arcs[flow->trail[i]].room);
    *more += least;
    if (isinf(least))
        return 0;
    for (uint32_t i = length; i-- > 0;) {
        max_flow_arc *arc = &flow->arcs[flow->trail[i]];
        arc->room -= least;
        flow->arcs[arc->twin].room += least;
        if (arc->room <= 0)
            keep = i;
    }
    return keep;
}

/* Paths from the sink back to the source, one level at a time, until there is none. The search goes this way because it
 * passes few arcs, and that for the levels, which passes all, has the room at hand. */
static pship_result fill_levels(max_flow *flow, double *more, uint32_t source, uint32_t sink,
                                pship__progress_state *progress, pship_error *err)
{
    uint32_t node = sink, length = 0;
    memcpy(flow->next, flow->begins, flow->node_count * sizeof *flow->next);
    for (;;) {
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        if (node == source) {
            flow->trail_count = length;
            length = fill(flow, length, more);
            if (isinf(*more))
                return PSHIP_OK;
            node = flow->arcs[flow->trail[length]].head;
        }
        const uint32_t end = flow->begins[node + 1];
        uint32_t at = flow->next[node];
        while (at < end && !(flow->level[flow->arcs[at].head] < flow->level[node] &&
                             flow->arcs[flow->arcs[at].twin].room > 0))
            at++;
        flow->next[node] = at;
        if (at < end) {
            flow->trail[length++] = flow->arcs[at].twin;
            node = flow->arcs[at].head;
        } else if (length == 0) {
            return PSHIP_OK;
        } else { /* nothing leads here: back, and past the arc that led on */
            node = flow->arcs[flow->trail[--length]].head;
            flow->next[node]++;
        }
    }
}

pship_result pship__max_flow_run(max_flow *flow, double *more, uint32_t source, uint32_t sink,
                                 pship__progress_state *progress, pship_error *err)
{
    *more = 0;
    for (;;) {
        pship_result result = make_levels(flow, source, sink, progress, err);
        if (result != PSHIP_OK || flow->level[sink] == FAR)
            return result;
        result = fill_levels(flow, more, source, sink, progress, err);
        if (result != PSHIP_OK || isinf(*more))
            return result;
    }
}

pship_result pship__max_flow_reach(max_flow *flow, bool *reached, uint32_t from, bool backwards,
                                   double slack, pship__progress_state *progress, pship_error *err)
{
    uint32_t first = 0, last = 0;
    memset(reached, 0, flow->node_count * sizeof *reached);
    reached[from] = true;
    flow->queue[last++] = from;
    while (first < last) {
        const uint32_t node = flow->queue[first++];
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        for (uint32_t at = flow->begins[node]; at < flow->begins[node + 1]; at++) {
            const max_flow_arc *arc = &flow->arcs[at];
            const double room = backwards ? flow->arcs[arc->twin].room : arc->room;
            if (reached[arc->head] || !(room > slack))
                continue;
            reached[arc->head] = true;
            flow->queue[last++] = arc->head;
        }
    }
    return PSHIP_OK;
}
