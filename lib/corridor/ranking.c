/*
 * The simple routes between two places, in the order of their weight.
 */
#include "corridor/ranking.h"
#include "corridor/clock.h"
#include "corridor/graph_heap.h"

#include <string.h>

#define ROUNDING 1e-12 /* relative: by which sums of the same numbers may differ */

/* ---- time and weight */

/* Where an arc leads from `at`: a distance, or the time of arrival. */
static double advance(const route_ranking *ranking, uint32_t arc, double at)
{
    const network_graph *graph = ranking->graph;
    if (isnan(ranking->departs))
        return at + graph->weight[arc];
    const pship_network *network = graph->network;
    const uint32_t what = graph->what[arc];
    if (pship__graph_is_link(graph, arc))
        return pship__clock_end(network, NETWORK_LINK, what,
                                pship__clock_begin(network, NETWORK_LINK, what, at));
    const uint32_t place = graph->place[graph->head[arc]];
    at = pship__clock_end(network, NETWORK_PLACE, place,
                          pship__clock_begin(network, NETWORK_PLACE, place, at));
    if (what == GRAPH_PASS)
        return at;
    return pship__clock_end(
        network, NETWORK_TRANSFER, what & ~GRAPH_TRANSFER,
        pship__clock_begin(network, NETWORK_TRANSFER, what & ~GRAPH_TRANSFER, at));
}

/* ---- classes by their bounds */

static bool before(const ranking_class *a, const ranking_class *b)
{
    return a->bound < b->bound || (a->bound == b->bound && a->order < b->order);
}

