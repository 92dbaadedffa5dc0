"""Scorecards of corridors: of trips, as drivers and forwarders write them down, and of the routes of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from . import core
from .aggregation import listed
from .routes import pairs_of, weighting
from .table import Table, table

if TYPE_CHECKING:
    from .routes import Weight


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


class ScoredNetwork(core.Network):
    """What a network answers about how well a corridor does."""

    def scorecard(
        self,
        origin: str | None = None,
        destination: str | None = None,
        *,
        pairs: Iterable[tuple[str, str]] | None = None,
        weight: Weight = "time",
    ) -> Table:
        """The scorecard of the best route between two places, or for each of several pairs.

        Indicators: border_time (TFI1) and border_cost (TFI2, for 20 tonnes), means over the places of kind border_point
        that the route passes; corridor_cost (TFI3, for 500 km and 20 tonnes); speed_without_delay and speed_with_delay
        (TFI4); transit_time, spread, tank_to_wheel, well_to_wheel; capacity_t, capacity_teu and capacity_bcm, where one is
        told. A year is that of the network: make one for each.

        Columns: origin, destination, indicator, code, value, unit, samples (borders counted), left_out (borders that lack
        the number), part and element (of capacities: what is narrowest), assumed. A pair without a route has no row.

        Raises NotFoundError for a place that is not there, InvalidError where a link does not tell what the weight needs.
        """
        return self._scorecard(pairs_of(origin, destination, pairs), weighting(weight))

    def utilisation(self, volumes: object) -> Table:
        """Volumes held against capacities, by year or any other period.

        volumes: a table, or anything that `table()` takes: element (id of a link, or of what the column part says), volume,
            unit ("t", "TEU" or "bcm"; t where there is none), and period.

        Columns: part, element, period, unit, volume, capacity, utilisation (volume / capacity), spare. Rows are those of
        the volumes; a capacity that is not told is None.

        Raises NotFoundError for a column or an element that is not there, InvalidError for cells that cannot be, with
        their row.
        """
        return self._utilisation(table(volumes))
