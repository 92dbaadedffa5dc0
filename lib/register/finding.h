/*
 * What is found of one thing by all who assess it, and which of the findings say different things (finding.c).
 */
#ifndef PSHIP_REGISTER_FINDING_H
#define PSHIP_REGISTER_FINDING_H

#include "register/names.h"

typedef struct finding {
    name_id id, assessor;
    const char *yardstick, *verdict;
    const statement *score; /* or NULL */
    when date;
    pship_truth certainty;
    bool superseded; /* the same assessor found something later, under the same yardstick */
    size_t near_first, near_count; /* of `near` of all: whom it may disagree with */
} finding;

typedef enum contrast {
    CONTRAST_NONE,
    CONTRAST_YARDSTICK, /* other words, under another yardstick or one that is not named */
    CONTRAST_FINDING    /* other words or another score, under the same one */
} contrast;

/* How many contrasts of each kind are told of one finding. */
#define MOST_CONTRASTS 20

/*
 * Two findings of one thing in a thousand may say different things, or nearly all may. So that neither is looked for
 * among all pairs, each finding has a short list of others that it is held against. It has every one with
 * which there is a contrast or, where these are many, more than are told of.
 */
typedef struct findings {
    finding *list; /* by their ids */
    size_t count;
    uint32_t *near; /* places in `list`, ascending for each finding */
    size_t near_count, near_capacity;
    uint32_t *far; /* for contrasts of yardsticks, of all alike */
    size_t far_count, far_capacity;
} findings;

/* Those that had been made by the day of the view of an entity and of what is merged into it. Free them also after a
 * failure. Time n log n. */
pship_result pship__findings_load(findings *all, sheet *page, name_id subject, pship_error *err);
void pship__findings_free(findings *all, const pship_context *context);
/* The first others with which one stands in this contrast, ascending, at most MOST_CONTRASTS + 1. */
size_t pship__finding_contrasts(uint32_t *others, const findings *all, const pship_view *view,
                                size_t index, contrast kind);

#endif
