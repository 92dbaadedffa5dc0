"""Flow tables in Python: from frames, as tables, closed and shown."""

from __future__ import annotations

import copy
import pickle

import partnership as ps
import polars
import pyarrow
import pytest

ROWS = {
    "period": ["2025", "2024-12", "2025"],
    "reporter": ["842", "031", "842"],
    "partner": ["031", "842", "031"],
    "product": ["8802", "270900", "0101"],
    "value": [100.25, None, 7.0],
    "quantity": [3.0, None, None],
    "valuation": ["fob", None, None],
}


def test_flows_of_a_frame_are_kept_in_order() -> None:
    flows = ps.Flows(polars.DataFrame(ROWS), value_unit="USD thousand", quantity_unit="t")
    assert len(flows) == 3
    assert flows.about == ("USD thousand", "t", None, None, None)
    table = flows.to_table()
    assert table["period"] == ["2024-12", "2025", "2025"]
    assert table["product"] == ["270900", "0101", "8802"]
    assert table["value"] == [None, 7.0, 100.25]
    assert table["quantity"] == [None, None, 3.0]
    assert table["unit"] == [None, None, "t"]
    assert table["direction"] == ["export"] * 3
    assert table["valuation"] == [None, None, "fob"]
    assert table.schema[5].unit == "USD thousand"


def test_flows_leave_through_arrow_and_come_back_the_same() -> None:
    flows = ps.Flows(pyarrow.table(ROWS), value_unit="USD", classification="HS22")
    again = ps.Flows(polars.DataFrame(flows), value_unit="USD")
    assert again.to_table() == flows.to_table()
    assert again.about.classification is None and flows.about.classification == "HS22"


def test_columns_of_other_names_are_named() -> None:
    baci = polars.DataFrame({"t": [2023], "i": [31], "j": [842], "k": ["0101"], "v": [1.5]})
    names = {"period": "t", "reporter": "i", "partner": "j", "product": "k", "value": "v"}
    flows = ps.Flows(baci, columns=names, direction="import")
    assert flows.to_table()[0]["reporter"] == "31"
    assert flows.to_table()[0]["direction"] == "import"
    with pytest.raises(ps.NotFoundError, match="no column 'period'"):
        ps.Flows(baci)
    with pytest.raises(ValueError, match="'year' is none of"):
        ps.Flows(baci, columns={"year": "t"})
    with pytest.raises(ValueError, match="direction must be one of 'import', .*, not 'X'"):
        ps.Flows(baci, columns=names, direction="X")  # type: ignore[arg-type]
    with pytest.raises(ps.NotFoundError, match="no column 'q' in the table"):
        ps.Flows(baci, columns={**names, "quantity": "q"})
    with pytest.raises(ps.InvalidError, match="row 1, column 'v': '-1' is not"):
        ps.Flows(baci.with_columns(v=polars.lit(-1.0)), columns=names)


def test_every_direction_of_rows_that_say_none_is_known() -> None:
    for word in ("import", "export", "re_export", "re_import", "domestic"):
        flows = ps.Flows(polars.DataFrame(ROWS), direction=word)  # type: ignore[arg-type]
        assert flows.to_table()["direction"] == [word] * 3


def test_words_periods_and_what_holds_for_all_are_read_as_in_files() -> None:
    frame = polars.DataFrame({"period": [202401, 202402], "flow": ["M", "Exports"], "value": [1, 2]})
    said = {"direction": "flow", "reporter": "=031", "partner": "=842", "product": "=TOTAL"}
    rows = ps.Flows(frame, columns={**said, "valuation": "=fob"}).to_table()
    assert rows["period"] == ["2024-01", "2024-02"]
    assert rows["direction"] == ["import", "export"]
    assert rows["reporter"] == ["031", "031"] and rows["valuation"] == ["fob", "fob"]
    quarters = frame.with_columns(period=polars.Series(["2024Q1", "2024-Q2"]))
    assert ps.Flows(quarters, columns=said).to_table()["period"] == ["2024-33", "2024-34"]
    with pytest.raises(ps.ArgumentError, match="the value cannot be the same for all rows"):
        ps.Flows(frame, columns={**said, "value": "=1"})


def test_periods_of_pandas_are_refused_or_taken_as_text() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({**ROWS, "period": pandas.period_range("2024-01", periods=3, freq="M")})
    with pytest.raises(ps.InvalidError, match=r"'period' holds pandas periods: use \.astype\(str\)"):
        ps.Flows(frame)
    months = ps.Flows(frame.assign(period=frame["period"].astype(str))).to_table()
    assert months["period"] == ["2024-01", "2024-02", "2024-03"]
    frame["period"] = pandas.period_range("2024-01", periods=3, freq="Q").astype(str)
    assert ps.Flows(frame).to_table()["period"] == ["2024-33", "2024-34", "2024-35"]


