/* Mappings from arrays, tables and CSV files. */
#include "codes/mapping.h"

#include "codes/product.h"
#include "table/builder.h"
#include <string.h>

static pship_result read_options(pship_mapping_options *chosen,
                                 const pship_mapping_options *options, pship_error *err)
{
    pship_result result = pship__options(chosen, sizeof *chosen, sizeof *chosen, options,
                                         "pship_mapping_options", err);
    if (result == PSHIP_OK && (!chosen->from || !chosen->to))
        result = pship__fail(err, PSHIP_E_ARGUMENT, "the names of the columns are NULL");
    return result;
}

/* ---- arrays */

pship_result pship_mapping_new(pship_mapping **mapping, pship_context *context,
                               const char *const *from, const char *const *to,
                               const double *weights, size_t count,
                               const pship_mapping_options *options, pship_error *err)
{
    pship_mapping_options chosen = PSHIP_MAPPING_OPTIONS_INIT;
    mapping_maker maker;
    if (!mapping || (count > 0 && (!from || !to)))
        return pship__fail(err, PSHIP_E_ARGUMENT, "the mapping or its codes are NULL");
    pship_result result = read_options(&chosen, options, err);
    if (result != PSHIP_OK)
        return result;
    pship__mapping_maker_init(&maker, context);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++) {
        const char *one = from[i] ? from[i] : "", *other = to[i] ? to[i] : "";
        mapping_place place = {NULL, (int64_t)i + 1, 0};
        if (!pship__utf8_valid(one, strlen(one)) || !pship__utf8_valid(other, strlen(other)))
            result = pship__fail(err, PSHIP_E_INVALID, "row %lld: a code is not UTF-8",
                                 (long long)i + 1);
        else
            result = pship__mapping_add(&maker, one, strlen(one), other, strlen(other),
                                        weights ? weights[i] : 1, place, err);
    }
    if (result == PSHIP_OK)
        return pship__mapping_make(mapping, &maker, &chosen, err);
    pship__mapping_maker_free(&maker);
    return result;
}

/* ---- tables */

static pship_result find_codes(int32_t *column, const pship_table *table, const char *name,
                               pship_error *err)
{
    *column = pship_table_find(table, name);
    if (*column < 0)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "there is no column '%.60s' in the table", name);
    pship_column_type type = pship_table_column_type(table, *column);
    if (!pship__type_is_text(type) && type != PSHIP_COLUMN_INT64)
        return pship__fail(err, PSHIP_E_INVALID,
                           "the column '%.60s' holds no codes: text or whole numbers", name);
    return PSHIP_OK;
}

typedef struct number_text {
    char digits[32];
} number_text;

/* A code, of digits that `room` holds where it is a whole number; no length where it is null. */
static const char *code_at(const pship_table *table, int32_t column, int64_t row, size_t *length,
                           number_text *room)
{
    const char *text = pship_table_text(table, column, row, length);
    if (text)
        return text;
    *length = pship_table_format(table, column, row, room->digits, sizeof room->digits);
    return room->digits;
}

static pship_result read_table(mapping_maker *maker, const pship_table *table,
                               const int32_t columns[3], pship_error *err)
{
    pship__progress_state progress;
    pship_result result = PSHIP_OK;
    int64_t rows = pship_table_rows(table);
    pship__progress_begin(&progress, maker->context, "reading a mapping");
    for (int64_t row = 0; row < rows && result == PSHIP_OK; row++) {
        number_text from, to;
        size_t from_length = 0, to_length = 0;
        const char *from_text = code_at(table, columns[0], row, &from_length, &from);
        const char *to_text = code_at(table, columns[1], row, &to_length, &to);
        bool untold = columns[2] < 0 || pship_table_is_null(table, columns[2], row);
        double weight = untold ? 1 : pship_table_number(table, columns[2], row);
        result = pship__mapping_add(maker, from_text, from_length, to_text, to_length, weight,
                                    (mapping_place){NULL, row + 1, 0}, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, (double)row / (double)rows, err);
    }
    return result;
}

