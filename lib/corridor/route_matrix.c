/*
 * What the best routes between many places take.
 */
#include "corridor/crew.h"
#include "corridor/legs.h"
#include "corridor/ranking.h"
#include "corridor/wanted.h"

#include <partnership/route_matrix.h>

#define FEW_TARGETS 8 /* a search that ends with them looks each node up among them */

pship_matrix_options pship_matrix_options_init(void)
{
    return (pship_matrix_options)PSHIP_MATRIX_OPTIONS_INIT;
}

typedef struct matrix_cell {
    double measures[MEASURES];
    int64_t links;
    bool assumed;
} matrix_cell;

typedef struct matrix_worker {
    graph_tree tree;
    uint32_t *mark, stamp;           /* by place */
    pship__progress_state *progress; /* of the thread that called; NULL on others */
    bool ready;
} matrix_worker;

typedef struct matrix {
    const pship_network *network;
    network_weighing weighing;
    network_graph *graph;
    uint32_t *origins, *destinations;
    size_t origin_count, destination_count;
    uint32_t *targets; /* all nodes that arrive at a destination, where they are few */
    size_t target_count;
    double *weights;    /* by origin and destination; INFINITY: no way */
    matrix_cell *cells; /* the same; NULL where measures are not wanted */
    matrix_worker *workers;
    size_t worker_count;
} matrix;

/* ---- one pair */

/* Whether a path comes to a place twice, as it may where modes do not change freely. */
static bool comes_again(const matrix *of, matrix_worker *worker, uint32_t origin,
                        const uint32_t *arcs, size_t count)
{
    if (of->graph->node_count == of->network->parts[NETWORK_PLACE].count)
        return false;
    worker->stamp++;
    worker->mark[origin] = worker->stamp;
    for (size_t i = 0; i < count; i++) {
        const uint32_t place = of->graph->place[of->graph->head[arcs[i]]];
        if (!pship__graph_is_link(of->graph, arcs[i]))
            continue;
        if (worker->mark[place] == worker->stamp)
            return true;
        worker->mark[place] = worker->stamp;
    }
    return false;
}

/* By the way that comes to no place twice. */
static pship_result rank(const matrix *of, const matrix_worker *worker, uint32_t origin,
                         uint32_t destination, uint32_t **arcs, size_t *count, double *weight)
{
    route_ranking ranking;
    const ranking_path *path = NULL;
    pship_result result = pship__ranking_new(&ranking, of->graph, origin, destination, (double)NAN,
                                             1, worker->tree.stop, worker->progress, NULL);
    if (result != PSHIP_OK)
        return result;
    result = pship__ranking_next(&ranking, &path, UINT64_MAX, NULL);
    *count = 0;
    *weight = (double)INFINITY;
    if (result == PSHIP_OK && path) {
        *weight = path->at[path->count];
        *count = path->count;
        *arcs = pship__allocate(of->graph->context, path->count, sizeof **arcs);
        if (*arcs)
            memcpy(*arcs, path->arcs, sizeof **arcs * path->count);
        else
            result = PSHIP_E_MEMORY;
    }
    pship__ranking_free(&ranking);
    return result;
}

static pship_result measure(const matrix *of, uint32_t origin, uint32_t destination,
                            const uint32_t *arcs, size_t count, matrix_cell *cell)
{
    uint32_t *links;
    size_t link_count;
    network_route route;
    pship_result result = pship__route_links(&links, &link_count, of->graph, arcs, count, NULL);
    if (result != PSHIP_OK)
        return result;
    result = pship__route_make(&route, &of->weighing, origin, destination, links, link_count,
                               (double)NAN, NULL);
    pship__release(of->network->context, links);
    if (result != PSHIP_OK)
        return result;
    memcpy(cell->measures, route.measures, sizeof cell->measures);
    cell->links = (int64_t)route.link_count;
    cell->assumed = route.assumed;
    pship__route_free(&route, of->network);
    return PSHIP_OK;
}

static pship_result answer_pair(const matrix *of, matrix_worker *worker, uint32_t origin,
                                uint32_t destination, size_t at)
{
    double *weight = &of->weights[at];
    *weight = origin == destination ? 0 : (double)INFINITY;
    if (origin == destination)
        return of->cells ? measure(of, origin, destination, NULL, 0, &of->cells[at]) : PSHIP_OK;
    uint32_t end = pship__graph_nearest_end(&worker->tree, of->graph, destination);
    if (end == NETWORK_NONE)
        return PSHIP_OK;
    *weight = worker->tree.ways[end].distance;
    if (!of->cells && !worker->mark)
        return PSHIP_OK;
    uint32_t *arcs = NULL;
    size_t count = 0;
    pship_result result =
        pship__graph_path(&arcs, &count, &worker->tree, of->graph, false, end, NULL);
    if (result == PSHIP_OK && worker->mark && comes_again(of, worker, origin, arcs, count)) {
        pship__release(of->graph->context, arcs);
        arcs = NULL;
        result = rank(of, worker, origin, destination, &arcs, &count, weight);
    }
    if (result == PSHIP_OK && of->cells && !isinf(*weight))
        result = measure(of, origin, destination, arcs, count, &of->cells[at]);
    pship__release(of->graph->context, arcs);
    return result;
}

