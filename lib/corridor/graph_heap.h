/*
 * A heap of nodes by distance, each at most once, whose distance may fall. Private to the room corridor.
 *
 * Four children to a node: half as deep as with two, and the four lie in one or two lines of cache. Nodes of the same
 * distance come out in the order of their numbers. Which child is first no processor can guess, so comparing does not branch.
 */
#ifndef PSHIP_CORRIDOR_GRAPH_HEAP_H
#define PSHIP_CORRIDOR_GRAPH_HEAP_H

#include "corridor/graph.h"

static inline bool pship__heap_before(graph_heap_entry a, graph_heap_entry b)
{
    return (a.key < b.key) | ((a.key == b.key) & (a.node < b.node));
}

/* Adds a node, or moves it forward: `key` is not above the one that it has. */
static inline void pship__heap_put(graph_heap_entry *heap, size_t *count, graph_way *ways,
                                   double key, uint32_t node)
{
    size_t i = ways[node].at ? ways[node].at - 1 : (*count)++;
    const graph_heap_entry entry = {key, node};
    while (i > 0) {
        size_t parent = (i - 1) / 4;
        if (!pship__heap_before(entry, heap[parent]))
            break;
        heap[i] = heap[parent];
        ways[heap[i].node].at = (uint32_t)i + 1;
        i = parent;
    }
    heap[i] = entry;
    ways[node].at = (uint32_t)i + 1;
}

/* There is one. */
static inline graph_heap_entry pship__heap_take(graph_heap_entry *heap, size_t *count,
                                                graph_way *ways)
{
    const graph_heap_entry first = heap[0], last = heap[--*count];
    const size_t left = *count;
    ways[first.node].at = 0;
    if (left == 0)
        return first;
    size_t i = 0;
    for (;;) {
        size_t child = 4 * i + 1;
        if (child >= left)
            break;
        size_t best = child;
        if (child + 4 <= left) {
            const size_t one = child + pship__heap_before(heap[child + 1], heap[child]);
            const size_t other = child + 2 + pship__heap_before(heap[child + 3], heap[child + 2]);
            best = pship__heap_before(heap[other], heap[one]) ? other : one;
        } else {
            for (size_t c = child + 1; c < left; c++)
                best = pship__heap_before(heap[c], heap[best]) ? c : best;
        }
        if (!pship__heap_before(heap[best], last))
            break;
        heap[i] = heap[best];
        ways[heap[i].node].at = (uint32_t)i + 1;
        i = best;
    }
    heap[i] = last;
    ways[last.node].at = (uint32_t)i + 1;
    return first;
}

/* A node is reached at that distance, by that arc, if that is nearer than before; `key` is what it waits by. */
static inline void pship__graph_reach(graph_tree *tree, uint32_t node, double distance,
                                      uint32_t arc, double key)
{
    graph_way *way = &tree->ways[node];
    if (!(distance < way->distance))
        return;
    if (isinf(way->distance))
        tree->reached[tree->reached_count++] = node;
    way->distance = distance;
    way->arc = arc;
    pship__heap_put(tree->heap, &tree->heap_count, tree->ways, key, node);
}

/* As if nothing had been searched for. */
void pship__graph_forget(graph_tree *tree);
/* Once for each node that is settled: PSHIP_E_CANCELLED when it is time to stop. Start with *countdown 1. */
pship_result pship__graph_look(const graph_tree *tree, uint32_t *countdown,
                               pship__progress_state *progress, pship_error *err);

#endif
