/*
 * The rows of a model as they lie in memory and, number for number, in its file: texts, dates and
 * notes are interned in pools and stand in a statement as their ordinals, from 1; 0 is none. What
 * a transaction that is given up had added to a pool is cut off again, so that the ordinals in memory
 * and in the file are the same.
 */
#ifndef PSHIP_STATEMENT_H
#define PSHIP_STATEMENT_H

#include "core/core.h"
#include <partnership/transaction.h>

typedef uint32_t name_id; /* a text */
typedef uint32_t date_id;
typedef uint32_t note_id;

enum {
    OPERATION_ASSERT = 0,
    OPERATION_CORRECT = 1,
    OPERATION_RETRACT = 2,
    OPERATION_END = 3,
    OPERATION_CONFIRM = 4,
    OPERATION_ERASE = 5,
    OPERATION_MASK = 6,
    OPERATION_LAST = OPERATION_MASK
};

/* A layer number that is none. */
#define ANY_LAYER 65535u

/* A date: pship_date with its text interned. */
typedef struct stored_date {
    pship_day earliest, latest;
    name_id text;
    uint8_t kind;      /* pship_date_kind */
    uint8_t precision; /* pship_precision */
    bool approximate, uncertain;
} stored_date;

/* What goes with few statements, or with many alike: interned as a whole. */
typedef struct note_row {
    name_id locator, qualifier, certainty, wording, reason, entry;
} note_row;

/* A statement. Its number is its place in the log, from 1.
 *
 * Of an erased one a tombstone is left: subject, property, source, target, transaction, layer,
 * operation and `erased`. */
typedef struct statement {
    name_id subject, property;
    name_id value; /* text, digits, rule, id referred to, text of the date */
    name_id unit;
    name_id object; /* entity referred to by a reference or by a rule, else 0 */
    name_id source;
    date_id from;
    date_id until; /* bounds: first day on which it no longer holds */
    note_id note;
    uint32_t target; /* the statement that it acts on; 0 for an assertion */
    union {
        double number; /* PSHIP_VALUE_NUMBER: in the unit as written */
        date_id date;  /* PSHIP_VALUE_DATE */
    };
    uint32_t transaction;     /* recorded by; ordinal from 1 */
    pship_day last_confirmed; /* PSHIP_DAY_NONE: not said */
    uint16_t layer;           /* 0: the base; otherwise the ordinal of a scenario */
    uint8_t operation;
    uint8_t value_kind; /* pship_value_kind; PSHIP_VALUE_ABSENT for what states no value */
    int8_t rank;        /* pship_rank */
    bool boolean;
    bool states_until; /* `until` was given, not left out */
    bool erased;
} statement;

_Static_assert(sizeof(statement) == 64, "a statement fills a cache line");

typedef struct kind_row {
    name_id name, parent, description;
    uint32_t transaction; /* 0: built in */
} kind_row;

typedef struct property_row {
    name_id name, of_kind, refers_to, description;
    uint32_t transaction; /* 0: built in */
    uint8_t type;         /* pship_property_type */
    bool many;
} property_row;

/* A scenario is layer N of the log, where N is its ordinal from 1. */
typedef struct scenario_row {
    name_id name, description;
    uint32_t parent;      /* ordinal of another one before it, or 0: the base */
    uint32_t pinned;      /* sees its parent up to this transaction; 0: as it goes on */
    uint32_t transaction; /* that defined it */
} scenario_row;

#define DIGEST_SIZE 32
#define SALT_SIZE 16
/* How many statements of one transaction share a seed. */
#define SEAL_MOST 1024

typedef struct transaction_row {
    int64_t recorded_at;
    name_id actor, note;
    uint32_t statements;               /* how many it recorded */
    unsigned char digest[DIGEST_SIZE]; /* of the chain up to this transaction */
} transaction_row;

/* What keeps the digests of up to SEAL_MOST consecutive statements of one transaction from being
 * guessed: a seed from which a salt for each is derived or, once one of them is erased, the salts
 * that are left, with the digests of the erased ones. */
typedef struct seal_row {
    uint32_t first, count; /* statements first to first + count - 1 */
    uint32_t transaction;
    bool opened; /* `salts` and `digests` instead of `seed` */
    unsigned char seed[DIGEST_SIZE];
    /* Opened: for each statement its salt, padded with zeros, or where it is erased its digest. */
    unsigned char (*items)[DIGEST_SIZE];
} seal_row;

/* How much there is of everything, and so the ordinal of the last of each. */
typedef struct extent {
    size_t texts, dates, notes, kinds, properties, scenarios, transactions, seals, statements;
} extent;

#endif
