/* The best routes of stated pairs. */
#include "corridor/best_route.h"

#include "table/reading.h"
#include <string.h>

#define WHAT "the pairs"

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

/* ---- pairs */

void pship__route_pairs_free(route_pairs *pairs)
{
    pship__release(pairs->context, pairs->texts);
    pship__release(pairs->context, pairs->starts);
}

static bool is_in(const pship_network *network, const char *id)
{
    return network && pship__network_place(network, id) != NETWORK_NONE;
}

static pship_result read_end(pship__buffer *texts, size_t *start, const pship_table *table,
                             int32_t column, int64_t row, const pship_network *network,
                             const pship_network *other, pship_error *err)
{
    size_t length = 0;
    const char *text = pship_table_text(table, column, row, &length);
    if (!text || length == 0 || memchr(text, '\0', length))
        return pship__fail(err, PSHIP_E_INVALID, "row %lld of " WHAT " has no %s",
                           (long long)row + 1, pship_table_column_name(table, column));
    *start = texts->length;
    pship__buffer_add(texts, text, length);
    pship__buffer_add(texts, "", 1);
    if (texts->failed)
        return pship__fail_memory(err);
    const char *id = texts->bytes + *start;
    if (!is_in(network, id) && !is_in(other, id))
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "row %lld of " WHAT ": there is no place \"%.200s\"", (long long)row + 1,
                           id);
    return PSHIP_OK;
}

pship_result pship__route_pairs_read(route_pairs *pairs, const pship_table *table,
                                     const pship_network *network, const pship_network *other,
                                     pship_error *err)
{
    int32_t columns[2] = {-1, -1};
    pship__buffer texts;
    pship_result result =
        pship__column_find(&columns[0], table, WHAT, "origin", PSHIP__USE_TEXT, true, err);
    if (result == PSHIP_OK)
        result =
            pship__column_find(&columns[1], table, WHAT, "destination", PSHIP__USE_TEXT, true, err);
    if (result != PSHIP_OK)
        return result;
    const pship_context *context = network->context;
    const size_t count = (size_t)pship_table_rows(table);
    size_t *starts = pship__allocate(context, count, 2 * sizeof *starts);
    if (!starts)
        return pship__fail_memory(err);
    pship__buffer_init(&texts, context);
    for (size_t i = 0; i < 2 * count && result == PSHIP_OK; i++)
        result = read_end(&texts, &starts[i], table, columns[i % 2], (int64_t)(i / 2), network,
                          other, err);
    if (result == PSHIP_OK) {
        *pairs = (route_pairs){context, texts.bytes, starts, count};
        return PSHIP_OK;
    }
    pship__buffer_free(&texts);
    pship__release(context, starts);
    return result;
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
        result = pship__graph_new(&made.graph, network, weighting, false, err);
    if (result == PSHIP_OK)
        result = pship__graph_tree_new(&made.tree, made.graph, err);
    if (result == PSHIP_OK)
        *finder = made;
    else
        pship__graph_free(made.graph);
    return result;
}

void pship__route_finder_free(route_finder *finder)
{
    if (finder->graph)
        pship__graph_tree_free(&finder->tree, finder->graph);
    pship__graph_free(finder->graph);
    finder->graph = NULL;
}

/* Takes the arcs, of which those that are links stay. */
static route_links links_of(const network_graph *graph, uint32_t *arcs, size_t count)
{
    route_links links = {arcs, 0};
    for (size_t i = 0; i < count; i++)
        if (pship__graph_is_link(graph, arcs[i]))
            arcs[links.count++] = graph->what[arcs[i]];
    return links;
}

pship_result pship__route_finder_links(route_links *links, route_finder *finder, const char *origin,
                                       const char *destination, pship__progress_state *progress,
                                       pship_error *err)
{
    const network_graph *graph = finder->graph;
    const uint32_t from = pship__network_place(finder->network, origin);
    const uint32_t to = pship__network_place(finder->network, destination);
    *links = (route_links){NULL, 0};
    if (from == NETWORK_NONE || to == NETWORK_NONE)
        return PSHIP_OK;
    if (from == to) {
        links->list = pship__allocate(finder->network->context, 0, sizeof *links->list);
        return links->list ? PSHIP_OK : pship__fail_memory(err);
    }
    pship_result result =
        pship__graph_search(&finder->tree, graph, false, graph->starts + graph->start_begins[from],
                            graph->start_begins[from + 1] - graph->start_begins[from],
                            graph->ends + graph->end_begins[to],
                            graph->end_begins[to + 1] - graph->end_begins[to], NULL, progress, err);
    if (result != PSHIP_OK)
        return result;
    const uint32_t node = pship__graph_nearest_end(&finder->tree, graph, to);
    if (node == NETWORK_NONE)
        return PSHIP_OK;
    uint32_t *arcs = NULL;
    size_t count = 0;
    result = pship__graph_path(&arcs, &count, &finder->tree, graph, false, node, err);
    if (result == PSHIP_OK)
        *links = links_of(graph, arcs, count);
    return result;
}
