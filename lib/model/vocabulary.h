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
enum {
    LIFE_ANNOUNCEMENT,
    LIFE_NEGOTIATION_OPENING,
    LIFE_INITIALLING,
    LIFE_ADOPTION,
    LIFE_SIGNATURE,
    LIFE_DEFINITIVE_SIGNATURE,
    LIFE_NOTIFICATION,
    LIFE_RATIFICATION,
    LIFE_ACCEPTANCE,
    LIFE_APPROVAL,
    LIFE_FORMAL_CONFIRMATION,
    LIFE_ACCESSION,
    LIFE_SUCCESSION,
    LIFE_CONSENT_TO_BE_BOUND,
    LIFE_RESERVATION,
    LIFE_DECLARATION,
    LIFE_OBJECTION,
    LIFE_RESERVATION_WITHDRAWAL,
    LIFE_PROVISIONAL_APPLICATION,
    LIFE_PROVISIONAL_TERMINATION,
    LIFE_ENTRY_INTO_FORCE,
    LIFE_AMENDMENT,
    LIFE_RENEWAL,
    LIFE_SUSPENSION,
    LIFE_RESUMPTION,
    LIFE_NOTICE,
    LIFE_DENUNCIATION,
    LIFE_WITHDRAWAL,
    LIFE_TERMINATION,
    LIFE_EXPIRY,
    LIFE_REPLACEMENT,
    PSHIP__LIVES
};

typedef struct vocabulary_act {
    const char *type;
    const char *status; /* of the agreement after it; NULL: as before */
    bool takes_effect;  /* it may have a day of effect other than that of the act */
    bool consent;       /* by it a party agrees to be bound */
} vocabulary_act;

extern const vocabulary_act pship__acts[PSHIP__LIVES];
/* Place of a type in that order, -1 for any other word and for NULL. */
int pship__act_life(const char *type);

#endif
