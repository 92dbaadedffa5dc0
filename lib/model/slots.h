/*
 * A hash table of ordinals that any thread may search while the one writer adds. Whoever uses it says
 * what it hashes and how an ordinal is compared with what is sought.
 *
 * A slot holds the upper half of a hash beside the ordinal, so that hardly any comparison is in
 * vain. A table that is outgrown is kept for readers that still look into it, until the owner knows that there
 * are none.
 */
#ifndef PSHIP_SLOTS_H
#define PSHIP_SLOTS_H

#include "core/core.h"

typedef struct slot_table slot_table;

typedef struct slots {
    const pship_context *context;
    _Atomic(slot_table *) table;
    size_t used; /* slots that are not free, also those of removed ordinals */
} slots;

/* Is the ordinal's thing the one that `sought` points to? */
typedef bool (*slot_same)(const void *owner, uint32_t ordinal, const void *sought);

void pship__slots_init(slots *of, const pship_context *context);
void pship__slots_free(slots *of);
/* Frees tables that are outgrown: for when nobody can be looking into them. */
void pship__slots_forget_outgrown(slots *of);
/* Room for so many more without growing; false when memory cannot be had. For the writer. */
bool pship__slots_reserve(slots *of, size_t more);
/* 0 where there is none. */
uint32_t pship__slots_find(const slots *of, uint64_t hash, slot_same same, const void *owner,
                           const void *sought);
/* After a successful reserve, for what is not there yet. Everything that readers need to compare the
 * ordinal must have been written. */
void pship__slots_add(slots *of, uint64_t hash, uint32_t ordinal);
void pship__slots_remove(slots *of, uint64_t hash, uint32_t ordinal);
/* The ordinal that a search for this hash compares first, or 0. */
uint32_t pship__slots_peek(const slots *of, uint64_t hash);
/* Brings the line that a search for this hash begins at into the cache. */
void pship__slots_prefetch(const slots *of, uint64_t hash);

/* A hash of bytes; not for defence against an adversary. */
uint64_t pship__hash_bytes(const void *bytes, size_t length);

#endif
