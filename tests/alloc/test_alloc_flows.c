/* Making flow tables and reading them back, while each allocation fails in turn. */
#include "trade/rows.h"
#include <stdio.h>
#include <trade/flow_store.h>

/* Behind the others, whose parameters are called so too. */
#include "alloc/fixture.h"

Suite *test_suite(void);

static bool fill(flow_part *part, int first, int step)
{
    static const char *const countries[] = {"AZE", "USA", "KAZ"};
    static const char *const units[] = {"t", "kg"};
    for (int i = first; i < first + 70; i++) {
        char product[16];
        int length = snprintf(product, sizeof product, "%06d", i * step % 97);
        flow_row made = {.traits = pship__flow_traits(2, 0, 0), .value = i, .quantity = i};
        if (!pship__flow_part_code(part, FLOW_PERIODS, "2025", 4, &made.period) ||
            !pship__flow_part_code(part, FLOW_COUNTRIES, countries[i % 3], 3, &made.reporter) ||
            !pship__flow_part_code(part, FLOW_COUNTRIES, countries[i % 2], 3, &made.partner) ||
            !pship__flow_part_code(part, FLOW_PRODUCTS, product, (size_t)length, &made.product) ||
            !pship__flow_part_code(part, FLOW_UNITS, units[i % 2], strlen(units[i % 2]),
                                   &made.unit) ||
            !pship__flow_part_add(part, &made))
            return false;
    }
    return true;
}

static pship_result make(void *data, pship_error *err)
{
    (void)data;
    pship_flows *flows = NULL;
    pship_table *table = NULL;
    pship_flows_about about = PSHIP_FLOWS_ABOUT_INIT;
    about.value_unit = "USD";
    about.source = "customs";
    flow_part *parts[2] = {pship__flow_part_new(context), pship__flow_part_new(context)};
    if (!parts[0] || !parts[1] || !fill(parts[0], 0, 31) || !fill(parts[1], 500, 17)) {
        pship__flow_part_free(parts[0]);
        pship__flow_part_free(parts[1]);
        return pship__fail_memory(err);
    }
    pship_result result = pship__flow_parts_join(&flows, context, parts, 2, &about, err);
    ck_assert((flows != NULL) == (result == PSHIP_OK));
    if (result == PSHIP_OK)
        result = pship_flows_table(&table, flows, err);
    pship_flows_free(flows);
    if (result == PSHIP_OK)
        result = pship_flows_from_table(&flows, table, NULL, NULL, err);
    pship_table_free(table);
    if (result == PSHIP_OK) {
        ck_assert_int_eq(pship_flows_rows(flows), 140);
        result = pship_flows_periods(&table, flows, err);
        if (result == PSHIP_OK)
            pship_table_free(table);
        if (result == PSHIP_OK)
            result = pship_flows_duplicates(&table, flows, err);
        if (result == PSHIP_OK)
            pship_table_free(table);
        pship_flows_free(flows);
    }
    return result;
}

START_TEST(flows_are_made_or_memory_is_short)
{
    heap_fail_each(&memory, make, NULL, NULL);
}
END_TEST

Suite *test_suite(void)
{
    Suite *suite = suite_create("alloc_flows");
    TCase *tests = tcase_create("alloc_flows");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, flows_are_made_or_memory_is_short);
    suite_add_tcase(suite, tests);
    return suite;
}
