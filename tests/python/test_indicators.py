"""Trade indicators in Python: the toy world with every answer known, and what callers may ask for."""

from __future__ import annotations

import csv
import json
import math
import os
from pathlib import Path
from typing import Any

import partnership as ps
import polars
import pytest

DATA = Path(os.environ["PSHIP_SOURCE_ROOT"]) / "tests" / "data" / "trade"
COUNTRIES = ["A", "B", "C"]
PRODUCTS = ["p1", "p2", "p3", "p4"]
INCOME = {"country": COUNTRIES, "gdp_per_capita": [10000, 20000, 5000]}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def toy() -> ps.Flows:
    with (DATA / "indicators_toy_input.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {
        "period": [row["t"] for row in rows],
        "reporter": [row["exporter"] for row in rows],
        "partner": [row["importer"] for row in rows],
        "product": [row["product"] for row in rows],
        "value": [float(row["value"]) for row in rows],
    }
    return ps.Flows(polars.DataFrame(columns), value_unit="USD million")


@pytest.fixture(scope="module")
def expected() -> Json:
    with (DATA / "indicators_toy_expected.json").open(encoding="utf-8") as file:
        loaded: Json = json.load(file)
    return loaded


def close(given: list[float], wanted: list[float]) -> None:
    assert len(given) == len(wanted)
    for one, other in zip(given, wanted):
        assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12), (given, wanted)


def flat(matrix: list[list[float]]) -> list[float]:
    return [value for row in matrix for value in row]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("exports", "X"),
        ("imports", "M"),
        ("trade_balance", "trade_balance"),
        ("normalised_balance", "normalised_balance"),
        ("hhi_products", "HHI"),
        ("hhi_products_normalised", "HHI_norm (H-1/n)/(1-1/n)"),
        ("concentration_products", "UNCTAD_conc (sqrtH-sqrt1/n)/(1-sqrt1/n)"),
        ("diversification", "UNCTAD_divers"),
        ("theil", "Theil"),
        ("gini", "Gini"),
        ("shannon", "Shannon"),
        ("grubel_lloyd", "GL"),
        ("expy", "EXPY"),
    ],
)
def test_toy_by_country(toy: ps.Flows, expected: Json, name: str, key: str) -> None:
    facts = polars.DataFrame(INCOME)
    close(toy.indicators([name], periods=[0], facts=facts)[name], expected[key])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("export_value", "exports_ik"),
        ("import_value", "imports_jk"),
        ("rca", "RCA"),
        ("rsca", "RSCA"),
        ("nrca", "NRCA"),
        ("arca", "ARCA"),
        ("michaely", "Michaely"),
        ("lafay", "Lafay"),
        ("grubel_lloyd_product", "GL_k"),
    ],
)
def test_toy_by_country_and_product(toy: ps.Flows, expected: Json, name: str, key: str) -> None:
    table = toy.indicators([name], periods=[0])
    assert table["reporter"] == [c for c in COUNTRIES for _ in PRODUCTS]
    assert table["product"] == PRODUCTS * 3
    close(table[name], flat(expected[key]))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("trade_intensity", "TII_i_j"),
        ("trade_complementarity", "TCI_i_j"),
        ("finger_kreinin", "FK_i_j"),
        ("krugman", "Krugman_i_j"),
    ],
)
def test_toy_by_pair(toy: ps.Flows, expected: Json, name: str, key: str) -> None:
    table = toy.indicators([name], periods=[0], own_pairs=True)
    assert table["partner"] == COUNTRIES * 3
    close(table[name], flat(expected[key]))
    assert len(toy.indicators([name], periods=[0])) == 6


def test_toy_by_product(toy: ps.Flows, expected: Json) -> None:
    table = toy.indicators(["prody"], periods=[0], facts=polars.DataFrame(INCOME))
    close(table["prody"], expected["PRODY (y=10000,20000,5000)"])


def test_toy_margins_of_a_pair(toy: ps.Flows, expected: Json) -> None:
    [row] = toy.indicators(
        ["extensive_margin", "intensive_margin", "bilateral_market_share"],
        periods=[0],
        reporters=["A"],
        partners=["C"],
    )
    close([row["extensive_margin"]], [expected["HK_A_to_C"]["EM"]])
    close([row["intensive_margin"]], [expected["HK_A_to_C"]["IM"]])
    close([row["extensive_margin"] * row["intensive_margin"]], [row["bilateral_market_share"]])


