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
_LINE = 22  # signs: a name that is longer takes two lines
_MOST_LINES = 2000  # links that names keep clear of
_MOST_COST = 30  # of a spot for a name, beyond which it would be taken for that of another place
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
    drawn = set()
    for link, width in zip(links, _widths(links)):
        xs, ys = _curve(link, stretch)
        colour = colours[link.mode]
        lane = (link.mode, abs(link.bend), width)
        # The same line there and back would fill its own gaps.
        if (link.end.id, link.start.id, lane) not in drawn:
            axes.plot(xs, ys, color=colour, lw=width, ls=_dashes(link.mode), zorder=2)
        drawn.add((link.start.id, link.end.id, lane))
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


def _wrapped(name: str) -> str:
    """A long name on two lines, of about the same length."""
    if len(name) <= _LINE or " " not in name:
        return name
    breaks = [i for i, sign in enumerate(name) if sign == " "]
    middle = min(breaks, key=lambda i: abs(i - len(name) / 2))
    return name[:middle] + "\n" + name[middle + 1 :]


def _spots(width: float, height: float, dot: float) -> Iterable[tuple[float, float, float]]:
    """Where the middle of a name may lie, from its place, in pixels; and what that costs: near and beside it is best."""
    for ring, far in enumerate((1.0, 4.0, 8.0, 13.0)):
        for turn in range(8 if ring == 0 else 16):
            angle = turn * 2 * math.pi / (8 if ring == 0 else 16)
            across, up = math.cos(angle), math.sin(angle)
            # So far that the edge of the name, and not its middle, keeps its distance from the place.
            edge = min(
                width / 2 / abs(across) if abs(across) > 1e-9 else math.inf,
                height / 2 / abs(up) if abs(up) > 1e-9 else math.inf,
            )
            reach = edge + dot * (1.2 + far)
            yield reach * across, reach * up, 6 * ring + (0.0 if turn == 0 else 0.5)


def _line_points(axes: Axes, links: list[_Link], stretch: float) -> Any:
    """Points along all links, in pixels, close enough that no name lies between two of them."""
    import numpy

    pieces = [numpy.empty((0, 2))]
    for link in links[:_MOST_LINES]:
        at = axes.transData.transform(list(zip(*_curve(link, stretch))))
        for a, b in zip(at, at[1:]):
            count = 2 + int(math.hypot(*(b - a)) / 6)
            pieces.append(a + numpy.linspace(0, 1, count)[:, None] * (b - a))
    return numpy.concatenate(pieces)


def _away(box: Any, points: Any) -> Any:
    """How far points are from a box."""
    import numpy

    aside = numpy.maximum(box.min - points, points - box.max).clip(min=0)
    return numpy.hypot(aside[:, 0], aside[:, 1])


def _best_spot(
    own: int, spots: Any, size: tuple[float, float], dot: float, inside: Any, taken: list[Any],
    lines: Any,
) -> Any:  # fmt: skip
    """The box of a name that covers no other, no place and nothing outside the map; or None.

    It covers as few lines as can be, and is not nearer to another place than to its own.
    """
    from matplotlib.transforms import Bbox

    best, least, at = None, _MOST_COST, spots[own]
    for dx, dy, cost in _spots(*size, dot):
        if cost >= least:
            continue
        x, y = at[0] + dx - size[0] / 2, at[1] + dy - size[1] / 2
        box = Bbox.from_bounds(x, y, *size)
        if box.x0 < inside.x0 or box.x1 > inside.x1 or box.y0 < inside.y0 or box.y1 > inside.y1:
            continue
        if any(box.overlaps(other) for other in taken):
            continue
        covered = ((lines > box.min) & (lines < box.max)).all(axis=1).sum()
        away = _away(box, spots)
        cost += covered * 6 / max(size[1], 1) + 12 * ((away < away[own] + 3 * dot).sum() - 1)
        if cost < least:
            best, least = box, cost
    return best


def _draw_names(axes: Axes, places: Iterable[_Place], links: list[_Link], stretch: float) -> None:
    """Names near their places, with a thin line where they are not right beside them; what finds no room is left out."""
    from matplotlib.patheffects import withStroke
    from matplotlib.transforms import Bbox

    figure: Any = axes.figure
    figure.draw_without_rendering()  # so that it is known where texts lie
    dot = _DOT * figure.dpi / 72
    inside = axes.get_window_extent().padded(-dot)
    ends = Counter(place.id for link in links for place in (link.start, link.end))
    shown = sorted(places, key=lambda place: -ends[place.id])  # those that many links lead to first
    spots = axes.transData.transform([(place.x, place.y) for place in shown])
    taken = [Bbox.from_extents(x - dot, y - dot, x + dot, y + dot) for x, y in spots]
    legend = axes.get_legend()
    if legend is not None:
        taken.append(legend.get_window_extent())
    lines = _line_points(axes, links, stretch)
    style = {"fontsize": 8, "ha": "center", "va": "center", "linespacing": 0.95,
             "path_effects": [withStroke(linewidth=2.5, foreground="white", alpha=0.85)]}  # fmt: skip
    for own, (place, at) in enumerate(zip(shown, spots)):
        if not inside.contains(*at):
            continue
        text: Any = axes.annotate(
            _wrapped(place.name), (place.x, place.y), (0, 0), textcoords="offset points",
            zorder=5, **cast(Any, style),
        )  # fmt: skip
        extent = text.get_window_extent()
        size = (extent.width + dot, extent.height + dot / 2)
        box = _best_spot(own, spots, size, dot, inside, taken, lines)
        if box is None:
            text.remove()
            continue
        taken.append(box)
        middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        points = 72 / figure.dpi  # a pixel is another one where the figure is written
        text.set_position(((middle[0] - at[0]) * points, (middle[1] - at[1]) * points))
        nearest = (min(max(at[0], box.x0), box.x1), min(max(at[1], box.y0), box.y1))
        if math.hypot(nearest[0] - at[0], nearest[1] - at[1]) > 4 * dot:
            xs, ys = zip(*axes.transData.inverted().transform([at, nearest]))
            axes.plot(xs, ys, color="#888888", lw=0.5, zorder=3, scalex=False, scaley=False)


