"""Contexts and models."""

from __future__ import annotations

import datetime
import operator
import os
from typing import TYPE_CHECKING

from . import _core, core
from ._errors import ConflictError, MissingFileError, NotFoundError
from ._handle import Handle, uncopied
from .scenario import Scenario, name_of
from .values import Day, Path, Progress, When

if TYPE_CHECKING:
    from typing import Iterable, Literal

    from .flows import Flows
    from .imports import Imported
    from .transaction import Transaction
    from .view import View

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


class Context(core.Context):
    """What goes with long work: progress and cancelling.

    progress: called as progress(stage, fraction) about twenty times a second by opening, saving
        and writing; fraction is None where it is not known. Returning False cancels
        (CancelledError); an exception that it raises comes out of the call.
    threads: most threads that one call may use.
    """

    _progress: Progress | None = None
    _default: Context | None = None

    def __init__(self, progress: Progress | None = None, threads: int = 1) -> None:
        # C knows the callable weakly; this object owns it, and models keep this object.
        object.__setattr__(self, "_progress", progress)
        super().__init__(progress, threads)

    @property
    def progress(self) -> Progress | None:
        """The callback, or None."""
        return self._progress

    @property
    def threads(self) -> int:
        """Most threads that one call may use."""
        return self._threads()

    __reduce_ex__ = uncopied("make another one like it")

    @classmethod
    def default(cls) -> Context:
        """The context that is used where none is given. It answers to Ctrl-C."""
        if Context._default is None:
            Context._default = Context()
        return Context._default


class Model(Handle, core.Model):
    """An append-only log of dated, sourced statements. See `new()` and `open()`.

    Any number of threads may open and read views while one writes through a transaction. Closing a
    model leaves its views as they are.
    """

    _context: Context | None = None
    _path: str | None = None

    def __init__(
        self,
        path: Path | None = None,
        *,
        context: Context | None = None,
        progress: Progress | None = None,
        read_only: bool = False,
    ) -> None:
        """Open a register, or make an empty model where `path` is None."""
        if context is not None and progress is not None:
            raise TypeError("give a context or a progress callback, not both")
        if context is None:
            context = Context.default() if progress is None else Context(progress)
        object.__setattr__(self, "_context", context)
        object.__setattr__(self, "_path", None if path is None else os.fsdecode(path))
        try:
            super().__init__(context, path, read_only)
        except NotFoundError as error:
            if path is None or os.path.lexists(path):
                raise
            missing = MissingFileError(error.message)
            missing.message, missing.file = error.message, error.file
            missing.filename = self._path
            raise missing from None

    def view(
        self,
        as_of: Day | None = None,
        *,
        published_by: Day | None = None,
        recorded_by: datetime.datetime | Day | None = None,
        recorded_transaction: int | None = None,
        holding: Literal["certain", "possible"] = "certain",
        scenario: Scenario | str | None = None,
        preferred_sources: Iterable[str] | None = None,
        newest_source: bool = False,
    ) -> View:
        """Open a view: an immutable reading of the model, which answers every question.

        as_of: the day that is asked about; today (UTC) where None.
        published_by: see only what sources had published by this day.
        recorded_by: see only what was recorded by this instant; a day means up to its end. Times
            without a zone are UTC.
        recorded_transaction: see only transactions up to this ordinal.
        holding: what counts as holding, what is certain or also what is possible.
        scenario: read this scenario; the base where None.
        preferred_sources: ids of sources that decide between statements of the same rank that
            contradict each other, the most trusted first.
        newest_source: where neither rank nor preferred sources decide, the newest source does.
        """
        from .view import View

        return View(
            self,
            as_of,
            published_by=published_by,
            recorded_by=recorded_by,
            recorded_transaction=recorded_transaction,
            holding=holding,
            scenario=scenario,
            preferred_sources=preferred_sources,
            newest_source=newest_source,
        )

    def attach_flows(self, name: str, flows: Flows) -> None:
        """Attach a release of a statistic: `View.flows()` picks the one that its cutoffs allow.

        name: what it is a release of.
        flows: flows made with a `source_id`, that of a source which says when they were published. The model keeps
            a reference, and does not write the rows to its file.

        Raises InvalidError for flows without a source.
        """
        self._attach_flows(name, flows)

    def transaction(
        self,
        actor: str | None = None,
        note: str | None = None,
        *,
        recorded_at: datetime.datetime | str | None = None,
        scenario: Scenario | str | None = None,
    ) -> Transaction:
        """Begin a transaction; in a `with` block it commits at the end, or forgets all on an error.

        actor: who records.
        note: why.
        recorded_at: the instant to record, for replays; now where None.
        scenario: record into this scenario; into the base where None.

        Raises BusyError while another one is open, InvalidError for a model opened read-only.
        """
        from .transaction import Transaction

        return Transaction(self, actor, note, recorded_at=recorded_at, scenario=scenario)

    def scenario(
        self,
        name: str,
        parent: Scenario | str | None = None,
        *,
        pinned: int | None = None,
        description: str | None = None,
    ) -> Scenario:
        """A scenario: defined in a transaction of its own, unless it is there already.

        name: its name, without spaces.
        parent: another scenario that it builds upon; the base where None.
        pinned: see the parent as it was after this transaction; None: as it goes on.
        description: what it supposes.

        Raises ConflictError where it is there with another parent, pin or description than the
        ones given, NotFoundError for an unknown parent or transaction.
        """
        given = (name_of(parent, self), ordinal(pinned), description)
        above = given[0]
        for row in self.scenarios():
            if row["scenario"] != name:
                continue
            there = (row["parent"], row["pinned"], row["description"])
            if given != (None, None, None) and given != there:
                error = ConflictError()
                error.message = (
                    f"the scenario {name!r} is there already, "
                    "with another parent, pin or description"
                )
                raise error
            return Scenario(self, name, row["parent"])
        with self.transaction(note=f"define the scenario {name}") as tx:
            tx.define_scenario(name, parent=above, pinned=pinned, description=description)
        return Scenario(self, name, above)

    def import_csv(
        self,
        path: Path,
        mapping: str,
        *,
        source: str | None = None,
        actor: str | None = None,
    ) -> Imported:
        """Import a table, or the .csv files of a folder, in a transaction of its own.

        path: a .csv file, a .json file that holds an array of flat objects, or a folder.
        mapping: the name of a preset (see `import_presets()`), the path of a mapping, or a mapping
            itself as JSON.
        source: id of the source of all that the mapping gives no source of its own.
        actor: who records.

        Importing a table again adds nothing. What is wrong with the data is in the report, and
        the rest is taken; see `Transaction.import_csv()`.
        """
        name = os.fsdecode(path)
        note = name if name.isprintable() else None
        with self.transaction(actor, note) as tx:
            return tx.import_csv(path, mapping, source=source)

    def digest(self, transaction: int | None = None) -> str:
        """The digest of the hash chain up to a transaction, the last one where None.

        Keep it elsewhere, and `verify()` tells whether history is still the one that it was.

        Raises NotFoundError for an unknown transaction, also where there is none yet.
        """
        return self._digest(ordinal(transaction) or 0)

    def verify(self, anchor: str | tuple[int, str] | None = None) -> None:
        """Recompute the hash chain over everything that was recorded. It returns if all is well.

        anchor: a digest that was kept elsewhere: that of the last transaction, or a pair of a
            transaction and its digest.

        Raises FormatError naming the first transaction that is not as it was recorded;
        ConflictError where the chain is whole, but is not the one of the anchor.
        """
        transaction, digest = anchor if isinstance(anchor, tuple) else (None, anchor)
        self._verify(ordinal(transaction) or 0, digest)

    @property
    def statement_count(self) -> int:
        """How many statements have been committed. Their numbers run from 1 to this."""
        return self._statement_count()

    @property
    def transaction_count(self) -> int:
        """How many transactions have been committed."""
        return self._transaction_count()

    _close = core.close_model
    __reduce_ex__ = uncopied("save it, and open the file where it is wanted")

    def __repr__(self) -> str:
        try:
            held = f"{self.statement_count} statements"
        except ValueError:
            held = "closed"
        return f"<partnership.Model {self._path or 'in memory'!r}: {held}>"


