"""Views: the questions."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Literal

from . import _core, core
from .model import microseconds
from .values import Cell, Day, cell_from_tuple

if TYPE_CHECKING:
    from .brief import Brief
    from .model import Model


class View(core.View):
    """An immutable reading of a model: as of a day, as published by and as recorded by then.

    What is recorded later does not show in it. Any number of threads may ask it at once.
    """

    _model: Model | None = None

    def __init__(
        self,
        model: Model,
        as_of: Day | None = None,
        *,
        published_by: Day | None = None,
        recorded_by: datetime.datetime | Day | None = None,
        recorded_transaction: int | None = None,
        holding: Literal["certain", "possible"] = "certain",
    ) -> None:
        """See `Model.view()`."""
        if recorded_transaction is not None and recorded_transaction < 1:
            raise ValueError("transactions are counted from 1")
        if holding not in ("certain", "possible"):
            raise ValueError(f"holding must be 'certain' or 'possible', not {holding!r}")
        # The view keeps the model, and with it the context, whose callback C borrows.
        object.__setattr__(self, "_model", model)
        super().__init__(
            model,
            {
                "as_of": as_of,
                "published_by": published_by,
                "recorded_by": microseconds(recorded_by),
                "recorded_transaction": recorded_transaction,
                "holding": holding,
            },
        )

    @property
    def as_of(self) -> datetime.date | None:
        """The day that is asked about."""
        return self._as_of()

    @property
    def published_by(self) -> datetime.date | None:
        """The publication cutoff, or None."""
        return self._published_by()

    def value(self, subject: str, property: str) -> Cell:
        """Ask for the value of a property of an entity.

        Among the statements that hold, the highest rank wins. Of incompatible values of the same
        rank none is picked: the cell is undecided.

        Raises NotFoundError for a subject or a property that the view does not know.
        """
        return cell_from_tuple(self._cell(subject, property))

    def brief(self, since: Day | None = None) -> Brief:
        """Compute the brief: the state of the partnership on the day of the view, as tables.

        since: changes after this day are listed; 90 days before the day of the view where None.
        """
        from .brief import Brief

        return Brief(self, since)

    def close(self) -> None:
        """Give up the view now. Closing twice does nothing."""
        core.close_view(self)

    def __enter__(self) -> View:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        try:
            published = f", published by {self.published_by}" if self.published_by else ""
            return f"<partnership.View as of {self.as_of}{published}>"
        except ValueError:
            return "<partnership.View: closed>"


_core.View_swigregister(View)
