/*
 * The sections of a register, and what may stand within an entry of another kind: for the reader and
 * the writer.
 */
#ifndef PSHIP_SECTIONS_H
#define PSHIP_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* A section: its kind where that is fixed, "" where the entry says it, with a default or none. */
typedef struct section {
    const char *name, *kind, *default_kind;
    bool says_kind;
} section;

/* In the order in which they are written. The last one takes every kind that has none of its own. */
extern const section pship__sections[];
extern const size_t pship__section_count;
/* NULL for any other name. */
const section *pship__section_find(const char *name);

/* Entries that may stand within the one that they belong to. */
typedef struct nesting {
    const char *member;   /* of the entry around them, an array */
    const char *owner;    /* kind of the entry around them, or a kind above it */
    const char *kind;     /* of those within */
    const char *property; /* by which they say whose they are */
    const char *noun;     /* for messages: "an act" */
} nesting;

extern const nesting pship__nestings[];
extern const size_t pship__nesting_count;

#endif
