/*
 * The pool of interned texts of a model. The writer adds; any thread may look a text up or read one by
 * its ordinal, without a lock. A text that was found may belong to a transaction that is not
 * committed: a view goes by how many there were when it was opened.
 */
#ifndef PSHIP_NAMES_H
#define PSHIP_NAMES_H

#include "model/slots.h"
#include "model/stable.h"
#include "model/statement.h"
#include <string.h>

/* Where a text lies, in steps of TEXT_STEP bytes; 0: nowhere. With it a text is read without looking its place
 * up. It says nothing outside the memory of this model. */
typedef uint32_t text_place;
#define TEXT_STEP 4u

/* The first chunks of texts have 16 kB, those of many are worth large pages. */
#define TEXT_FIRST_BITS 15u
#define TEXT_PART_BITS 3u
#define TEXT_CHUNKS ((32u - TEXT_FIRST_BITS + 1u) << TEXT_PART_BITS)

typedef struct names {
    const pship_context *context;
    stable places; /* _Atomic text_place, by ordinal - 1; 0: erased when it was loaded */
    slots slots;
    char *chunks[TEXT_CHUNKS]; /* of texts */
    size_t next, end;          /* steps that are free in the newest chunk */
    name_id *erased;           /* since it was loaded, ascending; for the writer */
    size_t erased_count, erased_capacity;
} names;

void pship__names_init(names *of, const pship_context *context);
void pship__names_free(names *of);
/* 0 where the pool has no such text. */
name_id pship__names_find(const names *of, const char *text);
/* Adds the text if need be; 0 when memory cannot be had. */
name_id pship__names_add(names *of, const char *text);
/* Adds a text, or NULL for an erased one, as it comes from a file; false when memory cannot be had. */
bool pship__names_append(names *of, const char *text, size_t length);
/* Forgets the texts after the first `count`. */
void pship__names_cut(names *of, size_t count);
/* Room for so many erasures. */
bool pship__names_reserve_erased(names *of, size_t more);
/* From now on nobody finds the text; by its ordinal it can be read until the pool is freed, by views that
 * were open before. */
void pship__names_erase(names *of, name_id name);
bool pship__names_is_erased(const names *of, name_id name);
uint64_t pship__names_hash(const char *text);
void pship__names_prefetch(const names *of, uint64_t hash);
name_id pship__names_peek(const names *of, uint64_t hash);
/* `guess` is what pship__names_peek() said. */
name_id pship__names_find_hashed(const names *of, const char *text, uint64_t hash, name_id guess);

/* Brings what looking these texts up will need into the cache, for all of them at a time. Up to NAMES_WARM; any
 * may be NULL. */
#define NAMES_WARM 8
void pship__names_warm(const names *of, const char *const *texts, size_t count);

/* Brings the place of a text into the cache. */
static inline void pship__names_prefetch_place(const names *of, name_id name)
{
    if (name != 0) {
        __builtin_prefetch(stable_item(&of->places, name - 1u, sizeof(_Atomic text_place)));
    }
}

/* 0 for 0 and for an erased text. */
static inline text_place pship__names_place(const names *of, name_id name)
{
    if (name == 0) {
        return 0;
    }
    const _Atomic text_place *item = stable_item(&of->places, name - 1u, sizeof *item);
    return atomic_load_explicit(item, memory_order_acquire);
}

/* NULL for 0. */
static inline const char *pship__names_at(const names *of, text_place place)
{
    if (place == 0) {
        return NULL;
    }
    size_t step;
    size_t chunk = chunk_of(place, TEXT_FIRST_BITS, TEXT_PART_BITS, &step);
    return of->chunks[chunk] + step * TEXT_STEP + 1; /* behind the byte with its length */
}

/* NULL for 0 and for an erased text. */
static inline const char *pship__names_text(const names *of, name_id name)
{
    return pship__names_at(of, pship__names_place(of, name));
}

/* Remembers where the text that was read last lies: for texts whose ordinals are close to each other. */
typedef struct names_near {
    const _Atomic text_place *places; /* of ordinals after `before` */
    const char *texts;                /* at the place `from` */
    size_t before, place_count, from, step_count;
} names_near;

/* As pship__names_text(). */
static inline const char *pship__names_text_near(names_near *near, const names *of, name_id name)
{
    size_t at = (size_t)name - 1u - near->before;
    if (at >= near->place_count) {
        if (name == 0) {
            return NULL;
        }
        const size_t chunk = stable_place(name - 1u, &at);
        near->before = name - 1u - at;
        near->place_count = chunk_size(chunk, STABLE_FIRST_BITS, STABLE_PART_BITS);
        near->places = (const _Atomic text_place *)(const void *)of->places.chunks[chunk];
    }
    const text_place place = atomic_load_explicit(&near->places[at], memory_order_acquire);
    if (place == 0) {
        return NULL;
    }
    size_t step = (size_t)place - near->from;
    if (step >= near->step_count) {
        const size_t chunk = chunk_of(place, TEXT_FIRST_BITS, TEXT_PART_BITS, &step);
        near->from = place - step;
        near->step_count = chunk_size(chunk, TEXT_FIRST_BITS, TEXT_PART_BITS);
        near->texts = of->chunks[chunk];
    }
    return near->texts + step * TEXT_STEP + 1;
}

/* The length of a text of the pool. */
#define LONG_TEXT 255u
static inline size_t pship__names_length(const char *text)
{
    unsigned char length = ((const unsigned char *)text)[-1];
    return length < LONG_TEXT ? length : strlen(text);
}

#endif
