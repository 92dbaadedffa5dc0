"""The command line, as somebody at a shell meets it."""

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys

import partnership as ps
import pytest
from partnership import cli, render


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "partnership", *map(str, arguments)],
        capture_output=True,
        text=True,
        **options,
    )


def test_a_brief_as_text(saved):
    done = run("brief", saved, "--as-of", "2026-05-20")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Brief as of 2026-05-20"
    assert (
        "charter" in done.stdout and "signed" in done.stdout and "Exchange the lists" in done.stdout
    )
    assert "\x1b" not in done.stdout
    assert max(map(len, lines)) <= 120


def test_known_at_is_the_cutoff_of_publication(saved):
    late = json.loads(run("brief", saved, "--as-of", "2026-02-10", "--json").stdout)
    early = json.loads(
        run("brief", saved, "--as-of", "2026-02-10", "--known-at", "2026-02-10", "--json").stdout
    )
    assert (early["published_by"], late["published_by"]) == ("2026-02-10", None)

    def status(brief):
        section = next(s for s in brief["sections"] if s["name"] == "agreements")
        column = [c["name"] for c in section["columns"]].index("status")
        return [row[column] for row in section["rows"]]

    assert status(late) == ["signed"] and status(early) == ["in_negotiation"]


def test_json_holds_what_the_tables_hold(saved):
    done = run("brief", saved, "--as-of", "2026-05-20", "--since", "2026-01-01", "--json")
    told = json.loads(done.stdout)
    assert (told["as_of"], told["since"]) == ("2026-05-20", "2026-01-01")
    with ps.open(saved, read_only=True) as model:
        brief = model.view("2026-05-20").brief("2026-01-01")
    assert [s["name"] for s in told["sections"]] == list(brief)
    assert [s["heading"] for s in told["sections"]] == [s.heading for s in brief.sections]
    for section in told["sections"]:
        table = brief[section["name"]]
        assert [c["name"] for c in section["columns"]] == table.columns
        assert set(section["columns"][0]) == {"name", "type", "unit"}
        assert section["rows"] == [[render.plain(v) for v in row.values()] for row in table]
    overdue = next(s for s in told["sections"] if s["name"] == "overdue")
    days = [c["name"] for c in overdue["columns"]].index("days_overdue")
    assert overdue["columns"][days] == {"name": "days_overdue", "type": "int64", "unit": "day"}
    assert overdue["rows"][0][days] == 10


def test_failures_are_one_line_with_their_place(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text('{"partnership_register": 1,\n "parties": [{"id": "alba", "nmae": "Alba"}]}')
    done = run("brief", path)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(f"partnership: {path}:2:")
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_a_missing_register_is_one_line(tmp_path):
    done = run("brief", tmp_path / "none.json")
    assert done.returncode == 1
    assert done.stderr.startswith("partnership: ") and "none.json" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["brief"], ["dance"], ["brief", "x", "--as-of", "tomorrow"], ["brief", "x", "--what"]],
)
def test_wrong_usage_exits_with_2(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: partnership" in done.stderr and "Traceback" not in done.stderr


def test_help_and_version():
    assert run("--help").returncode == 0
    assert run("brief", "--help").returncode == 0
    assert run("--version").stdout == f"partnership {ps.__version__}\n"


def test_problems_lists_all_of_them(tmp_path, saved):
    (tmp_path / "a.json").write_text(
        '{"partnership_register": 1, "parties": [{"id": "a", "nmae": "A"}, {"id": "b", "x": "B"}]}'
    )
    done = run("problems", tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 2 and all("a.json:1:" in line for line in lines)
    done = run("problems", saved)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_closed_pipe_is_quiet(saved):
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "partnership", "brief", str(saved)],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writing)
        assert process.stderr.read() == ""
    assert process.returncode == cli.PIPE_CLOSED


def test_ctrl_c_exits_with_130(saved, monkeypatch, capsys):
    def interrupted(options):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(cli, "run_brief", interrupted)
    assert cli.main(["brief", str(saved)]) == 130
    assert capsys.readouterr().err == ""


def on_terminal(*arguments, environment):
    """What a terminal of 100 columns receives."""
    main, side = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "partnership", *map(str, arguments)],
        stdout=side,
        env={**os.environ, "COLUMNS": "100", "TERM": "xterm-256color", **environment},
    ) as process:
        os.close(side)
        received = b""
        while select.select([main], [], [], 30)[0]:
            try:
                received += os.read(main, 65536)
            except OSError:
                break
    os.close(main)
    assert process.returncode == 0
    return received.decode()


def test_a_terminal_gets_colours_where_rich_is(saved):
    pytest.importorskip("rich")
    shown = on_terminal("brief", saved, "--as-of", "2026-05-20", environment={})
    assert "\x1b[" in shown and "Charter" in shown
    plain = on_terminal("brief", saved, "--as-of", "2026-05-20", environment={"NO_COLOR": "1"})
    assert "\x1b[3" not in plain


def test_rich_does_not_read_markup_in_data():
    console = pytest.importorskip("rich.console")
    pa = pytest.importorskip("pyarrow")
    table = ps.table(pa.table({"a": ["[bold]x[/bold]"], "b": ["y" * 200]}))
    out = console.Console(record=True, width=80, file=io.StringIO())
    out.print(render.rich_table(table, 80))
    assert "[bold]x[/bold]" in out.export_text()


def test_records_leave_out_what_is_empty_or_not_so(view):
    text = render.table_text(view.explain("charter", "title"), 80)
    assert text.splitlines()[0] == "1" or text.splitlines()[0].isdigit()
    assert "  title" in text and "  qualifier" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_terminal_without_unicode_still_gets_its_brief(saved):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("brief", saved, "--as-of", "2026-05-20", env=environment)
    assert done.returncode == 0 and "\\xc9cosse" in done.stdout
