#include "model/names.h"
#include <string.h>

#define LEAST_BLOCK ((size_t)64 << 10)
#define MOST_BLOCK ((size_t)8 << 20)

typedef _Atomic(const char *) shared_text;

void pship__names_init(names *of, const pship_context *context)
{
    memset(of, 0, sizeof *of);
    of->context = context;
    pship__stable_init(&of->texts, context, sizeof(shared_text));
    pship__slots_init(&of->slots, context);
}

void pship__names_free(names *of)
{
    char *block = of->block;
    while (block != NULL) {
        char *older;
        memcpy(&older, block, sizeof older);
        pship__release(of->context, block);
        block = older;
    }
    of->block = NULL;
    pship__release(of->context, of->erased);
    pship__slots_free(&of->slots);
    pship__stable_free(&of->texts);
}

uint64_t pship__names_hash(const char *text)
{
    return pship__hash_bytes(text, strlen(text));
}

static bool same(const void *owner, uint32_t ordinal, const void *sought)
{
    const char *text = pship__names_text(owner, ordinal);
    return text != NULL && strcmp(text, sought) == 0;
}

name_id pship__names_find_hashed(const names *of, const char *text, uint64_t hash, name_id guess)
{
    if (guess == 0 || same(of, guess, text)) {
        return guess;
    }
    return pship__slots_find(&of->slots, hash, same, of, text);
}

void pship__names_prefetch(const names *of, uint64_t hash)
{
    pship__slots_prefetch(&of->slots, hash);
}

name_id pship__names_peek(const names *of, uint64_t hash)
{
    return pship__slots_peek(&of->slots, hash);
}

name_id pship__names_find(const names *of, const char *text)
{
    if (text == NULL) {
        return 0;
    }
    uint64_t hash = pship__names_hash(text);
    return pship__names_find_hashed(of, text, hash, pship__names_peek(of, hash));
}

void pship__names_warm(const names *of, const char *const *texts, size_t count)
{
    uint64_t hashes[NAMES_WARM];
    name_id guesses[NAMES_WARM];
    for (size_t i = 0; i < count; i++) {
        hashes[i] = texts[i] == NULL ? 0 : pship__names_hash(texts[i]);
        pship__slots_prefetch(&of->slots, hashes[i]);
    }
    for (size_t i = 0; i < count; i++) {
        guesses[i] = texts[i] == NULL ? 0 : pship__slots_peek(&of->slots, hashes[i]);
        pship__names_prefetch_text(of, guesses[i]);
    }
    for (size_t i = 0; i < count; i++) {
        __builtin_prefetch(pship__names_text(of, guesses[i]));
    }
}

/* A byte with the length comes before each text, and a zero byte behind it. */
static char *keep_text(names *of, const char *text, size_t length)
{
    size_t room = length + 2;
    if (of->block == NULL || of->block_size - of->block_used < room) {
        size_t header = sizeof(char *);
        size_t size = of->block_size < LEAST_BLOCK ? LEAST_BLOCK : of->block_size * 2;
        size = size > MOST_BLOCK ? MOST_BLOCK : size;
        size = room > size - header ? room + header : size;
        char *block = pship__allocate(of->context, size, 1);
        if (block == NULL) {
            return NULL;
        }
        memcpy(block, &of->block, header);
        of->block = block;
        of->block_used = header;
        of->block_size = size;
    }
    char *copy = of->block + of->block_used + 1;
    copy[-1] = (char)(unsigned char)(length < LONG_TEXT ? length : LONG_TEXT);
    memcpy(copy, text, length);
    copy[length] = '\0';
    of->block_used += room;
    return copy;
}

bool pship__names_append(names *of, const char *text, size_t length)
{
    if (of->texts.count >= UINT32_MAX - 1 || !pship__slots_reserve(&of->slots, 1)) {
        return false;
    }
    char *copy = text == NULL ? NULL : keep_text(of, text, length);
    if (copy == NULL && text != NULL) {
        return false;
    }
    shared_text *item = pship__stable_take(&of->texts);
    if (item == NULL) {
        return false;
    }
    atomic_store_explicit(item, copy, memory_order_release);
    if (copy != NULL) {
        pship__slots_add(&of->slots, pship__hash_bytes(copy, length), (uint32_t)of->texts.count);
    }
    return true;
}

name_id pship__names_add(names *of, const char *text)
{
    name_id known = pship__names_find(of, text);
    if (known != 0) {
        return known;
    }
    return pship__names_append(of, text, strlen(text)) ? (name_id)of->texts.count : 0;
}

static void leave_slots(names *of, name_id name)
{
    const char *text = pship__names_text(of, name);
    if (text != NULL) {
        pship__slots_remove(&of->slots, pship__names_hash(text), name);
    }
}

void pship__names_cut(names *of, size_t count)
{
    for (size_t name = of->texts.count; name > count; name--) {
        leave_slots(of, (name_id)name);
    }
    pship__stable_cut(&of->texts, count);
}

bool pship__names_reserve_erased(names *of, size_t more)
{
    void *erased = of->erased;
    bool had = true;
    while (had && of->erased_capacity - of->erased_count < more) {
        had = pship__grow(of->context, &erased, of->erased_capacity, &of->erased_capacity,
                          sizeof *of->erased);
        of->erased = erased;
    }
    return had;
}

void pship__names_erase(names *of, name_id name)
{
    leave_slots(of, name);
    size_t at = of->erased_count++;
    for (; at > 0 && of->erased[at - 1] > name; at--) {
        of->erased[at] = of->erased[at - 1];
    }
    of->erased[at] = name;
}

bool pship__names_is_erased(const names *of, name_id name)
{
    return pship__names_text(of, name) == NULL || ids_hold(of->erased, of->erased_count, name);
}
