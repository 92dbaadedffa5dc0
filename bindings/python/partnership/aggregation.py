"""Sums of flows by any keys, and partial sums that can be merged."""

from __future__ import annotations

import collections.abc
from typing import TYPE_CHECKING, Iterable

from . import _core, core
from ._handle import Handle, uncopied
from .codes import Mapping
from .table import Table, table

if TYPE_CHECKING:
    from .flows import Flows
    from .model import Context

FILTERS = {
    "period": "periods",
    "direction": "directions",
    "reporter": "reporters",
    "partner": "partners",
    "product": "products",
}

OTHER_FILTERS = ("from", "until", "product_level")


def listed(given: str | Iterable[str]) -> list[str]:
    """A list of texts; one text is a list of one."""
    return [given] if isinstance(given, str) else list(given)


def named(what: str, given: str | Iterable[str]) -> list[str]:
    """A list that says what to take: one of nothing is more often a mistake than a question about nothing."""
    codes = listed(given)
    if not codes:
        raise ValueError(f"{what}: an empty list names nothing; leave it out to take all")
    return codes


def filters(where: collections.abc.Mapping[str, object]) -> dict[str, object]:
    """Filters by key as options of C."""
    options: dict[str, object] = {}
    for key, wanted in where.items():
        if key in FILTERS:
            options[FILTERS[key]] = named(f"where: '{key}'", wanted)  # type: ignore[arg-type]
        elif key in OTHER_FILTERS:
            options[key] = wanted
        else:
            known = ", ".join([*FILTERS, *OTHER_FILTERS])
            raise ValueError(f"where: '{key}' is none of {known}")
    return options


def asked(
    by: str | Iterable[str],
    where: collections.abc.Mapping[str, object] | None,
    product_digits: int,
    share_of: str | Iterable[str] | None,
    base_period: str | None,
    base_years: int,
    add_overlapping: bool,
) -> dict[str, object]:
    """The options of C. Filters are named as the keys."""
    options: dict[str, object] = {
        "by": listed(by),
        "product_digits": product_digits,
        "shares": share_of is not None,
        "share_of": listed(share_of or ()),
        "base_period": base_period,
        "base_years": base_years,
        "add_overlapping": add_overlapping,
    }
    options.update(filters(where or {}))
    return options


def mapped(mapping: object) -> Mapping | None:
    """What `Mapping()` takes as a mapping."""
    return mapping if mapping is None or isinstance(mapping, Mapping) else Mapping(mapping)


def tabled(source: object) -> Table | None:
    """What `table()` takes as a table."""
    return source if source is None or isinstance(source, Table) else table(source)


class FlowSums(Handle, core.FlowSums):
    """Partial sums: flows that come piece by piece, or lie on several machines.

        sums = ps.FlowSums(by=["period", "reporter"])
        for part in parts:
            sums.update(part)
        sums.finish()

    What comes out is what `Flows.aggregate()` gives for all rows together, bit for bit, in whatever order they come
    and are merged.
    """

    def __init__(
        self,
        by: str | Iterable[str] = (),
        *,
        where: collections.abc.Mapping[str, object] | None = None,
        product_digits: int = 0,
        mapping: object = None,
        share_of: str | Iterable[str] | None = None,
        base_period: str | None = None,
        base_years: int = 0,
        add_overlapping: bool = False,
        any_classification: bool = False,
        any_weights: bool = False,
        context: Context | None = None,
    ) -> None:
        """Begin sums of nothing; the arguments are those of `Flows.aggregate()`.

        A code of a filter may be one that no piece has.

        any_classification: add also flows whose products are told to be of different classifications, and
            take a mapping from another one.
        """
        from .model import Context

        options = asked(
            by, where, product_digits, share_of, base_period, base_years, add_overlapping
        )
        options["any_classification"] = any_classification
        options["any_weights"] = any_weights
        super().__init__(context or Context.default(), mapped(mapping), options)

    def update(self, flows: Flows) -> None:
        """Add the rows of a flow table.

        ConflictError for another unit or classification; InvalidError for totals beside their parts, also where
        those were in a piece before.
        """
        self._update(flows)

    def merge(self, other: FlowSums) -> None:
        """Add other sums, begun with the same arguments; they stay as they are. ConflictError for others."""
        self._merge(other)

    def load(self, state: object) -> None:
        """Add a state that `state()` gave, here or on another machine: a table, a frame."""
        self._load(state if isinstance(state, Table) else table(state))

    _close = core.close_sums
    __reduce_ex__ = uncopied("state() gives what can be")


_core.FlowSums_swigregister(FlowSums)
