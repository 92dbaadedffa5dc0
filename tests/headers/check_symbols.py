#!/usr/bin/env python3
"""Hold the symbols of the built libraries against the public headers and the house rules.

Usage: check_symbols.py INCLUDE_DIR SHARED_LIBRARY STATIC_LIBRARY
"""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap

# A library neither ends its host, nor prints, nor depends on or changes the locale.
FORBIDDEN = set(
    """
    abort exit _exit _Exit quick_exit raise __assert_fail __assert
    printf vprintf puts putchar putchar_unlocked perror stdout stderr psignal
    __printf_chk __vprintf_chk
    setlocale newlocale uselocale localeconv
    atof wcstod
    sscanf scanf fscanf vsscanf __isoc99_sscanf __isoc99_fscanf __isoc99_scanf
    strtok rand srand random srandom asctime ctime localtime gmtime setenv putenv system
    """.split()
)
# What sanitizers add to every object, and compilers to one that catches what C++ throws.
TOOLING = re.compile(
    r"^_*(asan|odr_asan|ubsan|tsan|msan|sanitizer|gcov|llvm)_|^__start_|^__stop_"
    r"|^DW\.ref\.__gxx_personality_v0$|^__clang_call_terminate$"
)


def symbols(arguments, path):
    """Names that `nm` lists, without the versions that follow an @."""
    run = subprocess.run(["nm", "-P", *arguments, path], text=True, capture_output=True, check=True)
    rows = (line.split() for line in run.stdout.splitlines() if not line.endswith(":"))
    return {row[0].split("@")[0] for row in rows if len(row) > 1}


def writable(path):
    """Variables of the archive, also static ones, that lie in memory that stays writable."""
    run = subprocess.run(["objdump", "-t", path], text=True, capture_output=True, check=True)
    names = set()
    for line in run.stdout.splitlines():
        # address, flags with O for an object, section, size, name
        found = re.match(r"^[0-9a-f]{8,16} .{6}O (\S+)\s+[0-9a-f]+\s+(?:\.\w+ )?(\S+)$", line)
        # .data.rel.ro is made read-only once its addresses are filled in.
        if found and re.match(r"^\.(data|bss|tdata|tbss)(?!\.rel\.ro)|^\*COM\*", found.group(1)):
            names.add(found.group(2))
    return names


def declared(include):
    """Functions that the public headers declare with PSHIP_API, and those that lack it."""
    with_api, without = set(), set()
    for path in pathlib.Path(include, "partnership").glob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        text = re.sub(r"^\s*#.*(\\\n.*)*$", "", text, flags=re.M)
        for declaration in re.split(r"[;{}]", text):
            found = re.search(r"\b(pship_[a-z0-9_]+)\s*\(", declaration)
            if found and "typedef" not in declaration:
                (with_api if "PSHIP_API" in declaration else without).add(found.group(1))
    return with_api, without


def main():
    include, shared, static = sys.argv[1:4]
    tap = Tap()
    promised, bare = declared(include)
    exported = symbols(["-D", "--defined-only"], shared) - {"PARTNERSHIP_0"}
    undefined = symbols(["-D", "--undefined-only"], shared)
    archive = {
        name
        for name in symbols(["--defined-only", "--extern-only"], static)
        if not TOOLING.search(name)
    }

    def check_empty(names, name):
        tap.check(not names, name, "\n".join(sorted(names)))

    tap.check(len(promised) > 50, "the headers declare functions", promised)
    check_empty(bare, "every public function is declared with PSHIP_API")
    check_empty(exported - promised, "every exported symbol is declared in a public header")
    check_empty(promised - exported, "every declared function is exported")
    check_empty(
        {name for name in undefined if name.startswith("pship")},
        "the library leaves none of its own functions undefined",
    )
    check_empty(
        undefined & FORBIDDEN,
        "the library calls nothing that aborts, exits, prints or minds the locale",
    )
    check_empty(
        {name for name in archive if not name.startswith("pship_")},
        "every global symbol of the archive starts with pship_",
    )
    check_empty(
        {name for name in writable(static) if not TOOLING.search(name)},
        "the archive has no variable that all callers would share",
    )
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
