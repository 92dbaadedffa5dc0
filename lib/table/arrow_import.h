/*
 * What the three files that read Arrow share: types from a schema, cells from an array, and the
 * stream that both come from. Private to the room table.
 *
 * Of a foreign array everything that the interface lets us see is checked. The sizes of most
 * buffers it does not tell; those a producer is trusted with.
 */
#ifndef PSHIP_TABLE_ARROW_IMPORT_H
#define PSHIP_TABLE_ARROW_IMPORT_H

#include "table/arrow_abi.h"
#include "table/builder.h"

typedef enum pship__arrow_kind {
    PSHIP__ARROW_NULL,
    PSHIP__ARROW_BOOL,
    PSHIP__ARROW_INTEGER, /* `width` bytes, `is_signed` */
    PSHIP__ARROW_FLOAT,   /* `width` 2, 4 or 8 */
    PSHIP__ARROW_DECIMAL,
    PSHIP__ARROW_DATE,      /* `width` 4 for days, 8 for milliseconds */
    PSHIP__ARROW_TIMESTAMP, /* times `multiply`, divided by `divide`, gives microseconds */
    PSHIP__ARROW_TEXT,      /* `width` 4 or 8 bytes an offset */
    PSHIP__ARROW_TEXT_VIEW
} pship__arrow_kind;

typedef struct pship__arrow_type {
    pship__arrow_kind kind;
    pship_column_type column; /* what it becomes */
    int width;
    bool is_signed;
    int64_t multiply, divide;
    int32_t scale;
} pship__arrow_type;

typedef struct pship__arrow_column {
    const char *name; /* lent by the schema */
    char *unit;       /* owned, or NULL */
    pship_column_type column;
    pship__arrow_type type; /* of the values; of the dictionary's values where there is one */
    bool has_dictionary;
    pship__arrow_type index; /* then of the codes */
} pship__arrow_column;

/* Reads the type, name and unit of a column. On failure `column` owns nothing. */
pship_result pship__arrow_column_read(pship__arrow_column *column, const pship_context *context,
                                      const struct ArrowSchema *schema, pship_error *err);

/* The column of one batch, checked so that rows 0 to `rows` - 1 can be added from it. */
typedef struct pship__arrow_values {
    const pship__arrow_type *type;
    const char *name;
    int64_t offset;                /* of row 0 */
    int64_t length;                /* rows that may be asked for */
    const unsigned char *validity; /* or NULL */
    const unsigned char *values;   /* numbers, bits, offsets or views */
    const char *bytes;             /* of texts */
    const void *const *view_buffers;
    int64_t view_buffer_count;
    const unsigned char *view_buffer_sizes;
} pship__arrow_values;

/* `skip` rows of the array lie before row 0. */
pship_result pship__arrow_values_read(pship__arrow_values *values, const pship__arrow_type *type,
                                      const char *name, const struct ArrowArray *array,
                                      int64_t skip, int64_t rows, pship_error *err);
bool pship__arrow_is_null(const pship__arrow_values *values, int64_t row);
/* The code of a dictionary cell that is not null; fails when it is no row of the dictionary. */
pship_result pship__arrow_code(const pship__arrow_values *codes, int64_t row, int64_t count,
                               int64_t *code, pship_error *err);
/* Adds a cell that is not null. Failures of the builder stick in the builder. */
pship_result pship__arrow_add(pship__table_builder *builder, const pship__arrow_values *values,
                              int64_t row, pship_error *err);

#endif
