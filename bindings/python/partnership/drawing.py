"""Networks as pictures, by matplotlib, which is only needed here."""

from __future__ import annotations

import math
import os
from collections import Counter
from typing import TYPE_CHECKING, Any, Iterable, NamedTuple, cast

from . import core
from .table import Table, table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .network import Network

# Of modes that networks often have; others take the colours that are left, in their order.
_COLOURS = {
    "rail": "#5b4636",
    "road": "#8a8f98",
    "sea": "#2f74b5",
    "ferry": "#2f74b5",
    "inland_waterway": "#3aa0a0",
    "pipeline": "#b8860b",
    "air": "#9467bd",
}
_OTHERS = ("#2ca02c", "#d62728", "#e377c2", "#17becf", "#7f7f7f", "#bcbd22")
_DASHED = ("sea", "ferry", "inland_waterway", "air")
# What a table of legs says of a leg: by `found` of a comparison, else by the number of the route.
_FOUND = {"both": "#d95f02", "before": "#7570b3", "after": "#1b9e77"}
_ROUTES = ("#d95f02", "#1b9e77", "#7570b3", "#e7298a", "#66a61e", "#e6ab02")

_BEND = 0.06  # of its length: by how much each further link between two places bends aside
_PIECES = 16  # of a line that bends
_ROOM = 0.08  # around the places, of what they take up
_DOT = 2.2  # points: half the width of a place
_FLAT = 89.0  # degrees of latitude, beyond which nothing is made wider


class _Place(NamedTuple):
    id: str
    name: str
    x: float
    y: float
    kind: str | None


class _Link(NamedTuple):
    id: str
    start: _Place
    end: _Place
    mode: str | None
    bend: float
    back: bool  # another link of its mode leads back
    size: float | None


def _figure(shown: bool) -> Any:
    """A figure that pyplot knows, so that it can be shown, or one that is only written."""
    try:
        from matplotlib import pyplot
        from matplotlib.figure import Figure
    except ImportError:
        raise ImportError("a picture needs matplotlib: pip install matplotlib") from None
    return (pyplot.figure if shown else Figure)(figsize=(11, 6.5), layout="constrained")


# ---- where things are


def _turned(longitudes: list[float]) -> float:
    """Where the globe is cut open, so that the widest gap between places lies there."""
    around = sorted(x % 360 for x in longitudes)
    gaps = [((b - a) % 360, b) for a, b in zip(around, around[1:] + around[:1])]
    return max(gaps)[1]


def _places(network: Network) -> tuple[dict[str, _Place], int]:
    """The places that have coordinates, by id, and how many have none."""
    rows = network.places()
    longitudes = rows.column("longitude") if "longitude" in rows.columns else [None] * len(rows)
    latitudes = rows.column("latitude") if "latitude" in rows.columns else [None] * len(rows)
    known = [x for x, y in zip(longitudes, latitudes) if x is not None and y is not None]
    if not known:
        raise ValueError("no place of the network has a longitude and a latitude")
    cut = _turned(known)
    found = {}
    for row, x, y in zip(rows, longitudes, latitudes):
        if x is None or y is None:
            continue
        east = (x % 360 - cut) % 360 + cut  # the first place has the very number of the cut
        found[row["id"]] = _Place(row["id"], row["name"] or row["id"], east, y, row["kind"])
    first = min(place.x for place in found.values())
    turns = math.floor((first + 180) / 360) * 360  # so that most maps have the degrees of atlases
    found = {id: place._replace(x=place.x - turns) for id, place in found.items()}
    return found, len(rows) - len(found)


def _sizes(rows: Table, width_by: str | None) -> list[float | None]:
    if width_by is None:
        return [None] * len(rows)
    if width_by not in rows.columns:
        raise ValueError(f"no link has a number {width_by!r}")
    return rows.column(width_by)


