/* Indicators: identities on larger random worlds, threads, and what is refused. */
#include "alloc/failing.h"
#include "trade/computed.h"
#include "trade/world_chance.h"

#include <partnership/partnership.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

/* A world of some size: flows of `countries` and `products`, with the skew of real trade. */
static pship_flows *large(uint64_t *state, pship_context *context, int countries, int products)
{
    static const pship__column_spec columns[] = {{"period", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"reporter", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"partner", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"product", PSHIP_COLUMN_DICTIONARY, NULL, 0},
                                                 {"value", PSHIP_COLUMN_FLOAT64, "USD", 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    pship_flows *flows = NULL;
    char name[16];
    ck_assert_int_eq(pship__table_builder_new(&builder, context, columns, 5, err), PSHIP_OK);
    for (int t = 0; t < 2; t++) {
        for (int i = 0; i < countries; i++) {
            for (int j = 0; j < countries; j++) {
                for (int k = 0; i != j && k < products; k++) {
                    if (chance(state, 4) > 0)
                        continue;
                    pship__add_text(builder, period_names[t]);
                    (void)snprintf(name, sizeof name, "c%02d", i);
                    pship__add_text(builder, name);
                    (void)snprintf(name, sizeof name, "c%02d", j);
                    pship__add_text(builder, name);
                    (void)snprintf(name, sizeof name, "k%03d", k);
                    pship__add_text(builder, name);
                    pship__add_number(builder, exp(chance(state, 1000) / 60.0));
                }
            }
        }
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    ck_assert_int_eq(pship_flows_from_table(&flows, table, NULL, NULL, err), PSHIP_OK);
    pship_table_free(table);
    return flows;
}

static pship_context *threads(int32_t count)
{
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.threads = count;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    return context;
}

/* Sums of a column over the rows that agree with the first of them in the named columns; nulls are zero. */
static void check_sums(const pship_table *table, const char *column, const char *const *keys,
                       size_t count, double wanted, double tolerance)
{
    double sum = 0, size = 0;
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        double value = at(table, column, i);
        sum += isnan(value) ? 0 : value;
        size += isnan(value) ? 0 : fabs(value);
        bool last = i + 1 == pship_table_rows(table);
        for (size_t key = 0; key < count && !last; key++)
            last = strcmp(cell_text(table, i, keys[key]), cell_text(table, i + 1, keys[key])) != 0;
        if (!last)
            continue;
        ck_assert_msg(fabs(sum - wanted) <= tolerance * fmax(1, size), "%s sums to %.17g", column,
                      sum);
        sum = size = 0;
    }
}

START_TEST(what_must_sum_to_zero_or_one_does)
{
    static const char *const zeros[] = {"michaely", "lafay", "nrca", "arca"};
    static const char *const ones[] = {"export_share", "import_share"};
    static const char *const partners[] = {"partner_share"};
    static const char *const by_country[] = {"period", "reporter"};
    uint64_t state = chance_start();
    pship_flows *flows = large(&state, NULL, 6, 17);
    pship_table *table = compute(flows, zeros, 4);
    for (size_t n = 0; n < 4; n++)
        check_sums(table, zeros[n], by_country, 2, 0, 1e-13);
    pship_table_free(table);
    table = compute(flows, ones, 2);
    check_sums(table, ones[0], by_country, 2, 1, 1e-13);
    check_sums(table, ones[1], by_country, 2, 1, 1e-13);
    pship_table_free(table);
    table = compute(flows, partners, 1);
    check_sums(table, partners[0], by_country, 2, 1, 1e-13);
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_change_is_the_sum_of_its_terms)
{
    static const char *const names[] = {"cmsa_change", "cmsa_world_growth", "cmsa_commodity",
                                        "cmsa_market", "cmsa_competitiveness"};
    uint64_t state = chance_start();
    pship_flows *flows = large(&state, NULL, 7, 23);
    pship_table *table = compute(flows, names, 5);
    int64_t compared = 0;
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        double change = at(table, names[0], i), sum = 0, size = 1;
        if (isnan(change))
            continue;
        for (size_t n = 1; n < 5; n++) {
            sum += at(table, names[n], i);
            size += fabs(at(table, names[n], i));
        }
        ck_assert_msg(fabs(sum - change) <= 1e-13 * size, "%.17g, not %.17g", sum, change);
        compared++;
    }
    ck_assert_int_eq(compared, 7); /* the second period */
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

START_TEST(potential_sums_to_the_trade_of_the_pair)
{
    static const char *const names[] = {"export_potential", "pair_product_exports"};
    static const char *const by_pair[] = {"period", "reporter", "partner"};
    static const char *const group[] = {"pair_exports", "group_potential"};
    uint64_t state = chance_start();
    pship_flows *flows = large(&state, NULL, 5, 11);
    pship_table *table = compute(flows, names, 2), *pairs = compute(flows, group, 2);
    double potential = 0, sold = 0;
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        potential += at(table, names[0], i);
        sold += at(table, names[1], i);
        bool last = i + 1 == pship_table_rows(table);
        for (size_t key = 0; key < 3 && !last; key++)
            last = strcmp(cell_text(table, i, by_pair[key]), cell_text(table, i + 1, by_pair[key]));
        if (!last)
            continue;
        ck_assert_double_le(fabs(potential - sold), 1e-12 * sold);
        potential = sold = 0;
    }
    for (int64_t i = 0; i < pship_table_rows(pairs); i++) {
        const double exports = at(pairs, group[0], i), expected = at(pairs, group[1], i);
        /* Where one has nothing that the other buys, nothing says how easy their trade is. */
        ck_assert(isnan(expected) ? exports == 0 : fabs(exports - expected) <= 1e-12 * exports);
    }
    ck_assert_int_eq(pship_table_rows(pairs), 2 * 5 * 4);
    pship_table_free(table);
    pship_table_free(pairs);
    pship_flows_free(flows);
}
END_TEST

START_TEST(two_names_of_one_thing_agree)
{
    static const char *const pairs[] = {"krugman", "finger_kreinin", "extensive_margin",
                                        "intensive_margin", "bilateral_market_share"};
    static const char *const countries[] = {"theil",   "theil_between", "theil_within",
                                            "shannon", "grubel_lloyd",  "trade_overlap"};
    uint64_t state = chance_start();
    pship_flows *flows = large(&state, NULL, 6, 29);
    pship_table *table = compute(flows, pairs, 5);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        ck_assert_double_eq_tol(at(table, "krugman", i), 2 * (1 - at(table, "finger_kreinin", i)),
                                1e-13);
        const double share = at(table, "bilateral_market_share", i);
        const double extensive = at(table, "extensive_margin", i);
        /* Who sells nothing there has no margin within what is sold. */
        const double intensive = extensive > 0 ? at(table, "intensive_margin", i) : 0;
        ck_assert(extensive > 0 || isnan(at(table, "intensive_margin", i)));
        ck_assert_double_eq_tol(extensive * intensive, share, 1e-13);
    }
    pship_table_free(table);
    table = compute(flows, countries, 6);
    for (int64_t i = 0; i < pship_table_rows(table); i++) {
        ck_assert_double_eq_tol(at(table, "theil", i),
                                at(table, "theil_between", i) + at(table, "theil_within", i),
                                1e-13);
        ck_assert_double_eq_tol(at(table, "shannon", i), log(29) - at(table, "theil", i), 1e-13);
        ck_assert_double_eq_tol(at(table, "grubel_lloyd", i), at(table, "trade_overlap", i), 1e-13);
    }
    pship_table_free(table);
    pship_flows_free(flows);
}
END_TEST