def test_toy_change_by_constant_market_shares(toy: ps.Flows, expected: Json) -> None:
    terms = ["cmsa_world_growth", "cmsa_commodity", "cmsa_market", "cmsa_competitiveness"]
    [row] = toy.indicators(["cmsa_change", *terms], periods=[1], reporters=["A"])
    assert (row["period"], row["base_period"]) == ("1", "0")
    wanted = expected["CMSA_A"]
    close([row["cmsa_change"]], [wanted["dX"]])
    names = ["world_growth", "commodity", "market", "competitiveness"]
    close([row[term] for term in terms], [wanted[name] for name in names])
    close([sum(row[term] for term in terms)], [row["cmsa_change"]])


def test_toy_marginal_intra_industry_trade(toy: ps.Flows, expected: Json) -> None:
    name = "marginal_intra_industry_product"
    table = toy.indicators([name], base_period=0, periods=["1"], reporters=["A"])
    close(table[name], expected["MIIT_A (Brulhart)"])
    before = toy.indicators([name], periods=[0], reporters=["A"])
    assert before["base_period"] == [None] * 4  # nothing comes before it
    assert before[name] == [None] * 4


def test_toy_export_potential(toy: ps.Flows, expected: Json) -> None:
    names = ["export_potential", "export_potential_untapped", "pair_product_exports"]
    table = toy.indicators(names, periods=[0], reporters=["A"], partners=["C"])
    close(table["export_potential"], expected["EPI_A_to_C"])
    close(table["export_potential_untapped"], expected["EPI_A_to_C_untapped"])
    close([sum(table["export_potential"])], [sum(table["pair_product_exports"])])
    assert [column.unit for column in table.schema[-4:-1]] == ["USD million"] * 3


def test_a_group_of_products_in_a_market(toy: ps.Flows, expected: Json) -> None:
    [row] = toy.indicators(
        ["group_exports", "group_potential", "group_untapped"],
        periods=[0],
        reporters=["A"],
        partners=["C"],
        products=["p1", "p4"],
    )
    close([row["group_exports"]], [60])
    close([row["group_potential"]], [expected["EPI_A_to_C"][0] + expected["EPI_A_to_C"][3]])
    close([row["group_untapped"]], [sum(expected["EPI_A_to_C_untapped"])])
    every = toy.indicators(["group_potential"], periods=[0], products=["p*"], reporters=["A"])
    close(every["group_potential"], [55, 90])


def test_the_number_of_product_classes_is_said_and_may_be_given(toy: ps.Flows) -> None:
    name = "hhi_products_normalised"
    [four] = toy.indicators([name], periods=[0], reporters=["A"])
    [many] = toy.indicators([name], periods=[0], reporters=["A"], product_classes=100)
    assert (four["product_classes"], many["product_classes"]) == (4, 100)
    close([many[name]], [(0.5243757431629015 - 0.01) / 0.99])
    with pytest.raises(ps.InvalidError, match="3 product classes are fewer than the 4 products"):
        toy.indicators([name], product_classes=3)


def test_the_list_tells_what_there_is(toy: ps.Flows) -> None:
    listed = {row["indicator"]: row for row in ps.indicator_list()}
    assert listed["rca"]["dimension"] == "country_product"
    assert listed["rca"]["formula"] == "(x(i,k) / X(i)) / (x(W,k) / X(W))"
    assert listed["openness"]["needs"] == "gdp"
    assert listed["michaely"]["identity"] == "sums to zero over all products"
    assert all(row["source"] for row in listed.values())


def test_facts_by_period(toy: ps.Flows) -> None:
    facts = polars.DataFrame({"country": ["A", "A", "Z"], "period": [0, 1, 1], "gdp": [530, 684, 1]})
    table = toy.indicators(["openness", "openness_mean"], facts=facts, reporters=["A", "B"])
    close([table["openness"][0], table["openness_mean"][0]], [0.5, 0.25])
    assert table["openness"][1] is None  # nothing is known of B
    assert table["openness"][2] == pytest.approx((171 + 144) / 684, rel=1e-12)


def test_imports_as_the_importers_report_them() -> None:
    rows = {
        "period": ["2025"] * 3,
        "direction": ["export", "export", "import"],
        "reporter": ["A", "B", "B"],
        "partner": ["B", "A", "A"],
        "product": ["x"] * 3,
        "value": [100.0, 40.0, 110.0],
    }
    flows = ps.Flows(polars.DataFrame(rows))
    assert flows.indicators(["imports"])["imports"] == [40, 100]
    assert flows.indicators(["imports"], imports="reported")["imports"] == [None, 110]
    exports = ps.Flows(polars.DataFrame({name: column[:2] for name, column in rows.items()}))
    with pytest.raises(ps.InvalidError, match="'2025' has no rows of imports"):
        exports.indicators(["imports"], imports="reported")


