"""Before and after: what a change of the network does to routes, and where two ways are equally good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from .routes import Routes, pairs_of, weighting
from .table import Table

if TYPE_CHECKING:
    from .network import Network, Part
    from .routes import Weight


def compare_routes(
    before: Network,
    after: Network,
    pairs: Iterable[tuple[str, str]],
    *,
    weight: Weight = "time",
) -> Routes:
    """The best routes of stated pairs in two networks, measure by measure and leg by leg.

        found = ps.compare_routes(network, network.without(links=["ferry"]), [("Aktau", "Poti")])
        found.routes, found.legs

    before, after: networks: of two views or days, or one and what `change()` made of it. Their elements are the same where
        their ids are.
    pairs: tuples of origin and destination, ids of places, each in one of the networks at least.
    weight: what counts; see `Network.routes()`.

    The columns of `routes`, a row for each pair and measure that is told of either route: origin, destination, route
    ("same" links, "other", "gained": there was none before, "lost", "none" in either), measure, unit, before, after,
    change, percent, assumed. Those of `legs`: origin, destination, part, element, from, to, mode, found ("both",
    "before", "after": which of the routes takes it), and each measure before and after, such as time_h_before.

    Raises NotFoundError for a place that neither network has, InvalidError where their currencies differ or a link does not
    tell what the weight needs.
    """
    return Routes(*before._compare(after, pairs_of(None, None, pairs), weighting(weight)))


def break_even(
    before: Network,
    after: Network | None = None,
    *,
    pairs: Iterable[tuple[str, str]],
    part: Part = "link",
    element: str,
    attribute: str = "time_h",
    low: float = 0,
    high: float | None = None,
    weight: Weight = "time",
) -> Table:
    """At which value of one number two networks are equally good, or one with an element and without it.

        # How many hours of dwell at Alat make the way around it as quick?
        ps.break_even(network, part="place", element="Alat", pairs=[("Aktau", "Poti")])

    before, after: networks; where `after` is not given, the first with the element closed.
    pairs: tuples of origin and destination.
    part, element, attribute: which number; a transfer is called "place: from_mode to to_mode", with "*" for every place.
    low, high: the values that are looked at; where `high` is not given, beyond the last change. speed_km_h needs both,
        headway_variation a high one.
    weight: what counts; see `Network.routes()`.

    Columns: origin, destination, value, now, weight (of both at that value), below and above (which is better there:
    "before", "after" or "equal"; without `after` "with", or "equal" where the best route does not need it), low, high.
    The values are exact, and there may be several for a pair. A pair without any has one row, whose value is None.

    Raises NotFoundError for an element, a number or a place that is not there, InvalidError where currencies differ,
    a value is out of range, or a link does not tell what the weight needs, ArgumentError for limits that are none.
    """
    question = {
        "part": part,
        "element": element,
        "attribute": attribute,
        "low": low,
        "high": high,
    }
    return before._break_even(after, pairs_of(None, None, pairs), weighting(weight), question)
