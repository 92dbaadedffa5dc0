/* Groups of flows by key: a hash table whose groups lie in the order in which they came. */
#include "trade/flow_sums.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

void pship__flow_groups_init(flow_groups *groups, const pship_context *context)
{
    *groups = (flow_groups){.context = context, .store = {.context = context}};
}

void pship__flow_groups_free(flow_groups *groups)
{
    const pship_context *context = groups->context;
    pship__release(context, groups->groups);
    pship__release(context, groups->slots);
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

pship_result pship__flow_groups_copy(flow_groups *to, const flow_groups *from,
                                     pship__progress_state *progress, pship_error *err)
{
    const pship_context *context = from->context;
    void *groups = NULL, *slots = NULL, *longs = NULL;
    pship_result result = copy_items(&groups, context, from->groups, from->count,
                                     sizeof *from->groups, progress, err);
    if (result == PSHIP_OK)
        result = copy_items(&slots, context, from->slots, from->slot_count, sizeof *from->slots,
                            progress, err);
    if (result == PSHIP_OK)
        result = copy_items(&longs, context, from->store.longs, from->store.count,
                            sizeof *from->store.longs, progress, err);
    *to = *from;
    to->groups = groups;
    to->slots = slots;
    to->store.longs = longs;
    to->capacity = from->count;
    to->store.capacity = from->store.count;
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

static const flow_group *in_slot(const flow_groups *groups, uint64_t slot)
{
    return &groups->groups[(uint32_t)slot - 1];
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const flow_groups *groups, const flow_key *key, uint64_t hash)
{
    const size_t mask = groups->slot_count - 1;
    size_t at = (uint32_t)hash & mask;
    while (groups->slots[at] != 0 && (groups->slots[at] >> 32 != (uint32_t)hash ||
                                      !same_key(&in_slot(groups, groups->slots[at])->key, key)))
        at = (at + 1) & mask;
    return at;
}

const flow_group *pship__flow_group_find(const flow_groups *groups, const flow_key *key)
{
    if (groups->slot_count == 0)
        return NULL;
    const uint64_t found = groups->slots[slot_of(groups, key, hash_of(key))];
    return found ? in_slot(groups, found) : NULL;
}

static bool grow_slots(flow_groups *groups)
{
    const size_t count = groups->slot_count == 0 ? FIRST_SLOTS : groups->slot_count * 2;
    uint64_t *slots = pship__allocate_zero(groups->context, count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < groups->slot_count; i++) {
        if (groups->slots[i] == 0)
            continue;
        size_t at = (groups->slots[i] >> 32) & (count - 1);
        while (slots[at] != 0)
            at = (at + 1) & (count - 1);
        slots[at] = groups->slots[i];
    }
    pship__release(groups->context, groups->slots);
    groups->slots = slots;
    groups->slot_count = count;
    return true;
}

flow_group *pship__flow_group_at(flow_groups *groups, const flow_key *key)
{
    const uint64_t hash = hash_of(key);
    if (groups->count * 2 >= groups->slot_count && !grow_slots(groups))
        return NULL;
    const size_t slot = slot_of(groups, key, hash);
    if (groups->slots[slot] != 0)
        return &groups->groups[(uint32_t)groups->slots[slot] - 1];
    if (groups->count == UINT32_MAX ||
        !pship__grow(groups->context, (void **)&groups->groups, groups->count, &groups->capacity,
                     sizeof *groups->groups))
        return NULL;
    groups->groups[groups->count] = (flow_group){.key = *key};
    groups->slots[slot] = filled(hash, groups->count++);
    return &groups->groups[groups->count - 1];
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
        result = pship__flow_group_add(groups, &other->groups[i].key, other, &other->groups[i])
                     ? pship__progress(progress, -1, err)
                     : pship__fail_memory(err);
    return result;
}
