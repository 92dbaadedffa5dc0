/* Cycles of random graphs, against the closure of reachability worked out the slow way. */
#include "chance.h"
#include "validation/validation.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

Suite *test_suite(void);

#define MOST_NODES 9
#define MOST_EDGES 24

/* A graph, its closure, and what the search said of it. */
typedef struct scene {
    uint64_t seed;
    size_t node_count, edge_count;
    edge edges[MOST_EDGES];
    bool reaches[MOST_NODES][MOST_NODES];
    bool told[MOST_NODES]; /* nodes of the components that were told of */
    int cycles;
} scene;

static void make(scene *of)
{
    chance_seed(of->seed);
    of->node_count = 1 + draw(MOST_NODES);
    of->edge_count = draw(MOST_EDGES + 1);
    for (size_t i = 0; i < of->edge_count; i++) {
        uint32_t from = draw((uint32_t)of->node_count);
        uint32_t to = draw((uint32_t)of->node_count);
        of->edges[i] = (edge){from, to, (uint32_t)(i * 7 % MOST_EDGES)};
        of->reaches[from][to] = true;
    }
    for (size_t via = 0; via < of->node_count; via++) {
        for (size_t from = 0; from < of->node_count; from++) {
            for (size_t to = 0; to < of->node_count; to++) {
                of->reaches[from][to] =
                    of->reaches[from][to] || (of->reaches[from][via] && of->reaches[via][to]);
            }
        }
    }
}

static bool together(const scene *of, size_t a, size_t b)
{
    return of->reaches[a][b] && of->reaches[b][a];
}

/* Fewest edges from one node to another. */
static size_t distance(const scene *of, uint32_t from, uint32_t to)
{
    size_t far[MOST_NODES];
    for (size_t i = 0; i < MOST_NODES; i++) {
        far[i] = i == from ? 0 : 1000;
    }
    for (size_t round = 0; round < of->node_count; round++) {
        for (size_t i = 0; i < of->edge_count; i++) {
            const edge *one = &of->edges[i];
            far[one->to] = far[one->from] + 1 < far[one->to] ? far[one->from] + 1 : far[one->to];
        }
    }
    return far[to];
}

static void check_cycle(void *user, const edge *const *cycle, size_t length)
{
    scene *of = user;
    const edge *first = cycle[0];
    for (size_t i = 0; i < length; i++) {
        ck_assert_msg(cycle[i]->to == cycle[(i + 1) % length]->from, "seed %llu: a gap",
                      (unsigned long long)of->seed);
        for (size_t j = 0; j < i; j++) {
            ck_assert_msg(cycle[i]->from != cycle[j]->from, "seed %llu: a node twice",
                          (unsigned long long)of->seed);
        }
    }
    ck_assert_msg(length == 1 + distance(of, first->to, first->from), "seed %llu: not the shortest",
                  (unsigned long long)of->seed);
    for (size_t i = 0; i < of->edge_count; i++) {
        const edge *other = &of->edges[i];
        ck_assert_msg(!together(of, other->from, first->from) ||
                          !together(of, other->to, first->from) || other->label <= first->label,
                      "seed %llu: not the highest label", (unsigned long long)of->seed);
    }
    ck_assert_msg(!of->told[first->from], "seed %llu: told twice", (unsigned long long)of->seed);
    for (size_t i = 0; i < of->node_count; i++) {
        of->told[i] = of->told[i] || together(of, i, first->from);
    }
    of->cycles++;
}

START_TEST(each_component_gives_one_shortest_cycle)
{
    uint64_t start = chance_start_at(1);
    int cycles = 0, cases = chance_cases(20000);
    for (int i = 0; i < cases; i++) {
        scene of = {.seed = start + (uint64_t)i};
        make(&of);
        ck_assert(
            pship__each_cycle(NULL, of.node_count, of.edges, of.edge_count, check_cycle, &of));
        for (size_t node = 0; node < of.node_count; node++) {
            ck_assert_msg(of.told[node] == of.reaches[node][node], "seed %llu: node %zu",
                          (unsigned long long)of.seed, node);
        }
        cycles += of.cycles;
    }
    ck_assert(cycles > 0 || cases < 100);
}
END_TEST

static void count_cycle(void *user, const edge *const *cycle, size_t length)
{
    (void)cycle;
    *(size_t *)user = length;
}

/* Nothing is recursive: a ring of very many nodes is as good as any. */
START_TEST(a_long_ring_is_one_cycle)
{
    const uint32_t count = 200000;
    size_t length = 0;
    edge *edges = malloc(count * sizeof *edges);
    ck_assert_ptr_nonnull(edges);
    for (uint32_t i = 0; i < count; i++) {
        edges[i] = (edge){i, (i + 1) % count, i};
    }
    ck_assert(pship__each_cycle(NULL, count, edges, count, count_cycle, &length));
    ck_assert_uint_eq(length, count);
    length = 0;
    ck_assert(pship__each_cycle(NULL, count, edges, count - 1, count_cycle, &length));
    ck_assert_uint_eq(length, 0);
    free(edges);
}
END_TEST

START_TEST(nothing_at_all_has_no_cycle)
{
    size_t length = 0;
    ck_assert(pship__each_cycle(NULL, 0, NULL, 0, count_cycle, &length));
    ck_assert_uint_eq(length, 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("graph");
    TCase *all = tcase_create("all");
    tcase_add_test(all, each_component_gives_one_shortest_cycle);
    tcase_add_test(all, a_long_ring_is_one_cycle);
    tcase_add_test(all, nothing_at_all_has_no_cycle);
    suite_add_tcase(suite, all);
    return suite;
}
