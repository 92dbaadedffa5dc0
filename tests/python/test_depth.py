"""The model in depth: scenarios, differences, history, erasing, many answers at once."""

import array
import copy
import datetime
import os
import pickle
import random
import signal
import threading
from decimal import Decimal

import partnership as ps
import pytest
from conftest import fill

DAY = "2026-04-01"


@pytest.fixture
def model():
    return said_model()


@pytest.fixture
def view():
    """Of the sample that most other tests ask."""
    sample = ps.new()
    fill(sample)
    return sample.view(DAY)


def said_model():
    model = ps.new()
    with model.transaction(actor="desk", note="what was said") as tx:
        tx.source("gazette", title="Gazette", published="2026-02-11")
        tx.source("rumour", title="Rumour", published="2026-03-01")
        tx.agreement("charter", title="Charter", source="gazette")
        tx.assert_("charter", "description", "one", source="gazette")
        tx.assert_("charter", "description", "another wording", source="rumour")
    return model


def number_of(model, value):
    """The statement that says a value."""
    return next(row["statement"] for row in model.statements() if row["value"] == value)


# ---- preferences


def test_sources_decide_between_statements_of_one_rank(model):
    assert model.view(DAY).value("charter", "description").undecided
    newest = model.view(DAY, newest_source=True).value("charter", "description")
    assert (newest.value, newest.contested, newest.undecided) == ("another wording", True, False)
    preferred = model.view(DAY, preferred_sources=["gazette"]).value("charter", "description")
    assert (preferred.value, preferred.contested) == ("one", True)
    both = model.view(DAY, preferred_sources=iter(["rumour", "gazette"]), newest_source=True)
    assert both.value("charter", "description").value == "another wording"
    with pytest.raises(ps.NotFoundError, match="nobody"):
        model.view(preferred_sources=["nobody"])


def test_explain_says_that_the_view_prefers_another_source(model):
    view = model.view(DAY, preferred_sources=["gazette"])
    outcomes = {row["value"]: row["outcome"] for row in view.explain("charter", "description")}
    assert outcomes == {"one": "picked", "another wording": "less_preferred"}


# ---- scenarios


def test_a_scenario_holds_for_its_own_views(model):
    scenario = model.scenario("quiet", description="the rumour was wrong")
    with scenario.transaction(actor="analyst") as tx:
        tx.mask(number_of(model, "another wording"), reason="assume it")
        tx.assert_("charter", "binding", True)
    view = scenario.view(DAY)
    assert view.scenario == "quiet" and "quiet" in repr(view) and "quiet" in repr(scenario)
    assert view.value("charter", "description").value == "one"
    assert view.value("charter", "binding").value is True
    base = model.view(DAY)
    assert base.scenario is None
    assert base.value("charter", "description").undecided
    assert base.value("charter", "binding").value is None


def test_a_mask_follows_a_later_correction_and_the_view_reports_it(model):
    scenario = model.scenario("quiet")
    with scenario.transaction() as tx:
        tx.mask(number_of(model, "another wording"))
    with model.transaction() as tx:
        tx.correct(number_of(model, "another wording"), "three")
    assert scenario.view(DAY).value("charter", "description").value == "one"
    hidden = {row["value"]: row["followed"] for row in scenario.view(DAY).masks()}
    assert hidden == {"another wording": False, "three": True} or hidden == {"three": True}
    assert len(model.view(DAY).masks()) == 0


def test_scenarios_build_upon_each_other_floating_or_pinned(model):
    low = model.scenario("low")
    high = model.scenario("high", parent=low)
    pinned = model.scenario("pinned", parent="low", pinned=model.transaction_count)
    assert (high.parent, low.parent, pinned.parent) == ("low", None, "low")
    with model.transaction(scenario="low") as tx:
        tx.assert_("charter", "type", "treaty")
    assert high.view(DAY).value("charter", "type").value == "treaty"
    assert pinned.view(DAY).value("charter", "type").value is None
    assert [row["scenario"] for row in model.scenarios()] == ["low", "high", "pinned"]


