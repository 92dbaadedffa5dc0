#include "model/map.h"

void pship__map_init(map *of, const pship_context *context)
{
    *of = (map){.context = context};
}

void pship__map_free(map *of)
{
    pship__release(of->context, of->items);
    *of = (map){.context = of->context};
}

/* The item of the key, or the free one where it would go. An item that was forgotten keeps its key. */
static map_item *item_of(const map *of, uint64_t key)
{
    uint64_t hash = key * 0x9e3779b97f4a7c15u;
    size_t at = (size_t)(hash ^ (hash >> 32)) & (of->capacity - 1);
    while (of->items[at].key != key && of->items[at].key != 0) {
        at = (at + 1) & (of->capacity - 1);
    }
    return &of->items[at];
}

uint32_t pship__map_get(const map *of, uint64_t key)
{
    return of->capacity == 0 ? 0 : item_of(of, key + 1)->value;
}

static bool grow(map *of)
{
    if (of->used < of->capacity / 3 * 2) {
        return true;
    }
    map old = *of;
    size_t capacity = old.capacity == 0 ? 64 : old.capacity * 2;
    map_item *items = pship__allocate_zero(of->context, capacity, sizeof *items);
    if (items == NULL) {
        return false;
    }
    of->items = items;
    of->capacity = capacity;
    of->used = 0;
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.items[i].value != 0) {
            *item_of(of, old.items[i].key) = old.items[i];
            of->used++;
        }
    }
    pship__release(of->context, old.items);
    return true;
}

bool pship__map_set(map *of, uint64_t key, uint32_t value)
{
    if (value == 0) {
        if (of->capacity != 0) {
            item_of(of, key + 1)->value = 0;
        }
        return true;
    }
    if (!grow(of)) {
        return false;
    }
    map_item *item = item_of(of, key + 1); /* 0 is no key */
    if (item->key == 0) {
        of->used++;
    }
    *item = (map_item){key + 1, value};
    return true;
}
