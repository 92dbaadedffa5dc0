/*
 * A statement as it lies in memory. Texts are interned: a name_id stands for one text in the pool
 * of the model, 0 for none.
 */
#ifndef PSHIP_STATEMENT_H
#define PSHIP_STATEMENT_H

#include "core/core.h"
#include <partnership/transaction.h>

typedef uint32_t name_id;

enum { OPERATION_ASSERT = 0, OPERATION_CORRECT = 1, OPERATION_RETRACT = 2, OPERATION_END = 3 };

/* A date in a statement: pship_date with its text interned. */
typedef struct stored_date {
    pship_day earliest, latest;
    name_id text;
    uint8_t kind;      /* pship_date_kind */
    uint8_t precision; /* pship_precision */
    bool approximate, uncertain;
} stored_date;

typedef struct statement {
    name_id subject, property;
    name_id value; /* text, digits, rule, id referred to, text of the date */
    name_id unit;
    name_id object;   /* entity referred to by a reference or by a rule, else 0 */
    double number;    /* numbers: in the unit as written */
    stored_date date; /* date values */
    stored_date from;
    stored_date until;        /* bounds: first day on which it no longer holds */
    pship_day last_confirmed; /* PSHIP_DAY_NONE: not said */
    name_id source, locator, qualifier, certainty, wording, reason;
    int64_t target;       /* what it corrects, retracts or ends; 0 for an assertion */
    uint32_t layer;       /* 0: the base; scenarios come above it */
    uint32_t transaction; /* recorded by; ordinal from 1 */
    uint8_t operation;
    uint8_t value_kind; /* pship_value_kind */
    int8_t rank;        /* pship_rank */
    bool boolean;
    bool states_until; /* `until` was given, not left out */
} statement;

#endif
