/* The products of a flow table: what is wrong with their codes, and what hangs on them. */
#include "codes/product.h"
#include "table/builder.h"
#include "trade/flow_read.h"
#include "trade/sum.h"

#include <string.h>

typedef struct tally {
    int64_t rows;
    double sum, lost;
} tally;

/* Names from outside: by code of the flow table, the row of the table of names plus one, or 0. */
typedef struct given_names {
    const pship_table *table;
    int32_t name;
    int64_t *rows;
} given_names;

static pship_result find_names(given_names *given, const pship_table *names,
                               const pship_flows *flows, pship_error *err)
{
    *given = (given_names){.table = names};
    if (!names)
        return PSHIP_OK;
    int32_t code = pship_table_find(names, "code");
    given->name = pship_table_find(names, "name");
    if (code < 0 || given->name < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND,
                           "the names of products are in columns 'code' and 'name', which are not "
                           "both there");
    given->rows = pship__allocate_zero(flows->context, flows->products.count, sizeof *given->rows);
    if (!given->rows)
        return pship__fail_memory(err);
    pship__buffer text;
    pship__buffer_init(&text, flows->context);
    for (int64_t row = 0; row < pship_table_rows(names) && !text.failed; row++) {
        size_t length = 0;
        const char *written = pship_table_text(names, code, row, &length);
        pship__buffer_clear(&text);
        pship__buffer_add(&text, written ? written : "", length);
        int64_t found = written && !text.failed && length > 0
                            ? pship__flow_word_find(&flows->products, text.bytes)
                            : -1;
        if (found >= 0)
            given->rows[found] = row + 1;
    }
    bool failed = text.failed;
    pship__buffer_free(&text);
    return failed ? pship__fail_memory(err) : PSHIP_OK;
}

static pship_result count_rows(tally *list, const pship_flows *flows, pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    flow_reader reader;
    pship__flow_reader_begin(&reader, flows, flows->rows, FLOW_PRODUCT | FLOW_VALUE);
    pship__progress_begin(&progress, flows->context, "looking at the products of flows");
    for (int64_t row = 0; row < flows->rows && result == PSHIP_OK; row++) {
        const size_t at = pship__flow_at(&reader, row);
        const double value = reader.rows.value[at];
        tally *one = &list[reader.rows.product[at]];
        one->rows++;
        if (!isnan(value))
            pship__add_up(&one->sum, &one->lost, value);
        result = pship__progress(&progress, (double)row / (double)flows->rows, err);
    }
    return result;
}

static void add_name(pship__table_builder *builder, const given_names *given, uint32_t product,
                     const char *otherwise)
{
    size_t length = 0;
    const char *name = NULL;
    if (given->rows && given->rows[product] > 0)
        name = pship_table_text(given->table, given->name, given->rows[product] - 1, &length);
    if (name)
        pship__add_text_n(builder, name, length);
    else
        pship__add_text(builder, otherwise);
}

static void add_product(pship__table_builder *builder, const pship_product *product, bool known)
{
    if (known && product->problem != PSHIP_PRODUCT_NOT_DIGITS)
        pship__add_int64(builder, product->level);
    else
        pship__add_null(builder);
    pship__add_told(builder, product->parent);
    pship__add_told(builder, product->section);
}

static void add_rows(pship__table_builder *builder, const tally *list, const given_names *given,
                     const pship_flows *flows, int32_t level)
{
    pship_classification in;
    bool known = flows->classification &&
                 pship_classification_find(&in, flows->classification, NULL) == PSHIP_OK;
    for (uint32_t i = 0; i < flows->products.count; i++) {
        const char *written = pship__flow_word(&flows->products, i);
        pship_product product = {.name = NULL};
        if (known)
            product = pship__product_look(written, &in, level);
        pship__add_text(builder, written);
        add_product(builder, &product, known);
        add_name(builder, given, i, product.name);
        pship__add_int64(builder, list[i].rows);
        pship__add_number(builder, list[i].sum + list[i].lost);
        pship__add_text(builder, pship__product_problem_word(product.problem));
        pship__add_told(builder, product.suggestion);
    }
}

static pship_result tell(pship_table **table, const tally *list, const given_names *given,
                         const pship_flows *flows, int32_t level, pship_error *err)
{
    const pship__column_spec columns[] = {
        {"written", PSHIP_COLUMN_UTF8, NULL, 0},
        {"level", PSHIP_COLUMN_INT64, NULL, 0},
        {"parent", PSHIP_COLUMN_UTF8, NULL, 0},
        {"section", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"name", PSHIP_COLUMN_UTF8, NULL, 0},
        {"rows", PSHIP_COLUMN_INT64, NULL, 0},
        {"value", PSHIP_COLUMN_FLOAT64, flows->value_unit, 0},
        {"problem", PSHIP_COLUMN_DICTIONARY, NULL, 0},
        {"suggestion", PSHIP_COLUMN_UTF8, NULL, 0},
    };
    pship__table_builder *builder;
    pship_result result = pship__table_builder_new(&builder, flows->context, columns,
                                                   sizeof columns / sizeof *columns, err);
    if (result != PSHIP_OK)
        return result;
    add_rows(builder, list, given, flows, level);
    return pship__table_builder_finish(builder, table, err);
}

pship_result pship_flows_products(pship_table **table, const pship_flows *flows,
                                  const pship_table *names, int32_t level, pship_error *err)
{
    given_names given;
    if (!table || !flows || level < 0)
        return pship__fail(err, PSHIP_E_ARGUMENT,
                           "the table or the flows are NULL, or the level is negative");
    pship_result result = find_names(&given, names, flows, err);
    tally *list = pship__allocate_zero(flows->context, flows->products.count, sizeof *list);
    if (result == PSHIP_OK && !list)
        result = pship__fail_memory(err);
    if (result == PSHIP_OK)
        result = count_rows(list, flows, err);
    if (result == PSHIP_OK)
        result = tell(table, list, &given, flows, level, err);
    pship__release(flows->context, list);
    pship__release(flows->context, given.rows);
    return result;
}