/* ---- one origin */

static pship_result prepare(const matrix *of, matrix_worker *worker, const atomic_bool *stop)
{
    if (worker->ready)
        return PSHIP_OK;
    pship_result result = pship__graph_tree_new(&worker->tree, of->graph, NULL);
    if (result != PSHIP_OK)
        return result;
    worker->tree.stop = stop;
    worker->ready = true;
    if (of->network->parts[NETWORK_TRANSFER].count == 0)
        return PSHIP_OK;
    worker->mark = pship__allocate_zero(of->graph->context, of->network->parts[NETWORK_PLACE].count,
                                        sizeof *worker->mark);
    return worker->mark ? PSHIP_OK : PSHIP_E_MEMORY;
}

static pship_result answer_origin(void *data, size_t piece, size_t number, const atomic_bool *stop,
                                  pship__progress_state *progress)
{
    matrix *of = data;
    matrix_worker *worker = &of->workers[number];
    const uint32_t origin = of->origins[piece], starts = of->graph->start_begins[origin];
    pship_result result = prepare(of, worker, stop);
    worker->progress = progress;
    if (result == PSHIP_OK)
        result = pship__graph_search(&worker->tree, of->graph, false, of->graph->starts + starts,
                                     of->graph->start_begins[origin + 1] - starts, of->targets,
                                     of->target_count, NULL, progress, NULL);
    for (size_t j = 0; j < of->destination_count && result == PSHIP_OK; j++) {
        if (atomic_load_explicit(stop, memory_order_relaxed))
            return PSHIP_E_CANCELLED;
        if (progress)
            result = pship__progress(progress, -1, NULL);
        if (result == PSHIP_OK)
            result = answer_pair(of, worker, origin, of->destinations[j],
                                 piece * of->destination_count + j);
    }
    return result;
}

/* ---- what was asked for */

static pship_result read_places(const matrix *of, const char *const *ids, size_t count,
                                uint32_t **places, pship_error *err)
{
    *places = pship__allocate(of->network->context, count, sizeof **places);
    if (!*places)
        return pship__fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        pship_result result = PSHIP_OK;
        if (ids)
            result = pship__wanted_place(&(*places)[i], of->network, ids[i], err);
        else
            (*places)[i] = (uint32_t)i;
        if (result != PSHIP_OK)
            return result;
    }
    return PSHIP_OK;
}

static pship_result read_wanted(matrix *of, const pship_matrix_options *options, pship_error *err)
{
    const size_t all = of->network->parts[NETWORK_PLACE].count;
    if ((options->origin_count > 0 && !options->origins) ||
        (options->destination_count > 0 && !options->destinations))
        return pship__fail(err, PSHIP_E_ARGUMENT, "a list of places is NULL");
    const bool every = options->origin_count == 0, same = options->destination_count == 0;
    of->origin_count = every ? all : options->origin_count;
    of->destination_count = same ? of->origin_count : options->destination_count;
    pship_result result =
        read_places(of, every ? NULL : options->origins, of->origin_count, &of->origins, err);
    if (result == PSHIP_OK)
        result = read_places(of,
                             !same   ? options->destinations
                             : every ? NULL
                                     : options->origins,
                             of->destination_count, &of->destinations, err);
    return result;
}

/* Every target counts once, so each place is taken once. */
static pship_result find_targets(matrix *of, pship_error *err)
{
    const network_graph *graph = of->graph;
    if (of->destination_count > FEW_TARGETS)
        return PSHIP_OK;
    size_t most = 0;
    for (size_t j = 0; j < of->destination_count; j++)
        most += graph->end_begins[of->destinations[j] + 1] - graph->end_begins[of->destinations[j]];
    of->targets = pship__allocate(graph->context, most, sizeof *of->targets);
    if (!of->targets)
        return pship__fail_memory(err);
    for (size_t j = 0; j < of->destination_count; j++) {
        bool there = false;
        for (size_t i = 0; i < j; i++)
            there = there || of->destinations[i] == of->destinations[j];
        const uint32_t place = of->destinations[j];
        for (uint32_t i = graph->end_begins[place]; !there && i < graph->end_begins[place + 1]; i++)
            of->targets[of->target_count++] = graph->ends[i];
    }
    return PSHIP_OK;
}

