/*
 * The search for better paths: one from each origin, by several threads.
 */
#include "corridor/crew.h"
#include "corridor/path_flow.h"

#include <stdlib.h>
#include <string.h>

#define PIECE_WORK 1e5 /* nodes and arcs that a thread searches at a time: less is not worth one */
#define FEW_TARGETS 8  /* up to so many a search looks out for them, and ends early */

/* ---- demands by origin */

static int by_origin(const void *first, const void *second)
{
    const uint64_t a = *(const uint64_t *)first, b = *(const uint64_t *)second;
    return a < b ? -1 : a > b;
}

pship_result pship__path_wanted_new(path_wanted *wanted, const path_question *question,
                                    pship_error *err)
{
    const pship_context *context = question->graph->context;
    uint64_t *order = pship__allocate(context, question->demand_count, sizeof *order);
    path_wanted made = {
        .demands = pship__allocate(context, question->demand_count, sizeof *made.demands),
        .groups = pship__allocate(context, question->demand_count + 1, sizeof *made.groups)};
    if (!order || !made.demands || !made.groups) {
        pship__release(context, order);
        pship__path_wanted_free(&made, context);
        return pship__fail_memory(err);
    }
    for (size_t i = 0; i < question->demand_count; i++) {
        const flow_demand *demand = &question->demands[i];
        if (demand->origin != demand->destination &&
            (question->question == MAX_FLOW || demand->amount > 0))
            order[made.count++] = (uint64_t)demand->origin << 32 | i;
    }
    qsort(order, made.count, sizeof *order, by_origin);
    for (size_t i = 0; i < made.count; i++) {
        made.demands[i] = (uint32_t)order[i];
        if (i == 0 || order[i] >> 32 != order[i - 1] >> 32)
            made.groups[made.group_count++] = i;
    }
    made.groups[made.group_count] = made.count;
    pship__release(context, order);
    *wanted = made;
    return PSHIP_OK;
}

void pship__path_wanted_free(path_wanted *wanted, const pship_context *context)
{
    pship__release(context, wanted->demands);
    pship__release(context, wanted->groups);
    *wanted = (path_wanted){.demands = NULL};
}

/* ---- searching */

typedef struct searching {
    const path_question *question;
    const path_wanted *wanted;
    network_graph graph; /* with the weights of the day */
    const double *begin_price, *worth;
    path_found *found;
    size_t pieces;
    graph_tree *trees; /* by worker; without memory until it is needed */
} searching;

static size_t find_targets(uint32_t targets[FEW_TARGETS], const searching *all, size_t group)
{
    const network_graph *graph = &all->graph;
    size_t count = 0;
    for (size_t i = all->wanted->groups[group]; i < all->wanted->groups[group + 1]; i++) {
        const uint32_t place = all->question->demands[all->wanted->demands[i]].destination;
        for (uint32_t end = graph->end_begins[place]; end < graph->end_begins[place + 1]; end++) {
            bool known = false;
            for (size_t j = 0; j < count && !known; j++)
                known = targets[j] == graph->ends[end];
            if (!known && count == FEW_TARGETS)
                return 0;
            if (!known)
                targets[count++] = graph->ends[end];
        }
    }
    return count;
}

static pship_result read_path(path_found *found, const searching *all, const graph_tree *tree,
                              uint32_t place, double begin, double worth)
{
    const uint32_t node = pship__graph_nearest_end(tree, &all->graph, place);
    *found = (path_found){.distance = (double)INFINITY};
    if (node == NETWORK_NONE)
        return PSHIP_OK;
    found->distance = tree->ways[node].distance + begin;
    return found->distance < worth ? pship__graph_path(&found->arcs, &found->count, tree,
                                                       &all->graph, false, node, NULL)
                                   : PSHIP_OK;
}

static pship_result search_group(searching *all, size_t group, graph_tree *tree,
                                 pship__progress_state *progress)
{
    const path_wanted *wanted = all->wanted;
    const network_graph *graph = &all->graph;
    const uint32_t origin = all->question->demands[wanted->demands[wanted->groups[group]]].origin;
    const uint32_t limit = all->question->limits->of_place[origin];
    const double begin = limit != NETWORK_NONE && all->begin_price ? all->begin_price[limit] : 0;
    uint32_t targets[FEW_TARGETS];
    const size_t target_count = find_targets(targets, all, group);
    pship_result result =
        pship__graph_search(tree, graph, false, graph->starts + graph->start_begins[origin],
                            graph->start_begins[origin + 1] - graph->start_begins[origin],
                            target_count ? targets : NULL, target_count, NULL, progress, NULL);
    for (size_t i = wanted->groups[group]; i < wanted->groups[group + 1] && result == PSHIP_OK; i++)
        result = read_path(&all->found[i], all, tree,
                           all->question->demands[wanted->demands[i]].destination, begin,
                           all->worth ? all->worth[i] : (double)INFINITY);
    return result;
}

static pship_result do_groups(void *data, size_t piece, size_t worker, const atomic_bool *stop,
                              pship__progress_state *progress)
{
    searching *all = data;
    graph_tree *tree = &all->trees[worker];
    const size_t groups = all->wanted->group_count;
    const size_t first = piece * groups / all->pieces, end = (piece + 1) * groups / all->pieces;
    pship_result result = tree->ways ? PSHIP_OK : pship__graph_tree_new(tree, &all->graph, NULL);
    tree->stop = stop;
    for (size_t group = first; group < end && result == PSHIP_OK; group++)
        result = search_group(all, group, tree, progress);
    return result;
}

pship_result pship__path_search(path_found *found, const path_question *question,
                                const path_wanted *wanted, double *weights,
                                const double *begin_price, const double *worth,
                                pship__progress_state *progress, pship_error *err)
{
    searching all = {.question = question,
                     .wanted = wanted,
                     .graph = *question->graph,
                     .begin_price = begin_price,
                     .worth = worth,
                     .found = found};
    all.graph.weight = weights;
    if (wanted->group_count == 0)
        return PSHIP_OK;
    const double each = ((double)all.graph.arc_count + all.graph.node_count) / PIECE_WORK;
    all.pieces =
        each < 1 ? 1 + (size_t)(each * (double)(wanted->group_count - 1)) : wanted->group_count;
    for (size_t i = 0; i < wanted->count; i++)
        found[i] = (path_found){.distance = (double)INFINITY};
    pship_context *context = question->graph->network->context;
    const size_t workers = pship__crew_size(context, all.pieces);
    all.trees = pship__allocate_zero(context, workers, sizeof *all.trees);
    pship_result result =
        all.trees ? pship__crew_do(context, all.pieces, do_groups, &all, false, progress, err)
                  : pship__fail_memory(err);
    for (size_t i = 0; all.trees && i < workers; i++)
        pship__graph_tree_free(&all.trees[i], &all.graph);
    pship__release(context, all.trees);
    if (result == PSHIP_OK)
        return PSHIP_OK;
    for (size_t i = 0; i < wanted->count; i++) {
        pship__release(question->graph->context, found[i].arcs);
        found[i].arcs = NULL;
    }
    return result;
}
