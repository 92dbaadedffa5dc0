"""Flows through networks beside SciPy, in one run on the same networks.

    pip install scipy numpy polars pyarrow
    PYTHONPATH=build-release/bindings/python python3 tests/bench/capacity.py [--tntp FOLDER] [--rounds N]

Maximum flows of grids with capacities from a stated seed, beside `scipy.sparse.csgraph.maximum_flow` (Dinic, whole
numbers). Concurrent and least cost flows beside HiGHS in `scipy.optimize.linprog`, which gets the formulation by arc and
origin: all there is of a flow from one origin in one variable of each link. With --tntp, a folder of the networks
of Transportation Networks for Research, these too. Networks and matrices are made before the clock starts; the least of the
rounds counts. It ends with 1 where answers differ by more than a billionth.
"""

from __future__ import annotations

import argparse
import pathlib
import random
import sys
import time

import numpy
import partnership as ps
import polars
import scipy
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import maximum_flow


def grid(side, seed):
    """A grid of places with roads both ways, and a few long ones."""
    chance = random.Random(seed)
    ends = []
    for row in range(side):
        for column in range(side):
            here = row * side + column
            if column + 1 < side:
                ends += [(here, here + 1), (here + 1, here)]
            if row + 1 < side:
                ends += [(here, here + side), (here + side, here)]
    for _ in range(side):
        pair = chance.randrange(side * side), chance.randrange(side * side)
        if pair[0] != pair[1] and pair not in ends[-side:]:
            ends.append(pair)
    ends = list(dict.fromkeys(ends))
    return {
        "from": [str(a + 1) for a, _ in ends],
        "to": [str(b + 1) for _, b in ends],
        "capacity_t": [float(chance.randrange(1, 1000)) for _ in ends],
        "time_h": [float(chance.randrange(1, 20)) for _ in ends],
    }


def some_demands(side, count, seed):
    chance = random.Random(seed)
    pairs = []
    while len(pairs) < count:
        a, b = chance.randrange(side * side), chance.randrange(side * side)
        if a != b:
            pairs.append((str(a + 1), str(b + 1), float(chance.randrange(1, 10))))
    return {key: [pair[i] for pair in pairs] for i, key in enumerate(("origin", "destination", "demand"))}


def read_net(path):
    links = {"from": [], "to": [], "capacity_t": [], "time_h": []}
    for line in path.read_text().split("<END OF METADATA>")[1].splitlines():
        words = line.replace(";", " ").split()
        if words and words[0][0].isdigit():
            for key, word in zip(links, (words[0], words[1], words[2], words[4])):
                links[key].append(word if key in ("from", "to") else float(word))
    return links


def read_trips(path):
    trips = {"origin": [], "destination": [], "demand": []}
    origin = ""
    for line in path.read_text().split("<END OF METADATA>")[1].splitlines():
        if line.strip().startswith("Origin"):
            origin = line.split()[1]
            continue
        for part in line.split(";"):
            if ":" in part:
                to, amount = part.split(":")
                if float(amount) > 0 and to.strip() != origin:
                    for key, value in zip(trips, (origin, to.strip(), float(amount))):
                        trips[key].append(value)
    return trips


