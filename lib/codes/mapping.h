/*
 * How a mapping lies in memory, and how one is made.
 */
#ifndef PSHIP_CODES_MAPPING_H
#define PSHIP_CODES_MAPPING_H

#include "core/core.h"
#include <partnership/mapping.h>

typedef struct mapping_target {
    const char *to;
    double weight;
} mapping_target;

/* A code that is mapped. */
typedef struct mapping_code {
    const char *from;
    const mapping_target *targets;
    uint32_t count;
    double sum; /* of the weights */
} mapping_code;

struct pship_mapping {
    pship_context *context;
    atomic_size_t references;
    char *texts;
    mapping_target *targets; /* by code, then by what it becomes */
    uint32_t target_count;
    mapping_code *codes; /* in order */
    uint32_t code_count;
    bool prefixes;
    char *from_classification, *to_classification;
};

/* What a code becomes; NULL where it is not mapped. */
const mapping_code *pship__mapping_find(const pship_mapping *mapping, const char *code);
/* Do the weights sum to one? */
bool pship__mapping_balanced(const mapping_code *code);
/* PSHIP_E_INVALID where they do not; NULL is fine. */
pship_result pship__mapping_check_weights(const mapping_code *code, pship_error *err);
/* PSHIP_E_INVALID where the codes are of another classification than `is`; either may be untold. */
pship_result pship__mapping_check_classification(const pship_mapping *mapping, const char *is,
                                                 pship_error *err);

/* ---- making one (mapping_make.c) */

/* Where a row stands: in a file, or a table. */
typedef struct mapping_place {
    const char *file; /* NULL: a table */
    int64_t line, column;
} mapping_place;

typedef struct mapping_entry {
    size_t from, to; /* starts in the texts */
    double weight;
    mapping_place place;
    const char *from_text, *to_text; /* once all are there */
} mapping_entry;

typedef struct mapping_maker {
    pship_context *context;
    pship__buffer texts;
    mapping_entry *entries;
    size_t count, capacity;
    bool adds; /* pairs that are there twice are added up, not refused */
} mapping_maker;

void pship__mapping_maker_init(mapping_maker *maker, pship_context *context);
/* Lengths without zero bytes; neither may be empty. `weight` is checked. */
pship_result pship__mapping_add(mapping_maker *maker, const char *from, size_t from_length,
                                const char *to, size_t to_length, double weight,
                                mapping_place place, pship_error *err);
/* Takes what the maker has, in every case. */
pship_result pship__mapping_make(pship_mapping **mapping, mapping_maker *maker,
                                 const pship_mapping_options *about, pship_error *err);
void pship__mapping_maker_free(mapping_maker *maker);

#endif