def test_rows_of_the_same_keys_are_told() -> None:
    flows = ps.Flows(polars.DataFrame(ROWS))
    assert len(flows.duplicates()) == 0
    twice = ps.Flows(polars.concat([polars.DataFrame(ROWS)] * 2)).duplicates()
    assert twice["rows"] == [2] * len(flows)
    assert twice["least"] == twice["greatest"]
    assert twice["value"] == [None, 14.0, 200.5]
    assert twice["withheld"] == [2, 0, 0]


def test_periods_add_up() -> None:
    periods = ps.Flows(polars.DataFrame(ROWS)).periods()
    assert [(row["period"], row["rows"], row["value"]) for row in periods] == [
        ("2024-12", 1, 0.0),
        ("2025", 2, 107.25),
    ]


def test_flows_are_shown_copied_and_closed() -> None:
    with ps.Flows(polars.DataFrame(ROWS), source_id="customs", vintage="2026-01") as flows:
        assert repr(flows) == "<partnership.Flows: 3 rows; customs, 2026-01>"
        assert copy.copy(flows) is flows and copy.deepcopy(flows) is flows
        with pytest.raises(TypeError):
            pickle.dumps(flows)
        table = flows.to_table()
    assert repr(flows) == "<partnership.Flows: closed>"
    with pytest.raises(ValueError, match="closed"):
        len(flows)
    flows.close()
    assert len(table) == 3


def test_an_empty_valuation_is_none() -> None:
    rows = {"period": [2024, 2024], "reporter": "A", "partner": "B", "product": "1", "value": 1.0}
    frame = polars.DataFrame({**rows, "valuation": ["", "CIF"], "direction": ["", "import"]})
    table = ps.Flows(frame).to_table()
    assert table["valuation"] == ["cif", None]
    assert table["direction"] == ["import", "export"]


TRADE = {
    "period": ["2024", "2025", "2025"],
    "direction": ["export", "export", "import"],
    "reporter": ["A", "A", "B"],
    "partner": ["B", "C", "A"],
    "product": ["2709", "8471", "2709"],
    "value": [1.0, None, 3.0],
}


def test_a_dict_of_columns_is_a_frame() -> None:
    assert ps.Flows(TRADE) == ps.Flows(polars.DataFrame(TRADE))
    with pytest.raises(ps.NotFoundError):
        ps.Flows({"period": ["2024"]})


def test_flows_are_equal_by_their_rows_and_what_is_told_of_them() -> None:
    flows = ps.Flows(TRADE, value_unit="USD")
    assert flows == flows and flows == ps.Flows(TRADE, value_unit="USD")
    assert flows != ps.Flows(TRADE, value_unit="EUR")
    assert flows != ps.Flows({**TRADE, "value": [1.0, None, 4.0]}, value_unit="USD")
    assert flows != 7
    with pytest.raises(TypeError):
        hash(flows)
    assert flows.to_polars()["product"].to_list() == ["2709", "2709", "8471"]
    assert flows.to_pandas()["partner"].tolist() == ["B", "A", "C"]


def test_rows_are_taken_by_filters() -> None:
    flows = ps.Flows(TRADE, value_unit="USD", source_id="customs")
    taken = flows.filter({"direction": "export", "from": "2025-01-01"})
    assert [(row["partner"], row["value"]) for row in taken.to_table()] == [("C", None)]
    assert taken.about == flows.about
    assert taken.countries()["written"] == ["A", "C"]  # it knows no others
    assert len(flows.filter({"product": ["27*"]})) == 2
    assert len(flows.filter({"product_level": 6})) == 0
    assert flows.filter({}) == flows
    with pytest.raises(ps.NotFoundError, match="no partner 'X'"):
        flows.filter({"partner": "X"})
    with pytest.raises(ValueError, match="sector"):
        flows.filter({"sector": "X"})


def test_flows_are_brought_together() -> None:
    flows = ps.Flows(TRADE, value_unit="USD", classification="HS12", source_id="customs")
    parts = [flows.filter({"direction": "import"}), flows.filter({"direction": "export"})]
    assert ps.concat(*parts) == ps.concat(parts) == flows
    assert len(ps.concat(flows, flows)) == 6
    other = ps.Flows(TRADE, value_unit="USD", classification="HS17", source_id="census")
    assert ps.concat(flows, other).about == ("USD", None, "HS", None, None)
    with pytest.raises(ps.ConflictError, match="values in 'EUR' cannot stand beside"):
        ps.concat(flows, ps.Flows(TRADE, value_unit="EUR"))
    with pytest.raises(ps.ConflictError, match="products of 'SITC4' cannot stand beside"):
        ps.concat(flows, ps.Flows(TRADE, value_unit="USD", classification="SITC4"))
    with pytest.raises(ps.ArgumentError):
        ps.concat()
    with pytest.raises(TypeError):
        ps.concat([7])  # type: ignore[list-item]
