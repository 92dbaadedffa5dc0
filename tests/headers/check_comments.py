#!/usr/bin/env python3
"""Every public function is documented, and its comment says from which threads it may be called.

Usage: check_comments.py INCLUDE_DIR
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

# A comment, if any, right before a declaration. PSHIP_API in a macro of its own is not one.
DECLARATION = re.compile(
    r"(?P<comment>/\*\*(?:(?!\*/).)*\*/\s*)?"
    r"^(?:PSHIP_NODISCARD\s+)?PSHIP_API\b[^;(]*?\b(?P<name>pship_\w+)\s*\(",
    flags=re.S | re.M,
)


def functions(text):
    """Names and comments of the functions that a header declares."""
    return [(found["name"], found["comment"] or "") for found in DECLARATION.finditer(text)]


def main():
    tap = Tap()
    count = written = 0
    for path in sorted(pathlib.Path(sys.argv[1], "partnership").glob("*.h")):
        text = path.read_text()
        declared = functions(text)
        count += len(declared)
        written += len(re.findall(r"^(?!#).*\bPSHIP_API\b", text, flags=re.M))
        silent = [
            name for name, comment in declared if not re.search(r"Thread safety: \w+", comment)
        ]
        tap.check(not silent, f"{path.name} tells which threads may call", "\n".join(silent))
    tap.check(count > 50 and count == written, "no declaration is missed", f"{count} of {written}")
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
