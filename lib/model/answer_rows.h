/*
 * Answers as rows of a table, a group at a time: the columns that tables of answers have in common.
 */
#ifndef PSHIP_ANSWER_ROWS_H
#define PSHIP_ANSWER_ROWS_H

#include "model/view_private.h"
#include "table/builder.h"

/* Where in the table each column of a value is; -1: it has none. */
typedef struct value_columns {
    int32_t value, kind, number, unit, earliest, latest;
    int32_t certainty; /* and after it contested, undecided, statement */
} value_columns;

/* Adds those columns for up to GROUP_ROWS answers. */
void pship__group_answers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const answer *answers, size_t count);
/* Brings the places of the texts of their values into the cache; the statements should be there. */
void pship__answers_prefetch(const pship_view *view, const answer *answers, size_t count);

#endif
