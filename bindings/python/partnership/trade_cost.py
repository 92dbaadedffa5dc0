"""From time and cost under way to the cost of trade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from .table import Table, table

if TYPE_CHECKING:
    from .routes import Weight


def trade_costs(
    before: object,
    after: object,
    *,
    rates: object = None,
    pairs: Iterable[tuple[str, str]] | None = None,
    weight: Weight = "time",
) -> Table:
    """The ad valorem change of the cost of trade, by pair and sector, in percent of the value of the goods.

        ps.trade_costs(network, with_new_line, pairs=[("Xi'an", "Istanbul")])

    before, after: networks, whose best routes are compared; or tables, or anything that `table()` takes, with one row
        for a pair: origin, destination, time_h, and cost (for a tonne) where it is known.
    rates: a table, a row for each sector: low and high (percent of the value of the goods a day), percent_per_day (the
        best estimate between them), value_per_t (what a tonne is worth: without it costs do not count), sector and
        source. By default 0.6 to 2.1 percent for all goods (Hummels and Schaur, 2013), and no best estimate.
    pairs: of networks: tuples of origin and destination.
    weight: of networks: what counts when the best route is chosen; see `Network.routes()`.

    Columns: origin, destination, sector, found ("both", "before", "after"), time_h_before, time_h_after, days,
    time_percent, cost_before, cost_after, cost_percent, percent, low, high, source; pship_trade_cost_list() in
    <partnership/trade_cost.h> tells what they say. The factor that gravity models take is 1 + percent / 100.

    Raises NotFoundError for a column that has to be there, InvalidError for cells that cannot be, with their row.
    """
    wanted = None if pairs is None else list(pairs)
    old, new = (_skim(given, wanted, weight) for given in (before, after))
    return old._trade_costs(new, None if rates is None else table(rates))


def _skim(given: object, pairs: list[tuple[str, str]] | None, weight: Weight) -> Table:
    """A table as it is, or that of the best routes of a network."""
    from .network import Network

    if isinstance(given, Network):
        return given.routes(pairs=pairs, weight=weight).routes
    if pairs is not None:
        raise TypeError("pairs are for networks: a table has its own")
    return table(given)
