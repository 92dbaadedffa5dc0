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

/* The value of an answer, from its statement or from what the index has of it. */
typedef struct claim {
    name_id text, unit;
    union {
        double number;
        date_id date;
    };
    uint8_t kind; /* pship_value_kind */
    bool boolean;
} claim;

/* Of a statement; of none where it is NULL. */
static inline claim claim_of(const statement *row)
{
    if (row == NULL) {
        return (claim){.kind = PSHIP_VALUE_ABSENT};
    }
    claim made = {
        .text = row->value, .unit = row->unit, .kind = row->value_kind, .boolean = row->boolean};
    if (row->value_kind == PSHIP_VALUE_NUMBER) {
        made.number = row->number;
    } else {
        made.date = row->value_kind == PSHIP_VALUE_DATE ? row->date : 0;
    }
    return made;
}

/* Adds those columns for up to GROUP_ROWS answers and their values. */
void pship__group_answers(pship__table_builder *builder, const pship_view *view,
                          const value_columns *at, const answer *answers, const claim *claims,
                          size_t count);

#endif