static pship_result add_class(route_ranking *ranking, const ranking_class *class, pship_error *err)
{
    if (!pship__grow(ranking->graph->context, (void **)&ranking->classes, ranking->class_count,
                     &ranking->class_room, sizeof *ranking->classes))
        return pship__fail_memory(err);
    size_t i = ranking->class_count++;
    while (i > 0 && before(class, &ranking->classes[(i - 1) / 2])) {
        ranking->classes[i] = ranking->classes[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    ranking->classes[i] = *class;
    return PSHIP_OK;
}

static ranking_class take_class(route_ranking *ranking)
{
    ranking_class *heap = ranking->classes;
    const ranking_class first = heap[0], last = heap[--ranking->class_count];
    const size_t count = ranking->class_count;
    size_t i = 0;
    for (size_t child = 1; child < count; child = 2 * i + 1) {
        if (child + 1 < count && before(&heap[child + 1], &heap[child]))
            child++;
        if (!before(&heap[child], &last))
            break;
        heap[i] = heap[child];
        i = child;
    }
    if (count > 0)
        heap[i] = last;
    return first;
}

/* ---- the way so far */

/* A route does not come back to its origin, whatever the mode. */
static void begin_way(route_ranking *ranking)
{
    const network_graph *graph = ranking->graph;
    if (++ranking->stamp == 0) { /* all marks are old ones */
        const uint32_t places = graph->network->parts[NETWORK_PLACE].count;
        memset(ranking->mark, 0, sizeof *ranking->mark * places);
        ranking->stamp = 1;
    }
    ranking->mark[ranking->origin] = ranking->stamp;
}

/* An arc comes to a place that the way has been to: only links come to places. */
static bool comes_again(const route_ranking *ranking, uint32_t arc)
{
    const network_graph *graph = ranking->graph;
    return ranking->mark[graph->place[graph->head[arc]]] == ranking->stamp &&
           pship__graph_is_link(graph, arc);
}

static void keep_to(route_ranking *ranking, const ranking_path *path, uint32_t from, uint32_t end)
{
    const network_graph *graph = ranking->graph;
    for (uint32_t i = from; i < end; i++)
        ranking->mark[graph->place[graph->head[path->arcs[i]]]] = ranking->stamp;
}

static const ranking_path *parent_of(const route_ranking *ranking, const ranking_class *class)
{
    return class->parent == NETWORK_NONE ? NULL : &ranking->paths[class->parent];
}

/* Where a class leaves its parent: one node, or all that leave the origin. */
static const uint32_t *tails_of(const route_ranking *ranking, const ranking_class *class,
                                size_t *count)
{
    const network_graph *graph = ranking->graph;
    if (class->from > 0) {
        *count = 1;
        return &graph->head[parent_of(ranking, class)->arcs[class->from - 1]];
    }
    *count = graph->start_begins[ranking->origin + 1] - graph->start_begins[ranking->origin];
    return graph->starts + graph->start_begins[ranking->origin];
}

static double time_of(const route_ranking *ranking, const ranking_class *class)
{
    const ranking_path *parent = parent_of(ranking, class);
    return parent ? parent->at[class->from] : isnan(ranking->departs) ? 0 : ranking->departs;
}

static bool is_banned(const route_ranking *ranking, const ranking_class *class, uint32_t arc)
{
    for (uint32_t i = class->banned; i != NETWORK_NONE; i = ranking->bans[i].next)
        if (ranking->bans[i].arc == arc)
            return true;
    return false;
}

typedef struct first_arc {
    uint32_t arc; /* NETWORK_NONE: there is none */
    double bound;
} first_arc;

/* The best arc that a class may go on with, if every path from there counted; with `reach` all of them are reached. */
static first_arc find_first(const route_ranking *ranking, const ranking_class *class,
                            graph_tree *reach)
{
    const network_graph *graph = ranking->graph;
    first_arc best = {NETWORK_NONE, (double)INFINITY};
    const double time = time_of(ranking, class);
    size_t count;
    const uint32_t *tails = tails_of(ranking, class, &count);
    for (size_t t = 0; t < count; t++) {
        for (uint32_t arc = graph->begins[tails[t]]; arc < graph->begins[tails[t] + 1]; arc++) {
            const uint32_t head = graph->head[arc];
            const double rest = ranking->back.ways[head].distance;
            if (isinf(rest) || comes_again(ranking, arc) || is_banned(ranking, class, arc))
                continue;
            const double at = advance(ranking, arc, time);
            if (reach)
                pship__graph_reach(reach, head, at, arc, at + rest);
            if (at + rest < best.bound)
                best = (first_arc){arc, at + rest};
        }
    }
    return best;
}

/* ---- the best of a class */

/* A path with room for so many arcs, of which the first are those that the class keeps to. */
static pship_result new_path(route_ranking *ranking, const ranking_class *class, size_t more,
                             uint32_t *index, pship_error *err)
{
    const pship_context *context = ranking->graph->context;
    const size_t count = class->from + more;
    if (ranking->path_count >= NETWORK_NONE - 1 || count >= NETWORK_NONE)
        return pship__fail(err, PSHIP_E_LIMIT, "there are too many routes");
    if (!pship__grow(context, (void **)&ranking->paths, ranking->path_count, &ranking->path_room,
                     sizeof *ranking->paths))
        return pship__fail_memory(err);
    const ranking_path *parent = parent_of(ranking, class); /* now that they may have moved */
    ranking_path path = {.arcs = pship__allocate(context, count, sizeof *path.arcs),
                         .at = pship__allocate(context, count + 1, sizeof *path.at),
                         .count = (uint32_t)count};
    if (!path.arcs || !path.at) {
        pship__release(context, path.arcs);
        pship__release(context, path.at);
        return pship__fail_memory(err);
    }
    for (uint32_t i = 0; i < class->from; i++) {
        path.arcs[i] = parent->arcs[i];
        path.at[i] = parent->at[i];
    }
    path.at[class->from] = time_of(ranking, class);
    *index = (uint32_t)ranking->path_count;
    ranking->paths[ranking->path_count++] = path;
    return PSHIP_OK;
}

/* When each arc behind those that are kept to is begun, and whether a place is come to twice. */
static void look_over(route_ranking *ranking, ranking_path *path, uint32_t from)
{
    for (uint32_t i = from; i < path->count; i++)
        path->at[i + 1] = advance(ranking, path->arcs[i], path->at[i]);
    begin_way(ranking);
    path->again = NETWORK_NONE;
    for (uint32_t i = 0; i < path->count && path->again == NETWORK_NONE; i++) {
        if (comes_again(ranking, path->arcs[i]))
            path->again = i;
        keep_to(ranking, path, i, i + 1);
    }
}

/* The path of the bound, where it is a route. */
static pship_result follow_tree(route_ranking *ranking, ranking_class *class, first_arc first,
                                pship_error *err)
{
    const network_graph *graph = ranking->graph;
    const graph_way *next = ranking->back.ways;
    size_t more = 0;
    for (uint32_t arc = first.arc; arc != NETWORK_NONE; arc = next[graph->head[arc]].arc, more++)
        if (comes_again(ranking, arc))
            return PSHIP_OK;
    if (!isnan(ranking->departs)) {
        double at = advance(ranking, first.arc, time_of(ranking, class));
        for (uint32_t node = graph->head[first.arc]; next[node].arc != NETWORK_NONE;
             node = graph->head[next[node].arc])
            at = advance(ranking, next[node].arc, at);
        if (at > first.bound + CLOCK_SAME)
            return PSHIP_OK; /* with waits on the way: another one may be better */
    }
    pship_result result = new_path(ranking, class, more, &class->path, err);
    if (result != PSHIP_OK)
        return result;
    ranking_path *path = &ranking->paths[class->path];
    uint32_t arc = first.arc;
    for (size_t i = class->from; i < path->count;
         i++, arc = next[graph->head[path->arcs[i - 1]]].arc)
        path->arcs[i] = arc;
    look_over(ranking, path, class->from);
    return PSHIP_OK;
}

/* The path to a node of the search at hand, behind what the class keeps to. */
static pship_result take_path(route_ranking *ranking, ranking_class *class, uint32_t node,
                              pship_error *err)
{
    const network_graph *graph = ranking->graph;
    const graph_tree *here = &ranking->here;
    const uint32_t end = node;
    size_t more = 0;
    for (; here->ways[node].arc != NETWORK_NONE; more++)
        node = pship__graph_tail(graph, here->ways[node].arc);
    pship_result result = new_path(ranking, class, more, &class->path, err);
    if (result != PSHIP_OK)
        return result;
    ranking_path *path = &ranking->paths[class->path];
    node = end;
    for (size_t i = path->count; i-- > class->from; node = pship__graph_tail(graph, path->arcs[i]))
        path->arcs[i] = here->ways[node].arc;
    look_over(ranking, path, class->from);
    return PSHIP_OK;
}

/* Distances to the destination lead the search (Hart, Nilsson and Raphael, "A formal basis for the heuristic determination
 * of minimum cost paths", 1968); they bound what is left from below, on graphs from which nodes were taken too. */
static pship_result search(route_ranking *ranking, ranking_class *class, pship_error *err)
{
    const network_graph *graph = ranking->graph;
    const graph_way *rest = ranking->back.ways;
    graph_tree *here = &ranking->here;
    uint32_t countdown = 1;
    pship__graph_forget(here);
    (void)find_first(ranking, class, here);
    while (here->heap_count > 0) {
        pship_result result = pship__graph_look(here, &countdown, ranking->progress, err);
        if (result != PSHIP_OK)
            return result;
        const uint32_t node = pship__heap_take(here->heap, &here->heap_count, here->ways).node;
        if (graph->place[node] == ranking->destination)
            return take_path(ranking, class, node, err);
        const double at = here->ways[node].distance;
        for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
            const uint32_t head = graph->head[arc];
            if (isinf(rest[head].distance) || comes_again(ranking, arc))
                continue;
            const double then = advance(ranking, arc, at);
            pship__graph_reach(here, head, then, arc, then + rest[head].distance);
        }
    }
    return PSHIP_OK;
}

/* ---- distinct ones */

/* Too much of the way is that of a route taken already, however it goes on. */
static bool overlaps(const route_ranking *ranking, const ranking_path *path, uint32_t count)
{
    double shared[RANKING_DISTINCT] = {0};
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t arc = path->arcs[i];
        for (uint64_t on = ranking->on[arc]; on; on &= on - 1)
            shared[__builtin_ctzll(on)] += ranking->graph->weight[arc];
    }
    for (size_t i = 0; i < ranking->taken_count; i++)
        if (shared[i] > ranking->most_overlap * ranking->taken[i] * (1 + ROUNDING))
            return true;
    return false;
}

