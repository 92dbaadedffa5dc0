"""Routes in Python: best ones, kept apart, by the timetable, for many pairs."""

from __future__ import annotations

import partnership as ps
import pytest

LINKS = {
    "id": ["west", "fast", "slow", "ship", "east"],
    "from": ["A", "B", "B", "B", "C"],
    "to": ["B", "C", "C", "D", "D"],
    "mode": ["rail", "rail", "road", "sea", "rail"],
    "both_ways": [True] * 5,
    "length_km": [100.0, 100.0, 120.0, 300.0, 100.0],
    "time_h": [2.0, 2.0, 4.0, 20.0, 3.0],
    "fee": [5.0, 20.0, 10.0, 3.0, 5.0],
}
PLACES = {"id": ["A", "B", "C", "D", "far"], "time_h": [None, 1.0, None, 9.0, None]}
TRANSFERS = {
    "place": ["B", None, None],
    "from_mode": ["rail", "rail", "road"],
    "to_mode": ["sea", "road", "rail"],
    "time_h": [6.0, 1.0, 1.0],
    "fee": [2.0, 1.0, 1.0],
}


@pytest.fixture
def network() -> ps.Network:
    import polars

    return ps.network(
        polars.DataFrame(LINKS),
        polars.DataFrame(PLACES),
        polars.DataFrame(TRANSFERS),
        timetables=polars.DataFrame({"link": ["ship"], "departs_h": [50.0]}),
        currency="USD",
    )


def column(table: ps.Table, name: str) -> list[object]:
    return [row[name] for row in table]


def test_routes_come_in_the_order_of_their_weight(network: ps.Network) -> None:
    found = network.routes("A", "D", k=10)
    assert column(found.routes, "weight") == [8.0, 12.0, 29.0]
    assert column(found.routes, "cost") == [30.0, 22.0, 10.0]
    assert column(found.routes, "links") == [3, 3, 2]
    legs = [row["element"] for row in found.legs if row["route"] == 3]
    assert legs == ["west", "B", "B: rail to sea", "ship"]
    assert column(network.routes("A", "D", weight="cost").routes, "weight") == [10.0]


def test_a_weight_may_say_more_than_its_name(network: ps.Network) -> None:
    weight = {"by": "generalised", "value_of_time": 10.0}
    [best] = network.routes("A", "D", weight=weight).routes
    assert best["weight"] == 30 + 10 * 8
    with pytest.raises(ValueError, match="not 'speed'"):
        network.routes("A", "D", weight={"speed": 1})
    with pytest.raises(ps.NotFoundError, match="neither a weighting nor a column"):
        network.routes("A", "D", weight="beauty")


def test_many_pairs_are_answered_at_once(network: ps.Network) -> None:
    found = network.routes(pairs=[("A", "D"), ("D", "A"), ("A", "far"), ("B", "B")]).routes
    assert column(found, "origin") == ["A", "D", "B"]
    assert column(found, "weight") == [8.0, 8.0, 0.0]
    for bad in ({}, {"origin": "A"}, {"origin": "A", "destination": "D", "pairs": []}):
        with pytest.raises(TypeError, match="either an origin and a destination"):
            network.routes(**bad)
    with pytest.raises(ValueError, match="a pair is"):
        network.routes(pairs=[("A", "B", "C")])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="destination"):
        network.routes(pairs=[("A", 5)])  # type: ignore[list-item]


def test_alternatives_and_departures(network: ps.Network) -> None:
    apart = network.routes("A", "D", k=5, max_overlap=0.25).routes
    assert column(apart, "weight") == [8.0, 29.0]
    with pytest.raises(ps.LimitError):
        network.routes("A", "D", k=5, max_overlap=0.25, max_candidates=1)
    by_ship = network.without(links=["east"]).routes("A", "D", departs_h=41)
    [best] = by_ship.routes
    assert (best["departs_h"], best["arrives_h"], best["wait_h"]) == (41.0, 70.0, 0.0)
    [missed] = network.without(links=["east"]).routes("A", "D", departs_h=42).routes
    assert missed["arrives_h"] == 168 + 70
    with pytest.raises(ValueError, match="departs_h"):
        network.routes("A", "D", departs_h=-1)


def test_a_closed_network_raises(network: ps.Network) -> None:
    network.close()
    with pytest.raises(ValueError, match="closed"):
        network.routes("A", "D")


def test_matrices_have_all_pairs(network: ps.Network) -> None:
    hours = network.matrix(["A", "far"], ["D", "A"])
    assert [tuple(row.values()) for row in hours] == [
        ("A", "D", 8.0),
        ("A", "A", 0.0),
        ("far", "D", None),
        ("far", "A", None),
    ]
    assert len(network.matrix()) == 25
    assert len(network.matrix(["A", "B"])) == 4
    [row] = network.matrix(["A"], ["D"], "cost", measures=True)
    assert (row["weight"], row["cost"], row["time_h"], row["links"]) == (10.0, 10.0, 29.0, 2)
    with pytest.raises(TypeError, match="origins must be a list"):
        network.matrix("A")
    with pytest.raises(ValueError, match="empty"):
        network.matrix([])
    with pytest.raises(ps.NotFoundError, match="no place"):
        network.matrix(["Baku"])


def test_ways_that_are_not_worse_in_everything(network: ps.Network) -> None:
    ways = network.pareto("A", "D", by=["cost", "time"])
    assert column(ways.routes, "cost") == [10.0, 22.0, 30.0]
    assert column(ways.routes, "time_h") == [29.0, 12.0, 8.0]
    assert column(ways.routes, "weight") == [10.0, 22.0, 30.0]
    assert [row["element"] for row in ways.legs if row["route"] == 3][0] == "west"
    few = network.pareto("A", "D", by=["cost", "time"], epsilon=2).routes
    assert column(few, "cost") == [10.0, 30.0]  # 22 and 12 hours are within three times 10 and 29
    with pytest.raises(ps.InvalidError, match="well_to_wheel_g"):
        network.pareto("A", "D")
    with pytest.raises(ps.LimitError, match="more than 1 labels"):
        network.pareto("A", "D", by=["time"], max_labels=1)
    with pytest.raises(TypeError, match="by must be a list"):
        network.pareto("A", "D", by="time")
