/*
 * A heap of nodes by distance, each at most once, whose distance may fall. Private to the room corridor.
 *
 * Four children to a node: half as deep as with two, and the four lie in one or two lines of cache. Nodes of the same
 * distance come out in the order of their numbers.
 */
#ifndef PSHIP_CORRIDOR_GRAPH_HEAP_H
#define PSHIP_CORRIDOR_GRAPH_HEAP_H

#include "corridor/graph.h"

static inline bool pship__heap_before(graph_heap_entry a, graph_heap_entry b)
{
    return a.key < b.key || (a.key == b.key && a.node < b.node);
}

/* Adds a node, or moves it forward: `key` is not above the one that it has. */
static inline void pship__heap_put(graph_heap_entry *heap, size_t *count, uint32_t *at, double key,
                                   uint32_t node)
{
    size_t i = at[node] ? at[node] - 1 : (*count)++;
    const graph_heap_entry entry = {key, node};
    while (i > 0) {
        size_t parent = (i - 1) / 4;
        if (!pship__heap_before(entry, heap[parent]))
            break;
        heap[i] = heap[parent];
        at[heap[i].node] = (uint32_t)i + 1;
        i = parent;
    }
    heap[i] = entry;
    at[node] = (uint32_t)i + 1;
}

/* There is one. */
static inline graph_heap_entry pship__heap_take(graph_heap_entry *heap, size_t *count, uint32_t *at)
{
    const graph_heap_entry first = heap[0], last = heap[--*count];
    const size_t left = *count;
    at[first.node] = 0;
    if (left == 0)
        return first;
    size_t i = 0;
    for (;;) {
        size_t child = 4 * i + 1;
        if (child >= left)
            break;
        size_t end = child + 4 < left ? child + 4 : left, best = child;
        for (size_t c = child + 1; c < end; c++)
            if (pship__heap_before(heap[c], heap[best]))
                best = c;
        if (!pship__heap_before(heap[best], last))
            break;
        heap[i] = heap[best];
        at[heap[i].node] = (uint32_t)i + 1;
        i = best;
    }
    heap[i] = last;
    at[last.node] = (uint32_t)i + 1;
    return first;
}

/* A node is reached at that distance, by that arc, if that is nearer than before; `key` is what it waits by. */
static inline void pship__graph_reach(graph_tree *tree, uint32_t node, double distance,
                                      uint32_t arc, double key)
{
    if (!(distance < tree->distance[node]))
        return;
    if (isinf(tree->distance[node]))
        tree->reached[tree->reached_count++] = node;
    tree->distance[node] = distance;
    tree->arc[node] = arc;
    pship__heap_put(tree->heap, &tree->heap_count, tree->at, key, node);
}

/* As if nothing had been searched for. */
void pship__graph_forget(graph_tree *tree);
/* Once for each node that is settled: PSHIP_E_CANCELLED when it is time to stop. Start with *countdown 1. */
pship_result pship__graph_look(const graph_tree *tree, uint32_t *countdown,
                               pship__progress_state *progress, pship_error *err);

#endif
