/* Aggregation and partial sums, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <stdio.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_flows *flows;

static void set_up(void)
{
    static const char *const periods[] = {"2023", "2024"};
    static const char *const products[] = {"2709", "8471", "0805"};
    row list[36];
    for (int i = 0; i < 36; i++)
        list[i] = (row){periods[i % 2],
                        i % 4 < 2 ? "export" : "import",
                        "031",
                        "842",
                        products[i % 3],
                        i % 5 ? i / 3.0 * 1e200 : i + 1e-200,
                        i,
                        "t",
                        NULL};
    context = heap_context(&memory);
    flows = flows_of(list, 36);
}

static void tear_down(void)
{
    pship_flows_free(flows);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_mapping *mapping_of(void)
{
    static const char *const from[] = {"2709", "8471"}, *const to[] = {"energy", "machines"};
    static const double weights[] = {1, 0.5};
    pship_mapping *mapping = NULL;
    ck_assert_int_eq(pship_mapping_new(&mapping, NULL, from, to, weights, 2, NULL, NULL), PSHIP_OK);
    return mapping;
}

static pship_result ask(void *data, pship_error *err)
{
    static const char *const by[] = {"period", "product"};
    static const char *const exports[] = {"export"};
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flow_sums *sums = NULL, *other = NULL;
    pship_table *state = NULL, *table = NULL, *unmapped = NULL;
    options.by = by;
    options.by_count = 2;
    options.directions = exports;
    options.direction_count = 1;
    options.share_of = by;
    options.share_of_count = 1;
    options.base_period = "2023";
    options.mapping = data;
    options.any_weights = true;
    pship_result result = pship_flow_sums_new(&sums, context, &options, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_new(&other, context, &options, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_update(sums, flows, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_merge(other, sums, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_state(&state, sums, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_load(other, state, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_finish(&table, other, err);
    if (result == PSHIP_OK)
        result = pship_flow_sums_unmapped(&unmapped, other, err);
    if (result == PSHIP_OK)
        ck_assert_int_eq(pship_table_rows(unmapped), 2);
    pship_table_free(state);
    pship_table_free(table);
    pship_table_free(unmapped);
    pship_flow_sums_free(sums);
    pship_flow_sums_free(other);
    return result;
}

START_TEST(sums_are_made_or_memory_is_short)
{
    pship_mapping *mapping = mapping_of();
    heap_fail_each(&memory, ask, NULL, mapping);
    pship_mapping_free(mapping);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_sums");
    TCase *tests = tcase_create("alloc_sums");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, sums_are_made_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
