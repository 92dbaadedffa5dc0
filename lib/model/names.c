#include "model/names.h"
#include <string.h>

#define BLOCK_SIZE 65536

void pship__names_init(names *pool, const pship_context *context)
{
    memset(pool, 0, sizeof *pool);
    pool->context = context;
    pship__stable_init(&pool->texts, context, sizeof(char *));
}

void pship__names_free(names *pool)
{
    char *block = pool->block;
    while (block != NULL) {
        char *older;
        memcpy(&older, block, sizeof older);
        pship__release(pool->context, block);
        block = older;
    }
    pship__release(pool->context, pool->table);
    pship__stable_free(&pool->texts);
    memset(pool, 0, sizeof *pool);
}

/* FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv). */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    }
    return hash ^ (hash >> 32);
}

const char *pship__names_text(const names *pool, name_id name)
{
    return name == 0 ? NULL : *(char *const *)pship__stable_at(&pool->texts, name - 1u);
}

/* The slot that holds the text, or the free one where it would go. */
static size_t slot_of(const names *pool, const char *text)
{
    size_t mask = pool->capacity - 1;
    size_t slot = (size_t)hash_of(text) & mask;
    while (pool->table[slot] != 0 &&
           strcmp(pship__names_text(pool, pool->table[slot]), text) != 0) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

name_id pship__names_find(const names *pool, const char *text)
{
    if (text == NULL || pool->capacity == 0) {
        return 0;
    }
    return pool->table[slot_of(pool, text)];
}

static bool make_room(names *pool)
{
    if ((pool->texts.count + 1) * 2 <= pool->capacity) {
        return true;
    }
    size_t capacity = pool->capacity == 0 ? 1024 : pool->capacity * 2;
    name_id *table = pship__allocate_zero(pool->context, capacity, sizeof *table);
    if (table == NULL) {
        return false;
    }
    name_id *old = pool->table;
    pool->table = table;
    pool->capacity = capacity;
    for (size_t i = 0; i < pool->texts.count; i++) {
        name_id name = (name_id)(i + 1);
        table[slot_of(pool, pship__names_text(pool, name))] = name;
    }
    pship__release(pool->context, old);
    return true;
}

static char *keep_text(names *pool, const char *text)
{
    size_t length = strlen(text) + 1;
    if (pool->block == NULL || pool->block_size - pool->block_used < length) {
        size_t header = sizeof(char *);
        size_t size = length > BLOCK_SIZE - header ? length + header : BLOCK_SIZE;
        char *block = pship__allocate(pool->context, size, 1);
        if (block == NULL) {
            return NULL;
        }
        memcpy(block, &pool->block, header);
        pool->block = block;
        pool->block_used = header;
        pool->block_size = size;
    }
    char *copy = pool->block + pool->block_used;
    memcpy(copy, text, length);
    pool->block_used += length;
    return copy;
}

name_id pship__names_add(names *pool, const char *text)
{
    name_id known = pship__names_find(pool, text);
    if (known != 0 || pool->texts.count >= UINT32_MAX - 1) {
        return known;
    }
    if (!make_room(pool)) {
        return 0;
    }
    char *copy = keep_text(pool, text);
    if (copy == NULL) {
        return 0;
    }
    const char **item = pship__stable_add(&pool->texts);
    if (item == NULL) {
        return 0;
    }
    *item = copy;
    pool->table[slot_of(pool, text)] = (name_id)pool->texts.count;
    return (name_id)pool->texts.count;
}
