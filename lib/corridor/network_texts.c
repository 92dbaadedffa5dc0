/*
 * Texts of a network, each kept once and found by its bytes.
 */
#include "corridor/network_store.h"

enum { FIRST_SLOTS = 16 };

void pship__network_texts_free(network_texts *texts, const pship_context *context)
{
    pship__release(context, texts->bytes);
    pship__release(context, texts->starts);
    pship__release(context, texts->slots);
    *texts = (network_texts){.count = 0};
}

/* Ids often differ in their last digits only: what is multiplied last must reach the low bits. */
static size_t hash_of(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(0x9e3779b97f4a7c15) ^ length;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    return (size_t)(hash ^ hash >> 32);
}

static bool is_text(const network_texts *texts, uint32_t code, const char *text, size_t length)
{
    uint64_t start = texts->starts[code];
    uint64_t end = code + 1 < texts->count ? texts->starts[code + 1] : texts->length;
    return end - start == (uint64_t)length + 1 && memcmp(texts->bytes + start, text, length) == 0;
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const network_texts *texts, const char *text, size_t length)
{
    size_t mask = texts->slot_count - 1, at = hash_of(text, length) & mask;
    while (texts->slots[at] != 0 && !is_text(texts, texts->slots[at] - 1, text, length))
        at = (at + 1) & mask;
    return at;
}

uint32_t pship__network_texts_find(const network_texts *texts, const char *text, size_t length)
{
    if (texts->slot_count == 0)
        return NETWORK_NONE;
    uint32_t found = texts->slots[slot_of(texts, text, length)];
    return found == 0 ? NETWORK_NONE : found - 1;
}

static bool grow_slots(network_texts *texts, const pship_context *context)
{
    size_t count = texts->slot_count == 0 ? FIRST_SLOTS : texts->slot_count * 2;
    uint32_t *slots = pship__allocate_zero(context, count, sizeof *slots);
    if (!slots)
        return false;
    pship__release(context, texts->slots);
    texts->slots = slots;
    texts->slot_count = count;
    for (uint32_t code = 0; code < texts->count; code++) {
        const char *text = pship__network_text(texts, code);
        slots[slot_of(texts, text, strlen(text))] = code + 1;
    }
    return true;
}

static bool append(network_texts *texts, const pship_context *context, const char *text,
                   size_t length)
{
    size_t needed = texts->length + length + 1;
    if (needed > texts->room) {
        char *bytes = pship__resize(context, texts->bytes, needed * 2, 1);
        if (!bytes)
            return false;
        texts->bytes = bytes;
        texts->room = needed * 2;
    }
    if (!pship__grow(context, (void **)&texts->starts, texts->count, &texts->start_room,
                     sizeof *texts->starts))
        return false;
    memcpy(texts->bytes + texts->length, text, length);
    texts->bytes[texts->length + length] = '\0';
    texts->starts[texts->count++] = texts->length;
    texts->length = needed;
    return true;
}

bool pship__network_texts_add(network_texts *texts, const pship_context *context, const char *text,
                              size_t length, uint32_t most, uint32_t *code, bool *made)
{
    if (texts->count >= texts->slot_count / 2 && !grow_slots(texts, context))
        return false;
    size_t slot = slot_of(texts, text, length);
    *made = texts->slots[slot] == 0;
    if (*made) {
        if (texts->count >= most || !append(texts, context, text, length))
            return false;
        texts->slots[slot] = texts->count;
    }
    *code = texts->slots[slot] - 1;
    return true;
}

bool pship__network_texts_trim(network_texts *texts, const pship_context *context)
{
    if (texts->count == 0)
        return true;
    char *bytes = pship__resize(context, texts->bytes, texts->length, 1);
    if (!bytes)
        return false;
    texts->bytes = bytes;
    texts->room = texts->length;
    uint64_t *starts = pship__resize(context, texts->starts, texts->count, sizeof *starts);
    if (!starts)
        return false;
    texts->starts = starts;
    texts->start_room = texts->count;
    return true;
}
