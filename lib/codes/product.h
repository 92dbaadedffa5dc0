/*
 * Products for the rooms above.
 */
#ifndef PSHIP_CODES_PRODUCT_H
#define PSHIP_CODES_PRODUCT_H

#include "core/core.h"
#include "stream/csv.h"
#include <partnership/product.h>

/* As pship_product_find(), of a classification that was found. */
pship_product pship__product_look(const char *code, const pship_classification *in, int32_t level);
/* NULL where nothing is wrong. */
const char *pship__product_problem_word(pship_product_problem problem);
/* Are they of one family, and of one revision where both tell it? */
bool pship__classification_agrees(const char *one, const char *other);
/* What two classifications have in common: themselves, or their family, as when each year is told by the revision of its
 * time. NULL where it is nothing. */
const char *pship__classification_common(const char *one, const char *other);

/* ---- columns of CSV files, by name (csv_columns.c) */

typedef struct csv_column {
    const char *name, *other; /* what it may be called; `other` may be NULL */
    bool needed;
    size_t index; /* found: among the cells; SIZE_MAX where it is not there */
} csv_column;

/* Reads the line of names. PSHIP_E_NOT_FOUND for what is needed and not there, PSHIP_E_CONFLICT for what is there twice. */
pship_result pship__csv_columns_find(csv_column *columns, size_t count, pship__csv *reader,
                                     const char *path, pship_error *err);
/* The cell of a row; NULL where the column is not there, or the row is too short for it. */
const csv_cell *pship__csv_column_cell(const csv_column *column, const csv_cell *cells,
                                       size_t count);

#endif
