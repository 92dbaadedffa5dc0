#include "store/intern.h"
#include <string.h>

void pship__intern_init(intern *all, const pship_context *context)
{
    *all = (intern){.context = context};
}

void pship__intern_free(intern *all)
{
    pship__release(all->context, all->table);
    pship__release(all->context, all->ends);
    pship__release(all->context, all->bytes);
    *all = (intern){.context = all->context};
}

/* FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv). */
static uint64_t hash_of(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    }
    return hash ^ (hash >> 32);
}

static const char *bytes_of(const intern *all, uint32_t ordinal, size_t *length)
{
    size_t begin = ordinal == 1 ? 0 : all->ends[ordinal - 2];
    *length = all->ends[ordinal - 1] - begin;
    return all->bytes + begin;
}

/* The slot that holds it, or the free one where it would go. */
static size_t slot_of(const intern *all, const char *bytes, size_t length)
{
    size_t mask = all->room - 1;
    size_t slot = (size_t)hash_of(bytes, length) & mask;
    while (all->table[slot] != 0) {
        size_t there;
        const char *other = bytes_of(all, all->table[slot], &there);
        if (there == length && memcmp(other, bytes, length) == 0) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

static bool widen_table(intern *all)
{
    if ((all->count + 1) * 2 <= all->room) {
        return true;
    }
    size_t room = all->room == 0 ? 256 : all->room * 2;
    uint32_t *table = pship__allocate_zero(all->context, room, sizeof *table);
    if (table == NULL) {
        return false;
    }
    pship__release(all->context, all->table);
    all->table = table;
    all->room = room;
    for (size_t i = 1; i <= all->count; i++) {
        size_t length;
        const char *bytes = bytes_of(all, (uint32_t)i, &length);
        table[slot_of(all, bytes, length)] = (uint32_t)i;
    }
    return true;
}

static bool keep(intern *all, const char *bytes, size_t length)
{
    size_t used = all->count == 0 ? 0 : all->ends[all->count - 1];
    if (!pship__grow(all->context, (void **)&all->ends, all->count, &all->ends_room,
                     sizeof *all->ends)) {
        return false;
    }
    if (all->bytes_room - used < length + 1) { /* never NULL, also for nothing */
        size_t room = (used + length + 1) * 2;
        char *more = pship__resize(all->context, all->bytes, room, 1);
        if (more == NULL) {
            return false;
        }
        all->bytes = more;
        all->bytes_room = room;
    }
    memcpy(all->bytes + used, bytes, length);
    all->ends[all->count] = used + length;
    return true;
}

uint32_t pship__intern_add(intern *all, const void *bytes, size_t length, bool *fresh)
{
    if (all->count >= UINT32_MAX - 1 || !widen_table(all)) {
        return 0;
    }
    size_t slot = slot_of(all, bytes, length);
    *fresh = all->table[slot] == 0;
    if (*fresh) {
        if (!keep(all, bytes, length)) {
            return 0;
        }
        all->table[slot] = (uint32_t)++all->count;
    }
    return all->table[slot];
}
