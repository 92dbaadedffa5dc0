"""The flagship register, asked with the lines that the README promises."""

import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
CHARTER = "strategic-partnership-charter"


@pytest.fixture(scope="module")
def model():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as opened:
        yield opened


def test_agreements_as_a_frame(model):
    pytest.importorskip("pandas")
    frame = model.view(as_of="2026-01-15").agreements().to_pandas()
    wanted = {"id", "title", "type", "status", "since", "certainty", "contested"}
    assert wanted <= set(frame.columns)
    assert CHARTER in set(frame["id"])


def test_the_charter_is_signed_from_its_day_on(model):
    assert model.view(as_of="2026-01-15").agreement_status(CHARTER) != "signed"
    assert model.view(as_of="2026-02-11").agreement_status(CHARTER) == "signed"


def test_before_anybody_had_said_so_it_is_not_signed(model):
    view = model.view(as_of="2026-02-11", published_by="2026-01-15")
    assert view.agreement_status(CHARTER) != "signed"


def test_the_lists_of_the_charter_are_overdue(model):
    late = model.view(as_of="2026-05-20").commitments(overdue=True)
    wanted = {"id", "text", "owner", "due", "status", "days_overdue", "last_confirmed"}
    assert wanted <= set(late.columns)
    lists = [row for row in late if row["due_rule"] and CHARTER in row["due_rule"]]
    assert [row["id"] for row in lists] == ["charter-project-lists"]
    assert lists[0]["due"] == "2026-05-10" and lists[0]["days_overdue"] == 10


def test_explain_says_which_statements_and_sources(model):
    rows = list(model.view(as_of="2026-03-13").explain(CHARTER, "title"))
    assert [row["outcome"] for row in rows].count("picked") == 1
    assert all(row["source"] and row["because"] and row["recorded_at"] for row in rows)


def test_recording_and_saving(model, tmp_path):
    path = tmp_path / "azus.pship"
    model.save(path)
    with ps.open(path) as copy:
        with copy.transaction(actor="me", note="why") as tx:
            tx.agreement("pact", title="Pact", parties=["azerbaijan", "united-states"])
            tx.act("pact/signature", agreement="pact", type="signature", date="2026-06-01")
            tx.commitment("report", text="Report", due="30 days after signature of pact")
        view = copy.view(as_of="2026-07-02")
        assert view.agreement_status("pact") == "signed"
        assert view.value("report", "due").kind == "rule"
        assert "report" in view.commitments(overdue=True)["id"]


def test_json_and_back_asks_the_same(model, tmp_path):
    model.write_json(tmp_path / "all.json")
    with ps.open(tmp_path / "all.json") as again:
        assert again.statement_count == model.statement_count
        day = {"as_of": "2026-03-13", "published_by": "2026-03-13"}
        left, right = (m.view(**day).agreements() for m in (model, again))
        for column in ("id", "title", "status", "since", "contested"):
            assert left[column] == right[column], column
