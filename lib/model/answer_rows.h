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

/* Up to GROUP_ROWS answers with their values, a column at a time. */
typedef struct answer_rows {
    size_t count;
    uint64_t told, contested, undecided; /* a bit for each row; told: by a statement */
    uint32_t ids[GROUP_ROWS];
    uint8_t truths[GROUP_ROWS];
    uint8_t kinds[GROUP_ROWS];
    bool booleans[GROUP_ROWS];
    const char *texts[GROUP_ROWS], *units[GROUP_ROWS];
    entry_value values[GROUP_ROWS];
} answer_rows;

static inline void answer_rows_clear(answer_rows *of)
{
    of->count = 0;
    of->told = of->contested = of->undecided = 0;
}

/* Adds what a statement says that holds, to rows that are not full. */
static inline void answer_rows_add(answer_rows *to, uint32_t id, pship_truth truth,
                                   const value_form *form, const char *text, entry_value value)
{
    size_t at = to->count++;
    to->told |= (uint64_t)(id != 0) << at;
    to->ids[at] = id;
    to->truths[at] = (uint8_t)truth;
    to->kinds[at] = form->kind;
    to->booleans[at] = form->boolean;
    to->units[at] = form->unit;
    to->texts[at] = text;
    to->values[at] = value;
}

static inline void answer_rows_add_answer(answer_rows *to, const answer *made)
{
    to->contested |= (uint64_t)made->contested << to->count;
    to->undecided |= (uint64_t)made->undecided << to->count;
    answer_rows_add(to, made->id, made->truth, &made->form, made->text, made->value);
}

/* Adds texts of the pool, which may be NULL, to a utf8 column, for GROUP_ROWS rows at most. */
void pship__group_pooled(pship__table_builder *builder, int32_t column, const char *const *texts,
                         size_t count);
/* The same by their ordinals. */
void pship__group_names(pship__table_builder *builder, const pship_view *view, int32_t column,
                        const name_id *texts, size_t count);
/* Adds those columns for answers. */
void pship__group_answers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const answer_rows *rows);

#endif
