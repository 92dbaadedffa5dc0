/* Codes of countries, and flows made from others, while each allocation fails in turn. */
#include "alloc/failing.h"
#include "trade/rows.h"
#include <trade/flow_store.h>

Suite *test_suite(void);

static heap memory;
static pship_context *context;

static void set_up(void)
{
    context = heap_context(&memory);
}

static void tear_down(void)
{
    pship_context_free(context);
    ck_assert_int_eq(memory.blocks, 0);
}

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
    suite_add_tcase(suite, tests);
    return suite;
}