static void take_route(route_ranking *ranking, const ranking_path *path)
{
    const uint64_t bit = (uint64_t)1 << ranking->taken_count;
    double sum = 0;
    for (uint32_t i = 0; i < path->count; i++) {
        if (pship__graph_is_link(ranking->graph, path->arcs[i]))
            ranking->on[path->arcs[i]] |= bit;
        sum += ranking->graph->weight[path->arcs[i]];
    }
    ranking->taken[ranking->taken_count++] = sum;
}

/* ---- one after another */

static pship_result look_into(route_ranking *ranking, ranking_class *class, pship_error *err)
{
    const ranking_path *parent = parent_of(ranking, class);
    ranking->looked_into++;
    begin_way(ranking);
    if (parent) {
        if (ranking->on && overlaps(ranking, parent, class->from))
            return PSHIP_OK;
        keep_to(ranking, parent, 0, class->from);
    }
    first_arc first = find_first(ranking, class, NULL);
    if (first.arc == NETWORK_NONE)
        return PSHIP_OK;
    pship_result result = follow_tree(ranking, class, first, err);
    if (result == PSHIP_OK && class->path == NETWORK_NONE)
        result = search(ranking, class, err);
    if (class->path != NETWORK_NONE) {
        const ranking_path *path = &ranking->paths[class->path];
        class->bound = path->at[path->count];
    }
    return result;
}

