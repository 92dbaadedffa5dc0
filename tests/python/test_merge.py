"""Who is who: names, and ids that turned out to be one thing."""

import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def flagship():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as opened:
        yield opened


def test_gidera_and_guidera_are_one_person(flagship):
    view = flagship.view(as_of="2026-03-13", holding="possible")
    assert view.canonical("bill-gidera") == "bill-guidera"
    rows = [row for row in view.offices() if "Gu" in (row["name"] or "")]
    assert {row["person"] for row in rows} == {"bill-guidera"}
    assert {row["aliases"] for row in rows} == {"Bill Gidera"}
    assert {row["merged"] for row in rows} == {"bill-gidera"}
    assert {row["office"] for row in rows} == {
        "official-of-department-of-commerce",
        "deputy-assistant-secretary-of-commerce",
    }
    (merge,) = view.merges()
    assert merge["id"] == "bill-gidera" and merge["applied"] and "one letter" in merge["reason"]
    assert {row["property"] for row in view.merge_conflicts()} == {"name"}
    (meeting,) = [row for row in view.events() if row["id"] == "meeting-aliyev-guidera"]
    assert "bill-guidera" in meeting["participants"]


def test_merged_commitments_are_one_in_every_list():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.party("north", kind="state", name="North")
            tx.commitment("road", text="Build the road", due="2025-01-01")
            tx.commitment("highway", owners=["north"])
            tx.milestone("draft", commitment="highway", result="met", reviewed="2024-05-01")
            tx.merge("highway", "road", reason="one plan in two papers")
        view = model.view(as_of="2025-01-11")
        (row,) = view.commitments(owner="north")
        assert (row["id"], row["text"], row["owner"]) == ("road", "Build the road", "north")
        assert (row["milestones"], row["milestones_met"]) == (1, 1)
        assert [(r["commitment"], r["days_overdue"]) for r in view.overdue()] == [("road", 10)]
        assert [r["milestone"] for r in view.milestones("highway")] == ["draft"]
        assert {r["subject"] for r in view.timeline()} == {"road", "draft"}
        (balance,) = view.partner_balance("north", 2025, 2025)
        assert (balance["year"], balance["commitments"]) == (None, 1)  # nothing dates it


def test_before_the_article_they_were_two(flagship):
    view = flagship.view(as_of="2026-03-13", published_by="2026-03-12", holding="possible")
    assert view.canonical("bill-guidera") == "bill-guidera"
    assert len(view.merges()) == 0


def test_a_merge_is_taken_back(flagship, tmp_path):
    flagship.save(tmp_path / "copy.pship")
    with ps.open(tmp_path / "copy.pship") as model:
        (merge,) = model.view(as_of="2026-03-13").merges()
        with model.transaction(actor="me") as tx:
            tx.retract(merge["statement"], reason="they were seen in one room")
        view = model.view(as_of="2026-03-13")
        assert view.canonical("bill-gidera") == "bill-gidera"
        assert len(view.merges()) == 0
        with model.transaction(actor="me") as tx:
            number = tx.merge("bill-gidera", "bill-guidera", reason="one of them was a mirror")
        assert number > 0
        assert model.view(as_of="2026-03-13").canonical("bill-gidera") == "bill-guidera"


def test_a_scenario_may_merge(flagship, tmp_path):
    flagship.save(tmp_path / "copy.pship")
    with ps.open(tmp_path / "copy.pship") as model:
        with model.scenario("one-ministry").transaction() as tx:
            tx.merge("ministry-of-energy", "ministry-of-economy", reason="what if they were one")
        assert model.view().canonical("ministry-of-energy") == "ministry-of-energy"
        under = model.view(scenario="one-ministry")
        assert under.canonical("ministry-of-energy") == "ministry-of-economy"
        (row,) = [row for row in under.parties() if row["id"] == "ministry-of-economy"]
        assert row["merged"] == "ministry-of-energy"


def test_a_circle_is_refused_by_name():
    model = ps.new()
    with model.transaction() as tx:
        for id_ in ("a", "b"):
            tx.person(id_, name=id_)
        tx.merge("a", "b", reason="so they say")
        tx.merge("b", "a", reason="and the other way round")
        with pytest.raises(ps.ArgumentError, match="reason"):
            tx.merge("a", "b")
    view = model.view()
    with pytest.raises(ps.ConflictError, match="circle"):
        view.canonical("a")
    assert view.merges()["problem"] == ["circle", "circle"]
    with pytest.raises(ps.NotFoundError):
        view.canonical("nobody")


