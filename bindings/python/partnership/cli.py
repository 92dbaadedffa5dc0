"""The command line: partnership brief, problems, validate, import."""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Callable, Sequence

if TYPE_CHECKING:
    from .brief import Brief
    from .table import Table

SHOWN = 20  # problems of a register that are told at once
INTERRUPTED = 130  # 128 + SIGINT, as a shell says it
UNREADABLE = 2  # exit code of validate where there is nothing to validate
PIPE_CLOSED = 141  # 128 + SIGPIPE


def day(text: str) -> datetime.date:
    """A day of the command line."""
    try:
        # The C library reads days as YYYY-MM-DD only, and so does this.
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day, YYYY-MM-DD") from None


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="partnership", description="Questions to a register of dated, sourced statements."
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    commands = top.add_subparsers(metavar="COMMAND")
    register = "a directory of .json files, a .json file, or a .pship file"

    brief = commands.add_parser("brief", help="the state of the partnership on a day")
    brief.add_argument("register", metavar="REGISTER", help=register)
    brief.add_argument("--as-of", metavar="DAY", type=day, help="the day asked about (today)")
    brief.add_argument(
        "--known-at", metavar="DAY", type=day, help="see only what was published by this day"
    )
    brief.add_argument(
        "--since", metavar="DAY", type=day, help="list changes after this day (90 days before)"
    )
    brief.add_argument("--json", action="store_true", help="print JSON")
    brief.set_defaults(run=run_brief)

    export = commands.add_parser(
        "export", help="all lists of a register as CSV files, with a data package that tells of them"
    )
    export.add_argument("register", metavar="REGISTER", help=register)
    export.add_argument("directory", metavar="DIRECTORY", help="a new one, or an older export")
    export.add_argument("--as-of", metavar="DAY", type=day, help="the day asked about (today)")
    export.add_argument(
        "--known-at", metavar="DAY", type=day, help="see only what was published by this day"
    )
    export.set_defaults(run=run_export)

    problems = commands.add_parser("problems", help="everything that is wrong in a register")
    problems.add_argument("register", metavar="REGISTER", help=register)
    problems.set_defaults(run=run_problems)

    validate = commands.add_parser(
        "validate",
        help="everything that is wrong or doubtful in a register, with its place",
        description="Exit code: 0 without errors, 1 with errors, 2 where nothing can be read.",
    )
    validate.add_argument("register", metavar="REGISTER", help=register)
    validate.add_argument(
        "--format", choices=("text", "csv", "json"), default="text", help="of the report (text)"
    )
    validate.add_argument(
        "--least",
        choices=("note", "warning", "error"),
        default="note",
        help="leave out what is less grave (note: nothing)",
    )
    validate.add_argument(
        "--scenario", metavar="NAME", help="look at what this scenario sees (the base)"
    )
    validate.set_defaults(run=run_validate)

    imports = commands.add_parser("import", help="take a table (CSV, JSON) into a model file")
    imports.add_argument("model", metavar="MODEL", help="a .pship file, made where it is not there")
    imports.add_argument("table", metavar="TABLE", help="a .csv or .json file, or a folder of .csv")
    imports.add_argument(
        "--mapping", metavar="NAME", required=True, help="a preset, or the path of a mapping"
    )
    imports.add_argument("--source", metavar="ID", help="the source of what the mapping gives none")
    imports.add_argument("--report", metavar="FILE", help="write what was not taken or odd as CSV")
    imports.set_defaults(run=run_import)
    return top


def print_brief(brief: Brief) -> None:
    """As text, with colours where a terminal and rich are there."""
    from . import render

    if sys.stdout.isatty():
        try:
            from rich.console import Console
        except ImportError:
            columns = shutil.get_terminal_size((render.TEXT_WIDTH, 24)).columns
            sys.stdout.write(render.brief_text(brief, columns))
        else:
            render.print_rich(brief, Console())
    else:
        sys.stdout.write(render.brief_text(brief))


