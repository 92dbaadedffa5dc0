/*
 * CSV as a table: the header names the columns, and every cell keeps the text that it was written as.
 *
 * Nothing is guessed. "007", "1e3" and "121.0" would each lose something as a number, and a column that looks like numbers in
 * its first thousand rows may not be one: so who wants numbers names their columns, and is told where one is none.
 */
#include "stream/csv.h"
#include "stream/lines.h"
#include "table/builder.h"
#include <string.h>

pship_table_csv_options pship_table_csv_options_init(void)
{
    return (pship_table_csv_options)PSHIP_TABLE_CSV_OPTIONS_INIT;
}

static pship_result first_separator(char *separator, const pship_context *context, const char *path,
                                    const bytes_limits *limits, pship_error *err)
{
    text_lines *lines = NULL;
    char *text = NULL;
    size_t length = 0;
    pship_result result = pship__lines_open(&lines, context, path, limits, NULL, err);
    if (result == PSHIP_OK)
        result = pship__lines_next(lines, &text, &length, err);
    if (result == PSHIP_OK)
        *separator = text ? pship__csv_separator(text, length, '.') : ',';
    pship__lines_close(lines);
    return result;
}

pship_result pship__csv_open_separated(pship__csv **reader, const pship_context *context,
                                       const char *path, const bytes_limits *limits,
                                       const char *separator, pship__progress_state *progress,
                                       pship_error *err)
{
    char mark = ',';
    pship_result result = PSHIP_OK;
    if (separator && strlen(separator) != 1)
        return pship__fail(err, PSHIP_E_ARGUMENT, "a separator is one ASCII character");
    if (separator)
        mark = *separator;
    else
        result = first_separator(&mark, context, path, limits, err);
    if (result == PSHIP_OK)
        result = pship__csv_open_packed(reader, context, path, limits, mark, err);
    if (result == PSHIP_OK)
        pship__csv_report(*reader, progress);
    return result;
}

typedef struct table_reading {
    pship_context *context;
    const char *path;
    const pship_table_csv_options *options;
    pship__csv *csv;
    pship__table_builder *rows;
    pship__column_spec *columns;
    size_t width;
    pship__progress_state progress;
} table_reading;

static bool is_number(const table_reading *of, const char *name)
{
    for (size_t i = 0; i < of->options->number_count; i++) {
        if (strcmp(of->options->numbers[i], name) == 0)
            return true;
    }
    return false;
}

/* Every column that is to hold numbers has to be there: a name that was mistyped would pass for one of texts. */
static pship_result check_numbers(const table_reading *of, pship_error *err)
{
    for (size_t i = 0; i < of->options->number_count; i++) {
        size_t k = 0;
        while (k < of->width && strcmp(of->columns[k].name, of->options->numbers[i]) != 0)
            k++;
        if (k == of->width)
            return pship__fail_at(err, PSHIP_E_NOT_FOUND, of->path, 1, 1,
                                  "there is no column '%.100s'", of->options->numbers[i]);
    }
    return PSHIP_OK;
}

static pship_result check_name(const csv_cell *cells, size_t at, const char *path, pship_error *err)
{
    const csv_cell *cell = &cells[at];
    if (cell->length == 0)
        return pship__fail_at(err, PSHIP_E_INVALID, path, cell->line, cell->column,
                              "column %zu has no name", at + 1);
    for (size_t i = 0; i < at; i++) {
        if (strcmp(cells[i].text, cell->text) == 0)
            return pship__fail_at(err, PSHIP_E_INVALID, path, cell->line, cell->column,
                                  "there are two columns '%.100s'", cell->text);
    }
    return PSHIP_OK;
}

static pship_result read_header(table_reading *of, pship_error *err)
{
    const csv_cell *cells = NULL;
    pship_result result = pship__csv_next(of->csv, &cells, &of->width, NULL, err);
    if (result == PSHIP_OK && of->width == 0)
        return pship__fail_at(
            err, PSHIP_E_INVALID, of->path, 1, 1,
            "the file is empty: a first line with the names of its columns is expected");
    for (size_t i = 0; i < of->width && result == PSHIP_OK; i++)
        result = check_name(cells, i, of->path, err);
    if (result != PSHIP_OK)
        return result;
    of->columns = pship__allocate_zero(of->context, of->width, sizeof *of->columns);
    if (!of->columns)
        return pship__fail_memory(err);
    for (size_t i = 0; i < of->width; i++) {
        of->columns[i].name = cells[i].text; /* lent until the next record; the builder copies it */
        of->columns[i].type =
            is_number(of, cells[i].text) ? PSHIP_COLUMN_FLOAT64 : PSHIP_COLUMN_UTF8;
    }
    result = check_numbers(of, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_new(&of->rows, of->context, of->columns, of->width, err);
    return result;
}

static pship_result read_row(table_reading *of, const csv_cell *cells, size_t count,
                             pship_error *err)
{
    if (count != of->width)
        return pship__fail_at(err, PSHIP_E_SYNTAX, of->path, cells->line, cells->column,
                              "this row has %zu cell%s, the header has %zu", count,
                              count == 1 ? "" : "s", of->width);
    for (size_t i = 0; i < count; i++) {
        double number = 0;
        if (cells[i].length == 0 && !cells[i].quoted)
            pship__add_null(of->rows);
        else if (of->columns[i].type == PSHIP_COLUMN_UTF8)
            pship__add_text_n(of->rows, cells[i].text, cells[i].length);
        else if (pship__number_parse(cells[i].text, &number))
            pship__add_number(of->rows, number);
        else
            return pship__fail_at(err, PSHIP_E_SYNTAX, of->path, cells[i].line, cells[i].column,
                                  "'%.60s' is not a number", cells[i].text);
    }
    return pship__table_builder_failure(of->rows, err);
}

static pship_result read_all(table_reading *of, pship_error *err)
{
    const csv_cell *cells = NULL;
    size_t count = 0;
    pship_result result = read_header(of, err);
    if (result == PSHIP_OK)
        result = pship__csv_next(of->csv, &cells, &count, NULL, err);
    while (result == PSHIP_OK && count > 0) {
        result = read_row(of, cells, count, err);
        if (result == PSHIP_OK)
            result = pship__csv_next(of->csv, &cells, &count, NULL, err);
    }
    return result;
}

pship_result pship_table_read_csv(pship_table **table, pship_context *context, const char *path,
                                  const pship_table_csv_options *options, pship_error *err)
{
    pship_table_csv_options given = PSHIP_TABLE_CSV_OPTIONS_INIT;
    if (!table || !path)
        return pship__fail(err, PSHIP_E_ARGUMENT, "the table or the path are NULL");
    pship_result result =
        pship__options(&given, sizeof given, sizeof given, options, "pship_table_csv_options", err);
    if (result == PSHIP_OK && given.number_count > 0 && !given.numbers)
        result = pship__fail(err, PSHIP_E_ARGUMENT, "numbers is NULL where number_count is not 0");
    if (result != PSHIP_OK)
        return result;
    const bytes_limits limits = {given.member, 0, 250};
    table_reading of = {.context = context, .path = path, .options = &given};
    pship__progress_begin(&of.progress, context, "reading a table");
    result = pship__csv_open_separated(&of.csv, context, path, &limits, given.separator,
                                       &of.progress, err);
    if (result == PSHIP_OK)
        result = read_all(&of, err);
    if (result == PSHIP_OK)
        result = pship__table_builder_finish(of.rows, table, err);
    else
        pship__table_builder_free(of.rows);
    pship__csv_free(of.csv);
    pship__release(context, of.columns);
    return result;
}
