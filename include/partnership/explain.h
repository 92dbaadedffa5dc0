/**
 * @file explain.h
 * Where an answer comes from that nobody stated: a status that was derived.
 */
#ifndef PARTNERSHIP_EXPLAIN_H
#define PARTNERSHIP_EXPLAIN_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * Which statements does the status of an agreement, a commitment, a milestone, a working group or a project
 * follow from? Of an agreement these are also the acts and conditions that say for whom it is in force. A row
 * for each statement that was looked at to derive it. Columns: subject, property, then those of
 * pship_view_explain().
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param id Id of an entity of one of these kinds.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for an entity that the view does not know, PSHIP_E_INVALID for one of a
 *         kind whose status is not derived, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_status_explain(pship_table **table,
                                                            const pship_view *view, const char *id,
                                                            pship_error *err);

PSHIP_END_DECLS

#endif
