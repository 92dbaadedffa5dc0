"""Indicators and complexity beside polars, DuckDB and py-ecomplexity, in one run on the same flows.

    pip install polars duckdb pyarrow numpy pandas ecomplexity
    PYTHONPATH=build-release/bindings/python python3 tests/bench/indicators.py [--rows N] [--rounds N]

The flows are made here, in the shape of a year of BACI: 226 countries, 5,000 products, a skew as in real trade. Everyone
has them in memory before the clock starts, in the form that suits it best: the library as flows, polars as a
frame and DuckDB as a table of its own, both with whole numbers as codes. The library answers with every product of every
country, the others with those that are traded. Answers are compared before times are printed; the least of
the rounds counts. It ends with 1 where answers differ.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import time
import warnings

import duckdb
import numpy
import pandas
import partnership as ps
import polars
import pyarrow

COUNTRIES, PRODUCTS = 226, 5000
SET = [
    "hhi_products",
    "hhi_products_normalised",
    "concentration_products",
    "diversification",
    "theil",
    "gini",
    "shannon",
    "active_products",
    "top_product_share",
    "top_four_share",
]
CONCENTRATION_SQL = """
with x as (select i, k, sum(v) as x from flows group by i, k),
     c as (select i, sum(x) as total from x group by i),
     w as (select k, sum(x) / (select sum(x) from x) as w from x group by k),
     s as (select x.i, x.k, x.x / c.total as s, w.w,
                  row_number() over (partition by x.i order by x.x) as up,
                  row_number() over (partition by x.i order by x.x desc) as down,
                  count(*) over (partition by x.i) as lines
           from x join c using (i) join w using (k))
select i, sum(s * s) as hhi, (sum(s * s) - 1.0 / {n}) / (1 - 1.0 / {n}) as normalised,
       (sqrt(sum(s * s)) - sqrt(1.0 / {n})) / (1 - sqrt(1.0 / {n})) as unctad,
       (sum(abs(s - w)) + 1 - sum(w)) / 2 as diversification,
       ln({n}) + sum(s * ln(s)) as theil,
       2 * sum(({n} - lines + up) * s) / {n} - ({n} + 1.0) / {n} as gini,
       -sum(s * ln(s)) as shannon, max(lines) as active, max(s) as top,
       sum(case when down <= 4 then s else 0 end) as four
from s group by i order by i
"""
RCA_SQL = """
with x as (select i, k, sum(v) as x from flows group by i, k),
     c as (select i, sum(x) as c from x group by i),
     w as (select k, sum(x) / (select sum(x) from x) as w from x group by k)
