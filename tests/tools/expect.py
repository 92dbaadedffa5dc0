#!/usr/bin/env python3
"""Run an example in an empty folder and hold its output against the one that is kept.

Usage: expect.py EXPECTED COMMAND...

With PSHIP_UPDATE=1 in the environment the output is written to EXPECTED instead: read the
difference before you commit it.
"""

import difflib
import os
import pathlib
import subprocess
import sys
import tempfile


def main():
    expected, command = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    command[0] = os.path.abspath(command[0])
    with tempfile.TemporaryDirectory(prefix="libpartnership example ") as folder:
        run = subprocess.run(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
        )
    if run.returncode != 0:
        print(run.stdout, end="")
        print(f"{command[0]} ended with {run.returncode}", file=sys.stderr)
        return 1
    if os.environ.get("PSHIP_UPDATE") == "1":
        expected.write_text(run.stdout, encoding="utf-8")
        return 0
    difference = list(
        difflib.unified_diff(
            expected.read_text(encoding="utf-8").splitlines(), run.stdout.splitlines(),
            str(expected), "printed", lineterm="",
        )
    )
    print("\n".join(difference))
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
