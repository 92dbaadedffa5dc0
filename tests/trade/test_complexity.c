/* Complexity of random worlds against a slow computation; threads; short memory. */
#include "alloc/failing.h"
#include "trade/world_chance.h"

#include <partnership/partnership.h>
#include <trade/product_space.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

enum { MOST = 12, WIDE = 400 };

/* ---- exports of countries, as a matrix and as flows */

typedef struct grid {
    size_t countries, products;
    double exports[MOST][WIDE];
} grid;

static void grid_make(grid *made, uint64_t *state, size_t countries, size_t products)
{
    made->countries = countries;
    made->products = products;
    for (size_t i = 0; i < countries; i++) {
        for (size_t k = 0; k < products; k++)
            made->exports[i][k] = chance(state, 3) ? exp(chance(state, 1000) / 150.0) : 0;
        made->exports[i][chance(state, (uint32_t)products)] += 5;
    }
}

static pship_flows *grid_flows(const grid *of, pship_context *context)
{
    static const pship__column_spec columns[] = {{"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"reporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"value", PSHIP_COLUMN_FLOAT64, "USD", 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_flows *flows = NULL;
    char name[32];
    ck_assert_int_eq(pship__table_builder_new(&builder, context, columns, 5, err), PSHIP_OK);
    for (size_t i = 0; i < of->countries; i++) {
        for (size_t k = 0; k < of->products; k++) {
            if (of->exports[i][k] == 0)
                continue;
            pship__add_text(builder, "2025");
            (void)snprintf(name, sizeof name, "c%02u", (unsigned)i % 100);
            pship__add_text(builder, name);
            pship__add_text(builder, "world");
            (void)snprintf(name, sizeof name, "k%03u", (unsigned)k % 1000);
            pship__add_text(builder, name);
            pship__add_number(builder, of->exports[i][k]);
        }
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, NULL, err), PSHIP_OK);
    pship_table_free(table);
    return flows;
}

/* ---- the slow computation */

/* Eigenvectors of a symmetric matrix by rotations (Jacobi), columns of `vectors`. */
static void jacobi(double a[MOST][MOST], double vectors[MOST][MOST], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            vectors[i][j] = i == j;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
        for (size_t p = 0; p < n; p++) {
            for (size_t q = p + 1; q < n; q++) {
                if (a[p][q] == 0)
                    continue;
                double turn = (a[q][q] - a[p][p]) / (2 * a[p][q]);
                double t = (turn < 0 ? -1 : 1) / (fabs(turn) + sqrt(turn * turn + 1));
                double c = 1 / sqrt(t * t + 1), s = t * c;
                for (size_t k = 0; k < n; k++) {
                    double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x - s * y;
                    a[k][q] = s * x + c * y;
                }
                for (size_t k = 0; k < n; k++) {
                    double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x - s * y;
                    a[q][k] = s * x + c * y;
                    x = vectors[k][p], y = vectors[k][q];
                    vectors[k][p] = c * x - s * y;
                    vectors[k][q] = s * x + c * y;
                }
            }
        }
    }
}

typedef struct slow_space {
    bool has[MOST][WIDE];
    double rca[MOST][WIDE], density[MOST][WIDE];
    double diversity[MOST], ubiquity[WIDE], eci[MOST], pci[WIDE], coi[MOST];
    double second, third;
    bool whole; /* every country and product takes part, and they are connected */
} slow_space;

