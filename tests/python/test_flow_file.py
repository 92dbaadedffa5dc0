"""Reading flow files in Python: formats, problems, packed files, progress, errors with their place."""

from __future__ import annotations

import gzip
import os
import zipfile
from pathlib import Path

import partnership as ps
import polars
import pytest

ROOT = Path(os.environ["PSHIP_SOURCE_ROOT"])

BACI = "t,i,j,k,v,q\n2023,31,842,010121,0.746,NA\n2023,31,40,270900,2,3\n"


@pytest.fixture
def baci(tmp_path: Path) -> Path:
    path = tmp_path / "BACI_HS17_Y2023_V202501.csv"
    path.write_text(BACI)
    return path


def test_a_baci_file_is_read(baci: Path) -> None:
    flows = ps.read_flows(baci, classification="HS17", source_id="cepii", vintage="202501")
    assert isinstance(flows, ps.Flows)
    assert flows.about == ("USD thousand", "t", "HS17", "cepii", "202501")
    table = flows.to_table()
    assert table["product"] == ["270900", "010121"]
    assert table["quantity"] == [3.0, None]
    assert table["valuation"] == ["fob", "fob"]
    assert flows.problems is not None and len(flows.problems) == 0


def test_threads_change_nothing(baci: Path) -> None:
    lines = [f"2023,{i % 230},{i // 230 % 230},{i % 5000:06},{i}.5,NA\n" for i in range(300_000)]
    baci.write_text("t,i,j,k,v,q\n" + "".join(lines))
    one, two = (ps.read_flows(baci, threads=threads).to_table() for threads in (1, 2))
    assert len(one) == 300_000
    assert one.to_polars().equals(two.to_polars())


def test_packed_files_are_read_by_what_is_in_them(baci: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.write_bytes(gzip.compress(BACI.encode()))
    assert len(ps.read_flows(packed)) == 2
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", BACI)
        archive.writestr("b.csv", "t,i,j,k,v,q\n")
    assert len(ps.read_flows(packed, member="a.csv")) == 2
    assert len(ps.read_flows(packed, member="b.csv")) == 0
    with pytest.raises(ps.InvalidError, match="'a.csv', 'b.csv'"):
        ps.read_flows(packed)
    packed.write_bytes(gzip.compress(BACI.encode())[:-9])
    with pytest.raises(ps.FormatError, match="cut short"):
        ps.read_flows(packed)


def test_bad_rows_are_refused_or_listed(baci: Path) -> None:
    baci.write_text(BACI + "2023,31,40,2,-1,3\n2023,31,40\n")
    with pytest.raises(ps.ParseError, match="'-1'.*not negative") as caught:
        ps.read_flows(baci)
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(baci), 4, 14)
    with pytest.raises(ps.ParseError, match="expected 6 cells"):
        ps.read_flows(baci, most_bad_rows=1)
    flows = ps.read_flows(baci, most_bad_rows=None)
    assert len(flows) == 2
    assert flows.problems is not None
    assert flows.problems["rule"] == ["negative", "cells"]
    assert flows.problems["line"] == [4, 5]
    assert flows.problems["cell"] == ["-1", "2023,31,40"]


def test_any_csv_is_read_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "trade.csv"
    path.write_text("Jahr;Land;Ware;Wert\n2024;031;0802;1,5\n")
    flows = ps.read_flows(
        path,
        "csv",
        columns={
            "period": "Jahr",
            "direction": "=import",
            "reporter": "=276",
            "partner": "Land",
            "product": "Ware",
            "value": "Wert",
        },
        decimal=",",
        value_unit="EUR",
    )
    (row,) = flows.to_table()
    assert (row["direction"], row["reporter"], row["partner"]) == ("import", "276", "031")
    assert (row["product"], row["value"]) == ("0802", 1.5)
    with pytest.raises(ValueError, match="'colour' is none of period"):
        ps.read_flows(path, "csv", columns={"colour": "x"})
    with pytest.raises(ps.InvalidError, match="no column 'period' for the period"):
        ps.read_flows(path, "csv")


def test_comtrade_is_read(tmp_path: Path) -> None:
    path = tmp_path / "comtrade.csv"
    path.write_text(
        "period,reporterCode,flowCode,partnerCode,cmdCode,netWgt,cifvalue,primaryValue\n"
        "202303,842,M,31,270900,5,10,10\n"
    )
    (row,) = ps.read_flows(path, "comtrade").to_table()
    assert (row["period"], row["direction"], row["valuation"]) == ("2023-03", "import", "cif")
    assert (row["quantity"], row["unit"]) == (5.0, "kg")


