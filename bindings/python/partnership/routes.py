"""Routes through a network: what `Network` has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable, Mapping, NamedTuple, Union

from . import core
from .table import Table

if TYPE_CHECKING:
    # A name such as "time", or that and what else a weighting says.
    Weight = Union[str, Mapping[str, object], None]

_WEIGHTING = ("by", "cargo", "value_of_time", "value_of_reliability", "bar_untold")


class Routes(NamedTuple):
    """Routes, one to a row, and their legs."""

    routes: Table
    legs: Table


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