/* ---- each by itself: what one needs must not be prepared by another */

static pship_table *facts_of(int countries)
{
    static const pship__column_spec columns[] = {{"country", PSHIP_COLUMN_UTF8, NULL, 0},
                                                 {"gdp", PSHIP_COLUMN_FLOAT64, "USD", 0},
                                                 {"gdp_per_capita", PSHIP_COLUMN_FLOAT64, "USD", 0},
                                                 {"output", PSHIP_COLUMN_FLOAT64, "USD", 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    char name[16];
    ck_assert_int_eq(pship__table_builder_new(&builder, NULL, columns, 4, err), PSHIP_OK);
    for (int i = 0; i < countries; i++) {
        (void)snprintf(name, sizeof name, "c%02d", i);
        pship__add_text(builder, name);
        pship__add_number(builder, 1e9 + i);
        pship__add_number(builder, 5000 + 100.0 * i);
        pship__add_number(builder, 2e9 + i);
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, err), PSHIP_OK);
    return table;
}

START_TEST(each_indicator_can_be_asked_for_alone)
{
    enum { COUNTRIES = 4 };
    uint64_t state = chance_start();
    pship_flows *flows = large(&state, NULL, COUNTRIES, 9);
    pship_table *facts = facts_of(COUNTRIES), *list = NULL;
    ck_assert_int_eq(pship_indicator_list(&list, NULL, err), PSHIP_OK);
    ck_assert_int_ge(pship_table_rows(list), 90);
    for (int64_t i = 0; i < pship_table_rows(list); i++) {
        char name[64];
        const char *names[] = {name};
        pship_table *table = NULL;
        (void)pship_table_format(list, pship_table_find(list, "indicator"), i, name, sizeof name);
        ck_assert_msg(pship_indicator_compute(&table, flows, names, 1, facts, NULL, err) ==
                          PSHIP_OK,
                      "%s: %s", name, err->message);
        ck_assert_msg(pship_table_rows(table) > 0 && pship_table_find(table, name) > 0, "%s", name);
        pship_table_free(table);
    }
    pship_table_free(list);
    pship_table_free(facts);
    pship_flows_free(flows);
}
END_TEST

static void check_same_bits(const pship_table *one, const pship_table *other)
{
    ck_assert_int_eq(pship_table_rows(one), pship_table_rows(other));
    for (int32_t column = 0; column < pship_table_columns(one); column++) {
        const size_t width =
            pship_table_column_type(one, column) == PSHIP_COLUMN_DICTIONARY ? 4 : 8;
        ck_assert_mem_eq(pship_table_values(one, column), pship_table_values(other, column),
                         (size_t)pship_table_rows(one) * width);
    }
}

START_TEST(threads_change_no_bit)
{
    static const char *const dimensions[] = {"product", "country", "country_product", "pair",
                                             "pair_product"};
    const uint64_t seed = chance_start();
    pship_table *list = NULL;
    ck_assert_int_eq(pship_indicator_list(&list, NULL, err), PSHIP_OK);
    pship_flows *flows[3];
    for (int t = 0; t < 3; t++) {
        uint64_t state = seed;
        pship_context *context = threads(t + 1);
        flows[t] = large(&state, context, 9, 40);
        pship_context_free(context);
    }
    for (size_t d = 0; d < 5; d++) {
        char texts[64][64];
        const char *names[64];
        size_t count = 0;
        for (int64_t i = 0; i < pship_table_rows(list); i++) {
            const char *needs = cell_text(list, i, "needs");
            if (strcmp(cell_text(list, i, "dimension"), dimensions[d]) != 0 ||
                strstr(needs, "gdp") || strstr(needs, "output"))
                continue;
            strcpy(texts[count], cell_text(list, i, "indicator"));
            names[count] = texts[count];
            count++;
        }
        pship_table *first = compute(flows[0], names, count);
        for (int t = 1; t < 3; t++) {
            pship_table *again = compute(flows[t], names, count);
            check_same_bits(first, again);
            pship_table_free(again);
        }
        pship_table_free(first);
    }
    for (int t = 0; t < 3; t++)
        pship_flows_free(flows[t]);
    pship_table_free(list);
}
END_TEST

static int stop(void *user, const char *stage, double fraction)
{
    (void)fraction;
    (void)user;
    return strcmp(stage, "computing indicators") == 0;
}

START_TEST(computing_can_be_cancelled)
{
    static const char *const names[] = {"rca"};
    uint64_t state = 1;
    pship_context *context = NULL;
    pship_context_options options = PSHIP_CONTEXT_OPTIONS_INIT;
    options.progress = stop;
    options.threads = 2;
    ck_assert_int_eq(pship_context_new(&context, &options, err), PSHIP_OK);
    pship_flows *flows = large(&state, context, 4, 5);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_indicator_compute(&table, flows, names, 1, NULL, NULL, err),
                     PSHIP_E_CANCELLED);
    ck_assert_ptr_null(table);
    pship_flows_free(flows);
    pship_context_free(context);
}
END_TEST