def _frame(axes: Axes, places: dict[str, _Place], around: Iterable[str] | None) -> list[_Place]:
    """Shows the part of the map around some places, or all of it, and gives what lies there."""
    if isinstance(around, str):
        raise TypeError("around must be a list of ids, not a str")
    if around is None:
        axes.margins(_ROOM)
        return list(places.values())
    named = list(around)
    missing = [id for id in named if id not in places]
    if missing or not named:
        raise ValueError(f"no place {missing[0]!r} has coordinates" if missing else "around is empty")
    xs, ys = [places[id].x for id in named], [places[id].y for id in named]
    room = max(_ROOM * 1.5 * max(max(xs) - min(xs), max(ys) - min(ys)), 0.2)
    west, east, south, north = min(xs) - room, max(xs) + room, min(ys) - room, max(ys) + room
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    return [p for p in places.values() if west <= p.x <= east and south <= p.y <= north]


def _degrees(axes: Axes) -> None:
    """Meridians and parallels as atlases have them."""
    from matplotlib.ticker import FuncFormatter

    def called(letters: str) -> FuncFormatter:
        def name(degree: float, _: object) -> str:
            turned = (degree + 180) % 360 - 180 if letters == "EW" else degree
            letter = "" if turned in (0, -180) else letters[1 if turned < 0 else 0]
            return f"{abs(turned):g}\N{DEGREE SIGN}{letter}"

        return FuncFormatter(name)

    axes.xaxis.set_major_formatter(called("EW"))
    axes.yaxis.set_major_formatter(called("NS"))
    axes.tick_params(labelsize=8, color="#999999")
    axes.grid(color="#e4e4e4", lw=0.6, zorder=0)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_color("#999999")


def draw_network(
    network: Network,
    path: str | os.PathLike[str] | None = None,
    *,
    axes: Axes | None = None,
    legs: object = None,
    width_by: str | None = None,
    around: Iterable[str] | None = None,
    names: bool = True,
    title: str | None = None,
) -> Axes:
    """Draw a network as a map: places where they lie, links by mode, arrows on those that lead one way.

        ps.draw_network(network, "map.png", legs=network.routes("Xi'an", "Poti").legs)

    path: a file to write, whose ending says of which kind; otherwise the figure is one that pyplot can show.
    axes: matplotlib's, to draw on; new ones otherwise.
    legs: what to mark: the legs of routes or of a comparison (before, after, both), a table or a frame.
    width_by: a number of the links, such as "capacity_t", that their width tells.
    around: ids of places: only the part of the map where they lie, for what is crowded on the whole.
    names: names of places, those that many links lead to first; what finds no room is left out.
    title: above the map; the name of the network where it is not given.

    The map has no coasts and no borders: nothing is fetched from anywhere. Links are straight lines from place to place, and
    not where rails and shipping lanes run. East and north are to scale at the middle of
    its latitudes. Places without a longitude and a latitude, and their links, are left out, and a note says how many.

    Needs matplotlib. Raises ValueError where no place has coordinates, or no link has the number.
    """
    places, missing = _places(network)
    links = _links(network, places, width_by)
    if axes is None:
        axes = _figure(shown=path is None).add_subplot()
    shown = _frame(axes, places, around)
    latitudes = [place.y for place in shown]
    middle = min((min(latitudes) + max(latitudes)) / 2, _FLAT, key=abs)
    stretch = 1 / math.cos(math.radians(max(-_FLAT, min(_FLAT, middle))))
    axes.set_aspect(stretch)
    _draw_links(axes, links, legs, stretch)
    axes.scatter(
        [place.x for place in shown], latitudes, s=(2 * _DOT) ** 2, color="white",
        edgecolors="#222222", linewidths=1, zorder=4,
    )  # fmt: skip
    _degrees(axes)
    axes.set_title(title if title is not None else network.about.name or "")
    if missing:
        note = f"{missing} of {missing + len(places)} places have no coordinates"
        axes.annotate(note, (0.01, 0.01), xycoords="axes fraction", fontsize=7, color="#666666")
    if names:
        _draw_names(axes, shown, links, stretch)
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
        around: Iterable[str] | None = None,
        names: bool = True,
        title: str | None = None,
    ) -> Axes:
        """Draw the network as a map, by matplotlib; see `draw_network()`."""
        network = cast("Network", self)
        return draw_network(  # fmt: skip
            network, path, axes=axes, legs=legs, width_by=width_by, around=around, names=names,
            title=title,
        )
