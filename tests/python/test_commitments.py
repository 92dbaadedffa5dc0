"""Commitments: who owes what, how days slip, what waits for what, and who finds what."""

import partnership as ps
import pytest


@pytest.fixture
def model():
    with ps.new() as made:
        with made.transaction() as tx:
            tx.source("plan", publisher="Ministry", published="2024-01-10")
            tx.source("news", publisher="Press", published="2024-11-02")
            tx.party("az", kind="state", name="Azerbaijan")
            tx.party("bank", kind="fund", name="Bank")
            tx.commitment(
                "grant",
                text="Grant the means",
                owners=["bank"],
                beneficiaries=["az"],
                due="2024-06-30",
                source="plan",
            )
            tx.commitment(
                "road",
                text="Build the road",
                owners=["az"],
                measure="km opened",
                indicative_due="2024-12",
                depends_on=["grant"],
                source="plan",
            )
            tx.assert_("road", "due", "2025-03-31", source="news")
            tx.milestone("road/design", commitment="road", due="2024-09-30", source="plan")
        yield made


def test_the_list_shows_how_a_commitment_stands(model):
    row = next(r for r in model.view("2025-04-10").commitments(owner="az"))
    assert (row["measure"], row["due_nature"], row["days_overdue"]) == (
        "km opened",
        "definitive",
        10,
    )
    assert (row["slip"], row["blocked"], row["blocked_by"]) == (90, "certain", "grant")
    assert (row["milestones"], row["milestones_met"]) == (1, 0)


def test_overdue_by_owner(model):
    late = model.view("2025-04-10").overdue()
    assert [(r["owner"], r["commitment"], r["days_overdue"], r["source"]) for r in late] == [
        ("bank", "grant", 284, "plan"),
        ("az", "road", 10, "news"),
    ]
    assert len(model.view("2024-06-30").overdue()) == 0


def test_slippage(model):
    rows = list(model.view("2025-04-10").commitment_slippage("road"))
    assert [(r["nature"], r["due"], r["slip"], r["slipped"]) for r in rows] == [
        ("indicative", "2024-12", 0, "no"),
        ("definitive", "2025-03-31", 90, "certain"),
    ]
    assert (rows[1]["slip_least"], rows[1]["slip_most"]) == (90, 120)
    assert len(model.view("2025-04-10").commitment_slippage()) == 3


def test_dependencies_and_milestones(model):
    view = model.view("2024-10-10")
    assert [r["blocks"] for r in view.dependencies("road")] == ["certain"]
    assert [(r["status"], r["days_overdue"]) for r in view.milestones("road")] == [("overdue", 10)]
    with model.transaction() as tx:
        tx.milestone("road/design", reviewed="2024-10-01", result="partly_met")
        tx.assert_("grant", "fulfilled", "2024-10-01")
    after = model.view("2024-10-10")
    assert [r["status"] for r in after.milestones()] == ["partly_met"]
    assert [r["blocks"] for r in after.dependencies()] == ["no"]
    with pytest.raises(ps.InvalidError, match="partly_met"), model.transaction() as tx:
        tx.milestone("x", result="nearly")


def test_assessments_stay_side_by_side(model):
    with model.transaction() as tx:
        for id_, assessor, verdict, score in [("a", "az", "met", 90), ("b", "bank", "not_met", 40)]:
            tx.assessment(
                id_,
                subject="road",
                assessor=assessor,
                yardstick="Plan",
                verdict=verdict,
                score=score,
                unit="percent",
                date="2024-12-01",
            )
    view = model.view("2025-01-01")
    rows = list(view.assessments("road"))
    assert [(r["verdict"], r["score"], r["disagrees_with"]) for r in rows] == [
        ("met", "90", "b"),
        ("not_met", "40", "a"),
    ]
    assert view.assessments()["assessor"] == ["az", "bank"]
    listed = {r["id"]: r["assessments_disagree"] for r in view.commitments()}
    assert listed == {"grant": False, "road": True}


def test_nested_in_json_and_back(model, tmp_path):
    text = """{"partnership_register": 1,
      "parties": [{"id": "az"}],
      "commitments": [{"id": "c", "text": "Do it",
        "milestones": [{"type": "draft", "due": "2025-06-30", "result": "met"}],
        "assessments": [{"type": "own", "assessor": "az", "verdict": "met"}]}],
      "entities": [{"id": "p", "kind": "project",
        "assessments": [{"type": "bank", "verdict": "late"}]}]}"""
    (tmp_path / "r.json").write_text(text, "utf-8")
    with ps.open(tmp_path / "r.json") as read:
        read.write_json(tmp_path / "again.json")
    with ps.open(tmp_path / "again.json") as again:
        view = again.view("2025-07-01")
        assert view.milestones("c")["milestone"] == ["c/draft"]
        assert view.assessments("c")["assessment"] == ["c/own"]
        assert view.assessments("p")["verdict"] == ["late"]
