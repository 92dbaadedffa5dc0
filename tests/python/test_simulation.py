"""Simulation in Python: transit times by chance."""

from __future__ import annotations

import math

import partnership as ps
import polars
import pytest

LINKS = {
    "id": ["rail", "ferry", "road", "slow"],
    "from": ["Altynkol", "Aktau", "Alat", "Altynkol"],
    "to": ["Aktau", "Alat", "Poti", "Aktau"],
    "mode": ["rail", "sea", "rail", "road"],
    "time_h": [90.0, 20.0, 40.0, 120.0],
    "spread_h": [10.0, 4.0, None, 30.0],
    "headway_h": [None, 48.0, None, None],
}


def made(threads: int | None = None) -> ps.Network:
    quantiles = polars.DataFrame(
        {
            "part": ["place"] * 3,
            "element": ["Alat"] * 3,
            "probability": [0.05, 0.5, 0.95],
            "time_h": [6.0, 20.0, 90.0],
        }
    )
    return ps.network(polars.DataFrame(LINKS), quantiles=quantiles, threads=threads)


def test_the_best_route_is_simulated() -> None:
    answer = made().simulate("Altynkol", "Poti", runs=20000)
    [whole] = answer.summary
    assert (whole["origin"], whole["destination"], whole["links"]) == ("Altynkol", "Poti", 3)
    assert whole["told_h"] is None  # the dwell at Alat has quantiles and no time
    assert whole["buffer_h"] == whole["p95_h"] - whole["mean_h"]
    legs = answer.legs
    assert legs["element"] == ["rail", "ferry", "ferry", "Alat", "road"]
    assert legs["what"] == ["time", "wait", "time", "time", "time"]
    assert legs["distribution"] == ["lognormal", "headway", "lognormal", "quantiles", "fixed"]
    assert sum(legs["mean_h"]) == pytest.approx(whole["mean_h"])
    assert sum(legs["share_percent"]) == pytest.approx(100)
    assert legs["mean_h"][1] == pytest.approx(24, abs=0.5)
    assert legs["p50_h"][3] == pytest.approx(20, abs=1)


def test_seeds_repeat_and_threads_do_not_matter() -> None:
    one = made(threads=1).simulate("Altynkol", "Poti", distribution="gamma")
    other = made(threads=2).simulate("Altynkol", "Poti", distribution="gamma")
    assert one == other
    assert one.summary != made().simulate("Altynkol", "Poti", distribution="gamma", seed=2).summary


def test_a_route_is_told_by_its_links() -> None:
    answer = made().simulate(links=["slow", "ferry"], runs=1000)
    assert answer.summary[0]["destination"] == "Alat"
    assert math.isclose(answer.summary["told_h"][0], 120 + 24 + 20)
    assert len(made().simulate("Poti", "Aktau").summary) == 0


def test_what_cannot_be_is_refused() -> None:
    network = made()
    with pytest.raises(ps.NotFoundError, match="nowhere"):
        network.simulate("nowhere", "Poti")
    with pytest.raises(ps.InvalidError, match="does not begin where the one before it ends"):
        network.simulate(links=["ferry", "slow"])
    with pytest.raises(ps.ArgumentError, match="2 to 10000000 runs"):
        network.simulate("Altynkol", "Poti", runs=0)
    with pytest.raises(ps.ArgumentError, match="not lognormal or gamma"):
        network.simulate("Altynkol", "Poti", distribution="normal")  # type: ignore[arg-type]


def test_with_an_hour_timetables_hold() -> None:
    links = polars.DataFrame(
        {"id": ["rail", "ferry"], "from": ["a", "b"], "to": ["b", "c"], "time_h": [10.0, 20.0]}
    )
    sailings = polars.DataFrame({"link": ["ferry"], "departs_h": [12.0]})
    network = ps.network(links, timetables=sailings)
    [whole] = network.simulate("a", "c", departs_h=0, weight="links").summary
    assert (whole["told_h"], whole["mean_h"], whole["buffer_h"]) == (32, 32, 0)
    [late] = network.simulate("a", "c", departs_h=3, weight={"by": "links"}).summary
    assert late["mean_h"] == 168 + 12 - 3 + 20
    with pytest.raises(ValueError, match="departs_h"):
        network.simulate("a", "c", departs_h=-1)
    with pytest.raises(ps.ArgumentError, match="departs_h"):
        network.simulate("a", "c", departs_h=169)
