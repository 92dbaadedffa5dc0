"""Parties over time, seats and groups, who met whom and what follows."""

import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def flagship():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as opened:
        yield opened


def test_a_bloc_and_its_members(model):
    with model.transaction() as tx:
        tx.party("league", kind="bloc", name="League")
        tx.join("alba", "league", from_="1995", until="2005-06-30", source="notes")
        number = tx.join("borea", "league", from_="2001-05-01", source="notes")
        tx.succeed("borea", "alba", from_="2005-07-01")
    assert number > 0
    assert model.view("2003-01-01").bloc_members("league")["member"] == ["alba", "borea"]
    assert model.view("2010-01-01").bloc_members()["member"] == ["borea"]
    (row,) = model.view("2005-01-01").successions("alba")
    assert (row["predecessor"], row["successor"], row["happened"]) == ("alba", "borea", "no")


def test_offices_over_time(model, view):
    with model.transaction() as tx:
        tx.office("envoy", title="Envoy", organisation="ministry", on_behalf_of="borea")
        tx.hold_office("jo", "envoy", from_="2020", until="2024-04", source="notes")
    told = {row["office"]: row for row in model.view("2026-05-20").offices_over_time(person="jo")}
    assert told["envoy"]["holds"] == "no" and told["envoy"]["side"] == "borea"
    assert told["minister"]["holds"] == "certain" and told["minister"]["side"] == "alba"
    assert len(model.view("2026-05-20").offices_over_time(organisation="ministry")) == 2
    assert len(view.offices_over_time(office="minister")) == 1


def test_a_seat_ends_with_its_body_unless_it_survives(model):
    with model.transaction() as tx:
        tx.named_seat("wg/clerk", seat_of="wg", incumbent="jo", capacity="clerk",
                      on_behalf_of="borea", survives_dissolution=True)
        tx.assert_("wg", "dissolved", "2026-03-31")
    seats = {row["role"]: row for row in model.view("2026-05-20").seats(holder="jo")}
    assert (seats["chair"]["ended_by"], seats["chair"]["until"]) == ("dissolution", "2026-03-31")
    assert (seats["clerk"]["ended_by"], seats["clerk"]["holds"]) == (None, "certain")
    assert seats["clerk"]["side"] == "borea"
    assert model.view("2026-05-20").members("wg")["role"] == ["clerk"]


def test_decisions_stand_in_their_meeting(tmp_path):
    path = tmp_path / "register.json"
    path.write_text(
        """{"partnership_register": 1,
        "parties": [{"id": "alba", "kind": "state"}],
        "working_groups": [{"id": "wg", "mandate": "To draft",
          "seats": [{"id": "wg/1", "incumbent": "alba", "capacity": "chair"}]}],
        "events": [{"id": "m", "type": "visit", "date": "2026-01-10", "group": "wg", "agenda": "Lists",
          "host": "alba", "decisions": [{"id": "m/1", "title": "Exchange lists"}],
          "delegations": [{"id": "m/alba", "on_behalf_of": "alba", "delegate": "alba"}]}],
        "commitments": [{"id": "lists", "text": "Send lists", "owner": "alba",
          "arises_from": "m/1", "due": "2026-02-01"}]}""",
        "utf-8",
    )
    with ps.open(path) as model:
        view = model.view("2026-03-01")
        (row,) = view.trace("wg")
        assert (row["meeting"], row["decision"], row["commitment"]) == ("m", "m/1", "lists")
        assert (row["through"], row["status"], row["days_overdue"]) == ("decision", "overdue", 28)
        (row,) = view.decisions("m")
        assert (row["title"], row["commitments"], row["open"]) == ("Exchange lists", "lists", 1)
        (row,) = view.visits()
        assert (row["hosts"], row["delegates"], row["side"]) == ("alba", "alba", "alba")
        (row,) = view.follow_ups(event="m", owner="alba")
        assert (row["how"], row["through"]) == ("decision", "m/1")
        assert view.members()["role"] == ["chair"]
        assert view.meetings()["agenda"] == ["Lists"]


def test_who_met_whom_in_the_flagship(flagship):
    view = flagship.view(as_of="2026-05-20", holding="possible")
    met = view.contacts(who="department-of-commerce", with_="elnur-aliyev")
    names = {row["who_name"]: row["who_capacity"] for row in met}
    assert names["Bill Guidera"] == "Deputy Assistant Secretary"
    assert {row["with_capacity"] for row in met} == {"First Deputy Minister of Economy"}
    both = view.contacts(across_sides=True)
    assert all(row["who_side"] != row["with_side"] for row in both)
    with pytest.raises(ps.NotFoundError):
        view.contacts(who="nobody")


def test_what_follows_in_the_flagship(flagship):
    view = flagship.view(as_of="2026-05-20")
    late = [row for row in view.follow_ups() if row["status"] == "overdue"]
    assert {row["commitment"] for row in late} == {"minsk-process-closure", "charter-project-lists"}
    (row,) = view.follow_ups(event="videoconference-jabbarov-orr")
    assert (row["commitment"], row["how"]) == ("diversify-energy-activities", "event")
    assert len(view.follow_ups(closed=True)) >= len(view.follow_ups())