def fastest(rounds, ask):
    """The answer, and the least time that it took."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.perf_counter()
        answer = ask()
        best = min(best, time.perf_counter() - begin)
    return answer, best


# ---- SciPy


def scipy_max_flow(links, source, sink, rounds):
    names = sorted(set(links["from"]) | set(links["to"]), key=int)
    number = {name: i for i, name in enumerate(names)}
    graph = csr_array(
        (
            numpy.array(links["capacity_t"], dtype=numpy.int32),
            ([number[n] for n in links["from"]], [number[n] for n in links["to"]]),
        ),
        shape=(len(names), len(names)),
    )
    answer, seconds = fastest(
        rounds, lambda: maximum_flow(graph, number[source], number[sink], method="dinic")
    )
    return answer.flow_value, seconds


class ByOrigin:
    """Flow variables by origin and link, kept at every place; capacities over all origins."""

    def __init__(self, links, demands):
        names = sorted(set(links["from"]) | set(links["to"]), key=int)
        self.number = {name: i for i, name in enumerate(names)}
        self.tail = numpy.array([self.number[n] for n in links["from"]])
        self.head = numpy.array([self.number[n] for n in links["to"]])
        self.origins = sorted(set(demands["origin"]), key=int)
        places, arcs, origins = len(names), len(self.tail), len(self.origins)
        rank = {name: i for i, name in enumerate(self.origins)}
        self.asked = numpy.zeros((origins, places))
        for a, b, amount in zip(demands["origin"], demands["destination"], demands["demand"]):
            self.asked[rank[a], self.number[b]] -= amount
            self.asked[rank[a], self.number[a]] += amount
        rows, columns, values = [], [], []
        for k in range(origins):
            arc = numpy.arange(arcs) + k * arcs
            rows += [self.tail + k * places, self.head + k * places]
            columns += [arc, arc]
            values += [numpy.ones(arcs), -numpy.ones(arcs)]
        self.kept = coo_array(
            (numpy.concatenate(values), (numpy.concatenate(rows), numpy.concatenate(columns))),
            shape=(origins * places, origins * arcs),
        ).tocsr()
        every = numpy.arange(origins * arcs)
        self.shared = csr_array(
            (numpy.ones(origins * arcs), (every % arcs, every)), shape=(arcs, origins * arcs)
        )
        self.capacity = numpy.array(links["capacity_t"])
        self.time = numpy.tile(numpy.array(links["time_h"]), origins)

    def least_cost(self, factor):
        answer = linprog(
            self.time,
            A_ub=self.shared,
            b_ub=self.capacity * factor,
            A_eq=self.kept,
            b_eq=self.asked.ravel(),
            method="highs",
        )
        return answer.fun

    def share(self):
        count = self.kept.shape[1]
        cost = numpy.zeros(count + 1)
        cost[-1] = -1
        last = csr_array(-self.asked.ravel()[:, None])
        answer = linprog(
            cost,
            A_ub=scipy.sparse.hstack([self.shared, csr_array((len(self.capacity), 1))]).tocsr(),
            b_ub=self.capacity,
            A_eq=scipy.sparse.hstack([self.kept, last]).tocsr(),
            b_eq=numpy.zeros(self.kept.shape[0]),
            method="highs",
        )
        return answer.x[-1]


# ---- side by side


def tell(what, ours, seconds, theirs, their_seconds):
    same = theirs is None or abs(ours - theirs) <= 1e-9 * max(1, abs(theirs))
    print(
        f"{what:44} {ours:18.9f} {seconds:9.4f} s"
        + ("" if theirs is None else f" {their_seconds:9.4f} s {their_seconds / seconds:8.1f} x")
        + ("" if same else f"  differs: {theirs:.9f}")
    )
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tntp", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", type=int, default=300, help="of the grid for maximum flows")
    parser.add_argument("--small", type=int, default=12, help="of the grid for demands")
    parser.add_argument("--demands", type=int, default=150)
    given = parser.parse_args()
    print(f"partnership {ps.__version__}, SciPy {scipy.__version__}")
    same = True

    links = grid(given.side, 1)
    network = ps.network(polars.DataFrame(links))
    last = str(given.side * given.side)
    ours, seconds = fastest(given.rounds, lambda: network.max_flow("1", last).result)
    theirs = scipy_max_flow(links, "1", last, given.rounds)
    same &= tell(f"maximum flow, corner to corner, {len(links['from'])} links", ours, seconds, *theirs)
    middle, side = str(given.side * given.side // 2 + given.side // 2), str(given.side)
    ours, seconds = fastest(given.rounds, lambda: network.max_flow(middle, side).result)
    theirs = scipy_max_flow(links, middle, side, given.rounds)
    same &= tell("maximum flow, middle to corner", ours, seconds, *theirs)

    cases = [("grid", grid(given.small, 2), some_demands(given.small, given.demands, 3), 1.0)]
    if given.tntp:
        for name, net, trips, factor in (
            ("SiouxFalls", "SiouxFalls/SiouxFalls", "SiouxFalls/SiouxFalls", 2.5),
            ("Eastern-Massachusetts", "Eastern-Massachusetts/EMA", "Eastern-Massachusetts/EMA", 3.0),
        ):
            cases.append(
                (
                    name,
                    read_net(given.tntp / f"{net}_net.tntp"),
                    read_trips(given.tntp / f"{trips}_trips.tntp"),
                    factor,
                )
            )
    for name, links, demands, factor in cases:
        network = ps.network(polars.DataFrame(links))
        asked = ps.table(polars.DataFrame(demands))
        peer = ByOrigin(links, demands)
        ours, seconds = fastest(given.rounds, lambda: network.concurrent_flow(asked).result)
        theirs = fastest(1, peer.share)
        same &= tell(f"share, {name}, {len(asked)} demands", ours, seconds, *theirs)
        # So wide that all can be carried.
        wide = max(factor, 1.2 / ours)
        ours, seconds = fastest(
            given.rounds, lambda: network.min_cost_flow(asked, factor=wide).result
        )
        theirs = fastest(1, lambda: peer.least_cost(wide))
        same &= tell(f"least cost, {name}, capacities x {wide:.3g}", ours, seconds, *theirs)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
