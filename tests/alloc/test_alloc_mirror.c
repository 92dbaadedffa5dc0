/* Mirror comparison, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "trade/rows.h"
#include <partnership/aggregation.h>
#include <partnership/flow_level.h>
#include <partnership/flow_release.h>
#include <partnership/mirror.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;
static pship_flows *flows[2];
static pship_mapping *countries;
static pship_table *distances;

static pship_table *table_here(const char *const names[3], const char *const (*rows)[2],
                               size_t count)
{
    const pship__column_spec columns[] = {{names[0], PSHIP_COLUMN_UTF8, NULL, 0},
                                          {names[1], PSHIP_COLUMN_UTF8, NULL, 0},
                                          {names[2], PSHIP_COLUMN_FLOAT64, NULL, 0}};
    pship__table_builder *builder = NULL;
    pship_table *table = NULL;
    ck_assert_int_eq(pship__table_builder_new(&builder, context, columns, 3, NULL), PSHIP_OK);
    for (size_t i = 0; i < count; i++) {
        pship__add_text(builder, rows[i][0]);
        pship__add_text(builder, rows[i][1]);
        pship__add_number(builder, (double)(i + 1));
    }
    ck_assert_int_eq(pship__table_builder_finish(builder, &table, NULL), PSHIP_OK);
    return table;
}

static void set_up(void)
{
    static const row first[] = {{.period = "2024",
                                 .direction = "import",
                                 .reporter = "A",
                                 .partner = "B",
                                 .product = "1",
                                 .value = 104},
                                {.period = "2024",
                                 .direction = "import",
                                 .reporter = "A",
                                 .partner = "C",
                                 .product = "1",
                                 .value = 106},
                                {.period = "2024",
                                 .direction = "import",
                                 .reporter = "A",
                                 .partner = "D",
                                 .product = "1",
                                 .value = 108},
                                {.period = "2024",
                                 .direction = "import",
                                 .reporter = "A",
                                 .partner = "E",
                                 .product = "2",
                                 .value = 5}};
    static const row second[] = {{.period = "2024-01/2024-12",
                                  .direction = "export",
                                  .reporter = "b",
                                  .partner = "A",
                                  .product = "1",
                                  .value = 100},
                                 {.period = "2024-01/2024-12",
                                  .direction = "export",
                                  .reporter = "c",
                                  .partner = "A",
                                  .product = "1",
                                  .value = 100},
                                 {.period = "2024-01/2024-12",
                                  .direction = "export",
                                  .reporter = "d",
                                  .partner = "A",
                                  .product = "1",
                                  .value = 100},
                                 {.period = "2024-01/2024-12",
                                  .direction = "re_export",
                                  .reporter = "d",
                                  .partner = "A",
                                  .product = "1",
                                  .value = 10}};
    static const char *const from[] = {"b", "c", "d", "A"}, *const to[] = {"B", "C", "D", "A"};
    static const char *const pairs[][2] = {{"A", "B"}, {"C", "A"}, {"A", "D"}, {"A", "X"}};
    static const char *const pair_names[] = {"origin", "destination", "km"};
    context = heap_context(&memory);
    flows[0] = flows_with(context, first, 4);
    flows[1] = flows_with(context, second, 4);
    ck_assert_int_eq(pship_mapping_new(&countries, context, from, to, NULL, 4, NULL, NULL),
                     PSHIP_OK);
    distances = table_here(pair_names, pairs, 4);
}

static void tear_down(void)
{
    pship_flows_free(flows[0]);
    pship_flows_free(flows[1]);
    pship_mapping_free(countries);
    pship_table_free(distances);
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

static pship_result compare(void *data, pship_error *err)
{
    static const char *const among[] = {"A", "B", "C", "D", "E"};
    pship_mirror_options options = PSHIP_MIRROR_OPTIONS_INIT;
    pship_table *table = NULL;
    (void)data;
    options.countries = countries;
    options.distances = distances;
    options.among = options.hubs = among;
    options.among_count = 5;
    options.hub_count = 1;
    pship_result result = pship_flows_mirror(&table, flows[0], flows[1], &options, err);
    ck_assert((table != NULL) == (result == PSHIP_OK));
    if (table) {
        ck_assert_int_eq(pship_table_rows(table), 4);
        ck_assert_str_eq(cell_text(table, 0, "margin_from"), "distance");
    }
    pship_table_free(table);
    return result;
}

static pship_result take(void *data, pship_error *err)
{
    static const char *const beginning[] = {"1*"};
    pship_aggregate_options options = PSHIP_AGGREGATE_OPTIONS_INIT;
    pship_flows *taken = NULL, *kept = NULL, *both = NULL;
    pship_table *aside = NULL;
    (void)data;
    options.products = beginning;
    options.product_count = 1;
    pship_result result = pship_flows_filter(&taken, flows[1], &options, err);
    if (result == PSHIP_OK)
        result = pship_flows_take_level(&kept, &aside, flows[1], PSHIP_FLOW_LEVEL_PARTS, err);
    if (result == PSHIP_OK) {
        const pship_flows *const list[] = {taken, kept};
        result = pship_flows_concat(&both, list, 2, err);
    }
    ck_assert((both != NULL) == (result == PSHIP_OK));
    if (both) {
        ck_assert_int_eq(pship_table_rows(aside), 0);
        ck_assert_int_eq(pship_flows_rows(both),
                         pship_flows_rows(taken) + pship_flows_rows(flows[1]));
    }
    pship_flows_free(taken);
    pship_flows_free(kept);
    pship_flows_free(both);
    pship_table_free(aside);
    return result;
}

START_TEST(rows_are_taken_and_brought_together_or_memory_is_short)
{
    heap_fail_each(&memory, take, NULL, NULL);
}
END_TEST

START_TEST(a_comparison_is_made_or_memory_is_short)
{
    heap_fail_each(&memory, compare, NULL, NULL);
}
END_TEST

/* Attached to a model, picked and listed: all of a model's life. */
static pship_result attach(void *data, pship_error *err)
{
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    pship_model *model = NULL;
    pship_view *view = NULL;
    pship_table *rows = NULL, *listed = NULL;
    pship_flows *own = NULL, *none = NULL;
    (void)data;
    about.source = "customs";
    pship_result result = pship_flows_table(&rows, flows[0], err);
    if (result == PSHIP_OK)
        result = pship_flows_from_table(&own, rows, NULL, &about, err);
    if (result == PSHIP_OK)
        result = pship_model_new(&model, context, err);
    for (int i = 0; result == PSHIP_OK && i < 3; i++)
        result = pship_flows_attach(model, "trade", own, err);
    if (result == PSHIP_OK)
        result = pship_view_open(&view, model, NULL, err);
    if (result == PSHIP_OK) {
        ck_assert_int_eq(pship_flows_pick(&none, view, "trade", NULL), PSHIP_E_NOT_FOUND);
        result = pship_flows_releases(&listed, view, NULL, err);
    }
    if (listed)
        ck_assert_int_eq(pship_table_rows(listed), 3);
    pship_table_free(rows);
    pship_table_free(listed);
    pship_view_free(view);
    pship_model_free(model);
    pship_flows_free(own);
    return result;
}

START_TEST(releases_are_attached_or_memory_is_short)
{
    heap_fail_each(&memory, attach, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_mirror");
    TCase *tests = tcase_create("alloc_mirror");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_comparison_is_made_or_memory_is_short);
    tcase_add_test(tests, rows_are_taken_and_brought_together_or_memory_is_short);
    tcase_add_test(tests, releases_are_attached_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
