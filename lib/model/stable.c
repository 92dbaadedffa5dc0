#include "model/stable.h"
#include <string.h>

#define FIRST_BITS 8

void pship__stable_init(stable *array, const pship_context *context, size_t item_size)
{
    memset(array, 0, sizeof *array);
    array->context = context;
    array->item_size = item_size;
}

void pship__stable_free(stable *array)
{
    for (size_t i = 0; i < STABLE_CHUNKS; i++) {
        pship__release(array->context, array->chunks[i]);
        array->chunks[i] = NULL;
    }
    array->count = 0;
}

/* Chunk k begins at index (2^k - 1) * 2^FIRST_BITS, so index + 2^FIRST_BITS has its highest bit at
 * k + FIRST_BITS, and the rest is the place in the chunk. */
static size_t chunk_of(size_t index, size_t *place)
{
    uint64_t shifted = (uint64_t)index + (1u << FIRST_BITS);
    unsigned top = 63u - (unsigned)__builtin_clzll(shifted);
    *place = (size_t)(shifted - ((uint64_t)1 << top));
    return top - FIRST_BITS;
}

void *pship__stable_at(const stable *array, size_t index)
{
    size_t place;
    size_t chunk = chunk_of(index, &place);
    return array->chunks[chunk] + place * array->item_size;
}

void *pship__stable_add(stable *array)
{
    size_t place;
    size_t chunk = chunk_of(array->count, &place);
    if (chunk >= STABLE_CHUNKS) {
        return NULL;
    }
    if (array->chunks[chunk] == NULL) {
        size_t items = (size_t)1 << (chunk + FIRST_BITS);
        array->chunks[chunk] = pship__allocate(array->context, items, array->item_size);
        if (array->chunks[chunk] == NULL) {
            return NULL;
        }
    }
    void *item = array->chunks[chunk] + place * array->item_size;
    memset(item, 0, array->item_size);
    array->count++;
    return item;
}

void pship__stable_cut(stable *array, size_t count)
{
    if (count < array->count) {
        array->count = count;
    }
}
