"""Before and after, and break-even, from Python."""

from __future__ import annotations

import polars
import partnership as ps
import pytest

LINKS = polars.DataFrame(
    [
        ("ferry", "Aktau", "Alat", 24.0, 10.0),
        ("line", "Alat", "Poti", 40.0, 20.0),
        ("north", "Aktau", "Poti", 90.0, 15.0),
    ],
    schema=["id", "from", "to", "time_h", "fee"],
    orient="row",
)
PLACES = polars.DataFrame({"id": ["Aktau", "Alat", "Poti"], "time_h": [None, 12.0, None]})
PAIR = [("Aktau", "Poti")]


@pytest.fixture
def network() -> ps.Network:
    return ps.network(LINKS, PLACES, currency="USD")


def test_a_change_is_told_measure_by_measure_and_leg_by_leg(network: ps.Network) -> None:
    found = ps.compare_routes(network, network.without(links=["line"]), PAIR)
    assert isinstance(found, ps.Routes)
    measures = {row["measure"]: row for row in found.routes}
    assert list(measures) == ["weight", "time_h", "wait_h", "cost"]
    assert (measures["time_h"]["before"], measures["time_h"]["after"]) == (76.0, 90.0)
    assert measures["cost"]["change"] == -15.0
    assert (measures["cost"]["route"], measures["cost"]["unit"]) == ("other", "USD/t")
    assert list(zip(found.legs["element"], found.legs["found"])) == [
        ("ferry", "before"),
        ("Alat", "before"),
        ("line", "before"),
        ("north", "after"),
    ]
    assert found.legs["time_h_before"] == [24.0, 12.0, 40.0, None]
    assert found.legs["cost_after"] == [None, None, None, 15.0]


def test_the_route_before_is_the_one_that_routes_gives(network: ps.Network) -> None:
    slower = network.change([("add", "place", "Alat", "time_h", 1)])
    [own] = network.routes(*PAIR[0]).routes
    found = ps.compare_routes(network, slower, PAIR).routes
    assert found["before"][1] == own["time_h"]
    assert found["route"][0] == "same"
    assert found["change"][0] == 1.0


def test_break_even_is_with_and_without_or_before_and_after(network: ps.Network) -> None:
    [row] = ps.break_even(network, part="place", element="Alat", pairs=PAIR)
    assert (row["value"], row["now"], row["weight"]) == (26.0, 12.0, 90.0)
    assert (row["below"], row["above"], row["low"]) == ("with", "equal", 0.0)
    at = network.change([("set", "place", "Alat", "time_h", row["value"])])
    assert at.routes(*PAIR[0], k=2).routes["time_h"] == [90.0, 90.0]
    faster = network.change([("set", "link", "north", "time_h", 70)])
    [row] = ps.break_even(network, faster, element="ferry", pairs=PAIR)
    assert (row["value"], row["below"], row["above"]) == (18.0, "equal", "after")
    [row] = ps.break_even(
        network, faster, element="ferry", attribute="fee", pairs=PAIR, weight="cost"
    )
    assert (row["value"], row["below"], row["above"]) == (None, "equal", "equal")


def test_limits_and_weights_are_options(network: ps.Network) -> None:
    [row] = ps.break_even(
        network, part="place", element="Alat", pairs=PAIR, low=20, high=40, weight="time"
    )
    assert (row["value"], row["low"], row["high"]) == (26.0, 20.0, 40.0)
    weight = {"by": "generalised", "value_of_time": 1.0}
    [row] = ps.break_even(network, part="place", element="Alat", pairs=PAIR, weight=weight)
    assert row["value"] == 11.0  # 90 + 15 - 64 - 30


def test_what_is_not_there_is_raised(network: ps.Network) -> None:
    with pytest.raises(ps.NotFoundError, match="Paris"):
        ps.compare_routes(network, network, [("Aktau", "Paris")])
    with pytest.raises(ps.NotFoundError, match='no link "tunnel"'):
        ps.break_even(network, element="tunnel", pairs=PAIR)
    with pytest.raises(ps.ArgumentError, match="from 5 to 4"):
        ps.break_even(network, element="ferry", pairs=PAIR, low=5, high=4)
    with pytest.raises(ps.InvalidError, match="USD before, but in EUR"):
        ps.compare_routes(network, ps.network(LINKS, currency="EUR"), PAIR)
    with pytest.raises(TypeError, match="after must be a Network"):
        network._break_even(LINKS, PAIR, {}, {"element": "ferry"})
    with pytest.raises(ValueError, match="a pair is"):
        ps.compare_routes(network, network, [("Aktau",)])  # type: ignore[list-item]


def test_costs_of_trade_come_from_networks_too(network: ps.Network) -> None:
    slower = network.without(links=["line"])
    [row] = ps.trade_costs(network, slower, pairs=PAIR)
    assert row["days"] == pytest.approx(14 / 24)
    assert row["low"] == pytest.approx(0.6 * 14 / 24)
    assert (row["cost_before"], row["cost_after"]) == (30.0, 15.0)
    with pytest.raises(TypeError, match="pairs are for networks"):
        ps.trade_costs(network.routes(pairs=PAIR).routes, slower, pairs=PAIR)


def test_scorecards_of_routes_and_volumes(network: ps.Network) -> None:
    wide = network.change([("set", "link", "ferry", "capacity_t", 100)])
    card = {row["indicator"]: row for row in wide.scorecard("Aktau", "Poti")}
    assert card["transit_time"]["value"] == 76.0
    assert (card["capacity_t"]["value"], card["capacity_t"]["element"]) == (100.0, "ferry")
    assert card["border_time"]["samples"] == 0
    assert len(wide.scorecard(pairs=[*PAIR, ("Alat", "Poti")])) == 10 + 9
    volumes = polars.DataFrame(
        {"element": ["ferry", "ferry"], "period": [2024, 2025], "volume": [80, 120]}
    )
    used = wide.utilisation(volumes)
    assert used["utilisation"] == [0.8, 1.2]
    assert used["period"] == ["2024", "2025"]
    with pytest.raises(ps.NotFoundError, match="'train' is no link"):
        wide.utilisation(polars.DataFrame({"element": ["train"], "volume": [1]}))