def _links(network: Network, places: dict[str, _Place], width_by: str | None) -> list[_Link]:
    """The links between places that are drawn; those between the same places bend aside, one more than the other."""
    rows = network.links()
    modes = rows.column("mode") if "mode" in rows.columns else [None] * len(rows)
    ends = list(zip(rows.column("from"), rows.column("to"), modes))
    there = set(ends)
    lanes: Counter[tuple[str, str]] = Counter()
    lane_of: dict[tuple[str, str, Any], int] = {}
    found = []
    for id, (start, end, mode), size in zip(rows.column("id"), ends, _sizes(rows, width_by)):
        if start not in places or end not in places or start == end:
            continue
        back = (end, start, mode) in there
        pair = (min(start, end), max(start, end))
        # A link and the one that leads back share a lane; a second one of its mode has its own.
        key = (end, start, mode)
        lane = lane_of.pop(key) if key in lane_of else lanes[pair]
        if lane == lanes[pair]:
            lanes[pair] += 1
            lane_of[start, end, mode] = lane
        side = (lane + 1) // 2 * (1 if lane % 2 else -1) * (1 if start <= end else -1)
        found.append(_Link(id, places[start], places[end], mode, _BEND * side, back, size))
    return found


def _curve(link: _Link, stretch: float) -> tuple[list[float], list[float]]:
    """A parabola from one end to the other, in degrees; `stretch` is what a degree of latitude is in ones of longitude."""
    x, y = link.start.x, link.start.y
    dx, dy = link.end.x - x, link.end.y - y
    pieces = 1 if link.bend == 0 else _PIECES
    along = [i / pieces for i in range(pieces + 1)]
    aside = [4 * t * (1 - t) * link.bend for t in along]
    return (
        [x + t * dx - bend * dy * stretch for t, bend in zip(along, aside)],
        [y + t * dy + bend * dx / stretch for t, bend in zip(along, aside)],
    )


# ---- what is marked


def _marked(legs: object) -> dict[str, tuple[str, str]]:
    """By id of a link: its colour, and what stands for it in the legend."""
    if legs is None:
        return {}
    rows = table(legs)
    marks: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row["part"] != "link":
            continue
        if "found" in rows.columns:
            colour, words = _FOUND[row["found"]], f"route: {row['found']}"
        else:
            number = row["route"] if "route" in rows.columns else 1
            colour, words = _ROUTES[(number - 1) % len(_ROUTES)], f"route {number}"
        # What a better route takes is not drawn over by another one.
        marks.setdefault(row["element"], (colour, words))
    return marks


def _colours(modes: Iterable[str | None]) -> dict[str | None, str]:
    others = iter(_OTHERS * 1000)
    return {
        mode: _COLOURS.get(mode or "") or (next(others) if mode else "#8a8f98")
        for mode in dict.fromkeys(modes)
    }


def _widths(links: list[_Link]) -> list[float]:
    most = max((link.size for link in links if link.size is not None), default=0)
    return [
        1.2 if link.size is None or not most else 0.6 + 5.4 * math.sqrt(link.size / most)
        for link in links
    ]


# ---- drawing


def _dashes(mode: str | None) -> Any:
    return (0, (4, 2)) if mode in _DASHED else "solid"


def _draw_links(axes: Axes, links: list[_Link], legs: object, stretch: float) -> None:
    marks, colours = _marked(legs), _colours(link.mode for link in links)
    for link, width in zip(links, _widths(links)):
        xs, ys = _curve(link, stretch)
        colour = colours[link.mode]
        axes.plot(xs, ys, color=colour, lw=width, ls=_dashes(link.mode), zorder=2)
        if link.id in marks:
            mark = marks[link.id][0]
            axes.plot(xs, ys, color=mark, lw=width + 5, alpha=0.55, zorder=1,
                      solid_capstyle="round")  # fmt: skip
        if not link.back:
            _draw_arrow(axes, xs, ys, colour)
    _draw_legend(axes, colours, [marks[link.id] for link in links if link.id in marks])


def _draw_legend(
    axes: Axes, colours: dict[str | None, str], marks: list[tuple[str, str]]
) -> None:
    """Modes first, then what is marked."""
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=colour, lw=2, ls=_dashes(mode), label=mode or "mode not told")
        for mode, colour in colours.items()
    ]
    lines += [
        Line2D([], [], color=colour, lw=7, alpha=0.55, label=words)
        for colour, words in dict.fromkeys(sorted(marks, key=lambda mark: mark[1]))
    ]
    if lines:
        axes.legend(handles=lines, loc="best", fontsize=8, framealpha=0.8, edgecolor="none")


def _draw_arrow(axes: Axes, xs: list[float], ys: list[float], colour: str) -> None:
    """In the middle of a link that leads one way."""
    half = len(xs) // 2
    a, b = (xs[half - 1], ys[half - 1]), (xs[half], ys[half])
    middle = (a[0] + (b[0] - a[0]) * 0.55, a[1] + (b[1] - a[1]) * 0.55)
    axes.annotate(
        "",
        xy=middle,
        xytext=a,
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 0, "shrinkA": 0},
        zorder=3,
    )


