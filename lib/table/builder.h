/*
 * How every room makes its tables: name the columns, add cells row by row, finish.
 *
 * Failures stick: after the first one the adds do nothing, and finish reports it, so that a room
 * can fill a table without a check at every cell.
 */
#ifndef PSHIP_TABLE_BUILDER_H
#define PSHIP_TABLE_BUILDER_H

#include "core/core.h"
#include <partnership/table.h>

typedef struct pship__column_spec {
    const char *name;
    pship_column_type type;
    const char *unit; /* or NULL */
    int32_t scale;    /* decimal128 only */
} pship__column_spec;

typedef struct pship__table_builder pship__table_builder;

static inline bool pship__type_is_text(pship_column_type type)
{
    return type == PSHIP_COLUMN_UTF8 || type == PSHIP_COLUMN_DICTIONARY;
}

/* Specs are copied. */
pship_result pship__table_builder_new(pship__table_builder **builder, pship_context *context,
                                      const pship__column_spec *columns, size_t count,
                                      pship_error *err);
/* Adds go to the next column of the current row, left to right; after the last column the row is
 * complete. A NULL text is a null cell. Type mismatches are programming errors and stick as
 * PSHIP_E_ARGUMENT. Text must be valid UTF-8. */
void pship__add_text(pship__table_builder *builder, const char *text); /* utf8 and dictionary */
void pship__add_text_n(pship__table_builder *builder, const char *text, size_t length);
void pship__add_told(pship__table_builder *builder, const char *text); /* null where it is empty */
/* The same for a text that is known to be UTF-8, and that stays as it is until the table is finished:
 * quicker, the more so where it repeats. */
void pship__add_word(pship__table_builder *builder, const char *word);
/* The same for a text of this length that need not stay: made of texts that are known to be UTF-8. */
void pship__add_phrase(pship__table_builder *builder, const char *text, size_t length);
void pship__add_int64(pship__table_builder *builder, int64_t value);
void pship__add_ordinal(pship__table_builder *builder, int64_t ordinal); /* int64; 0: null */
void pship__add_number(pship__table_builder *builder, double value);
void pship__add_decimal(pship__table_builder *builder,
                        const unsigned char *bytes); /* 16, little-endian, at the column's scale */
void pship__add_finite(pship__table_builder *builder,
                       double value); /* null where it is no number */
void pship__add_bool(pship__table_builder *builder, bool value);
void pship__add_date(pship__table_builder *builder, pship_day day); /* MIN and MAX: null */
void pship__add_timestamp(pship__table_builder *builder, int64_t microseconds);
void pship__add_null(pship__table_builder *builder);
/* Rows in groups, a column at a time: quicker than cell by cell. Groups come first, have GROUP_ROWS rows each
 * but for the last, and every column gets its part of one before the group is ended. Bit i of `valid`
 * says whether row i has a value. */
#define GROUP_ROWS 64
void pship__group_fixed(pship__table_builder *builder, int32_t column, const void *values,
                        uint64_t valid, size_t count); /* int64, float64, date, codes */
void pship__group_bits(pship__table_builder *builder, int32_t column, uint64_t bits, size_t count);
/* As pship__add_word(). */
void pship__group_words(pship__table_builder *builder, int32_t column, const char *const *words,
                        size_t count);
/* The same for texts whose lengths are known, to a utf8 column. */
void pship__group_texts(pship__table_builder *builder, int32_t column, const char *const *texts,
                        const size_t *lengths, size_t count);
/* The same word in all rows of a dictionary column; NULL: none in any. */
void pship__group_word(pship__table_builder *builder, int32_t column, const char *word,
                       size_t count);
/* Gives a dictionary column that has no cells yet its words, so that groups may name them by their places in
 * the list, as int32_t: for columns whose words are too many to be looked up again and again. No word twice. */
void pship__column_words(pship__table_builder *builder, int32_t column, const char *const *words,
                         size_t count);
void pship__group_end(pship__table_builder *builder, size_t count);
/* About so many rows will come, in groups: what they need is asked for at once rather than in steps. */
void pship__expect_rows(pship__table_builder *builder, size_t rows);
int64_t pship__table_builder_rows(const pship__table_builder *builder);
/* What stuck so far, for a long loop that would rather stop early. */
pship_result pship__table_builder_failure(const pship__table_builder *builder, pship_error *err);
/* Frees the builder in every case; `table` is untouched on failure. */
pship_result pship__table_builder_finish(pship__table_builder *builder, pship_table **table,
                                         pship_error *err);
void pship__table_builder_free(pship__table_builder *builder); /* may be NULL */

/* What a table was made with; NULL for the defaults. */
pship_context *pship__table_context(const pship_table *table);

/* Adds what a cell of another table holds, to a column of its type. */
void pship__add_copy(pship__table_builder *builder, const pship_table *table, int32_t column,
                     int64_t row);

/* The rows of `table` named by `rows` (in that order), as a new table. For sorting and filtering. */
pship_result pship__table_take(pship_table **taken, const pship_table *table, const int64_t *rows,
                               size_t count, pship_error *err);

#endif
