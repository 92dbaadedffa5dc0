#!/usr/bin/env python3
"""Every relative link in the Markdown files leads to a file that exists, and to a heading in it.

Usage: check_links.py SOURCE_ROOT
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap


def anchors(path):
    """The anchors that a Markdown page offers: its headings, as GitHub spells them."""
    headings = re.findall(r"^#+ +(.+?)\s*$", path.read_text(), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        page = (path.parent / name) if name else path
        if not page.exists() or (anchor and page.suffix == ".md" and anchor not in anchors(page)):
            yield target


def main():
    root = pathlib.Path(sys.argv[1])
    tap = Tap()
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]:
        broken = list(broken_links(path))
        tap.check(not broken, f"{path.relative_to(root)}: its links lead somewhere", broken)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
