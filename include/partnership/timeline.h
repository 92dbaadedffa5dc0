/**
 * @file timeline.h
 * The timeline: everything dated, in order.
 */
#ifndef PARTNERSHIP_TIMELINE_H
#define PARTNERSHIP_TIMELINE_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Acts, events, lives of working groups, and commitments (due, fulfilled), in the order of their earliest day.
 *
 * Columns: date, earliest, latest, what (act, event, establishment, dissolution, due,
 * fulfilled), type, subject, title, done (certain, possible, no), contested, source.
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
