/*
 * Strongly connected components by Tarjan's algorithm (R. Tarjan, "Depth-first search and linear graph
 * algorithms", SIAM J. Comput. 1, 1972), without recursion: a chain may be as long as memory holds.
 */
#include "core/core.h"

#include <string.h>

#define NONE UINT32_MAX

typedef struct search {
    const size_t *begins;
    const uint32_t *to;
    uint32_t *component;
    /* one for each node */
    uint32_t *number, *low, *stack, *path;
    size_t *next; /* edge to follow */
    uint32_t numbered, stacked, depth;
} search;

static void enter(search *of, uint32_t node)
{
    of->number[node] = of->low[node] = ++of->numbered;
    of->next[node] = of->begins[node];
    of->stack[of->stacked++] = node;
    of->path[of->depth++] = node;
}

/* All that was reached from the node and cannot reach further back is one component, called after it. */
static void leave(search *of, uint32_t node)
{
    of->depth--;
    if (of->depth > 0) {
        uint32_t above = of->path[of->depth - 1];
        of->low[above] = of->low[node] < of->low[above] ? of->low[node] : of->low[above];
    }
    if (of->low[node] != of->number[node])
        return;
    uint32_t one;
    do {
        one = of->stack[--of->stacked];
        of->component[one] = node;
    } while (one != node);
}

static void step(search *of, uint32_t node)
{
    if (of->next[node] == of->begins[node + 1]) {
        leave(of, node);
        return;
    }
    uint32_t to = of->to[of->next[node]++];
    if (of->number[to] == 0)
        enter(of, to);
    else if (of->component[to] == NONE && of->number[to] < of->low[node])
        of->low[node] = of->number[to];
}

static pship_result find(search *of, size_t node_count, pship__progress_state *progress,
                         pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (uint32_t root = 0; root < node_count && result == PSHIP_OK; root++) {
        if (of->number[root] != 0)
            continue;
        enter(of, root);
        while (of->depth > 0 && result == PSHIP_OK) {
            step(of, of->path[of->depth - 1]);
            if (progress)
                result = pship__progress(progress, -1, err);
        }
    }
    return result;
}

pship_result pship__components(uint32_t *component, const pship_context *context, size_t node_count,
                               const size_t *begins, const uint32_t *to,
                               pship__progress_state *progress, pship_error *err)
{
    search of = {.begins = begins, .to = to, .component = component};
    of.number = pship__allocate_zero(context, node_count, sizeof *of.number);
    of.low = pship__allocate(context, node_count, sizeof *of.low);
    of.stack = pship__allocate(context, node_count, sizeof *of.stack);
    of.path = pship__allocate(context, node_count, sizeof *of.path);
    of.next = pship__allocate(context, node_count, sizeof *of.next);
    pship_result result = PSHIP_OK;
    if (!of.number || !of.low || !of.stack || !of.path || !of.next)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK) {
        if (node_count > 0)
            memset(component, 0xff, node_count * sizeof *component);
        result = find(&of, node_count, progress, err);
    }
    pship__release(context, of.next);
    pship__release(context, of.path);
    pship__release(context, of.stack);
    pship__release(context, of.low);
    pship__release(context, of.number);
    return result;
}
