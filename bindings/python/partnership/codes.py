"""Codes of countries and products, and mappings between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import core

if TYPE_CHECKING:
    from .table import Table

AreaKind = Literal["country", "former", "unspecified", "group", "special"]

_AREA_KINDS: tuple[AreaKind, ...] = ("country", "former", "unspecified", "group", "special")


@dataclass(frozen=True)
class Country:
    """What a code or a name in the place of a country means. Made by `country("842")`.

    kind: "country", "former", "unspecified", "group" or "special".
    code, alpha2: ISO 3166-1 codes, for former countries ISO 3166-3; None where there is none.
    number: M49 or the reporters' own; None where it has none.
    name: in English.
    first_year, last_year: in which statistics have it; None where that is open.
    successors: alpha-3 codes of who has its trade now.
    note: what to know about it, or None.
    """

    kind: AreaKind
    code: str | None
    alpha2: str | None
    number: int | None
    name: str
    first_year: int | None
    last_year: int | None
    successors: tuple[str, ...]
    note: str | None


def country(text: str | int) -> Country:
    """What a code or a name means: `country("842")`, `country("AZ")`, `country("Viet Nam")`.

    Digits are a number, with or without its leading zeros; letters are alpha-3 or alpha-2 codes,
    then names, whatever their case and accents.

    Raises NotFoundError for what is not in the list that `countries()` gives.
    """
    kind, code, alpha2, number, first, last, name, successors, note = core.country_find(str(text))
    return Country(
        kind=_AREA_KINDS[kind - 1],
        code=code or None,
        alpha2=alpha2 or None,
        number=number if number >= 0 else None,
        name=name,
        first_year=first or None,
        last_year=last or None,
        successors=tuple((successors or "").split()),
        note=note,
    )


def countries() -> Table:
    """All countries and areas that are understood.

    Columns: number (three digits), code, alpha2, kind, name, first_year, last_year, successors,
    note, spellings (others, without case and accents, with "|" between them).
    """
    return core.country_list()