/* What is left of a class without its best. */
static pship_result split(route_ranking *ranking, const ranking_class *class, pship_error *err)
{
    const uint32_t path = class->path, again = ranking->paths[path].again;
    const uint32_t count = again == NETWORK_NONE ? ranking->paths[path].count : again + 1;
    begin_way(ranking);
    keep_to(ranking, &ranking->paths[path], 0, class->from);
    for (uint32_t i = class->from; i < count; i++) {
        ranking_class part = {.parent = path, .from = i, .path = NETWORK_NONE};
        if (!pship__grow(ranking->graph->context, (void **)&ranking->bans, ranking->ban_count,
                         &ranking->ban_room, sizeof *ranking->bans))
            return pship__fail_memory(err);
        if (ranking->ban_count >= NETWORK_NONE - 1)
            return pship__fail(err, PSHIP_E_LIMIT, "there are too many routes");
        ranking->bans[ranking->ban_count] = (ranking_ban){
            ranking->paths[path].arcs[i], i == class->from ? class->banned : NETWORK_NONE};
        part.banned = (uint32_t)ranking->ban_count;
        const first_arc first = find_first(ranking, &part, NULL);
        if (first.arc != NETWORK_NONE) {
            ranking->ban_count++;
            part.bound = first.bound;
            part.order = ++ranking->order;
            pship_result result = add_class(ranking, &part, err);
            if (result != PSHIP_OK)
                return result;
        }
        keep_to(ranking, &ranking->paths[path], i, i + 1);
    }
    return PSHIP_OK;
}

