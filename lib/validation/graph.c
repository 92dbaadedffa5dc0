/*
 * Cycles of a directed graph: in each strongly connected component a shortest cycle through one of its edges. Time
 * and memory grow with nodes and edges, and with components times their size.
 */
#include "stream/sort.h"
#include "validation/validation.h"
#include <string.h>

typedef struct graph {
    const edge **edges; /* by the node that they leave */
    size_t edge_count;
    size_t *begins; /* of the edges of each node; one more at the end */
    uint32_t node_count;
    /* one for each node */
    uint32_t *component, *path;
    const edge **by; /* by which a search came to it */
    const edge **cycle;
} graph;

static int by_source(const void *left, const void *right)
{
    const edge *a = left, *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return (a->label > b->label) - (a->label < b->label);
}

static void *array(const pship_context *context, size_t count, size_t size, bool *failed)
{
    void *made = pship__allocate_zero(context, count, size);
    *failed = *failed || made == NULL;
    return made;
}

static bool open_graph(graph *of, const pship_context *context, size_t node_count, edge *edges,
                       size_t edge_count)
{
    bool failed = false;
    *of = (graph){.node_count = (uint32_t)node_count, .edge_count = edge_count};
    of->edges = array(context, edge_count, sizeof(edge *), &failed);
    of->begins = array(context, node_count + 1, sizeof *of->begins, &failed);
    of->component = array(context, node_count, sizeof *of->component, &failed);
    of->path = array(context, node_count, sizeof *of->path, &failed);
    of->by = array(context, node_count, sizeof *of->by, &failed);
    of->cycle = array(context, node_count + 1, sizeof *of->cycle, &failed);
    if (failed) {
        return false;
    }
    for (size_t i = 0; i < edge_count; i++) {
        of->edges[i] = &edges[i];
        of->begins[edges[i].from + 1]++;
    }
    pship__sort((void **)of->edges, edge_count, by_source);
    for (size_t i = 0; i < node_count; i++) {
        of->begins[i + 1] += of->begins[i];
    }
    return true;
}

static void close_graph(graph *of, const pship_context *context)
{
    pship__release(context, of->edges);
    pship__release(context, of->begins);
    pship__release(context, of->component);
    pship__release(context, of->path);
    pship__release(context, of->by);
    pship__release(context, of->cycle);
}

static bool find_components(graph *of, const pship_context *context)
{
    uint32_t *to = pship__allocate(context, of->edge_count, sizeof *to);
    pship_result result = to == NULL ? PSHIP_E_MEMORY : PSHIP_OK;
    for (size_t i = 0; to != NULL && i < of->edge_count; i++) {
        to[i] = of->edges[i]->to;
    }
    if (result == PSHIP_OK) {
        result =
            pship__components(of->component, context, of->node_count, of->begins, to, NULL, NULL);
    }
    pship__release(context, to);
    return result == PSHIP_OK;
}

/* ---- a cycle of each */

/* Breadth first from the end of an edge to its beginning, within their component. */
static void search_back(graph *of, const edge *from)
{
    size_t head = 0, tail = 0;
    of->by[of->component[from->from]] = NULL; /* it held the closing edge */
    of->path[tail++] = from->to;
    of->by[from->to] = from;
    while (head < tail && of->by[from->from] == NULL) {
        uint32_t node = of->path[head++];
        for (size_t i = of->begins[node]; i < of->begins[node + 1]; i++) {
            const edge *one = of->edges[i];
            if (of->component[one->to] == of->component[node] && of->by[one->to] == NULL) {
                of->by[one->to] = one;
                of->path[tail++] = one->to;
            }
        }
    }
}

static void visit_cycle(graph *of, const edge *closing, cycle_visit visit, void *user)
{
    size_t length = 0;
    search_back(of, closing);
    for (uint32_t node = closing->from; node != closing->to; node = of->by[node]->from) {
        length++;
    }
    size_t at = length;
    for (uint32_t node = closing->from; node != closing->to; node = of->by[node]->from) {
        of->cycle[at--] = of->by[node];
    }
    of->cycle[0] = closing;
    visit(user, of->cycle, length + 1);
}

bool pship__each_cycle(const pship_context *context, size_t node_count, edge *edges,
                       size_t edge_count, cycle_visit visit, void *user)
{
    graph of;
    bool opened =
        open_graph(&of, context, node_count, edges, edge_count) && find_components(&of, context);
    if (opened) {
        /* The closing edge of each component, kept at the node that it is called after. */
        for (size_t i = 0; i < edge_count; i++) {
            uint32_t component = of.component[edges[i].from];
            const edge **closing = &of.by[component];
            if (of.component[edges[i].to] == component &&
                (*closing == NULL || edges[i].label > (*closing)->label)) {
                *closing = &edges[i];
            }
        }
        for (uint32_t i = 0; i < of.node_count; i++) {
            if (of.component[i] == i && of.by[i] != NULL) {
                visit_cycle(&of, of.by[i], visit, user);
            }
        }
    }
    close_graph(&of, context);
    return opened;
}
