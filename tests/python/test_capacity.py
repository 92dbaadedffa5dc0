"""What a network can carry, in Python."""

from __future__ import annotations

import copy
import pickle
import random

import pandas
import partnership as ps
import polars
import pytest

LINKS = {
    "id": ["ferry", "ship", "line", "road"],
    "from": ["Aktau", "Aktau", "Alat", "Alat"],
    "to": ["Alat", "Alat", "Poti", "Poti"],
    "mode": ["sea", "sea", "rail", "road"],
    "time_h": [20.0, 24.0, 18.0, 30.0],
    "capacity_t": [5.0, 4.0, 6.0, None],
}
PLACES = {"id": ["Aktau", "Alat", "Poti"], "capacity_t": [None, 8.0, None]}


def made() -> ps.Network:
    return ps.network(polars.DataFrame(LINKS), polars.DataFrame(PLACES))


def solves() -> bool:
    """Whether the library was built with what solves linear programs."""
    demand = polars.DataFrame({"origin": ["Aktau"], "destination": ["Poti"], "demand": [1]})
    try:
        made().concurrent_flow(demand)
    except ps.FormatError:
        return False
    return True


needs_clp = pytest.mark.skipif(not solves(), reason="the library was built without Clp")


def test_maximum_flow():
    flow = made().max_flow("Aktau", ["Poti"])
    assert isinstance(flow, ps.NetworkFlow)
    assert (flow.result, flow.bound) == (8, 8)
    [cut] = flow.cut()
    assert (cut["part"], cut["element"], cut["capacity"], cut["price"]) == ("place", "Alat", 8, 1)
    used = {row["element"]: row["used"] for row in flow.elements()}
    assert used["ship"] == 0.75
    assert used["road"] is None
    assert sum(row["flow"] for row in flow.routes() if row["step"] == 1) == 8
    assert {column.name: column.unit for column in flow.elements().schema}["flow"] == "t/year"
    assert list(flow.demands()) == []


def test_upgrades_of_a_maximum_flow():
    upgrades = pandas.DataFrame(
        {"part": ["place", "link"], "element": ["Alat", "ferry"], "capacity": [20, 50]}
    )
    flow = made().max_flow("Aktau", "Poti", upgrades=upgrades, factor=2)
    assert flow.result == 16
    assert [(row["before"], row["after"], row["value"]) for row in flow.upgrades()] == [
        (16, 40, 2),
        (10, 100, 0),
    ]


@needs_clp
def test_share_of_demands():
    demands = polars.DataFrame({"origin": ["Aktau"], "destination": ["Poti"], "trips": [16]})
    flow = made().concurrent_flow(demands)
    assert flow.result == pytest.approx(0.5, abs=1e-12)
    assert [row["element"] for row in flow.cut()] == ["Alat"]
    assert flow.cut()[0]["price"] == pytest.approx(1 / 16)


@needs_clp
def test_least_cost():
    demands = pandas.DataFrame(
        {"origin": ["Aktau", "Alat"], "destination": ["Poti", "Poti"], "demand": [4, 3]}
    )
    flow = made().min_cost_flow(demands)
    # 6 of 7 go by rail; the last one takes 12 hours more.
    assert flow.result == pytest.approx(4 * 20 + 6 * 18 + 30)
    prices = {row["element"]: row["price"] for row in flow.elements()}
    assert prices["line"] == pytest.approx(12)
    assert prices["ferry"] == 0
    [from_aktau, from_alat] = flow.demands()
    assert from_aktau["price"] == pytest.approx(50)
    assert from_alat["price"] == pytest.approx(30)
    with pytest.raises(ps.InvalidError, match="no room for all demands: 2 is left over"):
        made().min_cost_flow(demands.assign(demand=[7, 3]))
    flow = made().min_cost_flow(demands.assign(demand=[7, 3]), unmet_cost=45)
    assert [row["unmet"] for row in flow.demands()] == pytest.approx([4, 0])


@needs_clp
def test_weights_are_those_of_routes():
    links = polars.DataFrame({**LINKS, "fee": [1.0, 2.0, 30.0, 40.0]})
    demands = polars.DataFrame({"origin": ["Aktau"], "destination": ["Poti"], "demand": [1]})
    network = ps.network(links)
    assert network.min_cost_flow(demands, weight="cost").result == 31
    both = {"by": "generalised", "value_of_time": 2}
    assert network.min_cost_flow(demands, weight=both).result == 31 + 2 * 38
    [route] = network.routes("Aktau", "Poti", weight=both).routes
    assert route["weight"] == 31 + 2 * 38
    with pytest.raises(ValueError, match="a weight has"):
        network.min_cost_flow(demands, weight={"value": 1})


def test_what_is_wrong_is_said():
    network = made()
    with pytest.raises(ps.NotFoundError, match='no place "Batumi"'):
        network.max_flow("Aktau", "Batumi")
    with pytest.raises(ps.NotFoundError, match="capacity_bcm"):
        network.max_flow("Aktau", "Poti", capacity="capacity_bcm")
    with pytest.raises(ps.InvalidError, match="nothing limits the flow"):
        ps.network(polars.DataFrame(LINKS)).max_flow("Alat", "Poti")
    with pytest.raises(TypeError):
        network.max_flow(1, "Poti")
    with pytest.raises(TypeError):
        network.concurrent_flow(None)
    with pytest.raises(TypeError, match="is made by"):
        ps.NetworkFlow()


def test_an_answer_is_immutable_and_can_be_closed():
    flow = made().max_flow("Aktau", "Poti")
    assert copy.copy(flow) is flow
    assert copy.deepcopy(flow) is flow
    with pytest.raises(TypeError):
        pickle.dumps(flow)
    assert repr(flow) == "<partnership.NetworkFlow: max_flow 8>"
    elements = flow.elements()
    with flow:
        pass
    flow.close()
    assert repr(flow) == "<partnership.NetworkFlow: closed>"
    assert len(elements) == 7
    with pytest.raises(ValueError):
        flow.summary()


@needs_clp
def test_progress_can_cancel():
    chance = random.Random(1)
    count = 3000
    links = polars.DataFrame(
        {
            "from": [chance.randrange(300) for _ in range(count)],
            "to": [chance.randrange(300) for _ in range(count)],
            "capacity_t": [float(chance.randrange(1, 9)) for _ in range(count)],
        }
    )
    demands = polars.DataFrame(
        {
            "origin": [chance.randrange(300) for _ in range(2000)],
            "destination": [chance.randrange(300) for _ in range(2000)],
            "demand": [1.0] * 2000,
        }
    )
    stages = []

    def watch(stage, fraction):
        stages.append(stage)
        return not stage.startswith("finding routes")

    network = ps.network(links, progress=watch)
    with pytest.raises(ps.CancelledError):
        network.concurrent_flow(demands)
    assert stages[-1] == "finding routes by the prices of limits"
