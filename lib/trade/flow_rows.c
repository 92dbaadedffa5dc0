/* A flow table from the rows of a table, whatever that came from. */
#include "trade/flow_store.h"

#include "table/builder.h"
#include <math.h>
#include <string.h>

/* A column of codes. Codes of a dictionary column are brought to those of the part once each; rows of the
 * others often repeat the one before. */
typedef struct code_column {
    int32_t index; /* in the table, or -1 */
    const char *name;
    flow_dictionary of;
    char last[256];
    size_t last_length;
    uint32_t last_code;
    bool has_last;
} code_column;

typedef struct rows {
    const pship_table *table;
    flow_part *part;
    code_column period, reporter, partner, product, unit;
    int32_t direction, valuation, value, quantity, flags[3];
    pship_flow_direction otherwise;
} rows;

/* ---- columns */

static bool is_text(pship_column_type type)
{
    return type == PSHIP_COLUMN_UTF8 || type == PSHIP_COLUMN_DICTIONARY;
}

static bool is_number(pship_column_type type)
{
    return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
           type == PSHIP_COLUMN_DECIMAL128;
}

static bool is_code(pship_column_type type)
{
    return is_text(type) || type == PSHIP_COLUMN_INT64 || type == PSHIP_COLUMN_DATE;
}

static bool is_flag(pship_column_type type)
{
    return type == PSHIP_COLUMN_BOOL;
}

static pship_result find_column(int32_t *index, const pship_table *table, const char *name,
                                bool needed, bool (*fits)(pship_column_type type),
                                const char *expected, pship_error *err)
{
    *index = name ? pship_table_find(table, name) : -1;
    if (*index < 0 && needed)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no column '%s' in the table",
                           name ? name : "");
    if (*index >= 0 && !fits(pship_table_column_type(table, *index)))
        return pship__fail(err, PSHIP_E_INVALID, "the column '%s' holds no %s", name, expected);
    return PSHIP_OK;
}

static pship_result find_code(code_column *column, const pship_table *table, const char *name,
                              flow_dictionary of, pship_error *err)
{
    *column = (code_column){.of = of, .name = name};
    return find_column(&column->index, table, name, of != FLOW_UNITS, is_code,
                       "codes: text or whole numbers", err);
}

static pship_result find_columns(rows *from, const pship_flows_columns *named, pship_error *err)
{
    static const char *const flags[] = {"estimated", "confidential", "provisional"};
    const pship_table *table = from->table;
    pship_result result = find_code(&from->period, table, named->period, FLOW_PERIODS, err);
    if (result == PSHIP_OK)
        result = find_code(&from->reporter, table, named->reporter, FLOW_COUNTRIES, err);
    if (result == PSHIP_OK)
        result = find_code(&from->partner, table, named->partner, FLOW_COUNTRIES, err);
    if (result == PSHIP_OK)
        result = find_code(&from->product, table, named->product, FLOW_PRODUCTS, err);
    if (result == PSHIP_OK)
        result = find_code(&from->unit, table, named->unit, FLOW_UNITS, err);
    if (result == PSHIP_OK)
        result = find_column(&from->value, table, named->value, true, is_number, "numbers", err);
    if (result == PSHIP_OK)
        result =
            find_column(&from->quantity, table, named->quantity, false, is_number, "numbers", err);
    if (result == PSHIP_OK)
        result =
            find_column(&from->direction, table, named->direction, false, is_text, "words", err);
    if (result == PSHIP_OK)
        result =
            find_column(&from->valuation, table, named->valuation, false, is_text, "words", err);
    for (int i = 0; i < 3 && result == PSHIP_OK; i++)
        result = find_column(&from->flags[i], table, flags[i], false, is_flag, "booleans", err);
    return result;
}

/* ---- cells */

static pship_result fail_cell(pship_error *err, const rows *from, int32_t column, int64_t row,
                              const char *expected)
{
    char text[128];
    (void)pship_table_format(from->table, column, row, text, sizeof text);
    return pship__fail(err, PSHIP_E_INVALID, "row %lld, column '%s': '%s' is not %s",
                       (long long)row + 1, pship_table_column_name(from->table, column), text,
                       expected);
}

static pship_result read_code(rows *from, code_column *column, int64_t row, uint32_t *code,
                              pship_error *err)
{
    char number[64];
    size_t length = 0;
    const char *text = pship_table_text(from->table, column->index, row, &length);
    if (!text && !pship_table_is_null(from->table, column->index, row)) {
        text = number;
        length = pship_table_format(from->table, column->index, row, number, sizeof number);
    }
    if (column->has_last && length == column->last_length &&
        memcmp(text ? text : "", column->last, length) == 0) {
        *code = column->last_code;
        return PSHIP_OK;
    }
    bool empty = length == 0 && column->of != FLOW_UNITS;
    if (empty || (text && memchr(text, '\0', length)))
        return fail_cell(err, from, column->index, row, "a code");
    if (!pship__flow_part_code(from->part, column->of, text ? text : "", length, code))
        return pship__flow_part_failure(from->part, err);
    column->has_last = length <= sizeof column->last;
    if (column->has_last) {
        memcpy(column->last, text ? text : "", length);
        column->last_length = length;
        column->last_code = *code;
    }
    return PSHIP_OK;
}

