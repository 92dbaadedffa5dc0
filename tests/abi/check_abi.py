#!/usr/bin/env python3
"""Compare the shared library with the stored description of its binary interface.

Usage: check_abi.py SHARED_LIBRARY BASELINE

A function that was added passes, and is named. Everything else that programs can see fails: either it
breaks those that were built against the baseline, or it is a struct or an enumeration that has
grown, and then it is meant, stands in NEWS.md, and tests/abi/update.sh writes a new baseline.

The baseline knows public types only. That alone keeps the library's own structs out of the
comparison: abidiff's filters by header would let changes of public ones pass as well.
"""

import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

# Bits of abidiff's exit code.
ERROR, USAGE, CHANGE, INCOMPATIBLE = 1, 2, 4, 8


def main():
    library, baseline = sys.argv[1:3]
    tap = Tap()
    name = "programs built against the baseline still run"
    if shutil.which("abidiff") is None:
        tap.skip(name, "no abidiff")
        return tap.done()
    command = ["abidiff", "--no-show-locs", baseline, library]
    run = subprocess.run(command, text=True, capture_output=True)
    broken = run.returncode & (ERROR | USAGE | INCOMPATIBLE)
    # abidiff calls few changes of types incompatible; only additions are harmless for certain.
    changed = re.search(r"^ +\[[CD]\]", run.stdout, flags=re.M)
    good = tap.check(not (broken or changed), name, run.stdout + run.stderr)
    if good and run.returncode & CHANGE:
        print("# additions:\n" + "\n".join(f"# {line}" for line in run.stdout.splitlines()))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
