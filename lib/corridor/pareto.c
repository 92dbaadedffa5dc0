/*
 * Routes that are not worse than another one in everything.
 *
 * A label is the beginning of a way: a node, and what it takes to come there. Labels are taken in the order of what the
 * whole way takes at least, first thing first; a label that another one at the same node, or a way that was found already,
 * matches in everything is dropped.
 *
 * Such a way may come to a place twice, where modes do not change freely; then it is no route. Ways are searched for again
 * in that case, and places that were come to twice are single now: no way comes to them again, and a label drops another one only
 * if it has been to no single place where that has not been. Few places become single, and mostly none: to heed all of them from
 * the beginning would take far more labels (after Righini and Salani, "New dynamic programming algorithms for the
 * resource constrained elementary shortest path problem", Networks 51(3), 2008).
 */
#include "corridor/graph.h"
#include "corridor/legs.h"
#include "corridor/wanted.h"

#include <partnership/route.h>

#define ROUNDING 1e-12 /* relative: by which sums of the same numbers may differ */

pship_pareto_options pship_pareto_options_init(void)
{
    return (pship_pareto_options)PSHIP_PARETO_OPTIONS_INIT;
}

typedef struct pareto_label {
    uint32_t node, arc, parent; /* parent NETWORK_NONE: it begins here */
    uint32_t next;              /* of the labels of the same node, or NETWORK_NONE */
    bool dropped;
} pareto_label;

typedef struct pareto {
    const pship_network *network;
    network_graph *graph;
    size_t things;   /* that count */
    double slack;    /* 1 + epsilon */
    double *rest;    /* by node and thing: what is left to the destination at least */
    uint32_t *first; /* by node: its labels */
    pareto_label *labels;
    double *values; /* by label and thing */
    size_t label_count, label_room, value_room, most_labels;
    uint32_t *heap; /* of labels */
    size_t heap_count, heap_room;
    uint32_t *found; /* labels at the destination */
    size_t found_count, found_room;
    uint32_t origin, destination;
    bool *single; /* by place: a way comes to it once only */
    size_t single_count;
    uint32_t *mark, stamp; /* by place */
    pship__progress_state progress;
} pareto;

/* ---- labels in order */

static double at_least(const pareto *of, uint32_t label, size_t thing)
{
    return of->values[label * of->things + thing] +
           of->rest[of->labels[label].node * of->things + thing];
}

static bool before(const pareto *of, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < of->things; i++) {
        const double x = at_least(of, a, i), y = at_least(of, b, i);
        if (x != y)
            return x < y;
    }
    return a < b;
}

