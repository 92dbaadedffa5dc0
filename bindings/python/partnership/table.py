"""Tables: what every question is answered with."""

from __future__ import annotations

import html
import importlib
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple, overload

from . import _core, core
from ._handle import uncopied

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

# By the numbers of pship_column_type.
_TYPES = {
    1: "int64",
    2: "float64",
    3: "decimal128",
    4: "bool",
    5: "date",
    6: "timestamp",
    7: "utf8",
    8: "dictionary",
}
NUMERIC = ("int64", "float64", "decimal128")

PRINTED_ROWS = 40
PRINTED_WIDTH = 120
PRINTED_CELLS = (40, 28)  # how wide a cell may be; the second where not all columns can be shown
PRINTED_DIGITS = 7  # of a double that has many more
HTML_ROWS = 100


class Column(NamedTuple):
    """What a column is called and holds."""

    name: str
    type: str
    unit: str | None


class Table(core.Table):
    """Named, typed columns of equal length. Immutable.

    Iterating gives the rows, each a dict; so does `table[0]`, and `table["name"]` is a column as a
    list. A table leaves through Arrow (`__arrow_c_stream__`), so that pandas, polars, pyarrow and
    DuckDB read it.
    """

    _problems: Table | None = None

    @property
    def problems(self) -> Table | None:
        """What was wrong in the file that a table was read from, by `read_trips()`; None otherwise."""
        return self._problems

    def __init__(self, source: object) -> None:
        """A table from anything that has `__arrow_c_stream__`: see `table()`."""
        from .model import Context

        export = getattr(source, "__arrow_c_stream__", None)
        if export is None:
            raise TypeError(f"a {type(source).__name__} has no __arrow_c_stream__")
        super().__init__(Context.default(), export())

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [self._name(i) or "" for i in range(self._width())]

    @property
    def schema(self) -> list[Column]:
        """Name, type and unit of each column."""
        return [
            Column(self._name(i) or "", _TYPES.get(self._type(i), "unknown"), self._unit(i))
            for i in range(self._width())
        ]

    def _index(self, name: str) -> int:
        index = self._find(name)
        if index < 0:
            raise KeyError(f"there is no column {name!r}; there are {', '.join(self.columns)}")
        return index

    def column(self, name: str) -> list[Any]:
        """A column as a list of Python objects; None for empty cells. KeyError for no such one."""
        return self._column(self._index(name))  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return self._rows()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = self.columns
        lists = [self._column(i) for i in range(len(names))]
        for i in range(len(self)):
            yield {name: cells[i] for name, cells in zip(names, lists)}

    def _row(self, row: int) -> dict[str, Any]:
        return {name: self._cell(i, row) for i, name in enumerate(self.columns)}

    @overload
    def __getitem__(self, key: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, key: slice) -> list[dict[str, Any]]: ...
    @overload
    def __getitem__(self, key: str) -> list[Any]: ...
    def __getitem__(self, key: int | slice | str) -> dict[str, Any] | list[Any]:
        """A row by its number, rows by a slice, a column by its name."""
        if isinstance(key, str):
            return self.column(key)
        if isinstance(key, slice):
            return [self._row(i) for i in range(*key.indices(len(self)))]
        row = key + len(self) if key < 0 else key
        if not 0 <= row < len(self):
            raise IndexError(f"row {key} of {len(self)}")
        return self._row(row)

    def __eq__(self, other: object) -> bool:
        """Equal when names, types, units and all cells are."""
        if not isinstance(other, Table):
            return NotImplemented
        return self.schema == other.schema and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Table:
        """The table itself: nothing can change it."""
        return self

    def __deepcopy__(self, memo: object) -> Table:
        return self

    __reduce_ex__ = uncopied("to_arrow() gives what can be")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule interface. Nothing is copied; requested_schema is not heeded."""
        return self._stream()

    def to_arrow(self) -> pyarrow.Table:
        """The table as a pyarrow.Table, without copying."""
        try:
            import pyarrow
        except ImportError:
            raise ImportError("to_arrow() needs pyarrow: pip install pyarrow") from None
        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """The table as a polars.DataFrame."""
        try:
            import polars
        except ImportError:
            raise ImportError("to_polars() needs polars: pip install polars") from None
        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas.DataFrame.

        Text is of dtype string, few distinct texts of category, dates of datetime64[s], instants
        of datetime64[us, UTC]; integers and booleans with empty cells of Int64 and boolean;
        decimals stay decimal.Decimal. pyarrow is not needed.
        """
        try:
            import pandas
        except ImportError:
            raise ImportError("to_pandas() needs pandas: pip install pandas") from None
        from ._pandas import series

        columns = {i: series(self, i, column.type) for i, column in enumerate(self.schema)}
        frame = pandas.DataFrame(columns, index=pandas.RangeIndex(len(self)))
        frame.columns = pandas.Index(self.columns)
        return frame

    def text_rows(self, start: int = 0, stop: int | None = None) -> list[list[str]]:
        """Cells as text, written in the same way in every locale; "" for empty ones."""
        rows = range(len(self))[slice(start, stop)]
        return [[self._format(c, r) for c in range(self._width())] for r in rows]

    def _shown(self, start: int, stop: int) -> list[list[str]]:
        """Cells as they are shown: as `text_rows()`, but doubles with fewer digits."""
        doubles = [i for i, column in enumerate(self.schema) if column.type == "float64"]
        rows = self.text_rows(start, stop)
        for row in rows:
            for i in doubles:
                row[i] = few_digits(row[i])
        return rows

    def __repr__(self) -> str:
        shown = self._shown(0, PRINTED_ROWS)
        numeric = [column.type in NUMERIC for column in self.schema]
        for most in PRINTED_CELLS:
            cells = [[clip(one_line(c), most) for c in row] for row in [self.columns, *shown]]
            widths = [max(width(row[i]) for row in cells) for i in range(len(numeric))]
            if sum(widths) + 2 * (len(widths) - 1) <= PRINTED_WIDTH:
                break
        fitting, left = 0, PRINTED_WIDTH
        while fitting < len(widths) and widths[fitting] <= left:
            left -= widths[fitting] + 2
            fitting += 1
        if widths:
            fitting = max(fitting, 1)
        lines = [
            "  ".join(padded(row[i], widths[i], numeric[i]) for i in range(fitting)).rstrip()
            for row in cells
        ]
        lines.insert(1, "  ".join("-" * widths[i] for i in range(fitting)))
        more = len(self) - len(shown)
        size = f"{counted(len(self), 'row')}, {counted(len(numeric), 'column')}"
        notes = [f"{counted(more, 'row')} not shown"] if more else []
        if hidden := self.columns[fitting:]:
            notes.append("columns not shown: " + ", ".join(hidden))
        return "\n".join([*lines, f"[{'; '.join([size, *notes])}]"])

    def _repr_html_(self) -> str:
        """The table for notebooks. All text is escaped."""
        head = "".join(
            f"<th>{html.escape(c.name)}{f' [{html.escape(c.unit)}]' if c.unit else ''}</th>"
            for c in self.schema
        )
        right = [' style="text-align: right"' if c.type in NUMERIC else "" for c in self.schema]
        body = "".join(
            "<tr>"
            + "".join(f"<td{style}>{html.escape(c)}</td>" for c, style in zip(row, right))
            + "</tr>\n"
            for row in self._shown(0, HTML_ROWS)
        )
        more = len(self) - HTML_ROWS
        foot = f"<p>{counted(more, 'more row')} of {len(self)}</p>\n" if more > 0 else ""
        return (
            f'<table class="partnership">\n<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{body}</tbody>\n</table>\n{foot}"
        )


