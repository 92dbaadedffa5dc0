/*
 * The best routes between pairs of places.
 */
#include "corridor/clock.h"
#include "corridor/legs.h"
#include "corridor/ranking.h"
#include "corridor/wanted.h"

#include <partnership/route.h>
#include <stdlib.h>

pship_routes_options pship_routes_options_init(void)
{
    return (pship_routes_options)PSHIP_ROUTES_OPTIONS_INIT;
}

typedef struct asking {
    const pship_network *network;
    network_weighing weighing;
    network_graph *graph;
    pship_routes_options options;
    double departs; /* NaN: waits are expected ones */
    route_tables tables;
    pship__progress_state progress;
} asking;

/* The links of a path. */
pship_result pship__route_links(uint32_t **links, size_t *count, const network_graph *graph,
                                const uint32_t *arcs, size_t arc_count, pship_error *err)
{
    uint32_t *list = pship__allocate(graph->context, arc_count, sizeof *list);
    if (!list)
        return pship__fail_memory(err);
    size_t length = 0;
    for (size_t i = 0; i < arc_count; i++)
        if (pship__graph_is_link(graph, arcs[i]))
            list[length++] = graph->what[arcs[i]];
    *links = list;
    *count = length;
    return PSHIP_OK;
}

pship_result pship__wanted_place(uint32_t *place, const pship_network *network, const char *id,
                                 pship_error *err)
{
    uint32_t found = id ? pship__network_place(network, id) : NETWORK_NONE;
    if (!id)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a place is NULL");
    if (found == NETWORK_NONE)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "the network has no place \"%.100s\"", id);
    *place = found;
    return PSHIP_OK;
}

/* What comes out of a ranking is in order but for rounding; among equals there is an order too. */
static int by_weight(const void *first, const void *second)
{
    const network_route *a = first, *b = second;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    if (a->link_count != b->link_count)
        return a->link_count < b->link_count ? -1 : 1;
    for (size_t i = 0; i < a->leg_count && i < b->leg_count; i++) {
        const network_leg *one = &a->legs[i], *other = &b->legs[i];
        if (one->part != other->part)
            return one->part < other->part ? -1 : 1;
        if (one->element != other->element)
            return one->element < other->element ? -1 : 1;
    }
    return 0;
}

static pship_result make_route(asking *ask, const ranking_path *path, uint32_t origin,
                               uint32_t destination, network_route *route, pship_error *err)
{
    uint32_t *links = NULL;
    size_t count = 0;
    pship_result result =
        pship__route_links(&links, &count, ask->graph, path->arcs, path->count, err);
    if (result != PSHIP_OK)
        return result;
    result = pship__route_make(route, &ask->weighing, origin, destination, links, count,
                               ask->departs, err);
    pship__release(ask->graph->context, links);
    return result;
}

/* As many of the ranking as are wanted. */
static pship_result collect(asking *ask, route_ranking *ranking, network_route **routes,
                            size_t *count, pship_error *err)
{
    const pship_context *context = ask->network->context;
    const uint64_t most =
        ask->options.max_overlap < 1 ? (uint64_t)ask->options.max_candidates : UINT64_MAX;
    size_t room = 0;
    while (*count < (uint64_t)ask->options.count) {
        const ranking_path *path;
        pship_result result = pship__ranking_next(ranking, &path, most, err);
        if (result == PSHIP_OK && !path)
            break;
        if (result == PSHIP_OK &&
            !pship__grow(context, (void **)routes, *count, &room, sizeof **routes))
            result = pship__fail_memory(err);
        if (result == PSHIP_OK)
            result = make_route(ask, path, ranking->origin, ranking->destination,
                                &(*routes)[*count], err);
        if (result != PSHIP_OK)
            return result;
        ++*count;
    }
    if (*count > 0)
        qsort(*routes, *count, sizeof **routes, by_weight);
    return PSHIP_OK;
}