static void slow_advantage(slow_space *of, const grid *from)
{
    double total = 0, country[MOST] = {0}, product[WIDE] = {0};
    memset(of, 0, sizeof *of);
    of->whole = true;
    for (size_t i = 0; i < from->countries; i++) {
        for (size_t k = 0; k < from->products; k++) {
            total += from->exports[i][k];
            country[i] += from->exports[i][k];
            product[k] += from->exports[i][k];
        }
    }
    for (size_t i = 0; i < from->countries; i++) {
        for (size_t k = 0; k < from->products; k++) {
            of->rca[i][k] = from->exports[i][k] / country[i] / (product[k] / total);
            of->has[i][k] = of->rca[i][k] >= 1;
            of->diversity[i] += of->has[i][k];
            of->ubiquity[k] += of->has[i][k];
            /* What rounding decides is left to others. */
            of->whole = of->whole && fabs(of->rca[i][k] - 1) > 1e-9;
        }
    }
    for (size_t k = 0; k < from->products; k++)
        of->whole = of->whole && product[k] > 0 && of->ubiquity[k] > 0;
}

static void slow_density(slow_space *of, const grid *from)
{
    for (size_t k = 0; k < from->products; k++) {
        double all = 0, own[MOST] = {0};
        for (size_t l = 0; l < from->products; l++) {
            double both = 0;
            for (size_t i = 0; i < from->countries; i++)
                both += of->has[i][k] && of->has[i][l];
            double near = fmin(both / of->ubiquity[k], both / of->ubiquity[l]);
            all += near;
            for (size_t i = 0; i < from->countries; i++)
                own[i] += of->has[i][l] ? near : 0;
        }
        for (size_t i = 0; i < from->countries; i++)
            of->density[i][k] = own[i] / all;
    }
}

