/**
 * @file sector.h
 * Sectors of the economy: several schemes side by side, mapped to each other; what is agreed, promised, begun and
 * held in which sector and year, the share of one sector in it, and how concentrated it is.
 *
 * An item is an agreement, a commitment, a project or an event. Its **sectors** are those that it states; where a
 * question is asked in another scheme, the sectors of that scheme to which they are mapped: by exact_match
 * or close_match (which hold both ways) or broad_match, of the sector itself or else of the nearest one that is `broader`.
 * What falls into a sector falls into all that is broader than it.
 *
 * An item counts for one **year**: of its date, when all of that lies in one year. The date of an agreement is that of its
 * signature, else of the first of its acts that is dated; of an event, its own; of a commitment or project its own, else
 * that of the agreement or event from which it arises, else the day of the first report that speaks of it.
 * What names no sector, what is in no sector of the scheme, and what has no single year stand in rows of their own.
 */
#ifndef PARTNERSHIP_SECTOR_H
#define PARTNERSHIP_SECTOR_H

#include <partnership/view.h>

PSHIP_BEGIN_DECLS

/**
 * The sectors. Columns: id, name, scheme, code, broader, exact_match, close_match, broad_match, source. Rows are
 * ordered by scheme, code and id, byte by byte.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_sector_list(pship_table **table,
                                                         const pship_view *view, pship_error *err);

/**
 * The items, each with the sectors and the year to which it counts: where the numbers of the other tables come from. A row for
 * each item and sector. Columns: item, kind (agreement, commitment, project, event), sector, match (same, exact, close,
 * broad), stated (the sector that the item states), gap (no_sector, not_in_scheme; null where there is a sector), year,
 * date, dated_by (signature, first_act, date, origin, first_report), amount and currency (a sum of money that it states; of
 * merged ids that of the canonical one), source.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param scheme Id of a sector_scheme; NULL for the sectors as they are stated, of all schemes.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no scheme, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_sector_items(pship_table **table,
                                                          const pship_view *view,
                                                          const char *scheme, pship_error *err);

/**
 * The coverage matrix: a row for each sector of a scheme and each year, also where there is nothing.
 *
 * Columns: sector, code, name, gap, year, agreements, commitments, projects, events, money (how many of
 * these state a sum of money as `amount`: pship_sector_money() adds them up), other_amounts (how many state an amount
 * that is no sum of money: a flow per year, tonnes). An item of
 * several sectors counts in each. Behind the years of a sector comes a row without a year, where it has items without
 * one; behind the sectors come rows without a sector, where `gap` says no_sector or not_in_scheme.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param scheme Id of a sector_scheme; NULL for all sectors as they are stated.
 * @param from_year First year.
 * @param to_year Last year; at most 500 in all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no scheme, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_sector_coverage(pship_table **table,
                                                             const pship_view *view,
                                                             const char *scheme, int32_t from_year,
                                                             int32_t to_year, pship_error *err);

/**
 * The money of the coverage matrix: a row for each sector, year and currency in which its items state an amount, by sector
 * as there, then by year and currency. Currencies are never added to each other, nor converted: no rate is
 * known here.
 *
 * Columns: sector, code, name, gap, year (null for what has none), currency (ISO 4217), items (how many state an amount in
 * it), amount (their sum). An item of several sectors counts in each, so that rows of different sectors do not add up.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param scheme Id of a sector_scheme; NULL for all sectors as they are stated.
 * @param from_year First year.
 * @param to_year Last year; at most 500 in all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no scheme, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_sector_money(pship_table **table,
                                                          const pship_view *view,
                                                          const char *scheme, int32_t from_year,
                                                          int32_t to_year, pship_error *err);

/**
 * The share of a sector, with all that is narrower, over the years: a row for each year and measure, and for
 * the money of each currency that is stated in the year.
 *
 * Columns: year (null for what has none), measure (agreements, commitments, projects, events, money), currency (of money),
 * part (what is
 * in the sector), whole (what is in any sector of its scheme, each item once), percent (null where the whole is 0),
 * left_out (what is in no sector of the scheme, and so in neither).
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param sector Id of a sector. Its scheme is the one that is asked in; a sector without one is held against all.
 * @param from_year First year.
 * @param to_year Last year; at most 500 in all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no sector, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_sector_share(pship_table **table,
                                                          const pship_view *view,
                                                          const char *sector, int32_t from_year,
                                                          int32_t to_year, pship_error *err);

/**
 * How concentrated the items of each year are on sectors: the Herfindahl-Hirschman index, the sum of the squared shares of
 * the sectors that have nothing broader within the scheme. 1 is all in one sector, 1/n evenly among n. An item of
 * several such sectors counts a part in each.
 *
 * Columns: year (null for what has none), items, sectors (that have any), index, effective_sectors (1 / index: so many
 * sectors of equal size are as concentrated), left_out (items in no sector of the scheme). The last two but one are null where
 * there is no item.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param view A view.
 * @param scheme Id of a sector_scheme; NULL for all sectors as they are stated.
 * @param from_year First year.
 * @param to_year Last year; at most 500 in all.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_NOT_FOUND for what is no scheme, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Source: A. O. Hirschman, "The Paternity of an Index", American Economic Review 54 (5), 1964, page 761.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result
pship_sector_concentration(pship_table **table, const pship_view *view, const char *scheme,
                           int32_t from_year, int32_t to_year, pship_error *err);

PSHIP_END_DECLS

#endif