static pship_result put(pareto *of, uint32_t label, pship_error *err)
{
    if (!pship__grow(of->network->context, (void **)&of->heap, of->heap_count, &of->heap_room,
                     sizeof *of->heap))
        return pship__fail_memory(err);
    size_t i = of->heap_count++;
    while (i > 0 && before(of, label, of->heap[(i - 1) / 2])) {
        of->heap[i] = of->heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    of->heap[i] = label;
    return PSHIP_OK;
}

static uint32_t take(pareto *of)
{
    const uint32_t first = of->heap[0], last = of->heap[--of->heap_count];
    size_t i = 0;
    for (size_t child = 1; child < of->heap_count; child = 2 * i + 1) {
        if (child + 1 < of->heap_count && before(of, of->heap[child + 1], of->heap[child]))
            child++;
        if (!before(of, of->heap[child], last))
            break;
        of->heap[i] = of->heap[child];
        i = child;
    }
    of->heap[i] = last;
    return first;
}

/* ---- places that ways have been to */

/* Where an arc comes to: within a place it comes to none. */
static uint32_t comes_to(const pareto *of, uint32_t arc)
{
    const network_graph *graph = of->graph;
    return arc != NETWORK_NONE && pship__graph_is_link(graph, arc) ? graph->place[graph->head[arc]]
                                                                   : NETWORK_NONE;
}

static bool is_single(const pareto *of, uint32_t place)
{
    return place != NETWORK_NONE && of->single[place];
}

/* A new set of marked places, with nothing in it. */
static void next_stamp(pareto *of)
{
    if (++of->stamp != 0)
        return;
    memset(of->mark, 0, of->network->parts[NETWORK_PLACE].count * sizeof *of->mark);
    of->stamp = 1;
}

/* Marks the single places that a beginning has been to, and counts them. */
static size_t mark_single(pareto *of, uint32_t arc, uint32_t parent)
{
    size_t count = 0;
    next_stamp(of);
    for (;;) {
        const uint32_t place = comes_to(of, arc);
        if (is_single(of, place)) {
            of->mark[place] = of->stamp;
            count++;
        }
        if (parent == NETWORK_NONE)
            return count;
        arc = of->labels[parent].arc;
        parent = of->labels[parent].parent;
    }
}

/* Counts the single places that a label has been to, those that are marked and those that are not. */
static void count_single(const pareto *of, uint32_t label, size_t *marked, size_t *others)
{
    *marked = *others = 0;
    for (; label != NETWORK_NONE; label = of->labels[label].parent) {
        const uint32_t place = comes_to(of, of->labels[label].arc);
        if (is_single(of, place))
            ++*(of->mark[place] == of->stamp ? marked : others);
    }
}

static bool comes_again(const pareto *of, uint32_t arc, uint32_t label)
{
    const uint32_t place = of->single_count > 0 ? comes_to(of, arc) : NETWORK_NONE;
    if (!is_single(of, place))
        return false;
    while (label != NETWORK_NONE && comes_to(of, of->labels[label].arc) != place)
        label = of->labels[label].parent;
    return label != NETWORK_NONE || place == of->origin;
}

/* Whether a way that was found comes to a place twice; such places are single from now on. */
static bool finds_again(pareto *of, uint32_t label)
{
    bool again = false;
    next_stamp(of);
    of->mark[of->origin] = of->stamp;
    for (; label != NETWORK_NONE; label = of->labels[label].parent) {
        const uint32_t place = comes_to(of, of->labels[label].arc);
        if (place == NETWORK_NONE)
            continue;
        if (of->mark[place] == of->stamp) {
            again = true;
            of->single_count += !of->single[place];
            of->single[place] = true;
        }
        of->mark[place] = of->stamp;
    }
    return again;
}

/* ---- dropping */

static bool matches(const pareto *of, const double *one, const double *other, double slack)
{
    for (size_t i = 0; i < of->things; i++)
        if (one[i] > other[i] * slack)
            return false;
    return true;
}

/* A way that was found is as good as any that such a beginning may lead to. */
static bool is_hopeless(const pareto *of, uint32_t node, const double *values)
{
    double least[GRAPH_WEIGHTS];
    for (size_t i = 0; i < of->things; i++) {
        least[i] = values[i] + of->rest[node * of->things + i];
        if (isinf(least[i]))
            return true;
    }
    for (size_t i = 0; i < of->found_count; i++)
        if (matches(of, of->values + of->found[i] * of->things, least, of->slack * (1 + ROUNDING)))
            return true;
    return false;
}

/* Drops what a new label matches; false where it is matched itself. */
static bool clear_node(pareto *of, uint32_t node, uint32_t arc, uint32_t parent,
                       const double *values)
{
    const size_t own = of->single_count > 0 ? mark_single(of, arc, parent) : 0;
    uint32_t *link = &of->first[node];
    while (*link != NETWORK_NONE) {
        pareto_label *label = &of->labels[*link];
        const double *there = of->values + *link * of->things;
        size_t shared = 0, others = 0;
        if (of->single_count > 0)
            count_single(of, *link, &shared, &others);
        if (others == 0 && matches(of, there, values, 1))
            return false;
        if (shared == own && matches(of, values, there, 1)) {
            label->dropped = true;
            *link = label->next;
        } else {
            link = &label->next;
        }
    }
    return true;
}

static pship_result add_label(pareto *of, uint32_t node, uint32_t arc, uint32_t parent,
                              const double *values, pship_error *err)
{
    const pship_context *context = of->network->context;
    if (is_hopeless(of, node, values) || !clear_node(of, node, arc, parent, values))
        return PSHIP_OK;
    if (of->label_count >= of->most_labels)
        return pship__fail(err, PSHIP_E_LIMIT,
                           "more than %zu labels would be needed: a larger epsilon or less that "
                           "counts needs fewer",
                           of->most_labels);
    if (!pship__grow(context, (void **)&of->labels, of->label_count, &of->label_room,
                     sizeof *of->labels) ||
        !pship__grow(context, (void **)&of->values, of->label_count, &of->value_room,
                     of->things * sizeof *of->values))
        return pship__fail_memory(err);
    const uint32_t label = (uint32_t)of->label_count++;
    of->labels[label] = (pareto_label){node, arc, parent, of->first[node], false};
    for (size_t i = 0; i < of->things; i++)
        of->values[label * of->things + i] = values[i];
    of->first[node] = label;
    return put(of, label, err);
}

/* ---- one pair */

static pship_result bound_rest(pareto *of, pship_error *err)
{
    network_graph *graph = of->graph;
    graph_tree tree;
    pship_result result = pship__graph_tree_new(&tree, graph, err);
    if (result != PSHIP_OK)
        return result;
    const uint32_t ends = graph->end_begins[of->destination];
    for (size_t i = 0; i < of->things && result == PSHIP_OK; i++) {
        graph->weight = graph->weights[i];
        result = pship__graph_search(&tree, graph, true, graph->ends + ends,
                                     graph->end_begins[of->destination + 1] - ends, NULL, 0, NULL,
                                     &of->progress, err);
        for (size_t node = 0; node < graph->node_count && result == PSHIP_OK; node++)
            of->rest[node * of->things + i] = tree.ways[node].distance;
    }
    graph->weight = graph->weights[0];
    pship__graph_tree_free(&tree, graph);
    return result;
}

/* What leads on from a label. */
static pship_result extend(pareto *of, uint32_t label, pship_error *err)
{
    const network_graph *graph = of->graph;
    const uint32_t node = of->labels[label].node;
    for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
        double values[GRAPH_WEIGHTS] = {0};
        if (comes_again(of, arc, label))
            continue;
        for (size_t i = 0; i < of->things; i++)
            values[i] = of->values[label * of->things + i] + graph->weights[i][arc];
        pship_result result = add_label(of, graph->head[arc], arc, label, values, err);
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

/* Keeps what the new one does not match. */
static pship_result take_found(pareto *of, uint32_t label, pship_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < of->found_count; i++)
        if (!matches(of, of->values + label * of->things, of->values + of->found[i] * of->things,
                     1 + ROUNDING))
            of->found[kept++] = of->found[i];
    of->found_count = kept;
    if (!pship__grow(of->network->context, (void **)&of->found, of->found_count, &of->found_room,
                     sizeof *of->found))
        return pship__fail_memory(err);
    of->found[of->found_count++] = label;
    return PSHIP_OK;
}

static pship_result look_for(pareto *of, pship_error *err)
{
    const network_graph *graph = of->graph;
    const double nothing[GRAPH_WEIGHTS] = {0};
    pship_result result = PSHIP_OK;
    for (size_t node = 0; node < graph->node_count; node++)
        of->first[node] = NETWORK_NONE;
    of->label_count = of->heap_count = of->found_count = 0;
    for (uint32_t i = graph->start_begins[of->origin];
         result == PSHIP_OK && i < graph->start_begins[of->origin + 1]; i++)
        result = add_label(of, graph->starts[i], NETWORK_NONE, NETWORK_NONE, nothing, err);
    while (result == PSHIP_OK && of->heap_count > 0) {
        const uint32_t label = take(of);
        result = pship__progress(&of->progress, -1, err);
        const pareto_label *at = &of->labels[label];
        if (result != PSHIP_OK || at->dropped ||
            is_hopeless(of, at->node, of->values + label * of->things))
            continue;
        result = graph->place[at->node] == of->destination ? take_found(of, label, err)
                                                           : extend(of, label, err);
    }
    return result;
}

/* Until no way comes to a place twice. */
static pship_result look_for_routes(pareto *of, pship_error *err)
{
    bool again = true;
    memset(of->single, 0, of->network->parts[NETWORK_PLACE].count * sizeof *of->single);
    of->single_count = 0;
    pship_result result = bound_rest(of, err);
    while (again && result == PSHIP_OK) {
        again = false;
        result = look_for(of, err);
        for (size_t i = 0; i < of->found_count && result == PSHIP_OK; i++)
            again = finds_again(of, of->found[i]) || again;
    }
    return result;
}

/* ---- the answer */

static pship_result tell_one(const pareto *of, const network_weighing *weighing, uint32_t label,
                             int64_t ordinal, route_tables *tables, pship_error *err)
{
    const pship_context *context = of->network->context;
    size_t length = 0;
    for (uint32_t at = label; of->labels[at].parent != NETWORK_NONE; at = of->labels[at].parent)
        length++;
    uint32_t *arcs = pship__allocate(context, length, sizeof *arcs), *links = NULL;
    size_t count = length;
    network_route route;
    if (!arcs)
        return pship__fail_memory(err);
    for (uint32_t at = label; of->labels[at].parent != NETWORK_NONE; at = of->labels[at].parent)
        arcs[--count] = of->labels[at].arc;
    pship_result result = pship__route_links(&links, &count, of->graph, arcs, length, err);
    pship__release(context, arcs);
    if (result != PSHIP_OK)
        return result;
    result = pship__route_make(&route, weighing, of->origin, of->destination, links, count,
                               (double)NAN, err);
    pship__release(context, links);
    if (result != PSHIP_OK)
        return result;
    pship__route_tables_add(tables, ordinal, &route);
    pship__route_free(&route, of->network);
    return PSHIP_OK;
}

/* They were found in the order of the first thing that counts, then the second ... */
static pship_result answer_pair(pareto *of, const network_weighing *weighing,
                                const pship_place_pair *pair, route_tables *tables,
                                pship_error *err)
{
    pship_result result = pship__wanted_place(&of->origin, of->network, pair->origin, err);
    if (result == PSHIP_OK)
        result = pship__wanted_place(&of->destination, of->network, pair->destination, err);
    if (result == PSHIP_OK && of->origin == of->destination) {
        network_route none;
        result =
            pship__route_make(&none, weighing, of->origin, of->origin, NULL, 0, (double)NAN, err);
        if (result == PSHIP_OK) {
            pship__route_tables_add(tables, 1, &none);
            pship__route_free(&none, of->network);
        }
        return result;
    }
    if (result == PSHIP_OK)
        result = look_for_routes(of, err);
    for (size_t i = 0; i < of->found_count && result == PSHIP_OK; i++)
        result = tell_one(of, weighing, of->found[i], (int64_t)i + 1, tables, err);
    return result;
}

static pship_result read_options(pareto *of, const pship_pareto_options *options,
                                 pship_weighting *weightings, pship_error *err)
{
    static const char *const usual[] = {"time", "cost", "well_to_wheel", "spread"};
    pship_pareto_options read = PSHIP_PARETO_OPTIONS_INIT;
    pship_result result =
        pship__options(&read, sizeof read, sizeof read, options, "pship_pareto_options", err);
    if (result != PSHIP_OK)
        return result;
    const char *const *by = read.by_count > 0 ? read.by : usual;
    of->things = read.by_count > 0 ? read.by_count : sizeof usual / sizeof *usual;
    if (!by || of->things > GRAPH_WEIGHTS)
        return pship__fail(err, PSHIP_E_ARGUMENT, "from 1 to %d things can count", GRAPH_WEIGHTS);
    if (!(read.epsilon >= 0 && read.epsilon <= 1e6))
        return pship__fail(err, PSHIP_E_ARGUMENT, "epsilon is negative or no number");
    if (read.max_labels < 1)
        return pship__fail(err, PSHIP_E_ARGUMENT, "max_labels is below 1");
    of->slack = 1 + read.epsilon;
    of->most_labels = read.max_labels < NETWORK_MOST ? (size_t)read.max_labels : NETWORK_MOST;
    for (size_t i = 0; i < of->things; i++) {
        if (!by[i] || strcmp(by[i], "generalised") == 0)
            return pship__fail(err, PSHIP_E_ARGUMENT,
                               "what counts is NULL, or a sum of other things");
        weightings[i] = pship_weighting_init();
        weightings[i].by = by[i];
        weightings[i].cargo = read.cargo;
        weightings[i].bar_untold = read.bar_untold;
    }
    return PSHIP_OK;
}

static pship_result make_room(pareto *of, pship_error *err)
{
    const pship_context *context = of->network->context;
    of->rest = pship__allocate(context, of->graph->node_count, of->things * sizeof *of->rest);
    of->first = pship__allocate(context, of->graph->node_count, sizeof *of->first);
    const size_t places = of->network->parts[NETWORK_PLACE].count;
    of->single = pship__allocate(context, places, sizeof *of->single);
    of->mark = pship__allocate_zero(context, places, sizeof *of->mark);
    return of->rest && of->first && of->single && of->mark ? PSHIP_OK : pship__fail_memory(err);
}

static void free_pareto(pareto *of)
{
    void *const owned[] = {of->rest, of->first, of->labels, of->values,
                           of->heap, of->found, of->single, of->mark};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(of->network->context, owned[i]);
    pship__graph_free(of->graph);
}

pship_result pship_network_pareto(pship_table **routes, pship_table **legs,
                                  const pship_network *network, const pship_place_pair *pairs,
                                  size_t count, const pship_pareto_options *options,
                                  pship_error *err)
{
    pareto of = {.network = network};
    pship_weighting weightings[GRAPH_WEIGHTS];
    network_weighing weighing;
    route_tables tables;
    if (!routes || !network || (count > 0 && !pairs))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the routes, the network or the pairs are NULL");
    pship_result result = read_options(&of, options, weightings, err);
    if (result == PSHIP_OK)
        result = pship__weighing_read(&weighing, network, &weightings[0], err);
    if (result == PSHIP_OK)
        result = pship__graph_new_of(&of.graph, network, weightings, of.things, true, err);
    if (result == PSHIP_OK)
        result = make_room(&of, err);
    if (result == PSHIP_OK)
        result = pship__route_tables_begin(&tables, network, legs != NULL, err);
    if (result == PSHIP_OK) {
        pship__progress_begin(&of.progress, network->context, "looking for ways");
        for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
            result = pship__progress_look(&of.progress, (double)i / (double)count, err);
            if (result == PSHIP_OK)
                result = answer_pair(&of, &weighing, &pairs[i], &tables, err);
        }
        if (result == PSHIP_OK)
            result = pship__route_tables_finish(&tables, routes, legs, err);
        else
            pship__route_tables_free(&tables);
    }
    free_pareto(&of);
    return result;
}