pship_result pship_mapping_from_table(pship_mapping **mapping, const pship_table *table,
                                      const pship_mapping_options *options, pship_error *err)
{
    pship_mapping_options chosen = PSHIP_MAPPING_OPTIONS_INIT;
    mapping_maker maker;
    int32_t columns[3] = {-1, -1, -1};
    if (!mapping || !table)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the mapping or the table are NULL");
    pship_result result = read_options(&chosen, options, err);
    if (result == PSHIP_OK)
        result = find_codes(&columns[0], table, chosen.from, err);
    if (result == PSHIP_OK)
        result = find_codes(&columns[1], table, chosen.to, err);
    if (result != PSHIP_OK)
        return result;
    columns[2] = chosen.weight ? pship_table_find(table, chosen.weight) : -1;
    if (columns[2] >= 0 && pship__type_is_text(pship_table_column_type(table, columns[2])))
        return pship__fail(err, PSHIP_E_INVALID, "the column '%.60s' holds no numbers",
                           chosen.weight);
    pship__mapping_maker_init(&maker, pship__table_context(table));
    result = read_table(&maker, table, columns, err);
    if (result == PSHIP_OK)
        return pship__mapping_make(mapping, &maker, &chosen, err);
    pship__mapping_maker_free(&maker);
    return result;
}

/* ---- files */

static pship_result read_row(mapping_maker *maker, const csv_column *columns, const csv_cell *cells,
                             size_t count, const char *path, pship_error *err)
{
    const csv_cell *from = pship__csv_column_cell(&columns[0], cells, count);
    const csv_cell *to = pship__csv_column_cell(&columns[1], cells, count);
    const csv_cell *weight = pship__csv_column_cell(&columns[2], cells, count);
    mapping_place place = {path, cells[0].line, from ? from->column : cells[0].column};
    double number = 1;
    if (weight && weight->length > 0 && !pship__number_parse(weight->text, &number))
        return pship__fail_at(err, PSHIP_E_INVALID, path, weight->line, weight->column,
                              "'%.40s' is no number", weight->text);
    return pship__mapping_add(maker, from ? from->text : "", from ? from->length : 0,
                              to ? to->text : "", to ? to->length : 0, number, place, err);
}

static pship_result read_file(mapping_maker *maker, pship__csv *reader, const char *path,
                              const pship_mapping_options *chosen, pship_error *err)
{
    csv_column columns[] = {{.name = chosen->from, .needed = true},
                            {.name = chosen->to, .needed = true},
                            {.name = chosen->weight ? chosen->weight : ""}};
    pship__progress_state progress;
    const csv_cell *cells = NULL;
    size_t count = 0;
    pship__progress_begin(&progress, maker->context, "reading a mapping");
    pship_result result = pship__csv_columns_find(columns, 3, reader, path, err);
    while (result == PSHIP_OK) {
        result = pship__csv_next(reader, &cells, &count, NULL, err);
        if (result != PSHIP_OK || count == 0)
            break;
        result = read_row(maker, columns, cells, count, path, err);
        if (result == PSHIP_OK)
            result = pship__progress(&progress, pship__csv_fraction(reader), err);
    }
    return result;
}

pship_result pship_mapping_read(pship_mapping **mapping, pship_context *context, const char *path,
                                const pship_mapping_options *options, pship_error *err)
{
    pship_mapping_options chosen = PSHIP_MAPPING_OPTIONS_INIT;
    mapping_maker maker;
    pship__csv *reader = NULL;
    if (!mapping || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the mapping or the path are NULL");
    pship_result result = read_options(&chosen, options, err);
    if (result == PSHIP_OK)
        result = pship__csv_open_file(&reader, context, path, ',', err);
    if (result != PSHIP_OK)
        return result;
    pship__mapping_maker_init(&maker, context);
    result = read_file(&maker, reader, path, &chosen, err);
    pship__csv_free(reader);
    if (result == PSHIP_OK)
        return pship__mapping_make(mapping, &maker, &chosen, err);
    pship__mapping_maker_free(&maker);
    return result;
}