def test_progress_is_told_and_can_cancel(baci: Path) -> None:
    seen: list[tuple[str, float | None]] = []

    def watch(stage: str, fraction: float | None) -> bool:
        seen.append((stage, fraction))
        return False

    with pytest.raises(ps.CancelledError):
        ps.read_flows(baci, progress=watch)
    assert [stage for stage, _ in seen] == ["reading flows"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ps.read_flows(tmp_path / "nothing.csv")
    with pytest.raises(ps.ArgumentError, match="no format 'excel'"):
        ps.read_flows(tmp_path / "nothing.csv", "excel")  # type: ignore[arg-type]


def test_flows_are_written_and_read_again(baci: Path, tmp_path: Path) -> None:
    flows = ps.read_flows(baci)
    flows.write_csv(tmp_path / "again.csv")
    again = ps.read_flows(tmp_path / "again.csv", "csv")
    assert again.to_table().to_polars().equals(flows.to_table().to_polars())
    flows.write_csv(tmp_path / "baci.csv", "baci")
    assert (tmp_path / "baci.csv").read_bytes() == (
        b"t,i,j,k,v,q\r\n2023,31,40,270900,2,3\r\n2023,31,842,010121,0.746,NA\r\n"
    )
    with pytest.raises(ps.ArgumentError, match="no layout 'excel'"):
        flows.write_csv(tmp_path / "x", "excel")  # type: ignore[arg-type]
    with pytest.raises(ps.ArgumentError, match="'.gz' is that of a packed file"):
        flows.write_csv(tmp_path / "x.csv.gz")
    assert not (tmp_path / "x.csv.gz").exists()


def test_marks_of_rows_go_out_and_come_back(tmp_path: Path) -> None:
    rows = {
        "period": ["2024"] * 4,
        "direction": ["import"] * 4,
        "reporter": ["AZE"] * 4,
        "partner": ["USA"] * 4,
        "product": ["1", "2", "3", "4"],
        "value": [1.5, None, 3.0, 4.0],
        "estimated": [True, False, True, False],
        "confidential": [False, True, True, False],
        "provisional": [False, False, True, True],
    }
    flows = ps.Flows(polars.DataFrame(rows))
    flows.write_csv(tmp_path / "marks.csv")
    again = ps.read_flows(tmp_path / "marks.csv", "csv")
    assert again.to_table().to_polars().equals(flows.to_table().to_polars())
    for name in ("estimated", "confidential", "provisional"):
        assert again.to_table()[name] == rows[name]
    named = ps.read_flows(
        tmp_path / "marks.csv", "csv", columns={"confidential": "provisional", "provisional": ""}
    )
    assert named.to_table()["confidential"] == rows["provisional"]
    assert named.to_table()["provisional"] == [False] * 4


def test_other_units_than_those_of_baci_are_not_written_as_if_they_were(tmp_path: Path) -> None:
    rows = polars.DataFrame(
        {"period": ["2024"], "reporter": ["1"], "partner": ["2"], "product": ["3"], "value": [1.0]}
    )
    for unit in ("USD thousand", "thousand US dollars", None):
        ps.Flows(rows, value_unit=unit).write_csv(tmp_path / "baci.csv", "baci")
    with pytest.raises(ps.InvalidError, match="the values are in 'EUR'"):
        ps.Flows(rows, value_unit="EUR").write_csv(tmp_path / "baci.csv", "baci")
    with pytest.raises(ps.InvalidError, match="row 1 has a quantity in 'kg'"):
        flows = ps.Flows(rows.with_columns(quantity=2.0), quantity_unit="kg")
        flows.write_csv(tmp_path / "baci.csv", "baci")
    with pytest.raises(ps.InvalidError, match="row 1 is valued CIF"):
        flows = ps.Flows(rows.with_columns(valuation=polars.lit("cif")))
        flows.write_csv(tmp_path / "baci.csv", "baci")


def test_a_callback_that_is_gone_is_not_called(tmp_path: Path) -> None:
    """Flows made from others may outlive whatever kept the callback of the first ones."""
    import gc

    path = tmp_path / "baci.csv"
    path.write_text("t,i,j,k,v,q\n2023,842,031,010121,5,1\n")
    calls: list[str] = []
    recoded = ps.read_flows(
        path, progress=lambda stage, fraction: calls.append(stage)
    ).recode_countries()
    assert calls
    gc.collect()
    before = len(calls)
    made = [b"x" * 200 for _ in range(1000)]  # what the memory of the callback may become
    assert recoded.flows.aggregate()["value"] == [5.0] and made
    assert ps.Flows(recoded.flows.to_table()).to_table()["reporter"] == ["USA"]
    assert len(calls) == before


def test_a_callback_lives_as_long_as_its_context() -> None:
    calls: list[str] = []

    class Teller:
        def tell(self, stage: str, fraction: float | None) -> None:
            calls.append(stage)

    context = ps.Context(Teller().tell)  # a bound method that nothing else holds
    ps.validate(ROOT / "examples" / "azerbaijan-us", context=context)
    assert calls


def test_several_files_are_read_as_one(tmp_path: Path) -> None:
    paths = []
    for year in (2022, 2023):
        paths.append(tmp_path / f"baci-{year}.csv")
        paths[-1].write_text(f"t,i,j,k,v,q\n{year},31,842,270900,{year},1\n{year},31,x,,1,1\n")
    flows = ps.read_flows(paths, most_bad_rows=1)
    assert flows.aggregate("period")["value"] == [2022.0, 2023.0]
    assert {path: len(table) for path, table in flows.problems.items()} == {
        str(path): 1 for path in paths
    }
    with pytest.raises(ValueError, match="no file"):
        ps.read_flows([])


@pytest.mark.parametrize(
    ("begins", "told"),
    [(b"\xfd7zXZ\x00", "xz"), (b"PAR1", "Parquet"), (b"BZh9", "bzip2"), (b"ARROW1", "Arrow")],
)
def test_files_of_other_types_are_told(tmp_path: Path, begins: bytes, told: str) -> None:
    path = tmp_path / "flows.csv"
    path.write_bytes(begins + bytes(range(256)) * 8)
    with pytest.raises(ps.FormatError, match=told):
        ps.read_flows(path)


def test_columns_say_that_it_is_no_baci(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("year,who,with,hs,v\n2024,AZE,USA,2709,1.5\n")
    columns = {"period": "year", "reporter": "who", "partner": "with", "product": "hs", "value": "v"}
    flows = ps.read_flows(path, columns={**columns, "direction": "=export"})
    assert flows.to_table()["value"] == [1.5]
    with pytest.raises(ps.InvalidError, match=r"no column 't' .* \(read as BACI: format='csv'"):
        ps.read_flows(path)
    with pytest.raises(ps.InvalidError) as told:
        ps.read_flows(path, "baci")
    assert "read as BACI" not in str(told.value)
