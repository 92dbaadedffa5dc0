/*
 * Questions for the maximum flow: from a network to a graph with one source and one sink.
 *
 * Nothing is gained by passing through an origin or a destination: what does could begin, or end, there. So arcs into
 * origins and out of destinations are closed, and their limits stand between them and the source or the sink.
 */
#include "corridor/flow_cut.h"

#include <string.h>

void pship__flow_cut_free(flow_cut *cut)
{
    if (!cut->graph)
        return;
    void *const owned[] = {cut->role, cut->gate, cut->tail, cut->head, cut->capacity, cut->limit};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(cut->graph->context, owned[i]);
    *cut = (flow_cut){0};
}

static uint32_t ends_at(const network_graph *graph, uint32_t place)
{
    return graph->end_begins[place + 1] - graph->end_begins[place];
}

static uint32_t starts_at(const network_graph *graph, uint32_t place)
{
    return graph->start_begins[place + 1] - graph->start_begins[place];
}

/* Gives places with a limit their gates, and says how many arcs there will be. */
static bool set_gates(flow_cut *cut)
{
    const network_graph *graph = cut->graph;
    cut->node_count = graph->node_count;
    cut->arc_room = graph->arc_count;
    for (uint32_t place = 0; place < graph->network->parts[NETWORK_PLACE].count; place++) {
        const bool limited = cut->limits->of_place[place] != NETWORK_NONE;
        const uint32_t ends = ends_at(graph, place), starts = starts_at(graph, place);
        cut->gate[place] = NETWORK_NONE;
        if (cut->role[place] == FLOW_PASSES && !(limited && ends > 0 && starts > 0))
            continue;
        if (cut->role[place] == FLOW_PASSES && ends > 1 && starts > 1)
            return false;
        cut->gate[place] = cut->node_count++;
        cut->arc_room += 1 + (cut->role[place] == FLOW_BEGINS ? starts
                              : cut->role[place] == FLOW_ENDS ? ends
                                                              : 0);
    }
    cut->source = cut->node_count++;
    cut->sink = cut->node_count++;
    return true;
}

static void add_arc(flow_cut *cut, uint32_t tail, uint32_t head, double capacity, uint32_t limit)
{
    const uint32_t arc = cut->arc_count++;
    cut->tail[arc] = tail;
    cut->head[arc] = head;
    cut->capacity[arc] = capacity;
    cut->limit[arc] = limit;
}

static double most_of(const flow_cut *cut, uint32_t limit)
{
    return limit == NETWORK_NONE ? (double)INFINITY : cut->limits->limits[limit].most;
}

static void add_graph_arc(flow_cut *cut, uint32_t tail, uint32_t arc)
{
    const network_graph *graph = cut->graph;
    const uint32_t head = graph->head[arc], to = graph->place[head], gate = cut->gate[to];
    const bool link = pship__graph_is_link(graph, arc);
    if (cut->role[graph->place[tail]] == FLOW_ENDS || cut->role[to] == FLOW_BEGINS) {
        add_arc(cut, tail, head, 0, NETWORK_NONE);
        return;
    }
    /* One sort of node at a passed place is single: the gate stands before or behind it. */
    const bool before = ends_at(graph, to) == 1;
    const bool gated = cut->role[to] == FLOW_PASSES && gate != NETWORK_NONE && link == before;
    const uint32_t limit = cut->limits->of_arc[arc];
    add_arc(cut, tail, gated ? gate : head, most_of(cut, limit), limit);
}

static void add_gate(flow_cut *cut, uint32_t place)
{
    const network_graph *graph = cut->graph;
    const uint32_t gate = cut->gate[place], limit = cut->limits->of_place[place];
    const uint32_t *starts = graph->starts + graph->start_begins[place],
                   *ends = graph->ends + graph->end_begins[place];
    const double unlimited = (double)INFINITY;
    switch (cut->role[place]) {
    case FLOW_BEGINS:
        add_arc(cut, cut->source, gate, most_of(cut, limit), limit);
        for (uint32_t i = 0; i < starts_at(graph, place); i++)
            add_arc(cut, gate, starts[i], unlimited, NETWORK_NONE);
        return;
    case FLOW_ENDS:
        for (uint32_t i = 0; i < ends_at(graph, place); i++)
            add_arc(cut, ends[i], gate, unlimited, NETWORK_NONE);
        add_arc(cut, gate, cut->sink, most_of(cut, limit), limit);
        return;
    default:
        add_arc(cut, gate, ends_at(graph, place) == 1 ? ends[0] : starts[0], most_of(cut, limit),
                limit);
    }
}

