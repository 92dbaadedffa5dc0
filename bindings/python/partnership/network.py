"""Transport networks: places, links between them, and transfers from one mode to another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Iterable, NamedTuple, Union

from . import _core, core
from ._handle import Unchanging, uncopied
from .capacity import CarryingNetwork
from .drawing import DrawnNetwork
from .model import Context
from .routes import RoutedNetwork, weighting
from .scorecard import ScoredNetwork
from .table import Table, table, tables_html, tables_text

if TYPE_CHECKING:
    from typing import Literal

    from .routes import Weight
    from .values import Path, Progress

    Part = Literal["place", "link", "transfer"]
    Step = Union[
        tuple[Literal["close"], Part, str],
        tuple[Literal["set"], Part, str, str, Union[float, None]],
        tuple[Literal["add", "scale"], Part, str, str, float],
    ]

# By the numbers of pship_network_act.
_ACTS = {"close": 1, "set": 2, "add": 3, "scale": 4}


class Simulation(NamedTuple):
    """What a simulation says.

    summary: of the whole route, one row; none where there is no route.
    legs: of each time and wait along it.
    """

    summary: Table
    legs: Table

    def __repr__(self) -> str:
        return tables_text(self)

    def _repr_html_(self) -> str:
        """The tables for notebooks, each under its name."""
        return tables_html(self)


class NetworkAbout(NamedTuple):
    """What is true of a whole network; None where it is not told."""

    name: str | None
    currency: str | None
    source: str | None


class Network(Unchanging, RoutedNetwork, CarryingNetwork, DrawnNetwork, ScoredNetwork):
    """A multigraph of places and links, with numbers of each: lengths, times, fees, capacities. Immutable.

    Made by `network()`. `links()`, `places()`, `transfers()`, `timetables()`, `quantiles()` and
    `sources()` give what it is made of; `change()` and `without()` give another network; `routes()` finds ways;
    `max_flow()`, `concurrent_flow()` and `min_cost_flow()` say what it can carry.
    """

    _context: Context | None = None  # keeps the callback, which C knows weakly
    _problems: Table | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        if not args or not isinstance(args[0], Context):
            raise TypeError("a Network is made by network()")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._keep(args[0])

    def _keep(self, context: Context | None) -> Network:
        """Holds the context that the network was made with, and gives the network back."""
        # The class is the one that SWIG knows; only this attribute is Python's.
        object.__setattr__(self, "_context", context)
        return self

    @property
    def about(self) -> NetworkAbout:
        """Name, currency and source of the network."""
        return NetworkAbout(*self._about())

    @property
    def problems(self) -> Table | None:
        """The bad rows of the file that were left out, and what else was: file, line, column, cell, rule, expected.

        None for a network that was not read from a file.
        """
        return self._problems

    def write(
        self, path: Path, format: Literal["csv", "gmns", "tntp", "geojson"] | None = None
    ) -> None:
        """Write the network as a file that read_network() reads.

        format: "csv" (the links), "gmns" (a folder with all of it), "tntp" (places that are called by their numbers) or
            "geojson". Where not given: by the end of the name (.csv, .tntp, .geojson, .json), otherwise gmns.

        Raises InvalidError for a network that the format cannot hold, FileError.
        """
        self._write(path, format)

    @property
    def place_count(self) -> int:
        """Number of places."""
        return self._place_count()

    @property
    def link_count(self) -> int:
        """Number of links."""
        return self._link_count()

    def change(self, steps: Iterable[Step]) -> Network:
        """Another network in which some things differ: closed, slower, narrower, dearer.

            slower = network.change(
                [
                    ("add", "place", "Alat", "time_h", 12),
                    ("scale", "link", "ferry", "capacity_t", 0.5),
                    ("close", "link", "road"),
                ]
            )

        steps: what happens, which part ("place", "link", "transfer"), the id of the element, and, unless it is
            closed, the name of the number and the amount. A transfer is called "place: from_mode to to_mode", with "*"
            for every place. ("set", ..., None): the number is not told any more.

        A closed link is left out, a closed place with all its links; a closed transfer stays and lets nothing pass. Time
        that follows from length and speed becomes a time of its own when it is added to or scaled. Quantiles of a
        time follow it, or are given up where it is set. A number that is changed has no source any more.

        Raises NotFoundError for an element or a number that is not there, InvalidError for an amount that makes a
        number negative, infinite or out of its range; both say which step it was.
        """
        return self._change([_step(step) for step in steps])._keep(self._context)

    def without(
        self,
        *,
        places: Iterable[str] = (),
        links: Iterable[str] = (),
        transfers: Iterable[str] = (),
    ) -> Network:
        """Another network in which these are closed; see `change()`.

        Links of a place that is closed may be named beside it.

        Raises NotFoundError for what is not there.
        """
        steps: list[Step] = [("close", "link", id) for id in _ids("links", links)]
        steps += [("close", "transfer", id) for id in _ids("transfers", transfers)]
        steps += [("close", "place", id) for id in _ids("places", places)]
        return self.change(steps)

    def criticality(
        self,
        pairs: object,
        part: Literal["link", "place"] = "link",
        *,
        mode: str | None = None,
        closures: object = None,
        weight: Weight = "time",
    ) -> Table:
        """How critical links or places are: each is closed in turn, and the best routes are found again.

        pairs: a table, or anything that `table()` takes: origin, destination, and demand (or trips), 1 where there is
            none.
        part: "link" or "place", each alone. A closed place is passed by no route, but still begun and ended at.
        mode: only links of this mode.
        closures: what is closed together, instead: the same, with the columns closure (a name), part and element.
        weight: as in `routes()`.

        Columns: closure, pairs (whose best route becomes worse or is cut off), cut, demand, demand_cut, change (of
            demand * weight, where there still is a route), percent (change, of demand * weight of all pairs).

        Raises NotFoundError for a column, place, link or mode that is not there, InvalidError for cells that cannot
        be, with their row.
        """
        together = None if closures is None else table(closures)
        options = {"part": part, "mode": mode}
        return self._criticality(table(pairs), together, weighting(weight), options)

    def simulate(
        self,
        origin: str | None = None,
        destination: str | None = None,
        *,
        links: Iterable[str] | None = None,
        runs: int = 10000,
        seed: int = 1,
        distribution: Literal["lognormal", "gamma"] = "lognormal",
        departs_h: float | None = None,
        weight: Weight = "time",
    ) -> Simulation:
        """The transit time of a route, by simulation: every part of it takes a time by chance, many times.

        origin, destination: of the best route; not needed where links are given.
        links: ids of the links of the route, in the order of travel; the best route where not given.
        runs: how many times it is travelled.
        seed: the same seed gives the same numbers, for any number of threads.
        distribution: of times that have a spread. Quantiles come first; a time without either is always taken.
        departs_h: sets out then, in hours since Monday 0:00: services leave by their timetables, and opening hours hold,
            however late one comes. None: at any time. The best route does not depend on it.
        weight: what makes the best route, as in `routes()`.

        Columns of `summary`: origin, destination, links, runs, told_h, mean_h, deviation_h, p5_h, p25_h, p50_h, p75_h,
        p95_h, buffer_h (p95_h - mean_h), buffer_percent. Of `legs`: leg, part, element, what ("time", "wait"),
        distribution, told_h, mean_h, deviation_h, p5_h, p50_h, p95_h, share_percent (of the variance of the whole).

        Raises NotFoundError for a place or link that is not there, InvalidError for links that do not follow one another
        and for a link without a time.
        """
        if departs_h is not None and departs_h < 0:
            raise ValueError("departs_h is not from 0 to 168")
        options = {
            "runs": runs,
            "seed": seed,
            "distribution": distribution,
            "links": links,
            "departs_h": -1.0 if departs_h is None else departs_h,
        }
        return Simulation(*self._simulate(origin, destination, weighting(weight), options))

    _close = core.close_network
    __reduce_ex__ = uncopied("its tables give what can be")

    def _tell(self) -> str:
        name = self.about.name
        return "{}{}, {}".format(
            f"{name}; " if name else "",
            _counted(self.place_count, "place"),
            _counted(self.link_count, "link"),
        )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _ids(name: str, given: Iterable[str]) -> Iterable[str]:
    if isinstance(given, str):
        raise TypeError(f"{name} must be a list of ids, not a str")
    return given


def _step(step: Step) -> tuple[str, str, str | None, int, float]:
    """A step as C knows it."""
    given: tuple[Any, ...] = step
    act, *rest = given
    if act not in _ACTS:
        raise ValueError(f"a step must begin with {', '.join(map(repr, _ACTS))}, not {act!r}")
    if len(rest) != (2 if act == "close" else 4):
        said = "part and element" if act == "close" else "part, element, number and amount"
        raise ValueError(f"a step that says {act!r} goes on with {said}, not {tuple(rest)!r}")
    if act == "close":
        return rest[0], rest[1], None, _ACTS[act], 0.0
    part, element, attribute, amount = rest
    if amount is None and act == "set":
        amount = float("nan")
    return part, element, attribute, _ACTS[act], amount


def network(
    links: object,
    places: object = None,
    transfers: object = None,
    *,
    timetables: object = None,
    quantiles: object = None,
    sources: object = None,
    name: str | None = None,
    currency: str | None = None,
    source: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Network:
    """A network of tables, or of anything that `table()` takes: frames, Arrow tables.

        network = ps.network(
            polars.DataFrame({"from": ["Aktau"], "to": ["Alat"], "mode": ["sea"], "time_h": [20.0]})
        )

    links: from and to (ids of places); may have id, mode, both_ways (true: a second link leads back, whose id ends
        in " back"), and columns of numbers: length_km, time_h, speed_km_h, rate, fee, box_rate, box_fee, capacity_t,
        capacity_teu, capacity_bcm, headway_h, headway_variation, spread_h, tank_to_wheel_g, well_to_wheel_g,
        gauge_mm, opens_h, closes_h, and any others under their own names.
    places: id; may have name, country, kind, longitude and latitude (both or neither), and numbers. Where not given:
        those that links name.
    transfers: from_mode and to_mode; may have place (None: every place that has none of its own), both_ways, closed,
        and numbers. Without any, all modes change freely and at once.
    timetables: link, departs_h (hours of the week from Monday 0:00).
    quantiles: part ("place", "link", "transfer"), element, probability, time_h.
    sources: part, element, attribute, source; may have assumed, low and high.
    name, currency, source: what is true of the whole network.
    threads: how many may be used by questions to the network; all processors where not given.
    progress: called as progress(stage, fraction), also by questions to the network; see Context.

    Ids may be whole numbers. What is null or no number is not told, which is never taken for zero.

    Raises NotFoundError for a column that has to be there, and for an element that is not in the network;
    InvalidError for cells that cannot be, with their row; LimitError.
    """
    own = [
        None if given is None else table(given)
        for given in (links, places, transfers, timetables, quantiles, sources)
    ]
    if own[0] is None:
        raise TypeError("a network is made of links")
    about = {"name": name, "currency": currency, "source": source}
    return Network(Context(progress, threads or os.cpu_count() or 1), *own, about)


_core.Network_swigregister(Network)
