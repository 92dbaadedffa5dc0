"""Codes of countries and products in Python, and flows recoded and mapped."""

from __future__ import annotations

import partnership as ps
import polars
import pytest

FLOWS = {
    "period": ["2023", "2023", "2023", "2023", "1985"],
    "reporter": ["842", "840", "31", "842", "280"],
    "partner": ["031", "490", "0", "Atlantis", "810"],
    "product": ["8802", "8802", "2709", "0101", "2709"],
    "value": [100.0, 7.0, 5.0, 0.5, 3.0],
}


def test_a_country_is_known_by_number_letters_and_name() -> None:
    for text in ("842", "840", 840, "USA", "us", "United States"):
        assert ps.country(text).code == "USA"
    france = ps.country("251")
    assert (france.code, france.number, france.kind) == ("FRA", 251, "country")
    assert "Monaco" in (france.note or "")
    union = ps.country("810")
    assert (union.kind, union.code, union.last_year) == ("former", "SUN", 1990)
    assert "AZE" in union.successors and len(union.successors) == 15
    assert ps.country("0") == ps.country("World") and ps.country("000").code is None
    with pytest.raises(ps.NotFoundError, match="'Atlantis' is no country"):
        ps.country("Atlantis")


def test_countries_are_listed() -> None:
    table = ps.countries()
    assert sum(kind == "country" for kind in table["kind"]) == 249 + 7
    row = next(row for row in table if row["number"] == "031")
    assert (row["code"], row["alpha2"], row["name"]) == ("AZE", "AZ", "Azerbaijan")


def test_the_countries_of_flows_are_told_and_recoded() -> None:
    flows = ps.Flows(polars.DataFrame(FLOWS), value_unit="USD thousand")
    told = {row["written"]: row for row in flows.countries()}
    assert told["Atlantis"]["problem"] == "not_understood" and told["Atlantis"]["value"] == 0.5
    assert told["842"]["problem"] == "shared_code" and told["842"]["reporter_rows"] == 2
    assert told["031"]["problem"] == "shared_code" and told["31"]["code"] == "AZE"
    assert told["0"]["problem"] == "no_code" and told["0"]["kind"] == "group"
    assert told["280"]["problem"] is None
    recoded, left = flows.recode_countries()
    assert len(recoded) == len(flows) and recoded.about == flows.about
    assert sorted(recoded.to_table()["value"]) == sorted(FLOWS["value"])
    assert {(r["reporter"], r["partner"]) for r in recoded.to_table()} == {
        ("USA", "AZE"),
        ("USA", "490"),
        ("AZE", "0"),
        ("USA", "Atlantis"),
        ("DEU", "SUN"),
    }
    assert left["written"] == ["0", "490", "Atlantis"]
    again = recoded.recode_countries()
    assert again.flows.to_table() == recoded.to_table() and again.left["written"] == left["written"]
    taiwan = flows.recode_countries(other_asia_is_taiwan=True)
    assert taiwan.left["written"] == ["0", "Atlantis"]
    assert "TWN" in taiwan.flows.to_table()["partner"]