def _draw_names(axes: Axes, places: Iterable[_Place]) -> None:
    """Names beside their places, each where it covers no other and no place; what finds no room is left out."""
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox

    places = list(places)
    figure: Any = axes.figure
    figure.draw_without_rendering()  # so that it is known where texts lie
    reach = _DOT * figure.dpi / 72
    taken = [
        Bbox.from_extents(x - reach, y - reach, x + reach, y + reach)
        for x, y in axes.transData.transform([(place.x, place.y) for place in places])
    ]
    halo = [withStroke(linewidth=2.5, foreground="white", alpha=0.85)]
    spots = ((6, 0, "left", "center"), (-6, 0, "right", "center"), (0, 6, "center", "bottom"),
             (0, -6, "center", "top"), (5, 5, "left", "bottom"), (-5, -5, "right", "top"),
             (5, -5, "left", "top"), (-5, 5, "right", "bottom"))  # fmt: skip
    for place in places:
        for x, y, across, up in spots:
            text = axes.annotate(
                place.name, (place.x, place.y), (x, y), textcoords="offset points",
                ha=across, va=up, fontsize=8, zorder=5, path_effects=halo,
            )  # fmt: skip
            box = text.get_window_extent()
            if not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            text.remove()


def draw_network(
    network: Network,
    path: str | os.PathLike[str] | None = None,
    *,
    axes: Axes | None = None,
    legs: object = None,
    width_by: str | None = None,
    names: bool = True,
    title: str | None = None,
) -> Axes:
    """Draw a network as a map: places where they lie, links by mode, arrows on those that lead one way.

        ps.draw_network(network, "map.png", legs=network.routes("Xi'an", "Poti").legs)

    path: a file to write, whose ending says of which kind; otherwise the figure is one that pyplot can show.
    axes: matplotlib's, to draw on; new ones otherwise.
    legs: what to mark: the legs of routes or of a comparison (before, after, both), a table or a frame.
    width_by: a number of the links, such as "capacity_t", that their width tells.
    names: names of places beside them, as many as find room.
    title: above the map; the name of the network where it is not given.

    The map has no coasts and no borders: nothing is fetched from anywhere. East and north are to scale at the middle of
    its latitudes. Places without a longitude and a latitude, and their links, are left out, and a note says how many.

    Needs matplotlib. Raises ValueError where no place has coordinates, or no link has the number.
    """
    places, missing = _places(network)
    links = _links(network, places, width_by)
    if axes is None:
        axes = _figure(shown=path is None).add_subplot()
    latitudes = [place.y for place in places.values()]
    middle = min((min(latitudes) + max(latitudes)) / 2, _FLAT, key=abs)
    stretch = 1 / math.cos(math.radians(max(-_FLAT, min(_FLAT, middle))))
    axes.set_aspect(stretch)
    axes.margins(_ROOM)
    _draw_links(axes, links, legs, stretch)
    xs, ys = [place.x for place in places.values()], latitudes
    axes.scatter(xs, ys, s=(2 * _DOT) ** 2, color="white", edgecolors="#222222", linewidths=1, zorder=4)
    axes.set_xlabel("longitude, degrees")
    axes.set_ylabel("latitude, degrees")
    axes.set_title(title if title is not None else network.about.name or "")
    if missing:
        note = f"{missing} of {missing + len(places)} places have no coordinates"
        axes.annotate(note, (0.01, 0.01), xycoords="axes fraction", fontsize=7, color="#666666")
    if names:
        _draw_names(axes, places.values())
    if path is not None:
        figure: Any = axes.figure
        figure.savefig(path, dpi=150, bbox_inches="tight")
    return axes


class DrawnNetwork(core.Network):
    """What a network shows."""

    def draw(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        axes: Axes | None = None,
        legs: object = None,
        width_by: str | None = None,
        names: bool = True,
        title: str | None = None,
    ) -> Axes:
        """Draw the network as a map, by matplotlib; see `draw_network()`."""
        network = cast("Network", self)
        return draw_network(
            network, path, axes=axes, legs=legs, width_by=width_by, names=names, title=title
        )
