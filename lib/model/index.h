/*
 * Where the statements about one property of one entity are: the model's index, and a view's.
 *
 * The statements of one or more transactions make a run: for each property its statements, ordered by
 * subject and number; beside it a directory of cells, ordered by subject. Runs are never changed. A commit
 * adds one and merges small neighbours, so that there are few of them, each much larger than the next,
 * and a view keeps those that were there when it was opened.
 *
 * What it takes to see whether a statement counts lies in 16 bytes beside its neighbours, and what it says in
 * eight more; the rest is read from the log for those that are picked.
 */
#ifndef PSHIP_INDEX_H
#define PSHIP_INDEX_H

#include "model/pool.h"
#include "model/stable.h"
#include "model/statement.h"

typedef struct entry {
    uint32_t id;
    date_id from, until;
    uint16_t layer;
    uint8_t operation : 3;
    uint8_t form : 5; /* of its value, among the forms of the region; FORM_NONE: as the log says */
    uint8_t flags;
} entry;

_Static_assert(sizeof(entry) == 16, "four entries fill a cache line");

/* What the values of a property have in common, as a rule all of them. */
typedef struct value_form {
    name_id unit;
    uint8_t kind; /* pship_value_kind */
    bool boolean;
} value_form;

#define FORM_NONE 31u

/* The rest of a value. The digits of a number are in the log. */
typedef union entry_value {
    double number;
    struct {
        name_id text;
        date_id date;
    };
} entry_value;

#define ENTRY_STATES_UNTIL 1u
#define ENTRY_ERASED 2u
#define ENTRY_FIRST 4u /* of its cell in this run */
#define ENTRY_CORRECTED \
    8u /* of the base, and corrected there by one of the same cell in this run */
/* Neither an assertion of the base nor a correction that the index itself has applied: to say what becomes
 * of its cell takes resolving it. */
#define ENTRY_UNSETTLED 16u
#define ENTRY_CONFIRMED 32u  /* says when it was last confirmed */
#define ENTRY_DEPRECATED 64u /* by its rank */

/* A cell: all statements of a run about one property of one entity. */
typedef struct cell_place {
    name_id property;
    uint32_t first, count; /* in the entries of the run */
} cell_place;

/* Of a property: its entries, and its cells. */
typedef struct region {
    name_id property;
    uint32_t first, count;
    uint32_t first_cell, cell_count; /* in the owners of the run */
    uint32_t form_count;
    value_form forms[FORM_NONE];
} region;

/* The spans of a cell of a run with many statements (large_part.c). */
typedef struct large_part large_part;
#define LARGE_PARTS 64

typedef struct run {
    atomic_size_t references;
    const pship_context *context;
    size_t entry_count, cell_count, region_count, subject_count;
    entry *entries;        /* ordered by property, subject, number */
    entry_value *values;   /* of the entries */
    cell_place *cells;     /* ordered by subject, property */
    region *regions;       /* ordered by property */
    name_id *owners;       /* the subject of each cell, ordered by property, subject */
    name_id *subjects;     /* ascending; NULL where `places` is indexed by subject */
    uint32_t *places;      /* first cell of each subject, and one more */
    name_id least_subject; /* of `places` without `subjects` */
    _Atomic(large_part *)
        large[LARGE_PARTS]; /* made when they are asked for, by whichever thread */
} run;

#define INDEX_MOST_RUNS 40

typedef struct index_version {
    atomic_size_t references;
    const pship_context *context;
    size_t count;
    run *runs[INDEX_MOST_RUNS]; /* from the oldest to the newest statements */
} index_version;

/* A new version that has the statements first to last (numbers, from 1) of the log as well, or NULL
 * when memory cannot be had. `old` may be NULL. */
index_version *pship__index_extend(const index_version *old, const pship_context *context,
                                   const stable *statements, size_t first, size_t last);
index_version *pship__index_share(index_version *of);
void pship__index_free(index_version *of); /* may be NULL */

typedef struct entries {
    const entry *first;
    size_t count;
} entries;

entries pship__run_find(const run *of, name_id subject, name_id property);
/* All cells of a subject, by property. */
typedef struct places {
    const cell_place *first;
    size_t count;
} places;
places pship__run_cells(const run *of, name_id subject);
/* All entries of a property, by subject. */
entries pship__run_region(const run *of, name_id property);
/* The same with the subjects of their cells, each of which begins with an entry that is ENTRY_FIRST. */
typedef struct run_column {
    entries entries;
    const entry_value *values;
    const value_form *forms;
    const name_id *subjects;
    size_t cell_count;
} run_column;
run_column pship__run_column(const run *of, name_id property);
/* The entries of a part with at least SPANS_LARGE of them that may hold on a day, as places in the part:
 * how many there are, and the first `room` of them. false where memory cannot be had, or where there is more
 * in the part than assertions of the base and corrections that the index has applied. */
bool pship__part_find(run *of, const pool *dates, entries part, pship_day day, uint32_t *found,
                      size_t room, size_t *count);
void pship__large_parts_free(run *of);
/* What pship__run_cells() reads first of a subject, and then, into the cache. */
void pship__run_prefetch_place(const run *of, name_id subject);
void pship__run_prefetch_cells(const run *of, name_id subject);

#endif
