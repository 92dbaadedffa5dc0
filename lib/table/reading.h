/*
 * How rooms read tables that others made: columns that have to be there and hold what is expected, cells that have to be
 * numbers from 0 up, rows in the order of what is in a column.
 */
#ifndef PSHIP_TABLE_READING_H
#define PSHIP_TABLE_READING_H

#include "table/builder.h"

typedef enum pship__column_use {
    PSHIP__USE_TEXT,
    PSHIP__USE_CODE, /* text, whole numbers, dates or booleans: whatever can be told apart */
    PSHIP__USE_NUMBER,
    PSHIP__USE_BOOL
} pship__column_use;

/* `what` names the table in a message ("the trips"). *column is -1 where it is not there and need not be. */
pship_result pship__column_find(int32_t *column, const pship_table *table, const char *what,
                                const char *name, pship__column_use use, bool needed,
                                pship_error *err);
/* Several columns of one table. */
typedef struct pship__column_wanted {
    int32_t *column;
    const char *name;
    pship__column_use use;
    bool needed;
} pship__column_wanted;
pship_result pship__columns_find(const pship__column_wanted *wanted, size_t count,
                                 const pship_table *table, const char *what, pship_error *err);
/* NaN where the cell is null or there is no such column; otherwise finite and, unless `any_sign`, not negative. */
pship_result pship__cell_number(double *number, const pship_table *table, const char *what,
                                int32_t column, int64_t row, bool any_sign, pship_error *err);
/* Cells of a column that can be told apart: as strcmp; null comes first. Texts by their bytes. */
int pship__cell_compare(const pship_table *table, int32_t column, int64_t row,
                        const pship_table *other, int32_t other_column, int64_t other_row);
/* A cell of any type as a text of a table that is being made; null where there is no such column. */
void pship__add_cell(pship__table_builder *builder, const pship_table *table, int32_t column,
                     int64_t row);
/* Is this the text of the cell? */
bool pship__cell_is(const pship_table *table, int32_t column, int64_t row, const char *text);

#endif
