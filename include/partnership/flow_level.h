/**
 * @file flow_level.h
 * Totals and their parts in one flow table, and how to keep them apart.
 *
 * Statistics of trade hold a total beside its parts: the partner "World" beside countries, the product "TOTAL" or
 * "27" beside "2709". Whoever adds all rows up counts their trade twice. So every answer that adds rows up refuses rows
 * one of which is a total of another, with an example, unless it is told to add them (`add_overlapping`). Filters or
 * pship_flows_take_level() leave one level.
 *
 * What is a total of what:
 *
 * - As reporter or partner, a group (kind "group" of pship_country_find(): "0", "W00", "WLD", "EU27_2020", "World") beside
 *   any other of the same period and direction: for partners, of the same reporter. A country beside a group that it is
 *   certainly not in is none of its parts: this is known of the European Union, by the days of accession and
 *   withdrawal, of its compositions ("EU28"), and of groups whose members pship_country_list() names; of others, and of
 *   two groups, it is not. Numbers of one or two digits but 0 and 97 are no groups here: they may be of a list of one's own.
 * - As product, "TOTAL" (or "_T", "all", "all products", "all commodities") beside any other, and a code of digits beside those
 *   that begin with it, both of the same period, direction, reporter and partner. This holds for HS, SITC and BEC, and where
 *   the classification is not told; not for another one, whose codes may be plain numbers. In HS, and where codes that are not
 *   told to be of a classification have six digits or more, only those of an even number of digits have parts.
 *
 * Rows of different regimes, transport or procedures that agree in all keys are not told apart here.
 */
#ifndef PARTNERSHIP_FLOW_LEVEL_H
#define PARTNERSHIP_FLOW_LEVEL_H

#include <partnership/flows.h>

PSHIP_BEGIN_DECLS

/** What is kept of totals and their parts. As text: "parts", "totals". */
typedef enum pship_flow_level {
    PSHIP_FLOW_LEVEL_PARTS = 1, /**< The finest: countries, and the longest codes of products. */
    PSHIP_FLOW_LEVEL_TOTALS = 2 /**< The world as partner, and the shortest codes of products. */
} pship_flow_level;

/**
 * A flow table without the totals that stand beside their parts, or without the parts.
 *
 * Partners: of a reporter, period and direction, the parts are all that are no group, and the total is the world; where
 * there is no world, groups are set aside in either case. Products: of the same partner, what has a part in the table is a
 * total of it. What has no counterpart stays. Reporters that are groups are set aside in either case where others
 * report. What is left may be refused still where groups stand beside groups.
 *
 * Parts need not add up to their total: what is confidential is often in the total only. The table `aside` says what was
 * set aside; compare it with pship_flows_aggregate() of what is kept.
 *
 * Columns of `aside`: key ("reporter", "partner", "product": why), code (which), rows, withheld (rows without a value),
 * value (sum of what is told; null where nothing is). It is ordered by key as named, then by code.
 *
 * @param[out] kept Receives the new flow table; free it with pship_flows_free().
 * @param[out] aside Receives what was set aside; free it with pship_table_free(). May be NULL.
 * @param flows A flow table.
 * @param level Which level is kept.
 * @param err Receives the detail of a failure; may be NULL.
 * @return PSHIP_OK, PSHIP_E_MEMORY, PSHIP_E_CANCELLED, PSHIP_E_ARGUMENT.
 *
 * Complexity: linear in the rows.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_flows_take_level(pship_flows **kept,
                                                              pship_table **aside,
                                                              const pship_flows *flows,
                                                              pship_flow_level level,
                                                              pship_error *err);

PSHIP_END_DECLS

#endif
