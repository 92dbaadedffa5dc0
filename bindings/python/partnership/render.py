"""Briefs and tables as text for a terminal, for a file, and as plain objects for JSON.

Nothing is computed here: the tables come from C as they are shown.
"""

from __future__ import annotations

import datetime
import math
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Sequence

from .table import NUMERIC, Table, one_line, padded, width

if TYPE_CHECKING:
    from rich.console import Console, ConsoleRenderable

    from .brief import Brief

TEXT_WIDTH = 100
GAP = 2
LABEL = 16


def brief_dict(brief: Brief) -> dict[str, Any]:
    """A brief as plain objects: days and instants as ISO 8601, decimals as their digits."""
    return {
        "as_of": plain(brief.as_of),
        "published_by": plain(brief.published_by),
        "since": plain(brief.since),
        "sections": [
            {"name": s.name, "heading": s.heading, **table_dict(s.table)} for s in brief.sections
        ],
    }


def table_dict(table: Table) -> dict[str, Any]:
    """Columns with their types, and rows as lists."""
    return {
        "columns": [column._asdict() for column in table.schema],
        "rows": [[plain(cell) for cell in row.values()] for row in table],
    }


def plain(value: Any) -> Any:
    """A cell as JSON has it. There is no number for "not a number", so that it is empty."""
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def title(brief: Brief) -> str:
    """The first line of a brief."""
    known = f", as published by {brief.published_by}" if brief.published_by else ""
    return f"Brief as of {brief.as_of}{known}"


def heading(name: str, table: Table) -> str:
    """A heading with the number of rows."""
    return name if len(table) else f"{name}: none"


def label(name: str, unit: str | None = None) -> str:
    """The name of a column for people."""
    spoken = name.replace("_", " ")
    return f"{spoken} ({unit})" if unit and unit != "day" else spoken


def brief_text(brief: Brief, columns: int = TEXT_WIDTH) -> str:
    """A brief as plain text: headings, and tables or records below them."""
    parts = [title(brief), "=" * width(title(brief))]
    for section in brief.sections:
        head = one_line(heading(section.heading, section.table))
        parts += ["", head, "-" * width(head)]
        if len(section.table):
            parts.append(table_text(section.table, columns))
    return "\n".join(parts) + "\n"


def table_text(table: Table, columns: int = TEXT_WIDTH) -> str:
    """A table as aligned text where it fits, otherwise as records of one line for each cell."""
    labels = [label(column.name, column.unit) for column in table.schema]
    rows = [[one_line(cell) for cell in row] for row in table.text_rows()]
    widths = natural_widths(labels, rows)
    if sum(widths) + GAP * (len(widths) - 1) > columns:
        return records_text(labels, without_false(table, rows), columns)
    right = [column.type in NUMERIC for column in table.schema]
    lines = [(" " * GAP).join(map(padded, row, widths, right)).rstrip() for row in [labels, *rows]]
    return "\n".join(lines)


def natural_widths(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths at which nothing has to be cut."""
    return [max(map(width, cells)) for cells in zip(labels, *rows)]


def without_false(table: Table, rows: list[list[str]]) -> list[list[str]]:
    """The same rows with nothing where a yes-or-no says no: records name only what is so."""
    flags = [column.type == "bool" for column in table.schema]
    return [
        ["" if flag and cell == "false" else cell for cell, flag in zip(row, flags)] for row in rows
    ]


def records_text(labels: list[str], rows: list[list[str]], columns: int) -> str:
    """Each row as a paragraph: its first cell, then a line for each cell that is not empty."""
    records = []
    for row in rows:
        lines = [row[0] or "-"]
        for name, cell in zip(labels[1:], row[1:]):
            if cell:
                start = f"  {padded(name, LABEL)}  "
                lines += textwrap.wrap(
                    cell,
                    max(columns, 40),
                    initial_indent=start,
                    subsequent_indent=" " * len(start),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
        records.append("\n".join(lines))
    return "\n\n".join(records)


def print_rich(brief: Brief, console: Console) -> None:
    """A brief on a terminal, with rich."""
    from rich.text import Text

    console.print(Text(title(brief), style="bold"))
    for section in brief.sections:
        console.print()
        console.print(Text(one_line(heading(section.heading, section.table)), style="bold cyan"))
        if len(section.table):
            console.print(rich_table(section.table, console.width))


def rich_table(table: Table, columns: int) -> ConsoleRenderable:
    """As table_text(), with colours. Texts are never read as rich's markup."""
    from rich.table import Table as RichTable
    from rich.text import Text

    labels = [label(column.name, column.unit) for column in table.schema]
    rows = [[one_line(cell) for cell in row] for row in table.text_rows()]
    if sum(natural_widths(labels, rows)) + GAP * len(labels) <= columns:
        shown = RichTable(box=None, padding=(0, GAP, 0, 0), header_style="dim")
        for column, name in zip(table.schema, labels):
            shown.add_column(Text(name), justify="right" if column.type in NUMERIC else "left")
        for row in rows:
            shown.add_row(*map(Text, row))
        return shown
    records = RichTable(box=None, padding=(0, GAP, 0, 0), show_header=False)
    records.add_column(style="dim", max_width=LABEL + GAP)
    records.add_column()
    for row in without_false(table, rows):
        records.add_row(Text(labels[0]), Text(row[0] or "-", style="bold"))
        for name, cell in zip(labels[1:], row[1:]):
            if cell:
                records.add_row(Text("  " + name), Text(cell))
    return records
