/* Columns of CSV files, by name. */
#include "codes/product.h"

#include <string.h>

static bool is_called(const csv_column *column, const char *name)
{
    return strcmp(name, column->name) == 0 || (column->other && strcmp(name, column->other) == 0);
}

static pship_result place_column(csv_column *column, const csv_cell *cells, size_t count,
                                 const char *path, pship_error *err)
{
    column->index = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (!is_called(column, cells[i].text))
            continue;
        if (column->index != SIZE_MAX)
            return pship__fail_at(err, PSHIP_E_CONFLICT, path, cells[i].line, cells[i].column,
                                  "there are two columns '%s'", column->name);
        column->index = i;
    }
    if (column->index == SIZE_MAX && column->needed)
        return pship__fail_at(err, PSHIP_E_NOT_FOUND, path, 1, 1, "there is no column '%s'",
                              column->name);
    return PSHIP_OK;
}

pship_result pship__csv_columns_find(csv_column *columns, size_t count, pship__csv *reader,
                                     const char *path, pship_error *err)
{
    const csv_cell *cells = NULL;
    size_t cell_count = 0;
    pship_result result = pship__csv_next(reader, &cells, &cell_count, NULL, err);
    for (size_t i = 0; i < count && result == PSHIP_OK; i++)
        result = place_column(&columns[i], cells, cell_count, path, err);
    return result;
}

const csv_cell *pship__csv_column_cell(const csv_column *column, const csv_cell *cells,
                                       size_t count)
{
    return column->index < count ? &cells[column->index] : NULL;
}