# What C answers with is of this class from now on.
_core.Table_swigregister(Table)


def table(source: object) -> Table:
    """A table from anything that has `__arrow_c_stream__`: pandas, polars, pyarrow, DuckDB.

    A table is returned as it is: nothing can change it. A dict of columns is made a frame first, by
    polars, pyarrow or pandas, whichever is there.
    """
    if isinstance(source, Table):
        return source
    return Table(framed(source) if isinstance(source, Mapping) else source)


def framed(columns: Mapping[str, Any]) -> object:
    """A frame of a dict of columns."""
    for module, name in (("polars", "DataFrame"), ("pyarrow", "table"), ("pandas", "DataFrame")):
        try:
            make = getattr(importlib.import_module(module), name)
        except ImportError:
            continue
        return make(dict(columns))
    raise TypeError(
        "a dict of columns needs polars, pyarrow or pandas to become a table; read_table() and read_flows() "
        "read CSV files without them"
    )


def counted(count: int, what: str) -> str:
    """So many of something, in words."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def few_digits(text: str) -> str:
    """A double for the eye: one that was written with many digits is rounded, but does not get an exponent by that."""
    if len(text) <= PRINTED_DIGITS + 2 or "." not in text:
        return text
    shorter = f"{float(text):.{PRINTED_DIGITS}g}"
    return text if "e" in shorter and "e" not in text else shorter


def tables_text(several: NamedTuple) -> str:
    """A named tuple of tables, each of them under its name."""
    told = (f"{name}:\n{value!r}" for name, value in zip(several._fields, several))
    return f"<partnership.{type(several).__name__}>\n" + "\n\n".join(told)


def tables_html(several: NamedTuple) -> str:
    """The same for notebooks."""
    told = (
        f"<p><b>{name}</b></p>\n"
        + (value._repr_html_() if isinstance(value, Table) else f"<p>{html.escape(repr(value))}</p>\n")
        for name, value in zip(several._fields, several)
    )
    return "".join(told)


def one_line(text: str) -> str:
    """Text without line ends and control characters, safe to print to a terminal."""
    return "".join(
        " " if c in "\n\r\t" else "\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c
        for c in text
    )


def width(text: str) -> int:
    """Columns of a terminal that a text takes."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def clip(text: str, columns: int) -> str:
    """Text cut to a width, with an ellipsis where something is missing."""
    if width(text) <= columns:
        return text
    while width(text) > columns - 1:
        text = text[:-1]
    return text + "…"


def padded(text: str, columns: int, right: bool = False) -> str:
    """Text filled with spaces to a width."""
    filling = " " * max(columns - width(text), 0)
    return filling + text if right else text + filling
