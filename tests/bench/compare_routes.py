#!/usr/bin/env python3
"""Shortest paths on the road graph of New York: this library beside igraph, in the same run.

    compare_routes.py BUILD NY.gr[.xz] [--rounds N] [--origins N] [--yen]

BUILD is a release build with tests. The graph is that of ben-strasser/road-graphs-pace16; its edges get whole numbers from
1 to 10,000 as weights, from a seed. Both sides have to find the same.
"""

import argparse
import lzma
import random
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import igraph

SEED = 20261127


def weighted(path):
    """The edges, each once, with their weights."""
    opened = lzma.open(path, "rt") if path.suffix == ".xz" else path.open()
    chance = random.Random(SEED)
    with opened as lines:
        nodes = int(next(lines).split()[2])
        edges = [tuple(map(int, line.split())) for line in lines if line[0] != "c"]
    return nodes, edges, [chance.randint(1, 10_000) for _ in edges]


def write(folder, nodes, edges, weights):
    path = folder / "weighted.gr"
    with path.open("w") as file:
        file.write(f"p sp {nodes} {2 * len(edges)}\n")
        for (a, b), weight in zip(edges, weights):
            file.write(f"a {a} {b} {weight}\na {b} {a} {weight}\n")
    return path


def ours(build, graph, folder, nodes, what, count, threads=1):
    """What bench_routes prints, in words."""
    chosen = folder / "nodes"
    chosen.write_text("\n".join(map(str, nodes)))
    program = build / "tests" / "bench" / "bench_routes"
    run = subprocess.run(
        [program, graph, chosen, what, str(count), str(threads)],
        check=True,
        capture_output=True,
        text=True,
    )
    return [line.split() for line in run.stdout.splitlines()]


def middle(values):
    return statistics.median(values)


def compare_trees(arguments, graph, folder, peer, weights, chance):
    sources = [chance.randint(1, peer.vcount()) for _ in range(20)]
    rows = [row for row in ours(arguments.build, graph, folder, sources, "trees", 0) if row[0] == "tree"]
    theirs = []
    for source, row in zip(sources, rows):
        begin = time.process_time()
        [found] = peer.distances(source - 1, weights=weights)
        theirs.append(time.process_time() - begin)
        if sum(d for d in found if d != float("inf")) != float(row[4]):
            raise SystemExit(f"one to all from {source}: the sums differ")
    a, b = middle(float(row[2]) for row in rows), middle(theirs)
    print(f"one to all, 20 sources       {1000 * a:9.1f} ms   igraph {1000 * b:9.1f} ms   {b / a:6.1f} times")


def compare_routes(arguments, graph, folder, peer, weights, chance):
    nodes = [chance.randint(1, peer.vcount()) for _ in range(40)]
    rows = ours(arguments.build, graph, folder, nodes, "routes", 100)
    found = {(row[1], row[2]): row for row in rows if row[0] == "rank"}
    asked = [row for row in rows if row[0] == "routes"]
    for row in asked:
        if float(row[5]) != float(found[row[1], row[2]][6]):
            raise SystemExit(f"100 routes from {row[1]} to {row[2]}: the weights differ")
    searching = [float(row[3]) for row in found.values()]
    whole = [float(row[3]) for row in asked]
    print(f"100 shortest, 20 pairs       {1000 * middle(searching):9.1f} ms   at most {1000 * max(searching):.1f} ms")
    print(f"  with graph and tables      {1000 * middle(whole):9.1f} ms   at most {1000 * max(whole):.1f} ms")
    if arguments.yen:
        origin, destination = nodes[0], nodes[1]
        begin = time.process_time()
        paths = peer.get_k_shortest_paths(origin - 1, destination - 1, k=4, weights=weights, output="epath")
        took = time.process_time() - begin
        rows = ours(arguments.build, graph, folder, nodes[:2], "routes", 4)
        [row] = [row for row in rows if row[0] == "rank"]
        if sum(weights[edge] for edge in paths[-1]) != float(row[6]):
            raise SystemExit("the fourth path differs")
        print(f"4 shortest, the first pair   {1000 * float(row[3]):9.1f} ms   igraph {1000 * took:9.1f} ms   {took / float(row[3]):6.0f} times")


def compare_matrix(arguments, graph, folder, peer, weights, chance):
    origins = chance.sample(range(1, peer.vcount() + 1), arguments.origins)
    took = {1: [], 2: []}
    sums = set()
    for _ in range(arguments.rounds):
        for threads in took:
            rows = ours(arguments.build, graph, folder, origins, "matrix", 0, threads)
            [row] = [row for row in rows if row[0] == "matrix"]
            took[threads].append(float(row[3]))
            sums.add(row[4])
    if len(sums) != 1:
        raise SystemExit("the matrix depends on the number of threads")
    one, two = middle(took[1]), middle(took[2])
    print(f"matrix of {arguments.origins} origins         {one:9.2f} s    two threads {two:9.2f} s    {one / two:6.2f} times")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--origins", type=int, default=1000)
    parser.add_argument("--yen", action="store_true", help="igraph's 4 shortest paths as well: minutes")
    arguments = parser.parse_args()
    nodes, edges, weights = weighted(arguments.graph)
    peer = igraph.Graph(nodes, [(a - 1, b - 1) for a, b in edges])
    print(f"{nodes} nodes, {len(edges)} edges, seed {SEED}, igraph {igraph.__version__}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = write(folder, nodes, edges, weights)
        chance = random.Random(SEED + 1)
        compare_trees(arguments, graph, folder, peer, weights, chance)
        compare_routes(arguments, graph, folder, peer, weights, chance)
        compare_matrix(arguments, graph, folder, peer, weights, chance)


if __name__ == "__main__":
    main()
