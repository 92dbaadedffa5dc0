/*
 * Groups of flows by key: hash tables whose groups lie in the order in which they came.
 *
 * There are many small tables instead of a large one, because a table that grows cannot be cancelled: with ten million
 * groups that would be a second, and is a few milliseconds for one of many.
 */
#include "trade/flow_sums.h"

#include <string.h>

enum { SHARD_BITS = 8, SHARDS = 1 << SHARD_BITS, FIRST_SLOTS = 8 };

void pship__flow_groups_init(flow_groups *groups, const pship_context *context)
{
    *groups = (flow_groups){.context = context, .store = {.context = context}};
}

static void free_shards(flow_groups *groups)
{
    for (size_t i = 0; groups->shards && i < SHARDS; i++)
        pship__release(groups->context, groups->shards[i].slots);
    pship__release(groups->context, groups->shards);
}

void pship__flow_groups_free(flow_groups *groups)
{
    const pship_context *context = groups->context;
    for (size_t i = 0; i < groups->block_count; i++)
        pship__release(context, groups->blocks[i]);
    pship__release(context, groups->blocks);
    free_shards(groups);
    pship__exact_store_free(&groups->store);
    pship__flow_groups_init(groups, context);
}

/* In pieces, between which one may cancel. */
static pship_result copy_items(void **copy, const pship_context *context, const void *items,
                               size_t count, size_t size, pship__progress_state *progress,
                               pship_error *err)
{
    pship_result result = PSHIP_OK;
    *copy = NULL;
    if (count == 0)
        return PSHIP_OK;
    *copy = pship__allocate(context, count, size);
    if (!*copy)
        return pship__fail_memory(err);
    const size_t bytes = count * size, most = (size_t)1 << 24;
    for (size_t at = 0; result == PSHIP_OK && at < bytes; at += most) {
        memcpy((char *)*copy + at, (const char *)items + at, bytes - at < most ? bytes - at : most);
        result = pship__progress_look(progress, -1, err);
    }
    return result;
}

static pship_result copy_shards(flow_groups *to, const flow_groups *from,
                                pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    if (!from->shards)
        return PSHIP_OK;
    to->shards = pship__allocate_zero(to->context, SHARDS, sizeof *to->shards);
    if (!to->shards)
        return pship__fail_memory(err);
    for (size_t i = 0; result == PSHIP_OK && i < SHARDS; i++) {
        const flow_slots *shard = &from->shards[i];
        void *slots = NULL;
        result = copy_items(&slots, to->context, shard->slots, shard->count, sizeof *shard->slots,
                            progress, err);
        to->shards[i] = *shard;
        to->shards[i].slots = slots;
    }
    return result;
}

static flow_group *add_block(flow_groups *groups)
{
    if (!pship__grow(groups->context, (void **)&groups->blocks, groups->block_count,
                     &groups->block_capacity, sizeof(flow_group *)))
        return NULL;
    flow_group *block = pship__allocate(groups->context, GROUP_BLOCK, sizeof *block);
    if (block)
        groups->blocks[groups->block_count++] = block;
    return block;
}

static pship_result copy_blocks(flow_groups *to, const flow_groups *from,
                                pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < from->block_count; i++) {
        const size_t left = from->count - i * GROUP_BLOCK;
        flow_group *block = add_block(to);
        if (!block)
            return pship__fail_memory(err);
        memcpy(block, from->blocks[i], (left < GROUP_BLOCK ? left : GROUP_BLOCK) * sizeof *block);
        result = pship__progress(progress, -1, err);
    }
    to->count = from->count;
    return result;
}

pship_result pship__flow_groups_copy(flow_groups *to, const flow_groups *from,
                                     pship__progress_state *progress, pship_error *err)
{
    void *longs = NULL;
    pship__flow_groups_init(to, from->context);
    pship_result result = copy_blocks(to, from, progress, err);
    if (result == PSHIP_OK)
        result = copy_shards(to, from, progress, err);
    if (result == PSHIP_OK)
        result = copy_items(&longs, from->context, from->store.longs, from->store.count,
                            sizeof *from->store.longs, progress, err);
    to->store.longs = longs;
    to->store.count = to->store.capacity = longs ? from->store.count : 0;
    return result;
}

static uint64_t hash_of(const flow_key *key)
{
    uint64_t hash = 0;
    for (int i = 0; i < FLOW_KEYS; i++)
        hash = (hash ^ key->part[i]) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 29);
    return hash ^ hash >> 32;
}

