"""Transactions and recorders."""

import datetime
from decimal import Decimal

import partnership as ps
import pytest


def test_leaving_the_block_commits(model):
    before = model.transaction_count
    with model.transaction(actor="me", note="one more") as tx:
        tx.entity("port", "place")
        assert model.transaction_count == before
    assert model.transaction_count == before + 1
    last = model.transactions()[-1]
    assert (last["actor"], last["note"], last["statements"]) == ("me", "one more", 1)


def test_an_exception_forgets_everything(model):
    before = model.statement_count
    with pytest.raises(ZeroDivisionError):
        with model.transaction() as tx:
            tx.entity("port", "place")
            1 / 0
    assert model.statement_count == before
    with model.transaction() as tx:  # and the next one may begin
        tx.entity("port", "place")
    assert model.statement_count == before + 1


def test_a_failing_commit_leaves_nothing_behind(model):
    before = model.statement_count
    with pytest.raises(ps.NotFoundError, match="nobody"):
        with model.transaction() as tx:
            tx.agreement("pact", parties=["nobody"])
    assert model.statement_count == before
    model.transaction().rollback()


def test_commit_and_rollback_by_hand(model):
    tx = model.transaction()
    tx.entity("port", "place")
    tx.commit()
    tx.rollback()
    tx.rollback()
    with pytest.raises(ValueError, match="transaction is closed"):
        tx.entity("quay", "place")
    assert model.statements()["subject"][-1] == "port"


def test_one_transaction_at_a_time(model):
    with model.transaction():
        with pytest.raises(ps.BusyError):
            model.transaction()