@pytest.mark.parametrize(
    ("names", "options", "error", "message"),
    [
        (["rcb"], {}, ps.NotFoundError, "no indicator 'rcb'"),
        ([], {}, ps.ArgumentError, "at least one"),
        (["rca", "rca"], {}, ps.ArgumentError, "'rca' is asked for twice"),
        (["rca", "gini"], {}, ps.InvalidError, "'rca' is an indicator by country_product and 'gini' by"),
        (["rca"], {"periods": [7]}, ps.NotFoundError, "no period '7'"),
        (["rca"], {"reporters": ["Z"]}, ps.NotFoundError, "no country 'Z'"),
        (["rca"], {"products": ["q*"]}, ps.NotFoundError, "no product 'q\\*'"),
        (["export_growth"], {"base_period": "x"}, ps.NotFoundError, "no period 'x'"),
        (["openness"], {}, ps.NotFoundError, "facts of countries with a column 'gdp'"),
        (["rca"], {"imports": "guessed"}, ValueError, "imports must be"),
    ],
)
def test_what_cannot_be_answered_is_said(
    toy: ps.Flows, names: list[str], options: Json, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        toy.indicators(names, **options)


def test_periods_of_different_length_are_not_compared() -> None:
    rows = {
        "period": ["2023", "2024", "2025-01/2025-10"],
        "reporter": ["A"] * 3,
        "partner": ["B"] * 3,
        "product": ["x"] * 3,
        "value": [100.0, 121.0, 90.0],
    }
    flows = ps.Flows(polars.DataFrame(rows))
    with pytest.raises(ps.InvalidError, match="'2025-01/2025-10' has 304 days and its base '2024'"):
        flows.indicators(["export_growth"])
    table = flows.indicators(["export_growth", "export_cagr"], periods=["2024"], reporters=["A"])
    assert table["export_growth"] == pytest.approx([0.21])
    assert table["export_cagr"] == pytest.approx([0.21])


def test_facts_twice_or_without_numbers_are_refused(toy: ps.Flows) -> None:
    twice = polars.DataFrame({"country": ["A", "A"], "gdp": [1, 2]})
    with pytest.raises(ps.InvalidError, match="row 2 of the facts: 'gdp' of the country 'A'"):
        toy.indicators(["openness"], facts=twice)
    words = polars.DataFrame({"country": ["A"], "gdp": ["much"]})
    with pytest.raises(ps.InvalidError, match="the column 'gdp' of the facts has no numbers"):
        toy.indicators(["openness"], facts=words)


def test_growth_by_least_squares_takes_all_periods_of_one_length() -> None:
    exports = {"2021": 100.0, "2022": 150.0, "2022-01": 1.0, "2023": 130.0, "2024": 220.0}
    rows = {
        "period": list(exports),
        "reporter": ["A"] * 5,
        "partner": ["B"] * 5,
        "product": ["x"] * 5,
        "value": list(exports.values()),
    }
    flows = ps.Flows(polars.DataFrame(rows))
    name = "export_growth_least_squares"
    [row] = flows.indicators([name], periods=[2024], base_period=2021, reporters=["A"])
    logs = [math.log(exports[year]) for year in ("2021", "2022", "2023", "2024")]
    slope = sum((t - 1.5) * y for t, y in enumerate(logs)) / sum((t - 1.5) ** 2 for t in range(4))
    assert row["base_period"] == "2021"
    assert row[name] == pytest.approx(math.exp(slope) - 1, rel=1e-12)


def test_what_was_withheld_stands_beside_the_values() -> None:
    rows = [("A", "B", 5.0), ("A", "C", None), ("B", "A", 2.0), ("C", "A", 1.0)]
    frame = polars.DataFrame(rows, schema=["reporter", "partner", "value"], orient="row")
    flows = ps.Flows(frame, columns={"period": "=2024", "product": "=27"})
    table = flows.indicators(["exports", "imports"])
    assert list(zip(table["reporter"], table["exports"], table["withheld"])) == [
        ("A", 5.0, 1),
        ("B", 2.0, 0),
        ("C", 1.0, 1),  # what it imports of A
    ]
    pairs = flows.indicators(["pair_exports"], reporters=["A"])
    assert list(zip(pairs["partner"], pairs["withheld"])) == [("B", 0), ("C", 1)]
    assert flows.indicators(["world_exports"])["withheld"] == [1]
    lines = flows.indicators(["pair_product_exports"], reporters=["A"])
    assert list(zip(lines["partner"], lines["withheld"])) == [("B", 0), ("C", 1)]
