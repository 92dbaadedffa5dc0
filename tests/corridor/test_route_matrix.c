/* Matrices of best routes: held against lists of all routes, the same for any number of threads, cancelled. */
#include "slow_routes.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;
static slow_route found[SLOW_MOST];

static double number(const pship_table *table, const char *column, int64_t row)
{
    const int32_t at = pship_table_find(table, column);
    return pship_table_is_null(table, at, row) ? (double)NAN : pship_table_number(table, at, row);
}

static bool same(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) == isnan(b) : fabs(a - b) <= 1e-9 * (1 + fabs(a));
}

/* The best by hours, and whether another one is as good. */
static const slow_route *best_of(int count, bool *tie)
{
    const slow_route *best = NULL;
    *tie = false;
    for (int i = 0; i < count; i++) {
        if (!best || found[i].hours < best->hours) {
            best = &found[i];
            *tie = false;
        } else if (found[i].hours == best->hours) {
            *tie = true;
        }
    }
    return best;
}

static void check_network(const slow_network *n, const pship_network *network)
{
    const char *origins[SLOW_PLACES];
    pship_matrix_options options = PSHIP_MATRIX_OPTIONS_INIT;
    pship_table *table = NULL;
    for (int p = 0; p < n->places; p++)
        origins[p] = slow_names[n->places - 1 - p];
    options.origins = origins;
    options.origin_count = roll(3) ? (size_t)n->places : 0;
    options.destinations = slow_names;
    options.destination_count = (size_t)1 + (size_t)roll(n->places);
    options.with_measures = roll(2);
    ck_assert_msg(pship_network_matrix(&table, network, NULL, &options, err) == PSHIP_OK, "%s",
                  failure.message);
    const int columns = (int)options.destination_count;
    ck_assert_int_eq(pship_table_rows(table), n->places * columns);
    for (int64_t row = 0; row < pship_table_rows(table); row++) {
        const int place = (int)row / columns;
        const int origin = options.origin_count ? n->places - 1 - place : place;
        const int destination = (int)row % columns;
        bool tie = false;
        const slow_route *best = NULL;
        if (origin != destination)
            best = best_of(slow_routes(n, origin, destination, 0, found), &tie);
        const double wanted = origin == destination ? 0 : best ? best->hours : (double)NAN;
        ck_assert_msg(same(number(table, "weight", row), wanted), "%s to %s: %g, not %g",
                      slow_names[origin], slow_names[destination], number(table, "weight", row),
                      wanted);
        if (options.with_measures)
            ck_assert(same(number(table, "time_h", row), wanted));
        if (options.with_measures && best && !tie) {
            ck_assert(same(number(table, "cost", row), best->fee));
            ck_assert(same(number(table, "spread_h", row), best->spread));
            ck_assert(number(table, "links", row) == best->count);
        }
    }
    pship_table_free(table);
}

START_TEST(matrices_have_the_best_of_all_routes)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(2000);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        const slow_network n = slow_chance(false);
        pship_network *network = slow_build(&n);
        check_network(&n, network);
        pship_network_free(network);
    }
}
END_TEST

typedef struct watch {
    int calls, most;
} watch;

static int count_calls(void *user, const char *stage, double fraction)
{
    watch *calls = user;
    ck_assert(fraction <= 1);
    return strcmp(stage, "measuring routes") == 0 && ++calls->calls > calls->most;
}

/* A grid of so many places a side, whose links take times of chance. */
static pship_network *grid(int side, int threads, watch *calls)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.threads = threads;
    options.progress = count_calls;
    options.progress_user = calls;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    making m = {pship__network_builder_new(context)};
    pship_context_free(context);
    for (int i = 0; i < side * side; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "%d", i);
        (void)make_place(&m, id);
    }
    chance_seed(7);
    for (int i = 0; i < side * side; i++) {
        const int next[2] = {i % side + 1 < side ? i + 1 : -1,
                             i + side < side * side ? i + side : -1};
        for (int d = 0; d < 4; d++) {
            if (next[d / 2] < 0)
                continue;
            const uint32_t a = (uint32_t)(d % 2 ? i : next[d / 2]),
                           b = (uint32_t)(d % 2 ? next[d / 2] : i);
            uint32_t link = pship__network_builder_link(m.builder, NULL, a, b, NULL);
            make_number(&m, NETWORK_LINK, link, "time_h", (double)roll(1 << 20) / 1024);
        }
    }
    return finish_making(&m);
}

