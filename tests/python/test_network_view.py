"""Networks of a register: which links there are on a day, and where their numbers come from."""

import partnership as ps
import pytest


@pytest.fixture
def model():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.source("paper", publisher="Paper", published="2026-01-14")
            tx.place("alat", kind="seaport", name="Alat", longitude="49.4", latitude="39.9")
            tx.place("aktau", kind="seaport", source="paper", dwell_h="12")
            tx.place("tbilisi", kind="city")
            tx.entity("middle", "corridor")
            tx.link(
                "crossing",
                from_place="aktau",
                to_place="alat",
                mode="ferry",
                corridors=["middle"],
                length_km="420",
                transit_time_h="19",
                departures=["Monday 10:30"],
                source="paper",
            )
            tx.link(
                "railway",
                from_place="alat",
                to_place="tbilisi",
                mode="rail",
                both_ways=True,
                speed_km_h="35",
                length_km="500",
                currency="USD",
                freight_rate="0.05",
            )
            tx.link("railway", status="under_construction", until="2026-06-30")
            tx.link("railway", status="open", from_="2026-07-01")
            tx.transfer(
                "loading", from_mode="ferry", to_mode="rail", both_ways=True, dwell_h="24"
            )
            tx.estimate(
                "crossing/p90",
                estimate_of="crossing",
                measure="transit_time",
                high="1.5",
                unit="days",
                probability="0.9",
            )
            tx.estimate(
                "speed", estimate_of="railway", measure="speed", low="20", high="50", unit="km/h"
            )
        yield model


def test_a_network_is_of_the_day(model):
    early, late = model.view("2026-06-01"), model.view("2026-07-01")
    assert early.network().links()["id"] == ["crossing"]
    assert early.network(planned=True).link_count == 3
    assert late.network().links()["id"] == ["crossing", "railway", "railway back"]
    assert late.network(modes="rail").links()["from"] == ["alat", "tbilisi"]
    assert late.network(corridor="middle").links()["id"] == ["crossing"]
    known_then = model.view("2026-07-01", published_by="2026-01-01")
    assert known_then.network().link_count == 0


def test_its_numbers_have_sources_and_ranges(model):
    network = model.view("2026-07-01").network()
    assert network.about.currency == "USD"
    assert network.places()["time_h"] == [12.0, None, None]
    assert network.transfers()["time_h"] == [24.0, 24.0]
    assert network.timetables()["departs_h"] == [10.5]
    assert network.quantiles()["time_h"] == [36.0]
    rows = {(r["element"], r["attribute"]): r for r in network.sources()}
    crossing = rows["crossing", "time_h"]
    assert (crossing["source"], crossing["assumed"], crossing["value"]) == ("paper", False, 19.0)
    speed = rows["railway", "speed_km_h"]
    assert (speed["source"], speed["assumed"]) == (None, True)
    assert (speed["low"], speed["high"]) == (20.0, 50.0)


def test_lists_of_the_register(model):
    view = model.view("2026-07-01")
    assert view.links()["status"] == [None, "open"]
    assert view.links()["both_ways"] == [False, True]
    assert view.transfers()["from_mode"] == ["ferry"]
    assert view.estimates()["probability"] == [0.9, None]


def test_what_is_wrong_is_named(model):
    with model.transaction() as tx:
        tx.assert_("crossing", "freight_fee", "3", unit="EUR/t")
    view = model.view("2026-07-01")
    with pytest.raises(ps.InvalidError, match="freight_rate of 'railway' is in 'USD/t/km'"):
        view.network()
    with pytest.raises(ps.NotFoundError, match="nowhere"):
        view.network(corridor="nowhere")
    assert view.network(modes=["ferry"], currency="EUR").about.currency == "EUR"


def test_a_network_outlives_its_view_and_model():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.place("a")
            tx.place("b")
            tx.link("way", from_place="a", to_place="b", length_km="7")
        network = model.view("2026-01-01").network()
    assert network.links()["length_km"] == [7.0]
    assert repr(network) == "<partnership.Network: 2 places, 1 link>"
