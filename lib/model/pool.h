/*
 * A pool of small rows of one size, each kept once and known by its ordinal from 1. The writer adds;
 * readers read by ordinal, without a lock, what was committed before they looked.
 */
#ifndef PSHIP_POOL_H
#define PSHIP_POOL_H

#include "model/slots.h"
#include "model/stable.h"

typedef struct pool {
    stable rows; /* without padding, so that equal rows are equal bytes */
    slots slots;
} pool;

void pship__pool_init(pool *of, const pship_context *context, size_t row_size);
void pship__pool_free(pool *of);
/* The ordinal of a row, added if need be; 0 when memory cannot be had. */
uint32_t pship__pool_intern(pool *of, const void *row);
/* Adds a row that may be there already: as it comes from a file. */
bool pship__pool_append(pool *of, const void *row);
/* From now on an equal row gets an ordinal of its own; this one can still be read. */
void pship__pool_forget(pool *of, uint32_t ordinal);
/* Forgets the rows after the first `count`. */
void pship__pool_cut(pool *of, size_t count);

static inline const void *pship__pool_at(const pool *of, uint32_t ordinal)
{
    return pship__stable_at(&of->rows, ordinal - 1u);
}

#endif
