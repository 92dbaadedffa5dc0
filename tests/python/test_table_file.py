"""Tables from CSV files."""

from __future__ import annotations

import gzip
from pathlib import Path

import partnership as ps
import pytest


def test_cells_are_texts_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text('code,value,note\n007,121.0,\n,"1,365",""\n')
    table = ps.read_table(path)
    assert list(table) == [
        {"code": "007", "value": "121.0", "note": None},
        {"code": None, "value": "1,365", "note": ""},
    ]
    table.to_csv(tmp_path / "again.csv")
    assert ps.read_table(tmp_path / "again.csv") == table


def test_numbers_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "samples.csv.gz"
    path.write_bytes(gzip.compress(b"place;hours\nalat;1.5\nbaku;\n"))
    table = ps.read_table(path, numbers="hours")
    assert table.schema[1].type == "float64"
    assert table["hours"] == [1.5, None]


def test_what_is_wrong_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,x\n")
    with pytest.raises(ps.ParseError, match="'x' is not a number") as caught:
        ps.read_table(path, numbers=["b"])
    assert (caught.value.file, caught.value.line, caught.value.column) == (str(path), 2, 3)
    with pytest.raises(ps.NotFoundError, match="there is no column 'c'") as missing:
        ps.read_table(path, numbers=["c"])
    assert not isinstance(missing.value, ps.MissingFileError)
    with pytest.raises(FileNotFoundError) as nowhere:
        ps.read_table(tmp_path / "nowhere.csv")
    assert nowhere.value.filename == str(tmp_path / "nowhere.csv")


def test_releases_need_no_other_package(tmp_path: Path) -> None:
    path = tmp_path / "releases.csv"
    path.write_text("period,value\n2025-01/2025-02,90\n2025-01/2025-03,160.0\n")
    months = ps.months_from_ytd(ps.read_table(path))
    assert months["value"] == [None, None, 70.0]


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" * 400_000)
    with pytest.raises(ps.CancelledError):
        ps.read_table(path, progress=lambda stage, fraction: False)
