"""Mirror comparison, from frames."""

from __future__ import annotations

import partnership as ps
import polars
import pytest

CUSTOMS = ps.Flows(
    polars.DataFrame(
        {
            "period": ["2024", "2024", "2024"],
            "direction": ["import", "import", "export"],
            "reporter": ["AZE"] * 3,
            "partner": ["USA", "GEO", "USA"],
            "product": ["8802", "2201", "2709"],
            "value": [106.0, 7.0, 40.0],
        }
    ),
    value_unit="USD million",
    source_id="customs",
)
CENSUS = ps.Flows(
    polars.DataFrame(
        {
            "period": ["2024-01/2024-12", "2024-01/2024-12"],
            "direction": ["export", "export"],
            "reporter": ["842", "842"],
            "partner": ["031", "031"],
            "product": ["8802", "8471"],
            "value": [100e3, 5e3],
        }
    ),
    value_unit="USD thousand",
    source_id="census",
)
COUNTRIES = {"842": "USA", "031": "AZE", "GEO": "GEO"}


def test_the_two_sides_stand_beside_each_other() -> None:
    table = ps.mirror(CUSTOMS, CENSUS, countries=COUNTRIES, margin=0.06)
    aircraft = next(row for row in table if row["match"] == "both")
    assert (aircraft["importer"], aircraft["exporter"]) == ("AZE", "USA")
    assert (aircraft["imports"], aircraft["exports"], aircraft["gap"]) == (106.0, 100.0, 6.0)
    assert aircraft["imports_fob"] == pytest.approx(100, abs=1e-12)
    assert aircraft["margin_from"] == "given"
    assert (aircraft["import_source"], aircraft["export_source"]) == ("customs", "census")
    alone = {row["product"]: row["causes"] for row in table if row["match"] != "both"}
    assert alone == {
        "2201": "missing_reporter",
        "2709": "missing_reporter",
        "8471": "no_counterpart",
    }


def test_codes_that_nobody_maps_are_kept_and_told() -> None:
    table = ps.mirror(CUSTOMS, CENSUS, countries=ps.Mapping({"031": "AZE", "GEO": "GEO"}))
    assert len(table) == 5
    told = {row["exporter"]: row["causes"] for row in table if row["importer"] == "AZE"}
    assert told["842"] == "differing_code; unmapped_code"


def test_a_table_is_its_own_mirror() -> None:
    world = ps.Flows(
        polars.DataFrame(
            {
                "period": ["2024"] * 4,
                "direction": ["import", "export"] * 2,
                "reporter": ["A", "B", "B", "A"],
                "partner": ["B", "A", "A", "B"],
                "product": ["1"] * 4,
                "value": [104.0, 100.0, 54.0, 50.0],
            }
        )
    )
    table = ps.mirror(world, hubs="B")
    assert table["match"] == ["both", "both"]
    assert table["margin"] == pytest.approx([0.06, 0.06], abs=1e-12)
    assert table["causes"] == ["re_export_hub"] * 2
    assert ps.mirror(world, among=["A"])["gap"] == []
    with pytest.raises(ps.ConflictError, match="USD million"):
        ps.mirror(world, CUSTOMS)
    with pytest.raises(ps.NotFoundError, match="km"):
        ps.mirror(world, distances=polars.DataFrame({"origin": ["AZE"]}))


def test_margins_countries_and_classifications_are_checked() -> None:
    for margin in (6, -0.06, float("nan")):
        with pytest.raises(ps.InvalidError, match="six percent are 0.06"):
            ps.mirror(CUSTOMS, CENSUS, margin=margin)
    with pytest.raises(ps.NotFoundError, match="the flows have no country 'Azerbaijan'"):
        ps.mirror(CUSTOMS, CENSUS, among=["Azerbaijan", "USA"])
    with pytest.raises(ps.InvalidError, match="'842' comes to both 'NATO' and 'USA'"):
        frame = polars.DataFrame({"from": ["842", "842"], "to": ["USA", "NATO"]})
        ps.mirror(CUSTOMS, CENSUS, countries=frame)
    rows = polars.DataFrame(CUSTOMS)
    hs = ps.Flows(rows, classification="HS12")
    sitc = ps.Flows(rows, classification="SITC4")
    with pytest.raises(ps.ConflictError, match="products of 'HS12' cannot be compared"):
        ps.mirror(hs, sitc, totals=True)
    assert len(ps.mirror(hs, sitc, totals=True, any_classification=True)) == len(
        ps.mirror(hs, hs, totals=True)
    ) + len(ps.mirror(sitc, sitc, totals=True))


def test_an_empty_list_of_countries_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="among: an empty list names nothing"):
        ps.mirror(CUSTOMS, CENSUS, among=[])


def test_countries_that_are_written_otherwise_are_told() -> None:
    table = ps.mirror(CUSTOMS, CENSUS)
    told = {(row["importer"], row["exporter"]): row["causes"] for row in table}
    assert told[("AZE", "USA")] == told[("031", "842")] == "differing_code"
    assert told[("AZE", "GEO")] == "missing_reporter"
