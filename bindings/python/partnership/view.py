"""Views: the questions."""

from __future__ import annotations

import array
import datetime
from typing import TYPE_CHECKING, Iterable, Literal

from . import _core, core
from ._handle import Handle, uncopied
from .model import microseconds, ordinal
from .scenario import Scenario, name_of
from .table import Table
from .values import (
    Cell,
    Day,
    Days,
    Ordinals,
    cell_from_tuple,
    days_for_c,
    listed,
    ordinals_for_c,
    question_count,
    repeated,
)

if TYPE_CHECKING:
    from .brief import Brief
    from .flows import Flows
    from .model import Model
    from .network import Network


class View(Handle, core.View):
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
        scenario: Scenario | str | None = None,
        preferred_sources: Iterable[str] | None = None,
        newest_source: bool = False,
    ) -> None:
        """See `Model.view()`."""
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
                "recorded_transaction": ordinal(recorded_transaction),
                "holding": holding,
                "scenario": name_of(scenario, model),
                "preferred_sources": preferred_sources,
                "newest_source": newest_source,
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

    def flows(self, name: str) -> Flows:
        """The newest release of a statistic that the view may see, of those that `Model.attach_flows()` attached.

        A release is seen where its source is known to the view and had been published by its cutoff; a preferred
        source comes first. `flow_releases()` lists them all.

        Raises NotFoundError where there is none.
        """
        return self._flows(name)

    def network(
        self,
        *,
        planned: bool = False,
        suspended: bool = False,
        corridor: str | None = None,
        modes: str | Iterable[str] = (),
        currency: str | None = None,
    ) -> Network:
        """The network of the links, places and transfers that the view knows of, as they are on its day.

            today = model.view(as_of="2026-05-20").network()
            what_if = model.view(as_of="2026-05-20", scenario="tripp-open").network()

        planned: also what is planned or under construction, or may not be open yet.
        suspended: also what is suspended.
        corridor: only links that are a part of this one, by its id.
        modes: only links of these: "rail", "ferry".
        currency: in which money has to be; that of the first where not given.

        A link is there when both its ends are told, and when it and they are open or have no operational_status. Numbers are
        converted to the units of the network; `Network.sources()` lists where each is from, whether it is assumed
        (nobody says so, or a source whose type is "assumption" does), and from what to what it may be. A number about which
        sources contradict each other and nothing decides is not told.

        Raises InvalidError for a number in a unit of something else, or money in another currency; NotFoundError for a
        corridor that the view does not know.
        """
        made = self._network(
            {
                "planned": planned,
                "suspended": suspended,
                "corridor": corridor,
                "modes": listed(modes),
                "currency": currency,
            }
        )
        return made._keep(self._model._context if self._model else None)

    def value(self, subject: str | int, property: str | int) -> Cell:
        """Ask for the value of a property of an entity.

        Among the statements that hold, the highest rank wins. Of incompatible values of the same
        rank none is picked: the cell is undecided.

        subject, property: an id and a name, or the ordinal of each: see ordinal().

        Raises NotFoundError for a subject or a property that the view does not know.
        """
        if isinstance(subject, str) and isinstance(property, str):
            return cell_from_tuple(self._cell(subject, property))
        about = self.ordinal(subject) if isinstance(subject, str) else subject
        asked = self.ordinal(property) if isinstance(property, str) else property
        return cell_from_tuple(self._cell_at(about, asked))

    @property
    def scenario(self) -> str | None:
        """The name of the scenario that it reads, or None for the base."""
        return self._scenario()

    def cells(
        self, ids: Iterable[str], properties: Iterable[str], days: Days | None = None
    ) -> Table:
        """Ask many point questions at once: a row for each, in order.

        ids: ids of entities, any iterable or array of str; one str is asked about for every
            property and day.
        properties: names of properties; one str is asked for of every entity.
        days: the day of each question: dates, str, or an array of numpy, pandas, polars or
            pyarrow; whole numbers in an array count days from 1970-01-01. One day is asked about
            for all; that of the view where None. A time with a zone is on the day of its zone.

        Columns: subject, property, as_of, value, value_kind, number, unit, earliest, latest,
        certainty, contested, undecided, statement.

        Raises NotFoundError, which names the question, for a subject or a property that the view
        does not know; ValueError where the lengths differ.
        """
        subjects, named, asked = listed(ids), listed(properties), days_for_c(days)
        count = question_count(subjects, named, asked)
        if count == 0:
            named = []
        return self._cells(repeated(subjects, count), named, repeated(asked, count))

    def ordinals(self, texts: Iterable[str]) -> array.array[int]:
        """The ordinals of ids or names, for cells_at(): an array of 64-bit integers.

        texts: any iterable or array of str.

        They are the same in every view of the model; 0 where the view knows no such text.

            about, asked = view.ordinals(ids), view.ordinal("value")
            for day in days:
                table = view.cells_at(about, asked, day)
        """
        return array.array("q", map(self.ordinal, listed(texts)))

    def cells_at(
        self, subjects: Ordinals, properties: Ordinals, days: Days | None = None
    ) -> Table:
        """Ask many point questions at once by ordinals: faster than cells() where the same are asked again.

        subjects: what ordinals() says of ids of entities: an array of whole numbers of numpy,
            pandas, polars or pyarrow, or any iterable; one is asked about for every property and
            day.
        properties: the same of names of properties; one is asked for of every entity.
        days: as for cells().

        Columns: value, value_kind, number, unit, earliest, latest, certainty, contested, undecided,
        statement; a row for each question, in order.

        Raises NotFoundError, which names the question, for what is no ordinal of an entity or a
        property that the view knows, such as 0; ValueError where the lengths differ.
        """
        about, named = ordinals_for_c(subjects), ordinals_for_c(properties)
        asked = days_for_c(days)
        count = question_count(about, named, asked)
        return self._cells_at(
            repeated(about, count), repeated(named, count), repeated(asked, count)
        )

    def brief(self, since: Day | None = None) -> Brief:
        """Compute the brief: the state of the partnership on the day of the view, as tables.

        since: changes after this day are listed; 90 days before the day of the view where None.
        """
        from .brief import Brief

        return Brief(self, since)

    def anniversaries(self, first: Day | None = None, last: Day | None = None) -> Table:
        """What turns one year or more from a day to another: events, foundings, signatures.

        first: the first day; that of the view where None.
        last: the last day; a year later where None.

        Columns: anniversary, earliest, latest, years, round, what, subject, title, since,
        certainty, contested, source.

        Raises InvalidError for a range that ends before it begins.
        """
        return self._anniversaries(first, last)

    _close = core.close_view
    __reduce_ex__ = uncopied("open another one like it")

    def _tell(self) -> str:
        published = f", published by {self.published_by}" if self.published_by else ""
        under = f", under {self.scenario!r}" if self.scenario else ""
        return f"as of {self.as_of}{published}{under}"