def test_a_scenario_is_defined_once(model):
    first = model.scenario("low", description="less trade")
    count = model.transaction_count
    assert model.scenario("low") == first == model.scenario("low", description="less trade")
    assert model.transaction_count == count
    assert len({first, model.scenario("low")}) == 1
    with pytest.raises(ps.ConflictError):
        model.scenario("low", description="more trade")
    with pytest.raises(ps.NotFoundError):
        model.scenario("other", parent="nobody")
    with pytest.raises(ps.NotFoundError):
        model.view(scenario="nobody")
    with pytest.raises(ValueError, match="another model"):
        ps.new().view(scenario=first)
    with pytest.raises(ValueError, match="counted from 1"):
        model.scenario("other", pinned=0)
    for call in (model.view, model.transaction):
        with pytest.raises(TypeError, match="Scenario or a str"):
            call(scenario=7)


def test_a_scenario_that_is_there_needs_no_transaction(model, tmp_path):
    model.scenario("low", description="less trade")
    model.save(tmp_path / "low.pship")
    with ps.open(tmp_path / "low.pship", read_only=True) as reader:
        assert reader.scenario("low", description="less trade").name == "low"
        with pytest.raises(ps.ConflictError, match="'low' is there already"):
            reader.scenario("low", description="more trade")
        with pytest.raises(ps.InvalidError):
            reader.scenario("other")
    tx = model.transaction()
    assert model.scenario("low").name == "low"
    with pytest.raises(ps.ConflictError):
        model.scenario("low", parent="low")
    with pytest.raises(ps.BusyError):
        model.scenario("other")
    tx.rollback()


def test_a_scenario_keeps_its_model():
    scenario = said_model().scenario("low")
    assert scenario.view(DAY).value("charter", "title").value == "Charter"
    view = scenario.view(DAY)
    scenario.model.close()
    assert view.value("charter", "title").value == "Charter"
    with pytest.raises(ValueError, match="closed"):
        scenario.view()


# ---- differences


def test_two_views_are_compared(model):
    with model.transaction() as tx:
        tx.assert_("charter", "type", "treaty", from_="2026-05-01")
    changes = list(ps.diff(model.view(DAY), model.view("2026-06-01")))
    assert [(c["subject"], c["property"], c["change"], c["after"]) for c in changes] == [
        ("charter", "type", "appeared", "treaty")
    ]
    back = list(ps.diff(model.view("2026-06-01"), model.view(DAY)))
    assert [(c["change"], c["before"], c["after"]) for c in back] == [
        ("disappeared", "treaty", None)
    ]
    published = ps.diff(model.view(DAY, published_by="2026-02-20"), model.view(DAY))
    assert ("description", "undecided") in [(r["property"], r["change"]) for r in published]
    assert len(ps.diff(model.view(DAY), model.view(DAY))) == 0
    with pytest.raises(ps.ArgumentError):
        ps.diff(model.view(), ps.new().view())
    for pair in ((model, model.view()), (model.view(), None)):
        with pytest.raises(TypeError, match="two views"):
            ps.diff(*pair)


# ---- history, confirmations, erasing, the hash chain


def test_a_confirmation_moves_the_day_up_to_which_it_holds(model):
    with model.transaction() as tx:
        number = tx.assert_("charter", "type", "treaty", from_="2026-01-01", until="")
    assert model.view(DAY).value("charter", "type").kind == "absent"
    with model.transaction() as tx:
        tx.confirm(number, last_confirmed=datetime.date(2026, 4, 2), source="rumour")
    assert model.view(DAY).value("charter", "type").certainty == "certain"
    assert model.view("2026-04-03").value("charter", "type").kind == "absent"
    spell = model.view(DAY).spells("charter", "type")[0]
    assert spell["last_confirmed"] == datetime.date(2026, 4, 2)
    with pytest.raises(ps.ArgumentError), model.transaction() as tx:
        tx.confirm(number)


