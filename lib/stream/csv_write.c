/*
 * Tables as CSV: RFC 4180, in UTF-8.
 *
 * An empty text stands in quotes, so that it differs from an empty cell; readers that do not see the difference
 * take both for empty. In a table of one column both do.
 */
#include "stream/csv_write.h"

#include "stream/files.h"
#include "table/builder.h"
#include <math.h>
#include <string.h>

static bool needs_quotes(const char *text, size_t length)
{
    if (length == 0)
        return true;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
            return true;
    }
    return false;
}

void pship__csv_add_cell(pship__buffer *to, const char *text, size_t length)
{
    if (!needs_quotes(text, length)) {
        pship__buffer_add(to, text, length);
        return;
    }
    pship__buffer_add(to, "\"", 1);
    for (size_t start = 0; start < length;) {
        const char *quote = memchr(text + start, '"', length - start);
        size_t end = quote ? (size_t)(quote - text) + 1 : length;
        pship__buffer_add(to, text + start, end - start);
        if (quote)
            pship__buffer_add(to, "\"", 1);
        start = end;
    }
    pship__buffer_add(to, "\"", 1);
}

/* As the Table Schema names what is no number. */
static const char *not_finite(const pship_table *table, int32_t column, int64_t row)
{
    if (pship_table_column_type(table, column) != PSHIP_COLUMN_FLOAT64)
        return NULL;
    double number = pship_table_number(table, column, row);
    if (isfinite(number))
        return NULL;
    return isnan(number) ? "NaN" : number > 0 ? "INF" : "-INF";
}

static void add_value(pship__buffer *to, const pship_table *table, int32_t column, int64_t row)
{
    char text[128]; /* numbers and dates are shorter */
    size_t length;
    if (pship_table_is_null(table, column, row)) {
        /* An empty line would be no record to most readers, and a row less. */
        if (pship_table_columns(table) == 1)
            pship__csv_add_cell(to, "", 0);
        return;
    }
    pship_column_type type = pship_table_column_type(table, column);
    if (type == PSHIP_COLUMN_UTF8 || type == PSHIP_COLUMN_DICTIONARY) {
        const char *lent = pship_table_text(table, column, row, &length);
        pship__csv_add_cell(to, lent, length);
        return;
    }
    const char *word = not_finite(table, column, row);
    if (word) {
        pship__buffer_add_text(to, word);
        return;
    }
    length = pship_table_format(table, column, row, text, sizeof text);
    pship__buffer_add(to, text, length < sizeof text ? length : sizeof text - 1);
}

void pship__csv_write(pship__buffer *to, const pship_table *table)
{
    int32_t width = pship_table_columns(table);
    for (int64_t row = -1; row < pship_table_rows(table) && !to->failed; row++) {
        for (int32_t column = 0; column < width; column++) {
            const char *name = pship_table_column_name(table, column);
            if (column > 0)
                pship__buffer_add(to, ",", 1);
            if (row < 0)
                pship__csv_add_cell(to, name, strlen(name));
            else
                add_value(to, table, column, row);
        }
        pship__buffer_add(to, "\r\n", 2);
    }
}

pship_result pship_table_write_csv(const pship_table *table, const char *path, pship_error *err)
{
    pship__buffer text;
    const pship_context *context = pship__table_context(table);
    if (!table || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the path is NULL");
    pship__buffer_init(&text, context);
    pship__csv_write(&text, table);
    pship_result result = text.failed
                              ? pship__fail_memory(err)
                              : pship__file_replace(context, path, text.bytes, text.length, err);
    pship__buffer_free(&text);
    return result;
}
