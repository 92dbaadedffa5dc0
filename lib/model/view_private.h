/* The inside of a view. */
#ifndef PSHIP_VIEW_PRIVATE_H
#define PSHIP_VIEW_PRIVATE_H

#include "model/layers.h"
#include "model/log.h"
#include "model/reading.h"

typedef struct source_date {
    name_id source;
    uint32_t preference;   /* place among the preferred sources; their number for the others */
    stored_date published; /* as the view knows it */
    pship_truth truth;     /* by the cutoff of the view */
} source_date;

/* A cell with many statements, worked out once (resolve.c). */
typedef struct large_cell large_cell;
#define LARGE_BUCKETS 256

/* All readings of a view (everything.c). */
typedef struct everything {
    reading *readings; /* ordered by subject, property, id */
    size_t reading_count;
    const reading **references; /* ordered by object, property, subject, id */
    size_t reference_count;
    uint32_t *about;     /* where the readings of each name begin; one more at the end */
    uint32_t *referring; /* the same of what refers to it */
    name_id greatest;    /* the last name of them */
} everything;

/* What is worked out only when it is asked for, by whichever thread asks first. */
typedef struct view_lazy {
    _Atomic(everything *) all;
    _Atomic(large_cell *) large[LARGE_BUCKETS];
} view_lazy;

struct pship_view {
    pship_model *model;
    index_version *index;
    pship_day as_of, published_by;
    day_code on; /* as_of */
    /* Does it see all of the base that was committed when it was opened? Then of the base nothing is hidden but by the
     * statements themselves. */
    bool sees_base;
    pship_truth holding;
    extent seen;     /* what was committed when it was opened */
    size_t attached; /* and how much was attached */
    layers layers;
    source_date *sources; /* ordered by source */
    size_t source_count;
    uint32_t preferred_count; /* preferred sources; 0: there is no such preference */
    bool newest_source;
    view_lazy *lazy;
    trace *trace; /* NULL but for a traced view */
};

/* As pship__view_text(). */
static inline const char *text_in(const pship_view *view, name_id name)
{
    return pship__names_text(&view->model->names, name);
}

/* The name that an ordinal from outside stands for; 0 where the view knows none of it. */
static inline name_id name_at(const pship_view *view, int64_t ordinal)
{
    return (uint64_t)ordinal <= view->seen.texts ? (name_id)ordinal : 0;
}

/* What is said of those that stand for something else. */
#define NO_ENTITY_ORDINAL "%lld is not the ordinal of an entity that the view knows"
#define NO_PROPERTY_ORDINAL "%lld is not the ordinal of a property"

/* ---- resolving a cell (resolve.c) */

/* What becomes of a statement in a view. */
typedef enum fate_kind {
    FATE_UNSEEN = 0, /* later than a cutoff, of another layer, or not published */
    FATE_READING = 1,
    FATE_OPERATION = 2, /* it acts, and is in force */
    FATE_CORRECTED = 3,
    FATE_RETRACTED = 4,
    FATE_MASKED = 5,
    FATE_ERASED = 6
} fate_kind;

typedef struct fate {
    const entry *entry;
    const statement *statement;
    uint32_t hidden_by;   /* what hides it, or 0 */
    uint32_t ended_by;    /* the end that counts most among those that act on it, or 0 */
    uint32_t may_end_by;  /* the same of those that may have been published, or 0 */
    uint32_t followed_by; /* the act of a scenario that hides what corrects it, or 0 */
    uint32_t until_by;    /* of a reading: the end that it has, of itself or its chain, or 0 */
    uint32_t may_until_by;
    pship_day confirmed; /* the latest day on which it was confirmed */
    uint8_t kind;        /* fate_kind */
    uint8_t published;   /* pship_truth */
    bool doubted;        /* a correction or retraction of it may have been published */
} fate;

/* A cell with the fate of each of its statements, in the order of recording. Cells have few statements as
 * a rule: those lie in the struct itself. */
#define CELL_FEW 12
typedef struct cell {
    const pship_context *context;
    size_t count;
    fate *fates;
    bool simple; /* nothing but assertions, all of them readings */
    fate few[CELL_FEW];
} cell;