def test_what_is_erased_is_gone_from_views_history_and_file(model, tmp_path):
    path = tmp_path / "erased.pship"
    model.save(path)
    with ps.open(path) as bound:
        before = bound.view(DAY)
        with bound.transaction(actor="clerk") as tx:
            tx.erase(number_of(bound, "another wording"), reason="asked to")
        assert before.value("charter", "description").undecided  # it was open before
        for cutoff in ({}, {"recorded_transaction": 1}, {"published_by": "2026-03-02"}):
            assert bound.view(DAY, **cutoff).value("charter", "description").value == "one"
        kinds = [row["value_kind"] for row in bound.history("charter", "description")]
        assert kinds == ["text", "erased", "absent"]
        outcomes = [row["outcome"] for row in bound.view(DAY).explain("charter", "description")]
        assert "erased" in outcomes
        bound.verify()
    for file in tmp_path.iterdir():
        assert b"another wording" not in file.read_bytes()
    with ps.open(path, read_only=True) as again:
        assert again.view(DAY).value("charter", "description").value == "one"
        again.verify()


def test_history_tells_who_recorded_what_and_when(model):
    rows = list(model.history("charter", "description"))
    assert [(r["value"], r["actor"], r["note"]) for r in rows] == [
        ("one", "desk", "what was said"),
        ("another wording", "desk", "what was said"),
    ]
    assert isinstance(rows[0]["recorded_at"], datetime.datetime)
    assert len(model.history("charter")) > len(rows)
    for unknown in (("nobody",), ("charter", "nothing")):
        with pytest.raises(ps.NotFoundError):
            model.history(*unknown)


def test_an_anchor_tells_whether_history_is_still_the_same(model, tmp_path):
    kept = model.digest()
    with model.transaction() as tx:
        tx.assert_("charter", "type", "treaty")
    assert model.digest(1) == kept != model.digest()
    model.verify()
    model.verify(model.digest())
    model.verify((1, kept))
    with pytest.raises(ps.ConflictError):
        model.verify(kept)  # that is not the last one any more
    with pytest.raises(ps.ConflictError):
        said_model().verify(kept)
    with pytest.raises(ps.NotFoundError):
        model.digest(99)
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="counted from 1"):
            model.digest(wrong)
        with pytest.raises(ValueError, match="counted from 1"):
            model.verify((wrong, kept))
    for wrong in ("abc", ""):
        with pytest.raises(ps.ArgumentError, match="64 hexadecimal"):
            model.verify(wrong)
    ps.new().verify()  # nothing was recorded, and nothing is wrong
    with pytest.raises(ps.NotFoundError, match="no transaction yet"):
        ps.new().digest()
    assert model.transactions()[0]["digest"] == kept
    model.save(tmp_path / "copy.pship")
    with ps.open(tmp_path / "copy.pship") as copy:
        copy.verify((1, kept))


# ---- imports


def test_importing_twice_changes_nothing_and_rejections_stay(model):
    def load(value):
        with model.transaction(actor="import") as tx:
            return tx.assert_("charter", "type", value, source="gazette", entry="row 7")

    first = load("treaty")
    count = model.statement_count
    assert load("treaty") == first
    assert model.statement_count == count
    second = load("charter")
    assert model.history("charter", "type")[-1]["operation"] == "correct"
    with model.transaction(actor="desk") as tx:
        tx.retract(second, reason="the gazette is wrong")
    count = model.statement_count
    load("charter")
    assert model.statement_count == count
    assert model.view(DAY).value("charter", "type").kind == "absent"


# ---- refreshing


def test_a_reader_takes_in_what_a_writer_has_added(model, tmp_path):
    path = tmp_path / "shared.pship"
    model.save(path)
    with ps.open(path) as writer, ps.open(path, read_only=True) as reader:
        old = reader.view(DAY)
        with writer.transaction() as tx:
            tx.assert_("charter", "type", "treaty")
            tx.define_scenario("later")
        assert reader.statement_count < writer.statement_count
        reader.refresh()
        assert reader.statement_count == writer.statement_count
        assert reader.view(DAY).value("charter", "type").value == "treaty"
        assert old.value("charter", "type").value is None
        assert reader.digest() == writer.digest()
        assert [row["scenario"] for row in reader.scenarios()] == ["later"]
        with writer.transaction() as tx:
            tx.erase(number_of(writer, "another wording"))
        reader.refresh()
        assert reader.view(DAY).value("charter", "description").value == "one"
        reader.verify()
    model.refresh()  # without a file it is up to date


