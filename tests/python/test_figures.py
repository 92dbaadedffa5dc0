"""Figures as claims, and units."""

import math

import partnership as ps
import pytest


@pytest.fixture
def model():
    with ps.new() as opened:
        with opened.transaction() as tx:
            tx.source("customs", publisher="Customs", published="2025-12-20")
            tx.source("gazette", publisher="Gazette", published="2025-12-22")
            tx.party("alba", kind="state")
            tx.figure(
                "a", measure="Trade", about="alba", period="2025", value="1364",
                unit="USD million", definitions=["goods"], reporter="alba", source="customs",
            )  # fmt: skip
            tx.figure(
                "b", measure="Trade", about="alba", period="2025", value="1.5",
                unit="bn US dollars", definitions=["goods"], reporter="alba", source="gazette",
            )  # fmt: skip
            tx.figure("c", measure="Trade", about="alba", period="2024", value="little")
        yield opened


def test_claims_come_with_their_standing(model):
    rows = list(model.view().figure_claims())
    assert [(r["figure"], r["verdict"]) for r in rows] == [
        ("c", "best"),
        ("a", "best"),
        ("b", "contradicts"),
    ]
    assert rows[1]["standard_number"] == 1_364_000_000 and rows[1]["standard_unit"] == "USD"
    assert rows[2]["publisher"] == "Gazette"


def test_the_comparison_names_its_rule(model):
    view = model.view()
    rows = {row["figure"]: row for row in view.figure_comparison()}
    assert rows["a"]["verdict"] == "conflict" and rows["a"]["rule"] == "precision"
    assert math.isclose(rows["a"]["spread"], 136) and rows["a"]["reporter"] == "alba"
    assert rows["c"]["verdict"] == "not_comparable"
    assert rows["c"]["differs_in"] == "definition; reporter; period; value"
    assert [row["figure"] for row in view.figure_conflicts()] == ["a"]
    trusting = model.view(preferred_sources=["gazette"])
    assert [row["rule"] for row in trusting.figure_conflicts()] == ["preferred_source"]
    assert [row["figure"] for row in trusting.figure_conflicts()] == ["b"]


def test_what_is_not_understood(model):
    rows = [(r["figure"], r["what"], r["because"]) for r in model.view().figure_unread()]
    assert rows == [("c", "value", "in_words")]


def test_units():
    assert ps.Unit.parse("US$ m") == ps.Unit("USD", 1e6, "USD", True)
    assert ps.Unit.parse("million USD") == ps.Unit.parse("mln US dollars")
    assert ps.Unit.parse(None) == ps.Unit("", 1.0, None, True)
    assert not ps.Unit.parse("$").understood
    with pytest.raises(ps.LimitError):
        ps.Unit.parse("a" * 200)
    spellings = {row["spelling"]: row for row in ps.unit_spellings()}
    assert spellings["US$"]["unit"] == "USD" and spellings["bn"]["scale"] == 1e9
