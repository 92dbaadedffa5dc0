/**
 * @file anniversary.h
 * Anniversaries: what turns so many years in a range of days.
 */
#ifndef PARTNERSHIP_ANNIVERSARY_H
#define PARTNERSHIP_ANNIVERSARY_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * What turns one year or more from a day to another: events, what was established (parties, chambers,
 * working groups, anything with that date), and of agreements adoption, signature and entry
 * into force.
 *
 * An anniversary is as imprecise as the date that it follows from. It is certain where all of its days lie in
 * the range, possible where some do. Years that are a multiple of 10 or of 25 are round. Ordered by
 * the anniversary, then by subject. What is dated after the day of the view is told as well: the view decides
 * what is known, the range what is asked.
 *
 * Columns: anniversary (a day or a range of days), earliest, latest, years, round, what (event,
 * establishment, adoption, signature, entry_into_force), subject, title, since (the date as written),
 * certainty, contested, source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param from First day of the range; PSHIP_DAY_NONE: the day of the view.
 * @param to Last day of the range; PSHIP_DAY_NONE: a year after `from`, without that day.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_INVALID for a range that ends before it begins or is longer than 1000 years,
 *         PSHIP_E_MEMORY, PSHIP_E_ARGUMENT, PSHIP_E_CANCELLED.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_anniversary_list(pship_table **table,
                                                              const pship_view *view,
                                                              pship_day from, pship_day to,
                                                              pship_error *err);

PSHIP_END_DECLS

#endif
