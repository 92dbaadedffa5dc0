/*
 * How a table lies in memory: the Arrow columnar layout. Private to the room table.
 *
 *   int64, timestamp  8 bytes a row            float64     8 bytes a row
 *   date, codes       4 bytes a row            decimal128  16 bytes a row, little-endian
 *   bool              one bit a row            utf8        rows + 1 offsets of 4 bytes, and bytes
 *
 * A dictionary column has codes and one text column more, the distinct texts.
 */
#ifndef PSHIP_TABLE_COLUMNS_H
#define PSHIP_TABLE_COLUMNS_H

#include "core/core.h"
#include <partnership/table.h>

/* Memory aligned as Arrow recommends, inside a block of whatever the allocator gave. */
#define PSHIP__ALIGNMENT 64

typedef struct pship__block {
    void *base; /* what the allocator knows */
    unsigned char *bytes;
    size_t length, capacity;
} pship__block;

/* Room for `more` bytes behind `length`; false when memory is short, and then nothing changed. */
bool pship__block_room(pship__block *block, const pship_context *context, size_t more);
void pship__block_free(pship__block *block, const pship_context *context);

typedef struct pship__texts {
    pship__block offsets; /* int32_t, one more than there are texts */
    pship__block bytes;
} pship__texts;

typedef struct pship__column {
    char *name;
    char *unit; /* or NULL */
    pship_column_type type;
    int32_t scale;
    int64_t null_count;
    pship__block validity; /* no bytes where no cell is null */
    pship__block values;   /* numbers, bits or codes; unused for utf8 */
    pship__texts texts;    /* utf8: the cells; dictionary: the distinct texts */
    int64_t distinct;      /* dictionary: how many */
} pship__column;

struct pship_table {
    pship_context *context;
    atomic_size_t references;
    int64_t rows;
    int32_t column_count;
    pship__column *columns;
};

/* Bytes of a cell in `values`, 0 for bool and utf8. */
size_t pship__column_width(pship_column_type type);
void pship__column_free(pship__column *column, const pship_context *context);

static inline bool pship__bit(const unsigned char *bits, int64_t index)
{
    return (bits[index >> 3] >> (index & 7) & 1) != 0;
}

/* The text at `index`, lent and not terminated. */
static inline const char *pship__texts_at(const pship__texts *texts, int64_t index, size_t *length)
{
    const int32_t *offsets = (const int32_t *)(const void *)texts->offsets.bytes;
    *length = (size_t)(offsets[index + 1] - offsets[index]);
    return (const char *)texts->bytes.bytes + offsets[index];
}

/* A 128-bit decimal as text with `scale` digits behind the point; room for PSHIP__DECIMAL_TEXT_SIZE is
 * enough for scales from -38 to 38. Returns the length. */
#define PSHIP__DECIMAL_TEXT_SIZE 96
size_t pship__decimal_text(const unsigned char *bytes, int32_t scale, char *text, size_t size);

#endif
