"""Views: the three times, and every question."""

import array
import datetime

import partnership as ps
import pytest

COLUMNS = {
    "agreements": {"id", "title", "type", "status", "since", "certainty", "contested"},
    "acts": {"agreement", "act", "type", "date", "done", "source"},
    "force": {"agreement", "party", "in_force", "in_effect", "since", "reason", "lacking"},
    "parties": {"id", "kind", "name", "aliases"},
    "offices": {"person", "office", "title", "organisation", "from", "until"},
    "working_groups": {"id", "name", "mandate", "status", "chairs", "meetings"},
    "members": {"group", "member", "role"},
    "meetings": {"group", "meeting", "date", "held"},
    "events": {"id", "title", "date", "participants"},
    "commitments": {"id", "text", "owner", "due", "status", "days_overdue", "last_confirmed"},
    "figures": {"id", "measure", "value", "number", "unit"},
    "sources": {"id", "title", "publisher", "published", "statements"},
    "timeline": {"date", "what", "subject", "title", "done"},
    "contested": {"subject", "property", "value", "source", "picked"},
}


@pytest.mark.parametrize("question", COLUMNS)
def test_every_question_is_answered_with_a_table(view, question):
    table = getattr(view, question)()
    assert isinstance(table, ps.Table)
    assert COLUMNS[question] <= set(table.columns)
    assert len(table) > 0


def test_the_day_decides(model):
    assert model.view("2026-02-09").agreement_status("charter") == "in_negotiation"
    assert model.view("2026-02-10").agreement_status("charter") == "signed"
    assert model.view(datetime.date(2026, 2, 10)).agreement_status("charter") == "signed"


def test_what_nobody_had_published_is_not_known(model):
    view = model.view(as_of="2026-02-10", published_by="2026-02-10")
    assert view.agreement_status("charter") == "in_negotiation"
    later = model.view(as_of="2026-02-10", published_by="2026-02-11")
    assert later.agreement_status("charter") == "signed"
    assert later.published_by == datetime.date(2026, 2, 11)


def test_what_was_not_recorded_is_not_known(model):
    first = model.transactions()[0]["recorded_at"]
    with model.transaction() as tx:
        tx.assert_("charter", "description", "Later")
    assert model.view().value("charter", "description").value == "Later"
    before = model.view(recorded_transaction=1)
    assert before.value("charter", "description").kind == "absent"
    assert model.view(recorded_by=first).value("charter", "description").kind == "absent"
    assert model.view(recorded_by="2020-01-01").parties().columns  # and this one knows nobody
    assert len(model.view(recorded_by=datetime.date(2020, 1, 1)).parties()) == 0
    assert len(model.view(recorded_by="1970-01-01T00:00:00Z").parties()) == 0
    assert len(model.view(recorded_by=first.replace(tzinfo=None)).parties()) == 3


def test_holding_says_what_counts(model):
    with model.transaction() as tx:
        tx.assert_("charter", "description", "Draft", from_="2026-03")
    assert model.view("2026-03-15").value("charter", "description").kind == "absent"
    cell = model.view("2026-03-15", holding="possible").value("charter", "description")
    assert (cell.value, cell.certainty) == ("Draft", "possible")
    with pytest.raises(ValueError, match="holding"):
        model.view(holding="perhaps")


def test_bad_days_are_refused(model):
    with pytest.raises(ps.ParseError):
        model.view("2026-2-1")
    with pytest.raises(ps.InvalidError):
        model.view("2026-02-30")
    with pytest.raises(TypeError, match="as_of must be a date or a str"):
        model.view(20260201)
    with pytest.raises(ValueError):
        model.view(recorded_transaction=0)
    with pytest.raises(TypeError):
        model.view(recorded_by=3)


def test_without_a_day_it_is_today(model):
    before = datetime.datetime.now(datetime.timezone.utc).date()
    day = model.view().as_of
    assert before <= day <= datetime.datetime.now(datetime.timezone.utc).date()


