#include "model/names.h"
#include <string.h>

typedef _Atomic text_place shared_place;

void pship__names_init(names *of, const pship_context *context)
{
    memset(of, 0, sizeof *of);
    of->context = context;
    pship__stable_init(&of->places, context, sizeof(shared_place));
    pship__slots_init(&of->slots, context);
}

void pship__names_free(names *of)
{
    for (size_t i = 0; i < TEXT_CHUNKS; i++) {
        pship__release(of->context, of->chunks[i]);
        of->chunks[i] = NULL;
    }
    of->next = of->end = 0;
    pship__release(of->context, of->erased);
    pship__slots_free(&of->slots);
    pship__stable_free(&of->places);
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
        pship__names_prefetch_place(of, guesses[i]);
    }
    for (size_t i = 0; i < count; i++) {
        __builtin_prefetch(pship__names_text(of, guesses[i]));
    }
}

/* Begins a chunk with room for so many steps. A text that is longer than a chunk has the memory of the next ones as
 * well. */
static bool begin_chunk(names *of, size_t steps)
{
    size_t place;
    size_t first = chunk_of(of->end, TEXT_FIRST_BITS, TEXT_PART_BITS, &place), chunk = first;
    size_t size = chunk_size(chunk, TEXT_FIRST_BITS, TEXT_PART_BITS);
    while (size < steps && chunk + 1 < TEXT_CHUNKS) {
        size += chunk_size(++chunk, TEXT_FIRST_BITS, TEXT_PART_BITS);
    }
    if (size < steps || of->end + size > UINT32_MAX) {
        return false;
    }
    of->chunks[first] = pship__allocate(of->context, chunk > first ? steps : size, TEXT_STEP);
    if (of->chunks[first] == NULL) {
        return false;
    }
    of->next = of->end;
    of->end += size;
    return true;
}

/* A byte with the length comes before each text, and a zero byte behind it. */
static text_place keep_text(names *of, const char *text, size_t length)
{
    size_t steps = (length + 2 + TEXT_STEP - 1) / TEXT_STEP;
    size_t none = of->end == 0; /* the place 0 is that of no text */
    if (of->end - of->next < steps && !begin_chunk(of, steps + none)) {
        return 0;
    }
    of->next += none;
    text_place place = (text_place)of->next;
    size_t step;
    size_t chunk = chunk_of(place, TEXT_FIRST_BITS, TEXT_PART_BITS, &step);
    char *copy = of->chunks[chunk] + step * TEXT_STEP + 1;
    copy[-1] = (char)(unsigned char)(length < LONG_TEXT ? length : LONG_TEXT);
    memcpy(copy, text, length);
    copy[length] = '\0';
    bool alone = step + steps > chunk_size(chunk, TEXT_FIRST_BITS, TEXT_PART_BITS);
    of->next = alone ? of->end : of->next + steps;
    return place;
}

bool pship__names_append(names *of, const char *text, size_t length)
{
    if (of->places.count >= UINT32_MAX - 1 || !pship__slots_reserve(&of->slots, 1)) {
        return false;
    }
    text_place place = text == NULL ? 0 : keep_text(of, text, length);
    if (place == 0 && text != NULL) {
        return false;
    }
    shared_place *item = pship__stable_take(&of->places);
    if (item == NULL) {
        return false;
    }
    atomic_store_explicit(item, place, memory_order_release);
    if (text != NULL) {
        pship__slots_add(&of->slots, pship__hash_bytes(text, length), (uint32_t)of->places.count);
    }
    return true;
}

name_id pship__names_add(names *of, const char *text)
{
    name_id known = pship__names_find(of, text);
    if (known != 0) {
        return known;
    }
    return pship__names_append(of, text, strlen(text)) ? (name_id)of->places.count : 0;
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
    for (size_t name = of->places.count; name > count; name--) {
        leave_slots(of, (name_id)name);
    }
    pship__stable_cut(&of->places, count);
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
