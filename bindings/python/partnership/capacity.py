"""What a network can carry, what holds it back, and what widening that is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable

from . import _core, core
from ._handle import Unchanging, uncopied
from .routes import weighting
from .table import table

if TYPE_CHECKING:
    from .routes import Weight
    from .table import Table


class NetworkFlow(Unchanging, core.NetworkFlow):
    """What flows through a network, and what limits it. Immutable.

    Made by `Network.max_flow()`, `Network.concurrent_flow()` and `Network.min_cost_flow()`. `summary()` has the
    result, `elements()` what flows through everything with the price of its capacity, `demands()` what becomes of
    them, `routes()` how the flow goes, `upgrades()` what they are worth; `cut()` is what holds the flow back.
    """

    def __init__(self) -> None:
        raise TypeError("a NetworkFlow is made by Network.max_flow() and its like")

    @property
    def result(self) -> float:
        """The flow, the share of the demands, or the cost."""
        return self._said("result")

    @property
    def bound(self) -> float:
        """What the prices prove: no flow, no share is larger, no cost is smaller."""
        return self._said("bound")

    def _said(self, column: str) -> float:
        [said] = self.summary()
        return float(said[column])

    def cut(self) -> list[dict[str, Any]]:
        """The rows of `elements()` that hold the flow back."""
        return [row for row in self.elements() if row["cut"]]

    _close = core.close_network_flow
    __reduce_ex__ = uncopied("its tables give what can be")

    def _tell(self) -> str:
        [said] = self.summary()
        return f"{said['question']} {said['result']:.6g}"


class CarryingNetwork(core.Network):
    """What a network answers about its capacity."""

    def max_flow(
        self,
        origins: str | Iterable[str],
        destinations: str | Iterable[str],
        *,
        capacity: str = "capacity_t",
        factor: float = 1,
        upgrades: object = None,
    ) -> NetworkFlow:
        """How much can flow from some places to others, and what holds it back.

            flow = network.max_flow("Aktau", ["Poti", "Batumi"])
            flow.result, [row["element"] for row in flow.cut()]

        origins, destinations: ids of places, or one; the flow may begin and end anywhere among them.
        capacity: the column that counts: capacity_t, capacity_teu, capacity_bcm, or one of the network's own. Where
            none is told there is no limit; 0 lets nothing pass. That of a place holds for all that begins or arrives
            there; that of a transfer for each place on its own.
        factor: all capacities are multiplied by it.
        upgrades: what may be widened: a table, or what `table()` takes, with part ("place", "link", "transfer"),
            element and capacity (what it becomes, before the factor). Each row is one upgrade.

        The price of an element is 1 where widening it alone helps. For the flow by year ask the networks of several
        views.

        Raises NotFoundError for a place, a column or an element that is not there; InvalidError for a place that is
        both, and where nothing limits the flow; FormatError where that takes a linear program, as it does where modes
        meet at a place with a capacity, and the library was built without Clp.
        """
        return self._max_flow(
            _listed(origins),
            _listed(destinations),
            _upgrades(upgrades),
            {"capacity": capacity, "factor": float(factor)},
        )

    def concurrent_flow(
        self,
        demands: object,
        *,
        capacity: str = "capacity_t",
        factor: float = 1,
        upgrades: object = None,
    ) -> NetworkFlow:
        """The largest share of all demands that can be carried at the same time, the same of each.

        demands: a table, or what `table()` takes: origin, destination, and demand (or trips) in the unit of the
            capacities.
        capacity, factor, upgrades: as for `max_flow()`.

        Above 1 there is room to grow. The price of an element is by how much the share grows with one more unit of
        its capacity; that of a demand by how much it falls.

        Raises NotFoundError for a place, a column or an element that is not there, and where no way leads from an origin
        to its destination; InvalidError for a demand that cannot be, and where nothing limits the flow; FormatError
        where the library was built without Clp; LimitError.
        """
        return self._concurrent_flow(
            table(demands), _upgrades(upgrades), {"capacity": capacity, "factor": float(factor)}
        )

    def min_cost_flow(
        self,
        demands: object,
        *,
        weight: Weight = "time",
        capacity: str = "capacity_t",
        factor: float = 1,
        unmet_cost: float = 0,
        upgrades: object = None,
    ) -> NetworkFlow:
        """The routes by which all demands arrive at the least cost together.

            flow = network.min_cost_flow(demands, weight="cost")
            flow.elements()  # price: what one more tonne a year of each capacity saves

        demands, capacity, factor, upgrades: as for `concurrent_flow()`.
        weight: what a unit costs on its way; see `routes()`.
        unmet_cost: what a unit costs that is not carried. 0: all must be.

        The price of an element is by how much the cost falls with one more unit of its capacity; that of a demand by
        how much it grows.

        Raises what `concurrent_flow()` does; InvalidError also where all must be carried and there is no room.
        """
        options = {
            "capacity": capacity,
            "factor": float(factor),
            "unmet_cost": float(unmet_cost),
        }
        return self._min_cost_flow(
            table(demands), weighting(weight), _upgrades(upgrades), options
        )


def _listed(places: str | Iterable[str]) -> Iterable[str]:
    return [places] if isinstance(places, str) else places


def _upgrades(given: object) -> Table | None:
    return None if given is None else table(given)


_core.NetworkFlow_swigregister(NetworkFlow)
