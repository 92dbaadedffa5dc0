/*
 * How far it is when something is closed. In a tree of best routes only those that lie behind a closed arc lose their way: they
 * are searched again, from those that do not. A distance is the least over its arcs of the distance before it and the arc's
 * weight, added in the order of travel; so it is the same number as that of a search from the beginning.
 */
#include "corridor/closures.h"
#include "corridor/graph_heap.h"

#define NODES_BETWEEN_LOOKS 256

pship_result pship__detour_new(detour *made, const network_graph *graph, const uint32_t *tail,
                               const uint32_t *link_arc, const uint32_t *node_begins,
                               pship_error *err)
{
    const pship_context *context = graph->context;
    const pship_network *network = graph->network;
    const size_t nodes = graph->node_count;
    detour of = {.graph = graph, .tail = tail, .link_arc = link_arc, .node_begins = node_begins};
    uint32_t **const others[] = {&of.order, &of.rank, &of.behind, &of.marked};
    pship_result result = pship__graph_tree_new(&of.tree, graph, err);
    if (result != PSHIP_OK)
        return result;
    bool good = (of.stamp = pship__allocate_zero(context, nodes, sizeof *of.stamp)) != NULL;
    for (size_t i = 0; i < 4; i++)
        good = good && (*others[i] = pship__allocate(context, nodes, sizeof(uint32_t)));
    for (int i = NETWORK_PLACE; i <= NETWORK_LINK; i++)
        good = good && (of.closed[i] = pship__allocate_zero(context, network->parts[i].count,
                                                            sizeof(uint32_t)));
    good = good && (of.wanted = pship__allocate_zero(context, nodes, sizeof *of.wanted));
    good = good && (of.ways = pship__allocate_zero(context, nodes, sizeof *of.ways)) &&
           (of.heap = pship__allocate(context, nodes, sizeof *of.heap));
    if (!good) {
        pship__detour_free(&of);
        return pship__fail_memory(err);
    }
    *made = of;
    return PSHIP_OK;
}

void pship__detour_free(detour *of)
{
    void *const owned[] = {of->order,
                           of->rank,
                           of->behind,
                           of->marked,
                           of->wanted,
                           of->stamp,
                           of->closed[NETWORK_PLACE],
                           of->closed[NETWORK_LINK],
                           of->ways,
                           of->heap};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(of->graph->context, owned[i]);
    pship__graph_tree_free(&of->tree, of->graph);
}

/* ---- the tree */

/* Puts the reached nodes into an order in which each stands right before all that lie behind it. First how many lie behind
 * each is counted, along a list in which those before come first; then each takes its place within that of the one before it. */
static void put_in_order(detour *of)
{
    const graph_tree *tree = &of->tree;
    const size_t count = tree->reached_count;
    graph_way *ways = of->ways; /* `at`: how many children are not counted yet, 0 at the end */
    size_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t node = tree->reached[i];
        of->behind[node] = 1;
        if (tree->ways[node].arc != NETWORK_NONE)
            ways[of->tail[tree->ways[node].arc]].at++;
    }
    /* Leaves first; who has no uncounted child any more follows. Afterwards `order` is from the leaves to the roots. */
    for (size_t i = 0; i < count; i++) {
        uint32_t node = tree->reached[i];
        if (ways[node].at == 0)
            of->order[listed++] = node;
    }
    for (size_t i = 0; i < listed; i++) {
        uint32_t arc = tree->ways[of->order[i]].arc;
        if (arc == NETWORK_NONE)
            continue;
        uint32_t before = of->tail[arc];
        of->behind[before] += of->behind[of->order[i]];
        if (--ways[before].at == 0)
            of->order[listed++] = before;
    }
    /* From the roots: `rank` of a node that was placed is where the next of its children goes, until the end. */
    uint32_t next_root = 0;
    for (size_t i = listed; i-- > 0;) {
        uint32_t node = of->order[i], arc = tree->ways[node].arc;
        uint32_t *place = arc == NETWORK_NONE ? &next_root : &of->rank[of->tail[arc]];
        uint32_t own = *place;
        *place += of->behind[node];
        of->rank[node] = own + 1;
    }
    /* Now it stands behind all its children. */
    for (size_t i = 0; i < count; i++)
        of->rank[tree->reached[i]] -= of->behind[tree->reached[i]];
    for (size_t i = 0; i < count; i++)
        of->order[of->rank[tree->reached[i]]] = tree->reached[i];
}

pship_result pship__detour_begin(detour *of, uint32_t origin, pship__progress_state *progress,
                                 pship_error *err)
{
    const network_graph *graph = of->graph;
    const uint32_t first = graph->start_begins[origin], end = graph->start_begins[origin + 1];
    pship_result result = pship__graph_search(&of->tree, graph, false, graph->starts + first,
                                              end - first, NULL, 0, NULL, progress, err);
    of->origin = origin;
    if (result == PSHIP_OK)
        put_in_order(of);
    return result;
}

void pship__detour_want(detour *of, uint32_t destination)
{
    const network_graph *graph = of->graph;
    for (uint32_t i = graph->end_begins[destination]; i < graph->end_begins[destination + 1]; i++)
        of->wanted[graph->ends[i]] = true;
}

