/*
 * Trees of shortest paths (Dijkstra, "A note on two problems in connexion with graphs", 1959).
 */
#include "corridor/graph_heap.h"

#define NODES_BETWEEN_LOOKS 256 /* settled; a look at the clock comes every 32nd time */

static const graph_way not_reached = {(double)INFINITY, NETWORK_NONE, 0};

pship_result pship__graph_tree_new(graph_tree *tree, const network_graph *graph, pship_error *err)
{
    const size_t nodes = graph->node_count;
    graph_tree made = {
        .ways = pship__allocate(graph->context, nodes, sizeof *made.ways),
        .reached = pship__allocate(graph->context, nodes, sizeof *made.reached),
        .heap = pship__allocate(graph->context, nodes, sizeof *made.heap),
    };
    if (!made.ways || !made.reached || !made.heap) {
        pship__graph_tree_free(&made, graph);
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < nodes; i++)
        made.ways[i] = not_reached;
    *tree = made;
    return PSHIP_OK;
}

void pship__graph_tree_free(graph_tree *tree, const network_graph *graph)
{
    void *const owned[] = {tree->ways, tree->reached, tree->heap};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(graph->context, owned[i]);
    *tree = (graph_tree){.stop = tree->stop};
}

void pship__graph_forget(graph_tree *tree)
{
    for (size_t i = 0; i < tree->reached_count; i++)
        tree->ways[tree->reached[i]] = not_reached;
    tree->reached_count = tree->heap_count = 0;
}

/* ---- most of the time of a search is waiting for memory: what will be looked at is fetched before */

/* A node was found, and will be left some time later. */
static inline void fetch_arcs(const network_graph *graph, bool backwards, uint32_t node)
{
    const uint32_t begin = backwards ? graph->back_begins[node] : graph->begins[node];
    if (backwards) {
        __builtin_prefetch(graph->back_arc + begin);
        __builtin_prefetch(graph->back_tail + begin);
    } else {
        __builtin_prefetch(graph->weight + begin);
        __builtin_prefetch(graph->head + begin);
    }
}

/* A node is left once the heap is in order again. */
static inline void fetch_ends(const graph_tree *tree, const network_graph *graph, bool backwards,
                              uint32_t node)
{
    if (!backwards) {
        __builtin_prefetch(graph->weight + graph->begins[node]);
        for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++)
            __builtin_prefetch(tree->ways + graph->head[arc]);
        return;
    }
    for (uint32_t i = graph->back_begins[node]; i < graph->back_begins[node + 1]; i++) {
        __builtin_prefetch(graph->weight + graph->back_arc[i]);
        __builtin_prefetch(tree->ways + graph->back_tail[i]);
    }
}

/* ---- searching */

static void reach(graph_tree *tree, uint32_t node, double distance, uint32_t arc)
{
    pship__graph_reach(tree, node, distance, arc, distance);
}

static void leave(graph_tree *tree, const network_graph *graph, uint32_t node, const bool *closed)
{
    const double distance = tree->ways[node].distance;
    for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
        const uint32_t head = graph->head[arc];
        const double there = distance + graph->weight[arc];
        if (!(there < tree->ways[head].distance) || (closed && closed[arc]))
            continue;
        if (isinf(tree->ways[head].distance))
            fetch_arcs(graph, false, head);
        reach(tree, head, there, arc);
    }
}

static void arrive(graph_tree *tree, const network_graph *graph, uint32_t node, const bool *closed)
{
    const double distance = tree->ways[node].distance;
    for (uint32_t i = graph->back_begins[node]; i < graph->back_begins[node + 1]; i++) {
        const uint32_t arc = graph->back_arc[i], tail = graph->back_tail[i];
        const double there = distance + graph->weight[arc];
        if (!(there < tree->ways[tail].distance) || (closed && closed[arc]))
            continue;
        if (isinf(tree->ways[tail].distance))
            fetch_arcs(graph, true, tail);
        reach(tree, tail, there, arc);
    }
}

static bool is_among(uint32_t node, const uint32_t *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (nodes[i] == node)
            return true;
    return false;
}

pship_result pship__graph_look(const graph_tree *tree, uint32_t *countdown,
                               pship__progress_state *progress, pship_error *err)
{
    if (--*countdown > 0)
        return PSHIP_OK;
    *countdown = NODES_BETWEEN_LOOKS;
    if (tree->stop && atomic_load_explicit(tree->stop, memory_order_relaxed))
        return pship__fail(err, PSHIP_E_CANCELLED, "the search was cancelled");
    return progress ? pship__progress(progress, -1, err) : PSHIP_OK;
}

pship_result pship__graph_search(graph_tree *tree, const network_graph *graph, bool backwards,
                                 const uint32_t *roots, size_t root_count, const uint32_t *targets,
                                 size_t target_count, const bool *closed,
                                 pship__progress_state *progress, pship_error *err)
{
    pship__graph_forget(tree);
    for (size_t i = 0; i < root_count; i++)
        reach(tree, roots[i], 0, NETWORK_NONE);
    size_t wanted = target_count;
    uint32_t countdown = 1;
    while (tree->heap_count > 0) {
        pship_result result = pship__graph_look(tree, &countdown, progress, err);
        if (result != PSHIP_OK)
            return result;
        fetch_ends(tree, graph, backwards, tree->heap[0].node);
        uint32_t node = pship__heap_take(tree->heap, &tree->heap_count, tree->ways).node;
        if (tree->heap_count > 0)
            __builtin_prefetch((backwards ? graph->back_begins : graph->begins) +
                               tree->heap[0].node);
        if (targets && is_among(node, targets, target_count) && --wanted == 0)
            break;
        if (backwards)
            arrive(tree, graph, node, closed);
        else
            leave(tree, graph, node, closed);
    }
    return PSHIP_OK;
}

uint32_t pship__graph_nearest_end(const graph_tree *tree, const network_graph *graph,
                                  uint32_t place)
{
    uint32_t best = NETWORK_NONE;
    double shortest = (double)INFINITY;
    for (uint32_t i = graph->end_begins[place]; i < graph->end_begins[place + 1]; i++) {
        uint32_t node = graph->ends[i];
        if (tree->ways[node].distance < shortest) {
            shortest = tree->ways[node].distance;
            best = node;
        }
    }
    return best;
}

uint32_t pship__graph_tail(const network_graph *graph, uint32_t arc)
{
    uint32_t low = 0, high = graph->node_count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (graph->begins[middle + 1] > arc)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

pship_result pship__graph_path(uint32_t **arcs, size_t *count, const graph_tree *tree,
                               const network_graph *graph, bool backwards, uint32_t node,
                               pship_error *err)
{
    size_t length = 0;
    for (uint32_t at = node; tree->ways[at].arc != NETWORK_NONE; length++)
        at = backwards ? graph->head[tree->ways[at].arc]
                       : pship__graph_tail(graph, tree->ways[at].arc);
    uint32_t *path = pship__allocate(graph->context, length, sizeof *path);
    if (!path)
        return pship__fail_memory(err);
    for (size_t i = 0; i < length; i++) {
        uint32_t arc = tree->ways[node].arc;
        path[backwards ? i : length - 1 - i] = arc;
        node = backwards ? graph->head[arc] : pship__graph_tail(graph, arc);
    }
    *arcs = path;
    *count = length;
    return PSHIP_OK;
}
