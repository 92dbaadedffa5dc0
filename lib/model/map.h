/*
 * A hash table from 64-bit keys to ordinals, for the writer alone. 0 stands for "not there".
 */
#ifndef PSHIP_MAP_H
#define PSHIP_MAP_H

#include "core/core.h"

typedef struct map_item {
    uint64_t key;
    uint32_t value;
} map_item;

typedef struct map {
    const pship_context *context;
    map_item *items;
    size_t used, capacity; /* capacity: a power of two, or 0 */
} map;

void pship__map_init(map *of, const pship_context *context);
void pship__map_free(map *of); /* and empty, ready to be filled anew */
uint32_t pship__map_get(const map *of, uint64_t key);
/* Sets or, with 0, forgets. False when memory cannot be had; forgetting never fails. */
bool pship__map_set(map *of, uint64_t key, uint32_t value);

#endif
