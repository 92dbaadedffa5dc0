/*
 * A growing array whose items never move, so that readers may hold pointers into it while the one
 * writer appends. Chunk k holds FIRST << k items; a reader touches only chunks of items that were
 * committed before it looked.
 */
#ifndef PSHIP_STABLE_H
#define PSHIP_STABLE_H

#include "core/core.h"

#define STABLE_CHUNKS 32

typedef struct stable {
    const pship_context *context;
    size_t item_size;
    size_t count; /* of the writer; readers go by their own committed count */
    unsigned char *chunks[STABLE_CHUNKS];
} stable;

void pship__stable_init(stable *array, const pship_context *context, size_t item_size);
void pship__stable_free(stable *array);
/* Item by index from 0. */
void *pship__stable_at(const stable *array, size_t index);
/* Room for one more, cleared; NULL when memory cannot be had. */
void *pship__stable_add(stable *array);
/* Forget the items from `count` on; their memory is kept for the next ones. */
void pship__stable_cut(stable *array, size_t count);

#endif
