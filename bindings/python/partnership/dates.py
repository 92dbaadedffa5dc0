"""Imprecise dates and intervals."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from . import core

if TYPE_CHECKING:
    from .values import DateTuple, Day, Truth

DateKind = Literal["dated", "open", "unknown"]
Precision = Literal["none", "day", "month", "season", "year", "decade", "century", "range"]
CalendarUnit = Literal["days", "weeks", "months", "years"]

_KINDS: tuple[DateKind, ...] = ("dated", "open", "unknown")
_PRECISIONS: tuple[Precision, ...] = (
    "none",
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "range",
)
_UNITS: tuple[CalendarUnit, ...] = ("days", "weeks", "months", "years")
_TRUTHS: tuple[Truth, ...] = ("no", "possible", "certain")


@dataclass(frozen=True)
class Date:
    """A date as written, with the earliest and the latest day that it can mean.

    Make one with `Date.parse("2026-02")`. Two dates are equal when they mean the same days and
    were written in the same way.
    """

    text: str
    kind: DateKind
    precision: Precision
    approximate: bool
    uncertain: bool
    _bounds: tuple[int, int] = field(repr=False)

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        approximate_days: int = 3,
        approximate_months: int = 1,
        approximate_years: int = 1,
    ) -> Date:
        """Parse an imprecise date, written in EDTF.

        `2025-08-08`, `2026-02`, `2013`, `199X`, seasons, quarters and halves, each with `?`, `~`
        or `%` behind it; `A/B` for a day somewhere from A to B; `..` for open and the empty text
        for unknown. The keywords say by how much `~` widens a day, a month, a year.

        Raises ParseError or InvalidError; its `column` says where in the text.
        """
        return cls._from_tuple(
            core.date_parse(text, approximate_days, approximate_months, approximate_years)
        )

    @classmethod
    def _from_tuple(cls, date: DateTuple) -> Date:
        earliest, latest, kind, precision, approximate, uncertain, text = date
        return cls(
            text, _KINDS[kind], _PRECISIONS[precision], approximate, uncertain, (earliest, latest)
        )

    def _tuple(self) -> DateTuple:
        return (
            *self._bounds,
            _KINDS.index(self.kind),
            _PRECISIONS.index(self.precision),
            self.approximate,
            self.uncertain,
            self.text,
        )

    @property
    def earliest(self) -> datetime.date | str | None:
        """First day that it can mean; None for no bound, text beyond Python's calendar."""
        return core.date_from_days(self._bounds[0])  # type: ignore[no-any-return]

    @property
    def latest(self) -> datetime.date | str | None:
        """Last day that it can mean; None for no bound, text beyond Python's calendar."""
        return core.date_from_days(self._bounds[1])  # type: ignore[no-any-return]

    def reached(self, day: Day) -> Truth:
        """Had the date come by a day? Certain, possible or no."""
        return _TRUTHS[core.date_reached(self._tuple(), day)]

    def compatible(self, other: Date) -> bool:
        """Can both mean one and the same day, one of them saying it more precisely?"""
        return core.date_compatible(self._tuple(), other._tuple())

    def moved(self, amount: int, unit: CalendarUnit = "days") -> Date:
        """The date moved by calendar units; negative moves back."""
        if unit not in _UNITS:
            raise ValueError(f"unit must be one of {', '.join(_UNITS)}, not {unit!r}")
        return Date._from_tuple(core.date_move(self._tuple(), amount, _UNITS.index(unit)))

    def __edtf__(self) -> str:
        return self.text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Interval:
    """A span of days in which something holds, each end an imprecise date.

    `ended` has the bounds of the first day on which it no longer holds; its text is the last day
    on which it does, as written.
    """

    first: Date
    ended: Date

    @classmethod
    def parse(cls, first: str | None, until: str | None) -> Interval:
        """From the first and the last day: None for open, "" for unknown.

        Raises InvalidError for an interval that holds on no day whatever its ends turn out to be.
        """
        first_tuple, ended = core.interval_parse(first, until)
        return cls(Date._from_tuple(first_tuple), Date._from_tuple(ended))

    def holds(self, day: Day) -> Truth:
        """Does it hold on a day? Certain, possible or no."""
        return _TRUTHS[core.interval_test(self.first._tuple(), self.ended._tuple(), day)]
