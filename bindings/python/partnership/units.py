"""Units as sources write them, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import core

if TYPE_CHECKING:
    from .table import Table


@dataclass(frozen=True)
class Unit:
    """A unit, normalised. Make one with `Unit.parse("USD million")`.

    text: what it comes to: "USD", "t/year"; as written where it is not understood.
    scale: how many of `text` it is.
    currency: the ISO 4217 code of the currency in it, or None.
    understood: whether every word of it is in the table that `unit_spellings()` gives.
    """

    text: str
    scale: float
    currency: str | None
    understood: bool

    @classmethod
    def parse(cls, text: str | None) -> Unit:
        """Read a unit in any of its spellings: "million USD" and "US$ m" are one.

        Units of length, mass, time and the like are brought to one each, so that "km" is 1000 "m".
        What is not understood stays as it was written and says so; it is no error.

        Raises LimitError for a text that is too long.
        """
        read, scale, currency, understood = core.unit_parse(text)
        return cls(read, scale, currency or None, understood)


def unit_spellings() -> Table:
    """The spellings of units that are understood.

    Columns: spelling, unit (what it comes to), scale, what (currency, quantity, count, scale,
    scale_of_money), any_case (whether capitals do not matter).
    """
    return core.unit_spellings()
