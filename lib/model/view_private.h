/* The inside of a view. */
#ifndef PSHIP_VIEW_PRIVATE_H
#define PSHIP_VIEW_PRIVATE_H

#include "model/log.h"
#include "model/reading.h"

/* Why a statement that a view knows of is no reading of it. */
typedef enum shadow_state {
    SHADOW_OPERATION = 0, /* it is an end or a retraction, and in force */
    SHADOW_CORRECTED = 1,
    SHADOW_RETRACTED = 2
} shadow_state;

typedef struct shadow {
    const statement *statement;
    pship_statement_id id, by; /* by: what hides it, or 0 */
    shadow_state state;
} shadow;

typedef struct source_date {
    name_id source;
    stored_date published;
    pship_truth truth; /* by the cutoff of the view */
} source_date;

struct pship_view {
    pship_model *model;
    pship_day as_of, published_by;
    pship_truth holding;
    extent seen;       /* statements and transactions up to the cutoffs; schema as committed */
    size_t name_count; /* ids up to this one may occur */
    name_id *kind_of;  /* by name id: kind of the entity, or 0; name_count + 1 of them */
    reading *readings; /* ordered by subject, property, id */
    size_t reading_count;
    const reading **references; /* ordered by object, property, subject, id */
    size_t reference_count;
    shadow *shadows; /* ordered by subject, property, id */
    size_t shadow_count;
    source_date *sources; /* ordered by source */
    size_t source_count;
};

/* Fills readings, shadows and sources of a view whose seen, kind_of and cutoffs are set. */
pship_result pship__view_collect(pship_view *view, pship_error *err);
pship_truth pship__stored_test(const stored_date *from, const stored_date *until, pship_day day);
const property_row *pship__view_property(const pship_view *view, name_id name);

/* Can two values both be true of a property with one value? */
bool pship__compatible(const pship_model *model, const statement *a, const statement *b);

/* The value of a statement for an answer; lent by the model. */
pship_value pship__value_out(const pship_model *model, const statement *from);
const char *pship__value_kind_name(uint8_t kind);
const char *pship__operation_name(uint8_t operation);
const char *pship__rank_name(int8_t rank);
const char *pship__truth_name(pship_truth truth);
/* The value as a table shows it: text, "true", "none", ...; NULL for absent. */
const char *pship__value_text(const pship_model *model, const statement *from);

/* Looks up what a question names, or fails as it says. */
pship_result pship__view_subject(const pship_view *view, const char *subject, name_id *name,
                                 pship_error *err);
pship_result pship__view_named_property(const pship_view *view, const char *property, name_id *name,
                                        pship_error *err);

#endif
