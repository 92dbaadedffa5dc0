/*
 * What it would mean if links or places were closed: every closure in turn, and only those pairs looked at whose best
 * route it touches.
 */
#include "corridor/closures.h"
#include "corridor/crew.h"
#include "corridor/pairs.h"
#include "table/builder.h"

pship_criticality_options pship_criticality_options_init(void)
{
    return (pship_criticality_options)PSHIP_CRITICALITY_OPTIONS_INIT;
}

/* What a closure means to the pairs of one origin, or to all. */
typedef struct outcome {
    uint32_t closure;
    int64_t pairs, cut;
    double demand, demand_cut, change;
} outcome;

/* What came of one origin. */
typedef struct origin_part {
    outcome *outcomes;
    size_t count, room;
    double total; /* demand * weight as it is */
} origin_part;

typedef struct criticality {
    const network_graph *graph;
    const pship_context *context;
    network_closures closures;
    network_pairs pairs;
    uint32_t *tail, *link_arc, *node_begins;
    origin_part *parts;
} criticality;

/* ---- one origin */

/* Memory of the search from one origin. */
typedef struct origin_work {
    criticality *all;
    detour detour;
    bool *walked;   /* by node: what leads to it has been looked at */
    bool *touched;  /* by closure */
    uint32_t *list; /* closures that are */
    size_t touched_count, list_room;
    double *before;            /* by pair of the origin; INFINITY where there is no route */
    const network_pair *pairs; /* lent */
    size_t pair_count;
} origin_work;

static bool touch(origin_work *work, network_part_kind part, uint32_t element)
{
    const network_closures *closures = &work->all->closures;
    const uint32_t *begins = closures->of_begins[part];
    for (uint32_t i = begins ? begins[element] : 0; begins && i < begins[element + 1]; i++) {
        uint32_t closure = closures->of[part][i];
        if (work->touched[closure])
            continue;
        if (!pship__grow(work->all->context, (void **)&work->list, work->touched_count,
                         &work->list_room, sizeof *work->list))
            return false;
        work->touched[closure] = true;
        work->list[work->touched_count++] = closure;
    }
    return true;
}

/* All closures that lie on the best route to a node. */
static bool walk(origin_work *work, uint32_t node)
{
    const network_graph *graph = work->all->graph;
    while (!work->walked[node]) {
        uint32_t arc = work->detour.tree.ways[node].arc;
        work->walked[node] = true;
        if (arc == NETWORK_NONE)
            return true;
        uint32_t tail = work->all->tail[arc], place = graph->place[tail];
        if (pship__graph_is_link(graph, arc) && !touch(work, NETWORK_LINK, graph->what[arc]))
            return false;
        if (place != work->detour.origin && !touch(work, NETWORK_PLACE, place))
            return false;
        node = tail;
    }
    return true;
}

static pship_result find_touched(origin_work *work, origin_part *part, pship_error *err)
{
    const graph_tree *tree = &work->detour.tree;
    for (size_t i = 0; i < work->pair_count; i++) {
        const network_pair *pair = &work->pairs[i];
        uint32_t end = pair->origin == pair->destination
                           ? NETWORK_NONE
                           : pship__graph_nearest_end(tree, work->all->graph, pair->destination);
        work->before[i] = end == NETWORK_NONE ? (double)INFINITY : tree->ways[end].distance;
        if (end == NETWORK_NONE)
            continue;
        part->total += pair->demand * work->before[i];
        pship__detour_want(&work->detour, pair->destination);
        if (!walk(work, end))
            return pship__fail_memory(err);
    }
    return PSHIP_OK;
}

/* How far it is with the closure that the detour knows. */
static double after(const origin_work *work, uint32_t destination)
{
    const network_graph *graph = work->all->graph;
    double shortest = (double)INFINITY;
    for (uint32_t i = graph->end_begins[destination]; i < graph->end_begins[destination + 1]; i++) {
        double distance = pship__detour_distance(&work->detour, graph->ends[i]);
        shortest = distance < shortest ? distance : shortest;
    }
    return shortest;
}