def test_commitments_are_overdue_without_anybody_saying_so(model):
    late = model.view("2026-05-20").commitments(overdue=True)
    assert late["id"] == ["lists"]
    assert (late[0]["days_overdue"], late[0]["due"]) == (10, "2026-05-10")
    assert dict((c.name, c.unit) for c in late.schema)["days_overdue"] == "day"
    assert len(model.view("2026-05-10").commitments(overdue=True)) == 0
    assert model.view("2026-05-20").commitments(owner="borea")["id"] == ["lists"]
    assert len(model.view("2026-05-20").commitments(owner="ministry")) == 0


def test_explain_names_statements_and_sources(view):
    rows = list(view.explain("charter", "title"))
    assert [(r["value"], r["outcome"], r["source"]) for r in rows] == [
        ("Charter", "picked", "notes")
    ]
    assert rows[0]["actor"] == "tester"
    assert rows[0]["recorded_at"].tzinfo is not None


def test_contradicting_sources_leave_a_cell_undecided(view):
    cell = view.value("rails", "value")
    assert (cell.value, cell.contested, cell.undecided) == (None, True, True)
    assert sorted(view.values("rails", "value")["value"]) == ["43", "48"]
    assert set(view.contested()["subject"]) == {"rails"}


def test_ordinals_ask_as_texts_do(model, view):
    subject, name = view.ordinal("charter"), view.ordinal("title")
    assert subject > 0 and name > 0
    assert model.view("2026-05-10").ordinal("charter") == subject
    assert view.value(subject, name) == view.value("charter", "title")
    assert view.value(subject, "title").value == "Charter"
    assert view.value("charter", name).value == "Charter"
    assert view.ordinal("nobody") == 0
    with pytest.raises(ps.NotFoundError, match="0 is not the ordinal of an entity"):
        view.value(0, name)
    with pytest.raises(ps.NotFoundError, match="is not the ordinal of a property"):
        view.value(subject, subject)


def test_many_questions_by_ordinals_are_answered_as_those_by_texts(view):
    ids, names = ["charter", "trade", "rails", "jo"], ["title", "value", "value", "holds_office"]
    days = ["2026-05-20", "2026-05-20", "2026-01-01", "2024-06-01"]
    about, asked = view.ordinals(ids), view.ordinals(iter(names))
    assert list(about) == [view.ordinal(id) for id in ids]
    for on in (None, days, days[0], datetime.date(2025, 1, 1)):
        named, numbered = view.cells(ids, names, on), view.cells_at(about, asked, on)
        assert numbered.columns == named.columns[3:]
        assert [tuple(row.values()) for row in numbered] == [
            tuple(row.values())[3:] for row in named
        ]
    assert view.cells_at(about, asked, days)["value"][0] == "Charter"
    title, charter = view.ordinal("title"), view.ordinal("charter")
    assert view.cells_at(charter, title)["value"] == ["Charter"]
    assert view.cells_at([charter] * 3, title, days[0])["value"] == ["Charter"] * 3
    assert len(view.cells_at(charter, [title] * 2, days[:2])) == 2
    assert len(view.cells_at([], title)) == 0
    assert len(view.cells_at(view.ordinals([]), view.ordinals([]))) == 0


ORDINAL_FORMS = {
    "list": list,
    "tuple": tuple,
    "generator": iter,
    "array": lambda ordinals: array.array("i", ordinals),
    "memoryview": memoryview,
    "numpy": lambda ordinals: pytest.importorskip("numpy").asarray(ordinals),
    "numpy-small": lambda ordinals: pytest.importorskip("numpy").array(ordinals, dtype="uint16"),
    "numpy-every-other": lambda ordinals: (
        pytest.importorskip("numpy").repeat(ordinals, 2)[::2]
    ),
    "pandas": lambda ordinals: pytest.importorskip("pandas").Series(ordinals),
    "polars": lambda ordinals: pytest.importorskip("polars").Series(list(ordinals)),
    "arrow": lambda ordinals: pytest.importorskip("pyarrow").array(list(ordinals)),
}


@pytest.mark.parametrize("form", ORDINAL_FORMS)
def test_ordinals_come_in_many_forms(view, form):
    ordinals = ORDINAL_FORMS[form](view.ordinals(["charter", "trade"]))
    table = view.cells_at(ordinals, view.ordinals(["title", "value"]), "2026-05-20")
    assert table.column("value")[0] == "Charter"
    assert len(table) == 2