typedef struct given {
    const pship_flows *flows;
    const char *name;
} given;

static pship_result ask_one(void *data, pship_error *to)
{
    const given *what = data;
    pship_table *table = NULL;
    pship_result result =
        pship_indicator_compute(&table, what->flows, &what->name, 1, NULL, NULL, to);
    pship_table_free(table);
    return result;
}

START_TEST(short_memory_is_told_and_leaks_nothing)
{
    static const char *const names[] = {"gini", "rca", "cmsa_market", "export_potential",
                                        "export_growth_least_squares"};
    heap memory;
    uint64_t state = 5;
    pship_context *context = heap_context(&memory);
    pship_flows *flows = large(&state, context, 3, 4);
    for (size_t n = 0; n < 5; n++) {
        given what = {flows, names[n]};
        heap_fail_each(&memory, ask_one, NULL, &what);
    }
    pship_flows_free(flows);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}
END_TEST

START_TEST(wrong_arguments_are_refused)
{
    static const char *const name = "rca";
    static const row list[] = {{"2025", "import", "A", "B", "x", 1, NAN, NULL, NULL}};
    pship_indicator_options options = pship_indicator_options_init();
    pship_table *table = NULL;
    pship_flows *flows = flows_of(list, 1);
    ck_assert_int_eq(pship_indicator_compute(NULL, flows, &name, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_indicator_compute(&table, NULL, &name, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_indicator_compute(&table, flows, NULL, 1, NULL, NULL, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_indicator_compute(&table, flows, &name, 1, NULL, NULL, err),
                     PSHIP_E_INVALID);
    ck_assert_str_eq(err->message, "the period '2025' has no rows of exports");
    options.size = 3;
    ck_assert_int_eq(pship_indicator_compute(&table, flows, &name, 1, NULL, &options, err),
                     PSHIP_E_ARGUMENT);
    options = pship_indicator_options_init();
    options.reporter_count = 1;
    ck_assert_int_eq(pship_indicator_compute(&table, flows, &name, 1, NULL, &options, err),
                     PSHIP_E_ARGUMENT);
    options = pship_indicator_options_init();
    options.imports = (pship_import_source)9;
    ck_assert_int_eq(pship_indicator_compute(&table, flows, &name, 1, NULL, &options, err),
                     PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_indicator_list(NULL, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_ptr_null(table);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("indicator");
    TCase *tests = tcase_create("indicator");
    tcase_add_test(tests, what_must_sum_to_zero_or_one_does);
    tcase_add_test(tests, a_change_is_the_sum_of_its_terms);
    tcase_add_test(tests, potential_sums_to_the_trade_of_the_pair);
    tcase_add_test(tests, two_names_of_one_thing_agree);
    tcase_add_test(tests, each_indicator_can_be_asked_for_alone);
    tcase_add_test(tests, threads_change_no_bit);
    tcase_add_test(tests, computing_can_be_cancelled);
    tcase_add_test(tests, short_memory_is_told_and_leaks_nothing);
    tcase_add_test(tests, wrong_arguments_are_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
