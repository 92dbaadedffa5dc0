/* Tables that others made: their columns and cells, checked as they are read. */
#include "table/reading.h"

#include <math.h>
#include <string.h>

static bool fits(pship_column_type type, pship__column_use use)
{
    switch (use) {
    case PSHIP__USE_TEXT:
        return pship__type_is_text(type);
    case PSHIP__USE_CODE:
        return pship__type_is_text(type) || type == PSHIP_COLUMN_INT64 ||
               type == PSHIP_COLUMN_DATE || type == PSHIP_COLUMN_BOOL;
    case PSHIP__USE_NUMBER:
        return type == PSHIP_COLUMN_FLOAT64 || type == PSHIP_COLUMN_INT64 ||
               type == PSHIP_COLUMN_DECIMAL128;
    case PSHIP__USE_BOOL:
        return type == PSHIP_COLUMN_BOOL;
    }
    return false;
}

pship_result pship__column_find(int32_t *column, const pship_table *table, const char *what,
                                const char *name, pship__column_use use, bool needed,
                                pship_error *err)
{
    static const char *const holds[] = {"text", "text, whole numbers, dates or booleans", "numbers",
                                        "booleans"};
    const int32_t found = pship_table_find(table, name);
    if (found < 0 && needed)
        return pship__fail(err, PSHIP_E_NOT_FOUND, "%s have no column '%s'", what, name);
    if (found >= 0 && !fits(pship_table_column_type(table, found), use))
        return pship__fail(err, PSHIP_E_INVALID, "the column '%s' of %s does not hold %s", name,
                           what, holds[use]);
    *column = found;
    return PSHIP_OK;
}

pship_result pship__columns_find(const pship__column_wanted *wanted, size_t count,
                                 const pship_table *table, const char *what, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = pship__column_find(wanted[i].column, table, what, wanted[i].name, wanted[i].use,
                                    wanted[i].needed, err);
    return result;
}

pship_result pship__cell_number(double *number, const pship_table *table, const char *what,
                                int32_t column, int64_t row, bool any_sign, pship_error *err)
{
    char text[128];
    *number = (double)NAN;
    if (column < 0 || pship_table_is_null(table, column, row))
        return PSHIP_OK;
    const double told = pship_table_number(table, column, row);
    if (isnan(told)) /* frames have it for what is not told */
        return PSHIP_OK;
    if (isfinite(told) && (any_sign || told >= 0)) {
        *number = told;
        return PSHIP_OK;
    }
    (void)pship_table_format(table, column, row, text, sizeof text);
    return pship__fail(err, PSHIP_E_INVALID, "row %lld of %s: '%s' is %s, which is no %s",
                       (long long)row + 1, what, pship_table_column_name(table, column), text,
                       any_sign ? "finite number" : "number from 0 up");
}

static int compare_texts(const char *a, size_t a_length, const char *b, size_t b_length)
{
    const size_t common = a_length < b_length ? a_length : b_length;
    const int order = common ? memcmp(a, b, common) : 0;
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

int pship__cell_compare(const pship_table *table, int32_t column, int64_t row,
                        const pship_table *other, int32_t other_column, int64_t other_row)
{
    const bool told = !pship_table_is_null(table, column, row);
    const bool other_told = !pship_table_is_null(other, other_column, other_row);
    if (!told || !other_told)
        return told - other_told;
    if (pship__type_is_text(pship_table_column_type(table, column))) {
        size_t length = 0, other_length = 0;
        const char *text = pship_table_text(table, column, row, &length);
        const char *other_text = pship_table_text(other, other_column, other_row, &other_length);
        return compare_texts(text ? text : "", length, other_text ? other_text : "", other_length);
    }
    const int64_t a = pship_table_integer(table, column, row);
    const int64_t b = pship_table_integer(other, other_column, other_row);
    return (a > b) - (a < b);
}

bool pship__cell_is(const pship_table *table, int32_t column, int64_t row, const char *text)
{
    size_t length = 0;
    const char *found = pship_table_text(table, column, row, &length);
    return found && length == strlen(text) && memcmp(found, text, length) == 0;
}

void pship__add_cell(pship__table_builder *builder, const pship_table *table, int32_t column,
                     int64_t row)
{
    char number[128];
    size_t length = 0;
    if (!table || column < 0 || pship_table_is_null(table, column, row)) {
        pship__add_null(builder);
        return;
    }
    const char *text = pship_table_text(table, column, row, &length);
    if (!text) {
        length = pship_table_format(table, column, row, number, sizeof number);
        text = number;
    }
    pship__add_text_n(builder, text, length);
}
