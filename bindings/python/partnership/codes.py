"""Codes of countries and products, and mappings between them."""

from __future__ import annotations

import collections.abc
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from . import _core, core
from ._handle import Unchanging, uncopied
from .table import Table, table, tables_html, tables_text

if TYPE_CHECKING:
    from .values import Path

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


ProductProblem = Literal["not_digits", "length", "lost_zero", "level", "reserved", "no_chapter"]


@dataclass(frozen=True)
class Product:
    """What the code of a product means. Made by `product("2709")`.

    problem: what is wrong with it: "not_digits", "length", "lost_zero", "level" (not as many digits
        as were asked for), "reserved" (HS chapter 77), "no_chapter"; None where nothing is.
    level: its digits; for a section of HS and for "TOTAL" 0.
    parent: the code that it is part of, or None.
    section: the section that it is in, or None.
    suggestion: with its zero, where it has lost one.
    name: in English; None where it is not in the library.
    """

    problem: ProductProblem | None
    level: int
    parent: str | None
    section: str | None
    suggestion: str | None
    name: str | None


def product(code: str, classification: str = "HS", *, level: int = 0) -> Product:
    """What the code of a product means, and what is wrong with it.

    classification: "HS", "HS12", "H4", "SITC4", "BEC4" and so on: see `classifications()`.
    level: how many digits it ought to have; 0 for any number.

    Raises NotFoundError for a classification that is not known.
    """
    problem, digits, parent, section, suggestion, name = core.product_find(
        code, classification, level
    )
    return Product(
        problem=problem,  # type: ignore[arg-type]
        level=digits,
        parent=parent or None,
        section=section or None,
        suggestion=suggestion or None,
        name=name,
    )


def products(classification: str = "HS") -> Table:
    """The codes whose names are in the library: sections and chapters of HS, sections of SITC, BEC.

    Columns: code, level, parent, section, name.

    Raises NotFoundError for a classification that is not known.
    """
    return core.product_list(classification)


def read_products(path: Path) -> Table:
    """Codes and names from a CSV file: the finer ones of HS, or a classification of your own.

    The columns code (or hscode) and name (or description) have to be there; level, parent and
    section may be.

    Raises NotFoundError for a file or a column that is not there, ParseError for what is no CSV,
    InvalidError for a row without a code, ConflictError for a code that stands there twice.
    """
    return core.product_read(path)


def classifications() -> Table:
    """The classifications that are known.

    Columns: name, family (hs, sitc, bec), revision, letter (as UN Comtrade writes it).
    """
    return core.classification_list()


class Composed(NamedTuple):
    """A mapping of two.

    mapping: the new one.
    left: what the second one did not know: code, mapped_from (how many codes come to it).
    """

    mapping: Mapping
    left: Table

    def __repr__(self) -> str:
        return tables_text(self)

    def _repr_html_(self) -> str:
        """The tables for notebooks, each under its name."""
        return tables_html(self)


class Mapping(Unchanging, core.ProductMapping):
    """Which codes a code of a product becomes, and with which part of its value. Immutable.

        sectors = ps.Mapping({"27": "energy"}, prefixes=True)
        ps.Mapping({"1507": {"15071": 0.6, "15079": 0.4}})
        ps.Mapping("hs12-to-sitc4.csv", from_classification="HS12", to_classification="SITC4")
    """

    def __init__(
        self,
        source: object,
        *,
        from_: str = "from",
        to: str = "to",
        weight: str = "weight",
        prefixes: bool = False,
        from_classification: str | None = None,
        to_classification: str | None = None,
    ) -> None:
        """A mapping from a dict, a CSV file, or anything that `table()` takes.

        source: a dict from codes to what they become, or to a dict of that with weights; the path
            of a file; a table or frame.
        from_, to, weight: the names of the columns, where they are others. Weights may be missing:
            then all are 1.
        prefixes: whether a code stands for all that begin with it; the longest one counts.
        from_classification, to_classification: such as "HS12" and "SITC4".

        Raises NotFoundError for a file or column that is not there, InvalidError for an empty code
        or a weight that is negative or no number, ConflictError for a pair that stands there twice,
        ParseError for what is no CSV.
        """
        options = {
            "from": from_,
            "to": to,
            "weight": weight,
            "prefixes": prefixes,
            "from_classification": from_classification,
            "to_classification": to_classification,
        }
        super().__init__(given(source), options)

    @property
    def from_classification(self) -> str | None:
        """The classification of the codes that are mapped; None where it is not told."""
        return self._about()[0]  # type: ignore[no-any-return]

    @property
    def to_classification(self) -> str | None:
        """The classification of what they become; None where it is not told."""
        return self._about()[1]  # type: ignore[no-any-return]

    @property
    def prefixes(self) -> bool:
        """Whether a code stands for all that begin with it."""
        return self._about()[2]  # type: ignore[no-any-return]

    def then(self, second: Mapping) -> Composed:
        """One mapping of two: what this one maps to, `second` maps on; weights are multiplied.

        What `second` does not know stays as this one has it, and is listed in `left`.

        Raises InvalidError where this one maps to another classification than `second` maps from.
        """
        return Composed(*self._then(second))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows by the Arrow PyCapsule interface; requested_schema is not heeded."""
        return self.to_table().__arrow_c_stream__()

    _close = core.close_mapping
    __reduce_ex__ = uncopied("to_table() gives what can be")

    def _tell(self) -> str:
        codes = len(self.codes())
        between = [self.from_classification or "", "to", self.to_classification or ""]
        said = " ".join(filter(None, between)) if between[0] or between[2] else ""
        return f"{codes} code{'' if codes == 1 else 's'}{said and ', ' + said}"


def given(source: object) -> object:
    """What the mapping of C takes: a table, three lists, or a path."""
    if not isinstance(source, collections.abc.Mapping):
        return source if isinstance(source, (str, os.PathLike, Table)) else table(source)
    rows: list[tuple[str, str, float]] = []
    for code, becomes in source.items():
        parts = becomes if isinstance(becomes, collections.abc.Mapping) else {becomes: 1}
        rows += [(code, target, weight) for target, weight in parts.items()]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


_core.ProductMapping_swigregister(Mapping)
