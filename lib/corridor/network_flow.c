/*
 * What flows through a network: the life of an answer, and how it is filled.
 */
#include "corridor/network_flow.h"

#include <string.h>

pship_capacity_options pship_capacity_options_init(void)
{
    return (pship_capacity_options)PSHIP_CAPACITY_OPTIONS_INIT;
}

void pship_network_flow_free(pship_network_flow *flow)
{
    if (!flow)
        return;
    pship_context *context = flow->context;
    void *const owned[] = {flow->unit,   flow->elements, flow->demands,
                           flow->routes, flow->steps,    flow->upgrades};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(context, owned[i]);
    pship_network_free(flow->network);
    pship__release(context, flow);
    pship_context_free(context);
}

/* The unit of a column of capacities; of one of the network's own none is known. */
static const char *unit_of(const char *capacity)
{
    const int attribute = pship__network_attribute_find(capacity);
    return attribute < 0 ? NULL : pship__network_attribute_unit(attribute);
}

pship_result pship__network_flow_new(pship_network_flow **flow, flow_question question,
                                     const pship_network *network, const char *capacity,
                                     pship_error *err)
{
    pship_network_flow *made = pship__allocate_zero(network->context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    made->context = pship__context_share(network->context);
    made->network = pship_network_share((pship_network *)network); /* counts, nothing else */
    made->question = question;
    const char *unit = unit_of(capacity);
    if (unit && !(made->unit = pship__copy_text(made->context, unit))) {
        pship_network_flow_free(made);
        return pship__fail_memory(err);
    }
    *flow = made;
    return PSHIP_OK;
}

/* ---- elements */

static pship_result add_element(pship_network_flow *flow, flow_element element,
                                const flow_limits *limits, uint32_t limit, const double *price,
                                const bool *cut, pship_error *err)
{
    element.most = (double)INFINITY;
    if (limit != NETWORK_NONE) {
        element.most = limits->limits[limit].most;
        element.price = price[limit];
        element.cut = cut[limit];
    } else if (!(element.flow > 0)) {
        return PSHIP_OK;
    }
    if (!pship__grow(flow->context, (void **)&flow->elements, flow->element_count,
                     &flow->element_room, sizeof element))
        return pship__fail_memory(err);
    flow->elements[flow->element_count++] = element;
    return PSHIP_OK;
}

/* What begins at each place, and what arrives there. */
static pship_result pass_places(double *through, const network_graph *graph, const double *on_arc,
                                const double *begins, pship__progress_state *progress,
                                pship_error *err)
{
    pship_result result = PSHIP_OK;
    memcpy(through, begins, graph->network->parts[NETWORK_PLACE].count * sizeof *through);
    for (uint32_t arc = 0; arc < graph->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        if (pship__graph_is_link(graph, arc))
            through[graph->place[graph->head[arc]]] += on_arc[arc];
    }
    return result;
}

/* Links in the order of the network: arcs lie in another. */
static pship_result tell_links(pship_network_flow *flow, uint32_t *arc_of,
                               const flow_limits *limits, const double *on_arc, const double *price,
                               const bool *cut, pship__progress_state *progress, pship_error *err)
{
    const network_graph *graph = limits->graph;
    const uint32_t links = graph->network->parts[NETWORK_LINK].count;
    pship_result result = PSHIP_OK;
    for (uint32_t link = 0; link < links; link++)
        arc_of[link] = NETWORK_NONE;
    for (uint32_t arc = 0; arc < graph->arc_count && result == PSHIP_OK; arc++) {
        result = pship__progress(progress, -1, err);
        if (pship__graph_is_link(graph, arc))
            arc_of[graph->what[arc]] = arc;
    }
    for (uint32_t link = 0; link < links && result == PSHIP_OK; link++) {
        const uint32_t arc = arc_of[link];
        result = pship__progress(progress, -1, err);
        if (arc != NETWORK_NONE && result == PSHIP_OK)
            result = add_element(
                flow, (flow_element){.part = NETWORK_LINK, .element = link, .flow = on_arc[arc]},
                limits, limits->of_arc[arc], price, cut, err);
    }
    for (uint32_t arc = 0; arc < graph->arc_count && result == PSHIP_OK; arc++)
        if (!pship__graph_is_link(graph, arc) && graph->what[arc] != GRAPH_PASS)
            result = add_element(flow,
                                 (flow_element){.part = NETWORK_TRANSFER,
                                                .element = graph->what[arc] & ~GRAPH_TRANSFER,
                                                .place = graph->place[graph->head[arc]],
                                                .flow = on_arc[arc]},
                                 limits, limits->of_arc[arc], price, cut, err);
    return result;
}

pship_result pship__network_flow_tell(pship_network_flow *flow, const flow_limits *limits,
                                      const double *on_arc, const double *begins,
                                      const double *price, const bool *cut, pship_error *err)
{
    const network_graph *graph = limits->graph;
    const uint32_t places = graph->network->parts[NETWORK_PLACE].count;
    double *through = pship__allocate(flow->context, places, sizeof *through);
    uint32_t *arc_of =
        pship__allocate(flow->context, graph->network->parts[NETWORK_LINK].count, sizeof *arc_of);
    pship_result result = through && arc_of ? PSHIP_OK : pship__fail_memory(err);
    pship__progress_state progress;
    pship__progress_begin(&progress, flow->context, "telling what flows");
    if (result == PSHIP_OK)
        result = pass_places(through, graph, on_arc, begins, &progress, err);
    for (uint32_t place = 0; place < places && result == PSHIP_OK; place++) {
        result = pship__progress(&progress, -1, err);
        if (result == PSHIP_OK)
            result = add_element(
                flow,
                (flow_element){.part = NETWORK_PLACE, .element = place, .flow = through[place]},
                limits, limits->of_place[place], price, cut, err);
    }
    if (result == PSHIP_OK)
        result = tell_links(flow, arc_of, limits, on_arc, price, cut, &progress, err);
    pship__release(flow->context, through);
    pship__release(flow->context, arc_of);
    return result;
}

/* ---- routes */

pship_result pship__network_flow_add_route(pship_network_flow *flow, const network_graph *graph,
                                           const flow_route *route, const uint32_t *arcs,
                                           size_t count, pship_error *err)
{
    if (!pship__grow(flow->context, (void **)&flow->routes, flow->route_count, &flow->route_room,
                     sizeof *flow->routes))
        return pship__fail_memory(err);
    flow->routes[flow->route_count] = *route;
    flow->routes[flow->route_count].first_step = flow->step_count;
    for (size_t i = 0; i < count; i++) {
        if (graph->what[arcs[i]] == GRAPH_PASS)
            continue;
        if (!pship__grow(flow->context, (void **)&flow->steps, flow->step_count, &flow->step_room,
                         sizeof *flow->steps))
            return pship__fail_memory(err);
        flow->steps[flow->step_count++] = graph->what[arcs[i]];
    }
    flow->route_count++;
    return PSHIP_OK;
}

pship_result pship__fail_unlimited(pship_error *err, const network_graph *graph, uint32_t origin,
                                   const uint32_t *nodes, size_t count)
{
    const network_texts *ids = &graph->network->place_ids;
    pship__buffer way;
    pship__buffer_init(&way, graph->context);
    pship__buffer_add_text(&way, pship__network_text(ids, origin));
    for (size_t i = 0; i < count && way.length < 200; i++) {
        const uint32_t place = graph->place[nodes[i]];
        if (place != origin)
            pship__buffer_format(&way, " - %s", pship__network_text(ids, place));
        origin = place;
    }
    pship_result result =
        way.failed
            ? pship__fail_memory(err)
            : pship__fail(err, PSHIP_E_INVALID,
                          "nothing limits the flow: no capacity is told on the way %s", way.bytes);
    pship__buffer_free(&way);
    return result;
}
