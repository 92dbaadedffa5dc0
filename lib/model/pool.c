#include "model/pool.h"
#include <string.h>

void pship__pool_init(pool *of, const pship_context *context, size_t row_size)
{
    pship__stable_init(&of->rows, context, row_size);
    pship__slots_init(&of->slots, context);
}

void pship__pool_free(pool *of)
{
    pship__stable_free(&of->rows);
    pship__slots_free(&of->slots);
}

static bool same(const void *owner, uint32_t ordinal, const void *sought)
{
    const pool *of = owner;
    return memcmp(pship__pool_at(of, ordinal), sought, of->rows.item_size) == 0;
}

static uint32_t add(pool *of, const void *row, uint64_t hash)
{
    if (of->rows.count >= UINT32_MAX - 1 || !pship__slots_reserve(&of->slots, 1)) {
        return 0;
    }
    void *added = pship__stable_add(&of->rows);
    if (added == NULL) {
        return 0;
    }
    memcpy(added, row, of->rows.item_size);
    pship__slots_add(&of->slots, hash, (uint32_t)of->rows.count);
    return (uint32_t)of->rows.count;
}

uint32_t pship__pool_intern(pool *of, const void *row)
{
    uint64_t hash = pship__hash_bytes(row, of->rows.item_size);
    uint32_t known = pship__slots_find(&of->slots, hash, same, of, row);
    return known != 0 ? known : add(of, row, hash);
}

bool pship__pool_append(pool *of, const void *row)
{
    return add(of, row, pship__hash_bytes(row, of->rows.item_size)) != 0;
}

void pship__pool_forget(pool *of, uint32_t ordinal)
{
    uint64_t hash = pship__hash_bytes(pship__pool_at(of, ordinal), of->rows.item_size);
    pship__slots_remove(&of->slots, hash, ordinal);
}

void pship__pool_cut(pool *of, size_t count)
{
    for (size_t ordinal = of->rows.count; ordinal > count; ordinal--) {
        pship__pool_forget(of, (uint32_t)ordinal);
    }
    pship__stable_cut(&of->rows, count);
}