# ---- many answers at once


def test_many_answers_are_those_of_single_questions(view):
    snapshot = view.snapshot("agreement", ["title"])
    ids = [row["id"] for row in snapshot for _ in range(2)]
    properties = ["title", "type"] * len(snapshot)
    for row, subject, name in zip(view.cells(ids, properties), ids, properties):
        cell = view.value(subject, name)
        assert (row["subject"], row["property"], row["as_of"]) == (subject, name, view.as_of)
        assert row["value_kind"] == cell.kind
        assert row["value"] == (None if cell.value is None else str(cell.value))
        assert (row["contested"], row["undecided"]) == (cell.contested, cell.undecided)
        assert row["statement"] == cell.statement


DAYS = ["2026-02-09", "2026-02-10", "2026-02-11"]


DATES = [datetime.date.fromisoformat(day) for day in DAYS]
COUNTED = [(date - datetime.date(1970, 1, 1)).days for date in DATES]


def of(package, make):
    """Something made with a package, which is optional."""
    return lambda: make(pytest.importorskip(package))


FORMS = {
    "str": lambda: DAYS,
    "date": lambda: DATES,
    "mixed": lambda: [DAYS[0], DATES[1], datetime.datetime(2026, 2, 11, 23, 59)],
    "generator": lambda: (date for date in DATES),
    "array": lambda: array.array("i", COUNTED),
    "memoryview": lambda: memoryview(array.array("i", COUNTED)),
    "numpy": of("numpy", lambda np: np.array(DAYS, dtype="datetime64[D]")),
    "numpy-ns": of("numpy", lambda np: np.array(DAYS, dtype="datetime64[ns]")),
    "numpy-days": of("numpy", lambda np: np.array(COUNTED, dtype="int32")),
    "numpy-long": of("numpy", lambda np: np.array(COUNTED, dtype="int64")),
    "numpy-str": of("numpy", lambda np: np.array(DAYS)),
    "numpy-objects": of("numpy", lambda np: np.array(DATES, dtype=object)),
    "numpy-scalars": of("numpy", lambda np: [np.datetime64(day, "ns") for day in DAYS]),
    "numpy-strided": of(
        "numpy", lambda np: np.repeat(np.array(DAYS, dtype="datetime64[D]"), 2)[::2]
    ),
    "pandas": of("pandas", lambda pd: pd.Series(pd.to_datetime(DAYS))),
    "pandas-index": of("pandas", lambda pd: pd.DatetimeIndex(DAYS)),
    "pandas-str": of("pandas", lambda pd: pd.Series(DAYS, dtype="string")),
    # Midnight in Baku is still the day before in UTC.
    "pandas-zone": of(
        "pandas", lambda pd: pd.Series(pd.to_datetime([f"{day}T00:00+04:00" for day in DAYS]))
    ),
    "polars": of("polars", lambda pl: pl.Series(DATES)),
    "polars-str": of("polars", lambda pl: pl.Series(DAYS)),
    "arrow": of("pyarrow", lambda pa: pa.array(DATES)),
    "arrow-chunks": of("pyarrow", lambda pa: pa.chunked_array([DATES[:1], DATES[1:]])),
    "arrow-str": of("pyarrow", lambda pa: pa.array(DAYS)),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("form", FORMS)
def test_days_come_in_many_forms(model, form):
    with model.transaction() as tx:
        tx.assert_("charter", "type", "treaty", from_="2026-02-10")
    table = model.view().cells("charter", "type", FORMS[form]())
    assert table.column("value") == [None, "treaty", "treaty"]
    assert [str(day) for day in table.column("as_of")] == DAYS


ONE_DAY = {
    "str": lambda: DAYS[1],
    "date": lambda: DATES[1],
    "list": lambda: DAYS[1:2],
    "array": lambda: array.array("i", COUNTED[1:2]),
    "numpy": of("numpy", lambda np: np.datetime64(DAYS[1])),
    "numpy-ns": of("numpy", lambda np: np.datetime64(DAYS[1], "ns")),
    "numpy-array": of("numpy", lambda np: np.array(DAYS[1:2], dtype="datetime64[D]")),
    "numpy-no-shape": of("numpy", lambda np: np.array(DAYS[1], dtype="datetime64[D]")),
    "pandas": of("pandas", lambda pd: pd.Timestamp(DAYS[1])),
    "arrow": of("pyarrow", lambda pa: pa.scalar(DATES[1])),
    "arrow-array": of("pyarrow", lambda pa: pa.array(DATES[1:2])),
}


@pytest.mark.parametrize("form", ONE_DAY)
def test_one_day_is_asked_about_for_all(model, form):
    table = model.view().cells(["charter"] * 3, "title", ONE_DAY[form]())
    assert table.column("as_of") == [DATES[1]] * 3


IDS = {
    "tuple": lambda: ("charter", "other"),
    "generator": lambda: (id for id in ("charter", "other")),
    "numpy": of("numpy", lambda np: np.array(["charter", "other"])),
    "numpy-objects": of("numpy", lambda np: np.array(["charter", "other"], dtype=object)),
    "pandas": of("pandas", lambda pd: pd.Series(["charter", "other"])),
    "pandas-categories": of("pandas", lambda pd: pd.Series(pd.Categorical(["charter", "other"]))),
    "polars": of("polars", lambda pl: pl.Series(["charter", "other"])),
    "arrow": of("pyarrow", lambda pa: pa.array(["charter", "other"])),
    "arrow-chunks": of("pyarrow", lambda pa: pa.chunked_array([["charter"], ["other"]])),
    "arrow-dictionary": of(
        "pyarrow", lambda pa: pa.array(["charter", "other"]).dictionary_encode()
    ),
}


@pytest.mark.parametrize("form", IDS)
def test_ids_come_in_many_forms(model, form):
    with model.transaction() as tx:
        tx.agreement("other", title="Other")
    view = model.view(DAY)
    assert view.cells(IDS[form](), "title").column("value") == ["Charter", "Other"]
    assert len(view.cells("charter", ["title", "type"])) == 2


@pytest.mark.parametrize("wrong", [b"charter", [b"charter"], [7], [None], 7, None])
def test_ids_are_text(model, wrong):
    with pytest.raises(TypeError):
        model.view(DAY).cells(wrong, "title")


def test_a_missing_day_is_refused_everywhere(model):
    """The missing day of pandas is a datetime of the year 1 to C."""
    pd, pa = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    view = model.view(DAY)
    for days in ([pd.NaT], pd.Series([pd.NaT]), pa.array([None], pa.date32()), [None]):
        with pytest.raises(ValueError):
            view.cells("charter", "title", days)
    for ask in ({"as_of": pd.NaT}, {"published_by": pd.NaT}, {"recorded_by": pd.NaT}):
        with pytest.raises(ValueError, match="missing"):
            model.view(**ask)
    count = model.statement_count
    with model.transaction() as tx:
        for record in (
            lambda: tx.event("e", date=pd.NaT),
            lambda: tx.assert_("charter", "title", "x", from_=pd.NaT),
            lambda: tx.assert_("charter", "title", pd.NaT),
        ):
            with pytest.raises(ValueError, match="missing"):
                record()
    assert model.statement_count == count


def test_days_that_are_none_are_refused(model):
    np = pytest.importorskip("numpy")
    view = model.view(DAY)
    for days in (np.array([1.5]), np.array([True]), array.array("d", [1.0]), [1], 7):
        with pytest.raises(TypeError):
            view.cells("charter", "title", days)
    for days in (
        np.array([DAYS], dtype="datetime64[D]"),
        np.array([2**40]),
        np.array(["x"]),
        np.array(["NaT"], dtype="datetime64[D]"),
    ):
        with pytest.raises(ValueError):
            view.cells("charter", "title", days)


def test_many_answers_at_random_are_those_of_single_questions():
    """Days, contested cells, ends and corrections: each cell as value() of a view of its day."""
    dice = random.Random(20260401)
    model = ps.new()
    with model.transaction() as tx:
        tx.source("a", title="A", published="2026-01-01")
        for i in range(8):
            tx.figure(f"f{i}", measure="trade")
        made = [
            tx.assert_(
                f"f{dice.randrange(8)}",
                "value",
                dice.randrange(3),
                from_=f"2026-0{dice.randrange(1, 5)}",
                until=dice.choice([None, "..", "2026-06-15", "2026-05"]),
                rank=dice.choice(["normal", "normal", "preferred", "deprecated"]),
                source=dice.choice([None, "a"]),
            )
            for _ in range(60)
        ]
    scenario = model.scenario("what-if")
    with scenario.transaction() as tx:
        for target in dice.sample(made, 10):
            tx.mask(target)
    days = [f"2026-{dice.randrange(1, 9):02}-{dice.randrange(1, 29):02}" for _ in range(120)]
    ids = [f"f{dice.randrange(8)}" for _ in days]
    for under in (None, scenario):
        table = model.view(DAY, scenario=under).cells(ids, "value", days)
        kinds = set()
        for row, subject, day in zip(table, ids, days):
            cell = model.view(day, scenario=under).value(subject, "value")
            kinds.add((cell.kind, cell.undecided))
            assert row["value"] == (None if cell.value is None else str(cell.value))
            assert row["number"] == (None if cell.value is None else float(cell.value))
            assert (row["value_kind"], row["certainty"]) == (cell.kind, cell.certainty)
            assert (row["contested"], row["undecided"]) == (cell.contested, cell.undecided)
            assert row["statement"] == cell.statement
        assert len(kinds) >= 3  # numbers, nothing stated, nothing decided
        for day in days[:10]:
            view = model.view(day, scenario=under)
            again = model.view(day, scenario=under)
            assert len(ps.diff(view, view)) == len(ps.diff(view, again)) == 0
            for row in view.column("value"):
                cell = view.value(row["id"], "value")
                assert row["statement"] == cell.statement
                assert row["number"] == (None if cell.value is None else float(cell.value))


def test_questions_need_lists_of_one_length(model):
    view = model.view(DAY)
    with pytest.raises(ValueError, match="one length"):
        view.cells(["charter"] * 2, ["title"] * 3)
    with pytest.raises(ValueError, match="one length"):
        view.cells(["charter"] * 2, "title", DAYS)
    with pytest.raises(ps.NotFoundError, match="question 2: the view knows no 'nobody'"):
        view.cells(["charter", "nobody"], "title")
    with pytest.raises(ps.NotFoundError, match="question 1: there is no property 'nothing'"):
        view.cells("charter", "nothing")
    with pytest.raises(TypeError):
        view.cells([object()], "title")
    assert len(view.cells([], [])) == len(view.cells([], "title")) == 0
    assert len(view.cells("charter", "title", [])) == 0


def test_a_column_is_a_property_of_all(view):
    shapes = {"title": {"value"}, "value": {"value", "number", "unit", "earliest"}}
    for name, columns in shapes.items():
        table = view.column(name)
        assert {"id", "certainty", "contested", "undecided", "statement"} | columns <= set(
            table.columns
        )
        for row in table:
            cell = view.value(row["id"], name)
            assert row["statement"] == cell.statement and row["contested"] == cell.contested
    with pytest.raises(ps.NotFoundError):
        view.column("nothing")


def test_a_status_says_which_statements_it_follows_from(view):
    rows = list(view.explain_status("charter"))
    assert {"type", "date"} <= {row["property"] for row in rows}
    assert any(row["value"] == "signature" for row in rows)
    with pytest.raises(ps.InvalidError):
        view.explain_status("alba")
    with pytest.raises(ps.NotFoundError):
        view.explain_status("nobody")


# ---- copies, and numbers as text


def test_copying_and_pickling_say_what_to_do_instead(model):
    view = model.view(DAY)
    things = {
        model: "save it",
        view: "open another",
        view.brief(): "to_dict",
        ps.Context(): "make another",
        model.transaction(): "the only one",
    }
    for thing, advice in things.items():
        for work in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError, match=f"{type(thing).__name__} cannot be .*{advice}"):
                work(thing)
    table = view.agreements()
    assert copy.copy(table) is table is copy.deepcopy(table)
    with pytest.raises(TypeError, match="to_arrow"):
        pickle.dumps(table)
    cell = view.value("charter", "title")
    assert pickle.loads(pickle.dumps(cell)) == copy.copy(cell) == cell


