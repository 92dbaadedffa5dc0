/*
 * From a network and its weightings to nodes and arcs.
 */
#include "corridor/graph.h"
#include "corridor/weighing.h"

#include <stdio.h>
#include <string.h>

#define ELEMENTS_BETWEEN_LOOKS 4096
#define ARCS_MOST 0xfffffff0u

/* How a place is split. */
enum { WHOLE, IN_AND_OUT, BY_MODE };

typedef struct graph_making {
    network_graph *graph;
    const pship_network *network;
    const pship_context *context;
    network_weighing weighings[GRAPH_WEIGHTS];
    size_t count;
    double *link_weights;          /* by link, `count` each; NaN where it is left out */
    const network_column *through; /* lent; NULL where no place says so */
    size_t words;                  /* of 64 modes, in each of the following */
    uint64_t *arriving, *leaving;  /* by place: the modes; NULL where modes change freely */
    uint8_t *split;                /* by place; NULL where all are whole */
    uint32_t *first;               /* by place: its first node; NULL where that is the place */
    pship__progress_state progress;
} graph_making;

static pship_result look(graph_making *making, uint32_t at, pship_error *err)
{
    return at % ELEMENTS_BETWEEN_LOOKS ? PSHIP_OK
                                       : pship__progress_look(&making->progress, -1, err);
}

/* ---- weights */

static pship_result weigh_link(graph_making *making, uint32_t link, pship_error *err)
{
    double *weights = making->link_weights + (size_t)link * making->count;
    bool left_out = making->network->from[link] == making->network->to[link], untold = false;
    for (size_t i = 0; i < making->count; i++) {
        const network_weighing *weighing = &making->weighings[i];
        char text[12];
        weights[i] = pship__weigh_link(weighing, link);
        if (isnan(weights[i]) && !weighing->bar_untold)
            return pship__fail(err, PSHIP_E_INVALID,
                               "link \"%.100s\" has no %s: tell it, or leave out such links",
                               pship__network_link_id(making->network, link, text), weighing->what);
        if (weights[i] < 0 || weights[i] > WEIGHT_MOST)
            return pship__fail(err, PSHIP_E_INVALID, "the weight of link \"%.100s\" is %s",
                               pship__network_link_id(making->network, link, text),
                               weights[i] < 0 ? "negative" : "too large");
        untold = untold || isnan(weights[i]);
    }
    making->graph->unused_links += untold;
    if (left_out || untold)
        weights[0] = (double)NAN;
    return PSHIP_OK;
}

static pship_result weigh_links(graph_making *making, pship_error *err)
{
    const uint32_t links = making->network->parts[NETWORK_LINK].count;
    making->link_weights =
        pship__allocate(making->context, (size_t)links, making->count * sizeof(double));
    if (!making->link_weights)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (uint32_t link = 0; link < links && result == PSHIP_OK; link++) {
        result = look(making, link, err);
        if (result == PSHIP_OK)
            result = weigh_link(making, link, err);
    }
    return result;
}

static bool is_used(const graph_making *making, uint32_t link)
{
    return !isnan(making->link_weights[(size_t)link * making->count]);
}

/* What passing a place takes, and a transfer besides; false where that is negative or too much. */
static bool weigh_pass(const graph_making *making, uint32_t place, uint32_t transfer,
                       double weights[GRAPH_WEIGHTS])
{
    for (size_t i = 0; i < making->count; i++) {
        weights[i] = pship__weigh_other(&making->weighings[i], NETWORK_PLACE, place);
        if (transfer != NETWORK_NONE)
            weights[i] += pship__weigh_other(&making->weighings[i], NETWORK_TRANSFER, transfer);
        if (!(weights[i] >= 0 && weights[i] <= WEIGHT_MOST))
            return false;
    }
    return true;
}

/* ---- splitting */

static bool may_pass(const graph_making *making, uint32_t place)
{
    return !making->through || making->through->values[place] != 0;
}

/* The transfer that a change takes; *allowed tells whether one may change at all. What mode a link has need not be
 * told: then it may be any. */