static pship_result make_room(matrix *of, bool with_measures, pship_error *err)
{
    const pship_context *context = of->network->context;
    if (of->origin_count > 0 && of->destination_count > SIZE_MAX / of->origin_count)
        return pship__fail_memory(err);
    const size_t pairs = of->origin_count * of->destination_count;
    of->weights = pship__allocate(context, pairs, sizeof *of->weights);
    if (with_measures)
        of->cells = pship__allocate_zero(context, pairs, sizeof *of->cells);
    of->worker_count = pship__crew_size(context, of->origin_count);
    of->workers = pship__allocate_zero(context, of->worker_count, sizeof *of->workers);
    if (!of->weights || !of->workers || (with_measures && !of->cells))
        return pship__fail_memory(err);
    return PSHIP_OK;
}

/* ---- the answer */

static void add_cell(pship__table_builder *builder, const matrix *of, size_t at)
{
    const matrix_cell *cell = &of->cells[at];
    if (isinf(of->weights[at])) {
        for (int i = 0; i < MEASURES + 2; i++)
            pship__add_null(builder);
        return;
    }
    pship__add_int64(builder, cell->links);
    for (int i = 0; i < MEASURES; i++)
        pship__add_finite(builder, cell->measures[i]);
    pship__add_bool(builder, cell->assumed);
}

static pship_result tell(pship_table **table, const matrix *of, pship__progress_state *progress,
                         pship_error *err)
{
    pship__table_builder *builder;
    pship_result result = pship__matrix_table_new(&builder, of->network, of->cells != NULL, err);
    if (result != PSHIP_OK)
        return result;
    const network_texts *ids = &of->network->place_ids;
    for (size_t i = 0; i < of->origin_count && result == PSHIP_OK; i++) {
        const char *origin = pship__network_text(ids, of->origins[i]);
        for (size_t j = 0; j < of->destination_count; j++) {
            const size_t at = i * of->destination_count + j;
            pship__add_word(builder, origin);
            pship__add_word(builder, pship__network_text(ids, of->destinations[j]));
            if (isinf(of->weights[at]))
                pship__add_null(builder);
            else
                pship__add_number(builder, of->weights[at]);
            if (of->cells)
                add_cell(builder, of, at);
        }
        result = pship__progress_look(progress, 1, err);
    }
    if (result == PSHIP_OK)
        return pship__table_builder_finish(builder, table, err);
    pship__table_builder_free(builder);
    return result;
}

static void free_matrix(matrix *of)
{
    const pship_context *context = of->network->context;
    for (size_t i = 0; of->workers && i < of->worker_count; i++) {
        if (of->workers[i].ready)
            pship__graph_tree_free(&of->workers[i].tree, of->graph);
        pship__release(context, of->workers[i].mark);
    }
    void *const owned[] = {of->origins, of->destinations, of->targets,
                           of->weights, of->cells,        of->workers};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        pship__release(context, owned[i]);
    pship__graph_free(of->graph);
}

static pship_result answer(pship_table **table, matrix *of, const pship_weighting *weighting,
                           const pship_matrix_options *options, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = pship__weighing_read(&of->weighing, of->network, weighting, err);
    if (result == PSHIP_OK)
        result = read_wanted(of, options, err);
    /* The way back is needed where a place may be come to twice. */
    if (result == PSHIP_OK)
        result = pship__graph_new(&of->graph, of->network, weighting,
                                  of->network->parts[NETWORK_TRANSFER].count > 0, err);
    if (result == PSHIP_OK)
        result = find_targets(of, err);
    if (result == PSHIP_OK)
        result = make_room(of, options->with_measures, err);
    if (result != PSHIP_OK)
        return result;
    pship__progress_begin(&progress, of->network->context, "measuring routes");
    if (of->origin_count > 0)
        result = pship__crew_do(of->network->context, of->origin_count, answer_origin, of, true,
                                &progress, err);
    return result == PSHIP_OK ? tell(table, of, &progress, err) : result;
}

pship_result pship_network_matrix(pship_table **table, const pship_network *network,
                                  const pship_weighting *weighting,
                                  const pship_matrix_options *options, pship_error *err)
{
    pship_matrix_options asked = PSHIP_MATRIX_OPTIONS_INIT;
    if (!table || !network)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the network is NULL");
    pship_result result =
        pship__options(&asked, sizeof asked, sizeof asked, options, "pship_matrix_options", err);
    if (result != PSHIP_OK)
        return result;
    matrix of = {.network = network};
    result = answer(table, &of, weighting, &asked, err);
    free_matrix(&of);
    return result;
}
