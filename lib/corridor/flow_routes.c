/*
 * A flow taken apart into routes: from where something begins along arcs that carry something to where it ends, as much
 * as all of them carry, until nothing is left. Each route uses up an arc, or what begins or ends at a node, so there are
 * no more of them than arcs and nodes.
 */
#include "corridor/flow_cut.h"

#include <string.h>

typedef struct taking {
    pship_network_flow *flow;
    const network_graph *graph;
    double *on_arc, *begins, *ends;
    double slack;
    uint32_t *next;  /* by node: the first arc that may still carry something */
    uint32_t *place; /* by node: where it stands in the walk, or NETWORK_NONE */
    uint32_t *arcs;  /* of the walk */
    uint32_t *nodes; /* of the walk, one more */
    uint32_t length;
} taking;

static void step_back(taking *from, uint32_t to)
{
    while (from->length > to)
        from->place[from->nodes[from->length--]] = NETWORK_NONE;
}

/* Takes what all arcs of the walk from `first` on carry off them; at most `most`. */
static double take(taking *from, uint32_t first, double most)
{
    for (uint32_t i = first; i < from->length; i++)
        most = fmin(most, from->on_arc[from->arcs[i]]);
    for (uint32_t i = first; i < from->length; i++)
        from->on_arc[from->arcs[i]] -= most;
    return most;
}

/* One arc on; false where none carries anything. Goods that go round in a circle are taken off. */
static bool step(taking *from)
{
    const network_graph *graph = from->graph;
    const uint32_t node = from->nodes[from->length];
    uint32_t arc = from->next[node];
    while (arc < graph->begins[node + 1] && !(from->on_arc[arc] > from->slack))
        arc++;
    from->next[node] = arc;
    if (arc == graph->begins[node + 1])
        return false;
    const uint32_t head = graph->head[arc];
    from->arcs[from->length++] = arc;
    from->nodes[from->length] = head;
    if (from->place[head] == NETWORK_NONE) {
        from->place[head] = from->length;
        return true;
    }
    const uint32_t first = from->place[head];
    (void)take(from, first, (double)INFINITY);
    from->length--; /* the last node stands earlier in the walk */
    step_back(from, first);
    return true;
}

static pship_result walk(taking *from, uint32_t start, pship__progress_state *progress,
                         pship_error *err)
{
    from->length = 0;
    from->nodes[0] = start;
    from->place[start] = 0;
    bool goes_on = true;
    while (goes_on && !(from->ends[from->nodes[from->length]] > from->slack)) {
        pship_result result = pship__progress(progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        goes_on = step(from);
    }
    const uint32_t end = from->nodes[from->length];
    const double amount =
        take(from, 0, goes_on ? fmin(from->begins[start], from->ends[end]) : from->begins[start]);
    from->begins[start] -= amount;
    from->ends[end] -= goes_on ? amount : 0;
    const flow_route route = {.demand = NETWORK_NONE,
                              .origin = from->graph->place[start],
                              .destination = from->graph->place[end],
                              .flow = amount};
    const uint32_t length = from->length;
    step_back(from, 0);
    from->place[start] = NETWORK_NONE;
    /* Where it does not go on, rounding has left over what is no route. */
    return goes_on && amount > from->slack
               ? pship__network_flow_add_route(from->flow, from->graph, &route, from->arcs, length,
                                               err)
               : PSHIP_OK;
}

static pship_result walk_all(taking *from, pship__progress_state *progress, pship_error *err)
{
    memcpy(from->next, from->graph->begins, from->graph->node_count * sizeof *from->next);
    for (uint32_t node = 0; node < from->graph->node_count; node++)
        from->place[node] = NETWORK_NONE;
    for (uint32_t node = 0; node < from->graph->node_count; node++)
        while (from->begins[node] > from->slack) {
            const double before = from->begins[node];
            pship_result result = walk(from, node, progress, err);
            if (result != PSHIP_OK)
                return result;
            if (!(from->begins[node] < before))
                break;
        }
    return PSHIP_OK;
}

pship_result pship__flow_take_apart(pship_network_flow *flow, const network_graph *graph,
                                    double *on_arc, double *begins, double *ends, double slack,
                                    pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = graph->context;
    const size_t nodes = graph->node_count;
    taking from = {.flow = flow,
                   .graph = graph,
                   .slack = slack,
                   .next = pship__allocate(context, nodes, sizeof(uint32_t)),
                   .place = pship__allocate(context, nodes, sizeof(uint32_t)),
                   .arcs = pship__allocate(context, nodes + 1, sizeof(uint32_t)),
                   .nodes = pship__allocate(context, nodes + 2, sizeof(uint32_t))};
    from.on_arc = on_arc;
    from.begins = begins;
    from.ends = ends;
    pship_result result = from.next && from.place && from.arcs && from.nodes
                              ? walk_all(&from, progress, err)
                              : pship__fail_memory(err);
    pship__release(context, from.next);
    pship__release(context, from.place);
    pship__release(context, from.arcs);
    pship__release(context, from.nodes);
    return result;
}
