#!/usr/bin/env python3
"""Hold every place that names the version against the one in meson.build.

Usage: check_version.py SOURCE_ROOT VERSION VERSION_FROM_LIBRARY...
"""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tools"))
from tap import Tap


def main():
    root, version, program = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    tap = Tap()
    header = (root / "include/partnership/version.h").read_text()
    parts = [
        re.search(rf"#define PSHIP_VERSION_{part} (\d+)", header).group(1)
        for part in ("MAJOR", "MINOR", "PATCH")
    ]
    tap.check(".".join(parts) == version, f"version.h says {version}", parts)
    said = subprocess.run(program, text=True, capture_output=True).stdout.strip()
    tap.check(said == version, f"pship_version() says {version}", said)
    news = re.search(r"^## (\S+)", (root / "NEWS.md").read_text(), flags=re.M).group(1)
    tap.check(news == version, f"NEWS.md begins with {version}", news)
    project = (root / "pyproject.toml").read_text()
    tap.check(
        re.search(r'^dynamic = \[.*"version"', project, flags=re.M)
        and not re.search(r"^version\s*=", project, flags=re.M),
        "pyproject.toml takes the version from meson.build",
    )
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
