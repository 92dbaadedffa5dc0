"""The register of figures: every claim of the table is in it, read or listed."""

import collections
import csv
import importlib.util
import json
import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
FOLDER = ROOT / "examples" / "azerbaijan-us-figures"
COLUMNS = [
    "id", "topic", "what", "value", "unit", "period", "period_precision", "source_url", "source_date",
    "confidence", "note",
]  # fmt: skip


@pytest.fixture(scope="module")
def view():
    with ps.open(FOLDER) as model:
        yield model.view(as_of="2026-06-01")


@pytest.fixture(scope="module")
def convert():
    spec = importlib.util.spec_from_file_location("convert", FOLDER / "convert.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_claim_is_there_with_its_source(view):
    claims = list(view.figure_claims())
    assert len(claims) == len(view.figures()) == 709
    assert {row["figure"] for row in claims} == {f"F{i:04}" for i in range(1, 710)}
    assert all(row["source"] and row["locator"] == f"row {row['figure']}" for row in claims)
    assert len({row["source"] for row in claims}) == 274
    assert sum(row["number"] is not None for row in claims) == 644
    assert len({row["unit"] for row in claims if row["unit"]}) == 52


def test_what_is_no_number_for_a_period_is_listed(view):
    counts = collections.Counter((r["what"], r["because"]) for r in view.figure_unread())
    assert counts == {
        ("period", "in_words"): 112,
        ("value", "in_words"): 26,
        ("value", "a_date"): 38,
        ("value", "a_truth"): 1,
        ("unit", "not_in_the_table"): 1,
    }


def test_claims_that_the_table_says_conflict_or_agree(view):
    told = {row["figure"]: row for row in view.figure_comparison() if row["claims"] > 1}
    assert {figure: row["verdict"] for figure, row in told.items()} == {
        "F0010": "agree",
        "F0023": "conflict",
        "F0110": "agree",
    }
    assert told["F0010"]["others"].startswith("nearly 1365 USD million (article-b); truncated")


def test_the_register_follows_the_schema():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "register.schema.json").read_text("utf-8"))
    register = json.loads((FOLDER / "figures.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(register)


def row(**columns):
    base = {
        "id": "F1", "what": "Trade", "period": "2025", "period_precision": "year",
        "source_url": "https://example.org/a", "source_date": "2025-12-13", "confidence": "one",
    }  # fmt: skip
    return dict.fromkeys(COLUMNS, "") | base | columns


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "definition"),
    [
        ("1365", "USD million ('nearly')",
         {"value": "1365", "unit": "USD million", "qualifier": "nearly"}, None),
        ("1300", "USD million (truncated)",
         {"value": "13e2", "unit": "USD million", "qualifier": "truncated"}, None),
        ("100.50", "USD (rounded)", {"value": "100.50", "unit": "USD", "qualifier": "rounded"}, None),
        ("40", "t (plan)", {"value": "40", "unit": "t"}, "plan"),
        ("40 ('over')", "t", {"value": "40", "unit": "t", "qualifier": "over"}, None),
        ("10", "percent (minimum)", {"value": "10", "unit": "percent", "qualifier": "at least"}, None),
        ("3-4", "days", {"value": "3-4 days", "type": "text"}, None),
        ("2026-H2", "date", {"value": "2026-41", "type": "date"}, None),
        ("2025", "date (target)", {"value": "2025", "type": "date"}, "target"),
        ("no", "boolean", {"value": False, "type": "boolean"}, None),
        ("Guidera", "name", {"value": "Guidera", "type": "text"}, None),
    ],
)  # fmt: skip
def test_a_value_is_read_with_its_unit(convert, value, unit, wanted, definition):
    made = convert.figure(row(value=value, unit=unit), {})
    said = {k: v for k, v in made["value"].items() if k not in ("wording", "certainty")}
    assert said == wanted
    assert made.get("definition") == definition
    assert made["value"]["certainty"] == "one source"


def test_periods_and_days_of_sources(convert):
    assert convert.period(row(period="2025-H1", period_precision="half-year")) == "2025-40"
    assert convert.period(row(period="2016-Q1", period_precision="quarter")) == "2016-33"
    words = {"unknown": True, "wording": "the 2020s"}
    assert convert.period(row(period="the 2020s", period_precision="text")) == words
    assert convert.published("2025-12") == "2025-12"
    assert convert.published("n.d.") == {"unknown": True, "wording": "n.d."}
    assert convert.published("2025-12 (undated)")["value"] == "2025-12?"


def test_a_page_with_two_days_is_two_sources(convert):
    known = {}
    ids = [
        convert.source_id(row(source_date=day), known)
        for day in ("2025-12-13", "2025-12-22", "2025-12-13")
    ]
    assert ids == ["example-org-a", "example-org-a-2", "example-org-a"]
    assert convert.source_id(row(source_url="seed:004_b.txt"), known) == "article-b"


@pytest.mark.skipif("PSHIP_FIGURES_CSV" not in os.environ, reason="the table is not here")
def test_the_register_is_what_the_table_says(convert):
    with open(os.environ["PSHIP_FIGURES_CSV"], newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert convert.convert(rows) == (FOLDER / "figures.json").read_text("utf-8")
    assert len(rows) == 709
    assert sum(1 for r in rows if r["period_precision"] == "text") == 112
    assert len({r["unit"] for r in rows}) == 111


def test_both_registers_fit_into_one_model():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.read_json(ROOT / "examples" / "azerbaijan-us")
            tx.read_json(FOLDER)
        view = model.view(as_of="2026-06-01")
        assert len(view.figures()) > 709
        assert "article-b" in view.sources()["id"]