START_TEST(any_number_of_threads_gives_the_same)
{
    pship_table *tables[3] = {NULL};
    static const int threads[3] = {1, 2, 7};
    watch calls = {0, 1 << 30};
    for (int t = 0; t < 3; t++) {
        pship_network *network = grid(15, threads[t], &calls);
        ck_assert_int_eq(pship_network_matrix(&tables[t], network, NULL, NULL, err), PSHIP_OK);
        pship_network_free(network);
    }
    ck_assert_int_eq(pship_table_rows(tables[0]), 225 * 225);
    for (int64_t row = 0; row < pship_table_rows(tables[0]); row++) {
        ck_assert_double_eq(number(tables[0], "weight", row), number(tables[1], "weight", row));
        ck_assert_double_eq(number(tables[0], "weight", row), number(tables[2], "weight", row));
    }
    for (int t = 0; t < 3; t++)
        pship_table_free(tables[t]);
}
END_TEST

START_TEST(measuring_can_be_cancelled_at_any_call)
{
    for (int threads = 1; threads <= 3; threads++) {
        for (int most = 0; most < 3; most++) {
            watch calls = {0, most};
            pship_table *table = NULL;
            pship_network *network = grid(most == 0 ? 5 : 40, threads, &calls);
            pship_result result = pship_network_matrix(&table, network, NULL, NULL, err);
            /* It may be done before it is asked so often. */
            ck_assert(result == PSHIP_E_CANCELLED || (result == PSHIP_OK && calls.calls <= most));
            ck_assert(most > 0 || result == PSHIP_E_CANCELLED);
            ck_assert((table != NULL) == (result == PSHIP_OK));
            pship_table_free(table);
            pship_network_free(network);
        }
    }
}
END_TEST

START_TEST(what_cannot_be_asked_is_refused)
{
    making m = begin_making();
    make_link(&m, "a", "A", "B", NULL, (double)NAN);
    pship_network *network = finish_making(&m);
    pship_matrix_options options = PSHIP_MATRIX_OPTIONS_INIT;
    pship_weighting weighting = PSHIP_WEIGHTING_INIT;
    const char *const places[] = {"A", "Baku"};
    pship_table *table = NULL;
    ck_assert_int_eq(pship_network_matrix(&table, network, NULL, NULL, err), PSHIP_E_INVALID);
    ck_assert_int_eq(pship_network_matrix(NULL, network, NULL, NULL, err), PSHIP_E_ARGUMENT);
    weighting.by = "links";
    options.origins = places;
    options.origin_count = 2;
    ck_assert_int_eq(pship_network_matrix(&table, network, &weighting, &options, err),
                     PSHIP_E_NOT_FOUND);
    ck_assert_str_eq(failure.message, "the network has no place \"Baku\"");
    options.origins = NULL;
    ck_assert_int_eq(pship_network_matrix(&table, network, &weighting, &options, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_network_free(network);
}
END_TEST

Suite *test_suite(void)
{
    TCase *tests = tcase_create("route_matrix");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, matrices_have_the_best_of_all_routes);
    tcase_add_test(tests, any_number_of_threads_gives_the_same);
    tcase_add_test(tests, measuring_can_be_cancelled_at_any_call);
    tcase_add_test(tests, what_cannot_be_asked_is_refused);
    Suite *suite = suite_create("route_matrix");
    suite_add_tcase(suite, tests);
    return suite;
}