static uint32_t change_at(const graph_making *making, uint32_t place, int from, int to,
                          bool *allowed)
{
    uint32_t transfer =
        from && to ? pship__network_transfer(making->network, place, from, to) : NETWORK_NONE;
    *allowed =
        transfer != NETWORK_BARRED && (transfer != NETWORK_NONE || from == to || !from || !to);
    return transfer;
}

static int next_mode(const uint64_t *modes, size_t words, int mode)
{
    for (mode++; (size_t)mode < words * 64; mode++)
        if (modes[mode / 64] >> (mode % 64) & 1)
            return mode;
    return -1;
}

static uint32_t mode_count(const uint64_t *modes, size_t words)
{
    uint32_t count = 0;
    for (int mode = next_mode(modes, words, -1); mode >= 0; mode = next_mode(modes, words, mode))
        count++;
    return count;
}

static uint32_t mode_rank(const uint64_t *modes, int mode)
{
    uint32_t rank = 0;
    for (int m = 0; m < mode; m++)
        rank += (uint32_t)(modes[m / 64] >> (m % 64) & 1);
    return rank;
}

static pship_result find_modes(graph_making *making, pship_error *err)
{
    const pship_network *network = making->network;
    const uint32_t places = network->parts[NETWORK_PLACE].count;
    if (network->parts[NETWORK_TRANSFER].count == 0)
        return PSHIP_OK;
    making->words = ((size_t)network->modes.count + 63) / 64;
    making->arriving = pship__allocate_zero(making->context, places, making->words * 8);
    making->leaving = pship__allocate_zero(making->context, places, making->words * 8);
    if (!making->arriving || !making->leaving)
        return pship__fail_memory(err);
    for (uint32_t link = 0; link < network->parts[NETWORK_LINK].count; link++) {
        if (!is_used(making, link))
            continue;
        const uint8_t mode = network->mode[link];
        const uint64_t bit = (uint64_t)1 << (mode % 64);
        making->leaving[network->from[link] * making->words + mode / 64] |= bit;
        making->arriving[network->to[link] * making->words + mode / 64] |= bit;
    }
    return PSHIP_OK;
}

static bool modes_matter(const graph_making *making, uint32_t place)
{
    if (!making->arriving)
        return false;
    const uint64_t *arriving = making->arriving + place * making->words,
                   *leaving = making->leaving + place * making->words;
    for (int from = next_mode(arriving, making->words, -1); from >= 0;
         from = next_mode(arriving, making->words, from)) {
        for (int to = next_mode(leaving, making->words, -1); to >= 0;
             to = next_mode(leaving, making->words, to)) {
            bool allowed;
            if (change_at(making, place, from, to, &allowed) != NETWORK_NONE || !allowed)
                return true;
        }
    }
    return false;
}

static bool has_hours(const graph_making *making, uint32_t place)
{
    return !isnan(pship__network_number(making->network, NETWORK_PLACE, NETWORK_OPENS, place)) ||
           !isnan(pship__network_number(making->network, NETWORK_PLACE, NETWORK_CLOSES, place));
}

static int how_split(const graph_making *making, uint32_t place,
                     const double weights[GRAPH_WEIGHTS])
{
    if (may_pass(making, place) && modes_matter(making, place))
        return BY_MODE;
    for (size_t i = 0; i < making->count; i++)
        if (weights[i] > 0)
            return IN_AND_OUT;
    return may_pass(making, place) && !has_hours(making, place) ? WHOLE : IN_AND_OUT;
}

static const uint64_t *modes_of(const graph_making *making, bool leaving, uint32_t place)
{
    return (leaving ? making->leaving : making->arriving) + place * making->words;
}

