/*
 * Claims: the single statements of value of the figures, each with what it is about, brought together where
 * they are about the same thing.
 */
#ifndef PSHIP_CLAIMS_H
#define PSHIP_CLAIMS_H

#include "codes/codes.h"
#include "register/names.h"

typedef enum claim_kind {
    CLAIM_NUMBER,
    CLAIM_DATE,
    CLAIM_BOOLEAN,
    CLAIM_WORDS,
    CLAIM_NO_VALUE /* stated: none, or unknown */
} claim_kind;

/* Texts are lent by the view, NULL where nothing is stated. What the source of the claim itself says of its
 * figure goes before what the view picks. */
typedef struct claim {
    const reading *said;
    const char *figure, *source;
    const char *measure, *about, *base;
    char *definition, *reporter; /* the words of each in order, joined; owned */
    when period;
    const char *period_words; /* of a period that is not dated */
    claim_kind kind;
    pship_unit unit;
    span means; /* numbers: in `unit.text`; dates: days */
    double width;
    bool candidate;
} claim;

/* In what claims about one measure differ. */
enum {
    DIFFER_DEFINITION = 1,
    DIFFER_REPORTER = 2,
    DIFFER_BASE = 4,
    DIFFER_PERIOD = 8,
    DIFFER_VALUE = 16, /* a number, a date, words */
    DIFFER_UNIT = 32
};

typedef enum thing_verdict {
    THING_SINGLE,
    THING_AGREE,
    THING_CONFLICT,
    THING_NOT_COMPARABLE
} thing_verdict;

/* Claims that may be held against each other. */
typedef struct thing {
    claim **claims; /* by source, figure, order of recording */
    size_t count;
    size_t candidates; /* not deprecated */
    size_t sources;    /* of the candidates */
    size_t beside;     /* candidates about the same measure that are another thing */
    unsigned differs;  /* in what those differ */
    thing_verdict verdict;
    const claim *one, *other; /* a pair that contradicts each other, where any does */
    const claim *best;        /* NULL where all are deprecated */
    const char *rule;         /* what decided for it */
} thing;

typedef struct claims {
    const pship_context *context;
    claim *items;
    claim **order;
    size_t count, capacity;
    thing *things;
    size_t thing_count;
    pship__progress_state progress;
} claims;

/* All claims that hold for the view, by measure and all that makes a thing of them. */
pship_result pship__claims_load(claims *all, const pship_view *view, pship_error *err);
void pship__claims_free(claims *all);

/* ---- claim_rule.c */

/* Decides for each thing. `scratch` has room for all claims. */
void pship__things_judge(claims *all, const pship_view *view, claim **scratch);
/* A number of the claim in the unit of another claim about the same thing. */
double pship__claim_in(const claim *one, const claim *unit_of);

#endif
