#!/usr/bin/env python3
"""Compare the shared library with the stored description of its binary interface.

Usage: check_abi.py SHARED_LIBRARY BASELINE HEADERS_DIR

A function that was added passes, and is named; anything that would break a program that was built
against the baseline fails. tests/abi/update.sh writes a new baseline.
"""

import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

# Bits of abidiff's exit code.
ERROR, USAGE, CHANGE, INCOMPATIBLE = 1, 2, 4, 8


def main():
    library, baseline, headers = sys.argv[1:4]
    tap = Tap()
    name = "programs built against the baseline still run"
    if shutil.which("abidiff") is None:
        tap.skip(name, "no abidiff")
        return tap.done()
    command = ["abidiff", "--headers-dir2", headers, "--drop-private-types", "--no-show-locs"]
    run = subprocess.run([*command, baseline, library], text=True, capture_output=True)
    broken = run.returncode & (ERROR | USAGE | INCOMPATIBLE)
    # A changed type is not always flagged as incompatible; only additions are harmless.
    changed = run.returncode & CHANGE and "\n  [C]" in run.stdout
    removed = "\n  [D]" in run.stdout
    tap.check(not (broken or changed or removed), name, run.stdout + run.stderr)
    if run.returncode == CHANGE:
        print("# additions:\n" + "\n".join(f"# {line}" for line in run.stdout.splitlines()))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
