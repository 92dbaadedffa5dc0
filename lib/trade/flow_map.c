/* A flow table whose products are mapped, their values split by weight. */
#include "codes/mapping.h"
#include "table/builder.h"
#include "trade/flow_copy.h"
#include "trade/sum.h"

#include <string.h>

/* What becomes of one product. */
typedef struct flow_product {
    const mapping_code *mapped; /* NULL: it stays */
    uint32_t first;             /* of its codes in the new table */
    uint32_t largest;           /* which of the targets takes what rounding leaves */
    int64_t rows;
    double sum, lost;
} flow_product;

typedef struct mapping_run {
    const pship_flows *flows;
    const pship_mapping *mapping;
    pship_map_options options;
    flow_copy copy;
    flow_product *products;
    uint32_t *codes; /* of the part: those of each product one after another */
    double *parts;   /* of one row */
} mapping_run;

pship_map_options pship_map_options_init(void)
{
    return (pship_map_options)PSHIP_MAP_OPTIONS_INIT;
}

/* ---- products */

static uint32_t largest_of(const mapping_code *code)
{
    uint32_t largest = 0;
    for (uint32_t i = 1; i < code->count; i++) {
        if (code->targets[i].weight > code->targets[largest].weight)
            largest = i;
    }
    return largest;
}

/* Looks all products up; how many codes they become in all, and the most of one. */
static pship_result look_up(mapping_run *run, size_t *all, size_t *most, pship_error *err)
{
    const flow_words *words = &run->flows->products;
    *all = 0;
    *most = 1;
    for (uint32_t i = 0; i < words->count; i++) {
        const char *written = pship__flow_word(words, i);
        const mapping_code *code = pship__mapping_find(run->mapping, written);
        size_t count = code ? code->count : 1;
        pship_result result =
            run->options.any_weights ? PSHIP_OK : pship__mapping_check_weights(code, err);
        if (result != PSHIP_OK)
            return result;
        run->products[i] = (flow_product){
            .mapped = code, .first = (uint32_t)*all, .largest = code ? largest_of(code) : 0};
        *all += count;
        *most = count > *most ? count : *most;
        if (*all > UINT32_MAX)
            return pship__fail(err, PSHIP_E_LIMIT, "the products become more than 2^32 codes");
    }
    return PSHIP_OK;
}

static pship_result set_codes(mapping_run *run, pship_error *err)
{
    const flow_words *words = &run->flows->products;
    for (uint32_t i = 0; i < words->count; i++) {
        const flow_product *product = &run->products[i];
        uint32_t count = product->mapped ? product->mapped->count : 1;
        for (uint32_t j = 0; j < count; j++) {
            const char *code =
                product->mapped ? product->mapped->targets[j].to : pship__flow_word(words, i);
            if (!pship__flow_part_code(run->copy.part, FLOW_PRODUCTS, code, strlen(code),
                                       &run->codes[product->first + j]))
                return pship__flow_part_failure(run->copy.part, err);
        }
    }
    return PSHIP_OK;
}

/* ---- rows */

/* Parts of a value by weight. Those of weights that sum to one add up to the value: the largest one is the rest. */
static void split(double *parts, double value, const flow_product *product)
{
    const mapping_code *code = product->mapped;
    double rest = value, lost = 0;
    for (uint32_t i = 0; i < code->count; i++) {
        parts[i] = value * code->targets[i].weight;
        if (i != product->largest)
            pship__add_up(&rest, &lost, -parts[i]);
    }
    if (pship__mapping_balanced(code) && !isnan(value)) {
        rest += lost;
        parts[product->largest] = rest > 0 ? rest : 0;
    }
}

static pship_result add_parts(mapping_run *run, const flow_row *row, const flow_product *product,
                              pship_error *err)
{
    uint32_t count = product->mapped->count;
    double *values = run->parts, *quantities = run->parts + count;
    split(values, row->value, product);
    split(quantities, row->quantity, product);
    for (uint32_t i = 0; i < count; i++) {
        flow_row made = *row;
        if (isinf(values[i]) || isinf(quantities[i]))
            return pship__fail(err, PSHIP_E_LIMIT, "what '%.60s' becomes is too large a number",
                               product->mapped->from);
        made.product = run->codes[product->first + i];
        made.value = values[i];
        made.quantity = quantities[i];
        if (!pship__flow_part_add(run->copy.part, &made))
            return pship__flow_part_failure(run->copy.part, err);
    }
    return PSHIP_OK;
}