/* The fate of a statement of the cell; NULL where it has none. */
static inline fate *fate_of(const cell *of, uint32_t id)
{
    size_t low = 0, high = of->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (of->fates[middle].entry->id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < of->count && of->fates[low].entry->id == id ? &of->fates[low] : NULL;
}

/* Where a cell lies, in each run of the view. */
typedef struct found_cell {
    name_id subject, property;
    size_t count; /* statements of all parts */
    entries parts[INDEX_MOST_RUNS];
    const region *regions[INDEX_MOST_RUNS]; /* NULL: the run has nothing about the property */
} found_cell;
size_t pship__cell_find(found_cell *found, const pship_view *view, name_id subject,
                        name_id property);
/* Has the view recorded anything of a cell? Then it knows its subject. */
bool pship__cell_seen(const found_cell *found, const pship_view *view);

/* The statements of a cell that were recorded and are of layers that the view sees, and what becomes of them.
 * Release it afterwards. `exempt`: whatever the cutoff, all of it is published. */
pship_result pship__cell_resolve(cell *opened, const pship_view *view, const found_cell *found,
                                 bool exempt, pship_error *err);
pship_result pship__cell_open_found(cell *opened, const pship_view *view, const found_cell *found,
                                    pship_error *err);
pship_result pship__cell_open(cell *opened, const pship_view *view, name_id subject,
                              name_id property, pship_error *err);
void pship__cell_release(cell *of);
/* A reading of a cell as of a day. */
reading pship__cell_reading(const pship_view *view, const fate *of, pship_day day);

/* Readings of a cell, those that lie in the struct itself as a rule. */
typedef struct cell_readings {
    const pship_context *context;
    reading *items;
    size_t count;
    reading few[CELL_FEW];
} cell_readings;

/* All readings of a cell, as of a day. Release them afterwards. */
pship_result pship__cell_read(cell_readings *read, const pship_view *view, name_id subject,
                              name_id property, pship_day day, pship_error *err);
/* Only those that hold at least possibly on the day: quick for cells of any size. */
pship_result pship__cell_read_on(cell_readings *read, const pship_view *view, name_id subject,
                                 name_id property, pship_day day, pship_error *err);
pship_result pship__cell_read_found(cell_readings *read, const pship_view *view,
                                    const found_cell *found, pship_day day, pship_error *err);
void pship__cell_readings_release(cell_readings *of);

/* What a view answers about a cell: as choice, without the readings. */
typedef struct answer {
    uint32_t id;      /* of the one picked, or 0 */
    const char *text; /* of its value, or NULL; as are the two that follow */
    entry_value value;
    value_form form;
    pship_truth truth;
    bool contested, undecided;
} answer;
/* Fills the value from the statement. */
void pship__answer_read(answer *made, const pship_view *view);
/* The answer about most cells, from what the index has: false where it takes pship__cell_answer(). */
bool pship__cell_answer_at_once(answer *made, const pship_view *view, const found_cell *found,
                                pship_day day);
/* A statement that holds, from what the index has of it. */
typedef struct candidate {
    const region *of;
    const entry *entry;
    pship_truth truth;
} candidate;
#define CANDIDATES 8
/* Weighs several statements about one property of one entity, in the order of recording, against each other: false
 * where it takes the statements themselves to do so. */
bool pship__candidates_weigh(answer *made, const pship_view *view, const property_row *property,
                             const candidate *among, size_t count);
pship_result pship__cell_answer(answer *made, const pship_view *view, const found_cell *found,
                                pship_day day, pship_error *err);
static inline readings readings_of(const cell_readings *of)
{
    return (readings){of->items, of->count};
}
/* Several sources may say the same value: it is listed once, from the first of the highest rank.
 * `listed` receives the readings that hold, each value once, in the order of recording; release it. */
pship_result pship__list_once(const pship_view *view, readings found, const reading ***listed,
                              size_t *count, pship_error *err);
/* For pship_view_free(). */
void pship__large_cells_free(pship_view *view);
void pship__view_forget_all(pship_view *view);

static inline code_bounds bounds_of(const stored_date *date)
{
    return (code_bounds){date->earliest, date->latest, date->kind};
}
static inline pship_truth pship__stored_test(const stored_date *from, const stored_date *until,
                                             pship_day day)
{
    return code_test(bounds_of(from), bounds_of(until), day);
}
/* Does what begins on one date follow what ends on the other? */
static inline bool pship__dates_meet(const stored_date *until, const stored_date *from)
{
    return code_meet(bounds_of(until), bounds_of(from));
}
/* Does an entry that holds by its codes hold on the day? False where the index cannot tell: somebody confirms what
 * nobody says an end of. */
static inline bool entry_test(pship_truth *truth, const pship_model *model, const entry *one,
                              pship_day day)
{
    *truth = PSHIP_CERTAIN;
    if (codes_exact(one->from, one->until)) {
        return true;
    }
    const code_bounds until = code_until_bounds(one->until, &model->dates);
    *truth = code_test(code_from_bounds(one->from, &model->dates), until, day);
    return *truth == PSHIP_NO || until.kind != PSHIP_DATE_UNKNOWN ||
           (one->flags & ENTRY_CONFIRMED) == 0;
}
/* NULL for what is no source that the view knows, and while it is being opened. */
const source_date *pship__view_source(const pship_view *view, name_id source);

/* ---- walking through all cells, by subject and property (walk.c) */

/* Visits each cell, with progress; the first failure ends it and is returned. */
typedef pship_result (*cell_visit)(void *user, const pship_view *view, name_id subject,
                                   name_id property, pship_error *err);
pship_result pship__each_cell(const pship_view *view, const char *stage, cell_visit visit,
                              void *user, pship_error *err);

/* ---- schema and words */

const property_row *pship__view_property(const pship_view *view, name_id name);

/* Can both dates be the same day? Of ordinals that are not 0. */
bool pship__dates_compatible(const pship_model *model, date_id a, date_id b);
/* Can two values both be true of a property with one value? */
bool pship__compatible(const pship_model *model, const statement *a, const statement *b);

const char *pship__value_kind_name(uint8_t kind);
const char *pship__operation_name(uint8_t operation);
const char *pship__truth_name(pship_truth truth);
/* What kind of value is shown by its text in the pool? */
static inline bool value_is_text(uint8_t kind)
{
    return kind >= PSHIP_VALUE_TEXT && kind != PSHIP_VALUE_BOOLEAN;
}
/* How a value without a text of its own is shown; NULL for one that has a text, and for absent. */
const char *pship__value_word(uint8_t kind, bool boolean);
/* The value as a table shows it: text, "true", "none", ...; NULL for absent. */
const char *pship__value_text(const pship_model *model, const statement *from);

/* Looks up what a question names, or fails as it says. */
pship_result pship__view_subject(const pship_view *view, const char *subject, name_id *name,
                                 pship_error *err);
pship_result pship__view_named_property(const pship_view *view, const char *property, name_id *name,
                                        pship_error *err);

#endif
