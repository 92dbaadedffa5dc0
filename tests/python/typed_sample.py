"""Not run: read by mypy --strict, as a program of somebody who likes types."""

import datetime
from decimal import Decimal
from typing import Any, assert_type

import partnership as ps


def questions(path: str) -> None:
    with ps.open(path, progress=lambda stage, fraction: None, read_only=True) as model:
        assert_type(model, ps.Model)
        assert_type(model.statement_count, int)
        view = model.view(as_of=datetime.date(2026, 1, 15), published_by="2026-01-15")
        assert_type(view, ps.View)
        assert_type(view.as_of, datetime.date | None)
        assert_type(view.agreements(), ps.Table)
        assert_type(view.agreement_status("charter"), str)
        assert_type(view.commitments(overdue=True, owner="alba"), ps.Table)
        assert_type(view.snapshot("party", ["name", "country"]), ps.Table)
        assert_type(view.brief(since="2026-01-01"), ps.Brief)
        assert_type(view.brief()["agreements"][0], dict[str, Any])
        assert_type(view.parties().column("name"), list[Any])
        cell = view.value("trade", "value")
        cell = view.value(view.ordinal("trade"), view.ordinal("value"))
        assert_type(cell.contested, bool)
        about = view.ordinals(["trade", "charter"])
        assert_type(view.cells_at(about, view.ordinal("value"), "2026-01-01"), ps.Table)
        assert_type(view.cells_at([1, 2], [3, 4]), ps.Table)
        if isinstance(cell.value, Decimal):
            assert_type(cell.unit, str | None)


def records(model: ps.Model) -> None:
    with model.transaction(actor="me", note="why") as tx:
        assert_type(tx, ps.Transaction)
        tx.define_kind("pipeline", parent="corridor")
        tx.define_property("bore", type="number", of_kind="pipeline")
        tx.agreement("a", title="A", parties=["alba"], source="s", from_=datetime.date(2026, 1, 1))
        number = tx.assert_("a", "title", "B", rank="preferred")
        assert_type(number, int)
        tx.correct(number, ps.Text("C"), reason="misread")
        tx.assert_("f", "value", Decimal("1.50"), unit="USD million")
        tx.assert_("a", "binding", ps.UNKNOWN)


def scenarios(model: ps.Model) -> None:
    delay = model.scenario("delay", description="a year later")
    assert_type(delay, ps.Scenario)
    assert_type(delay.parent, str | None)
    with delay.transaction(note="why") as tx:
        assert_type(tx.mask(3, reason="what if"), int)
        tx.confirm(4, last_confirmed="2026-03-01")
        tx.erase(5)
    after = delay.view(as_of="2026-05-20")
    assert_type(after, ps.View)
    assert_type(after.scenario, str | None)
    assert_type(delay.view("2026-05-20", newest_source=True), ps.View)
    assert_type(ps.diff(model.view(preferred_sources=["s"], newest_source=True), after), ps.Table)
    assert_type(after.cells(["a", "b"], "title", days=["2026-01-01", "2026-01-02"]), ps.Table)
    assert_type(after.column("title"), ps.Table)
    assert_type(after.explain_status("a"), ps.Table)
    assert_type(model.history("a", property="title"), ps.Table)
    assert_type(model.digest(1), str)
    model.verify((1, model.digest(1)))
    model.refresh()


def errors(path: str) -> ps.Table | None:
    try:
        ps.open(path)
    except ps.RegisterError as error:
        assert_type(error.line, int | None)
        return error.problems
    return None