static pship_result add_row(mapping_run *run, int64_t row, pship_error *err)
{
    flow_product *product = &run->products[pship__flow_product(run->flows, row)];
    flow_row made = pship__flow_copy_row(&run->copy, row);
    product->rows++;
    if (!isnan(made.value))
        pship__add_up(&product->sum, &product->lost, made.value);
    if (product->mapped)
        return add_parts(run, &made, product, err);
    made.product = run->codes[product->first];
    return pship__flow_part_add(run->copy.part, &made)
               ? PSHIP_OK
               : pship__flow_part_failure(run->copy.part, err);
}

static pship_result add_rows(mapping_run *run, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    int64_t rows = run->flows->rows;
    pship__progress_begin(&progress, run->flows->context, "mapping the products of flows");
    for (int64_t row = 0; row < rows && result == PSHIP_OK; row++) {
        result = add_row(run, row, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)rows, err);
    }
    return result;
}

/* ---- what was left */

static pship_result tell_left(pship_table **left, const mapping_run *run, pship_error *err)
{
    const pship_flows *flows = run->flows;
    const pship__column_spec columns[] = {
        {"written", PSHIP_COLUMN_UTF8, NULL, 0},
        {"weights", PSHIP_COLUMN_FLOAT64, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"problem", PSHIP_COLUMN_DICTIONARY, NULL, 0},
    };
    pship__table_builder *rows;
    pship_result result = pship__table_builder_new(&rows, flows->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    for (uint32_t i = 0; i < flows->products.count; i++) {
        const flow_product *product = &run->products[i];
        if (product->mapped && pship__mapping_balanced(product->mapped))
            continue;
        pship__add_text(rows, pship__flow_word(&flows->products, i));
        if (product->mapped)
            pship__add_number(rows, product->mapped->sum);
        else
            pship__add_null(rows);
        pship__add_int64(rows, product->rows);
        pship__add_number(rows, product->sum + product->lost);
        pship__add_text(rows, product->mapped ? "unbalanced" : "not_mapped");
    }
    return pship__table_builder_finish(rows, left, err);
}

/* ---- all of it */

static pship_result map_rows(mapping_run *run, pship_flows **made, pship_error *err)
{
    size_t all = 0, most = 0;
    const pship_context *context = run->flows->context;
    run->products =
        pship__allocate_zero(context, run->flows->products.count, sizeof *run->products);
    pship_result result = run->products ? look_up(run, &all, &most, err) : pship__fail_memory(err);
    if (result != PSHIP_OK)
        return result;
    run->codes = pship__allocate(context, all, sizeof *run->codes);
    run->parts = pship__allocate(context, 2 * most, sizeof *run->parts);
    if (!run->codes || !run->parts)
        return pship__fail_memory(err);
    result = pship__flow_copy_begin(&run->copy, run->flows, FLOW_PRODUCTS, err);
    if (result == PSHIP_OK)
        result = set_codes(run, err);
    if (result == PSHIP_OK)
        result = add_rows(run, err);
    return pship__flow_copy_end(&run->copy, made, run->mapping->to_classification, result, err);
}

pship_result pship_flows_map_products(pship_flows **mapped, pship_table **left,
                                      const pship_flows *flows, const pship_mapping *mapping,
                                      const pship_map_options *options, pship_error *err)
{
    mapping_run run = {.flows = flows, .mapping = mapping, .options = PSHIP_MAP_OPTIONS_INIT};
    pship_flows *made = NULL;
    if (!mapped || !flows || !mapping)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows or the mapping are NULL");
    pship_result result = pship__options(&run.options, sizeof run.options, sizeof run.options,
                                         options, "pship_map_options", err);
    if (result == PSHIP_OK && !run.options.any_classification)
        result = pship__mapping_check_classification(mapping, flows->classification, err);
    if (result == PSHIP_OK)
        result = map_rows(&run, &made, err);
    if (result == PSHIP_OK && left)
        result = tell_left(left, &run, err);
    if (result == PSHIP_OK)
        *mapped = made;
    else
        pship_flows_free(made);
    pship__release(flows->context, run.parts);
    pship__release(flows->context, run.codes);
    pship__release(flows->context, run.products);
    return result;
}
