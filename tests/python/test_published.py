"""Values that others have published, held against what the library computes: one .toml file a case.

docs/published-values.md says how to add one. It takes no program.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Callable

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
CASES = sorted((ROOT / "tests/data/published").glob("*.toml"))
MEMBERS = {"title", "source", "url", "note", "question", "options", "table", "expected"}

Options = dict[str, Any]


def flows(path: Path, options: Options) -> ps.Flows:
    read = {key: options.pop(key) for key in ("columns", "value_unit") if key in options}
    return ps.read_flows(path, "csv", **read)


def aggregate(path: Path, options: Options) -> ps.Table:
    return flows(path, options).aggregate(**options)


def balance(path: Path, options: Options) -> ps.Table:
    return flows(path, options).balance(**options)


def indicators(path: Path, options: Options) -> ps.Table:
    return flows(path, options).indicators(**options)


def months(path: Path, options: Options) -> ps.Table:
    return ps.months_from_ytd(ps.read_table(path), **options)


def shares(path: Path, options: Options) -> ps.Table:
    model = ps.new()
    with model.transaction() as tx:
        tx.entity("venture", "company")
        for row in ps.read_table(path):
            tx.entity(row["holder"], "company")
            tx.share(f"venture/{row['holder']}", venture="venture", holder=row["holder"])
            tx.assert_(
                f"venture/{row['holder']}", "percentage", row["percentage"], unit="percent",
                from_=row["from"],
            )
    return model.view(as_of=options["day"]).shares("venture")


def forecast(path: Path, options: Options) -> ps.Table:
    model = ps.new()
    with model.transaction() as tx:
        tx.project("project", name="Project")
        for row in ps.read_table(path):
            tx.progress("project", row["progress"], from_=row["from"])
    return model.view(as_of=options["day"]).forecast("project")


QUESTIONS: dict[str, Callable[[Path, Options], ps.Table]] = {
    function.__name__: function
    for function in (aggregate, balance, forecast, indicators, months, shares)
}


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_was_published_comes_out(path: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    assert not case.keys() - MEMBERS, "a member that means nothing"
    assert case["title"] and case["source"], "who published it?"
    assert case["expected"], "what is expected?"
    table = tmp_path / "table.csv"
    table.write_text(case["table"].lstrip("\n"), encoding="utf-8")
    answer = QUESTIONS[case["question"]](table, dict(case.get("options", {})))
    for wanted in case["expected"]:
        rows = [row for row in answer if all(row[k] == v for k, v in wanted["where"].items())]
        assert len(rows) == 1, f"{len(rows)} rows are {wanted['where']}:\n{answer!r}"
        found = rows[0][wanted["column"]]
        if isinstance(wanted["value"], (int, float)) and not isinstance(wanted["value"], bool):
            assert found == pytest.approx(wanted["value"], rel=0, abs=wanted["tolerance"])
        else:
            assert str(found) == wanted["value"]