def test_the_instant_can_be_given_for_replays():
    model = ps.new()
    instant = datetime.datetime(2020, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
    with model.transaction(recorded_at=instant) as tx:
        tx.entity("port", "place")
    assert model.transactions()["recorded_at"] == [instant]
    with model.transaction(recorded_at="2021-01-01T01:00:00+01:00") as tx:
        tx.entity("quay", "place")
    assert model.transactions()[1]["recorded_at"].isoformat() == "2021-01-01T00:00:00+00:00"


def values_of(model, subject, property):
    return [row["value"] for row in model.view("2026-01-01").values(subject, property)]


def test_every_kind_of_value_comes_back(model):
    with model.transaction() as tx:
        for i in range(9):
            tx.figure(f"f{i}")
        tx.assert_("f0", "value", 12)
        tx.assert_("f1", "value", Decimal("1.50"), unit="USD million")
        tx.assert_("f2", "value", "007", unit="km")
        tx.assert_("f3", "value", True)
        tx.assert_("f4", "value", ps.Date.parse("2026-02"))
        tx.assert_("f5", "value", "nearly all")
        tx.assert_("f6", "value", ps.NONE)
        tx.assert_("f7", "value", ps.UNKNOWN)
    view = model.view("2026-01-01")
    cells = [view.value(f"f{i}", "value") for i in range(9)]
    assert [cell.kind for cell in cells] == [
        "number",
        "number",
        "number",
        "boolean",
        "date",
        "text",
        "none",
        "unknown",
        "absent",
    ]
    assert cells[0].value == Decimal(12) and cells[0].unit is None
    assert str(cells[1].value) == "1.50" and cells[1].unit == "USD million"
    assert cells[2].value == 7 and cells[2].unit == "km"
    assert cells[3].value is True
    assert cells[4].value == ps.Date.parse("2026-02")
    assert cells[5].value == "nearly all"
    assert cells[6].value is ps.NONE and cells[7].value is ps.UNKNOWN and cells[8].value is None
    assert not ps.NONE and not ps.UNKNOWN and ps.NONE != ps.UNKNOWN


def test_text_is_read_as_the_property_asks(model):
    with model.transaction() as tx:
        tx.agreement("pact")
        tx.assert_("pact", "binding", "true")
        tx.assert_("pact", "drafted_by", "wg")
        tx.act("pact/signature")
        tx.assert_("pact/signature", "effect_date", "30 days after signature of charter")
    view = model.view("2026-05-01")
    assert view.value("pact", "binding").value is True
    drafted = view.value("pact", "drafted_by")
    assert (drafted.kind, drafted.value) == ("reference", "wg")
    rule = view.value("pact/signature", "effect_date")
    assert rule.kind == "rule" and isinstance(rule.value, ps.Rule)


def test_a_value_that_does_not_fit_is_refused(model):
    with model.transaction() as tx:
        with pytest.raises(ps.InvalidError):
            tx.assert_("charter", "title", 5)
        with pytest.raises(ps.ParseError):
            tx.assert_("visit", "date", "yesterday")
        with pytest.raises(TypeError, match="list"):
            tx.assert_("charter", "title", ["a"])
        with pytest.raises(TypeError, match="unit"):
            tx.assert_("charter", "binding", True, unit="km")
        with pytest.raises(ps.NotFoundError):
            tx.assert_("no-such-thing", "title", "x")


def test_recorders_check_their_arguments(model):
    with model.transaction() as tx:
        with pytest.raises(TypeError, match="parties must be a list of str"):
            tx.agreement("pact", parties="alba")
        with pytest.raises(TypeError, match="title must be a str"):
            tx.agreement("pact", title=b"bytes")
        with pytest.raises(TypeError, match="id"):
            tx.agreement(None)
        with pytest.raises(ValueError, match="NUL"):
            tx.agreement("pact", title="a\0b")
        with pytest.raises(ValueError, match="'deprecated', 'normal' or 'preferred'"):
            tx.agreement("pact", title="A", rank="best")
        with pytest.raises(UnicodeEncodeError):
            tx.agreement("pact", title="\ud800")


def test_dates_may_be_dates(model):
    with model.transaction() as tx:
        tx.event("talk", date=datetime.date(2026, 3, 4), last_day=ps.Date.parse("2026-03-05~"))
        tx.event("walk", date=datetime.datetime(2026, 3, 4, 12, 30))
    view = model.view("2026-04-01")
    assert view.value("talk", "date").value.text == "2026-03-04"
    assert view.value("talk", "last_day").value.text == "2026-03-05~"
    assert view.value("walk", "date").value.text == "2026-03-04"


def test_what_goes_with_a_statement_is_kept(model):
    with model.transaction() as tx:
        number = tx.assert_(
            "charter",
            "description",
            "A charter",
            source="gazette",
            locator="p. 3",
            from_="2026-01",
            until="2026-12-31",
            last_confirmed=datetime.date(2026, 4, 1),
            qualifier="about",
            certainty="likely",
            wording="a kind of charter",
            rank="preferred",
            reason="the official text",
        )
    row = model.statements()[number - 1]
    assert row["statement"] == number
    expected = {
        "subject": "charter",
        "property": "description",
        "value": "A charter",
        "source": "gazette",
        "locator": "p. 3",
        "from": "2026-01",
        "until": "2026-12-31",
        "qualifier": "about",
        "certainty": "likely",
        "wording": "a kind of charter",
        "rank": "preferred",
        "reason": "the official text",
    }
    assert {key: row[key] for key in expected} == expected
    assert str(row["last_confirmed"]) == "2026-04-01"


def test_lists_may_be_any_iterable(model):
    with model.transaction() as tx:
        tx.agreement("pact", parties=(p for p in ("alba", "borea")), aliases={"The Pact"})
    assert sorted(values_of(model, "pact", "party")) == ["alba", "borea"]
    assert values_of(model, "pact", "alias") == ["The Pact"]


def test_change_correct_retract_and_end(model):
    with model.transaction() as tx:
        tx.entity("port", "place")
        name = tx.assert_("port", "name", "Old Port", from_="2020-01-01")
    with model.transaction() as tx:
        changed = tx.change(name, "New Port", from_="2026-01-01")
        wrong = tx.assert_("port", "description", "A porte")
        right = tx.correct(wrong, "A port", reason="misspelt")
        extra = tx.assert_("port", "url", "http://x")
        tx.retract(extra, reason="another port")
        alias = tx.assert_("port", "alias", "The Port", from_="2020-01-01")
        tx.end(alias, until="2025-12-31")
    assert model.view("2025-12-31").value("port", "name").value == "Old Port"
    cell = model.view("2026-01-01").value("port", "name")
    assert (cell.value, cell.statement) == ("New Port", changed)
    corrected = model.view("2026-01-01").value("port", "description")
    assert (corrected.value, corrected.statement) == ("A port", right)
    assert model.view("2026-01-01").value("port", "url").kind == "absent"
    assert len(model.view("2025-12-31").values("port", "alias")) == 1
    assert len(model.view("2026-01-01").values("port", "alias")) == 0
    with model.transaction() as tx:
        with pytest.raises(ps.NotFoundError):
            tx.retract(10_000)


def test_callers_extend_the_schema(model):
    with model.transaction() as tx:
        tx.define_kind("pipeline", parent="corridor", description="A pipe")
        tx.define_property("bore", type="number", of_kind="pipeline")
        tx.define_property("feeder", type="reference", many=True, refers_to="pipeline")
        tx.entity("main", "pipeline")
        tx.assert_("main", "bore", 42, unit="inch")
        with pytest.raises(ValueError, match="'text', 'number'"):
            tx.define_property("x", type="numbre")
    assert {"kind": "pipeline", "parent": "corridor", "description": "A pipe"} in list(
        model.kinds()
    )
    feeder = [row for row in model.properties() if row["property"] == "feeder"]
    assert (feeder[0]["type"], feeder[0]["many"]) == ("reference", True)
    assert model.view().snapshot("corridor", ["bore"])["id"] == ["main"]


def test_a_read_only_model_takes_no_transaction(saved):
    with ps.open(saved, read_only=True) as model:
        with pytest.raises(ps.InvalidError):
            model.transaction()