def test_numbers_are_digits_and_whole_ones_text(model):
    with model.transaction() as tx:
        for name, value in {"a": 7, "b": 1.5, "c": Decimal("1.50"), "d": "1e3"}.items():
            tx.figure(name, measure="m", value=value, unit="km")
        tx.assert_("charter", "type", "treaty", locator=12, entry=7)
        for wrong in (1.5, float("nan"), 1j, True, Decimal(1)):
            with pytest.raises(TypeError, match="title must be a str"):
                tx.agreement("x", title=wrong)
        with pytest.raises(ps.ParseError, match="nan"):
            tx.figure("x", measure="m", value=float("nan"), unit="km")
        with pytest.raises(TypeError):
            tx.figure("x", measure="m", value=1j, unit="km")
    row = model.history("charter", "type")[0]
    assert (row["locator"], row["entry"]) == ("12", "7")
    view = model.view(DAY)
    assert [str(view.value(name, "value").value) for name in "abcd"] == ["7", "1.5", "1.50", "1E+3"]


def test_numbers_of_numpy_are_numbers(model):
    np = pytest.importorskip("numpy")
    with model.transaction() as tx:
        for name, value in {"a": np.int64(7), "b": np.float64(1.5), "c": np.float32(0.1)}.items():
            tx.figure(name, measure="m", value=value)
            tx.assert_(name, "value", value)
    view = model.view(DAY)
    assert [str(view.value(name, "value").value) for name in "abc"] == ["7", "1.5", "0.1"]


