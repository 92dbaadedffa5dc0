"""Product space and complexity in Python: against the toy world, py-ecomplexity, and a slow computation.

The table of 226 countries and 785 products is looked for where PARTNERSHIP_COMPLEXITY says, or in
../shared/data/trade/complexity beside the source; without it, that test is skipped.
"""

from __future__ import annotations

import copy
import csv
import json
import math
import os
import pickle
from pathlib import Path
from typing import Any

import partnership as ps
import polars
import pytest

ROOT = Path(os.environ["PSHIP_SOURCE_ROOT"])
DATA = ROOT / "tests" / "data" / "trade"
LARGE = Path(
    os.environ.get(
        "PARTNERSHIP_COMPLEXITY", ROOT.resolve().parent / "shared" / "data" / "trade" / "complexity"
    )
)
Json = dict[str, Any]


def exports_of(path: Path) -> ps.Flows:
    """Exports by country and product: to a partner that stands for all."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {
        "period": ["2000"] * len(rows),
        "reporter": [row["country"] for row in rows],
        "partner": ["all"] * len(rows),
        "product": [row["product"] for row in rows],
        "value": [float(row["value"]) for row in rows],
    }
    return ps.Flows(polars.DataFrame(columns), value_unit="USD")


def close(given: float, wanted: float, tolerance: float = 1e-12) -> bool:
    return math.isclose(given, wanted, rel_tol=tolerance, abs_tol=tolerance)


@pytest.fixture(scope="module")
def small() -> ps.Complexity:
    return exports_of(DATA / "complexity_input.csv").complexity()


@pytest.fixture(scope="module")
def expected() -> Json:
    with (DATA / "complexity_expected.json").open(encoding="utf-8") as file:
        loaded: Json = json.load(file)
    return loaded


def test_countries_are_those_of_py_ecomplexity(small: ps.Complexity, expected: Json) -> None:
    table = small.countries()
    assert table["country"] == list(expected["countries"])
    for row in table:
        diversity, eci, coi = expected["countries"][row["country"]]
        assert row["diversity"] == diversity
        assert close(row["eci"], eci, 1e-11)
        assert close(row["coi"], coi, 1e-11)
    assert close(sum(table["eci"]), 0)
    assert close(sum(eci**2 for eci in table["eci"]) / len(table), 1)


def test_products_are_those_of_py_ecomplexity(small: ps.Complexity, expected: Json) -> None:
    for row in small.products():
        ubiquity, pci = expected["products"][row["product"]]
        assert row["ubiquity"] == ubiquity
        assert close(row["pci"], pci, 1e-11)


def test_density_and_gain_are_those_of_py_ecomplexity(small: ps.Complexity, expected: Json) -> None:
    wanted = {(country, product): rest for country, product, *rest in expected["pairs"]}
    table = small.country_products()
    assert len(table) == len(wanted)
    for row in table:
        rca, advantage, density, cog = wanted[row["country"], row["product"]]
        assert row["advantage"] == bool(advantage)
        assert close(row["rca"], rca)
        assert close(row["density"], density)
        assert close(row["distance"], 1 - density)
        assert close(row["cog"], cog, 1e-11)


def test_eci_is_the_mean_pci_of_a_basket(small: ps.Complexity) -> None:
    pci = dict(zip(small.products()["product"], small.products()["pci"]))
    baskets: dict[str, list[float]] = {}
    for row in small.country_products():
        if row["advantage"]:
            baskets.setdefault(row["country"], []).append(pci[row["product"]])
    for row in small.countries():
        basket = baskets[row["country"]]
        assert close(row["eci"], sum(basket) / len(basket), 1e-11)


def test_the_table_of_226_countries_and_785_products() -> None:
    path = LARGE / "world_trade_avg_1998_2000.csv"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    space = exports_of(path).complexity()
    with (LARGE / "pyecomplexity_country.csv").open(encoding="utf-8") as file:
        wanted = {row["country"]: row for row in csv.DictReader(file)}
    table = space.countries()
    assert len(table) == 226 and set(table["country"]) == set(wanted)
    assert space.summary()["products"] == [785]
    for row in table:
        reference = wanted[row["country"]]
        assert row["diversity"] == int(reference["diversity"])
        assert close(row["eci"], float(reference["eci"]))
        assert close(row["coi"], float(reference["coi"]))


@pytest.fixture(scope="module")
def toy() -> ps.Complexity:
    with (DATA / "indicators_toy_input.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["t"] == "0"]
    columns = {
        "period": [0] * len(rows),
        "reporter": [row["exporter"] for row in rows],
        "partner": [row["importer"] for row in rows],
        "product": [row["product"] for row in rows],
        "value": [float(row["value"]) for row in rows],
    }
    return ps.Flows(polars.DataFrame(columns), value_unit="USD").complexity(period=0)


def test_the_toy_world(toy: ps.Complexity) -> None:
    with (DATA / "indicators_toy_expected.json").open(encoding="utf-8") as file:
        expected = json.load(file)
    table = toy.country_products()
    assert table["advantage"] == [bool(one) for row in expected["Mcp"] for one in row]
    for given, wanted in zip(table["density"], [d for row in expected["density"] for d in row]):
        assert close(given, wanted)
    near = {(row["product"], row["other"]): row["proximity"] for row in toy.proximity()}
    assert near == {("p2", "p3"): 0.5, ("p3", "p4"): 0.5}
    assert expected["proximity"][1][2] == expected["proximity"][2][3] == 0.5
    assert len(toy.proximity(0.6)) == 0


def test_what_is_apart_has_no_eci_and_is_named(toy: ps.Complexity) -> None:
    """A has an advantage in one product that nobody else has: it cannot be compared."""
    table = toy.countries()
    assert table["eci"] == [None, 1, -1] or table["eci"] == [None, -1, 1]
    assert toy.summary()["sign"] == ["first country"]  # B and C are equally diverse
    assert [tuple(row.values()) for row in toy.dropped()] == [
        ("country", "A", 145, "apart"),
        ("product", "p1", 120, "apart"),
    ]
    assert all(fitness > 0 for fitness in table["fitness"])


def test_filters_drop_and_name() -> None:
    rows = {
        "period": ["2025"] * 6,
        "reporter": ["A", "A", "B", "B", "C", "A"],
        "partner": ["B", "B", "A", "A", "A", "C"],
        "product": ["x", "y", "x", "y", "z", "w"],
        "value": [50.0, 100, 80, 30, 40, 2],
    }
    flows = ps.Flows(polars.DataFrame(rows))
    people = polars.DataFrame({"country": ["A", "B", "C"], "population": [5e6, 2e6, 9e5]})
    space = flows.complexity(min_population=1e6, facts=people, min_product_exports=10)
    assert [(row["code"], row["reason"]) for row in space.dropped()] == [
        ("B", "apart"),  # each of the two is good at what the other is not
        ("C", "population below the minimum"),
        ("w", "exports below the minimum"),
        ("x", "apart"),
        ("z", "no exports"),  # of those that are left
    ]
    assert space.countries()["exports"] == [150, 110]  # without w
    some = polars.DataFrame({"country": ["A", "B"], "population": [5e6, 2e6]})
    dropped = flows.complexity(min_population=1, facts=some).dropped()
    assert ("C", "population not known") in zip(dropped["code"], dropped["reason"])
    strict = flows.complexity(rca_threshold=2)
    assert ("A", "no advantage") in zip(strict.dropped()["code"], strict.dropped()["reason"])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"period": 1999}, ps.NotFoundError, "no period '1999'"),
        ({"min_population": 1}, ps.NotFoundError, "'country' and 'population'"),
        ({"min_country_exports": 1e12}, ps.InvalidError, "no country of the period '2000' is left"),
        ({"rca_threshold": 0}, ps.ArgumentError, "rca_threshold must be above 0"),
        ({"min_product_exports": math.nan}, ps.ArgumentError, "a minimum must be a number"),
        ({"fitness_iterations": -1}, ps.ArgumentError, "fitness_iterations"),
    ],
)
def test_what_cannot_be_is_said(options: Json, error: type[Exception], message: str) -> None:
    flows = exports_of(DATA / "complexity_input.csv")
    with pytest.raises(error, match=message):
        flows.complexity(**options)


def test_fitness_by_hand() -> None:
    """Two steps of the iteration, in Python."""
    flows = exports_of(DATA / "complexity_input.csv")
    table = flows.complexity(fitness_iterations=2).country_products()
    has: dict[str, set[str]] = {}
    for row in table:
        if row["advantage"]:
            has.setdefault(row["country"], set()).add(row["product"])
    products = sorted(set(table["product"]))
    fitness = dict.fromkeys(has, 1.0)
    quality = dict.fromkeys(products, 1.0)
    for _ in range(2):
        more = {c: sum(quality[p] for p in basket) for c, basket in has.items()}
        best = {p: 1 / sum(1 / fitness[c] for c in has if p in has[c]) for p in products}
        fitness = {c: f / (sum(more.values()) / len(more)) for c, f in more.items()}
        quality = {p: q / (sum(best.values()) / len(best)) for p, q in best.items()}
    space = flows.complexity(fitness_iterations=2)
    for row in space.countries():
        assert close(row["fitness"], fitness[row["country"]])
    for row in space.products():
        assert close(row["quality"], quality[row["product"]])


def test_a_result_is_closed_copied_and_shown(small: ps.Complexity) -> None:
    space = exports_of(DATA / "complexity_input.csv").complexity()
    assert repr(space) == "<partnership.Complexity: 2000; 14 countries, 40 products>"
    assert copy.copy(space) is space and copy.deepcopy(space) is space
    with pytest.raises(TypeError):
        pickle.dumps(space)
    with pytest.raises(TypeError, match="made by Flows.complexity"):
        ps.Complexity()
    with space:
        table = space.countries()
    assert len(table) == 14
    with pytest.raises(ValueError, match="closed"):
        space.countries()
    assert "closed" in repr(space)
