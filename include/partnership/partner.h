/**
 * @file partner.h
 * The partners of a state, and how its ties are balanced between them.
 */
#ifndef PARTNERSHIP_PARTNER_H
#define PARTNERSHIP_PARTNER_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * With whom a state agrees, meets and plans, over the years: the balance of its partners. Items and their years are those
 * of sector.h.
 *
 * A state takes part in an item as a party, an owner, a beneficiary, a partner or a participant, itself or through whoever
 * belongs to it: what has it as its `country`, persons also through the organisations of the offices that they hold.
 * Columns: year (null for what has none), partner (another state; null for items that name none), agreements,
 * commitments, projects, events, items (the sum), percent (of the items of the year, each counted once for each of its
 * partners). Rows are ordered by year, then by partner, byte by byte, what has none last. Ids that were merged are one
 * item and one state, under the canonical id.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param country Id of a state.
 * @param from_year First year.
 * @param to_year Last year; at most 500 in all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no state, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_partner_balance(pship_table **table,
                                                             const pship_view *view,
                                                             const char *country, int32_t from_year,
                                                             int32_t to_year, pship_error *err);

PSHIP_END_DECLS

#endif