def register_lists() -> Table:
    """The names of the lists of a register, for `View.register_list()`. Columns: name, title."""
    return core.register_lists()


def diff(before: View, after: View) -> Table:
    """What differs between two views of one model: two days, two cutoffs, two scenarios.

    A row for each cell whose answer differs and, of a property with many values, for each value
    that only one view has; ordered by subject and property.

    Columns: subject, kind, property, change (appeared, disappeared, changed, decided, undecided,
    less_certain, more_certain), before, before_unit, after, after_unit, before_statement,
    after_statement, source.

    Raises ArgumentError for views of different models.
    """
    if not isinstance(before, View) or not isinstance(after, View):
        raise TypeError("two views are compared")
    return before._diff(after)


_core.View_swigregister(View)


def compare(before: View, after: View) -> Table:
    """What became of the partnership between two views, in words.

    Where `diff()` compares what was stated, this compares what follows: statuses of agreements,
    commitments, milestones, projects and working groups, seats, offices, events held, figures. The
    column `sentence` says each difference as one would tell it.

    Columns: what, id, other, title, before, after, date, sentence, source.

    The views may be of one model or of two.

        for row in ps.compare(model.view(as_of="2025-12-23"), model.view(as_of="2026-03-13")):
            print(row["sentence"])
    """
    if not isinstance(before, View) or not isinstance(after, View):
        raise TypeError("compare() takes two views")
    return before._compare(after)