static pship_result add_arcs(flow_cut *cut, pship_error *err)
{
    const network_graph *graph = cut->graph;
    const pship_context *context = graph->context;
    cut->tail = pship__allocate(context, cut->arc_room, sizeof *cut->tail);
    cut->head = pship__allocate(context, cut->arc_room, sizeof *cut->head);
    cut->capacity = pship__allocate(context, cut->arc_room, sizeof *cut->capacity);
    cut->limit = pship__allocate(context, cut->arc_room, sizeof *cut->limit);
    if (!cut->tail || !cut->head || !cut->capacity || !cut->limit)
        return pship__fail_memory(err);
    pship__progress_state progress;
    pship__progress_begin(&progress, context, "preparing the maximum flow");
    for (uint32_t node = 0; node < graph->node_count; node++) {
        pship_result result = pship__progress(&progress, -1, err);
        if (result != PSHIP_OK)
            return result;
        for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++)
            add_graph_arc(cut, node, arc);
    }
    pship_result result = PSHIP_OK;
    for (uint32_t place = 0;
         place < graph->network->parts[NETWORK_PLACE].count && result == PSHIP_OK; place++) {
        result = pship__progress(&progress, -1, err);
        if (cut->gate[place] != NETWORK_NONE)
            add_gate(cut, place);
    }
    return result;
}

static pship_result set_roles(flow_cut *cut, const uint32_t *origins, size_t origin_count,
                              const uint32_t *destinations, size_t destination_count,
                              pship_error *err)
{
    for (size_t i = 0; i < origin_count; i++)
        cut->role[origins[i]] = FLOW_BEGINS;
    for (size_t i = 0; i < destination_count; i++) {
        if (cut->role[destinations[i]] == FLOW_BEGINS)
            return pship__fail(
                err, PSHIP_E_INVALID, "place '%.100s' is an origin and a destination",
                pship__network_text(&cut->graph->network->place_ids, destinations[i]));
        cut->role[destinations[i]] = FLOW_ENDS;
    }
    return PSHIP_OK;
}

pship_result pship__flow_cut_new(flow_cut *cut, bool *possible, const flow_limits *limits,
                                 const uint32_t *origins, size_t origin_count,
                                 const uint32_t *destinations, size_t destination_count,
                                 pship_error *err)
{
    const network_graph *graph = limits->graph;
    const size_t places = graph->network->parts[NETWORK_PLACE].count;
    if (graph->arc_count > INT32_MAX || graph->node_count > INT32_MAX)
        return pship__fail(err, PSHIP_E_LIMIT, "the network has more than 2^31 links and changes");
    *cut = (flow_cut){.graph = graph, .limits = limits};
    cut->role = pship__allocate_zero(graph->context, places, sizeof *cut->role);
    cut->gate = pship__allocate(graph->context, places, sizeof *cut->gate);
    pship_result result = cut->role && cut->gate ? set_roles(cut, origins, origin_count,
                                                             destinations, destination_count, err)
                                                 : pship__fail_memory(err);
    *possible = result == PSHIP_OK && set_gates(cut);
    if (*possible)
        result = add_arcs(cut, err);
    if (result != PSHIP_OK)
        pship__flow_cut_free(cut);
    return result;
}

/* ---- solving */

/* From the answer's arcs to what it says. */
typedef struct cut_reading {
    const flow_cut *cut;
    max_flow *flow;
    double *on_arc, *begins, *price; /* by arc of the graph; by place; by limit */
    double *node_begins, *node_ends; /* by node of the graph */
    bool *reached, *reaching, *in_cut;
} cut_reading;