_core.Context_swigregister(Context)
_core.Model_swigregister(Model)


def open(
    path: Path,
    context: Context | None = None,
    progress: Progress | None = None,
    read_only: bool = False,
) -> Model:
    """Open a register: a directory of .json files, one .json file, or a .pship file.

    From JSON, a model in memory is made; the files are not written to later. A .pship file is
    written by every transaction, unless it is opened read-only.

    Raises RegisterError, with the table of all problems, where the JSON has any; MissingFileError,
    FormatError, FileError, CancelledError.
    """
    if path is None:
        raise TypeError("a path is needed; partnership.new() makes an empty model")
    return Model(path, context=context, progress=progress, read_only=read_only)


def new(context: Context | None = None) -> Model:
    """Make an empty model in memory. Its schema is the library's own."""
    return Model(context=context)


def ordinal(transaction: int | None) -> int | None:
    """The ordinal of a transaction, checked: to C, 0 is the last one or none."""
    if transaction is not None and operator.index(transaction) < 1:
        raise ValueError("transactions are counted from 1")
    return transaction


def microseconds(instant: datetime.datetime | When | None) -> int:
    """An instant as C counts it: microseconds since 1970 in UTC, 0 for none."""
    if instant is None:
        return 0
    if isinstance(instant, str):
        text = instant.strip()
        if len(text) == 10:
            instant = datetime.date.fromisoformat(text)
        else:
            instant = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if not isinstance(instant, datetime.date):
        raise TypeError(f"an instant must be a datetime or a str, not {type(instant).__name__}")
    if instant != instant:  # as the missing instant of pandas does
        raise ValueError("an instant is missing")
    if not isinstance(instant, datetime.datetime):
        instant = datetime.datetime.combine(instant, datetime.time.max)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=datetime.timezone.utc)
    # 0 says "no cutoff" to C, and nothing was recorded that early.
    return (instant - EPOCH) // MICROSECOND or -1
