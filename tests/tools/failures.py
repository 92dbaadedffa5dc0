#!/usr/bin/env python3
"""Name what failed in meson's logs: one short line a test, or with the last lines of what each one said.

Usage: failures.py [--lines N] TESTLOG.JSON...

A test program that reports in TAP is named once for each of its tests that failed; any other program, and one that
ended badly without a word, by how it ended.
"""

import argparse
import json
import pathlib
import re


def name_of(entry):
    """room/test of an entry, as in "partnership:store+forks / durable"."""
    suites, _, test = entry["name"].partition(" / ")
    return f"{suites.split(':')[-1].split('+')[0]}/{test}" if test else suites


def short(description):
    """What a line of TAP calls its test: Check puts file and test case before the name, and what was expected after it."""
    checked = re.match(r"(?P<file>\S+\.c):[^:]*:(?P<name>\w+): (?P<said>.*)", description, flags=re.S)
    return checked["name"] if checked else description.strip()


def failed(entry):
    """Names of the tests of a program that failed, or how the program ended; nothing, where all is well."""
    if entry["result"] in ("OK", "EXPECTEDFAIL", "SKIP"):
        return []
    bad = re.findall(r"^not ok\b[\s\d]*-?\s*(.*)$", entry.get("stdout") or "", flags=re.M)
    return [short(one) for one in bad] or [entry["result"].lower()]


def said(entry, lines):
    """The last lines of a program, without the tests that passed."""
    text = (entry.get("stdout") or "") + "\n" + (entry.get("stderr") or "")
    kept = [line for line in text.splitlines() if line.strip() and not re.match(r"ok\b|1\.\.\d", line)]
    return kept[-lines:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lines", type=int, default=0, help="how many lines of each one's output to show")
    parser.add_argument("logs", nargs="+")
    arguments = parser.parse_args()
    for log in arguments.logs:
        for line in pathlib.Path(log).read_text(encoding="utf-8", errors="replace").splitlines():
            entry = json.loads(line)
            names = failed(entry)
            if arguments.lines and names:
                print(f"-- {name_of(entry)}: {entry['result']}")
                for one in said(entry, arguments.lines):
                    print(f"   {one[:200]}")
            elif names:
                print(f"{name_of(entry)}: {', '.join(names)}")


if __name__ == "__main__":
    main()
