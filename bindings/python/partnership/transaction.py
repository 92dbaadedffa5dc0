"""Transactions: the only way to write to a model."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from . import _core, core
from ._handle import uncopied
from ._recorders import Recorders
from .model import microseconds
from .scenario import Scenario, name_of
from .values import Path

if TYPE_CHECKING:
    from types import TracebackType

    from .imports import Imported
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

    def import_csv(self, path: Path, mapping: str, *, source: str | None = None) -> Imported:
        """Import a table, or the .csv files of a folder, into the transaction.

        path: a .csv file, a .json file that holds an array of flat objects, or a folder.
        mapping: the name of a preset (see `import_presets()`), the path of a mapping, or a mapping
            itself as JSON.
        source: id of the source of all that the mapping gives no source of its own, instead of
            the one that the mapping names for all.

        Importing a table again adds nothing; a changed cell corrects what was there; what was
        retracted stays rejected. What is wrong with the data is in the report, and the rest is
        taken. Raises ParseError, InvalidError and NotFoundError for a table or a mapping that
        makes no sense as a whole; the transaction is then as it was.
        """
        from .imports import Imported

        return Imported(*self._import_csv(path, os.fspath(mapping), {"source": source}))

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
