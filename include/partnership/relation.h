/**
 * @file relation.h
 * Relations: which entity refers to which, as the edges of a graph.
 */
#ifndef PARTNERSHIP_RELATION_H
#define PARTNERSHIP_RELATION_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * The graph of relations as a table of edges: a row for each statement of a reference that holds for the view
 * and is not deprecated. Sources that say the same make a row each.
 *
 * Columns: from, from_kind, property, to, to_kind, since, until (as stated; ".." where it goes on, null where nobody
 * says), certainty (certain or possible), rank, statement, source. Rows are ordered by from, property and to, byte by
 * byte, then by the order of recording.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with n log n of the statements. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_relation_list(pship_table **table,
                                                           const pship_view *view,
                                                           pship_error *err);

PSHIP_END_DECLS

#endif
