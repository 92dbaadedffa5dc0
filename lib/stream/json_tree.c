/* The memory of a tree, finding and building. */
#include "stream/json.h"
#include <string.h>

#define CHUNK_BYTES ((size_t)32 << 10)

typedef struct json_chunk {
    struct json_chunk *next;
    size_t used, size; /* of what follows this header */
} json_chunk;

static void *chunk_bytes(json_chunk *chunk)
{
    return chunk + 1;
}

static void *take(pship__json *document, size_t bytes, size_t alignment)
{
    json_chunk *chunk = document->chunks;
    if (chunk != NULL) {
        size_t start = (chunk->used + alignment - 1) / alignment * alignment;
        if (start <= chunk->size && bytes <= chunk->size - start) {
            chunk->used = start + bytes;
            return (char *)chunk_bytes(chunk) + start;
        }
    }
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    chunk = pship__allocate(document->context, 1, sizeof *chunk + size);
    if (chunk == NULL) {
        document->failed = true;
        return NULL;
    }
    *chunk = (json_chunk){.next = document->chunks, .used = bytes, .size = size};
    document->chunks = chunk;
    return chunk_bytes(chunk);
}

pship__json *pship__json_new(const pship_context *context)
{
    pship__json *document = pship__allocate_zero(context, 1, sizeof *document);
    if (document != NULL) {
        document->context = context;
    }
    return document;
}

static void free_chunks(pship__json *document, json_chunk *kept)
{
    json_chunk *chunk = document->chunks;
    while (chunk != NULL) {
        json_chunk *next = chunk->next;
        if (chunk != kept) {
            pship__release(document->context, chunk);
        }
        chunk = next;
    }
    document->chunks = kept;
}

void pship__json_clear(pship__json *document)
{
    json_chunk *kept = document->chunks;
    free_chunks(document, kept);
    if (kept != NULL) {
        kept->used = 0;
        kept->next = NULL;
    }
    document->root = NULL;
    document->duplicate_count = 0;
}

void pship__json_free(pship__json *document)
{
    if (document != NULL) {
        free_chunks(document, NULL);
        pship__release(document->context, document->duplicates);
        pship__release(document->context, document);
    }
}

json_node *pship__json_add(pship__json *document, json_node *parent, const char *key,
                           json_type type, const char *text)
{
    json_node *node = document->failed ? NULL : take(document, sizeof *node, sizeof(void *));
    if (node == NULL) {
        return NULL;
    }
    *node = (json_node){.text = text, .key = key, .type = type};
    if (parent == NULL) {
        document->root = node;
    } else if (parent->last == NULL) {
        parent->first = parent->last = node;
    } else {
        parent->last = parent->last->next = node;
    }
    return node;
}

const char *pship__json_keep(pship__json *document, const char *text, size_t length)
{
    char *copy = document->failed ? NULL : take(document, length + 1, 1);
    if (copy != NULL) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

const json_node *pship__json_find(const json_node *object, const char *key)
{
    const json_node *member = object->type == JSON_OBJECT ? object->first : NULL;
    while (member != NULL && strcmp(member->key, key) != 0) {
        member = member->next;
    }
    return member;
}

const char *pship__json_type_name(json_type type)
{
    static const char *const names[] = {"nothing",  "null",     "false",    "true",
                                        "a number", "a string", "an array", "an object"};
    return names[type];
}
