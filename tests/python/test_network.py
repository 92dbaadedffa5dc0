"""Networks in Python: from frames, as tables, changed, closed and shown."""

from __future__ import annotations

import copy
import math
import pickle

import pandas
import partnership as ps
import polars
import pyarrow
import pytest

LINKS = {
    "id": ["ferry", "line", "road"],
    "from": ["Aktau", "Alat", "Alat"],
    "to": ["Alat", "Baku", "Baku"],
    "mode": ["sea", "rail", "road"],
    "both_ways": [True, False, False],
    "length_km": [450.0, 70.0, 75.0],
    "time_h": [20.0, None, 1.5],
    "speed_km_h": [None, 35.0, None],
    "lanes": [None, None, 4],
}
PLACES = {
    "id": ["Aktau", "Alat", "Baku"],
    "name": ["Aktau", "Port of Alat", None],
    "country": ["KAZ", "AZE", "AZE"],
    "kind": ["port", "port", "city"],
    "longitude": [51.2, 49.4, 49.9],
    "latitude": [43.6, 39.9, 40.4],
    "time_h": [24.0, 12.0, None],
}
TRANSFERS = {"place": [None], "from_mode": ["sea"], "to_mode": ["rail"], "time_h": [6.0]}


def made() -> ps.Network:
    return ps.network(
        polars.DataFrame(LINKS),
        pyarrow.table(PLACES),
        polars.DataFrame(TRANSFERS),
        timetables=polars.DataFrame({"link": ["ferry"], "departs_h": [30]}),
        quantiles=polars.DataFrame(
            {"part": ["link"], "element": ["ferry"], "probability": [0.9], "time_h": [36.0]}
        ),
        sources=polars.DataFrame(
            {
                "part": ["place"],
                "element": ["Alat"],
                "attribute": ["time_h"],
                "source": [None],
                "assumed": [True],
                "low": [6.0],
                "high": [20.0],
            },
            schema_overrides={"source": polars.String},
        ),
        name="Caspian",
        currency="USD",
        source="a test",
    )


def test_a_network_is_made_of_frames_and_comes_back() -> None:
    network = made()
    assert network.about == ("Caspian", "USD", "a test")
    assert (network.place_count, network.link_count) == (3, 4)
    links = network.links()
    assert links["id"] == ["ferry", "ferry back", "line", "road"]
    assert links["from"] == ["Aktau", "Alat", "Alat", "Alat"]
    assert links["mode"] == ["sea", "sea", "rail", "road"]
    assert links["time_h"] == [20, 20, None, 1.5]
    assert links["lanes"] == [None, None, None, 4]
    assert links.schema[links.columns.index("length_km")].unit == "km"
    assert network.places()["name"] == ["Aktau", "Port of Alat", None]
    assert network.places()["longitude"] == [51.2, 49.4, 49.9]
    assert list(network.transfers()) == [
        {"place": None, "from_mode": "sea", "to_mode": "rail", "closed": False, "time_h": 6.0}
    ]
    assert list(network.timetables()) == [{"link": "ferry", "departs_h": 30.0}]
    assert network.quantiles()[0]["time_h"] == 36
    [said] = network.sources()
    assert said["value"] == 12 and said["assumed"] and (said["low"], said["high"]) == (6, 20)
    assert said["source"] is None


def test_pandas_and_numbers_as_ids() -> None:
    frame = pandas.DataFrame({"from": [1, 2], "to": [2, 3], "time_h": [1.0, math.nan]})
    network = ps.network(frame)
    assert network.places()["id"] == ["1", "2", "3"]
    assert network.links()["id"] == ["1", "2"]
    assert network.links()["time_h"] == [1, None]
    assert network.transfers().columns == ["place", "from_mode", "to_mode", "closed"]


def test_a_network_is_made_of_its_own_tables() -> None:
    network = made()
    again = ps.network(
        network.links(),
        network.places(),
        network.transfers(),
        timetables=network.timetables(),
        quantiles=network.quantiles(),
        sources=network.sources(),
        currency="USD",
    )
    assert again.links() == network.links()
    assert again.places() == network.places()
    assert again.transfers() == network.transfers()
    assert again.timetables() == network.timetables()
    assert again.quantiles() == network.quantiles()
    assert again.sources() == network.sources()


