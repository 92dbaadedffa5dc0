"""Briefs: the state of a partnership on a day."""

from __future__ import annotations

import contextlib
import datetime
from typing import TYPE_CHECKING, Any, Iterator, NamedTuple

from . import _core, core
from ._handle import Handle, uncopied
from .table import Table
from .values import Day

if TYPE_CHECKING:
    from .view import View


class Section(NamedTuple):
    """One table of a brief."""

    name: str
    heading: str
    table: Table


class Brief(Handle, core.Brief):
    """Tables in the order in which a person reads them. See `View.brief()`.

    `brief["agreements"]` is a table, iterating gives the names; `sections` has headings as well.
    """

    _view: View
    _as_of: datetime.date | None
    _published_by: datetime.date | None
    _since: datetime.date | None

    def __init__(self, view: View, since: Day | None = None) -> None:
        """Compute the brief of a view."""
        super().__init__(view, {"since": since})
        said = {row["item"]: row["value"] for row in self["summary"]}
        facts = {
            "_view": view,
            "_as_of": view.as_of,
            "_published_by": view.published_by,
            "_since": None,
        }
        with contextlib.suppress(ValueError):  # a day that Python's calendar does not have
            facts["_since"] = datetime.date.fromisoformat(said["changes_since"])
        for name, fact in facts.items():
            object.__setattr__(self, name, fact)

    @property
    def as_of(self) -> datetime.date | None:
        """The day that it is of."""
        return self._as_of

    @property
    def published_by(self) -> datetime.date | None:
        """The publication cutoff of its view, or None."""
        return self._published_by

    @property
    def since(self) -> datetime.date | None:
        """Changes after this day are listed; None where Python's calendar does not have it."""
        return self._since

    @property
    def sections(self) -> list[Section]:
        """All sections, in order."""
        found = []
        for i in range(self._sections()):
            table = self._table(i)
            if table is not None:
                found.append(Section(self._name(i) or "", self._heading(i) or "", table))
        return found

    def __getitem__(self, name: str) -> Table:
        for i in range(self._sections()):
            if self._name(i) == name and (table := self._table(i)) is not None:
                return table
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter([self._name(i) or "" for i in range(self._sections())])

    def __len__(self) -> int:
        return self._sections()

    def __contains__(self, name: object) -> bool:
        return name in list(self)

    def to_dict(self) -> dict[str, Any]:
        """The brief as plain objects that json.dumps() takes."""
        from .render import brief_dict

        return brief_dict(self)

    _close = core.close_brief
    __reduce_ex__ = uncopied("to_dict() gives what can be")

    def __str__(self) -> str:
        from .render import brief_text

        return brief_text(self)

    def _tell(self) -> str:
        return f"as of {self.as_of}; {', '.join(self)}"

    def _repr_html_(self) -> str:
        """The brief for notebooks. All text is escaped."""
        import html

        return "\n".join(
            f"<h3>{html.escape(s.heading)}</h3>\n{s.table._repr_html_()}" for s in self.sections
        )


_core.Brief_swigregister(Brief)
