/*
 * The schema that every model starts with: what the rooms above agree on.
 */
#ifndef PSHIP_VOCABULARY_H
#define PSHIP_VOCABULARY_H

#include <partnership/transaction.h>

typedef struct vocabulary_kind {
    const char *name, *parent, *description;
} vocabulary_kind;

typedef struct vocabulary_property {
    const char *name;
    pship_property_type type;
    bool many;
    const char *of_kind, *refers_to, *description;
} vocabulary_property;

extern const vocabulary_kind pship__kinds[];
extern const size_t pship__kind_count;
extern const vocabulary_property pship__properties[];
extern const size_t pship__property_count;

/* What an act can be, in the order of an agreement's life. */
typedef struct vocabulary_act {
    const char *type;
    const char *status; /* of the agreement after it; NULL: as before */
    bool takes_effect;  /* it may have a day of effect other than that of the act */
} vocabulary_act;

extern const vocabulary_act pship__acts[];
/* Place of a type in that order, -1 for any other word and for NULL. */
int pship__act_life(const char *type);

#endif