static pship_result split_places(graph_making *making, pship_error *err)
{
    const uint32_t places = making->network->parts[NETWORK_PLACE].count;
    uint64_t nodes = 0;
    bool any = false;
    making->split = pship__allocate(making->context, places, 1);
    making->first = pship__allocate(making->context, (size_t)places + 1, sizeof *making->first);
    if (!making->split || !making->first)
        return pship__fail_memory(err);
    for (uint32_t place = 0; place < places; place++) {
        double weights[GRAPH_WEIGHTS];
        pship_result result = look(making, place, err);
        if (result != PSHIP_OK)
            return result;
        if (!weigh_pass(making, place, NETWORK_NONE, weights))
            return pship__fail(err, PSHIP_E_INVALID,
                               "the weight of place \"%.100s\" is negative or too large",
                               pship__network_text(&making->network->place_ids, place));
        int split = how_split(making, place, weights);
        making->split[place] = (uint8_t)split;
        making->first[place] = (uint32_t)nodes;
        any = any || split != WHOLE;
        nodes += split == WHOLE ? 1
                 : split == IN_AND_OUT
                     ? 2
                     : mode_count(modes_of(making, false, place), making->words) +
                           mode_count(modes_of(making, true, place), making->words);
        if (nodes > ARCS_MOST)
            return pship__fail(err, PSHIP_E_LIMIT, "the network has too many places and modes");
    }
    making->first[places] = (uint32_t)nodes;
    making->graph->node_count = (uint32_t)nodes;
    return PSHIP_OK;
}

static uint32_t node_of(const graph_making *making, bool leaving, uint32_t place, int mode)
{
    const uint32_t first = making->first[place];
    switch (making->split[place]) {
    case WHOLE:
        return first;
    case IN_AND_OUT:
        return first + leaving;
    default:
        return first + mode_rank(modes_of(making, leaving, place), mode) +
               (leaving ? mode_count(modes_of(making, false, place), making->words) : 0);
    }
}

/* ---- arcs */

/* Where the arcs of a node go: counted first, then filled. */
typedef struct arc_place {
    uint32_t tail, head, what;
    const double *weights;
} arc_place;

typedef bool (*arc_use)(graph_making *making, const arc_place *arc);

static bool count_arc(graph_making *making, const arc_place *arc)
{
    network_graph *graph = making->graph;
    if (graph->arc_count >= ARCS_MOST)
        return false;
    graph->arc_count++;
    graph->begins[arc->tail + 1]++;
    return true;
}

/* begins[] is one node ahead meanwhile. */
static bool fill_arc(graph_making *making, const arc_place *arc)
{
    network_graph *graph = making->graph;
    const uint32_t at = graph->begins[arc->tail + 1]++;
    graph->head[at] = arc->head;
    graph->what[at] = arc->what;
    for (size_t i = 0; i < making->count; i++)
        graph->weights[i][at] = arc->weights[i];
    return true;
}

static pship_result too_many(pship_error *err)
{
    return pship__fail(err, PSHIP_E_LIMIT, "the network has too many links and changes of mode");
}

static pship_result use_change(graph_making *making, arc_use use, uint32_t place, int from, int to,
                               pship_error *err)
{
    bool allowed = true;
    double weights[GRAPH_WEIGHTS];
    uint32_t transfer = making->split[place] == BY_MODE
                            ? change_at(making, place, from, to, &allowed)
                            : NETWORK_NONE;
    if (!allowed)
        return PSHIP_OK;
    if (!weigh_pass(making, place, transfer, weights))
        return pship__fail(err, PSHIP_E_INVALID,
                           "the weight of a transfer at place \"%.100s\" is negative or too large",
                           pship__network_text(&making->network->place_ids, place));
    const arc_place arc = {node_of(making, false, place, from), node_of(making, true, place, to),
                           transfer == NETWORK_NONE ? GRAPH_PASS : GRAPH_TRANSFER | transfer,
                           weights};
    return use(making, &arc) ? PSHIP_OK : too_many(err);
}

static pship_result use_changes(graph_making *making, arc_use use, uint32_t place, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (making->split[place] == IN_AND_OUT && may_pass(making, place))
        return use_change(making, use, place, 0, 0, err);
    if (making->split[place] != BY_MODE)
        return PSHIP_OK;
    for (int from = next_mode(modes_of(making, false, place), making->words, -1); from >= 0;
         from = next_mode(modes_of(making, false, place), making->words, from))
        for (int to = next_mode(modes_of(making, true, place), making->words, -1); to >= 0;
             to = next_mode(modes_of(making, true, place), making->words, to))
            if (result == PSHIP_OK)
                result = use_change(making, use, place, from, to, err);
    return result;
}

