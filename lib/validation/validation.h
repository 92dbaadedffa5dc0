/*
 * What is wrong with a register as a whole: rules, each with what it found and where that stands.
 *
 * A rule asks a view that sees all of one layer. It knows nothing of files: it names the statement or the
 * entity that it is about, and the places that a reader took note of say where that stands. So a model that was
 * never a text can be looked at too.
 */
#ifndef PSHIP_VALIDATION_PRIVATE_H
#define PSHIP_VALIDATION_PRIVATE_H

#include "model/map.h"
#include "model/private.h"
#include "register/names.h"
#include <partnership/validation.h>

/* ---- places (findings.c) */

/* Where a statement stands. `file` counts from 1 in the order of reading; 0: nowhere. */
typedef struct file_place {
    uint32_t file, line, column;
    bool vouched; /* it says itself that no source says it */
} file_place;

/* The places of statements by their ids. */
typedef struct places {
    const pship_context *context;
    file_place *items;
    size_t count, capacity;
} places;

void pship__places_begin(places *of, const pship_context *context);
void pship__places_end(places *of);
/* What is told twice stands where it was told first. */
pship_result pship__places_note(places *of, pship_statement_id id, file_place where,
                                pship_error *err);
/* All zeros where nobody took note of it. */
file_place pship__places_find(const places *of, pship_statement_id id);

/* ---- findings (findings.c) */

typedef struct finding {
    size_t rule, order; /* place in pship__rules; place among the findings as they were made */
    file_place where;
    const char *entity, *property, *message; /* the first two may be NULL */
    const char *expected;                    /* NULL: what the rule expects */
} finding;

typedef struct findings {
    const pship_context *context;
    finding *items;
    size_t count, capacity;
    bool failed; /* memory could not be had */
} findings;

void pship__findings_begin(findings *of, const pship_context *context);
void pship__findings_end(findings *of);
/* Texts are copied. Failures stick in `failed`. */
void pship__findings_add(findings *of, const finding *found);
/* As a table, in the order of places: files[i] is the path of file i + 1, `model_path` that of what has no
 * places. */
pship_result pship__findings_table(pship_table **table, findings *of, pship_context *context,
                                   pship_severity least, const char *const *files,
                                   const char *model_path, pship_error *err);

/* ---- rules (rules.c) */

typedef struct inspection inspection;

/* What a rule has to know before it can conclude anything. */
typedef enum rule_need {
    NEEDS_NOTHING, /* it points at what is there */
    NEEDS_ENTITY,  /* it points at what is missing in an entity, which must have been read whole */
    NEEDS_ALL      /* it points at what is missing anywhere: there must be no problem of reading */
} rule_need;

typedef struct rule_row {
    const char *name;
    pship_severity severity;
    const char *description;       /* what is wrong, as a sentence */
    const char *expected;          /* how it should be */
    void (*check)(inspection *at); /* NULL: the reader of registers finds it */
    rule_need needs;
} rule_row;

extern const rule_row pship__rules[];
extern const size_t pship__rule_count;
/* pship__rule_count for a name that is none. */
size_t pship__rule_find(const char *name);
const char *pship__severity_text(pship_severity severity);

/* ---- an inspection (inspect.c) */

/* The acts of one agreement, by date. */
typedef struct ledger {
    name_id agreement;
    act *acts;
    size_t count;
    when first; /* the earliest day of them; absent where not every act has one */
} ledger;

/* An error sticks, and what is asked after it does nothing. */
struct inspection {
    const pship_view *view; /* of the last day of the calendar; what possibly holds, holds */
    pship_model *model;
    pship_context *context;
    const places *places;
    findings *found;
    size_t rule;   /* the one at hand */
    map troubled;  /* entities in which the reader found something */
    merges merged; /* two ids of one thing are one */
    pship__progress_state progress;
    ledger *ledgers;
    size_t ledger_count;
    map ledger_places; /* of an agreement, from 1 */
    pship_result result;
    pship_error *err;
};

/* Looks at all that is recorded. Where `found` holds problems of reading already, rules that need to know what is
 * not there keep quiet about it. `scenario` is NULL for the base. Reports progress. */
pship_result pship__inspect(findings *found, pship_model *model, const char *scenario,
                            const places *places, pship_error *err);

/* What a finding is about: a statement, or where that is 0, an entity as it is introduced. */
typedef struct subject_of {
    name_id entity;
    const char *property; /* or NULL */
    pship_statement_id statement;
    const char *expected; /* NULL: what the rule expects */
} subject_of;

