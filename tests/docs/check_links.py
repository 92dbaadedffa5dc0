#!/usr/bin/env python3
"""Every relative link in the Markdown files leads to a file that exists, and to a heading in it; every page of the guide can be
reached from the index, every header has a line in the list of words, and every example in the list of examples.

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


def links(path):
    """Where a page leads, but for addresses."""
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.M | re.S)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def broken_links(path):
    for target in links(path):
        name, _, anchor = target.partition("#")
        page = (path.parent / name) if name else path
        if not page.exists() or (anchor and page.suffix == ".md" and anchor not in anchors(page)):
            yield target


def main():
    root = pathlib.Path(sys.argv[1])
    tap = Tap()
    for path in [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md")),
                 *sorted((root / "examples").rglob("*.md"))]:
        broken = list(broken_links(path))
        tap.check(not broken, f"{path.relative_to(root)}: its links lead somewhere", broken)
    check_indexes(tap, root)
    return tap.done()


def check_indexes(tap, root):
    """What is there can be found."""
    docs = root / "docs"
    linked = {(docs / target.partition("#")[0]).resolve() for target in links(docs / "README.md")}
    pages = [path for path in docs.rglob("*.md") if path.name != "README.md"]
    lost = [str(path.relative_to(docs)) for path in pages if path.resolve() not in linked]
    tap.check(not lost, "the index leads to every page", lost)
    words = (docs / "words.md").read_text()
    headers = [path.name for path in (root / "include/partnership").glob("*.h")]
    lost = [name for name in headers if f"`{name}`" not in words]
    tap.check(not lost, "the list of words has every header", lost)
    named = set(links(root / "examples/README.md"))
    folder = root / "examples"
    programs = [path.name for path in [*folder.glob("*.c"), *folder.glob("*.py")]]
    printed = [f"expected/{path.name}" for path in (folder / "expected").glob("*.txt")]
    lost = [name for name in [*programs, *printed] if name not in named]
    tap.check(not lost, "the list of examples has every program and what it prints", lost)


if __name__ == "__main__":
    sys.exit(main())