static void compare(const origin_work *work, outcome *found)
{
    for (size_t i = 0; i < work->pair_count; i++) {
        const network_pair *pair = &work->pairs[i];
        double before = work->before[i];
        double now = isinf(before) ? before : after(work, pair->destination);
        if (!(now > before))
            continue;
        found->pairs++;
        found->demand += pair->demand;
        if (isinf(now)) {
            found->cut++;
            found->demand_cut += pair->demand;
        } else {
            found->change += pair->demand * (now - before);
        }
    }
}

static pship_result close_touched(origin_work *work, origin_part *part,
                                  pship__progress_state *progress, pship_error *err)
{
    const network_closures *closures = &work->all->closures;
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < work->touched_count && result == PSHIP_OK; i++) {
        outcome found = {.closure = work->list[i]};
        uint32_t begin = closures->begins[found.closure];
        result = pship__detour_close(&work->detour, closures->elements + begin,
                                     closures->begins[found.closure + 1] - begin, progress, err);
        if (result != PSHIP_OK)
            break;
        compare(work, &found);
        if (!pship__grow(work->all->context, (void **)&part->outcomes, part->count, &part->room,
                         sizeof *part->outcomes))
            result = pship__fail_memory(err);
        else
            part->outcomes[part->count++] = found;
    }
    return result;
}

static pship_result search_from(origin_work *work, origin_part *part,
                                pship__progress_state *progress, pship_error *err)
{
    const criticality *all = work->all;
    work->walked = pship__allocate_zero(all->context, all->graph->node_count, sizeof(bool));
    work->touched = pship__allocate_zero(all->context, all->closures.count, sizeof(bool));
    work->before = pship__allocate(all->context, work->pair_count, sizeof *work->before);
    if (!work->walked || !work->touched || !work->before)
        return pship__fail_memory(err);
    pship_result result = pship__detour_begin(&work->detour, work->pairs[0].origin, progress, err);
    if (result == PSHIP_OK)
        result = find_touched(work, part, err);
    if (result == PSHIP_OK)
        result = close_touched(work, part, progress, err);
    return result;
}

static pship_result work_on(void *data, size_t piece, size_t worker, const atomic_bool *stop,
                            pship__progress_state *progress)
{
    criticality *all = data;
    origin_work work = {.all = all,
                        .pairs = all->pairs.pairs + all->pairs.begins[piece],
                        .pair_count = all->pairs.begins[piece + 1] - all->pairs.begins[piece]};
    (void)worker;
    pship_result result = pship__detour_new(&work.detour, all->graph, all->tail, all->link_arc,
                                            all->node_begins, NULL);
    if (result != PSHIP_OK)
        return result;
    work.detour.tree.stop = stop;
    result = search_from(&work, &all->parts[piece], progress, NULL);
    pship__detour_free(&work.detour);
    pship__release(all->context, work.walked);
    pship__release(all->context, work.touched);
    pship__release(all->context, work.list);
    pship__release(all->context, work.before);
    return result;
}

/* ---- all of them */

static pship_result prepare(criticality *all, pship_error *err)
{
    const network_graph *graph = all->graph;
    const uint32_t places = graph->network->parts[NETWORK_PLACE].count;
    const uint32_t links = graph->network->parts[NETWORK_LINK].count;
    all->tail = pship__allocate(all->context, graph->arc_count, sizeof *all->tail);
    all->link_arc = pship__allocate(all->context, links, sizeof *all->link_arc);
    all->node_begins =
        pship__allocate_zero(all->context, (size_t)places + 1, sizeof *all->node_begins);
    all->parts = pship__allocate_zero(all->context, all->pairs.origin_count, sizeof *all->parts);
    if (!all->tail || !all->link_arc || !all->node_begins || !all->parts)
        return pship__fail_memory(err);
    for (uint32_t link = 0; link < links; link++)
        all->link_arc[link] = NETWORK_NONE;
    for (uint32_t node = 0; node < graph->node_count; node++) {
        all->node_begins[graph->place[node] + 1]++;
        for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
            all->tail[arc] = node;
            if (pship__graph_is_link(graph, arc))
                all->link_arc[graph->what[arc]] = arc;
        }
    }
    for (uint32_t place = 0; place < places; place++)
        all->node_begins[place + 1] += all->node_begins[place];
    return PSHIP_OK;
}

