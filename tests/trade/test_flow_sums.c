/* Partial sums: however rows are split, merged, sent and threaded, the answer is that of one aggregation. */
#include "chance.h"
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <stdio.h>
#include <stdlib.h>

Suite *test_suite(void);

static pship_error failure = PSHIP_ERROR_INIT;
static pship_error *const err = &failure;

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_OK(call) ck_assert_msg((call) == PSHIP_OK, "%s: %s", #call, failure.message)

/* Values of very different sizes, so that naive sums would differ by their order. */
static row any_row(void)
{
    static const char *const periods[] = {"2023", "2024", "2025"};
    static const char *const directions[] = {"import", "export"};
    static const char *const countries[] = {"031", "842", "268", "380"};
    static const char *const products[] = {"2709", "2710", "8471", "8802", "0805"};
    static const char *const units[] = {"t", "t", "t", "kg", NULL};
    const double value = ldexp((double)draw(1000000) + 0.1, (int)draw(80) - 40);
    return (row){periods[draw(3)],
                 directions[draw(2)],
                 countries[draw(4)],
                 countries[draw(4)],
                 products[draw(5)],
                 draw(20) ? value : (double)NAN,
                 draw(10) ? value / 3 : (double)NAN,
                 units[draw(5)],
                 NULL};
}

static const char *const all_keys[] = {"period", "direction", "reporter", "partner", "product"};

/* Some keys, and now and then filters, shares, a base. */
static pship_aggregate_options any_options(const char **by, const pship_mapping *mapping)
{
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    static const char *const some[] = {"031", "842"}, *const turnover[] = {"import", "export"};
    options.directions = turnover;
    options.direction_count = 2;
    const uint32_t keys = draw(32);
    for (uint32_t i = 0; i < 5; i++) {
        if (keys >> i & 1)
            by[options.by_count++] = all_keys[i];
    }
    options.by = by;
    if (draw(3) == 0) {
        options.reporters = some;
        options.reporter_count = 2;
    }
    if (keys & 1 && draw(2))
        options.base_years = 1;
    if (options.by_count > 0 && draw(2)) {
        options.shares = true;
        options.share_of = by;
        options.share_of_count = draw((uint32_t)options.by_count + 1);
    }
    if (keys & 16 && draw(2))
        options.mapping = mapping;
    else if (keys & 16 && draw(2))
        options.product_digits = 3;
    return options;
}

static pship_mapping *mapping_of(void)
{
    static const char *const from[] = {"2709", "8471", "8471"};
    static const char *const to[] = {"energy", "machines", "ict"};
    static const double weights[] = {1, 0.7, 0.3};
    pship_mapping *mapping = NULL;
    IS_OK(pship_mapping_new(&mapping, NULL, from, to, weights, 3, NULL, err));
    return mapping;
}

/* All cells: numbers by their bits. */
static void same_tables(const pship_table *a, const pship_table *b)
{
    ck_assert_int_eq(pship_table_rows(a), pship_table_rows(b));
    ck_assert_int_eq(pship_table_columns(a), pship_table_columns(b));
    for (int32_t column = 0; column < pship_table_columns(a); column++) {
        const bool number = pship_table_column_type(a, column) == PSHIP_COLUMN_FLOAT64;
        for (int64_t at = 0; at < pship_table_rows(a); at++) {
            char first[64], second[64];
            const double x = pship_table_number(a, column, at),
                         y = pship_table_number(b, column, at);
            (void)pship_table_format(a, column, at, first, sizeof first);
            (void)pship_table_format(b, column, at, second, sizeof second);
            ck_assert_str_eq(first, second);
            ck_assert(!number || memcmp(&x, &y, sizeof x) == 0 || (isnan(x) && isnan(y)));
        }
    }
}

static void free_all(pship_flow_sums **sums, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pship_flow_sums_free(sums[i]);
}

/* Rows are dealt to several sums, each fed in several batches; the sums are merged in a random order, some by way of
 * their state. */
static void check_split(void)
{
    row rows[60];
    const char *by[5];
    pship_mapping *mapping = mapping_of();
    pship_table *whole = NULL, *merged = NULL, *state = NULL;
    const size_t count = draw(60), parts = 1 + draw(4);
    pship_flow_sums *sums[5] = {NULL}, *one = NULL;
    const pship_aggregate_options options = any_options(by, mapping);
    for (size_t i = 0; i < count; i++)
        rows[i] = any_row();
    IS_OK(pship_flow_sums_new(&one, NULL, &options, err));
    pship_flows *flows = flows_of(rows, count);
    IS_OK(pship_flow_sums_update(one, flows, err));
    pship_flows_free(flows);
    for (size_t i = 0; i < parts; i++)
        IS_OK(pship_flow_sums_new(&sums[i], NULL, &options, err));
    for (size_t i = 0; i < count;) {
        const size_t batch = 1 + draw((uint32_t)(count - i));
        flows = flows_of(rows + i, batch);
        IS_OK(pship_flow_sums_update(sums[draw((uint32_t)parts)], flows, err));
        pship_flows_free(flows);
        i += batch;
    }
    for (size_t left = parts; left > 1; left--) {
        const size_t from = draw((uint32_t)left);
        pship_flow_sums *last = sums[left - 1];
        sums[left - 1] = sums[from];
        sums[from] = last;
        if (draw(2)) {
            IS_OK(pship_flow_sums_merge(sums[0], sums[left - 1], err));
        } else {
            IS_OK(pship_flow_sums_state(&state, sums[left - 1], err));
            IS_OK(pship_flow_sums_load(sums[0], state, err));
            pship_table_free(state);
        }
    }
    IS_OK(pship_flow_sums_finish(&whole, one, err));
    IS_OK(pship_flow_sums_finish(&merged, sums[0], err));
    same_tables(whole, merged);
    pship_table_free(whole);
    pship_table_free(merged);
    IS_OK(pship_flow_sums_unmapped(&whole, one, err));
    IS_OK(pship_flow_sums_unmapped(&merged, sums[0], err));
    same_tables(whole, merged);
    pship_table_free(whole);
    pship_table_free(merged);
    pship_mapping_free(mapping);
    pship_flow_sums_free(one);
    free_all(sums, parts);
}

START_TEST(splits_and_merges_in_any_order_give_one_answer)
{
    const uint64_t start = chance_start();
    const int cases = chance_cases(200);
    for (int i = 0; i < cases; i++) {
        chance_seed(start + (uint64_t)i);
        check_split();
    }
}
END_TEST

START_TEST(one_thread_and_two_give_the_same_bits)
{
    enum { ROWS = 140000 }; /* three blocks */
    pship_context *context = NULL;
    pship_context_options two = PSHIP_CONTEXT_OPTIONS_INIT;
    row *list = room(ROWS * sizeof *list);
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    options.by = all_keys + 1;
    options.by_count = 3;
    chance_seed(7);
    for (int i = 0; i < ROWS; i++)
        list[i] = any_row();
    pship_flows *flows = flows_of(list, ROWS);
    pship_table *one = NULL, *both = NULL;
    two.threads = 2;
    IS_OK(pship_context_new(&context, &two, err));
    /* The same rows, held by a context of two threads. */
    pship_flows *threaded = flows_with(context, list, ROWS);
    IS_OK(pship_flows_aggregate(&one, flows, &options, err));
    IS_OK(pship_flows_aggregate(&both, threaded, &options, err));
    ck_assert_int_eq(pship_table_rows(one), 2 * 4 * 4);
    same_tables(one, both);
    pship_table_free(one);
    pship_table_free(both);
    pship_flows_free(flows);
    pship_flows_free(threaded);
    pship_context_free(context);
    free(list);
}
END_TEST

START_TEST(sums_of_other_units_and_keys_are_refused_and_nothing_changes)
{
    static const row list[] = {{"2024", "export", "031", "842", "2709", 1.5, 2, "t", NULL}};
    pship_flows *flows = flows_of(list, 1), *euros = NULL;
    pship_table *rows = table_of(list, 1), *before = NULL, *after = NULL;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_flow_sums *sums = NULL, *other = NULL;
    pship_aggregate_options by_partner = PSHIP_AGGREGATE_OPTIONS_INIT;
    by_partner.by = all_keys + 3;
    by_partner.by_count = 1;
    about.value_unit = "EUR";
    IS_OK(pship_flows_from_table(&euros, rows, NULL, &about, err));
    IS_OK(pship_flow_sums_new(&sums, NULL, NULL, err));
    IS_OK(pship_flow_sums_new(&other, NULL, &by_partner, err));
    IS_OK(pship_flow_sums_update(sums, flows, err));
    IS_OK(pship_flow_sums_finish(&before, sums, err));
    ck_assert_int_eq(pship_flow_sums_update(sums, euros, err), PSHIP_E_CONFLICT);
    ck_assert_str_eq(failure.message,
                     "values in 'EUR' cannot be added to values in 'USD thousand'");
    ck_assert_int_eq(pship_flow_sums_merge(sums, other, err), PSHIP_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(failure.message, "by partner"));
    pship_table *state = NULL;
    IS_OK(pship_flow_sums_update(other, flows, err));
    IS_OK(pship_flow_sums_state(&state, other, err));
    ck_assert_int_eq(pship_flow_sums_load(sums, state, err), PSHIP_E_CONFLICT);
    ck_assert_int_eq(pship_flow_sums_load(sums, rows, err), PSHIP_E_NOT_FOUND);
    IS_OK(pship_flow_sums_finish(&after, sums, err));
    same_tables(before, after);
    ck_assert_int_eq(pship_flow_sums_update(NULL, flows, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flow_sums_merge(sums, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flow_sums_load(sums, NULL, err), PSHIP_E_ARGUMENT);
    ck_assert_int_eq(pship_flow_sums_new(NULL, NULL, NULL, err), PSHIP_E_ARGUMENT);
    pship_flow_sums_free(NULL);
    pship_table_free(state);
    pship_table_free(before);
    pship_table_free(after);
    pship_table_free(rows);
    pship_flow_sums_free(sums);
    pship_flow_sums_free(other);
    pship_flows_free(flows);
    pship_flows_free(euros);
}
END_TEST

static pship_flows *flows_by(const char *classification)
{
    static const row list[] = {{"2024", "export", "031", "842", "2709", 1.5, 2, "t", NULL}};
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_table *rows = table_of(list, 1);
    pship_flows *flows = NULL;
    about.classification = classification;
    IS_OK(pship_flows_from_table(&flows, rows, NULL, &about, err));
    pship_table_free(rows);
    return flows;
}

/* Adds flows of a classification: as such, merged from other sums, or as a state of those. */
static pship_result add_by(pship_flow_sums *sums, const char *classification, int way)
{
    pship_flows *flows = flows_by(classification);
    pship_flow_sums *other = NULL;
    pship_table *state = NULL;
    IS_OK(pship_flow_sums_new(&other, NULL, NULL, err));
    IS_OK(pship_flow_sums_update(other, flows, err));
    IS_OK(pship_flow_sums_state(&state, other, err));
    const pship_result result = way == 0   ? pship_flow_sums_update(sums, flows, err)
                                : way == 1 ? pship_flow_sums_merge(sums, other, err)
                                           : pship_flow_sums_load(sums, state, err);
    pship_table_free(state);
    pship_flow_sums_free(other);
    pship_flows_free(flows);
    return result;
}

START_TEST(classifications_that_differ_are_added_only_if_asked_for)
{
    for (int way = 0; way < 3; way++) {
        pship_flow_sums *sums = NULL;
        pship_table *before = NULL, *after = NULL;
        pship_aggregate_options any = PSHIP_AGGREGATE_OPTIONS_INIT;
        IS_OK(pship_flow_sums_new(&sums, NULL, NULL, err));
        /* What is not told is no conflict, and "HS" is any revision; then HS12 is known. */
        IS_OK(add_by(sums, NULL, way));
        IS_OK(add_by(sums, "HS", way));
        IS_OK(add_by(sums, "HS12", way));
        IS_OK(add_by(sums, "HS", way));
        IS_OK(pship_flow_sums_state(&before, sums, err));
        ck_assert_str_eq(cell_text(before, 0, "classification"), "HS12");
        ck_assert_int_eq(add_by(sums, "HS17", way), PSHIP_E_CONFLICT);
        ck_assert_str_eq(failure.message,
                         "products of 'HS17' cannot be added to products of 'HS12'");
        ck_assert_int_eq(add_by(sums, "SITC4", way), PSHIP_E_CONFLICT);
        IS_OK(pship_flow_sums_state(&after, sums, err));
        same_tables(before, after);
        pship_table_free(before);
        pship_table_free(after);
        pship_flow_sums_free(sums);
        any.any_classification = true;
        IS_OK(pship_flow_sums_new(&sums, NULL, &any, err));
        IS_OK(add_by(sums, "HS12", way));
        IS_OK(add_by(sums, "SITC4", way));
        IS_OK(pship_flow_sums_finish(&after, sums, err));
        ck_assert_str_eq(cell_text(after, 0, "value"), "3");
        pship_table_free(after);
        IS_OK(pship_flow_sums_state(&after, sums, err));
        ck_assert_str_eq(cell_text(after, 0, "classification"), "");
        pship_table_free(after);
        pship_flow_sums_free(sums);
    }
}
END_TEST

START_TEST(sums_with_other_options_are_refused)
{
    static const char *const some[] = {"842", "031"}, *const other[] = {"031", "842"};
    static const char *const many[] = {"1", "2", "3", "4", "842"}, *const heading[] = {"27*"};
    static const char *const by[] = {"product"};
    pship_mapping *mapping = mapping_of(), *prefixed = NULL;
    pship_mapping_options prefixes = PSHIP_MAPPING_OPTIONS_INIT;
    static const char *const from[] = {"27"}, *const to[] = {"energy"};
    prefixes.prefixes = true;
    IS_OK(pship_mapping_new(&prefixed, NULL, from, to, NULL, 1, &prefixes, err));
    const pship_aggregate_options all[] = {
        {.by = by, .by_count = 1},
        {.by = by, .by_count = 1, .partners = some, .partner_count = 2},
        {.by = by, .by_count = 1, .partners = some, .partner_count = 1},
        {.by = by, .by_count = 1, .partners = many, .partner_count = 5},
        {.by = by, .by_count = 1, .reporters = some, .reporter_count = 2},
        {.by = by, .by_count = 1, .products = heading, .product_count = 1},
        {.by = by, .by_count = 1, .product_digits = 2},
        {.by = by, .by_count = 1, .product_level = 4},
        {.by = by, .by_count = 1, .mapping = mapping},
        {.by = by, .by_count = 1, .mapping = prefixed},
        {.by = by, .by_count = 1, .until = 30000},
        {.by = NULL},
    };
    static const row list[] = {{"2024", "export", "031", "842", "2709", 1.5, 2, "t", NULL}};
    pship_flows *flows = flows_of(list, 1);
    pship_flow_sums *sums[COUNT(all)];
    for (size_t i = 0; i < COUNT(all); i++) {
        pship_aggregate_options options = all[i];
        options.size = sizeof options;
        options.from = PSHIP_DAY_NONE;
        options.until = options.until == 0 ? PSHIP_DAY_NONE : options.until;
        IS_OK(pship_flow_sums_new(&sums[i], NULL, &options, err));
        IS_OK(pship_flow_sums_update(sums[i], flows, err));
    }
    for (size_t i = 0; i < COUNT(all); i++) {
        pship_table *state = NULL;
        IS_OK(pship_flow_sums_state(&state, sums[i], err));
        for (size_t j = 0; pship_table_rows(state) > 0 && j < COUNT(all); j++) {
            const pship_result wanted = i == j ? PSHIP_OK : PSHIP_E_CONFLICT;
            ck_assert_int_eq(pship_flow_sums_load(sums[j], state, err), wanted);
            if (i != j)
                ck_assert_int_eq(pship_flow_sums_merge(sums[j], sums[i], err), PSHIP_E_CONFLICT);
        }
        pship_table_free(state);
    }
    ck_assert_int_eq(pship_flow_sums_merge(sums[6], sums[1], err), PSHIP_E_CONFLICT);
    ck_assert_str_eq(
        failure.message,
        "sums by product; partner 031 842 cannot be added to sums by product; products "
        "by 2 digits: they were begun with other options");
    /* The order of a filter, and what only the answer needs, does not matter. */
    pship_aggregate_options same = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flow_sums *again = NULL;
    same.by = by;
    same.by_count = 1;
    same.partners = other;
    same.partner_count = 2;
    same.shares = true;
    IS_OK(pship_flow_sums_new(&again, NULL, &same, err));
    IS_OK(pship_flow_sums_merge(again, sums[1], err));
    pship_flow_sums_free(again);
    free_all(sums, COUNT(all));
    pship_mapping_free(mapping);
    pship_mapping_free(prefixed);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_state_needs_more_rows_where_one_double_is_not_enough)
{
    static const row list[] = {{"2024", "export", "031", "842", "2709", 1e300, 1, "t", NULL},
                               {"2024", "export", "031", "842", "2709", 1, 1, "t", NULL},
                               {"2024", "export", "031", "842", "2709", 1e-300, 1, "kg", NULL}};
    pship_flows *flows = flows_of(list, 3);
    pship_flow_sums *sums = NULL;
    pship_table *state = NULL;
    IS_OK(pship_flow_sums_new(&sums, NULL, NULL, err));
    IS_OK(pship_flow_sums_update(sums, flows, err));
    IS_OK(pship_flow_sums_state(&state, sums, err));
    ck_assert_int_eq(pship_table_rows(state), 4);
    ck_assert_str_eq(cell_text(state, 3, "what"), "levels");
    ck_assert_str_eq(cell_text(state, 0, "value"), "1e300");
    ck_assert_str_eq(cell_text(state, 1, "value"), "1");
    ck_assert_str_eq(cell_text(state, 2, "value"), "1e-300");
    ck_assert_str_eq(cell_text(state, 0, "rows"), "3");
    ck_assert_str_eq(cell_text(state, 2, "rows"), "0");
    ck_assert_str_eq(cell_text(state, 1, "mixed_units"), "true");
    ck_assert_str_eq(cell_text(state, 0, "what"), "sum");
    pship_table_free(state);
    pship_flow_sums_free(sums);
    pship_flows_free(flows);
}
END_TEST

START_TEST(a_sum_beyond_all_doubles_is_refused)
{
    static const row list[] = {{"2024", "export", "031", "842", "2709", 1.7e308, NAN, "t", NULL},
                               {"2024", "export", "031", "842", "2709", 1.7e308, NAN, "t", NULL}};
    pship_flows *flows = flows_of(list, 2);
    pship_table *table = NULL;
    ck_assert_int_eq(pship_flows_aggregate(&table, flows, NULL, err), PSHIP_E_LIMIT);
    ck_assert_ptr_null(table);
    pship_flows_free(flows);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("flow_sums");
    TCase *tests = tcase_create("flow_sums");
    tcase_add_test(tests, splits_and_merges_in_any_order_give_one_answer);
    tcase_add_test(tests, one_thread_and_two_give_the_same_bits);
    tcase_add_test(tests, sums_of_other_units_and_keys_are_refused_and_nothing_changes);
    tcase_add_test(tests, classifications_that_differ_are_added_only_if_asked_for);
    tcase_add_test(tests, sums_with_other_options_are_refused);
    tcase_add_test(tests, a_state_needs_more_rows_where_one_double_is_not_enough);
    tcase_add_test(tests, a_sum_beyond_all_doubles_is_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
