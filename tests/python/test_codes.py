"""Codes of countries and products in Python, and flows recoded and mapped."""

from __future__ import annotations

import copy
import os
import pickle
from pathlib import Path

import partnership as ps
import polars
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))

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


def test_a_product_has_a_level_a_parent_and_problems() -> None:
    oil = ps.product("270900", "HS12", level=6)
    assert (oil.problem, oil.level, oil.parent, oil.section) == (None, 6, "2709", "V")
    lost = ps.product("10121", level=6)
    assert (lost.problem, lost.suggestion, lost.parent) == ("lost_zero", "010121", None)
    assert ps.product("77").problem == "reserved"
    assert ps.product("V").name == "Mineral products"
    assert ps.product("321", "BEC4").name == "Fuels and lubricants, processed: motor spirit"
    with pytest.raises(ps.NotFoundError, match="'CN8' is no classification"):
        ps.product("27", "CN8")
    with pytest.raises(ps.ArgumentError):
        ps.product("27", level=-1)


def test_products_are_listed_and_read(tmp_path: Path) -> None:
    assert len(ps.products("HS")) == 21 + 97
    assert ps.products("SITC4")["code"] == [str(digit) for digit in range(10)]
    assert "HS12" in ps.classifications()["name"]
    file = tmp_path / "names.csv"
    file.write_text("hscode,description\n2709,Crude oil\n8802,Aircraft\n", encoding="utf-8")
    names = ps.read_products(file)
    assert names["name"] == ["Crude oil", "Aircraft"] and names["level"] == [4, 4]
    flows = ps.Flows(polars.DataFrame(FLOWS), classification="HS")
    told = flows.products(names, level=4)
    assert told["written"] == ["0101", "2709", "8802"]
    assert told["name"] == [None, "Crude oil", "Aircraft"]
    assert told["value"] == [0.5, 8.0, 107.0]
    assert flows.products()["problem"] == [None, None, None]
    assert flows.products(level=6)["problem"] == ["level"] * 3
    with pytest.raises(ps.NotFoundError):
        flows.products(polars.DataFrame({"code": ["1"]}))
    file.write_text("code,name\n01,A\n01,B\n", encoding="utf-8")
    with pytest.raises(ps.ConflictError, match="stands in line 2 already"):
        ps.read_products(file)


def test_products_are_mapped_with_their_values() -> None:
    flows = ps.Flows(polars.DataFrame(FLOWS), value_unit="USD thousand", classification="HS12")
    sectors = ps.Mapping(
        {"27": "energy", "8802": {"air": 0.75, "space": 0.25}},
        prefixes=True,
        from_classification="HS",
        to_classification="sectors",
    )
    assert repr(sectors) == "<partnership.Mapping: 2 codes, HS to sectors>"
    assert sectors.prefixes and sectors.to_classification == "sectors"
    mapped, left = flows.map_products(sectors)
    assert mapped.about.classification == "sectors" and len(mapped) == 7
    sums: dict[str, float] = {}
    for row in mapped.to_table():
        sums[row["product"]] = sums.get(row["product"], 0) + row["value"]
    assert sums == {"energy": 8.0, "air": 80.25, "space": 26.75, "0101": 0.5}
    assert [(row["written"], row["value"], row["problem"]) for row in left] == [
        ("0101", 0.5, "not_mapped")
    ]
    with pytest.raises(ps.InvalidError, match="the mapping is from HS17, and the flows have HS12"):
        flows.map_products(ps.Mapping({"27": "x"}, from_classification="HS17"))
    half = ps.Mapping({"27": {"energy": 0.5}}, prefixes=True)
    with pytest.raises(ps.InvalidError, match="the weights of '27' sum to 0.5, not to one"):
        flows.map_products(half)
    assert half.codes()["balanced"] == [False]
    assert flows.map_products(half, any_weights=True).left["problem"][1] == "unbalanced"
    assert flows.about.classification == "HS12"
    assert flows.map_products(half, any_weights=True).flows.about.classification is None


def test_mappings_come_from_dicts_files_and_frames_and_are_put_together(tmp_path: Path) -> None:
    file = tmp_path / "map.csv"
    file.write_text("hs,sector\n01,food\n27,energy\n", encoding="utf-8")
    read = ps.Mapping(str(file), from_="hs", to="sector")
    assert ps.Mapping(file, from_="hs", to="sector").to_table() == read.to_table()
    frame = polars.DataFrame({"from": ["01", "27"], "to": ["food", "energy"], "weight": [1, None]})
    assert ps.Mapping(frame).to_table() == read.to_table()
    assert ps.Mapping({"01": "food", "27": "energy"}).to_table() == read.to_table()
    assert ps.Mapping(read.to_table()).to_table() == read.to_table()
    both, left = read.then(ps.Mapping({"food": {"a": 0.5, "b": 0.5}}))
    assert both.to_table()["to"] == ["a", "b", "energy"]
    assert [(row["code"], row["mapped_from"]) for row in left] == [("energy", 1)]
    assert isinstance(both, ps.Mapping)
    with pytest.raises(ps.NotFoundError, match="no column 'to'"):
        ps.Mapping(file, from_="hs")
    with pytest.raises(ps.NotFoundError):
        ps.Mapping(tmp_path / "nowhere.csv")
    with pytest.raises(ps.InvalidError, match="row 1: a weight"):
        ps.Mapping({"a": {"b": float("nan")}})
    with pytest.raises(TypeError):
        ps.Mapping({"a": {"b": "one"}})
    with pytest.raises(TypeError):
        ps.Mapping({"a": None})
    with pytest.raises(ps.ConflictError):
        ps.Mapping(polars.DataFrame({"from": ["a", "a"], "to": ["b", "b"]}))


def test_mappings_are_copied_and_closed() -> None:
    mapping = ps.Mapping({"a": "b"})
    assert copy.copy(mapping) is mapping and copy.deepcopy(mapping) is mapping
    with pytest.raises(TypeError):
        pickle.dumps(mapping)
    assert polars.DataFrame(mapping).to_dicts() == [{"from": "a", "to": "b", "weight": 1.0}]
    with mapping:
        assert repr(mapping) == "<partnership.Mapping: 1 code>"
    mapping.close()
    assert repr(mapping) == "<partnership.Mapping: closed>"
    with pytest.raises(ValueError, match="the mapping is closed"):
        ps.Flows(polars.DataFrame(FLOWS)).map_products(mapping)
    with pytest.raises(TypeError):
        ps.Flows(polars.DataFrame(FLOWS)).map_products(7)
    flows = ps.Flows(polars.DataFrame(FLOWS))
    assert flows.map_products({"a": "b"}).left == flows.map_products(ps.Mapping({"a": "b"})).left


def test_the_example_mapping_covers_every_chapter() -> None:
    mapping = ps.Mapping(ROOT / "examples/mappings/hs-energy.csv", prefixes=True)
    chapters = {row["code"] for row in ps.products("HS") if row["level"] == 2}
    assert set(mapping.to_table()["from"]) == chapters - {"99"}
    assert set(mapping.codes()["balanced"]) == {True}
