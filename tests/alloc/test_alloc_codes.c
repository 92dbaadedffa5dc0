/* Codes of countries, and flows made from others, while each allocation fails in turn. */
#include "scratch.h"
#include "trade/rows.h"
#include <stdio.h>
#include <stdlib.h>
#include <trade/flow_store.h>

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static pship_result make_flows(pship_flows **flows, pship_error *err)
{
    static const char *const countries[] = {"842", "031", "Atlantis", "Viet Nam", "490", "810"};
    static const char *const products[] = {"270900", "010121", "99"};
    flow_part *part = pship__flow_part_new(context);
    for (uint32_t i = 0; part && i < 40; i++) {
        flow_row made = {.traits = pship__flow_traits(2, 0, 0), .value = i, .quantity = i};
        const char *reporter = countries[i % 6], *partner = countries[i % 5];
        const char *product = products[i % 3];
        if (!pship__flow_part_code(part, FLOW_PERIODS, "2023", 4, &made.period) ||
            !pship__flow_part_code(part, FLOW_COUNTRIES, reporter, strlen(reporter),
                                   &made.reporter) ||
            !pship__flow_part_code(part, FLOW_COUNTRIES, partner, strlen(partner), &made.partner) ||
            !pship__flow_part_code(part, FLOW_PRODUCTS, product, strlen(product), &made.product) ||
            !pship__flow_part_code(part, FLOW_UNITS, i % 2 ? "t" : "kg", i % 2 ? 1 : 2,
                                   &made.unit) ||
            !pship__flow_part_add(part, &made)) {
            pship__flow_part_free(part);
            part = NULL;
        }
    }
    return part ? pship__flow_parts_join(flows, context, &part, 1, NULL, err)
                : pship__fail_memory(err);
}

static pship_result find_countries(void *data, pship_error *err)
{
    (void)data;
    pship_country country;
    pship_table *table = NULL;
    pship_result result = pship_country_find(&country, "Viet Nam", context, err);
    if (result == PSHIP_OK)
        result = pship_country_list(&table, context, err);
    pship_table_free(table);
    return result;
}

static pship_result recode(void *data, pship_error *err)
{
    (void)data;
    pship_flows *flows = NULL, *recoded = NULL;
    pship_table *left = NULL, *all = NULL;
    pship_result result = make_flows(&flows, err);
    if (result == PSHIP_OK)
        result = pship_flows_recode_countries(&recoded, &left, flows, NULL, err);
    ck_assert((result == PSHIP_OK) == (recoded != NULL));
    ck_assert((recoded != NULL) == (left != NULL));
    if (result == PSHIP_OK)
        result = pship_flows_countries(&all, recoded, err);
    pship_table_free(all);
    pship_table_free(left);
    pship_flows_free(recoded);
    pship_flows_free(flows);
    return result;
}

static pship_result map_products(void *data, pship_error *err)
{
    (void)data;
    static const char *const from[] = {"27", "01", "01"}, *const to[] = {"energy", "a", "b"};
    static const char *const on[] = {"a"}, *const further[] = {"food"};
    static const double weights[] = {1, 0.25, 0.75};
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    pship_mapping *first = NULL, *second = NULL, *both = NULL;
    pship_table *unknown = NULL, *rows = NULL, *left = NULL, *products = NULL;
    pship_flows *flows = NULL, *mapped = NULL;
    options.prefixes = true;
    options.to_classification = "sectors";
    pship_result result = pship_mapping_new(&first, context, from, to, weights, 3, &options, err);
    if (result == PSHIP_OK)
        result = pship_mapping_new(&second, context, on, further, NULL, 1, NULL, err);
    if (result == PSHIP_OK)
        result = pship_mapping_compose(&both, &unknown, first, second, err);
    ck_assert((both != NULL) == (unknown != NULL));
    if (result == PSHIP_OK)
        result = pship_mapping_table(&rows, both, err);
    if (result == PSHIP_OK)
        result = make_flows(&flows, err);
    if (result == PSHIP_OK)
        result = pship_flows_map_products(&mapped, &left, flows, both, NULL, err);
    ck_assert((mapped != NULL) == (left != NULL));
    if (result == PSHIP_OK)
        result = pship_flows_products(&products, mapped, NULL, 0, err);
    pship_table_free(products);
    pship_table_free(left);
    pship_table_free(rows);
    pship_table_free(unknown);
    pship_flows_free(mapped);
    pship_flows_free(flows);
    pship_mapping_free(both);
    pship_mapping_free(second);
    pship_mapping_free(first);
    return result;
}

static pship_result read_files(void *data, pship_error *err)
{
    const char *const *paths = data;
    pship_mapping *mapping = NULL, *again = NULL;
    pship_table *table = NULL, *products = NULL;
    pship_result result = pship_mapping_read(&mapping, context, paths[0], NULL, err);
    if (result == PSHIP_OK)
        result = pship_mapping_codes(&table, mapping, err);
    pship_table_free(table);
    table = NULL;
    if (result == PSHIP_OK)
        result = pship_mapping_table(&table, mapping, err);
    if (result == PSHIP_OK)
        result = pship_mapping_from_table(&again, table, NULL, err);
    if (result == PSHIP_OK)
        result = pship_product_read(&products, context, paths[1], err);
    pship_table_free(products);
    pship_table_free(table);
    pship_mapping_free(again);
    pship_mapping_free(mapping);
    return result;
}

START_TEST(files_are_read_or_memory_is_short)
{
    char mapping[SCRATCH_SIZE], names[SCRATCH_SIZE];
    scratch_text(mapping, "from,to,weight\n01,a,0.5\n01,b,0.5\n02,c,\n");
    scratch_text(names, "code,name,section\n01,Animals,I\n02,Meat,I\n");
    const char *paths[] = {mapping, names};
    heap_fail_each(&memory, read_files, NULL, (void *)paths);
    (void)remove(mapping);
    (void)remove(names);
}
END_TEST

START_TEST(products_are_mapped_or_memory_is_short)
{
    heap_fail_each(&memory, map_products, NULL, NULL);
}
END_TEST

START_TEST(countries_are_found_or_memory_is_short)
{
    heap_fail_each(&memory, find_countries, NULL, NULL);
}
END_TEST

START_TEST(flows_are_recoded_or_memory_is_short)
{
    heap_fail_each(&memory, recode, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_codes");
    TCase *tests = tcase_create("alloc_codes");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, countries_are_found_or_memory_is_short);
    tcase_add_test(tests, flows_are_recoded_or_memory_is_short);
    tcase_add_test(tests, products_are_mapped_or_memory_is_short);
    tcase_add_test(tests, files_are_read_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
