"""Scorecards of corridors, from what drivers and forwarders write down."""

from __future__ import annotations

from typing import Iterable

from .aggregation import listed
from .table import Table, table


def scorecard(
    trips: object, *, by: str | Iterable[str] = (), currency: str | None = None
) -> Table:
    """The measures of CAREC's corridor monitoring (TFI1 to TFI4), transit and buffer time, of trips.

    trips: a table, or anything that `table()` takes, with a row for each thing that happened on a trip: trip, activity
        ("moving", "border" or "stop"), time_h, and where they are known length_km, cost, load_t and place (which
        border: the rows of a trip at one place are one crossing). What is not told is not zero; where nothing was
        paid, write 0.
    by: columns, such as "year" and "corridor": a scorecard for each combination of what is in them.
    currency: of the costs, where the column cost has no unit.

    Columns: those of by, indicator (border_time, border_cost, corridor_cost, speed_without_delay, speed_with_delay,
    transit_time, buffer_time), code, value, unit, samples, left_out, mean, standard_deviation, low, median, high;
    pship_scorecard_from_trips() in <partnership/scorecard.h> tells what they say.

    Raises NotFoundError for a column that has to be there, InvalidError for cells that cannot be, with their row.
    """
    return table(trips)._scorecard({"by": listed(by), "currency": currency})
