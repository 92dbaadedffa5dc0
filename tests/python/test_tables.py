"""Tables in Python: rows, columns, Arrow, pandas, polars, printing."""

import datetime
import sys
from decimal import Decimal

import partnership as ps
import pytest

TZ = datetime.timezone.utc
TYPED = {
    "int64": [1, None, -(2**63)],
    "float64": [1.5, None, -0.25],
    "decimal128": [Decimal("1.50"), None, Decimal("-12345678901234567890123456.78")],
    "bool": [True, None, False],
    "date": [datetime.date(2026, 2, 10), None, datetime.date(1, 1, 1)],
    "timestamp": [
        datetime.datetime(2026, 2, 10, 1, 2, 3, 456789, TZ),
        None,
        datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, TZ),
    ],
    "utf8": ["a", None, "ünï<b>&"],
    "dictionary": ["x", None, "x"],
}


def typed_arrow():
    pa = pytest.importorskip("pyarrow")
    types = {
        "int64": pa.int64(),
        "float64": pa.float64(),
        "decimal128": pa.decimal128(38, 2),
        "bool": pa.bool_(),
        "date": pa.date32(),
        "timestamp": pa.timestamp("us", "UTC"),
        "utf8": pa.string(),
        "dictionary": pa.dictionary(pa.int32(), pa.string()),
    }
    arrays = []
    for name, values in TYPED.items():
        plain = pa.array(values, pa.string() if name == "dictionary" else types[name])
        arrays.append(plain.dictionary_encode() if name == "dictionary" else plain)
    return pa.table(dict(zip(TYPED, arrays)))


@pytest.fixture
def typed():
    return ps.table(typed_arrow())


def test_every_type_comes_in_and_goes_out(typed):
    assert [(c.name, c.type) for c in typed.schema] == [(name, name) for name in TYPED]
    for name, values in TYPED.items():
        assert typed.column(name) == values, name
    assert [type(v) for v in typed["decimal128"]] == [Decimal, type(None), Decimal]
    back = typed.to_arrow()
    assert back.to_pydict() == typed_arrow().to_pydict()
    assert ps.table(back) == typed


def test_rows_columns_and_slices(view):
    table = view.parties()
    assert len(table) == 3
    assert table.columns[:3] == ["id", "kind", "name"]
    rows = list(table)
    assert [row["id"] for row in rows] == table["id"] == table.column("id")
    assert table[0] == rows[0] and table[-1] == rows[2] and table[1:] == rows[1:]
    with pytest.raises(IndexError):
        table[3]
    with pytest.raises(IndexError):
        table[-4]
    with pytest.raises(KeyError):
        table["no such column"]


def test_tables_compare_by_their_cells(view):
    assert view.parties() == view.parties()
    assert view.parties() != view.events()
    assert view.parties() != 3
    with pytest.raises(TypeError):
        hash(view.parties())


def test_units_travel(view):
    pytest.importorskip("pyarrow")
    late = view.commitments()
    back = ps.table(late.to_arrow())
    assert {c.name: c.unit for c in back.schema}["days_overdue"] == "day"


def test_each_export_is_a_fresh_stream(view):
    pa = pytest.importorskip("pyarrow")
    table = view.parties()
    first, second = table.__arrow_c_stream__(), table.__arrow_c_stream__()
    del first
    assert pa.table(table).num_rows == pa.table(table).num_rows == 3
    del second


def test_a_stream_is_read_once():
    class Once:
        def __init__(self):
            self.capsule = typed_arrow().__arrow_c_stream__()

        def __arrow_c_stream__(self, schema=None):
            return self.capsule

    once = Once()
    assert len(ps.table(once)) == 3
    with pytest.raises(ValueError, match="read before"):
        ps.table(once)


def test_what_is_no_table_is_refused():
    pa = pytest.importorskip("pyarrow")
    with pytest.raises(TypeError, match="int has no __arrow_c_stream__"):
        ps.table(3)

    class Fake:
        def __arrow_c_stream__(self, schema=None):
            return "no capsule"

    with pytest.raises(ValueError):
        ps.table(Fake())
    with pytest.raises(ps.InvalidError):
        ps.table(pa.table({"a": pa.array([[1], [2]])}))


def test_pandas_gets_nice_types(typed):
    pandas = pytest.importorskip("pandas")
    frame = typed.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "int64": "Int64",
        "float64": "float64",
        "decimal128": "object",
        "bool": "boolean",
        "date": "datetime64[s]",
        "timestamp": "datetime64[us, UTC]",
        "utf8": "string",
        "dictionary": "category",
    }
    assert frame["int64"].isna().tolist() == [False, True, False]
    assert frame["int64"][2] == -(2**63)
    assert frame["date"][0] == pandas.Timestamp("2026-02-10") and frame["date"].isna()[1]
    assert frame["timestamp"][0] == pandas.Timestamp(TYPED["timestamp"][0])
    assert frame["timestamp"].isna().tolist() == [False, True, False]
    assert frame["float64"].tolist()[0] == 1.5 and frame["float64"].isna()[1]
    assert frame["decimal128"][0] == Decimal("1.50")
    assert frame["utf8"][2] == "ünï<b>&"
    assert frame["dictionary"].tolist()[0] == "x" and frame["dictionary"].isna()[1]


