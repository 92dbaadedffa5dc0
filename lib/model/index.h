/*
 * Where the statements about one property of one entity are: the model's index, and a view's.
 *
 * The statements of one or more transactions make a run: for each property a region with its statements,
 * ordered by subject and number, and a directory of its cells. Runs are never changed. A commit adds one
 * and merges small neighbours, so that there are few of them, each much larger than the next, and a view
 * keeps those that were there when it was opened.
 *
 * What it takes to see whether a statement counts and what it says lies together in 28 bytes beside its
 * neighbours, so that most questions are answered without the log.
 */
#ifndef PSHIP_INDEX_H
#define PSHIP_INDEX_H

#include "model/day_code.h"
#include "model/names.h"

typedef struct entry {
    uint32_t id;
    day_code from, until;
    uint16_t layer;
    uint8_t operation : 3;
    uint8_t form : 5; /* of its value, among the forms of the region; FORM_NONE: as the log says */
    uint8_t flags;
    text_place text;   /* of its value: words, digits, the id referred to */
    uint32_t value[2]; /* entry_value() */
} entry;

_Static_assert(sizeof(entry) == 28, "without padding");

/* What the values of a property have in common, as a rule all of them. */
typedef struct value_form {
    const char *unit; /* a text of the pool, or NULL */
    uint8_t kind;     /* pship_value_kind */
    bool boolean;
} value_form;

#define FORM_NONE 31u

value_form pship__value_form(const names *texts, const statement *row);

/* What a number or a date has beside its text; else 0. */
typedef union entry_value {
    double number;
    struct {
        date_id date;
        day_code day; /* of an exact date; else CODE_LIMIT, which is none */
    };
} entry_value;

entry_value pship__entry_value(const pool *dates, const statement *row);
/* Of a value: its halves lie where a double must not. */
static inline entry_value value_of(const entry *one)
{
    entry_value made;
    memcpy(&made, one->value, sizeof made);
    return made;
}

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

/* Which of 32 subjects have a cell, how many cells of the run come before theirs, how many entries before those
 * of either half of them, and how many entries each has, in four bits. Where one has more than those can
 * tell, `entries` are MARK_STARTS, and the cells are found by their starts. */
typedef struct subject_mark {
    uint32_t bits, cells, entries[2];
    uint64_t sizes[2];
} subject_mark;

#define MARK_BITS 32u
#define MARK_MOST 15u
#define MARK_STARTS UINT32_MAX

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
    region *regions;      /* in the order of their properties */
    region **places;      /* of the regions by property; a table of hashes */
    unsigned place_shift; /* takes a hash to its place */
    uint32_t place_mask;  /* one less than there are places */
    entry *entries;       /* of one region after the other, as are cells */
    name_id *subjects;    /* of the cells */
    uint32_t *starts;     /* the first entry of each cell, and one more */
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

/* What an index is made from. */
typedef struct origin {
    const stable *statements;
    const pool *dates, *notes;
    const names *names;
} origin;

/* A new version that has the statements first to last (numbers, from 1) of the log as well, or NULL
 * when memory cannot be had. `old` may be NULL. */
index_version *pship__index_extend(const index_version *old, const pship_context *context,
                                   const origin *from, size_t first, size_t last);
index_version *pship__index_share(index_version *of);
void pship__index_free(index_version *of); /* may be NULL */

typedef struct entries {
    const entry *first;
    size_t count;
} entries;

/* The place of a property, or the free one where it would be. */
static inline region **pship__run_place(const run *of, name_id property)
{
    uint32_t at = property * 2654435769u >> of->place_shift;
    while (of->places[at] != NULL && of->places[at]->property != property) {
        at = (at + 1u) & of->place_mask;
    }
    return &of->places[at];
}

/* NULL where a run has nothing about a property. */
static inline const region *pship__run_region(const run *of, name_id property)
{
    return *pship__run_place(of, property);
}

/* The sum of the first `before` of sixteen sizes, less than all of them. */
static inline uint32_t sum_sizes(uint64_t sizes, unsigned before)
{
    const uint64_t fours = UINT64_C(0x0f0f0f0f0f0f0f0f), ones = UINT64_C(0x0101010101010101);
    sizes &= ((uint64_t)1 << 4 * before) - 1u;
    return (uint32_t)(((sizes & fours) + (sizes >> 4 & fours)) * ones >> 56);
}

/* Marks the subjects of a region, whose cells have their starts, if they lie close. False where memory cannot be
 * had. */
bool pship__mark_subjects(const run *of, region *in);
/* Brings into the cache where the cell of a subject lies, as most regions tell it. */
static inline void pship__region_prefetch(const region *in, name_id subject)
{
    const uint32_t at = subject - in->least;
    if (at / MARK_BITS < in->mark_count) {
        __builtin_prefetch(&in->marks[at / MARK_BITS]);
    }
}

/* All entries about a subject: where its cell lies is looked up. */
entries pship__region_search(const run *of, const region *in, name_id subject);

/* The same, as most regions tell it. */
static inline entries pship__region_find(const run *of, const region *in, name_id subject)
{
    const uint32_t at = subject - in->least; /* of a lower subject: beyond all marks */
    const unsigned half = at / 16u % 2u, place = at % 16u;
    if (at / MARK_BITS >= in->mark_count ||
        in->marks[at / MARK_BITS].entries[half] == MARK_STARTS) {
        return pship__region_search(of, in, subject);
    }
    const subject_mark *found = &in->marks[at / MARK_BITS];
    const uint64_t sizes = found->sizes[half];
    return (entries){of->entries + found->entries[half] + sum_sizes(sizes, place),
                     (size_t)(sizes >> 4 * place & MARK_MOST)};
}

entries pship__run_find(const run *of, name_id subject, name_id property);
/* Brings what a cell has into the cache; `part` may be empty. */
static inline void cell_prefetch(entries part)
{
    if (part.count > 0) {
        __builtin_prefetch(part.first);
        __builtin_prefetch((const char *)(part.first + part.count) - 1);
    }
}
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