static pship_result reading_new(cut_reading *reading, const flow_cut *cut, max_flow *flow,
                                pship_error *err)
{
    const pship_context *context = cut->graph->context;
    const size_t arcs = cut->graph->arc_count, nodes = cut->graph->node_count,
                 places = cut->graph->network->parts[NETWORK_PLACE].count,
                 limits = cut->limits->count;
    *reading = (cut_reading){
        .cut = cut,
        .flow = flow,
        .on_arc = pship__allocate(context, arcs, sizeof(double)),
        .begins = pship__allocate_zero(context, places, sizeof(double)),
        .price = pship__allocate_zero(context, limits, sizeof(double)),
        .node_begins = pship__allocate_zero(context, nodes, sizeof(double)),
        .node_ends = pship__allocate_zero(context, nodes, sizeof(double)),
        .reached = pship__allocate(context, cut->node_count, sizeof(bool)),
        .reaching = pship__allocate(context, cut->node_count, sizeof(bool)),
        .in_cut = pship__allocate_zero(context, limits, sizeof(bool)),
    };
    return reading->on_arc && reading->begins && reading->price && reading->node_begins &&
                   reading->node_ends && reading->reached && reading->reaching && reading->in_cut
               ? PSHIP_OK
               : pship__fail_memory(err);
}

static void reading_free(cut_reading *reading)
{
    void *const owned[] = {reading->on_arc,      reading->begins,    reading->price,
                           reading->node_begins, reading->node_ends, reading->reached,
                           reading->reaching,    reading->in_cut};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(reading->cut->graph->context, owned[i]);
}

static pship_result read_flows(cut_reading *reading, pship__progress_state *progress,
                               pship_error *err)
{
    const flow_cut *cut = reading->cut;
    const network_graph *graph = cut->graph;
    pship_result result = PSHIP_OK;
    for (uint32_t arc = 0; arc < cut->arc_count && result == PSHIP_OK; arc++) {
        const double on = pship__max_flow_on(reading->flow, arc);
        const uint32_t tail = cut->tail[arc], head = cut->head[arc];
        result = pship__progress(progress, -1, err);
        if (arc < graph->arc_count)
            reading->on_arc[arc] = on;
        else if (tail >= graph->node_count && head < graph->node_count)
            reading->node_begins[head] = on;
        else if (tail < graph->node_count && head >= graph->node_count)
            reading->node_ends[tail] = on;
    }
    for (uint32_t node = 0; node < graph->node_count; node++)
        if (cut->role[graph->place[node]] == FLOW_BEGINS)
            reading->begins[graph->place[node]] += reading->node_begins[node];
        else
            reading->node_begins[node] = 0; /* what a gate lets pass does not begin there */
    return result;
}

/* Widening an arc helps where it joins what the source still reaches to what still reaches the sink. Room of the size of
 * rounding does not count for that. */
static pship_result read_cut(cut_reading *reading, double amount, double *bound,
                             pship__progress_state *progress, pship_error *err)
{
    const flow_cut *cut = reading->cut;
    const double slack = 1e-12 * amount;
    *bound = 0;
    pship_result result = pship__max_flow_reach(reading->flow, reading->reached, cut->source, false,
                                                0, progress, err);
    if (result != PSHIP_OK)
        return result;
    for (uint32_t arc = 0; arc < cut->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        const bool crosses = reading->reached[cut->tail[arc]] && !reading->reached[cut->head[arc]];
        if (!crosses || cut->limit[arc] == NETWORK_NONE)
            continue;
        reading->in_cut[cut->limit[arc]] = true;
        *bound += cut->capacity[arc];
    }
    if (result == PSHIP_OK)
        result = pship__max_flow_reach(reading->flow, reading->reached, cut->source, false, slack,
                                       progress, err);
    if (result == PSHIP_OK)
        result = pship__max_flow_reach(reading->flow, reading->reaching, cut->sink, true, slack,
                                       progress, err);
    for (uint32_t arc = 0; arc < cut->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        if (cut->limit[arc] != NETWORK_NONE && reading->reached[cut->tail[arc]] &&
            reading->reaching[cut->head[arc]])
            reading->price[cut->limit[arc]] = 1;
    }
    return result;
}

