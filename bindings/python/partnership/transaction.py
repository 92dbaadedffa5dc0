"""Transactions: the only way to write to a model."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from . import _core, core
from ._recorders import Recorders
from .model import microseconds
from .scenario import Scenario, name_of
from .values import Path, uncopied

if TYPE_CHECKING:
    from types import TracebackType

    from .model import Model


class Transaction(Recorders):
    """A transaction, with who did it and why. See `Model.transaction()`.

    Nothing that it records is seen by any view before it commits. Only one thread may use it.
    """

    _model: Model | None = None
    _committed = False

    def __init__(
        self,
        model: Model,
        actor: str | None = None,
        note: str | None = None,
        *,
        recorded_at: datetime.datetime | str | None = None,
        scenario: Scenario | str | None = None,
    ) -> None:
        # The transaction keeps the model, and with it the context, whose callback C borrows.
        object.__setattr__(self, "_model", model)
        super().__init__(
            model,
            {
                "actor": actor,
                "note": note,
                "recorded_at": microseconds(recorded_at),
                "scenario": name_of(scenario, model),
            },
        )

    def read_json(self, path: Path) -> None:
        """Read a register, a .json file or a directory of several, into the transaction.

        Raises RegisterError with the table of all problems; the transaction should then be given
        up.
        """
        self._read_json(path)

    def commit(self) -> None:
        """Check all references, write to the file of the model, and show it to new views.

        After a failure nothing is recorded and the transaction is still open.
        """
        self._commit()
        object.__setattr__(self, "_committed", True)

    def rollback(self) -> None:
        """Forget what was recorded and not committed. Doing it twice does nothing."""
        core.close_transaction(self)

    close = rollback

    __reduce_ex__ = uncopied("it is the only one of its model")

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None and not self._committed:
                self.commit()
        finally:
            self.rollback()


_core.Transaction_swigregister(Transaction)