static bool same_key(const flow_key *a, const flow_key *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* A slot holds the place of a group and the low half of its hash, so that groups are looked at only where they may be
 * the one, and not at all when the table grows. */
static uint64_t filled(uint64_t hash, size_t place)
{
    return hash << 32 | (uint32_t)(place + 1);
}

static flow_group *in_slot(const flow_groups *groups, uint64_t slot)
{
    return pship__flow_group(groups, (uint32_t)slot - 1);
}

static flow_slots *shard_of(const flow_groups *groups, uint64_t hash)
{
    return &groups->shards[hash >> (64 - SHARD_BITS)];
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const flow_groups *groups, const flow_slots *shard, const flow_key *key,
                      uint64_t hash)
{
    const size_t mask = shard->count - 1;
    size_t at = (uint32_t)hash & mask;
    while (shard->slots[at] != 0 && (shard->slots[at] >> 32 != (uint32_t)hash ||
                                     !same_key(&in_slot(groups, shard->slots[at])->key, key)))
        at = (at + 1) & mask;
    return at;
}

const flow_group *pship__flow_group_find(const flow_groups *groups, const flow_key *key)
{
    const uint64_t hash = hash_of(key);
    const flow_slots *shard = groups->shards ? shard_of(groups, hash) : NULL;
    if (!shard || shard->count == 0)
        return NULL;
    const uint64_t found = shard->slots[slot_of(groups, shard, key, hash)];
    return found ? in_slot(groups, found) : NULL;
}

/* Shards are filled alike, and would all grow at once if they were full alike: it is from a third to two thirds. */
static bool is_full(const flow_groups *groups, const flow_slots *shard)
{
    const size_t index = (size_t)(shard - groups->shards);
    return shard->filled >= shard->count / 3 + shard->count * index / (3 * SHARDS);
}

static bool grow_slots(const pship_context *context, flow_slots *shard)
{
    const size_t count = shard->count == 0 ? FIRST_SLOTS : shard->count * 2;
    uint64_t *slots = pship__allocate_zero(context, count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < shard->count; i++) {
        if (shard->slots[i] == 0)
            continue;
        size_t at = (shard->slots[i] >> 32) & (count - 1);
        while (slots[at] != 0)
            at = (at + 1) & (count - 1);
        slots[at] = shard->slots[i];
    }
    pship__release(context, shard->slots);
    shard->slots = slots;
    shard->count = count;
    return true;
}

flow_group *pship__flow_group_at(flow_groups *groups, const flow_key *key)
{
    const uint64_t hash = hash_of(key);
    if (!groups->shards)
        groups->shards = pship__allocate_zero(groups->context, SHARDS, sizeof *groups->shards);
    if (!groups->shards)
        return NULL;
    flow_slots *shard = shard_of(groups, hash);
    if (is_full(groups, shard) && !grow_slots(groups->context, shard))
        return NULL;
    const size_t slot = slot_of(groups, shard, key, hash);
    if (shard->slots[slot] != 0)
        return in_slot(groups, shard->slots[slot]);
    if (groups->count == UINT32_MAX ||
        (groups->count == groups->block_count * GROUP_BLOCK && !add_block(groups)))
        return NULL;
    flow_group *made = pship__flow_group(groups, groups->count);
    *made = (flow_group){.key = *key};
    shard->slots[slot] = filled(hash, groups->count++);
    shard->filled++;
    return made;
}

void pship__flow_unit_add(flow_group *group, uint32_t unit)
{
    if (group->unit == 0)
        group->unit = unit;
    else if (unit != 0 && unit != group->unit)
        group->unit = UNIT_MIXED;
}

bool pship__flow_group_add(flow_groups *groups, const flow_key *key, const flow_groups *from,
                           const flow_group *group)
{
    flow_group *to = pship__flow_group_at(groups, key);
    if (!to || !pship__exact_merge(&groups->store, &to->value, &from->store, &group->value) ||
        !pship__exact_merge(&groups->store, &to->quantity, &from->store, &group->quantity))
        return false;
    pship__flow_unit_add(to, group->unit);
    to->rows += group->rows;
    to->withheld += group->withheld;
    to->without_quantity += group->without_quantity;
    return true;
}

void pship__flow_groups_move(flow_groups *groups, flow_groups *other)
{
    const flow_groups held = *groups;
    *groups = *other;
    *other = held;
}

pship_result pship__flow_groups_merge(flow_groups *groups, const flow_groups *other,
                                      pship__progress_state *progress, pship_error *err)
{
    pship_result result = PSHIP_OK;
    for (size_t i = 0; result == PSHIP_OK && i < other->count; i++)
        result = pship__flow_group_add(groups, &pship__flow_group(other, i)->key, other,
                                       pship__flow_group(other, i))
                     ? pship__progress(progress, -1, err)
                     : pship__fail_memory(err);
    return result;
}
