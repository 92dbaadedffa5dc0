"""Scorecards of trips, from frames."""

from __future__ import annotations

import pandas
import partnership as ps
import polars
import pytest

TRIPS = {
    "trip": [1, 1, 1, 2, 2],
    "corridor": ["middle", "middle", "middle", "north", "north"],
    "activity": ["moving", "border", "stop", "moving", "border"],
    "time_h": [8.0, 6.0, 2.0, 10.0, 2.0],
    "length_km": [400.0, None, None, 800.0, None],
    "cost": [200.0, 30.0, 0.0, 400.0, 10.0],
    "load_t": [20.0, None, None, 25.0, None],
}


def values(card: ps.Table) -> dict[str, float | None]:
    return {row["indicator"]: row["value"] for row in card}


def test_frames_give_the_same_card() -> None:
    card = ps.scorecard(polars.DataFrame(TRIPS), currency="USD")
    assert card == ps.scorecard(pandas.DataFrame(TRIPS), currency="USD")
    assert card == ps.scorecard(ps.table(polars.DataFrame(TRIPS)), currency="USD")
    assert values(card) == {
        "border_time": 4.0,
        "border_cost": 20.0,
        "corridor_cost": 640 / 28000 * 10000,
        "speed_without_delay": 1200 / 18,
        "speed_with_delay": 1200 / 28,
        "transit_time": 14.0,
        "buffer_time": pytest.approx(12 + 0.95 * 4 - 14),
    }
    assert card["unit"][1:3] == ["USD", "USD/500 km/20 t"]
    assert card["code"] == ["TFI1", "TFI2", "TFI3", "TFI4", "TFI4", None, None]


def test_one_name_or_several_part_the_trips() -> None:
    frame = polars.DataFrame(TRIPS)
    card = ps.scorecard(frame, by="corridor")
    assert card["corridor"] == ["middle"] * 7 + ["north"] * 7
    assert card["value"][3] == 50.0
    assert card == ps.scorecard(frame, by=["corridor"])
    assert len(ps.scorecard(frame, by=["corridor", "activity"])) == 5 * 7


def test_what_is_wrong_is_raised_with_its_row() -> None:
    with pytest.raises(ps.NotFoundError, match="time_h"):
        ps.scorecard(polars.DataFrame({"trip": [1], "activity": ["stop"]}))
    with pytest.raises(ps.InvalidError, match="row 1 .* 'parking'"):
        ps.scorecard(polars.DataFrame({"trip": [1], "activity": ["parking"], "time_h": [1.0]}))
    with pytest.raises(ps.NotFoundError, match="season"):
        ps.scorecard(polars.DataFrame(TRIPS), by="season")