def run_brief(options: argparse.Namespace) -> int:
    """partnership brief"""
    from .model import open

    with open(options.register, read_only=True) as model:
        view = model.view(options.as_of, published_by=options.known_at)
        brief = view.brief(options.since)
    if options.json:
        json.dump(brief.to_dict(), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        print_brief(brief)
    return 0


def run_export(options: argparse.Namespace) -> int:
    """partnership export"""
    from .model import open

    with open(options.register, read_only=True) as model:
        model.view(options.as_of, published_by=options.known_at).export(options.directory)
    return 0


def run_problems(options: argparse.Namespace) -> int:
    """partnership problems"""
    from ._errors import RegisterError
    from .model import open

    try:
        open(options.register, read_only=True).close()
    except RegisterError as error:
        for problem in error.problems:
            print(located(problem["file"], problem["line"], problem["column"], problem["message"]))
        return 1
    return 0


def run_validate(options: argparse.Namespace) -> int:
    """partnership validate"""
    from ._errors import Error
    from .validation import validate

    try:
        found = validate(options.register, least=options.least, scenario=options.scenario)
    except (Error, OSError) as error:
        file, line, column = (getattr(error, name, None) for name in ("file", "line", "column"))
        said = located(file, line, column, getattr(error, "message", None) or str(error))
        print(f"partnership: {said}", file=sys.stderr)
        return UNREADABLE
    if options.format == "json":
        json.dump(list(found), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif options.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows(row.values() for row in found)
    else:
        print_findings(found)
    return 1 if "error" in found["severity"] else 0


def print_findings(found: Table) -> None:
    """A line for each finding and one for what was expected; then how many there are."""
    from .table import one_line

    for row in found:
        said = f"{row['severity']}: {row['message']} [{row['rule']}]"
        print(located(row["file"], row["line"], row["column"], said))
        print(f"    expected: {one_line(row['expected'])}")
    severities = found["severity"]
    counts = [(word, severities.count(word)) for word in ("error", "warning", "note")]
    said = ", ".join(f"{count} {word}{'s' * (count != 1)}" for word, count in counts if count)
    print(said or "no findings")


def run_import(options: argparse.Namespace) -> int:
    """partnership import"""
    from .model import new, open

    there = os.path.exists(options.model)
    with open(options.model) if there else new() as model:
        done = model.import_csv(
            options.table, options.mapping, source=options.source, actor="partnership import"
        )
        if not there:
            model.save(options.model)
    if options.report:
        write_report(done.report, options.report)
    for row in done.summary:
        said = row["what"] if row["name"] is None else f"{row['what']} {row['name']}"
        added = "" if row["added"] is None else f", {row['added']} new"
        print(f"{said}: {row['count']}{added}")
    severities: dict[str, int] = {}
    for row in done.report:
        severities[row["severity"]] = severities.get(row["severity"], 0) + 1
    for severity in sorted(severities):
        print(f"report, {severity}: {severities[severity]}")
    return 0


def write_report(report: Table, path: str) -> None:
    """A table as CSV."""
    with io.open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(report.columns)
        for row in report:
            writer.writerow("" if value is None else value for value in row.values())


def located(file: str | None, line: int | None, column: int | None, message: str) -> str:
    """A message with its place in front."""
    from .table import one_line

    return one_line(":".join(str(p) for p in (file, line, column) if p) + ": " + message).lstrip(
        ": "
    )


def guarded(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; failures become one line and an exit code."""
    from ._errors import Error, RegisterError
    from .table import one_line

    if sys.stdout is None:
        print("partnership: there is no standard output to write to", file=sys.stderr)
        return 1
    try:
        code = run(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read had enough. Python flushes once more at exit: let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except RegisterError as error:
        rows = [] if error.problems is None else list(error.problems)
        for row in rows[:SHOWN]:
            said = located(row["file"], row["line"], row["column"], row["message"])
            print(f"partnership: {said}", file=sys.stderr)
        if len(rows) > SHOWN:
            more = len(rows) - SHOWN
            print(f"partnership: and {more} more: see partnership problems", file=sys.stderr)
    except Error as error:
        said = located(error.file, error.line, error.column, error.message)
        print(f"partnership: {said}", file=sys.stderr)
    except (OSError, ValueError, MemoryError) as error:
        print(f"partnership: {one_line(str(error))}", file=sys.stderr)
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    commands = parser()
    try:
        options = commands.parse_args(arguments)
    except SystemExit as stop:  # argparse exits by itself, also after --help
        return stop.code if isinstance(stop.code, int) else 2
    # A name or a quotation that the encoding of the terminal lacks should not end the brief.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if options.version:
        from . import __version__

        print(f"partnership {__version__}")
        return 0
    if not hasattr(options, "run"):
        commands.print_usage(sys.stderr)
        return 2
    return guarded(options.run, options)