static pship_result read_number(const rows *from, int32_t column, int64_t row, double *number,
                                pship_error *err)
{
    *number = NAN;
    if (column < 0 || pship_table_is_null(from->table, column, row))
        return PSHIP_OK;
    *number = pship_table_number(from->table, column, row);
    if (!isfinite(*number) || *number < 0)
        return fail_cell(err, from, column, row, "a number that is not negative");
    return PSHIP_OK;
}

/* The value of a word; `otherwise` where there is none. */
static pship_result read_word(const rows *from, int32_t column, int64_t row, int *value,
                              int (*read)(const char *word, size_t length), int otherwise,
                              const char *expected, pship_error *err)
{
    size_t length = 0;
    const char *word = column < 0 ? NULL : pship_table_text(from->table, column, row, &length);
    *value = word ? read(word, length) : otherwise;
    return word && *value == 0 ? fail_cell(err, from, column, row, expected) : PSHIP_OK;
}

static pship_result read_traits(const rows *from, int64_t row, uint8_t *traits, pship_error *err)
{
    int direction, valuation = 0, flags = 0;
    pship_result result = read_word(
        from, from->direction, row, &direction, pship__flow_direction_read, (int)from->otherwise,
        "a direction: import, export, re_export, re_import or domestic", err);
    if (result == PSHIP_OK && direction == 0)
        result = pship__fail(err, PSHIP_E_INVALID, "row %lld has no direction", (long long)row + 1);
    if (result == PSHIP_OK)
        result = read_word(from, from->valuation, row, &valuation, pship__flow_valuation_read, 0,
                           "a valuation: fob or cif", err);
    for (int i = 0; i < 3; i++) {
        if (from->flags[i] >= 0 && pship_table_integer(from->table, from->flags[i], row) != 0)
            flags |= 1 << i;
    }
    *traits = pship__flow_traits(direction, valuation, flags);
    return result;
}

static pship_result read_row(rows *from, int64_t row, pship_error *err)
{
    flow_row made = {.unit = 0};
    pship_result result = read_code(from, &from->period, row, &made.period, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->reporter, row, &made.reporter, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->partner, row, &made.partner, err);
    if (result == PSHIP_OK)
        result = read_code(from, &from->product, row, &made.product, err);
    if (result == PSHIP_OK && from->unit.index >= 0)
        result = read_code(from, &from->unit, row, &made.unit, err);
    if (result == PSHIP_OK)
        result = read_number(from, from->value, row, &made.value, err);
    if (result == PSHIP_OK)
        result = read_number(from, from->quantity, row, &made.quantity, err);
    if (result == PSHIP_OK)
        result = read_traits(from, row, &made.traits, err);
    if (result == PSHIP_OK && !pship__flow_part_add(from->part, &made))
        result = pship__flow_part_failure(from->part, err);
    return result;
}

/* ---- all of it */

pship_flows_columns pship_flows_columns_init(void)
{
    return (pship_flows_columns)PSHIP_FLOWS_COLUMNS_INIT;
}

static pship_result read_rows(rows *from, const pship_context *context, pship_error *err)
{
    pship__progress_state progress;
    int64_t count = pship_table_rows(from->table);
    pship_result result = PSHIP_OK;
    pship__progress_begin(&progress, context, "reading flows from a table");
    for (int64_t row = 0; row < count && result == PSHIP_OK; row++) {
        result = read_row(from, row, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)count, err);
    }
    return result;
}

pship_result pship_flows_from_table(pship_flows **flows, const pship_table *table,
                                    const pship_flows_columns *columns,
                                    const pship_flows_about *about, pship_error *err)
{
    pship_flows_columns named = PSHIP_FLOWS_COLUMNS_INIT;
    pship_flows_about said = PSHIP_FLOWS_ABOUT_INIT;
    rows from = {.table = table};
    if (!flows || !table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the flows or the table are NULL");
    pship_result result =
        pship__options(&named, sizeof named, sizeof named, columns, "pship_flows_columns", err);
    if (result == PSHIP_OK)
        result = pship__options(&said, sizeof said, sizeof said, about, "pship_flows_about", err);
    if (result == PSHIP_OK && !pship__flow_direction_word((int)named.otherwise) &&
        named.otherwise != 0)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "%d is no direction", (int)named.otherwise);
    if (result == PSHIP_OK)
        result = find_columns(&from, &named, err);
    if (result != PSHIP_OK)
        return result;
    if (!said.value_unit)
        said.value_unit = pship_table_column_unit(table, from.value);
    if (!said.quantity_unit && from.quantity >= 0)
        said.quantity_unit = pship_table_column_unit(table, from.quantity);
    from.otherwise = named.otherwise;
    pship_context *context = pship__table_context(table);
    from.part = pship__flow_part_new(context);
    if (!from.part)
        return pship__fail_memory(err);
    result = read_rows(&from, context, err);
    if (result == PSHIP_OK)
        return pship__flow_parts_join(flows, context, &from.part, 1, &said, err);
    pship__flow_part_free(from.part);
    return result;
}
