"""Imports: tables of others, by a mapping."""

from __future__ import annotations

from typing import NamedTuple

from .model import Context
from .table import Table, tables_html


class Imported(NamedTuple):
    """What came of an import.

    report: what was not taken, and what was odd, each with file, line and column.
    summary: what the table tells of and how much of it is new. Every cell is taken, empty, ignored
        or left, and those that are left are in the report.
    """

    report: Table
    summary: Table

    def count(self, what: str, name: str | None = None) -> int:
        """How many of something the table tells of, such as count("act", "signature")."""
        return sum(
            row["count"]
            for row in self.summary
            if row["what"] == what and name in (None, row["name"])
        )

    @property
    def added(self) -> int:
        """How many statements are new, the entities counted."""
        return sum(
            row["added"] or 0 for row in self.summary if row["what"] in ("entity", "statement")
        )

    def __repr__(self) -> str:
        return (
            f"<partnership.Imported: {self.count('rows')} rows, {self.added} statements added, "
            f"{len(self.report)} lines of report>"
        )

    def _repr_html_(self) -> str:
        """The report and the summary for notebooks."""
        return tables_html(self)


def import_presets() -> Table:
    """The mappings that the library brings along, by name, with what they are for."""
    return Context.default()._import_presets()