static pship_result answer_pair(asking *ask, uint32_t origin, uint32_t destination,
                                pship_error *err)
{
    const pship_context *context = ask->network->context;
    if (origin == destination) {
        network_route none;
        pship_result made =
            pship__route_make(&none, &ask->weighing, origin, origin, NULL, 0, ask->departs, err);
        if (made != PSHIP_OK)
            return made;
        pship__route_tables_add(&ask->tables, 1, &none);
        pship__route_free(&none, ask->network);
        return PSHIP_OK;
    }
    route_ranking ranking;
    network_route *routes = NULL;
    size_t count = 0;
    pship_result result =
        pship__ranking_new(&ranking, ask->graph, origin, destination, ask->departs,
                           ask->options.max_overlap, NULL, &ask->progress, err);
    if (result != PSHIP_OK)
        return result;
    result = collect(ask, &ranking, &routes, &count, err);
    for (size_t i = 0; i < count; i++) {
        if (result == PSHIP_OK)
            pship__route_tables_add(&ask->tables, (int64_t)i + 1, &routes[i]);
        pship__route_free(&routes[i], ask->network);
    }
    pship__release(context, routes);
    pship__ranking_free(&ranking);
    return result;
}

/* Times without waits for what has a timetable: no departure arrives earlier. */
static void bound_times(const asking *ask)
{
    network_graph *graph = ask->graph;
    for (size_t arc = 0; arc < graph->arc_count; arc++) {
        const network_departure *list;
        if (pship__graph_is_link(graph, (uint32_t)arc) &&
            pship__network_departures_of(ask->network, graph->what[arc], &list) > 0)
            graph->weight[arc] = pship__network_link_time(ask->network, graph->what[arc]);
    }
}

static pship_result read_options(asking *ask, const pship_routes_options *options, pship_error *err)
{
    pship_routes_options *read = &ask->options;
    *read = pship_routes_options_init();
    pship_result result =
        pship__options(read, sizeof *read, sizeof *read, options, "pship_routes_options", err);
    if (result != PSHIP_OK)
        return result;
    if (read->count < 1 || read->max_candidates < 1)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the number of routes or of candidates is below 1");
    if (!(read->max_overlap >= 0 && read->max_overlap <= 1))
        return pship__fail(err, PSHIP_E_ARGUMENT, "max_overlap is not from 0 to 1");
    if (read->max_overlap < 1 && read->count > RANKING_DISTINCT)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "at most %d routes can be kept apart from each other", RANKING_DISTINCT);
    if (isnan(read->departs_h) || read->departs_h > 168)
        return pship__fail(err, PSHIP_E_ARGUMENT, "departs_h is not from 0 to 168");
    ask->departs = read->departs_h < 0 ? (double)NAN : read->departs_h;
    if (isnan(ask->departs))
        return PSHIP_OK;
    if (ask->weighing.by != WEIGH_MEASURE || ask->weighing.measure != MEASURE_TIME)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "routes with a departure are weighed by time only");
    return PSHIP_OK;
}

static pship_result answer(asking *ask, const pship_place_pair *pairs, size_t count,
                           pship_error *err)
{
    pship__progress_begin(&ask->progress, ask->network->context, "looking for routes");
    if (!isnan(ask->departs))
        bound_times(ask);
    for (size_t i = 0; i < count; i++) {
        uint32_t origin = 0, destination = 0;
        pship_result result = pship__wanted_place(&origin, ask->network, pairs[i].origin, err);
        if (result == PSHIP_OK)
            result = pship__wanted_place(&destination, ask->network, pairs[i].destination, err);
        if (result == PSHIP_OK)
            result = pship__progress_look(&ask->progress, (double)i / (double)count, err);
        if (result == PSHIP_OK)
            result = answer_pair(ask, origin, destination, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

pship_result pship_network_routes(pship_table **routes, pship_table **legs,
                                  const pship_network *network, const pship_place_pair *pairs,
                                  size_t count, const pship_weighting *weighting,
                                  const pship_routes_options *options, pship_error *err)
{
    asking ask = {.network = network};
    if (!routes || !network || (count > 0 && !pairs))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the routes, the network or the pairs are NULL");
    pship_result result = pship__weighing_read(&ask.weighing, network, weighting, err);
    if (result == PSHIP_OK)
        result = read_options(&ask, options, err);
    if (result == PSHIP_OK)
        result = pship__graph_new(&ask.graph, network, weighting, true, err);
    if (result == PSHIP_OK)
        result = pship__route_tables_begin(&ask.tables, network, legs != NULL, err);
    if (result == PSHIP_OK) {
        result = answer(&ask, pairs, count, err);
        if (result == PSHIP_OK)
            result = pship__route_tables_finish(&ask.tables, routes, legs, err);
        else
            pship__route_tables_free(&ask.tables);
    }
    pship__graph_free(ask.graph);
    return result;
}
