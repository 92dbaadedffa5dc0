#!/usr/bin/env python3
"""Compile every public header alone, as C11 and as C++17, twice in a row, without a warning.

Usage: check_headers.py INCLUDE_DIR C_COMPILER... [-- C++_COMPILER...]
"""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]


def compile_alone(compiler, language, standard, include, header):
    """Return what the compiler says of a file that holds nothing but the header."""
    text = f"#include <partnership/{header}>\n" * 2
    extra = ["-Wstrict-prototypes"] if language == "c" else []
    command = [*compiler, "-x", language, f"-std={standard}", *WARNINGS, *extra, "-fsyntax-only"]
    run = subprocess.run([*command, "-I", include, "-"], input=text, text=True, capture_output=True)
    return run.returncode, run.stderr


def main():
    include, arguments = sys.argv[1], sys.argv[2:]
    split = arguments.index("--") if "--" in arguments else len(arguments)
    c_compiler, cpp_compiler = arguments[:split], arguments[split + 1:]
    headers = sorted(path.name for path in pathlib.Path(include, "partnership").glob("*.h"))
    tap = Tap()
    for header in headers:
        code, said = compile_alone(c_compiler, "c", "c11", include, header)
        tap.check(code == 0, f"{header} alone as C11", said)
        if cpp_compiler:
            code, said = compile_alone(cpp_compiler, "c++", "c++17", include, header)
            tap.check(code == 0, f"{header} alone as C++17", said)
        else:
            tap.skip(f"{header} alone as C++17", "no C++ compiler")
    umbrella = pathlib.Path(include, "partnership", "partnership.h").read_text()
    included = set(re.findall(r"#include <partnership/(\w+\.h)>", umbrella))
    missing = set(headers) - included - {"partnership.h"}
    tap.check(not missing, "the umbrella includes every header", missing)
    listed = pathlib.Path(include, "partnership", "meson.build").read_text()
    missing = set(headers) - set(re.findall(r"'(\w+\.h)'", listed))
    tap.check(not missing, "every header is installed", missing)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