static pship_result use_arcs(graph_making *making, arc_use use, pship_error *err)
{
    const pship_network *network = making->network;
    pship_result result = PSHIP_OK;
    for (uint32_t link = 0; link < network->parts[NETWORK_LINK].count; link++) {
        result = look(making, link, err);
        if (result != PSHIP_OK)
            return result;
        if (!is_used(making, link))
            continue;
        const int mode = network->mode[link];
        const arc_place arc = {node_of(making, true, network->from[link], mode),
                               node_of(making, false, network->to[link], mode), link,
                               making->link_weights + (size_t)link * making->count};
        if (!use(making, &arc))
            return too_many(err);
    }
    for (uint32_t place = 0; place < network->parts[NETWORK_PLACE].count; place++) {
        if (making->split[place] == WHOLE)
            continue;
        result = look(making, place, err);
        if (result == PSHIP_OK)
            result = use_changes(making, use, place, err);
        if (result != PSHIP_OK)
            return result;
    }
    return result;
}

/* counts[i + 1] -> where i + 1 begins, but one ahead: what fills moves it to its end, which is where the next begins. */
static void begin_lists(uint32_t *counts, uint32_t lists)
{
    uint32_t sum = 0;
    for (uint32_t i = 1; i <= lists; i++) {
        uint32_t count = counts[i];
        counts[i] = sum;
        sum += count;
    }
}

static pship_result make_arcs(graph_making *making, pship_error *err)
{
    network_graph *graph = making->graph;
    graph->begins =
        pship__allocate_zero(making->context, (size_t)graph->node_count + 1, sizeof(uint32_t));
    if (!graph->begins)
        return pship__fail_memory(err);
    pship_result result = use_arcs(making, count_arc, err);
    if (result != PSHIP_OK)
        return result;
    const size_t arcs = graph->arc_count;
    graph->head = pship__allocate(making->context, arcs, sizeof *graph->head);
    graph->what = pship__allocate(making->context, arcs, sizeof *graph->what);
    bool whole = graph->head && graph->what;
    for (size_t i = 0; i < making->count; i++) {
        graph->weights[i] = pship__allocate(making->context, arcs, sizeof(double));
        whole = whole && graph->weights[i];
    }
    graph->weight = graph->weights[0];
    if (!whole)
        return pship__fail_memory(err);
    begin_lists(graph->begins, graph->node_count);
    return use_arcs(making, fill_arc, err);
}

static pship_result make_back(graph_making *making, pship_error *err)
{
    network_graph *graph = making->graph;
    const size_t nodes = graph->node_count, arcs = graph->arc_count;
    graph->back_begins = pship__allocate_zero(making->context, nodes + 1, sizeof(uint32_t));
    graph->back_arc = pship__allocate(making->context, arcs, sizeof(uint32_t));
    graph->back_tail = pship__allocate(making->context, arcs, sizeof(uint32_t));
    if (!graph->back_begins || !graph->back_arc || !graph->back_tail)
        return pship__fail_memory(err);
    for (uint32_t arc = 0; arc < arcs; arc++) {
        pship_result result = look(making, arc, err);
        if (result != PSHIP_OK)
            return result;
        graph->back_begins[graph->head[arc] + 1]++;
    }
    begin_lists(graph->back_begins, graph->node_count);
    for (uint32_t node = 0; node < graph->node_count; node++) {
        pship_result result = look(making, node, err);
        if (result != PSHIP_OK)
            return result;
        for (uint32_t arc = graph->begins[node]; arc < graph->begins[node + 1]; arc++) {
            const uint32_t at = graph->back_begins[graph->head[arc] + 1]++;
            graph->back_arc[at] = arc;
            graph->back_tail[at] = node;
        }
    }
    return PSHIP_OK;
}

