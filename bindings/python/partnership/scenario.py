"""Scenarios: what if something else were stated?"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Iterable, Literal

    from .model import Model
    from .transaction import Transaction
    from .values import Day
    from .view import View


class Scenario:
    """A layer of what-if on a model, or on another scenario. See `Model.scenario()`.

    Record into it with `transaction()`, read it with `view()`. It keeps its model.
    """

    def __init__(self, model: Model, name: str, parent: str | None) -> None:
        self._model = model
        self._name = name
        self._parent = parent

    @property
    def model(self) -> Model:
        """The model that it belongs to."""
        return self._model

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @property
    def parent(self) -> str | None:
        """The name of the scenario that it builds upon; None for the base."""
        return self._parent

    def transaction(
        self,
        actor: str | None = None,
        note: str | None = None,
        *,
        recorded_at: datetime.datetime | str | None = None,
    ) -> Transaction:
        """Begin a transaction that records into the scenario. See `Model.transaction()`."""
        return self._model.transaction(actor, note, recorded_at=recorded_at, scenario=self)

    def view(
        self,
        as_of: Day | None = None,
        *,
        published_by: Day | None = None,
        recorded_by: datetime.datetime | Day | None = None,
        recorded_transaction: int | None = None,
        holding: Literal["certain", "possible"] = "certain",
        preferred_sources: Iterable[str] | None = None,
        newest_source: bool = False,
    ) -> View:
        """Open a view under the scenario: as `Model.view()`, with the same arguments."""
        return self._model.view(
            as_of,
            published_by=published_by,
            recorded_by=recorded_by,
            recorded_transaction=recorded_transaction,
            holding=holding,
            scenario=self,
            preferred_sources=preferred_sources,
            newest_source=newest_source,
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return self._model is other._model and self._name == other._name

    def __hash__(self) -> int:
        return hash((id(self._model), self._name))

    def __repr__(self) -> str:
        above = "" if self._parent is None else f" on {self._parent!r}"
        return f"<partnership.Scenario {self._name!r}{above}>"


def name_of(scenario: Scenario | str | None, model: Model) -> str | None:
    """The name by which C knows a scenario."""
    if isinstance(scenario, Scenario):
        if scenario.model is not model:
            raise ValueError(f"{scenario!r} belongs to another model")
        return scenario.name
    if scenario is not None and not isinstance(scenario, str):
        raise TypeError(f"a scenario must be a Scenario or a str, not {type(scenario).__name__}")
    return scenario
