/*
 * The pool of interned texts of a model. The writer adds; readers look up under the model's lock
 * and read texts by their id without it.
 */
#ifndef PSHIP_NAMES_H
#define PSHIP_NAMES_H

#include "model/stable.h"
#include "model/statement.h"

typedef struct names {
    const pship_context *context;
    stable texts;    /* const char *, by id - 1 */
    name_id *table;  /* open addressing, 0 is free */
    size_t capacity; /* power of two, or 0 */
    char *block;     /* texts are cut from blocks that are chained by their first bytes */
    size_t block_used, block_size;
} names;

void pship__names_init(names *pool, const pship_context *context);
void pship__names_free(names *pool);
/* 0 where the pool has no such text. */
name_id pship__names_find(const names *pool, const char *text);
/* Adds the text if need be; 0 when memory cannot be had. The caller holds the write lock unless the
 * text is there already. */
name_id pship__names_add(names *pool, const char *text);
const char *pship__names_text(const names *pool, name_id name);

#endif