def test_pandas_columns_without_empty_cells_are_plain(view):
    pytest.importorskip("pandas")
    table = view.sources()
    frame = table.to_pandas()
    assert str(frame["statements"].dtype) == "int64"
    assert len(frame) == 3 and list(frame.columns) == table.columns
    before = table["statements"]
    frame.loc[0, "statements"] = -5  # its own memory, not that of the table
    assert table["statements"] == before
    assert str(view.agreements().to_pandas()["contested"].dtype) == "bool"


def test_an_empty_table_is_still_a_frame(model):
    pytest.importorskip("pandas")
    empty = model.view("2026-01-01").commitments(overdue=True)
    frame = empty.to_pandas()
    assert len(frame) == 0 and list(frame.columns) == empty.columns
    assert str(frame["due_latest"].dtype) == "datetime64[s]"


def test_polars_reads_it(view, typed):
    pl = pytest.importorskip("polars")
    assert view.parties().to_polars()["id"].to_list() == view.parties()["id"]
    frame = typed.to_polars()
    assert frame.schema["date"] == pl.Date and frame["utf8"].to_list() == TYPED["utf8"]
    assert ps.table(frame)["utf8"] == TYPED["utf8"]


@pytest.mark.parametrize("package", ["pandas", "polars", "pyarrow"])
def test_a_missing_package_is_named(view, monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    method = {"pandas": "to_pandas", "polars": "to_polars", "pyarrow": "to_arrow"}[package]
    with pytest.raises(ImportError, match=f"pip install {package}"):
        getattr(view.parties(), method)()


def test_pandas_does_not_need_pyarrow(view, monkeypatch):
    pytest.importorskip("pandas")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert len(view.parties().to_pandas()) == 3


def test_html_is_escaped(view):
    shown = view.sources()._repr_html_()
    assert "The &lt;Gazette&gt;" in shown and "<Gazette>" not in shown
    assert "Press &amp; Co" in shown
    assert shown.count("<tr>") == 4


def test_long_tables_are_cut_in_html_and_text():
    pa = pytest.importorskip("pyarrow")
    table = ps.table(pa.table({"n": list(range(500))}))
    assert "400 more rows of 500" in table._repr_html_()
    assert repr(table).splitlines()[-1] == "[500 rows, 1 column; 460 rows not shown]"
    assert len(repr(table).splitlines()) == 43


def test_text_is_aligned_and_of_bounded_width():
    pa = pytest.importorskip("pyarrow")
    table = ps.table(
        pa.table({"name": ["ab", "漢字", "x" * 99], "n": [1, 22, None], "w": ["y" * 99] * 3})
    )
    lines = repr(table).splitlines()
    assert lines[0] == "name" + " " * 36 + "   n  w"
    assert lines[2] == "ab" + " " * 38 + "   1  " + "y" * 39 + "…"
    assert lines[3].startswith("漢字" + " " * 36 + "  22")
    assert lines[4].startswith("x" * 39 + "…")
    assert max(map(len, lines[:-1])) <= 120


def test_wide_tables_name_what_they_leave_out(view):
    text = repr(view.explain("charter", "title"))
    assert "columns not shown:" in text and "actor]" in text


def test_doubles_are_rounded_for_the_eye_only():
    pa = pytest.importorskip("pyarrow")
    told = [0.1, 481.60215092812575, 28361654.118, 123456789012.5, 3.559997110463844e-12, -2.0 / 3]
    table = ps.table(pa.table({"x": told}))
    shown = ["0.1", "481.6022", "28361654.118", "123456789012.5", "3.559997e-12", "-0.6666667"]
    assert [line.strip() for line in repr(table).splitlines()[2:-1]] == shown
    assert all(f">{text}</td>" in table._repr_html_() for text in shown)
    assert table["x"] == told
    assert table.text_rows()[1] == ["481.60215092812575"]


def test_cells_are_cut_so_that_more_columns_can_be_seen():
    pa = pytest.importorskip("pyarrow")
    wide = ps.table(pa.table({name: ["x" * 99] for name in "abcd"}))
    assert repr(wide).splitlines()[2] == "  ".join(["x" * 27 + "…"] * 4)
    assert repr(wide).splitlines()[-1] == "[1 row, 4 columns]"


def test_a_column_that_is_not_there_tells_which_are(view):
    with pytest.raises(KeyError, match="there is no column 'nam'; there are id, kind, name"):
        view.parties()["nam"]


def test_several_tables_are_shown_under_their_names():
    pytest.importorskip("polars")
    network = ps.network({"from": ["a"], "to": ["b"], "time_h": [2.0]})
    found = network.routes("a", "b")
    assert repr(found).startswith("<partnership.Routes>\nroutes:\norigin  destination")
    assert "\n\nlegs:\n" in repr(found)
    assert "<p><b>legs</b></p>\n<table" in found._repr_html_()
    changed = ps.Flows(
        {"period": ["2024"], "reporter": ["A"], "partner": ["B"], "product": ["1"], "value": [1.0]}
    ).recode_countries()
    assert "<p>&lt;partnership.Flows: 1 row" in changed._repr_html_()


def test_control_characters_do_not_reach_the_terminal():
    pa = pytest.importorskip("pyarrow")
    text = repr(ps.table(pa.table({"a": ["x\x1b[31mred\nnext\u202e"]})))
    assert "\x1b" not in text and "\u202e" not in text and "red next" in text
