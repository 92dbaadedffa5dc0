/*
 * What each source says of one figure. A claim is made of what its own source says; what that does not say, all say. The words
 * of a source are looked up, so that a figure that a thousand sources tell of takes no million steps.
 */
#ifndef PSHIP_REGISTER_TOLD_H
#define PSHIP_REGISTER_TOLD_H

#include "register/names.h"

typedef enum told_property {
    TOLD_MEASURE,
    TOLD_ABOUT,
    TOLD_BASE,
    TOLD_PERIOD,
    TOLD_DEFINITION,
    TOLD_REPORTER,
    TOLD_PROPERTIES
} told_property;

typedef struct told {
    const pship_view *view;
    const pship_context *context;
    name_id figure;
    struct {
        const reading *
            *by_source; /* those that count; of one source the one that says it comes first */
        size_t count;
        bool asked; /* what all say has been worked out */
    } of[TOLD_PROPERTIES];
    const char *texts[TOLD_PROPERTIES]; /* what all say: a text, a list of words, a period */
    char *words[TOLD_PROPERTIES];
    when period;
} told;

/* Of a figure; free it also after a failure. False where there is no memory. */
bool pship__told_load(told *all, const pship_view *view, name_id figure);
void pship__told_free(told *all);
/* What the source says, else what the view makes of all of them; NULL for nothing. */
const char *pship__told_text(told *all, told_property property, name_id source);
when pship__told_period(told *all, name_id source);
/* The words that the source says, or those of all where it says none: in order, each once, joined; NULL for none. False where
 * there is no memory. Release `*joined`. */
bool pship__told_words(char **joined, told *all, told_property property, name_id source);

#endif
