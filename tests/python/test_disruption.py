"""Disruption in Python: how critical links and places are."""

from __future__ import annotations

import partnership as ps
import polars
import pytest

LINKS = {
    "id": ["ab", "bd", "ac", "cd", "de"],
    "from": ["a", "b", "a", "c", "d"],
    "to": ["b", "d", "c", "d", "e"],
    "mode": ["rail", "rail", "road", "road", "rail"],
    "time_h": [1.0, 2.0, 2.0, 3.0, 4.0],
    "fee": [4.0, 4.0, 1.0, 1.0, None],
}
PAIRS = polars.DataFrame({"origin": ["a", "a"], "destination": ["d", "e"], "demand": [10, 1]})


def made(threads: int | None = None) -> ps.Network:
    return ps.network(polars.DataFrame(LINKS), threads=threads)


def test_links_are_closed_in_turn() -> None:
    answer = made().criticality(PAIRS)
    assert answer["closure"] == ["ab", "bd", "ac", "cd", "de"]
    assert answer["pairs"] == [2, 2, 0, 0, 1]
    assert answer["cut"] == [0, 0, 0, 0, 1]
    assert answer["change"] == [22, 22, 0, 0, 0]
    assert answer["percent"][0] == pytest.approx(22 / 37 * 100)
    assert answer == made(threads=2).criticality(PAIRS)


def test_places_modes_and_closures() -> None:
    network = made()
    assert network.criticality(PAIRS, "place")["pairs"] == [0, 2, 1, 0, 0]
    assert network.criticality(PAIRS, mode="road")["closure"] == ["ac", "cd"]
    together = polars.DataFrame(
        {"closure": ["flood", "flood"], "part": ["link", "place"], "element": ["bd", "c"]}
    )
    [flood] = network.criticality(PAIRS, closures=together)
    assert (flood["closure"], flood["cut"], flood["demand_cut"]) == ("flood", 2, 11.0)


def test_weights_are_those_of_routes() -> None:
    network = made()
    with pytest.raises(ps.InvalidError, match='link "de" has no fee'):
        network.criticality(PAIRS, weight="cost")
    by_cost = network.criticality(PAIRS, weight={"by": "cost", "bar_untold": True})
    assert by_cost["change"] == [0, 0, 60, 60, 0]
    both = network.criticality(PAIRS, weight={"by": "generalised", "value_of_time": 10, "bar_untold": True})
    assert both["change"][0] == 10 * ((2 + 10 * 5) - (8 + 10 * 3))


def test_what_cannot_be_is_refused() -> None:
    network = made()
    with pytest.raises(ps.NotFoundError, match='row 1 of the pairs: there is no place "z"'):
        network.criticality(polars.DataFrame({"origin": ["z"], "destination": ["a"]}))
    with pytest.raises(ps.NotFoundError, match='no link has the mode "sea"'):
        network.criticality(PAIRS, mode="sea")
    with pytest.raises(ps.ArgumentError, match="not link or place"):
        network.criticality(PAIRS, "port")  # type: ignore[arg-type]
