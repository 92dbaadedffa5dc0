/* The best routes of stated pairs. */
#include "corridor/best_route.h"

#include "corridor/ranking.h"
#include "corridor/wanted.h"
#include <string.h>

#define AS_THEY_COME 1.0 /* no route is kept apart from others */

pship_result pship__routes_same_currency(const pship_network *before, const pship_network *after,
                                         pship_error *err)
{
    const char *old = pship_network_describe(before).currency;
    const char *new = pship_network_describe(after).currency;
    return old && new &&strcmp(old, new) != 0
               ? pship__fail(err, PSHIP_E_INVALID, "costs are in %.40s before, but in %.40s after",
                             old, new)
               : PSHIP_OK;
}

static bool is_in(const pship_network *network, const char *id)
{
    return network && pship__network_place(network, id) != NETWORK_NONE;
}

pship_result pship__route_pairs_check(const pship_place_pair *pairs, size_t count,
                                      const pship_network *network, const pship_network *other,
                                      pship_error *err)
{
    for (size_t i = 0; i < 2 * count; i++) {
        const char *id = i % 2 == 0 ? pairs[i / 2].origin : pairs[i / 2].destination;
        if (!id)
            return pship__fail(err, PSHIP_E_ARGUMENT, "a place is NULL");
        if (!is_in(network, id) && !is_in(other, id))
            return pship__fail(err, PSHIP_E_NOT_FOUND, "%s place \"%.100s\"",
                               other ? "neither network has a" : "the network has no", id);
    }
    return PSHIP_OK;
}

/* ---- searches */

void pship__route_links_free(route_links *links, const pship_network *network)
{
    pship__release(network->context, links->list);
    *links = (route_links){NULL, 0};
}

pship_result pship__route_finder_begin(route_finder *finder, const pship_network *network,
                                       const pship_weighting *weighting, pship_error *err)
{
    route_finder made = {.network = network};
    pship_result result = pship__weighing_read(&made.weighing, network, weighting, err);
    if (result == PSHIP_OK)
        result = pship__graph_new(&made.graph, network, weighting, true, err);
    if (result == PSHIP_OK)
        *finder = made;
    return result;
}

void pship__route_finder_free(route_finder *finder)
{
    pship__graph_free(finder->graph);
    finder->graph = NULL;
}

static pship_result first_links(route_links *links, route_ranking *ranking, pship_error *err)
{
    const ranking_path *path;
    pship_result result = pship__ranking_next(ranking, &path, UINT64_MAX, err);
    if (result != PSHIP_OK || !path)
        return result;
    return pship__route_links(&links->list, &links->count, ranking->graph, path->arcs, path->count,
                              err);
}

pship_result pship__route_finder_links(route_links *links, const route_finder *finder,
                                       const pship_place_pair *pair,
                                       pship__progress_state *progress, pship_error *err)
{
    route_ranking ranking;
    const uint32_t from = pship__network_place(finder->network, pair->origin);
    const uint32_t to = pship__network_place(finder->network, pair->destination);
    *links = (route_links){NULL, 0};
    if (from == NETWORK_NONE || to == NETWORK_NONE)
        return PSHIP_OK;
    if (from == to) {
        links->list = pship__allocate(finder->network->context, 0, sizeof *links->list);
        return links->list ? PSHIP_OK : pship__fail_memory(err);
    }
    pship_result result = pship__ranking_new(&ranking, finder->graph, from, to, (double)NAN,
                                             AS_THEY_COME, NULL, progress, err);
    if (result != PSHIP_OK)
        return result;
    result = first_links(links, &ranking, err);
    pship__ranking_free(&ranking);
    return result;
}

pship_result pship__route_finder_route(network_route *route, const network_weighing *weighing,
                                       const pship_place_pair *pair, const route_links *links,
                                       pship_error *err)
{
    return pship__route_make(route, weighing, pship__network_place(weighing->network, pair->origin),
                             pship__network_place(weighing->network, pair->destination),
                             links->list, links->count, (double)NAN, err);
}