select x.i, x.k, x.x / c.c / w.w as rca from x join c using (i) join w using (k)
"""


def make(rows: int, products: int = PRODUCTS) -> dict[str, numpy.ndarray]:
    """Exporter, importer, product and value of each flow, in the order of BACI."""
    chance = numpy.random.default_rng(2023)
    size = numpy.sort(chance.lognormal(0, 1.6, COUNTRIES))[::-1]
    popular = chance.lognormal(0, 1.0, products)
    pull = numpy.outer(size, size) ** 0.45
    numpy.fill_diagonal(pull, 0)
    low, high = 0.0, 1e9
    for _ in range(80):  # the share of products that are traded, so that there are so many rows
        scale = (low + high) / 2
        counts = numpy.minimum(products * 0.9, pull * scale)
        low, high = (scale, high) if counts.sum() < rows else (low, scale)
    counts = numpy.floor(counts).astype(numpy.int64)
    lists = []
    for i in range(COUNTRIES):
        for j in range(COUNTRIES):
            if counts[i, j] > 0:  # the first of a random order that prefers what is popular
                keys = chance.exponential(size=products) / popular
                lists.append(numpy.sort(numpy.argpartition(keys, counts[i, j])[: counts[i, j]]))
    flat = counts.ravel()
    pair = numpy.repeat(numpy.arange(COUNTRIES * COUNTRIES), flat)
    product = numpy.concatenate(lists)
    skill = chance.lognormal(0, 1.2, (COUNTRIES, products))
    exporter = pair // COUNTRIES
    value = numpy.round(chance.lognormal(2, 2, len(pair)) * skill[exporter, product], 3) + 0.001
    return {
        "i": exporter.astype(numpy.int32),
        "j": (pair % COUNTRIES).astype(numpy.int32),
        "k": product.astype(numpy.int32),
        "v": value,
    }


def flows_of(rows: dict[str, numpy.ndarray]) -> ps.Flows:
    # No numbers: some of them are regions of M49, which are not added to countries.
    countries = pyarrow.array([f"C{i:03}" for i in range(COUNTRIES)])
    products = pyarrow.array([f"{k:06}" for k in range(int(rows["k"].max()) + 1)])
    table = pyarrow.table(
        {
            "period": pyarrow.DictionaryArray.from_arrays(
                numpy.zeros(len(rows["v"]), numpy.int32), pyarrow.array(["2023"])
            ),
            "reporter": pyarrow.DictionaryArray.from_arrays(rows["i"], countries),
            "partner": pyarrow.DictionaryArray.from_arrays(rows["j"], countries),
            "product": pyarrow.DictionaryArray.from_arrays(rows["k"], products),
            "value": rows["v"],
        }
    )
    return ps.Flows(table.combine_chunks(), value_unit="USD thousand")


def polars_rca(frame: polars.DataFrame) -> polars.DataFrame:
    x = frame.lazy().group_by("i", "k").agg(polars.col("v").sum().alias("x"))
    return (
        x.with_columns(
            (polars.col("x") / polars.col("x").sum().over("i")).alias("s"),
            (polars.col("x").sum().over("k") / polars.col("x").sum()).alias("w"),
        )
        .select("i", "k", (polars.col("s") / polars.col("w")).alias("rca"))
        .collect()
    )


def polars_concentration(frame: polars.DataFrame, n: int) -> polars.DataFrame:
    s, w = polars.col("s"), polars.col("w")
    x = frame.lazy().group_by("i", "k").agg(polars.col("v").sum().alias("x"))
    shares = x.with_columns(
        (polars.col("x") / polars.col("x").sum().over("i")).alias("s"),
        (polars.col("x").sum().over("k") / polars.col("x").sum()).alias("w"),
    )
    hhi = (s * s).sum()
    rank = n - polars.len() + polars.int_range(1, polars.len() + 1)
    return (
        shares.group_by("i")
        .agg(
            hhi.alias("hhi"),
            ((hhi - 1 / n) / (1 - 1 / n)).alias("normalised"),
            ((hhi.sqrt() - (1 / n) ** 0.5) / (1 - (1 / n) ** 0.5)).alias("unctad"),
            (((s - w).abs().sum() + 1 - w.sum()) / 2).alias("diversification"),
            ((s * s.log()).sum() + numpy.log(n)).alias("theil"),
            (2 * (rank * s.sort()).sum() / n - (n + 1) / n).alias("gini"),
            (-(s * s.log()).sum()).alias("shannon"),
            polars.len().alias("active"),
            s.max().alias("top"),
            s.top_k(4).sum().alias("four"),
        )
        .sort("i")
        .collect()
    )


def timed(work, rounds: int):
    """What it gives, and the least time that it took."""
    best, given = float("inf"), None
    for _ in range(rounds):
        begin = time.perf_counter()
        given = work()
        best = min(best, time.perf_counter() - begin)
    return given, best


def report(what: str, times: dict[str, float], target: float) -> None:
    ours = times.pop("ours")
    peer = min(times, key=lambda name: times[name])
    shown = ", ".join(f"{name} {1000 * each:.1f} ms" for name, each in times.items())
    print(f"{what}: ours {1000 * ours:.1f} ms, {shown}; "
          f"{times[peer] / ours:.1f} times as fast as {peer} (target {target:g})", flush=True)


def same(name: str, ours, theirs, tolerance: float = 1e-9) -> None:
    ours, theirs = numpy.asarray(ours, float), numpy.asarray(theirs, float)
    worst = numpy.max(numpy.abs(ours - theirs) / numpy.maximum(1, numpy.abs(theirs)))
    if not worst <= tolerance:
        print(f"{name} differs by {worst:g}")
        sys.exit(1)


def indicators(rows: dict[str, numpy.ndarray], flows: ps.Flows, rounds: int) -> None:
    frame = polars.DataFrame(rows)
    base = duckdb.connect()
    arrow = pyarrow.table(rows)  # noqa: F841 (DuckDB finds it by its name)
    base.execute("create table flows as select * from arrow")
    begin = time.perf_counter()
    float(rows["v"].sum())
    print(f"{len(rows['v']):,} rows; reading their values once takes "
          f"{1000 * (time.perf_counter() - begin):.1f} ms")

    ours, times = None, {}
    ours, times["ours"] = timed(lambda: flows.indicators(["rca"]), rounds)
    theirs, times["polars"] = timed(lambda: polars_rca(frame), rounds)
    other, times["duckdb"] = timed(lambda: base.sql(RCA_SQL).to_arrow_table(), rounds)
    grid = numpy.frombuffer(ours._values(ours.columns.index("rca")), float)
    traders = numpy.union1d(rows["i"], rows["j"])
    traded = numpy.unique(rows["k"])
    products = len(traded)
    for answer in (theirs, polars.DataFrame(other)):
        line = numpy.searchsorted(traders, answer["i"].to_numpy()) * products
        same("rca", grid[line + numpy.searchsorted(traded, answer["k"].to_numpy())], answer["rca"])
    report(f"RCA of {COUNTRIES} countries and {products:,} products", times, 5)

    times = {}
    ours, times["ours"] = timed(lambda: flows.indicators(SET), rounds)
    theirs, times["polars"] = timed(lambda: polars_concentration(frame, products), rounds)
    query = CONCENTRATION_SQL.format(n=products)
    other, times["duckdb"] = timed(lambda: base.sql(query).to_arrow_table(), rounds)
    for answer in (theirs, polars.DataFrame(other)):
        exporting = [row for row, lines in enumerate(ours["active_products"]) if lines]
        for name, column in zip(SET, answer.columns[1:]):
            same(name, numpy.asarray(ours[name])[exporting], answer[column], 1e-8)
    report(f"concentration set ({len(SET)}) of {COUNTRIES} countries", times, 5)


def complexity(rows: dict[str, numpy.ndarray], flows: ps.Flows, rounds: int) -> None:
    import ecomplexity

    products = int(rows["k"].max()) + 1
    space, ours = timed(flows.complexity, rounds)
    sums = numpy.zeros((COUNTRIES, products))
    numpy.add.at(sums, (rows["i"], rows["k"]), rows["v"])
    at = numpy.nonzero(sums)
    frame = pandas.DataFrame({"t": 2023, "c": at[0], "p": at[1], "v": sums[at]})
    begin = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answer = ecomplexity.ecomplexity(
            frame, {"time": "t", "loc": "c", "prod": "p", "val": "v"},
            check_logsupermodularity=False,
        )
    theirs = time.perf_counter() - begin
    countries = answer.drop_duplicates("c").sort_values("c")
    same("eci", space.countries()["eci"], countries["eci"], 1e-8)
    pci = answer.drop_duplicates("p").sort_values("p")
    same("pci", space.products()["pci"], pci["pci"], 1e-8)
    report(f"complexity of {COUNTRIES} countries and {products:,} products",
           {"ours": ours, "py-ecomplexity": theirs}, 100)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=11_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--products", type=int, default=PRODUCTS, help="of complexity")
    parser.add_argument("--only", choices=["indicators", "complexity"])
    wanted = parser.parse_args()
    ps.Context._default = ps.Context(threads=wanted.threads)
    rows = make(wanted.rows, wanted.products if wanted.only == "complexity" else PRODUCTS)
    flows = flows_of(rows)
    if wanted.only != "complexity":
        indicators(rows, flows, wanted.rounds)
    if wanted.only != "indicators":
        complexity(rows, flows, wanted.rounds)


if __name__ == "__main__":
    main()