/* ---- closing */

static bool is_closed(const detour *of, uint32_t arc)
{
    const network_graph *graph = of->graph;
    if (pship__graph_is_link(graph, arc) &&
        of->closed[NETWORK_LINK][graph->what[arc]] == of->stamped)
        return true;
    /* Who begins at a place does not pass it. */
    uint32_t place = graph->place[of->tail[arc]];
    return place != of->origin && of->closed[NETWORK_PLACE][place] == of->stamped;
}

/* Marks what lies behind an arc. */
static void mark(detour *of, uint32_t arc, size_t *count)
{
    const uint32_t node = of->graph->head[arc];
    if (of->tree.ways[node].arc != arc || pship__detour_changed(of, node))
        return; /* no arc of the tree, or its part is marked as a whole */
    for (uint32_t i = 0; i < of->behind[node]; i++) {
        uint32_t marked = of->order[of->rank[node] + i];
        if (pship__detour_changed(of, marked))
            continue;
        of->stamp[marked] = of->stamped;
        of->ways[marked].distance = (double)INFINITY;
        of->marked[(*count)++] = marked;
    }
}

static void mark_all(detour *of, const closed_element *elements, size_t count, size_t *marked)
{
    const network_graph *graph = of->graph;
    for (size_t i = 0; i < count; i++) {
        uint32_t element = elements[i].element;
        if (elements[i].part == NETWORK_LINK) {
            if (of->link_arc[element] != NETWORK_NONE)
                mark(of, of->link_arc[element], marked);
            continue;
        }
        if (element == of->origin)
            continue;
        uint32_t first = of->node_begins[element], end = of->node_begins[element + 1];
        for (uint32_t arc = graph->begins[first]; arc < graph->begins[end]; arc++)
            mark(of, arc, marked);
    }
}

static void reach(detour *of, size_t *heap_count, uint32_t node, double distance)
{
    if (!(distance < of->ways[node].distance))
        return;
    of->ways[node].distance = distance;
    pship__heap_put(of->heap, heap_count, of->ways, distance, node);
}

/* From what is not marked. */
static void enter(detour *of, size_t *heap_count, uint32_t node)
{
    const network_graph *graph = of->graph;
    for (uint32_t i = graph->back_begins[node]; i < graph->back_begins[node + 1]; i++) {
        uint32_t tail = graph->back_tail[i], arc = graph->back_arc[i];
        if (!pship__detour_changed(of, tail) && !is_closed(of, arc))
            reach(of, heap_count, node, of->tree.ways[tail].distance + graph->weight[arc]);
    }
}

static void leave(detour *of, size_t *heap_count, uint32_t node)
{
    const network_graph *graph = of->graph;
    for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
        uint32_t head = graph->head[arc];
        if (pship__detour_changed(of, head) && !is_closed(of, arc))
            reach(of, heap_count, head, of->ways[node].distance + graph->weight[arc]);
    }
}

static pship_result look(const detour *of, size_t step, pship__progress_state *progress,
                         pship_error *err)
{
    if (step % NODES_BETWEEN_LOOKS != 0)
        return PSHIP_OK;
    if (of->tree.stop && atomic_load_explicit(of->tree.stop, memory_order_relaxed))
        return pship__fail(err, PSHIP_E_CANCELLED, "the search was cancelled");
    return progress ? pship__progress(progress, -1, err) : PSHIP_OK;
}

/* Begins anew with no element closed and no node marked. */
static void next_stamp(detour *of)
{
    const pship_network *network = of->graph->network;
    if (++of->stamped != 0)
        return;
    of->stamped = 1;
    memset(of->stamp, 0, of->graph->node_count * sizeof *of->stamp);
    for (int i = NETWORK_PLACE; i <= NETWORK_LINK; i++)
        memset(of->closed[i], 0, network->parts[i].count * sizeof *of->closed[i]);
}

pship_result pship__detour_close(detour *of, const closed_element *elements, size_t count,
                                 pship__progress_state *progress, pship_error *err)
{
    size_t marked = 0, wanted = 0, heap_count = 0, step = 0;
    pship_result result = PSHIP_OK;
    next_stamp(of);
    for (size_t i = 0; i < count; i++)
        of->closed[elements[i].part][elements[i].element] = of->stamped;
    mark_all(of, elements, count, &marked);
    for (size_t i = 0; i < marked && result == PSHIP_OK; i++) {
        enter(of, &heap_count, of->marked[i]);
        result = look(of, ++step, progress, err);
    }
    for (size_t i = 0; i < marked; i++)
        wanted += of->wanted[of->marked[i]];
    while (heap_count > 0 && wanted > 0 && result == PSHIP_OK) {
        uint32_t node = pship__heap_take(of->heap, &heap_count, of->ways).node;
        wanted -= of->wanted[node];
        leave(of, &heap_count, node);
        result = look(of, ++step, progress, err);
    }
    for (size_t i = 0; i < heap_count; i++)
        of->ways[of->heap[i].node].at = 0;
    return result;
}
