"""Validation from Python and from a shell, and its chapter."""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys

import partnership as ps
import pytest

ROOT = pathlib.Path(os.environ["PSHIP_SOURCE_ROOT"])
COLUMNS = [
    "file",
    "line",
    "column",
    "rule",
    "severity",
    "entity",
    "property",
    "message",
    "expected",
]
SOURCE = (
    '"sources": [{"id": "s", "publisher": "P", "published": "2024", "url": "https://example.org"}]'
)


@pytest.fixture
def doubtful(tmp_path):
    """A warning on line 2, an error on line 3."""
    path = tmp_path / "register.json"
    path.write_text(
        '{"partnership_register": 1, ' + SOURCE + ',\n "persons": [{"id": "jo", "name": "Jo"}],\n'
        ' "events": [{"id": "e", "source": "s", "date": "2024-05", "last_day": "2024-04"}]}\n'
    )
    return path


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "partnership", "validate", *map(str, arguments)],
        capture_output=True,
        text=True,
    )


def test_findings_are_a_table(doubtful):
    found = ps.validate(doubtful)
    assert found.columns == COLUMNS
    assert [(r["line"], r["column"], r["rule"], r["severity"]) for r in found] == [
        (2, 35, "missing_source", "warning"),
        (3, 71, "end_before_beginning", "error"),
    ]
    assert found[1] == {
        "file": str(doubtful),
        "line": 3,
        "column": 71,
        "rule": "end_before_beginning",
        "severity": "error",
        "entity": "e",
        "property": "last_day",
        "message": "'e' ends on 2024-04, before it begins on 2024-05",
        "expected": "an end on or after the beginning",
    }
    assert ps.validate(doubtful, least="error")["rule"] == ["end_before_beginning"]
    with pytest.raises(ValueError, match="least must be"):
        ps.validate(doubtful, least="grave")


def test_what_cannot_be_read_raises(tmp_path):
    with pytest.raises(ps.MissingFileError) as missing:
        ps.validate(tmp_path / "none.json")
    assert missing.value.filename == str(tmp_path / "none.json")
    with pytest.raises(ps.NotFoundError, match="no .json file"):
        ps.validate(tmp_path)
    (tmp_path / "text").write_text("text")
    with pytest.raises(ps.FormatError):
        ps.validate(tmp_path / "text")
    with pytest.raises(TypeError, match="not both"):
        ps.validate(tmp_path, context=ps.Context(), progress=lambda *_: None)


def test_it_can_be_cancelled(doubtful):
    with pytest.raises(ps.CancelledError):
        ps.validate(doubtful, progress=lambda stage, fraction: False)


def test_a_saved_model_has_the_same_findings_without_lines(doubtful, tmp_path):
    with ps.open(doubtful) as model:
        model.save(tmp_path / "register.pship")
    before, after = ps.validate(doubtful), ps.validate(tmp_path / "register.pship")
    assert after["rule"] == before["rule"] and after["message"] == before["message"]
    assert after["line"] == [None, None]


def test_the_report_for_people(doubtful):
    done = run(doubtful)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        f"{doubtful}:2:35: warning: nobody is named who says 'name' of 'jo' [missing_source]",
        '    expected: a source, or "source": null where the register itself says so',
        f"{doubtful}:3:71: error: 'e' ends on 2024-04, before it begins on 2024-05 "
        "[end_before_beginning]",
        "    expected: an end on or after the beginning",
        "1 error, 1 warning",
    ]


def test_the_report_for_programs(doubtful):
    rows = [{k: v for k, v in row.items()} for row in ps.validate(doubtful)]
    as_json = run(doubtful, "--format", "json")
    assert as_json.returncode == 1 and json.loads(as_json.stdout) == rows
    as_csv = run(doubtful, "--format", "csv", "--least", "error")
    read = list(csv.DictReader(io.StringIO(as_csv.stdout)))
    assert [row["line"] for row in read] == ["3"] and list(read[0]) == COLUMNS


def test_a_scenario_is_looked_at_where_it_is_named(tmp_path):
    late = tmp_path / "late.json"
    late.write_text(
        '{"partnership_register": 1, "sources": [{"id": "s"}], "scenarios": [{"name": "late"}],'
        ' "events": [{"id": "e", "source": "s", "date": "2024-05", "last_day": {"value": "2024-06",'
        ' "instead": {"scenario": "late", "value": "2024-04"}}}]}'
    )
    assert "end_before_beginning" not in ps.validate(late)["rule"]
    assert ps.validate(late, least="error", scenario="late")["rule"] == ["end_before_beginning"]
    assert run(late, "--scenario", "late").returncode == 1
    with pytest.raises(ps.NotFoundError, match="early"):
        ps.validate(late, scenario="early")
    assert run(late, "--scenario", "early").returncode == 2


def test_exit_codes(doubtful, tmp_path):
    clean = tmp_path / "clean.json"
    clean.write_text('{"partnership_register": 1}')
    done = run(clean)
    assert (done.returncode, done.stdout) == (0, "no findings\n")
    missing = run(tmp_path / "none")
    assert missing.returncode == 2 and missing.stdout == "" and missing.stderr.count("\n") == 1
    assert run(doubtful, "--format", "xml").returncode == 2


def test_the_flagship_can_be_published():
    found = ps.validate(ROOT / "examples" / "azerbaijan-us")
    assert "error" not in found["severity"]
    assert all(row["line"] > 0 and row["column"] > 0 for row in found)


def test_the_chapter_lists_every_rule():
    chapter = (ROOT / "docs" / "guide" / "validation.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", chapter, flags=re.M)
    rules = ps.validation_rules()
    assert rules.columns == ["rule", "severity", "description", "expected"]
    assert told == [(r["rule"], r["severity"], r["description"]) for r in rules]


def test_the_format_of_registers_lists_the_rules_of_reading():
    page = (ROOT / "docs" / "register-format.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", page[page.index("## Problems") : page.index("## Writing")]))
    names = ps.validation_rules()["rule"]
    assert set(names[: names.index("missing_source")]) <= told
