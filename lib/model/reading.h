/*
 * What the rooms above may ask of a view, without text look-ups: the live statements about an
 * entity, those that refer to it, and the choice among them.
 *
 * They ask of all that a view sees, which is read once: pship__view_read_all() comes first.
 */
#ifndef PSHIP_READING_H
#define PSHIP_READING_H

#include "model/statement.h"
#include <partnership/view.h>

/* A statement as a view reads it: neither corrected nor retracted for this view, published and
 * recorded early enough, with the end that the view knows of. */
typedef struct reading {
    const statement *statement;
    pship_statement_id id;
    stored_date until;        /* that of the statement, or of the end that the view sees */
    pship_day last_confirmed; /* PSHIP_DAY_NONE: nobody says */
    pship_truth published;    /* had its source published it by the cutoff? Never PSHIP_NO */
    pship_truth truth; /* does it hold on the day that is asked about, and was it published? */
} reading;

/* Readings of one property of one entity, in the order of recording. */
typedef struct readings {
    const reading *first;
    size_t count;
} readings;

/* Readings that refer to an entity, ordered by property, subject, recording. Lent by the view. */
typedef struct references {
    const reading *const *first;
    size_t count;
} references;

/* What a view picks among readings of one property. */
typedef struct choice {
    const reading *picked; /* NULL where nothing holds, and where undecided */
    pship_truth truth;     /* of the picked one; where undecided, the weakest of the candidates */
    bool contested, undecided;
    bool by_source; /* the view's choice among sources decided */
    int8_t rank;    /* the highest that is among them */
    /* Date values: bounds over all candidates of the highest rank when undecided, else those of the
     * picked one. PSHIP_DAY_MIN/MAX where there is no date. */
    pship_day earliest, latest;
} choice;

pship_context *pship__view_context(const pship_view *view);
/* 0 where the view knows no such text. */
name_id pship__view_name(const pship_view *view, const char *text);
/* Lives as long as the view. NULL for 0. */
const char *pship__view_text(const pship_view *view, name_id name);
/* The first day of a statement, and the date that is its value, NULL where it has none. */
const stored_date *pship__view_from(const pship_view *view, const statement *row);
const stored_date *pship__view_date(const pship_view *view, const statement *row);
const note_row *pship__view_note(const pship_view *view, const statement *row);
const char *pship__rank_name(int8_t rank);
bool pship__view_holds(const pship_view *view, pship_truth truth);
bool pship__kind_is(const pship_view *view, name_id kind, name_id ancestor);
/* The kind at the top of those above it: party for a ministry. */
name_id pship__kind_top(const pship_view *view, name_id kind);
/* Kind of an entity, 0 where the view knows no such entity. */
name_id pship__view_kind(const pship_view *view, name_id subject);
/* Publication date of a source as the view knows it: unknown where nothing says. */
stored_date pship__view_published(const pship_view *view, name_id source);
/* The place of the source of a statement among those that the view prefers, the most trusted first; of one that is not
 * among them their number. */
uint32_t pship__view_preference(const pship_view *view, const statement *row);
choice pship__view_choose(const pship_view *view, readings among);
/* Can the values of two readings of one property not both be true, nor one of them follow the other? */
bool pship__readings_contradict(const pship_view *view, const reading *a, const reading *b);
/* Entities of a kind or of a kind below it, of which the view sees anything but its kind, ordered
 * byte by byte by id. *subjects is for pship__release() with the view's context. */
pship_result pship__view_subjects(const pship_view *view, const char *kind, name_id **subjects,
                                  size_t *count, pship_error *err);
/* Entities of which anything was ever stated by a property, ascending. *subjects is for
 * pship__release(). Time grows with the number of statements of that property alone. */
pship_result pship__view_stating(const pship_view *view, const char *property, name_id **subjects,
                                 size_t *count, pship_error *err);

/* ---- after pship__view_read_all() */

/* Reads everything that the view sees, unless that was done before. Time grows with the number of
 * statements. Reports progress. */
pship_result pship__view_read_all(const pship_view *view, pship_error *err);
/* All live readings, also those that do not hold on the day of the view. Lent by the view. */
readings pship__view_about(const pship_view *view, name_id subject, name_id property);
/* The same for all properties of a subject, ordered by property, recording. */
readings pship__view_all_about(const pship_view *view, name_id subject);
/* All live readings of the view, ordered by subject, property, recording. */
readings pship__view_everything(const pship_view *view);
/* Does it hold on all days from `first` to `last`, on some, or on none? And was it published? */
pship_truth pship__reading_on(const pship_view *view, const reading *one, pship_day first,
                              pship_day last);
/* property 0: all. Includes rules that refer to the entity. */
references pship__view_referring(const pship_view *view, name_id object, name_id property);
/* The choice among the readings of a property, by its text. */
choice pship__view_ask(const pship_view *view, name_id subject, const char *property);

/* What was once said of a property: its live readings and, among them in the order of recording, what a
 * later source corrected. "The day is now another one" may be recorded as a change or as a correction; either
 * way the earlier word had been given. What a source corrected in its own name, or the register in its, was a
 * slip and never said. */
typedef struct past {
    reading reading;
    bool superseded; /* by a correction of another source */
} past;
/* Release `*said` with the view's context. */
pship_result pship__view_history(past **said, size_t *count, const pship_view *view,
                                 name_id subject, name_id property, pship_error *err);
/* When a statement was published: its source was, or the register's own word recorded. The text of a day on which
 * it was recorded is empty. */
stored_date pship__view_told(const pship_view *view, const statement *row);
/* What a number can mean, in its unit as written: half a unit of the last digit at each side, widened by the word
 * that the source puts before it. */
void pship__view_meaning(const pship_view *view, const statement *number, double *low,
                         double *high);
/* Can both be true of the same thing? Numbers within their rounding, dates that overlap. */
bool pship__view_compatible(const pship_view *view, const statement *a, const statement *b);

/* ---- tracing: which cells does an answer look at? */

typedef struct trace_item {
    name_id subject, property;
} trace_item;

typedef struct trace {
    const pship_context *context;
    trace_item *items;
    size_t count, capacity;
    bool failed;
} trace;

/* A view that answers as `view` does and takes note of the cells that are looked at; with `to` NULL it takes none,
 * whether `view` does or not. It lies in `room`, is good as long as that, `view` and `to` are, is not freed, and is
 * for one thread. */
const pship_view *pship__view_traced(const pship_view *view, trace *to, void *room);
size_t pship__view_size(void); /* of `room` */
bool pship__view_is_traced(const pship_view *view);

#endif
