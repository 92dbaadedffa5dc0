"""Every row of the inventory of the two articles is carried by something in the flagship register."""

import csv
import os
from pathlib import Path

import partnership as ps

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))


def rows():
    with open(ROOT / "tests" / "data" / "inventory_map.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_row_of_the_inventory_is_missing():
    seeds = [row["seed_row"] for row in rows() if row["seed_row"].startswith("S")]
    assert seeds == [f"S{number:03}" for number in range(1, 226)]
    figures = [row["seed_row"] for row in rows() if row["seed_row"].startswith("F")]
    assert len(figures) == len(set(figures)) == 52
    assert len(seeds) + len(figures) == len(rows())


def test_each_names_entities_that_are_there():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as model:
        known = set(model.statements()["subject"])
    missing = {
        (row["seed_row"], id_)
        for row in rows()
        for id_ in row["register_id"].split(";")
        if id_.strip() not in known
    }
    assert not missing
