#!/usr/bin/env python3
"""Compile and run the code in README.md and docs, as CONTRIBUTING.md describes it.

Usage: run_snippets.py SOURCE_ROOT INCLUDE_DIR LIBRARY PYTHON_PACKAGES -- CC...

PYTHON_PACKAGES is the folder that holds the built Python package, or "" where it is not built. The
environment variable PSHIP_TEST_PYTHON names a Python that has pandas and polars.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

FENCE = re.compile(r"^```(\w+)?([^\n]*)\n(.*?)^```\s*$", flags=re.M | re.S)

# Runs the blocks of a page one after another in one module, and shows where each one's output ends.
PYTHON_RUNNER = """
import json, sys
names = {"__name__": "__main__"}
for place, code in json.load(open(sys.argv[1])):
    exec(compile("\\n" * (place - 1) + code, sys.argv[2], "exec"), names)
    print("\\x1e", end="", flush=True)
"""


class Block:
    """A fenced block: its language, its marks, the line of its first line of code, its text."""

    def __init__(self, page, match):
        self.language = match.group(1) or ""
        self.marks = match.group(2).split()
        self.code = match.group(3)
        self.line = page[: match.start()].count("\n") + 2
        self.expected = None


def blocks_of(page):
    """The blocks of a page, each with the ```output block that follows it at once."""
    blocks = []
    for match in FENCE.finditer(page):
        block = Block(page, match)
        if block.language == "output" and blocks:
            blocks[-1].expected = block.code
        else:
            blocks.append(block)
    return blocks


class Runner:
    """Runs the blocks of one page in a folder of its own, in which examples/ can be read."""

    def __init__(self, tap, root, include, library, packages, compiler):
        self.tap, self.root = tap, pathlib.Path(root)
        self.include, self.built = include, pathlib.Path(library).resolve()
        self.packages, self.compiler = packages, compiler
        self.python = os.environ.get("PSHIP_TEST_PYTHON", sys.executable)

    def run(self, folder, *command):
        environment = dict(os.environ, PYTHONPATH=self.packages, PYTHONDONTWRITEBYTECODE="1")
        return subprocess.run(
            [str(part) for part in command], cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
        )

    def output(self, block, said, place):
        if block.expected is not None:
            good = said.rstrip() == block.expected.rstrip()
            self.tap.check(good, f"{place}: prints what the page shows", said)

    def python_page(self, folder, page, blocks):
        name = f"{page}: its Python runs"
        probe = self.run(folder, self.python, "-c", "import pandas, polars, pyarrow")
        if not self.packages or probe.returncode != 0:
            self.tap.skip(name, "no Python package, or no pandas, polars and pyarrow")
            return
        (folder / "blocks.json").write_text(json.dumps([(b.line, b.code) for b in blocks]))
        run = self.run(folder, self.python, "-c", PYTHON_RUNNER, "blocks.json", page)
        if self.tap.check(run.returncode == 0, name, run.stdout + run.stderr):
            for block, said in zip(blocks, run.stdout.split("\x1e")):
                self.output(block, said, f"{page}:{block.line}")

    def c_program(self, folder, place, code, block=None):
        (folder / "snippet.c").write_text(code)
        run = self.run(
            folder, *self.compiler, "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra",
            "-Werror", "snippet.c", "-o", "snippet", "-I", self.include, self.built,
            f"-Wl,-rpath,{self.built.parent}",
        )
        if not self.tap.check(run.returncode == 0, f"{place}: compiles", run.stderr):
            return
        run = self.run(folder, "./snippet")
        good = self.tap.check(run.returncode == 0, f"{place}: runs", run.stdout + run.stderr)
        if good and block is not None:
            self.output(block, run.stdout, place)

    def c_page(self, folder, page, blocks):
        pieces = [block for block in blocks if not re.search(r"\bint main\(", block.code)]
        for block in blocks:
            if block not in pieces:
                self.c_program(folder, f"{page}:{block.line}", block.code, block)
        if pieces:
            body = "\n".join(f'#line {b.line} "{page}"\n{b.code}' for b in pieces)
            headers = ["partnership/partnership.h", "stdio.h", "stdlib.h", "string.h"]
            head = "".join(f"#include <{header}>\n" for header in headers)
            text = f"{head}int main(void)\n{{\n{body}\nreturn 0;\n}}\n"
            self.c_program(folder, f"{page}: its pieces of C", text)

    def page(self, path):
        page = str(path.relative_to(self.root))
        blocks = [b for b in blocks_of(path.read_text()) if b.language in ("c", "python")]
        unmarked = [b.line for b in blocks if not set(b.marks) & {"run", "fragment"}]
        self.tap.check(not unmarked, f"{page}: every block says run or fragment", unmarked)
        runnable = [b for b in blocks if "run" in b.marks]
        with tempfile.TemporaryDirectory(prefix="libpartnership docs ") as name:
            folder = pathlib.Path(name)
            (folder / "examples").symlink_to(self.root / "examples")
            python = [b for b in runnable if b.language == "python"]
            # Python first: a page may save a file that its C then opens.
            if python:
                self.python_page(folder, page, python)
            self.c_page(folder, page, [b for b in runnable if b.language == "c"])


def main():
    split = sys.argv.index("--")
    root, include, library, packages = sys.argv[1:split]
    tap = Tap()
    runner = Runner(tap, root, include, library, packages, sys.argv[split + 1:])
    for path in [runner.root / "README.md", *sorted((runner.root / "docs").rglob("*.md"))]:
        runner.page(path)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
