/*
 * The import identities that a register gives to what it tells, where it does not say them itself.
 *
 * What is said of an entity bears the id of the entity; when the same source has said something of
 * the same property before, "ID#2", "ID#3"; and with many values each value is counted by itself.
 * What acts on a statement bears the identity of that; a second act of the kind by the same source
 * "ID>2". Reader and writer count in the same order, so that only what differs has to be written.
 */
#ifndef PSHIP_NAMING_H
#define PSHIP_NAMING_H

#include "model/map.h"
#include "model/statement.h"
#include "stream/json.h"
#include <partnership/value.h>
#include <string.h>

typedef struct naming {
    map counts; /* by a hash of what is counted: two that share it get numbers that differ */
} naming;

typedef struct naming_key {
    const char *subject, *property;
    const char *source, *scenario; /* or NULL */
    const char *target;            /* of an act: the identity of what it acts on */
    const pship_value *value;      /* where each value is counted by itself, else NULL */
    uint8_t operation;
} naming_key;

void pship__naming_begin(naming *names, const pship_context *context);
void pship__naming_end(naming *names);
/* The identity of the next one; lent by the key or kept by `keeper`. NULL when memory cannot be
 * had. */
const char *pship__naming_next(naming *names, pship__json *keeper, const naming_key *key);

/* Two texts, either of which may be none. */
static inline bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

#endif
