/*
 * Paths, each once.
 */
#include "corridor/path_flow.h"

#include <string.h>

void pship__path_pool_free(path_pool *pool)
{
    pship__release(pool->context, pool->paths);
    pship__release(pool->context, pool->arcs);
    pship__release(pool->context, pool->slots);
    *pool = (path_pool){.context = pool->context};
}

/* FNV-1a over words: paths are short, and few are compared in vain. */
static uint64_t hash(uint32_t demand, const uint32_t *arcs, size_t count)
{
    uint64_t sum = 14695981039346656037u ^ demand;
    for (size_t i = 0; i < count; i++)
        sum = (sum ^ arcs[i]) * 1099511628211u;
    return sum ^ sum >> 32;
}

static size_t find_slot(const path_pool *pool, uint32_t demand, const uint32_t *arcs, size_t count)
{
    size_t slot = (size_t)hash(demand, arcs, count) & (pool->slot_count - 1);
    for (; pool->slots[slot]; slot = (slot + 1) & (pool->slot_count - 1)) {
        const path_entry *path = &pool->paths[pool->slots[slot] - 1];
        if (path->demand == demand && path->count == count &&
            !memcmp(pool->arcs + path->first, arcs, count * sizeof *arcs))
            break;
    }
    return slot;
}

/* At most half of the slots are taken. */
static bool widen(path_pool *pool)
{
    if (pool->slot_count > 2 * pool->count)
        return true;
    const size_t wider = pool->slot_count ? 2 * pool->slot_count : 64;
    size_t *slots = pship__allocate_zero(pool->context, wider, sizeof *slots);
    if (!slots)
        return false;
    pship__release(pool->context, pool->slots);
    pool->slots = slots;
    pool->slot_count = wider;
    for (size_t i = 0; i < pool->count; i++) {
        const path_entry *path = &pool->paths[i];
        pool->slots[find_slot(pool, path->demand, pool->arcs + path->first, path->count)] = i + 1;
    }
    return true;
}

pship_result pship__path_pool_add(path_pool *pool, bool *added, uint32_t demand, double weight,
                                  const uint32_t *arcs, size_t count, pship_error *err)
{
    if (!widen(pool))
        return pship__fail_memory(err);
    const size_t slot = find_slot(pool, demand, arcs, count);
    *added = pool->slots[slot] == 0;
    if (!*added)
        return PSHIP_OK;
    if (!pship__grow(pool->context, (void **)&pool->paths, pool->count, &pool->room,
                     sizeof *pool->paths))
        return pship__fail_memory(err);
    const size_t first = pool->arc_count;
    for (size_t i = 0; i < count; i++) {
        if (!pship__grow(pool->context, (void **)&pool->arcs, pool->arc_count, &pool->arc_room,
                         sizeof *pool->arcs)) {
            pool->arc_count = first;
            return pship__fail_memory(err);
        }
        pool->arcs[pool->arc_count++] = arcs[i];
    }
    pool->paths[pool->count++] = (path_entry){demand, weight, first, count};
    pool->slots[slot] = pool->count;
    return PSHIP_OK;
}
