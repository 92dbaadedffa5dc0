"""Agreements: their conditions, and what is in force for whom."""

import datetime

import partnership as ps
import pytest


@pytest.fixture
def treaty():
    """Three parties, two consents needed, and one that comes later."""
    model = ps.new()
    with model.transaction() as tx:
        for name in ("alba", "borea", "cora"):
            tx.party(name, kind="state", name=name.title())
        tx.agreement("treaty", title="Treaty", parties=["alba", "borea", "cora"], binding="true")
        tx.condition(
            "treaty/entry",
            agreement="treaty",
            type="entry_into_force",
            basis="consents",
            consents_required=2,
            delay="30 days",
            article="Article 12",
        )
        tx.condition("treaty/term", agreement="treaty", type="term", duration="10 years")
        tx.act("a", agreement="treaty", type="ratification", date="2020-01-01", parties=["alba"])
        tx.act("b", agreement="treaty", type="ratification", date="2020-02", parties=["borea"])
    return model


def rows(table):
    return {row["party"]: row for row in table}


def test_force_is_told_for_the_agreement_and_each_party(treaty):
    table = treaty.view("2021-01-01").force()
    assert [row["party"] for row in table] == [None, "alba", "borea", "cora"]
    row = rows(table)["alba"]
    assert row["in_force"] == "certain"
    assert row["since_earliest"] == datetime.date(2020, 3, 2)
    assert row["since_latest"] == datetime.date(2020, 3, 30)
    assert row["until_earliest"] == datetime.date(2030, 3, 2)
    assert row["reason"].startswith(
        "in force since 2020-03-02/2020-03-30: 2 consents by 2020-02-01/2020-02-29, 30 days later"
    )
    assert rows(table)["cora"]["lacking"] == "consent of cora"


def test_the_future_is_foretold(treaty):
    assert rows(treaty.view("2020-03-15").force())["alba"]["in_force"] == "possible"
    row = rows(treaty.view("2035-01-01").force(agreement="treaty"))["alba"]
    assert row["in_force"] == "no"
    assert row["condition"] == "treaty/term"


def test_only_what_is_asked(treaty):
    view = treaty.view("2021-01-01")
    assert len(view.force(in_force=True)) == 3
    assert len(view.force(party="cora")) == 1
    assert len(view.force("treaty", party="cora", in_force=True)) == 0
    with pytest.raises(ps.NotFoundError, match="nothing"):
        view.force("nothing")


def test_spells_say_why_they_began_and_ended(treaty):
    table = treaty.view("2021-01-01").agreement_spells(party="borea")
    assert [(row["kind"], row["holds"]) for row in table] == [("force", "certain")]
    assert "term of 10 years" in table[0]["ended_because"]


def test_conditions_travel_in_a_register(treaty, tmp_path):
    path = tmp_path / "treaty.json"
    path.write_text(
        """{"partnership_register": 1, "parties": [{"id": "x", "kind": "state"}],
        "agreements": [{"id": "memo", "party": "x",
          "acts": [{"type": "signature", "date": "2025-08-08"}],
          "conditions": [
            {"type": "entry_into_force", "basis": "on_signature"},
            {"type": "term", "duration": {"value": 1, "unit": "year"}}]}]}""",
        "utf-8",
    )
    model = ps.open(path)
    row = rows(model.view("2026-08-07").force())["x"]
    assert row["in_force"] == "certain"
    assert row["condition"] == "memo/condition/entry_into_force"
    assert rows(model.view("2026-08-08").force())["x"]["in_force"] == "no"
    model.write_json(tmp_path / "again.json")
    again = ps.open(tmp_path / "again.json")
    assert rows(again.view("2026-08-07").force())["x"]["in_force"] == "certain"


def test_what_is_no_condition_is_refused(treaty):
    with pytest.raises(ps.InvalidError, match="length of time"), treaty.transaction() as tx:
        tx.condition("c", agreement="treaty", type="term", duration="ten years")
    assert len(treaty.view("2021-01-01").references("treaty", "condition_of")) == 2


def test_without_words_the_rows_are_the_same(treaty):
    view = treaty.view("2020-03-15")
    full, bare = view.force(), view.force(bare=True)
    assert "reason" not in bare.columns
    assert [row["in_force"] for row in bare] == [row["in_force"] for row in full]


@pytest.fixture
def family(treaty):
    with treaty.transaction() as tx:
        tx.agreement("protocol", title="Protocol", protocol_to=["treaty"], requires=["memo"])
        tx.agreement("memo", title="Memo", requires_in_force=["treaty"])
        tx.act("memo/s", agreement="memo", type="signature", date="2024-05-01")
    return treaty


def test_the_graph_is_an_edge_table(family):
    edges = [
        (row["from"], row["relation"], row["to"])
        for row in family.view("2025-01-01").agreement_graph()
    ]
    assert edges == [
        ("memo", "requires_in_force", "treaty"),
        ("protocol", "protocol_to", "treaty"),
        ("protocol", "requires", "memo"),
    ]


def test_readiness_says_what_is_waited_for(family):
    def of(day):
        return {row["agreement"]: row for row in family.view(day).readiness()}

    before, after = of("2024-01-01"), of("2025-01-01")
    assert (before["protocol"]["state"], before["protocol"]["needs"]) == ("blocked", "memo")
    assert before["memo"]["met"] == "certain"
    assert after["protocol"]["state"] == "ready"
    assert after["memo"]["state"] == "signed"
    assert after["treaty"]["needs"] is None


def test_anniversaries(family):
    table = family.view("2026-01-01").anniversaries("2034-01-01", "2034-12-31")
    assert [(row["subject"], row["years"], row["round"]) for row in table] == [("memo", 10, True)]
    assert len(family.view("2033-05-02").anniversaries()) == 1
    with pytest.raises(ps.InvalidError):
        family.view("2026-01-01").anniversaries("2026-02-01", "2026-01-01")