static void slow_index(slow_space *of, const grid *from)
{
    const size_t n = from->countries;
    double matrix[MOST][MOST] = {{0}}, vectors[MOST][MOST] = {{0}}, raw[WIDE];
    double mean = 0, spread = 0, with = 0;
    double diversity = 0;
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            matrix[a][b] = 0;
            for (size_t k = 0; k < from->products; k++)
                matrix[a][b] +=
                    of->has[a][k] && of->has[b][k]
                        ? 1 / (of->ubiquity[k] * sqrt(of->diversity[a]) * sqrt(of->diversity[b]))
                        : 0;
        }
    }
    jacobi(matrix, vectors, n);
    size_t order[MOST] = {0};
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && matrix[order[at - 1]][order[at - 1]] < matrix[i][i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    of->second = matrix[order[1]][order[1]];
    of->third = n > 2 ? matrix[order[2]][order[2]] : 0;
    for (size_t k = 0; k < from->products; k++) {
        raw[k] = 0;
        for (size_t i = 0; i < n; i++)
            raw[k] += of->has[i][k] ? vectors[i][order[1]] / sqrt(of->diversity[i]) : 0;
        raw[k] /= of->ubiquity[k];
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < from->products; k++)
            of->eci[i] += of->has[i][k] ? raw[k] / of->diversity[i] : 0;
        mean += of->eci[i] / (double)n;
        diversity += of->diversity[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        spread += (of->eci[i] - mean) * (of->eci[i] - mean) / (double)n;
        with += (of->eci[i] - mean) * (of->diversity[i] - diversity);
    }
    const double sign = with < 0 ? -1 : 1;
    of->whole =
        of->whole && of->second < 1 - 1e-9 && of->second - of->third > 1e-3 && fabs(with) > 1e-6;
    double coi_mean = 0, coi_spread = 0;
    for (size_t i = 0; i < n; i++) {
        of->eci[i] = sign * (of->eci[i] - mean) / sqrt(spread);
        for (size_t k = 0; k < from->products; k++)
            of->coi[i] += of->has[i][k] ? 0 : of->density[i][k] * raw[k] * sign;
        coi_mean += of->coi[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++)
        coi_spread += (of->coi[i] - coi_mean) * (of->coi[i] - coi_mean) / (double)n;
    for (size_t i = 0; i < n; i++)
        of->coi[i] = (of->coi[i] - coi_mean) / sqrt(coi_spread);
    for (size_t k = 0; k < from->products; k++)
        of->pci[k] = sign * (raw[k] - mean) / sqrt(spread);
}

static pship_complexity *build(const pship_flows *flows)
{
    pship_complexity *made = NULL;
    pship_result result = pship_complexity_build(&made, flows, NULL, NULL, err);
    ck_assert_msg(result == PSHIP_OK, "%s", err->message);
    return made;
}

static double number(const pship_table *table, const char *column, size_t at)
{
    return pship_table_number(table, pship_table_find(table, column), (int64_t)at);
}

static void check_whole(const pship_complexity *made, const slow_space *slow, const grid *from)
{
    pship_table *countries = NULL, *products = NULL, *both = NULL;
    ck_assert_int_eq(pship_complexity_countries(&countries, made, err), PSHIP_OK);
    ck_assert_int_eq(pship_complexity_products(&products, made, err), PSHIP_OK);
    ck_assert_int_eq(pship_complexity_country_products(&both, made, err), PSHIP_OK);
    ck_assert_int_eq(pship_table_rows(countries), (int64_t)from->countries);
    ck_assert_int_eq(pship_table_rows(products), (int64_t)from->products);
    for (size_t i = 0; i < from->countries; i++) {
        ck_assert_double_eq(number(countries, "diversity", i), slow->diversity[i]);
        ck_assert_double_eq_tol(number(countries, "eci", i), slow->eci[i], 1e-9);
        ck_assert_double_eq_tol(number(countries, "coi", i), slow->coi[i], 1e-7);
        for (size_t k = 0; k < from->products; k++) {
            const size_t at = i * from->products + k;
            ck_assert_double_eq_tol(number(both, "density", at), slow->density[i][k], 1e-12);
            ck_assert_double_eq_tol(number(both, "rca", at), slow->rca[i][k],
                                    1e-12 * fmax(1, slow->rca[i][k]));
        }
    }
    for (size_t k = 0; k < from->products; k++) {
        ck_assert_double_eq(number(products, "ubiquity", k), slow->ubiquity[k]);
        ck_assert_double_eq_tol(number(products, "pci", k), slow->pci[k],
                                1e-9 * fmax(1, fabs(slow->pci[k])));
    }
    pship_table_free(countries);
    pship_table_free(products);
    pship_table_free(both);
}

START_TEST(random_worlds_come_to_what_is_computed_slowly)
{
    uint64_t state = chance_start();
    grid *from = malloc(sizeof *from);
    slow_space *slow = malloc(sizeof *slow);
    int compared = 0;
    for (int round = 0, rounds = chance_cases(300); round < rounds; round++) {
        grid_make(from, &state, 3 + chance(&state, MOST - 2), 3 + chance(&state, 30));
        slow_advantage(slow, from);
        if (!slow->whole)
            continue;
        slow_density(slow, from);
        slow_index(slow, from);
        if (!slow->whole)
            continue;
        pship_flows *flows = grid_flows(from, NULL);
        pship_complexity *made = build(flows);
        ck_assert_double_eq_tol(made->second, slow->second, 1e-12);
        ck_assert_double_eq_tol(made->third, fmax(slow->third, 0), 1e-12);
        ck_assert_double_le(made->residual, 1e-13);
        check_whole(made, slow, from);
        pship_complexity_free(made);
        pship_flows_free(flows);
        compared++;
    }
    printf("# %d compared\n", compared);
    ck_assert_int_gt(compared, 0);
    free(from);
    free(slow);
}
END_TEST

START_TEST(the_solver_finds_known_eigenvalues)
{
    /* 2 on the diagonal and -1 beside it: 2 - 2 cos(k pi / (n + 1)). */
    enum { SIZE = 40 };
    static double matrix[SIZE * SIZE], vector[SIZE];
    double largest = 0, next = 0;
    for (size_t size = 1; size <= SIZE; size++) {
        for (size_t i = 0; i < size * size; i++)
            matrix[i] = i / size == i % size ? 2 : 0;
        for (size_t i = 0; i + 1 < size; i++)
            matrix[i * size + i + 1] = matrix[(i + 1) * size + i] = -1;
        ck_assert_int_eq(pship__eigen_largest(matrix, size, &largest, &next, vector, NULL, NULL),
                         PSHIP_OK);
        const double angle = acos(-1) / (double)(size + 1);
        ck_assert_double_eq_tol(largest, 2 - 2 * cos((double)size * angle), 1e-14);
        if (size > 1)
            ck_assert_double_eq_tol(next, 2 - 2 * cos((double)(size - 1) * angle), 1e-14);
        const double sign = vector[0] * sin((double)size * angle) < 0 ? -1 : 1;
        for (size_t i = 0; i < size; i++)
            ck_assert_double_eq_tol(
                vector[i],
                sign * sqrt(2 / (double)(size + 1)) * sin((double)((i + 1) * size) * angle), 1e-12);
    }
    memset(matrix, 0, sizeof matrix); /* nothing to find, and nothing breaks */
    ck_assert_int_eq(pship__eigen_largest(matrix, SIZE, &largest, &next, vector, NULL, NULL),
                     PSHIP_OK);
    ck_assert_double_eq_tol(largest, 0, 1e-300);
}
END_TEST

static void same_bits(const pship_table *now, const pship_table *before, const char *column)
{
    int32_t at = pship_table_find(now, column);
    const double *one = pship_table_values(now, at), *other = pship_table_values(before, at);
    ck_assert_msg(at >= 0 && one && other, "%s", column);
    ck_assert_int_eq(pship_table_rows(now), pship_table_rows(before));
    for (int64_t i = 0; i < pship_table_rows(now); i++) {
        ck_assert_int_eq(pship_table_is_null(now, at, i), pship_table_is_null(before, at, i));
        if (!pship_table_is_null(now, at, i))
            ck_assert_msg(memcmp(&one[i], &other[i], sizeof *one) == 0, "%s, row %d", column,
                          (int)i);
    }
}

START_TEST(threads_change_no_bit)
{
    static const struct {
        pship_result (*ask)(pship_table **table, const pship_complexity *of, pship_error *to);
        const char *columns[5];
    } questions[] = {
        {pship_complexity_country_products, {"rca", "density", "distance", "cog"}},
        {pship_complexity_countries, {"eci", "coi", "fitness"}},
        {pship_complexity_products, {"pci", "quality"}},
    };
    enum { QUESTIONS = sizeof questions / sizeof *questions };
    uint64_t state = chance_start();
    grid *from = malloc(sizeof *from);
    grid_make(from, &state, MOST, WIDE);
    pship_table *before[QUESTIONS] = {NULL};
    for (int32_t count = 1; count <= 3; count++) {
        pship_context *context = NULL;
        pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
        options.threads = count;
        ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
        pship_flows *flows = grid_flows(from, context);
        pship_complexity *made = build(flows);
        for (size_t i = 0; i < QUESTIONS; i++) {
            pship_table *now = NULL;
            ck_assert_int_eq(questions[i].ask(&now, made, err), PSHIP_OK);
            for (size_t c = 0; before[i] && questions[i].columns[c]; c++)
                same_bits(now, before[i], questions[i].columns[c]);
            pship_table_free(before[i]);
            before[i] = now;
        }
        pship_complexity_free(made);
        pship_flows_free(flows);
        pship_context_free(context);
    }
    for (size_t i = 0; i < QUESTIONS; i++)
        pship_table_free(before[i]);
    free(from);
}
END_TEST

static pship_result build_and_ask(void *data, pship_error *to)
{
    const pship_flows *flows = data;
    pship_complexity *made = NULL;
    pship_table *tables[6] = {NULL};
    pship_result result = pship_complexity_build(&made, flows, NULL, NULL, to);
    if (result == PSHIP_OK)
        result = pship_complexity_countries(&tables[0], made, to);
    if (result == PSHIP_OK)
        result = pship_complexity_products(&tables[1], made, to);
    if (result == PSHIP_OK)
        result = pship_complexity_country_products(&tables[2], made, to);
    if (result == PSHIP_OK)
        result = pship_complexity_proximity(&tables[3], made, 0, to);
    if (result == PSHIP_OK)
        result = pship_complexity_dropped(&tables[4], made, to);
    if (result == PSHIP_OK)
        result = pship_complexity_summary(&tables[5], made, to);
    for (size_t i = 0; i < 6; i++)
        pship_table_free(tables[i]);
    pship_complexity_free(made);
    return result;
}

START_TEST(short_memory_is_told_and_leaks_nothing)
{
    heap memory;
    uint64_t state = 3;
    pship_context *context = heap_context(&memory);
    grid *from = malloc(sizeof *from);
    grid_make(from, &state, 4, 6);
    pship_flows *flows = grid_flows(from, context);
    heap_fail_each(&memory, build_and_ask, NULL, flows);
    pship_flows_free(flows);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
    free(from);
}
END_TEST

/* The summary of a world, and its sign and residual as text. */
static void summary_is(const grid *of, const char *sign, bool has_residual)
{
    pship_flows *flows = grid_flows(of, NULL);
    pship_complexity *made = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship_complexity_build(&made, flows, NULL, NULL, err), PSHIP_OK);
    ck_assert_int_eq(pship_complexity_summary(&table, made, err), PSHIP_OK);
    ck_assert_str_eq(cell_text(table, 0, "sign"), sign);
    ck_assert_int_eq(cell_text(table, 0, "residual")[0] != '\0', has_residual);
    ck_assert_int_eq(pship_table_is_null(table, pship_table_find(table, "residual"), 0),
                     !has_residual);
    pship_table_free(table);
    pship_complexity_free(made);
    pship_flows_free(flows);
}

