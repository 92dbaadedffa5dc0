/*
 * Fuzz target: any bytes as a mapping, as names of products, and as codes. What is refused leaves nothing
 * behind; a mapping that is taken gives the same one by way of its table, and keeps the total of flows.
 */
#include "place.h"
#include <math.h>
#include <partnership/partnership.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static double total(const pship_flows *flows)
{
    pship_table *periods = NULL;
    double sum = 0;
    MUST(pship_flows_periods(&periods, flows, NULL) == PSHIP_OK);
    for (int64_t row = 0; row < pship_table_rows(periods); row++)
        sum += pship_table_number(periods, pship_table_find(periods, "value"), row);
    pship_table_free(periods);
    return sum;
}

/* Flows whose products are the codes of the mapping: its table has what a flow table needs, by other names. */
static void map_flows(const pship_mapping *mapping, const pship_table *rows)
{
    pship_flows_columns columns = PSHIP_FLOWS_COLUMNS_INIT;
    pship_map_options any = PSHIP_MAP_OPTIONS_INIT;
    pship_flows *flows = NULL, *mapped = NULL;
    pship_table *left = NULL;
    columns.period = columns.reporter = columns.partner = columns.product = "from";
    columns.value = "weight";
    pship_result result = pship_flows_from_table(&flows, rows, &columns, NULL, NULL);
    if (result == PSHIP_E_LIMIT) /* more countries than a flow table has */
        return;
    MUST(result == PSHIP_OK);
    result = pship_flows_map_products(&mapped, &left, flows, mapping, NULL, NULL);
    if (result == PSHIP_OK) {
        double before = total(flows), after = total(mapped);
        MUST(pship_table_rows(left) == 0);
        MUST(fabs(before - after) <= 1e-9 * (1 + before));
    } else {
        MUST(result == PSHIP_E_INVALID);
        any.any_weights = true;
        result = pship_flows_map_products(&mapped, &left, flows, mapping, &any, NULL);
        MUST(result == PSHIP_E_LIMIT || (result == PSHIP_OK && pship_table_rows(left) > 0));
    }
    pship_table_free(left);
    pship_flows_free(mapped);
    MUST(pship_flows_recode_countries(&mapped, NULL, flows, NULL, NULL) == PSHIP_OK);
    MUST(pship_flows_rows(mapped) == pship_flows_rows(flows));
    pship_flows_free(mapped);
    pship_flows_free(flows);
}

static void read_mapping(const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_mapping_options options = PSHIP_MAPPING_OPTIONS_INIT;
    pship_mapping *mapping = NULL, *again = NULL, *both = NULL;
    pship_table *rows = NULL, *same = NULL;
    options.prefixes = true;
    if (pship_mapping_read(&mapping, NULL, path, &options, &err) != PSHIP_OK) {
        MUST(mapping == NULL && err.message[0] != '\0');
        return;
    }
    MUST(pship_mapping_table(&rows, mapping, NULL) == PSHIP_OK);
    MUST(pship_mapping_from_table(&again, rows, &options, NULL) == PSHIP_OK);
    MUST(pship_mapping_table(&same, again, NULL) == PSHIP_OK);
    MUST(pship_table_rows(rows) == pship_table_rows(same));
    for (int64_t row = 0; row < pship_table_rows(rows); row++)
        MUST(pship_table_number(rows, 2, row) == pship_table_number(same, 2, row));
    map_flows(mapping, rows);
    pship_result result = pship_mapping_compose(&both, NULL, mapping, again, NULL);
    MUST(result == PSHIP_OK || result == PSHIP_E_LIMIT);
    pship_mapping_free(both);
    pship_table_free(same);
    pship_table_free(rows);
    pship_mapping_free(again);
    pship_mapping_free(mapping);
}

static void read_names(const char *path)
{
    pship_error err = PSHIP_ERROR_INIT;
    pship_table *names = NULL;
    if (pship_product_read(&names, NULL, path, &err) != PSHIP_OK)
        MUST(names == NULL && err.message[0] != '\0');
    pship_table_free(names);
}

static void look_up(const uint8_t *data, size_t size)
{
    static const char *const classifications[] = {"HS", "SITC4", "BEC4", "BEC5"};
    char *text = malloc(size + 1);
    pship_country country;
    pship_classification classification;
    MUST(text != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    if (pship_country_find(&country, text, NULL, NULL) == PSHIP_OK)
        MUST(country.name != NULL);
    if (pship_classification_find(&classification, text, NULL) == PSHIP_OK)
        MUST(classification.name != NULL);
    for (size_t i = 0; i < sizeof classifications / sizeof *classifications; i++) {
        pship_product product, with_zero;
        int32_t level = size > 0 ? data[0] % 12 : 0;
        MUST(pship_product_find(&product, text, classifications[i], level, NULL) == PSHIP_OK);
        if (product.problem == PSHIP_PRODUCT_LOST_ZERO) {
            MUST(pship_product_find(&with_zero, product.suggestion, classifications[i], level,
                                    NULL) == PSHIP_OK);
            MUST(with_zero.problem == PSHIP_PRODUCT_FINE);
        }
    }
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[FUZZ_PATH];
    fuzz_name(path, "pship-fuzz-codes-XXXXXX");
    int file = mkstemp(path);
    MUST(file >= 0);
    (void)close(file);
    fuzz_put(path, data, size);
    read_mapping(path);
    read_names(path);
    look_up(data, size);
    MUST(unlink(path) == 0);
    return 0;
}