void pship__remark(inspection *at, const subject_of *about, const char *format, ...)
    PSHIP__PRINTF(3, 4);
/* The same about a reading, and about a date of an entity. */
void pship__remark_reading(inspection *at, const reading *about, const char *format, ...)
    PSHIP__PRINTF(3, 4);
void pship__remark_when(inspection *at, name_id entity, const char *property, const when *date,
                        const char *format, ...) PSHIP__PRINTF(5, 6);
/* Memory could not be had. */
void pship__inspection_short(inspection *at);
bool pship__inspection_stops(const inspection *at);

/* ---- what rules ask */

bool pship__is_kind(const inspection *at, name_id entity, const char *kind);
const char *pship__id_of(const inspection *at, name_id entity);
readings pship__said_of(const inspection *at, name_id entity, const char *property);
/* NULL for what is no agreement. */
const ledger *pship__ledger_of(const inspection *at, name_id agreement);
/* A reference that counts: not deprecated. */
bool pship__refers(const reading *one);
/* Are both ids of one thing? */
bool pship__same_thing(const inspection *at, name_id a, name_id b);
/* Is the condition of a loop that may be long. */
bool pship__inspection_goes_on(inspection *at);
/* Every entity of a kind (NULL: any) or below it, also those of which nothing is said. */
typedef void (*entity_visit)(inspection *at, name_id entity);
void pship__each_entity(inspection *at, const char *kind, entity_visit visit);
/* Certainly before: the last day that one can mean comes before the first of the other. */
bool pship__surely_before(const when *one, const when *other);

/* ---- cycles (graph.c) */

typedef struct edge {
    uint32_t from, to; /* nodes from 0 */
    uint32_t label;    /* the caller's */
} edge;

/* Calls back once for each set of nodes that reach each other: with a shortest cycle among them, as the edges
 * along it, beginning with the one of the highest label. Edges are sorted. False: no memory. */
typedef void (*cycle_visit)(void *user, const edge *const *cycle, size_t length);
bool pship__each_cycle(const pship_context *context, size_t node_count, edge *edges,
                       size_t edge_count, cycle_visit visit, void *user);

/* ---- the rules themselves, by theme */

/* Properties by which nothing can lead back to itself (references.c). */
extern const char *const pship__orders[];
extern const size_t pship__order_count;

/* sources.c */
void pship__check_missing_source(inspection *at);
void pship__check_source_publisher(inspection *at);
void pship__check_source_date(inspection *at);
void pship__check_source_url(inspection *at);
void pship__check_unused_source(inspection *at);
void pship__check_retrieved(inspection *at);
void pship__check_foresight(inspection *at);
/* statements.c */
void pship__check_contradiction(inspection *at);
void pship__check_ends(inspection *at);
/* acts.c */
void pship__check_force_before_signature(inspection *at);
void pship__check_consent_before_signature(inspection *at);
void pship__check_withdrawal_before_consent(inspection *at);
void pship__check_resumption(inspection *at);
void pship__check_after_termination(inspection *at);
void pship__check_stranger(inspection *at);
void pship__check_effect(inspection *at);
/* transport.c */
void pship__check_transport_units(inspection *at);
void pship__check_link_ends(inspection *at);
/* conditions.c */
void pship__check_consents(inspection *at);
/* references.c */
void pship__check_reference_cycle(inspection *at);
void pship__check_rule_cycle(inspection *at);
/* entities.c */
void pship__check_idle(inspection *at);
void pship__check_twins(inspection *at);
void pship__check_merges(inspection *at);
/* bodies.c */
void pship__check_seats(inspection *at);
void pship__check_meetings(inspection *at);
/* commitments.c */
void pship__check_owner(inspection *at);
void pship__check_due(inspection *at);
void pship__check_fulfilled(inspection *at);
void pship__check_closed_twice(inspection *at);
void pship__check_milestones(inspection *at);
/* figures.c, parts.c, shares.c */
void pship__check_unit_mix(inspection *at);
void pship__check_thousandfold(inspection *at);
void pship__check_parts_above_whole(inspection *at);
void pship__check_parts_below_whole(inspection *at);
void pship__check_share_beyond_whole(inspection *at);
void pship__check_shares_above_whole(inspection *at);
/* words.c */
void pship__check_words(inspection *at);
typedef struct word_list {
    const char *kind, *property, *expected;
    const char *words[8]; /* NULL behind the last */
} word_list;
extern const word_list pship__word_lists[];
extern const size_t pship__word_list_count;

#endif
