/*
 * Tables once they are built: references and the reading of cells.
 */
#include "table/builder.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

/* ---- memory */

bool pship__block_room(pship__block *block, const pship_context *context, size_t more)
{
    if (block->bytes != NULL && more <= block->capacity - block->length)
        return true;
    size_t half = (size_t)PTRDIFF_MAX / 2 - PSHIP__ALIGNMENT;
    if (block->length > half || more > half - block->length)
        return false;
    size_t wanted = block->length + more;
    if (wanted < block->capacity * 2)
        wanted = block->capacity * 2;
    if (wanted < PSHIP__ALIGNMENT)
        wanted = PSHIP__ALIGNMENT;
    /* Not resized in place: the start would have to be aligned anew and the bytes moved again. */
    unsigned char *base = pship__allocate(context, wanted + PSHIP__ALIGNMENT, 1);
    if (base == NULL)
        return false;
    size_t past = (size_t)((uintptr_t)base % PSHIP__ALIGNMENT);
    unsigned char *bytes = past == 0 ? base : base + (PSHIP__ALIGNMENT - past);
    if (block->length > 0)
        memcpy(bytes, block->bytes, block->length);
    pship__release(context, block->base);
    block->base = base;
    block->bytes = bytes;
    block->capacity = wanted;
    return true;
}

void pship__block_free(pship__block *block, const pship_context *context)
{
    pship__release(context, block->base);
    *block = (pship__block){.base = NULL};
}

size_t pship__column_width(pship_column_type type)
{
    switch (type) {
    case PSHIP_COLUMN_INT64:
    case PSHIP_COLUMN_FLOAT64:
    case PSHIP_COLUMN_TIMESTAMP:
        return 8;
    case PSHIP_COLUMN_DECIMAL128:
        return 16;
    case PSHIP_COLUMN_DATE:
    case PSHIP_COLUMN_DICTIONARY:
        return 4;
    case PSHIP_COLUMN_BOOL:
    case PSHIP_COLUMN_UTF8:
        break;
    }
    return 0;
}

void pship__column_free(pship__column *column, const pship_context *context)
{
    pship__release(context, column->name);
    pship__release(context, column->unit);
    pship__block_free(&column->validity, context);
    pship__block_free(&column->values, context);
    pship__block_free(&column->texts.offsets, context);
    pship__block_free(&column->texts.bytes, context);
}

/* ---- references */

void pship_table_free(pship_table *table)
{
    if (table == NULL)
        return;
    if (atomic_fetch_sub_explicit(&table->references, 1, memory_order_acq_rel) != 1)
        return;
    pship_context *context = table->context;
    for (int32_t i = 0; i < table->column_count; i++)
        pship__column_free(&table->columns[i], context);
    pship__release(context, table->columns);
    pship__release(context, table);
    pship_context_free(context);
}

pship_table *pship_table_share(pship_table *table)
{
    if (table != NULL)
        atomic_fetch_add_explicit(&table->references, 1, memory_order_relaxed);
    return table;
}

/* ---- columns */

static const pship__column *column_at(const pship_table *table, int32_t column)
{
    if (table == NULL || column < 0 || column >= table->column_count)
        return NULL;
    return &table->columns[column];
}

pship_context *pship__table_context(const pship_table *table)
{
    return table == NULL ? NULL : table->context;
}

int64_t pship_table_rows(const pship_table *table)
{
    return table == NULL ? 0 : table->rows;
}

int32_t pship_table_columns(const pship_table *table)
{
    return table == NULL ? 0 : table->column_count;
}

int32_t pship_table_find(const pship_table *table, const char *name)
{
    if (table == NULL || name == NULL)
        return -1;
    for (int32_t i = 0; i < table->column_count; i++) {
        if (strcmp(table->columns[i].name, name) == 0)
            return i;
    }
    return -1;
}

const char *pship_table_column_name(const pship_table *table, int32_t column)
{
    const pship__column *found = column_at(table, column);
    return found == NULL ? NULL : found->name;
}

pship_column_type pship_table_column_type(const pship_table *table, int32_t column)
{
    const pship__column *found = column_at(table, column);
    return found == NULL ? (pship_column_type)0 : found->type;
}

const char *pship_table_column_unit(const pship_table *table, int32_t column)
{
    const pship__column *found = column_at(table, column);
    return found == NULL ? NULL : found->unit;
}