pship_result pship__ranking_next(route_ranking *ranking, const ranking_path **path,
                                 uint64_t most_looks, pship_error *err)
{
    while (ranking->class_count > 0) {
        ranking_class class = take_class(ranking);
        uint32_t countdown = 1;
        pship_result result = pship__graph_look(&ranking->here, &countdown, ranking->progress, err);
        if (result == PSHIP_OK && class.path == NETWORK_NONE) {
            if (ranking->looked_into >= most_looks)
                return pship__fail(
                    err, PSHIP_E_LIMIT,
                    "no further route that differs enough is among the first %llu "
                    "candidates: allow more overlap, more candidates or fewer routes",
                    (unsigned long long)most_looks);
            result = look_into(ranking, &class, err);
            if (result == PSHIP_OK && class.path == NETWORK_NONE)
                continue; /* nothing is in it */
            if (result == PSHIP_OK && ranking->class_count > 0 &&
                before(&ranking->classes[0], &class)) {
                result = add_class(ranking, &class, err);
                if (result == PSHIP_OK)
                    continue;
            }
        }
        if (result == PSHIP_OK)
            result = split(ranking, &class, err);
        if (result != PSHIP_OK)
            return result;
        const ranking_path *found = &ranking->paths[class.path];
        if (found->again != NETWORK_NONE || (ranking->on && overlaps(ranking, found, found->count)))
            continue;
        if (ranking->on && ranking->taken_count < RANKING_DISTINCT)
            take_route(ranking, found);
        *path = found;
        return PSHIP_OK;
    }
    *path = NULL;
    return PSHIP_OK;
}

/* ---- life */

pship_result pship__ranking_new(route_ranking *ranking, const network_graph *graph, uint32_t origin,
                                uint32_t destination, double departs, double most_overlap,
                                const atomic_bool *stop, pship__progress_state *progress,
                                pship_error *err)
{
    const pship_context *context = graph->context;
    route_ranking made = {.graph = graph,
                          .origin = origin,
                          .destination = destination,
                          .departs = departs,
                          .most_overlap = most_overlap,
                          .progress = progress};
    pship_result result = pship__graph_tree_new(&made.back, graph, err);
    if (result == PSHIP_OK)
        result = pship__graph_tree_new(&made.here, graph, err);
    made.back.stop = made.here.stop = stop;
    made.mark = pship__allocate_zero(context, graph->network->parts[NETWORK_PLACE].count,
                                     sizeof *made.mark);
    if (most_overlap < 1)
        made.on = pship__allocate_zero(context, graph->arc_count, sizeof *made.on);
    if (result == PSHIP_OK && (!made.mark || (most_overlap < 1 && !made.on)))
        result = pship__fail_memory(err);
    const uint32_t ends = graph->end_begins[destination];
    if (result == PSHIP_OK)
        result = pship__graph_search(&made.back, graph, true, graph->ends + ends,
                                     graph->end_begins[destination + 1] - ends, NULL, 0, NULL,
                                     progress, err);
    if (result == PSHIP_OK) {
        ranking_class all = {.parent = NETWORK_NONE, .banned = NETWORK_NONE, .path = NETWORK_NONE};
        begin_way(&made);
        all.bound = find_first(&made, &all, NULL).bound;
        if (!isinf(all.bound))
            result = add_class(&made, &all, err);
    }
    if (result == PSHIP_OK)
        *ranking = made;
    else
        pship__ranking_free(&made);
    return result;
}

void pship__ranking_free(route_ranking *ranking)
{
    const pship_context *context = ranking->graph->context;
    for (size_t i = 0; i < ranking->path_count; i++) {
        pship__release(context, ranking->paths[i].arcs);
        pship__release(context, ranking->paths[i].at);
    }
    void *const owned[] = {ranking->mark, ranking->paths, ranking->classes, ranking->bans,
                           ranking->on};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(context, owned[i]);
    pship__graph_tree_free(&ranking->back, ranking->graph);
    pship__graph_tree_free(&ranking->here, ranking->graph);
}