# ---- threads, and Ctrl-C


def test_views_are_read_while_another_thread_writes(model):
    stop = threading.Event()
    failures = []

    def read():
        try:
            while not stop.is_set():
                view = model.view(DAY)
                numbers = [row["number"] for row in view.cells(["a", "b"], "value")]
                if numbers[0] != numbers[1]:
                    failures.append(numbers)
        except Exception as error:  # noqa: BLE001, told below
            failures.append(error)

    with model.transaction() as tx:
        for name in "ab":
            tx.figure(name, measure="trade")
            tx.assert_(name, "value", 0)
    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for i in range(1, 60):
        cells = model.view(DAY).cells(["a", "b"], "value")
        numbers = {row["subject"]: row["statement"] for row in cells}
        with model.transaction() as tx:
            for name in "ab":
                tx.correct(numbers[name], i)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize("work", ["commit", "verify", "diff", "column", "cells", "masks", "save"])
def test_ctrl_c_ends_long_work_and_leaves_all_as_it_was(work, tmp_path):
    armed = False

    def interrupt(stage, fraction):
        if armed:
            os.kill(os.getpid(), signal.SIGINT)

    model = ps.new(ps.Context(progress=interrupt))
    with model.transaction() as tx:
        for i in range(50):
            tx.agreement(f"agreement-{i}", title=f"Agreement {i}")
    view = model.scenario("low").view(DAY)
    before, count = model.view("2026-01-01"), model.statement_count
    tx = model.transaction()
    tx.assert_("agreement-0", "type", "treaty")
    calls = {
        "commit": tx.commit,
        "verify": model.verify,
        "diff": lambda: ps.diff(before, view),
        "column": lambda: view.column("title"),
        "cells": lambda: view.cells("agreement-0", "title"),
        "masks": view.masks,
        "save": lambda: model.save(tmp_path / "x.pship"),
    }
    armed = True
    with pytest.raises(KeyboardInterrupt):
        calls[work]()
    armed = False
    assert model.statement_count == count
    assert list(tmp_path.iterdir()) == []
    calls[work]()
