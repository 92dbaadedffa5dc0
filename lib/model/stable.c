#include "model/stable.h"
#include <string.h>

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

void *pship__stable_take(stable *array)
{
    size_t place;
    size_t chunk = stable_place(array->count, &place);
    if (chunk >= STABLE_CHUNKS) {
        return NULL;
    }
    if (array->chunks[chunk] == NULL) {
        array->chunks[chunk] =
            pship__allocate(array->context, chunk_size(chunk, STABLE_FIRST_BITS, STABLE_PART_BITS),
                            array->item_size);
        if (array->chunks[chunk] == NULL) {
            return NULL;
        }
    }
    array->count++;
    return array->chunks[chunk] + place * array->item_size;
}

void *pship__stable_add(stable *array)
{
    void *item = pship__stable_take(array);
    if (item != NULL) {
        memset(item, 0, array->item_size);
    }
    return item;
}

void pship__stable_cut(stable *array, size_t count)
{
    if (count < array->count) {
        array->count = count;
    }
}
