"""Routes through a network: what `Network` has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Mapping, NamedTuple, Union

from . import core
from .table import Table, tables_html, tables_text

if TYPE_CHECKING:
    # A name such as "time", or that and what else a weighting says.
    Weight = Union[str, Mapping[str, object], None]

_WEIGHTING = ("by", "cargo", "value_of_time", "value_of_reliability", "bar_untold")


class Routes(NamedTuple):
    """Routes, one to a row, and their legs."""

    routes: Table
    legs: Table

    def __repr__(self) -> str:
        return tables_text(self)

    def _repr_html_(self) -> str:
        """The tables for notebooks, each under its name."""
        return tables_html(self)


def weighting(weight: Weight) -> dict[str, object]:
    """A weighting as C knows it."""
    if weight is None or isinstance(weight, str):
        return {"by": weight}
    unknown = [name for name in weight if name not in _WEIGHTING]
    if unknown:
        raise ValueError(f"a weight has {', '.join(_WEIGHTING)}, not {unknown[0]!r}")
    return dict(weight)


def pairs_of(
    origin: str | None, destination: str | None, pairs: Iterable[tuple[str, str]] | None
) -> list[tuple[str, str]]:
    """The pairs that a question is about: one, or the list of them."""
    if pairs is None and origin is not None and destination is not None:
        return [(origin, destination)]
    if pairs is None or origin is not None or destination is not None:
        raise TypeError("either an origin and a destination are given, or pairs of them")
    found = [tuple(pair) for pair in pairs]
    if any(len(pair) != 2 for pair in found):
        raise ValueError("a pair is an origin and a destination")
    return found  # type: ignore[return-value]


class RoutedNetwork(core.Network):
    """What a network answers about routes."""

    def routes(
        self,
        origin: str | None = None,
        destination: str | None = None,
        k: int = 1,
        weight: Weight = "time",
        *,
        pairs: Iterable[tuple[str, str]] | None = None,
        max_overlap: float = 1,
        departs_h: float | None = None,
        max_candidates: int = 100_000,
    ) -> Routes:
        """The best routes between two places, or for each of several pairs, in the order of their weight.

            best = network.routes("Altynkol", "Poti", k=3, weight="cost").routes

        origin, destination: ids of places.
        k: how many for each pair; fewer where there are no more. They come to no place twice; links side by side
            make different routes.
        weight: "time", "cost", "length", "spread", "tank_to_wheel", "well_to_wheel", "generalised", "links", or the
            name of a number of the links. Or a dict of that (`by`) and of cargo ("tonne", "box"), value_of_time and
            value_of_reliability (currency for an hour, in "generalised"), bar_untold (links that do not tell what is
            needed are left out, instead of an error).
        pairs: tuples of origin and destination, instead of one.
        max_overlap: the part of a route's weight that a later one may share with it: 0.5 leaves out routes of which half
            is that of a better one. 1: all are taken.
        departs_h: sets out then, in hours since Monday 0:00: services leave by their timetables, and opening hours
            hold. The weight is time. None: waits are expected ones.
        max_candidates: with max_overlap: how many routes are looked at for a pair at most.

        The columns of `routes`: origin, destination, route (from 1), links (how many), weight, time_h (wait
        included), wait_h, cost, box_cost, length_km, spread_h, tank_to_wheel_g, well_to_wheel_g, departs_h,
        arrives_h, assumed (a number of it has no source). `legs` has these for each link, and for places and transfers that
        take something, with leg (from 1), part, element, from, to, mode. A pair without a way between has no row.

        Raises NotFoundError for a place or a number that is not there, InvalidError where a link does not tell what the
        weight needs or a weight is negative, LimitError beyond max_candidates.
        """
        options = {
            "count": k,
            "max_overlap": max_overlap,
            "max_candidates": max_candidates,
            "departs_h": -1.0 if departs_h is None else departs_h,
        }
        if departs_h is not None and departs_h < 0:
            raise ValueError("departs_h is not from 0 to 168")
        wanted = pairs_of(origin, destination, pairs)
        return Routes(*self._routes(wanted, weighting(weight), options))

    def pareto(
        self,
        origin: str | None = None,
        destination: str | None = None,
        by: Iterable[str] = ("time", "cost", "well_to_wheel", "spread"),
        *,
        pairs: Iterable[tuple[str, str]] | None = None,
        cargo: str | None = None,
        bar_untold: bool = False,
        epsilon: float = 0,
        max_labels: int = 10_000_000,
    ) -> Routes:
        """The ways to which there is none that is better in something and worse in nothing.

            ways = network.pareto("Altynkol", "Poti", by=["time", "cost"]).routes

        origin, destination, pairs: as in `routes()`.
        by: what counts: names as in `routes()`, but not "generalised".
        cargo: what pays: "tonne" or "box".
        bar_untold: links that do not tell what is needed are left out, instead of an error.
        epsilon: 0.01: so many that none is more than 1% better in everything than one of the answer.
        max_labels: so many beginnings of ways are kept at a time at most.

        The answer has the columns of `routes()`, in the order of the first thing that counts, then of the second, and so
        on; `weight` is the first. Of ways that are the same in everything there is one. None comes to a place
        twice.

        Raises NotFoundError for a place or a number that is not there, InvalidError where a link does not tell what is
        needed, LimitError beyond max_labels.
        """
        options = {
            "by": _list("by", by),
            "cargo": cargo,
            "bar_untold": bar_untold,
            "epsilon": epsilon,
            "max_labels": max_labels,
        }
        return Routes(*self._pareto(pairs_of(origin, destination, pairs), options))

    def matrix(
        self,
        origins: Iterable[str] | None = None,
        destinations: Iterable[str] | None = None,
        weight: Weight = "time",
        *,
        measures: bool = False,
    ) -> Table:
        """The weight of the best route from each origin to each destination, by all threads of the network.

            hours = network.matrix(["Altynkol", "Xian"], ["Poti", "Mersin"])

        origins: ids of places; None: all places.
        destinations: ids of places; None: the origins.
        weight: as in `routes()`.
        measures: also links, time_h, wait_h, cost, box_cost, length_km, spread_h, tank_to_wheel_g, well_to_wheel_g and
            assumed of the route.

        Columns: origin, destination, weight; None where there is no way. Rows are in the order of origins, then of
        destinations.

        Raises NotFoundError for a place or a number that is not there, InvalidError where a link does not tell what the
        weight needs or a weight is negative.
        """
        options = {
            "origins": _list("origins", origins),
            "destinations": _list("destinations", destinations),
            "with_measures": measures,
        }
        if options["destinations"] == [] or options["origins"] == []:
            raise ValueError("the list of places is empty")
        return self._matrix(weighting(weight), options)


def _list(name: str, given: Iterable[str] | None) -> list[str] | None:
    if isinstance(given, str):
        raise TypeError(f"{name} must be a list, not a str")
    return None if given is None else list(given)
