#!/usr/bin/env python3
"""Read one year of trade by this library, by DuckDB and by polars, in one run.

    compare_flow_file.py BUILD [--rows N] [--rounds N] [--threads N ...] [--folder DIR]

BUILD is a release build. DuckDB and polars have to be there (pip install duckdb polars). Every reading is a process of
its own that reads the same file, already in the page cache, to the same columns: three codes as small integers, or
ours of their text; the product as text that keeps its zeros; two doubles, of which one may be missing. The report has
the median of the rounds, in which the three take turns. It ends with 1 where the answers differ.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OURS = "partnership"
PEERS = ("duckdb", "polars", "polars, products as categories")


def by_duckdb(path: str, threads: int) -> tuple[float, int, float, int]:
    import duckdb

    link = duckdb.connect(config={"threads": threads})
    begin = time.perf_counter()
    link.execute(
        "CREATE TABLE flow AS SELECT * FROM read_csv(?, header = true, auto_detect = false,"
        " delim = ',', nullstr = 'NA', columns = {'t': 'SMALLINT', 'i': 'SMALLINT',"
        " 'j': 'SMALLINT', 'k': 'VARCHAR', 'v': 'DOUBLE', 'q': 'DOUBLE'})",
        [path],
    )
    seconds = time.perf_counter() - begin
    found = link.execute("SELECT count(*), fsum(v), count(*) - count(q) FROM flow").fetchone()
    assert found
    return (seconds, *found)


def by_polars(path: str, categories: bool) -> tuple[float, int, float, int]:
    import polars

    begin = time.perf_counter()
    frame = polars.read_csv(
        path,
        null_values=["NA"],
        schema={
            "t": polars.Int16,
            "i": polars.Int16,
            "j": polars.Int16,
            "k": polars.Categorical if categories else polars.String,
            "v": polars.Float64,
            "q": polars.Float64,
        },
    )
    seconds = time.perf_counter() - begin
    return seconds, frame.height, frame["v"].sum(), frame["q"].null_count()


def read_as(who: str, path: str, threads: int) -> None:
    """What the child does."""
    import resource

    os.environ["POLARS_MAX_THREADS"] = str(threads)
    seconds, rows, value, missing = (
        by_duckdb(path, threads) if who == "duckdb" else by_polars(path, who != "polars")
    )
    used = resource.getrusage(resource.RUSAGE_SELF)
    answer = {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "peak_mb": used.ru_maxrss / 1024,
        "rows": rows,
        "value": value,
        "missing": missing,
    }
    print(json.dumps(answer))


def run(who: str, build: Path, path: Path, threads: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--as", who, str(path), str(threads)]
    if who == OURS:
        command = [str(build / "tests/bench/bench_flow_file"), str(path), str(threads)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{who}: {done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def agree(answers: list[dict[str, float]]) -> bool:
    """Rows and missing quantities are the same; sums are but for the order of adding."""
    first = answers[0]
    return all(
        (one["rows"], one["missing"]) == (first["rows"], first["missing"])
        and abs(one["value"] - first["value"]) <= 1e-12 * first["value"]
        for one in answers
    )


def compare(build: Path, path: Path, threads: int, rounds: int) -> bool:
    seen: dict[str, list[dict[str, float]]] = {who: [] for who in (OURS, *PEERS)}
    for _ in range(rounds):
        for who, answers in seen.items():
            answers.append(run(who, build, path, threads))
    middle = {
        who: {
            key: statistics.median(one[key] for one in answers)
            for key in ("seconds", "processor", "peak_mb")
        }
        for who, answers in seen.items()
    }
    print(f"\n{threads} thread{'s' if threads > 1 else ''}")
    for who, one in middle.items():
        print(
            f"  {who:32} {one['seconds']:7.2f} s {one['processor']:7.2f} s of processor"
            f" {one['peak_mb']:8.0f} MB"
        )
    ours = middle[OURS]
    for key, what in (("seconds", "time"), ("processor", "processor"), ("peak_mb", "memory")):
        best = min(middle[who][key] for who in PEERS)
        print(f"  {what}: {ours[key] / best:.2f} of the best of them")
    megabytes = path.stat().st_size / 1e6
    print(f"  {megabytes / ours['seconds']:.0f} MB/s of the file, {cat_speed(path):.0f} MB/s by cat")
    return agree([one for answers in seen.values() for one in answers])


def cat_speed(path: Path) -> float:
    """Megabytes a second that reading alone has."""
    begin = time.perf_counter()
    subprocess.run(["cat", str(path)], stdout=subprocess.DEVNULL, check=True)
    return path.stat().st_size / 1e6 / (time.perf_counter() - begin)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--rows", type=int, default=11_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        path = Path(folder) / "baci.csv"
        with path.open("wb") as file:
            program = given.build / "tests/bench/baci_file"
            subprocess.run([program, str(given.rows)], stdout=file, check=True)
        cat_speed(path)
        print(f"{given.rows} rows, {path.stat().st_size / 1e6:.0f} MB")
        same = [compare(given.build, path, threads, given.rounds) for threads in given.threads]
    print("\nthe answers agree" if all(same) else "\nTHE ANSWERS DIFFER")
    return 0 if all(same) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as"]:
        read_as(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        sys.exit(main())
