"""CSV tables, the lists by name, and the data package."""

import csv
import json
import math
import subprocess
import sys

import partnership as ps
import pytest


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_a_table_as_csv_is_what_its_cells_say(view, tmp_path):
    table = view.agreements()
    assert table.to_csv(tmp_path / "a.csv") is None
    rows = read(tmp_path / "a.csv")
    assert rows[0] == table.columns
    assert rows[1:] == table.text_rows()


def test_pandas_and_polars_read_it(view, tmp_path):
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    path = tmp_path / "acts.csv"
    table = view.acts()
    table.to_csv(path)
    assert pandas.read_csv(path)["act"].tolist() == table["act"]
    assert polars.read_csv(path)["date"].to_list() == table["date"]


def test_numbers_keep_all_digits(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    numbers = [0.1, 1 / 3, 1e-300, math.pi, -0.0]
    ps.table(pyarrow.table({"x": numbers})).to_csv(tmp_path / "x.csv")
    assert [float(row[0]) for row in read(tmp_path / "x.csv")[1:]] == numbers


def test_a_file_that_cannot_be_written_is_an_error(view, tmp_path):
    with pytest.raises(OSError):
        view.parties().to_csv(tmp_path / "no" / "x.csv")


def test_relations_are_edges(view):
    edges = {(r["from"], r["property"], r["to"]) for r in view.relations()}
    assert ("charter", "party", "alba") in edges
    assert ("charter/signature", "agreement", "charter") in edges
    assert ("jo", "holds_office", "minister") in edges


def test_lists_by_name(view):
    names = ps.register_lists()["name"]
    assert "agreements" in names and "relations" in names
    assert view.register_list("agreements") == view.agreements()
    with pytest.raises(ps.NotFoundError):
        view.register_list("agreement")


def test_the_data_package_describes_its_files(view, tmp_path):
    view.export(tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert package["as_of"] == str(view.as_of)
    assert [r["name"] for r in package["resources"]] == ps.register_lists()["name"]
    for resource in package["resources"]:
        table = view.register_list(resource["name"])
        rows = read(tmp_path / "out" / resource["path"])
        assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
        assert len(rows) == len(table) + 1
    fields = {
        field["name"]: field
        for resource in package["resources"]
        if resource["name"] == "commitments"
        for field in resource["schema"]["fields"]
    }
    assert fields["days_overdue"]["type"] == "integer" and fields["due"]["type"] == "string"
    assert fields["due"]["description"] == "Last day on which it is on time"


def test_the_command_line(saved, tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "partnership", "export", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True)

    done = run(saved, tmp_path / "out", "--as-of", "2026-02-10", "--known-at", "2026-02-10")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert (package["as_of"], package["published_by"]) == ("2026-02-10", "2026-02-10")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("Dear")
    refused = run(saved, tmp_path / "other")
    assert refused.returncode == 1 and "no export" in refused.stderr
    assert "Traceback" not in refused.stderr
