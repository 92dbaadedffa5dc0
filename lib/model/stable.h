/*
 * A growing array whose items never move, so that readers may hold pointers into it while the one
 * writer appends. Chunks double in size every STABLE_PARTS chunks, so that little room is spare; a reader
 * touches only chunks of items that were committed before it looked.
 */
#ifndef PSHIP_STABLE_H
#define PSHIP_STABLE_H

#include "core/core.h"

#define STABLE_FIRST_BITS 8
#define STABLE_PART_BITS 5
#define STABLE_PARTS (1 << STABLE_PART_BITS)
#define STABLE_CHUNKS (25 * STABLE_PARTS) /* for 2^32 items */

typedef struct stable {
    const pship_context *context;
    size_t item_size;
    size_t count; /* of the writer; readers go by their own committed count */
    unsigned char *chunks[STABLE_CHUNKS];
} stable;

void pship__stable_init(stable *array, const pship_context *context, size_t item_size);
void pship__stable_free(stable *array);
/* Room for one more, cleared; NULL when memory cannot be had. */
void *pship__stable_add(stable *array);
/* The same, not cleared: for items that readers may still be looking at, left by a cut. */
void *pship__stable_take(stable *array);
/* Forget the items from `count` on; their memory is kept for the next ones. */
void pship__stable_cut(stable *array, size_t count);

/* In which chunk an item lies, and where there. The first 2^part_bits chunks have 2^first_bits items together, as many
 * as the next ones have twice as many, and so on. Of index + 2^first_bits the highest bit says which
 * doubling, the bits below it which part of that, and the rest is the place in the part. */
static inline size_t chunk_of(size_t index, unsigned first_bits, unsigned part_bits, size_t *place)
{
    const size_t parts = (size_t)1 << part_bits;
    uint64_t shifted = (uint64_t)index + ((uint64_t)1 << first_bits);
    unsigned shift = 63u - (unsigned)__builtin_clzll(shifted) - part_bits;
    size_t part = (size_t)(shifted >> shift); /* with the highest bit: `parts` too much */
    *place = (size_t)(shifted - ((uint64_t)part << shift));
    return (shift + part_bits - first_bits) * parts + part - parts;
}

/* How many items a chunk has. */
static inline size_t chunk_size(size_t chunk, unsigned first_bits, unsigned part_bits)
{
    return (size_t)1 << ((chunk >> part_bits) + first_bits - part_bits);
}

static inline size_t stable_place(size_t index, size_t *place)
{
    return chunk_of(index, STABLE_FIRST_BITS, STABLE_PART_BITS, place);
}

/* Item by index from 0, of a size that the caller knows. */
static inline void *stable_item(const stable *array, size_t index, size_t size)
{
    size_t place;
    size_t chunk = stable_place(index, &place);
    return array->chunks[chunk] + place * size;
}

static inline void *pship__stable_at(const stable *array, size_t index)
{
    return stable_item(array, index, array->item_size);
}

/* Items that lie one after the other, from `index` on and before `end`: the first, and how many. */
static inline const void *stable_stretch(const stable *array, size_t index, size_t end,
                                         size_t *count)
{
    size_t place;
    size_t chunk = stable_place(index, &place);
    size_t rest = chunk_size(chunk, STABLE_FIRST_BITS, STABLE_PART_BITS) - place;
    *count = rest < end - index ? rest : end - index;
    return array->chunks[chunk] + place * array->item_size;
}

/* Is an ordinal among ascending ones? */
static inline bool ids_hold(const uint32_t *ids, size_t count, uint64_t id)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ids[middle] < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && ids[low] == id;
}

#endif
