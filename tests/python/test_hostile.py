"""Whatever Python hands over: None, other types, huge numbers, NaN, zero bytes, lone surrogates."""

import subprocess
import sys
from pathlib import Path

import pytest

PARTS = [
    ["functions"],
    ["Model", "Context", "Brief"],
    ["View"],
    ["Transaction"],
    ["Table", "Date", "Interval", "Mapping"],
    ["Flows", "FlowSums", "Complexity"],
    ["Network", "NetworkFlow"],
]


@pytest.mark.parametrize("parts", PARTS, ids="-".join)
def test_every_callable_answers_or_raises(parts, tmp_path):
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("hostile.py"), *parts],
        cwd=tmp_path,  # some of what is handed over is the name of a file to write
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    said = "\n".join((run.stdout + run.stderr).splitlines()[-25:])
    assert run.returncode == 0, said
    calls, broken = run.stdout.splitlines()[-1].split(" calls, ")
    assert int(calls) > 100 and broken.startswith("0 "), said