def test_what_is_no_ordinal_is_refused(view):
    charter, title = view.ordinal("charter"), view.ordinal("title")
    for wrong in (0, -1, 2**40, 2**63 - 1, title):
        with pytest.raises(ps.NotFoundError, match=f"question 2: {wrong} is not the ordinal of an"):
            view.cells_at([charter, wrong], title)
    with pytest.raises(ps.NotFoundError, match="question 1: 0 is not the ordinal of a property"):
        view.cells_at(charter, view.ordinal("nothing"))
    for wrong in ("charter", b"charter", ["charter"], [1.0], [None], None, 1.0):
        with pytest.raises(TypeError):
            view.cells_at(wrong, title)
    with pytest.raises(OverflowError):
        view.cells_at([2**63], title)
    with pytest.raises(ValueError, match="one length"):
        view.cells_at([charter] * 3, [title] * 2)
    with pytest.raises(ValueError, match="one length"):
        view.cells_at([charter] * 3, title, ["2026-01-01", "2026-01-02"])


def test_ordinals_of_arrays_are_whole_numbers_in_a_row(view):
    np = pytest.importorskip("numpy")
    title = view.ordinal("title")
    for wrong in (np.array([1.0]), np.array([True]), np.array(["a"])):
        with pytest.raises(TypeError, match="whole numbers"):
            view.cells_at(wrong, title)
    with pytest.raises(ValueError, match="not a table"):
        view.cells_at(np.array([[1]]), title)
    assert view.cells_at(np.int64(view.ordinal("charter")), title)["value"] == ["Charter"]


def test_snapshots_spells_and_references(view):
    parties = view.snapshot("party", ["name", "country"])
    assert parties.columns == ["id", "kind", "name", "country", "contested"]
    assert {"Alba", "Borea", "Ministry"} == set(parties["name"])
    spells = view.spells("jo", "holds_office")
    assert (spells[0]["value"], spells[0]["from"], spells[0]["holds"]) == (
        "minister",
        "2024-05",
        "certain",
    )
    assert "charter" in view.references("alba", property="party")["subject"]
    assert len(view.references("alba")) > len(view.references("alba", property="party"))
    with pytest.raises(TypeError, match="list of str"):
        view.snapshot("party", "name")


def test_changes_since_a_day(view):
    assert view.changes("2026-02-09")["status_after"] == ["signed"]
    assert len(view.changes(since=datetime.date(2026, 2, 10))) == 0


def test_questions_about_one_thing(view):
    assert set(view.acts("charter")["act"]) == {"charter/opening", "charter/signature"}
    assert view.members(group="wg")["member"] == ["jo"]
    assert view.meetings("wg")["meeting"] == ["first-meeting"]
    with pytest.raises(ps.NotFoundError):
        view.acts("no-such-agreement")
    with pytest.raises(LookupError):
        view.agreement_status("no-such-agreement")
    with pytest.raises(TypeError):
        view.agreement_status(None)


def test_a_view_does_not_see_what_is_recorded_later(model):
    view = model.view("2026-05-20")
    with model.transaction() as tx:
        tx.party("cetia", kind="state", name="Cetia")
    assert "cetia" not in view.parties()["id"]
    assert "cetia" in model.view("2026-05-20").parties()["id"]


def test_a_brief_has_named_sections(view):
    brief = view.brief(since="2026-01-01")
    names = list(brief)
    assert names[:3] == ["summary", "agreements", "changes"]
    assert {"overdue", "contested", "timeline"} <= set(names)
    assert [s.name for s in brief.sections] == names and len(brief) == len(names)
    assert brief["agreements"]["status"] == ["signed"]
    assert brief.since == datetime.date(2026, 1, 1)
    assert (brief.as_of, brief.published_by) == (datetime.date(2026, 5, 20), None)
    assert view.brief().since == datetime.date(2026, 2, 19)
    assert "overdue" in brief and "nothing" not in brief
    with pytest.raises(KeyError):
        brief["nothing"]
