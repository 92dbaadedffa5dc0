/*
 * What may have been meant by a name that nobody knows: the nearest of those that could stand there.
 */
#ifndef PSHIP_ADAPTERS_NEAREST_H
#define PSHIP_ADAPTERS_NEAREST_H

#include <stddef.h>

typedef struct nearest {
    const char *word;
    const char *found; /* the first of the nearest so far, or NULL */
    size_t distance;   /* of it */
} nearest;

/* Begins to look for what may be meant by a word. */
nearest pship__nearest_begin(const char *word);
/* Takes a name into account; it has to outlive `to`. */
void pship__nearest_try(nearest *to, const char *name);

#endif
