/**
 * @file timeline.h
 * The timeline: everything dated, in order.
 */
#ifndef PARTNERSHIP_TIMELINE_H
#define PARTNERSHIP_TIMELINE_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Acts, events, the foundation of parties, lives of working groups, commitments and their milestones, progress
 * and completion of projects, in the order of their earliest day.
 *
 * Columns: date, earliest, latest, what (act; event; establishment; dissolution; due; review, of a milestone;
 * fulfilled; withdrawal, of a commitment; progress; promised_finish, the last one of a project; completion),
 * type (of an act or event; stage of a commitment; result of a review; percent of a progress),
 * subject, title, done (whether the day has come: certain, possible, no), contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_timeline_list(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
