#!/usr/bin/env python3
"""Run pytest and report each test in TAP, so that meson counts them like the others.

Usage: run_pytest.py FOLDER [PYTEST ARGUMENT...]. Skipped where pytest is missing. The environment
variable PSHIP_TEST_PYTHON names the Python to run it with, where that is not the one of the build.
"""

import contextlib
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from tap import Tap


class Reporter:
    """A pytest plugin: one TAP line for each test, with the failure as its detail."""

    def __init__(self, stream):
        self.tap = Tap()
        self.stream = stream

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.replace("#", "")
        with contextlib.redirect_stdout(self.stream):
            if report.when == "call" and report.passed:
                self.tap.check(True, name)
            elif report.failed:
                where = "" if report.when == "call" else f" ({report.when})"
                self.tap.check(False, name + where, report.longreprtext)
            elif report.skipped:
                reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "skipped"
                self.tap.skip(name, reason.removeprefix("Skipped: "))

    def pytest_collectreport(self, report):
        if report.failed:
            with contextlib.redirect_stdout(self.stream):
                self.tap.check(False, f"collecting {report.nodeid}", report.longreprtext)


def main():
    wanted = os.environ.pop("PSHIP_TEST_PYTHON", None)
    if wanted:
        os.execv(wanted, [wanted, *sys.argv])
    try:
        import pytest
    except ImportError:
        print("1..0 # SKIP pytest is not installed")
        return 0
    reporter = Reporter(sys.stdout)
    # pytest's own words go to stderr: stdout is for TAP.
    with contextlib.redirect_stdout(sys.stderr):
        arguments = ["-q", "-p", "no:cacheprovider", "--capture=fd", *sys.argv[1:]]
        code = pytest.main(arguments, plugins=[reporter])
    if reporter.tap.count == 0:
        reporter.tap.check(False, "pytest found tests", f"exit code {code}")
    return reporter.tap.done()


if __name__ == "__main__":
    sys.exit(main())
