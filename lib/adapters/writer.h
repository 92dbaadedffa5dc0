/* Writing a register: what its parts share. */
#ifndef PSHIP_WRITER_H
#define PSHIP_WRITER_H

#include "adapters/naming.h"
#include "model/private.h"
#include "stream/json.h"

/* By statement id, from 1; 0 is none. */
typedef struct links {
    pship_statement_id next;      /* the next statement about the same subject */
    pship_statement_id first_act; /* the first that acts on this one, but for corrections */
    pship_statement_id next_act;  /* the next that acts on the same target */
    /* Corrections pass over those that are erased. */
    pship_statement_id target;        /* what this one corrects, or 0 */
    pship_statement_id corrector;     /* what corrects this one in its own layer, or 0 */
    pship_statement_id first_instead; /* the first correction of this one in another layer */
    pship_statement_id next_instead;  /* the next of the same target */
    bool gone;                        /* not written: it is erased, or nothing without what is */
    bool says_entry;                  /* a reader would not give it the identity that it has */
} links;

typedef struct writer {
    const pship_model *model;
    pship_context *context;
    pship_statement_id count;
    links *links;
    pship_statement_id *entities; /* statements that declare one first, in the order of recording */
    size_t entity_count;
    name_id kind; /* the property of such statements */
    naming names;
    bool nameless; /* most statements have no identity */
    pship_table *kinds, *properties;
    pship__json *json;
    pship__buffer text;
    name_id source, locator; /* defaults of the entry at hand */
    uint16_t layer;
    bool too_deep;
} writer;

static inline const statement *row_of(const writer *at, pship_statement_id id)
{
    return pship__model_statement(at->model, id);
}

static inline const note_row *note_of(const writer *at, const statement *row)
{
    return pship__model_note(at->model, row->note);
}

static inline const char *text_of(const writer *at, name_id name)
{
    return pship__model_text(at->model, name);
}

/* NULL for the base. */
static inline const char *scenario_of(const writer *at, uint16_t layer)
{
    return layer == 0 ? NULL : text_of(at, pship__model_scenario(at->model, layer)->name);
}

static inline bool has_value(const statement *row)
{
    return row->operation <= OPERATION_CORRECT;
}

/* ---- which statements hang together (links_write.c) */

/* Acts within acts, and what scenarios have instead, within one another: each takes two levels of
 * the JSON, which a reader limits. */
#define DEPTH_LIMIT 24
/* Chains within "instead" stand in an array, and so do those within "corrects" of them. */
#define DEPTH_OF_INSTEAD 2

pship_result pship__link_statements(writer *at, pship_error *err);
/* The oldest link of a chain. */
pship_statement_id pship__oldest_link(const writer *at, pship_statement_id id);
/* The newest link of a chain that is not within what another layer corrects. */
bool pship__is_head(const writer *at, pship_statement_id id);
/* Finds out which statements of a chain, and of what acts on it, have to say their identity. They
 * are counted in the order in which they are read. False when memory cannot be had. */
bool pship__name_chain(writer *at, pship_statement_id oldest, int depth);

/* ---- entries (entry_write.c) */

/* Is a property of type any? */
bool pship__takes_any(const writer *at, name_id property);
/* The entry of an entity as a statement declares it, with the statements from `first` on; 0: none
 * of them. NULL when memory cannot be had, or with `too_deep`. */
json_node *pship__build_entry(writer *at, pship_statement_id declared, bool says_kind,
                              pship_statement_id first);

#endif