int32_t pship_table_column_scale(const pship_table *table, int32_t column)
{
    const pship__column *found = column_at(table, column);
    return found == NULL ? 0 : found->scale;
}

const void *pship_table_values(const pship_table *table, int32_t column)
{
    const pship__column *found = column_at(table, column);
    if (found == NULL || pship__column_width(found->type) == 0)
        return NULL;
    return found->values.bytes;
}

const char *pship_table_texts(const pship_table *table, int32_t column, const int32_t **offsets,
                              int64_t *count)
{
    const pship__column *found = column_at(table, column);
    const bool cells = found != NULL && found->type == PSHIP_COLUMN_UTF8;
    const bool words = found != NULL && found->type == PSHIP_COLUMN_DICTIONARY;
    if (offsets != NULL)
        *offsets =
            cells || words ? (const int32_t *)(const void *)found->texts.offsets.bytes : NULL;
    if (count != NULL)
        *count = cells ? table->rows : words ? found->distinct : 0;
    return cells || words ? (const char *)found->texts.bytes.bytes : NULL;
}

/* ---- cells */

/* The column when the cell is there and not null. */
static const pship__column *cell_at(const pship_table *table, int32_t column, int64_t row)
{
    const pship__column *found = column_at(table, column);
    if (found == NULL || row < 0 || row >= table->rows)
        return NULL;
    if (found->validity.bytes != NULL && !pship__bit(found->validity.bytes, row))
        return NULL;
    return found;
}

bool pship_table_is_null(const pship_table *table, int32_t column, int64_t row)
{
    return cell_at(table, column, row) == NULL;
}

static int32_t int32_at(const pship__column *column, int64_t row)
{
    return ((const int32_t *)(const void *)column->values.bytes)[row];
}

static int64_t int64_at(const pship__column *column, int64_t row)
{
    return ((const int64_t *)(const void *)column->values.bytes)[row];
}

const char *pship_table_text(const pship_table *table, int32_t column, int64_t row, size_t *length)
{
    size_t unwanted;
    if (length == NULL)
        length = &unwanted;
    *length = 0;
    const pship__column *cell = cell_at(table, column, row);
    if (cell == NULL)
        return NULL;
    if (cell->type == PSHIP_COLUMN_UTF8)
        return pship__texts_at(&cell->texts, row, length);
    if (cell->type == PSHIP_COLUMN_DICTIONARY)
        return pship__texts_at(&cell->texts, int32_at(cell, row), length);
    return NULL;
}

int64_t pship_table_integer(const pship_table *table, int32_t column, int64_t row)
{
    const pship__column *cell = cell_at(table, column, row);
    if (cell == NULL)
        return 0;
    switch (cell->type) {
    case PSHIP_COLUMN_INT64:
    case PSHIP_COLUMN_TIMESTAMP:
        return int64_at(cell, row);
    case PSHIP_COLUMN_DATE:
        return int32_at(cell, row);
    case PSHIP_COLUMN_BOOL:
        return pship__bit(cell->values.bytes, row) ? 1 : 0;
    case PSHIP_COLUMN_FLOAT64:
    case PSHIP_COLUMN_DECIMAL128:
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY:
        break;
    }
    return 0;
}

static double decimal_number(const unsigned char *bytes, int32_t scale)
{
    char text[PSHIP__DECIMAL_TEXT_SIZE];
    double number;
    pship__decimal_text(bytes, scale, text, sizeof text);
    /* Through the digits, because that rounds once, and correctly. */
    return pship__number_parse(text, &number) ? number : (double)NAN;
}

double pship_table_number(const pship_table *table, int32_t column, int64_t row)
{
    const pship__column *cell = cell_at(table, column, row);
    if (cell == NULL)
        return (double)NAN;
    switch (cell->type) {
    case PSHIP_COLUMN_FLOAT64:
        return ((const double *)(const void *)cell->values.bytes)[row];
    case PSHIP_COLUMN_INT64:
        return (double)int64_at(cell, row);
    case PSHIP_COLUMN_DECIMAL128:
        return decimal_number(cell->values.bytes + row * 16, cell->scale);
    case PSHIP_COLUMN_BOOL:
    case PSHIP_COLUMN_DATE:
    case PSHIP_COLUMN_TIMESTAMP:
    case PSHIP_COLUMN_UTF8:
    case PSHIP_COLUMN_DICTIONARY:
        break;
    }
    return (double)NAN;
}