START_TEST(what_has_no_index_has_no_sign)
{
    const grid one = {.countries = 1, .products = 2, .exports = {{3, 4}}};
    const grid apart = {.countries = 2, .products = 2, .exports = {{3, 0}, {0, 4}}};
    /* Three countries in a ring: the second eigenvalue is the third. */
    const grid ring = {.countries = 3, .products = 3, .exports = {{1, 1, 0}, {0, 1, 1}, {1, 0, 1}}};
    const grid chain = {
        .countries = 3, .products = 3, .exports = {{5, 5, 0}, {0, 5, 5}, {0, 0, 9}}};
    summary_is(&one, "", false);
    summary_is(&apart, "", false);
    summary_is(&ring, "", false);
    summary_is(&chain, "diversity", true);
}
END_TEST

START_TEST(wrong_arguments_are_refused)
{
    static const row list[] = {{"2025", "import", "A", "B", "x", 1, NAN, NULL, NULL}};
    pship_complexity_options options = pship_complexity_options_init();
    pship_complexity *made = NULL;
    pship_table *table = NULL;
    pship_flows *flows = flows_of(list, 1);
    ck_assert_int_eq(pship_complexity_build(NULL, flows, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_complexity_build(&made, NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_complexity_build(&made, flows, NULL, NULL, err), PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "no country of the period '2025' is left");
    options.size = 1;
    ck_assert_int_eq(pship_complexity_build(&made, flows, NULL, &options, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_complexity_countries(&table, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_complexity_proximity(NULL, NULL, 0, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(made);
    ck_assert_ptr_null(table);
    pship_complexity_free(NULL);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("complexity");
    TCase *tests = tcase_create("complexity");
    tcase_add_test(tests, random_worlds_come_to_what_is_computed_slowly);
    tcase_add_test(tests, the_solver_finds_known_eigenvalues);
    tcase_add_test(tests, threads_change_no_bit);
    tcase_add_test(tests, short_memory_is_told_and_leaks_nothing);
    tcase_add_test(tests, what_has_no_index_has_no_sign);
    tcase_add_test(tests, wrong_arguments_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