/* The nodes of each place that leave it, or that arrive there. */
static pship_result list_nodes(graph_making *making, bool leaving, uint32_t **begins,
                               uint32_t **nodes, pship_error *err)
{
    const uint32_t places = making->network->parts[NETWORK_PLACE].count;
    *begins = pship__allocate(making->context, (size_t)places + 1, sizeof **begins);
    *nodes = pship__allocate(making->context, making->graph->node_count, sizeof **nodes);
    if (!*begins || !*nodes)
        return pship__fail_memory(err);
    uint32_t count = 0;
    for (uint32_t place = 0; place < places; place++) {
        pship_result result = look(making, place, err);
        if (result != PSHIP_OK)
            return result;
        (*begins)[place] = count;
        const uint32_t first = making->first[place], end = making->first[place + 1];
        const uint32_t middle =
            making->split[place] == WHOLE ? first
            : making->split[place] == IN_AND_OUT
                ? first + 1
                : first + mode_count(modes_of(making, false, place), making->words);
        const bool whole = making->split[place] == WHOLE;
        for (uint32_t node = leaving ? middle : first; node < (leaving || whole ? end : middle);
             node++)
            (*nodes)[count++] = node;
    }
    (*begins)[places] = count;
    return PSHIP_OK;
}

static pship_result name_nodes(graph_making *making, pship_error *err)
{
    network_graph *graph = making->graph;
    graph->place = pship__allocate(making->context, graph->node_count, sizeof *graph->place);
    if (!graph->place)
        return pship__fail_memory(err);
    pship_result result = PSHIP_OK;
    for (uint32_t place = 0;
         place < making->network->parts[NETWORK_PLACE].count && result == PSHIP_OK; place++) {
        result = look(making, place, err);
        for (uint32_t node = making->first[place]; node < making->first[place + 1]; node++)
            graph->place[node] = place;
    }
    if (result == PSHIP_OK)
        result = list_nodes(making, true, &graph->start_begins, &graph->starts, err);
    if (result == PSHIP_OK)
        result = list_nodes(making, false, &graph->end_begins, &graph->ends, err);
    return result;
}

/* ---- the whole */

static pship_result make(graph_making *making, bool backwards, pship_error *err)
{
    int attribute;
    making->through = pship__network_column(making->network, NETWORK_PLACE, "through", &attribute);
    pship_result result = weigh_links(making, err);
    if (result == PSHIP_OK)
        result = find_modes(making, err);
    if (result == PSHIP_OK)
        result = split_places(making, err);
    if (result == PSHIP_OK)
        result = make_arcs(making, err);
    if (result == PSHIP_OK && backwards)
        result = make_back(making, err);
    if (result == PSHIP_OK)
        result = name_nodes(making, err);
    return result;
}

pship_result pship__graph_new_of(network_graph **graph, const pship_network *network,
                                 const pship_weighting *weightings, size_t count, bool backwards,
                                 pship_error *err)
{
    graph_making making = {.network = network, .context = network->context, .count = count};
    if (count == 0 || count > GRAPH_WEIGHTS)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a graph has from 1 to %d weightings",
                           GRAPH_WEIGHTS);
    for (size_t i = 0; i < count; i++) {
        pship_result result = pship__weighing_read(&making.weighings[i], network,
                                                   weightings ? &weightings[i] : NULL, err);
        if (result != PSHIP_OK)
            return result;
    }
    network_graph *made = pship__allocate_zero(making.context, 1, sizeof *made);
    if (!made)
        return pship__fail_memory(err);
    *made = (network_graph){.network = network, .context = making.context, .weight_count = count};
    making.graph = made;
    pship__progress_begin(&making.progress, making.context, "weighing the network");
    pship_result result = make(&making, backwards, err);
    void *const lent[] = {making.link_weights, making.arriving, making.leaving, making.split,
                          making.first};
    for (size_t i = 0; i < sizeof lent / sizeof *lent; i++)
        pship__release(making.context, lent[i]);
    if (result == PSHIP_OK)
        *graph = made;
    else
        pship__graph_free(made);
    return result;
}

pship_result pship__graph_new(network_graph **graph, const pship_network *network,
                              const pship_weighting *weighting, bool backwards, pship_error *err)
{
    return pship__graph_new_of(graph, network, weighting, 1, backwards, err);
}

void pship__graph_free(network_graph *graph)
{
    if (!graph)
        return;
    void *const owned[] = {graph->begins,   graph->head,       graph->what,  graph->back_begins,
                           graph->back_arc, graph->back_tail,  graph->place, graph->start_begins,
                           graph->starts,   graph->end_begins, graph->ends,  graph};
    const pship_context *context = graph->context;
    for (size_t i = 0; i < GRAPH_WEIGHTS; i++)
        pship__release(context, graph->weights[i]);
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(context, owned[i]);
}
