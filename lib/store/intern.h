/* Gives equal byte strings equal ordinals: what an older file repeats in each row is here once. */
#ifndef PSHIP_STORE_INTERN_H
#define PSHIP_STORE_INTERN_H

#include "core/core.h"

typedef struct intern {
    const pship_context *context;
    uint32_t *table; /* ordinals by hash, open addressing; 0 is free */
    size_t room;     /* of the table: a power of two, or 0 */
    size_t *ends;    /* where the bytes of each end */
    size_t ends_room, count;
    char *bytes;
    size_t bytes_room;
} intern;

void pship__intern_init(intern *all, const pship_context *context);
void pship__intern_free(intern *all);
/* The ordinal, from 1; *fresh where it was not there before. 0 where memory cannot be had, or
 * ordinals. */
uint32_t pship__intern_add(intern *all, const void *bytes, size_t length, bool *fresh);

#endif
