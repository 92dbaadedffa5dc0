/*
 * Shortest paths on a large graph, for compare_routes.py, which runs this beside its peer: reads a file of DIMACS and a list
 * of nodes, and prints how long each thing took, with something to check it by.
 */
#include "bench/measure.h"
#include "corridor/graph.h"
#include "corridor/ranking.h"

#include <partnership/partnership.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 4096, ID = 12 };

typedef struct bench {
    pship_network *network;
    network_graph *graph;
    char ids[MOST_NODES][ID];
    const char *names[MOST_NODES];
    size_t count;
    pship_error err;
} bench;

static pship_weighting by_weight(void)
{
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    weighting.by = "weight";
    return weighting;
}

static bool good(const bench *b, pship_result result)
{
    if (result != PSHIP_OK)
        (void)fprintf(stderr, "%s: %s\n", pship_result_name(result), b->err.message);
    return result == PSHIP_OK;
}

static bool read_nodes(bench *b, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    while (b->count < MOST_NODES && fscanf(file, "%11s", b->ids[b->count]) == 1) {
        b->names[b->count] = b->ids[b->count];
        b->count++;
    }
    (void)fclose(file);
    return b->count > 0;
}

static bool read_network(bench *b, const char *path, int threads)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    pship_network_file_options file = PSHIP_NETWORK_FILE_OPTIONS_INIT;
    pship_table *problems = NULL;
    options.threads = threads;
    file.format = "dimacs";
    bool done = good(b, pship_context_new(&context, &options, &b->err)) &&
                good(b, pship_network_read(&b->network, &problems, context, path, &file, &b->err));
    pship_table_free(problems);
    pship_context_free(context);
    return done;
}

/* From each of the nodes to everywhere: the search alone. */
static bool measure_trees(bench *b)
{
    graph_tree tree;
    if (!good(b, pship__graph_tree_new(&tree, b->graph, &b->err)))
        return false;
    bool done = true;
    for (size_t i = 0; i < b->count && done; i++) {
        const uint32_t root = pship__network_place(b->network, b->names[i]);
        const double begin = bench_processor(), clock = bench_now();
        done = good(
            b, pship__graph_search(&tree, b->graph, false, &root, 1, NULL, 0, NULL, NULL, &b->err));
        const double took = bench_processor() - begin, passed = bench_now() - clock;
        double sum = 0;
        for (uint32_t node = 0; node < b->graph->node_count; node++)
            sum += isinf(tree.ways[node].distance) ? 0 : tree.ways[node].distance;
        printf("tree %s %.6f %.6f %.17g\n", b->names[i], took, passed, sum);
    }
    pship__graph_tree_free(&tree, b->graph);
    return done;
}

/* The best routes between two nodes, once the graph is there: the search alone, and last the weight of the last. */
static bool rank(bench *b, const char *from, const char *to, int count)
{
    route_ranking ranking;
    const ranking_path *path = NULL;
    double last = 0;
    int found = 0;
    const double begin = bench_processor();
    if (!good(b, pship__ranking_new(&ranking, b->graph, pship__network_place(b->network, from),
                                    pship__network_place(b->network, to), (double)NAN, 1, NULL,
                                    NULL, &b->err)))
        return false;
    bool done = true;
    for (; found < count && done; found++) {
        done = good(b, pship__ranking_next(&ranking, &path, UINT64_MAX, &b->err));
        if (!path)
            break;
        last = path->at[path->count];
    }
    printf("rank %s %s %.6f %llu %d %.17g\n", from, to, bench_processor() - begin,
           (unsigned long long)ranking.looked_into, found, last);
    pship__ranking_free(&ranking);
    return done;
}

/* The same by the public call, all that it does included; with tables of routes and legs. */
static bool ask(bench *b, const char *from, const char *to, int count)
{
    const pship_place_pair pair = {from, to};
    const pship_weighting weighting = by_weight();
    pship_routes_options options = PSHIP_ROUTES_OPTIONS_INIT;
    pship_table *routes = NULL, *legs = NULL;
    options.count = count;
    const double begin = bench_processor();
    bool done = good(b, pship_network_routes(&routes, &legs, b->network, &pair, 1, &weighting,
                                             &options, &b->err));
    const double took = bench_processor() - begin;
    if (done)
        printf("routes %s %s %.6f %lld %.17g\n", from, to, took, (long long)pship_table_rows(legs),
               pship_table_number(routes, pship_table_find(routes, "weight"),
                                  pship_table_rows(routes) - 1));
    pship_table_free(routes);
    pship_table_free(legs);
    return done;
}

static bool measure_matrix(bench *b)
{
    const pship_weighting weighting = by_weight();
    pship_matrix_options options = PSHIP_MATRIX_OPTIONS_INIT;
    pship_table *table = NULL;
    options.origins = b->names;
    options.origin_count = b->count;
    const double begin = bench_processor(), clock = bench_now();
    bool done = good(b, pship_network_matrix(&table, b->network, &weighting, &options, &b->err));
    const double took = bench_processor() - begin, passed = bench_now() - clock;
    double sum = 0;
    const int32_t column = pship_table_find(table, "weight");
    for (int64_t row = 0; row < pship_table_rows(table); row++)
        sum += pship_table_is_null(table, column, row) ? 0 : pship_table_number(table, column, row);
    if (done)
        printf("matrix %zu %.6f %.6f %.17g\n", b->count, took, passed, sum);
    pship_table_free(table);
    return done;
}

/* bench_routes FILE NODES trees|routes|matrix COUNT THREADS */
int main(int argc, char **argv)
{
    static bench b = {.err = PSHIP_ERROR_INIT};
    if (argc != 6) {
        (void)fprintf(stderr, "bench_routes FILE NODES trees|routes|matrix COUNT THREADS\n");
        return 2;
    }
    const int count = (int)strtol(argv[4], NULL, 10), threads = (int)strtol(argv[5], NULL, 10);
    const pship_weighting weighting = by_weight();
    bool done = read_nodes(&b, argv[2]) && read_network(&b, argv[1], threads);
    const double begin = bench_processor();
    done = done && good(&b, pship__graph_new(&b.graph, b.network, &weighting, true, &b.err));
    if (done)
        printf("graph %u %u %.6f\n", b.graph->node_count, b.graph->arc_count,
               bench_processor() - begin);
    if (done && strcmp(argv[3], "trees") == 0)
        done = measure_trees(&b);
    for (size_t i = 0; done && strcmp(argv[3], "routes") == 0 && i + 1 < b.count; i += 2)
        done = rank(&b, b.names[i], b.names[i + 1], count) &&
               ask(&b, b.names[i], b.names[i + 1], count);
    if (done && strcmp(argv[3], "matrix") == 0)
        done = measure_matrix(&b);
    pship__graph_free(b.graph);
    pship_network_free(b.network);
    return done ? 0 : 1;
}
