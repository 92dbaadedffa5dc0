#!/usr/bin/env python3
"""Add up what ran and say "N passed, N failed" (and how many were skipped) on the last line.

Usage: count.py EXIT_CODE_OF_MESON TESTLOG.JSON...

A TAP program counts as many tests as it reported, any other program as one. A TAP program that
ended badly without reporting a failure counts as one failure more.
"""

import json
import pathlib
import re
import sys


def count(entry):
    """Passed, failed and skipped of one program."""
    lines = re.findall(r"^(not ok|ok)\b([^\n]*)$", entry.get("stdout") or "", flags=re.M)
    skipped = sum("# SKIP" in rest.upper() for _, rest in lines)
    failed = sum(word == "not ok" for word, _ in lines)
    passed = len(lines) - failed - skipped
    bad = entry["result"] not in ("OK", "EXPECTEDFAIL", "SKIP")
    if not lines:
        skipped = int(entry["result"] == "SKIP")
        passed = int(not bad and not skipped)
    if bad and failed == 0:
        failed = 1
    return passed, failed, skipped


def main():
    code, logs = int(sys.argv[1]), sys.argv[2:]
    passed = failed = skipped = 0
    for log in logs:
        for line in pathlib.Path(log).read_text().splitlines():
            entry = json.loads(line)
            one = count(entry)
            passed, failed, skipped = (a + b for a, b in zip((passed, failed, skipped), one))
            if one[1]:
                print(f"failed: {entry['name']} ({entry['result']})")
            if one[2]:
                print(f"skipped in {entry['name']}: {one[2]}")
    if code != 0 and failed == 0:
        print(f"failed: meson ended with {code}")
        failed = 1
    if passed == 0 and failed == 0:
        print("failed: no test ran")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