def test_changes_give_another_network() -> None:
    network = made()
    other = network.change(
        [
            ("add", "place", "Alat", "time_h", 12),
            ("scale", "link", "ferry", "time_h", 2),
            ("scale", "link", "line", "time_h", 2),
            ("set", "link", "road", "lanes", None),
            ("set", "link", "road", "fee", 7.5),
            ("close", "transfer", "*: sea to rail"),
            ("close", "link", "ferry back"),
        ]
    )
    assert other.places()["time_h"] == [24, 24, None]
    assert other.links()["id"] == ["ferry", "line", "road"]
    assert other.links()["time_h"] == [40, 4, 1.5]
    assert other.links()["fee"] == [None, None, 7.5]
    assert other.links()["lanes"] == [None, None, None]
    assert other.transfers()["closed"] == [True]
    assert other.quantiles()["time_h"] == [72]
    assert len(other.sources()) == 0
    assert network.links()["id"] == ["ferry", "ferry back", "line", "road"]
    assert other.about == network.about
    network.close()
    assert other.link_count == 3


def test_without_leaves_out() -> None:
    network = made()
    assert network.without(links=["ferry", "road"]).links()["id"] == ["ferry back", "line"]
    bare = network.without(places=["Alat"], links=["ferry"])
    assert (bare.place_count, bare.link_count) == (2, 0)
    assert network.without(transfers=["*: sea to rail"]).transfers()["closed"] == [True]
    assert network.without().links() == network.links()


def test_what_cannot_be_is_refused() -> None:
    network = made()
    with pytest.raises(ps.NotFoundError, match='the table of links has no column "to"'):
        ps.network(polars.DataFrame({"from": ["a"]}))
    with pytest.raises(ps.InvalidError, match='row 1 of links: time_h of link "1" is negative'):
        ps.network(polars.DataFrame({"from": ["a"], "to": ["b"], "time_h": [-1.0]}))
    half = {"id": ["a", "b"], "longitude": [50.0, 49.4], "latitude": [40.0, None]}
    with pytest.raises(ps.InvalidError, match='row 2 .* "b" has a longitude and no latitude'):
        ps.network(polars.DataFrame({"from": ["a"], "to": ["b"]}), polars.DataFrame(half))
    with pytest.raises(TypeError, match="a network is made of links"):
        ps.network(None)
    with pytest.raises(TypeError, match=r"made by network\(\)"):
        ps.Network()
    with pytest.raises(ps.NotFoundError, match='step 2: there is no link "x"'):
        network.change([("close", "link", "road"), ("close", "link", "x")])
    with pytest.raises(ps.InvalidError, match="step 1: then time_h of link"):
        network.change([("add", "link", "road", "time_h", -2)])
    with pytest.raises(ps.NotFoundError, match='no link has a number "depth"'):
        network.change([("add", "link", "road", "depth", 1)])
    with pytest.raises(ValueError, match="must begin with 'close', 'set', 'add', 'scale', not"):
        network.change([("open", "link", "road")])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="goes on with part and element"):
        network.change([("close", "link", "road", "time_h", 1)])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="element must be a str, not int"):
        network.change([("close", "link", 1)])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="real number"):
        network.change([("add", "link", "road", "time_h", "1")])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="links must be a list of ids"):
        network.without(links="road")


def test_making_can_be_cancelled_and_asked_about() -> None:
    said: list[str] = []

    def progress(stage: str, fraction: float | None) -> bool:
        said.append(stage)
        return False

    with pytest.raises(ps.CancelledError):
        ps.network(polars.DataFrame({"from": ["a"], "to": ["b"]}), progress=progress)
    assert said == ["making a network"]


def test_a_network_is_shown_copied_and_closed() -> None:
    network = made()
    assert repr(network) == "<partnership.Network: Caspian; 3 places, 4 links>"
    assert repr(ps.network(polars.DataFrame({"from": ["a"], "to": ["a"]}))) == (
        "<partnership.Network: 1 place, 1 link>"
    )
    assert copy.copy(network) is network and copy.deepcopy(network) is network
    with pytest.raises(TypeError, match="its tables give what can be"):
        pickle.dumps(network)
    with network:
        links = network.links()
    assert repr(network) == "<partnership.Network: closed>"
    with pytest.raises(ValueError, match="the network is closed"):
        network.links()
    network.close()
    assert len(links) == 4