def test_aliases_have_a_language_and_a_kind(model):
    with model.transaction() as tx:
        tx.alias(
            "alba/gd", alias_of="alba", name="Alba Nuadh", type="translation", language="gd"
        )
    view = model.view("2026-05-20")
    rows = {row["name"]: row for row in view.names("alba")}
    assert rows["Alba Nuadh"]["language"] == "gd"
    assert (rows["Scotia"]["how"], rows["Alba"]["how"]) == ("alias", "name")
    (found,) = view.find("ecosse")
    assert (found["id"], found["match"], found["matched"]) == ("alba", "folded", "Écosse")
    assert len(view.find("ecosse", kind="person")) == 0
    with pytest.raises(ps.NotFoundError):
        view.find("alba", kind="club")


def test_aliases_stand_within_their_owner(tmp_path):
    path = tmp_path / "register.json"
    path.write_text(
        '{"partnership_register": 1, "parties": [{"id": "mm", "kind": "legislature", "aliases": ['
        '{"type": "former_name", "name": {"value": "Supreme Soviet", "until": "1995-11-11"}}]}]}',
        "utf-8",
    )
    with ps.open(path) as model:
        (name,) = model.view("1990-01-01").find("supreme soviet")
        assert (name["id"], name["how"]) == ("mm", "former_name")
        assert len(model.view("2020-01-01").find("supreme soviet")) == 0
        model.write_json(tmp_path / "again.json")
    with ps.open(tmp_path / "again.json") as again:
        assert again.view("1990-01-01").find("Supreme Soviet")["id"] == ["mm"]


def two_entries(model):
    """One pact in two lists: one has its signature and the consent of one party, the other the rest."""
    with model.transaction() as tx:
        for state in ("north", "south"):
            tx.party(state, kind="state")
        for id_ in ("list-a", "list-b"):
            tx.agreement(id_, title=f"Pact ({id_})", parties=["north", "south"])
        tx.act("a/1", agreement="list-a", type="signature", date="2020-01-01")
        tx.act("a/2", agreement="list-a", type="ratification", date="2020-02-01", parties=["north"])
        tx.act("b/1", agreement="list-b", type="ratification", date="2020-03-01", parties=["south"])
        tx.condition(
            "b/entry", agreement="list-b", type="entry_into_force", basis="all_consents"
        )
        tx.commitment("report", due="1 year after ratification of list-b")
        return tx.merge("list-b", "list-a", reason="the same title and day")


def test_merged_agreements_are_one_and_two_again():
    with ps.new() as model:
        merge = two_entries(model)
        view = model.view(as_of="2021-01-01")
        (row,) = view.agreements()
        assert (row["id"], row["status"], row["in_force"]) == ("list-a", "signed", "certain")
        assert [r["party"] for r in view.force(agreement="list-b")] == [None, "north", "south"]
        assert {str(r["since"]) for r in view.force()} == {"2020-03-01"}
        assert [r["agreement"] for r in view.acts("list-b")] == ["list-a"] * 3
        assert view.agreement_status("list-b") == "signed"
        # The first ratification of the one pact is that of north, under its other id.
        assert view.commitments()["due"] == ["2021-02-01"]

        with model.transaction() as tx:
            tx.retract(merge, reason="one of them was a draft")
        view = model.view(as_of="2021-01-01")
        assert [(r["id"], r["status"], r["in_force"]) for r in view.agreements()] == [
            ("list-a", "signed", "no"),
            ("list-b", "unknown", "no"),
        ]
        assert view.commitments()["due"] == ["2021-03-01"]


def test_two_days_of_entry_into_force_are_contested():
    with ps.new() as model:
        with model.transaction() as tx:
            for id_, day in (("list-a", "2020-05-01"), ("list-b", "2020-06-01")):
                tx.agreement(id_, title="Pact")
                tx.act(f"{id_}/1", agreement=id_, type="entry_into_force", date=day)
            tx.merge("list-b", "list-a", reason="the same title")
        (row,) = model.view(as_of="2021-01-01").force()
        assert (row["since"], row["contested"]) == ("2020-05-01", True)