static pship_result write_table(pship_table **table, const criticality *all, const outcome *sums,
                                double total, pship_error *err)
{
    static const pship__column_spec columns[] = {
        {"closure", PSHIP_COLUMN_UTF8, NULL, 0},        {"pairs", PSHIP_COLUMN_INT64, NULL, 0},
        {"cut", PSHIP_COLUMN_INT64, NULL, 0},           {"demand", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"demand_cut", PSHIP_COLUMN_FLOAT64, NULL, 0},  {"change", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"percent", PSHIP_COLUMN_FLOAT64, "percent", 0}};
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, all->graph->network->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (uint32_t i = 0; i < all->closures.count; i++) {
        char text[12];
        const char *name = pship__closure_name(&all->closures, i, text);
        pship__add_text(builder, name);
        pship__add_int64(builder, sums[i].pairs);
        pship__add_int64(builder, sums[i].cut);
        pship__add_number(builder, sums[i].demand);
        pship__add_number(builder, sums[i].demand_cut);
        pship__add_number(builder, sums[i].change);
        pship__add_finite(builder, total > 0 ? sums[i].change / total * 100 : (double)NAN);
    }
    return pship__table_builder_finish(builder, table, err);
}

static pship_result sum_up(pship_table **table, const criticality *all, pship_error *err)
{
    double total = 0;
    outcome *sums = pship__allocate_zero(all->context, all->closures.count, sizeof *sums);
    if (!sums)
        return pship__fail_memory(err);
    for (size_t i = 0; i < all->pairs.origin_count; i++) {
        const origin_part *part = &all->parts[i];
        total += part->total;
        for (size_t j = 0; j < part->count; j++) {
            const outcome *from = &part->outcomes[j];
            outcome *to = &sums[from->closure];
            to->pairs += from->pairs;
            to->cut += from->cut;
            to->demand += from->demand;
            to->demand_cut += from->demand_cut;
            to->change += from->change;
        }
    }
    pship_result result = write_table(table, all, sums, total, err);
    pship__release(all->context, sums);
    return result;
}

static pship_result search_all(pship_table **table, criticality *all, pship_error *err)
{
    pship_result result = prepare(all, err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_state progress;
    pship__progress_begin(&progress, all->context, "closing links and places");
    result = pship__crew_do(all->graph->network->context, all->pairs.origin_count, work_on, all,
                            true, &progress, err);
    return result == PSHIP_OK ? sum_up(table, all, err) : result;
}

static void clear(criticality *all)
{
    for (size_t i = 0; all->parts && i < all->pairs.origin_count; i++)
        pship__release(all->context, all->parts[i].outcomes);
    pship__release(all->context, all->parts);
    pship__release(all->context, all->tail);
    pship__release(all->context, all->link_arc);
    pship__release(all->context, all->node_begins);
    if (all->closures.network)
        pship__closures_free(&all->closures);
    pship__pairs_free(&all->pairs, all->context);
}

pship_result pship_network_criticality(pship_table **table, const pship_network *network,
                                       const pship_table *pairs, const pship_weighting *weighting,
                                       const pship_criticality_options *options, pship_error *err)
{
    pship_criticality_options asked = PSHIP_CRITICALITY_OPTIONS_INIT;
    network_graph *graph = NULL;
    if (!table || !network)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the network is NULL");
    criticality all = {.context = network->context};
    pship_result result = pship__options(
        &asked, sizeof asked, offsetof(pship_criticality_options, closures) + sizeof asked.closures,
        options, "pship_criticality_options", err);
    if (result == PSHIP_OK)
        result = pship__pairs_read(&all.pairs, network, pairs, err);
    if (result == PSHIP_OK)
        result = pship__closures_read(&all.closures, network, &asked, err);
    if (result == PSHIP_OK)
        result = pship__graph_new(&graph, network, weighting, true, err);
    if (result == PSHIP_OK) {
        all.graph = graph;
        result = search_all(table, &all, err);
    }
    clear(&all);
    pship__graph_free(graph);
    return result;
}