/* The way without any limit is what was to be filled last. */
static pship_result fail_unlimited(const flow_cut *cut, const max_flow *solved, pship_error *err)
{
    const network_graph *graph = cut->graph;
    uint32_t *nodes = pship__allocate(graph->context, solved->trail_count, sizeof *nodes);
    size_t count = 0;
    if (!nodes)
        return pship__fail_memory(err);
    for (uint32_t i = solved->trail_count; i-- > 0;)
        if (solved->arcs[solved->trail[i]].head < graph->node_count)
            nodes[count++] = solved->arcs[solved->trail[i]].head;
    pship_result result = pship__fail_unlimited(err, graph, graph->place[nodes[0]], nodes, count);
    pship__release(graph->context, nodes);
    return result;
}

/* The flow after each upgrade, which goes on from the flow without it; where something becomes narrower, from none. */
static pship_result try_upgrades(pship_network_flow *flow, const flow_cut *cut, max_flow *solved,
                                 pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = cut->graph->context;
    const size_t rooms = 2 * (size_t)cut->arc_count;
    max_flow_arc *keep = pship__allocate(context, rooms, sizeof *keep);
    if (!keep)
        return pship__fail_memory(err);
    memcpy(keep, solved->arcs, rooms * sizeof *keep);
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < flow->upgrade_count && result == PSHIP_OK; i++) {
        flow_upgrade *upgrade = &flow->upgrades[i];
        const bool wider = upgrade->after >= upgrade->before;
        memcpy(solved->arcs, keep, rooms * sizeof *keep);
        for (uint32_t arc = 0; arc < cut->arc_count && result == PSHIP_OK; arc++) {
            result = pship__progress(progress, -1, err);
            max_flow_arc *there = &solved->arcs[solved->at[arc]],
                         *back = &solved->arcs[there->twin];
            if (!wider) {
                there->room = cut->capacity[arc];
                back->room = 0;
            }
            if (cut->limit[arc] != NETWORK_NONE &&
                pship__flow_upgrade_is_of(upgrade, &cut->limits->limits[cut->limit[arc]]))
                there->room = upgrade->after - back->room;
        }
        double more = 0;
        if (result == PSHIP_OK)
            result = pship__max_flow_run(solved, &more, cut->source, cut->sink, progress, err);
        upgrade->result = wider ? flow->result + more : more;
    }
    memcpy(solved->arcs, keep, rooms * sizeof *keep);
    pship__release(context, keep);
    return result;
}

static pship_result read_answer(pship_network_flow *flow, const flow_cut *cut, max_flow *solved,
                                pship__progress_state *progress, pship_error *err)
{
    cut_reading reading;
    pship_result result = reading_new(&reading, cut, solved, err);
    if (result == PSHIP_OK)
        result = read_flows(&reading, progress, err);
    if (result == PSHIP_OK)
        result = read_cut(&reading, flow->result, &flow->bound, progress, err);
    if (result == PSHIP_OK) {
        result = pship__network_flow_tell(flow, cut->limits, reading.on_arc, reading.begins,
                                          reading.price, reading.in_cut, err);
    }
    if (result == PSHIP_OK)
        result = pship__flow_take_apart(flow, cut->graph, reading.on_arc, reading.node_begins,
                                        reading.node_ends, 1e-12 * flow->result, progress, err);
    reading_free(&reading);
    return result;
}

pship_result pship__flow_cut_solve(pship_network_flow *flow, const flow_cut *cut, pship_error *err)
{
    max_flow *solved;
    pship__progress_state progress;
    pship__progress_begin(&progress, cut->graph->context, "finding the maximum flow");
    pship_result result =
        pship__max_flow_new(&solved, cut->graph->context, cut->node_count, cut->arc_count,
                            cut->tail, cut->head, cut->capacity, &progress, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__max_flow_run(solved, &flow->result, cut->source, cut->sink, &progress, err);
    if (result == PSHIP_OK && isinf(flow->result))
        result = fail_unlimited(cut, solved, err);
    if (result == PSHIP_OK && flow->upgrade_count > 0)
        result = try_upgrades(flow, cut, solved, &progress, err);
    if (result == PSHIP_OK)
        result = read_answer(flow, cut, solved, &progress, err);
    pship__max_flow_free(solved);
    return result;
}
