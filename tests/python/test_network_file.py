"""Networks and trips from files, and to them."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import partnership as ps
import polars
import pytest

NET = """<NUMBER OF ZONES> 2
<NUMBER OF NODES> 3
<FIRST THRU NODE> 3
<NUMBER OF LINKS> 2
<END OF METADATA>

~ init_node term_node capacity length free_flow_time b power speed toll link_type ;
 1 3 100 5 6 0.15 4 0 0 1 ;
 3 2 200 7 4 0.15 4 0 0 1 ;
"""
TRIPS = """<NUMBER OF ZONES> 2
<TOTAL OD FLOW> 12.5
<END OF METADATA>

Origin 1
    1 : 0.0;    2 : 12.5;
"""


def test_a_tntp_network_keeps_its_columns_and_tells_what_cannot_be_passed(tmp_path: Path) -> None:
    (tmp_path / "small_net.tntp").write_text(NET)
    network = ps.read_network(tmp_path / "small_net.tntp", name="small")
    assert network.about.name == "small"
    assert network.links()["free_flow_time"] == [6.0, 4.0]
    assert "time_h" not in network.links().columns
    assert network.places()["through"] == [0.0, 0.0, 1.0]
    assert network.places()["kind"] == ["zone", "zone", None]
    assert network.problems is not None and len(network.problems) == 0


def test_units_that_are_told_give_hours_and_kilometres(tmp_path: Path) -> None:
    (tmp_path / "net.tntp").write_text(NET)
    links = ps.read_network(tmp_path / "net.tntp", time_unit="min", length_unit="mi").links()
    assert links["time_h"] == pytest.approx([0.1, 4 / 60])
    assert links["length_km"] == pytest.approx([8.04672, 11.265408])
    with pytest.raises(ps.InvalidError, match="furlong"):
        ps.read_network(tmp_path / "net.tntp", length_unit="furlong")


@pytest.mark.parametrize("name", ["again_net.tntp", "again.csv", "again.geojson", "again"])
def test_what_is_written_is_read_back(tmp_path: Path, name: str) -> None:
    (tmp_path / "net.tntp").write_text(NET)
    network = ps.read_network(tmp_path / "net.tntp")
    network.write(tmp_path / name)
    again = ps.read_network(tmp_path / name)
    assert again.links().to_pandas().equals(network.links().to_pandas())
    if name != "again.csv":
        assert again.places().to_pandas().equals(network.places().to_pandas())


def test_links_places_and_transfers_of_csv(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("a;b;hours;status\nAlat;Aktau;18,5;open\n")
    (tmp_path / "places.csv").write_text("id,name\nAlat,Port of Alat\nAktau,\n")
    (tmp_path / "transfers.csv").write_text("from_mode,to_mode,time_h\nrail,ferry,12\n")
    columns = {"from": "a", "to": "b", "time_h": "hours"}
    with pytest.raises(ps.ParseError) as caught:
        ps.read_network(tmp_path / "links.csv", columns=columns)
    assert (caught.value.line, caught.value.column) == (2, 12)
    (tmp_path / "links.csv").write_text("a;b;hours;status\nAlat;Aktau;18.5;open\n")
    network = ps.read_network(
        tmp_path / "links.csv",
        columns=columns,
        places=tmp_path / "places.csv",
        transfers=tmp_path / "transfers.csv",
        both_ways=True,
        mode="ferry",
    )
    assert network.links()["from"] == ["Alat", "Aktau"]
    assert network.links()["time_h"] == [18.5, 18.5]
    assert network.places()["name"] == ["Port of Alat", None]
    assert network.transfers()["time_h"] == [12.0]
    assert network.problems is not None
    assert [row["cell"] for row in network.problems] == ["status"]


def test_bad_rows_are_tolerated_when_asked(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("from,to,time_h\nA,B,-1\nA,,2\nA,C,3\n")
    network = ps.read_network(tmp_path / "links.csv", most_bad_rows=None)
    assert network.link_count == 1
    assert network.problems is not None
    assert [row["rule"] for row in network.problems] == ["negative", "missing"]
    with pytest.raises(ps.ParseError, match="expected the id of a place"):
        ps.read_network(tmp_path / "links.csv", most_bad_rows=1)


def test_a_place_has_both_coordinates_or_neither(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("from,to\nA,B\n")
    places = tmp_path / "places.csv"
    places.write_text("id,longitude,latitude\nA,,\nB,49.4,\n")
    with pytest.raises(ps.ParseError, match="a longitude and a latitude, or neither") as caught:
        ps.read_network(tmp_path / "links.csv", places=places)
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(places), 3, 8)
    places.write_text("id,longitude,latitude\nA,,\nB,49.4,39.9\n")
    network = ps.read_network(tmp_path / "links.csv", places=places)
    assert network.places()["latitude"] == [None, 39.9]


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "net.tntp.gz", "wt") as file:
        file.write(NET)
    assert ps.read_network(tmp_path / "net.tntp.gz").link_count == 2
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("net.csv", "from,to\nA,B\n")
        archive.writestr("other.csv", "x\n")
    assert ps.read_network(tmp_path / "both.zip", "csv", member="net.csv").link_count == 1


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ps.read_network(tmp_path / "none.csv")
    (tmp_path / "links.csv").write_text("from,to\nA,B\n")
    with pytest.raises(ps.MissingFileError) as caught:
        ps.read_network(tmp_path / "links.csv", places=tmp_path / "none.csv")
    assert str(caught.value.filename).endswith("none.csv")
    with pytest.raises(ps.ArgumentError, match="shp"):
        ps.read_network(tmp_path / "links.csv", "shp")  # type: ignore[arg-type]
    with pytest.raises(FileNotFoundError):
        ps.read_trips(tmp_path / "none.csv")


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("from,to\nA,B\n")
    with pytest.raises(ps.CancelledError):
        ps.read_network(tmp_path / "links.csv", progress=lambda stage, fraction: False)


def test_trips_are_a_table(tmp_path: Path) -> None:
    (tmp_path / "trips.tntp").write_text(TRIPS)
    trips = ps.read_trips(tmp_path / "trips.tntp")
    assert trips.to_pandas().to_dict("list") == {
        "origin": ["1", "1"],
        "destination": ["1", "2"],
        "trips": [0.0, 12.5],
    }
    assert trips.problems is not None and len(trips.problems) == 0
    ps.write_trips(trips, tmp_path / "again.tntp")
    assert ps.read_trips(tmp_path / "again.tntp").to_pandas().equals(trips.to_pandas())
    frame = polars.DataFrame({"origin": [1, 2], "destination": [2, 1], "trips": [3, 4]})
    ps.write_trips(frame, tmp_path / "od.csv")
    assert (tmp_path / "od.csv").read_text() == "origin,destination,trips\n1,2,3\n2,1,4\n"
    assert ps.read_trips(tmp_path / "od.csv")["trips"] == [3.0, 4.0]
    with pytest.raises(ps.InvalidError, match="row 1 has the origin 'Baku'"):
        ps.write_trips(frame.with_columns(origin=polars.lit("Baku")), tmp_path / "a.tntp")


def test_trips_of_csv_have_their_own_names(tmp_path: Path) -> None:
    (tmp_path / "od.csv").write_text("o,d,volume\nA,B,x\nA,C,2\n")
    columns = {"origin": "o", "destination": "d", "trips": "volume"}
    with pytest.raises(ps.ParseError, match="'x' cannot be taken"):
        ps.read_trips(tmp_path / "od.csv", columns=columns)
    trips = ps.read_trips(tmp_path / "od.csv", columns=columns, most_bad_rows=None)
    assert trips["destination"] == ["C"]
    assert trips.problems is not None and trips.problems["cell"] == ["x"]
    with pytest.raises(ValueError, match="'from' is none of"):
        ps.read_trips(tmp_path / "od.csv", columns={"from": "o"})


def test_places_of_the_code_list(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(
        "Change,Country,Location,Name,Function,Coordinates\n,AZ,BAK,Bakı,1234----,4023N 04952E\n",
        encoding="utf-8",
    )
    places = ps.read_network(tmp_path / "list.csv", "unlocode").places()
    assert places["id"] == ["AZBAK"] and places["kind"] == ["port"]
    assert places["longitude"] == pytest.approx([49 + 52 / 60])


GRAPH = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="d0" for="edge" attr.name="hours" attr.type="double"/>
<graph edgedefault="directed">
<node id="Alat"/><node id="Aktau"/>
<edge source="Alat" target="Aktau" id="0"><data key="d0">18.5</data></edge>
<edge source="Alat" target="Aktau" id="1"><data key="d0">-1</data></edge>
</graph></graphml>
"""


def test_graphml_is_read_with_attributes_by_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    path.write_text(GRAPH)
    try:
        network = ps.read_network(path, columns={"time_h": "hours"}, most_bad_rows=1)
    except ps.FormatError:
        pytest.skip("the library was built without expat")
    assert network.links()["time_h"] == [18.5]
    assert network.links()["id"] == ["0"]
    with pytest.raises(ps.ParseError) as caught:
        ps.read_network(path, columns={"time_h": "hours"})
    assert (caught.value.line, caught.value.column) == (7, 43)
    assert ps.read_network(path).links()["hours"] == [18.5, -1]
    with pytest.raises(ps.InvalidError, match="no column 'days'"):
        ps.read_network(path, columns={"time_h": "days"})
