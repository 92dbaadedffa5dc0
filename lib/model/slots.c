#include "model/slots.h"
#include <string.h>

#define REMOVED UINT32_MAX

struct slot_table {
    slot_table *older; /* outgrown, still readable */
    size_t mask;
    _Atomic uint64_t slots[]; /* upper half: of the hash; lower half: the ordinal, 0 for free */
};

void pship__slots_init(slots *of, const pship_context *context)
{
    of->context = context;
    of->used = 0;
    atomic_init(&of->table, NULL);
}

static void free_tables(const slots *of, slot_table *table)
{
    while (table != NULL) {
        slot_table *older = table->older;
        pship__release(of->context, table);
        table = older;
    }
}

void pship__slots_free(slots *of)
{
    free_tables(of, atomic_load_explicit(&of->table, memory_order_relaxed));
    atomic_store_explicit(&of->table, NULL, memory_order_relaxed);
    of->used = 0;
}

void pship__slots_forget_outgrown(slots *of)
{
    slot_table *table = atomic_load_explicit(&of->table, memory_order_relaxed);
    if (table != NULL) {
        free_tables(of, table->older);
        table->older = NULL;
    }
}

/* Multiply and fold, eight bytes at a time; the constants are those of the finaliser of MurmurHash3
 * (Appleby, https://github.com/aappleby/smhasher, public domain). */
static uint64_t fold(uint64_t hash)
{
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdu;
    hash ^= hash >> 33;
    hash *= 0xc4ceb9fe1a85ec53u;
    return hash ^ (hash >> 33);
}

uint64_t pship__hash_bytes(const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = length * 0x9e3779b97f4a7c15u, word = 0;
    if (length < 8) {
        for (size_t i = 0; i < length; i++) {
            word = word << 8 | at[i];
        }
        return fold(hash ^ word);
    }
    for (; length > 8; at += 8, length -= 8) {
        memcpy(&word, at, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    memcpy(&word, at + length - 8,
           8); /* the last eight, of which some may have been there before */
    return fold(hash ^ word);
}

static uint32_t ordinal_of(uint64_t slot)
{
    return (uint32_t)slot;
}

static uint64_t slot_for(uint64_t hash, uint32_t ordinal)
{
    return (hash & 0xffffffff00000000u) | ordinal;
}

/* Takes a free slot or that of a removed ordinal: readers can miss only what was not committed when they began.
 * True where it was free. */
static bool put(slot_table *table, uint64_t hash, uint64_t slot)
{
    size_t at = (size_t)hash & table->mask;
    uint32_t there;
    while ((there = ordinal_of(atomic_load_explicit(&table->slots[at], memory_order_relaxed))) !=
               0 &&
           there != REMOVED) {
        at = (at + 1) & table->mask;
    }
    atomic_store_explicit(&table->slots[at], slot, memory_order_release);
    return there == 0;
}

/* The slot keeps only the upper half of the hash, so that a new table takes its place from there:
 * the lower half is made of it. */
static uint64_t spread(uint64_t hash)
{
    uint64_t upper = hash & 0xffffffff00000000u;
    return upper | ((upper >> 32) * 0x9e3779b1u & 0xffffffffu);
}

bool pship__slots_reserve(slots *of, size_t more)
{
    slot_table *old = atomic_load_explicit(&of->table, memory_order_relaxed);
    size_t capacity = old == NULL ? 0 : old->mask + 1;
    if (more > (SIZE_MAX >> 5) || of->used > (SIZE_MAX >> 5)) {
        return false;
    }
    size_t wanted = (of->used + more) * 3 / 2 + 1;
    if (wanted <= capacity) {
        return true;
    }
    size_t grown = capacity == 0 ? 64 : capacity;
    while (grown < wanted) {
        grown *= 2;
    }
    slot_table *table =
        pship__allocate_zero(of->context, 1, sizeof *table + grown * sizeof table->slots[0]);
    if (table == NULL) {
        return false;
    }
    table->mask = grown - 1;
    table->older = old;
    of->used = 0;
    for (size_t i = 0; i < capacity; i++) {
        uint64_t slot = atomic_load_explicit(&old->slots[i], memory_order_relaxed);
        if (ordinal_of(slot) != 0 && ordinal_of(slot) != REMOVED) {
            of->used += put(table, spread(slot), slot);
        }
    }
    atomic_store_explicit(&of->table, table, memory_order_release);
    return true;
}

uint32_t pship__slots_find(const slots *of, uint64_t hash, slot_same same, const void *owner,
                           const void *sought)
{
    const slot_table *table = atomic_load_explicit(&of->table, memory_order_acquire);
    if (table == NULL) {
        return 0;
    }
    for (size_t at = (size_t)spread(hash) & table->mask;; at = (at + 1) & table->mask) {
        uint64_t slot = atomic_load_explicit(&table->slots[at], memory_order_acquire);
        uint32_t ordinal = ordinal_of(slot);
        if (ordinal == 0) {
            return 0;
        }
        if (slot == slot_for(hash, ordinal) && ordinal != REMOVED && same(owner, ordinal, sought)) {
            return ordinal;
        }
    }
}

uint32_t pship__slots_peek(const slots *of, uint64_t hash)
{
    const slot_table *table = atomic_load_explicit(&of->table, memory_order_acquire);
    if (table == NULL) {
        return 0;
    }
    for (size_t at = (size_t)spread(hash) & table->mask;; at = (at + 1) & table->mask) {
        uint64_t slot = atomic_load_explicit(&table->slots[at], memory_order_acquire);
        uint32_t ordinal = ordinal_of(slot);
        if (ordinal == 0 || (slot == slot_for(hash, ordinal) && ordinal != REMOVED)) {
            return ordinal;
        }
    }
}

void pship__slots_add(slots *of, uint64_t hash, uint32_t ordinal)
{
    slot_table *table = atomic_load_explicit(&of->table, memory_order_relaxed);
    of->used += put(table, spread(hash), slot_for(hash, ordinal));
}

void pship__slots_remove(slots *of, uint64_t hash, uint32_t ordinal)
{
    slot_table *table = atomic_load_explicit(&of->table, memory_order_relaxed);
    uint64_t sought = slot_for(hash, ordinal);
    for (size_t at = (size_t)spread(hash) & table->mask; table->slots[at] != 0;
         at = (at + 1) & table->mask) {
        if (table->slots[at] == sought) {
            /* Others may have gone past this slot: it stays taken until the table grows. */
            atomic_store_explicit(&table->slots[at], slot_for(hash, REMOVED), memory_order_release);
            return;
        }
    }
}

void pship__slots_prefetch(const slots *of, uint64_t hash)
{
    const slot_table *table = atomic_load_explicit(&of->table, memory_order_acquire);
    if (table != NULL) {
        __builtin_prefetch(&table->slots[(size_t)spread(hash) & table->mask]);
    }
}
