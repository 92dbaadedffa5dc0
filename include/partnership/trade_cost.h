/**
 * @file trade_cost.h
 * From time and cost under way to the cost of trade: what a faster or cheaper corridor is worth, in percent of the goods.
 *
 * A day in transit costs a part of what is carried. Hummels and Schaur (Time as a Trade Barrier, American Economic
 * Review 103(7), 2013, 2935-2959) find that it equals a tariff of 0.6 to 2.1 percent of the value of the goods. How much
 * depends on the goods, so rates may be given by sector.
 */
#ifndef PARTNERSHIP_TRADE_COST_H
#define PARTNERSHIP_TRADE_COST_H

#include <partnership/table.h>

PSHIP_BEGIN_DECLS

/**
 * The ad valorem change of the cost of trade between two states of a network, by pair and sector.
 *
 * `before` and `after` are skims or routes, one row for a pair: origin, destination (text, or whole numbers), time_h, and cost
 * (currency for a tonne) where it is known. `rates` has a row for each sector:
 * - sector (may be missing: one for all goods);
 * - low and high: the bounds of what a day costs, in percent of the value of the goods, and percent_per_day: the best estimate
 *   between them. Either the bounds or the estimate may be missing; an estimate alone has no range;
 * - value_per_t: what a tonne of it is worth, in the currency of the costs: without it a change of cost cannot be compared with the
 *   value of the goods;
 * - source: who says so.
 *
 * For a pair and a sector, with days = (time_h after - time_h before) / 24:
 *
 *     time_percent = percent_per_day * days
 *     cost_percent = 100 * (cost after - cost before) / value_per_t
 *     percent      = time_percent + cost_percent
 *
 * and the same for low and high, which change places where time is saved: then `high` percent a day are the lowest change. The
 * factor by which the cost of trade changes, as gravity models take it, is 1 + percent / 100. In percent, low and high costs
 * count as nothing where `before`, `after` or the rates have no column for them; where there is one and its cell is empty, the
 * sum is not known.
 *
 * Columns: origin, destination, sector, found ("both", "before", "after": where there is such a pair; differences are null
 * unless in both), time_h_before, time_h_after, days, time_percent, cost_before, cost_after, cost_percent, percent, low, high,
 * source. Rows: pairs as in `before`, then those that only `after` has; sectors as in `rates`.
 *
 * @param[out] table Receives the table; free it with pship_table_free().
 * @param before Time and cost before.
 * @param after Time and cost after.
 * @param rates What a day costs; NULL: 0.6 to 2.1 percent for all goods, by Hummels and Schaur, and no best estimate.
 * @param err Receives the detail of a failure; may be NULL. Rows are counted from 1.
 * @return PSHIP_OK; PSHIP_E_NOT_FOUND for a column that has to be there and is not; PSHIP_E_INVALID for a column of another
 *         type, a pair that has two rows, a row without an origin or a destination, numbers that are negative or infinite, low
 *         above high, an estimate outside of them, a value of 0, and costs or values that say to be in different money;
 *         PSHIP_E_ARGUMENT, PSHIP_E_MEMORY, PSHIP_E_CANCELLED.
 *
 * Complexity: pairs times their logarithm, plus pairs times sectors.
 * Thread safety: any thread.
 */
PSHIP_NODISCARD PSHIP_API pship_result pship_trade_cost_list(pship_table **table,
                                                             const pship_table *before,
                                                             const pship_table *after,
                                                             const pship_table *rates,
                                                             pship_error *err);

PSHIP_END_DECLS

#endif
