/**
 * @file comparison.h
 * What became of a partnership between two views, in words.
 */
#ifndef PARTNERSHIP_COMPARISON_H
#define PARTNERSHIP_COMPARISON_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What differs between the state of a partnership in two views: two days, two cutoffs, two scenarios.
 * Where pship_view_diff() compares what was stated, this compares what follows: statuses of agreements,
 * commitments, milestones, projects and working groups, seats and offices, events held, figures. A row for each that differs, in
 * that order, and ordered by id within.
 *
 * Columns: what (agreement, commitment, milestone, project, working_group, seat, office, event, figure), id, other (of a seat the
 * member, of an office the office), title, before, after (the state in words; null where it is not listed),
 * date_before, date (as written: since when, due, or on which day), sentence, source (of the state after, else of that
 * before).
 *
 * A state that is only possible begins with "possibly", and one that sources contradict each other about ends
 * with "(contested)". A date that was moved is a difference, also where the state is the same; that a commitment is
 * late by more days is none. Of two seats of one member in one body, each is compared with itself.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param before A view.
 * @param after A view, of the same model or of another one.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Time grows with the number of statements. Reports progress. Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_comparison_list(pship_table **table,
                                                             const pship_view *before,
                                                             const pship_view *after,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
