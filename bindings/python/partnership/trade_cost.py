"""From time and cost under way to the cost of trade."""

from __future__ import annotations

from .table import Table, table


def trade_costs(before: object, after: object, *, rates: object = None) -> Table:
    """The ad valorem change of the cost of trade, by pair and sector, in percent of the value of the goods.

    before, after: tables, or anything that `table()` takes, with one row for a pair: origin, destination, time_h, and cost
        (for a tonne) where it is known.
    rates: the same, a row for each sector: low and high (percent of the value of the goods a day), percent_per_day (the
        best estimate between them), value_per_t (what a tonne is worth: without it costs do not count), sector and
        source. By default 0.6 to 2.1 percent for all goods (Hummels and Schaur, 2013), and no best estimate.

    Columns: origin, destination, sector, found ("both", "before", "after"), time_h_before, time_h_after, days,
    time_percent, cost_before, cost_after, cost_percent, percent, low, high, source; pship_trade_cost_list() in
    <partnership/trade_cost.h> tells what they say. The factor that gravity models take is 1 + percent / 100.

    Raises NotFoundError for a column that has to be there, InvalidError for cells that cannot be, with their row.
    """
    return table(before)._trade_costs(table(after), None if rates is None else table(rates))
