/*
 * Where the statements about one property of one entity are: the model's index, and a view's.
 *
 * The statements of one or more transactions make a run: for each property a region with its statements,
 * ordered by subject and number, and a directory of its cells. Runs are never changed. A commit adds one
 * and merges small neighbours, so that there are few of them, each much larger than the next, and a view
 * keeps those that were there when it was opened.
 *
 * What it takes to see whether a statement counts lies in 16 bytes beside its neighbours, and what it says in
 * twelve more, so that most questions are answered without the log.
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

/* What a number or a date has beside its text; else 0. */
typedef union entry_value {
    double number;
    date_id date;
} entry_value;

entry_value pship__entry_value(const statement *row);

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
/* Of normal rank, and its value has no qualifier that would widen it. */
#define ENTRY_PLAIN 128u

/* Which of 32 subjects have a cell, and how many cells of the region come before theirs. */
typedef struct subject_mark {
    uint32_t bits, before;
} subject_mark;

/* What a run has about a property. Its cells, each of them all that is stated about one entity, lie in the
 * order of their subjects. */
typedef struct region {
    name_id property;
    uint32_t first, count;           /* entries */
    uint32_t first_cell, cell_count; /* cells */
    name_id least;                   /* of its subjects */
    uint32_t mark_count;
    subject_mark *marks; /* from `least` on; NULL: the subjects are searched */
    uint32_t form_count;
    value_form forms[FORM_NONE];
} region;

/* The spans of a cell of a run with many statements (large_part.c). */
typedef struct large_part large_part;
#define LARGE_PARTS 64

typedef struct run {
    atomic_size_t references;
    const pship_context *context;
    size_t entry_count, cell_count, region_count;
    name_id *properties; /* of the regions, ascending */
    region *regions;     /* in their order */
    entry *entries;      /* of one region after the other, as are texts, values and cells */
    name_id *texts;      /* of the values of the entries: words, digits, ids referred to */
    entry_value *values;
    name_id *subjects; /* of the cells */
    uint32_t *starts;  /* the first entry of each cell, and one more */
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
 * when memory cannot be had. `old` may be NULL; `notes` are those of the statements. */
index_version *pship__index_extend(const index_version *old, const pship_context *context,
                                   const stable *statements, const pool *notes, size_t first,
                                   size_t last);
index_version *pship__index_share(index_version *of);
void pship__index_free(index_version *of); /* may be NULL */

typedef struct entries {
    const entry *first;
    size_t count;
} entries;

/* NULL where a run has nothing about a property. */
const region *pship__run_region(const run *of, name_id property);
/* The cell of a subject, as a place in the starts of the run; their number where it has none. */
size_t pship__region_cell(const run *of, const region *in, name_id subject);
static inline entries cell_entries(const run *of, size_t cell)
{
    return cell >= of->cell_count
               ? (entries){NULL, 0}
               : (entries){of->entries + of->starts[cell], of->starts[cell + 1] - of->starts[cell]};
}
/* Brings what a cell has into the cache; `part` may be empty. */
static inline void cell_prefetch(const run *of, entries part)
{
    if (part.count > 0) {
        size_t at = (size_t)(part.first - of->entries);
        __builtin_prefetch(part.first);
        __builtin_prefetch(of->texts + at);
        __builtin_prefetch(of->values + at);
    }
}
entries pship__region_find(const run *of, const region *in, name_id subject);
entries pship__run_find(const run *of, name_id subject, name_id property);
/* All entries of a region, which may be NULL. */
static inline entries region_entries(const run *of, const region *in)
{
    return in == NULL ? (entries){NULL, 0} : (entries){of->entries + in->first, in->count};
}
/* The entries of a part with at least SPANS_LARGE of them that may hold on a day, as places in the part:
 * how many there are, and the first `room` of them. false where memory cannot be had, or where there is more
 * in the part than assertions of the base and corrections that the index has applied. */
bool pship__part_find(run *of, const pool *dates, entries part, pship_day day, uint32_t *found,
                      size_t room, size_t *count);
void pship__large_parts_free(run *of);

#endif
