#!/usr/bin/env python3
"""Every public function is called by a test, and every header is spoken of on a page.

Usage: check_tested.py SOURCE_ROOT
"""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests" / "tools"))
from tap import Tap

NAME = re.compile(r"\bpship_\w+")


def words_of(folder, endings):
    """All names of the library in the files of a folder."""
    return {
        word
        for path in folder.rglob("*")
        if path.suffix in endings
        for word in NAME.findall(path.read_text(encoding="utf-8", errors="replace"))
    }


def functions_of(header):
    """Public functions of a header, without its comments."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", header.read_text(encoding="utf-8"), flags=re.S)
    return sorted(set(re.findall(r"\b(pship_\w+)\s*\(", code)))


def main():
    tap = Tap()
    called = words_of(root / "tests", {".c", ".h"})
    told = words_of(root / "docs", {".md"})
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (root / "docs").rglob("*.md"))
    for header in sorted((root / "include" / "partnership").glob("*.h")):
        functions = functions_of(header)
        # Options begin with a macro nearly everywhere; the functions that say the same are for other languages.
        untested = [name for name in functions if not name.endswith("_init") and name not in called]
        tap.check(not untested, f"{header.stem} is tested", "\n".join(untested))
        if functions:
            spoken = header.name in pages or any(name in told for name in functions)
            tap.check(spoken, f"{header.stem} is spoken of", "no page names it or a function of it")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
