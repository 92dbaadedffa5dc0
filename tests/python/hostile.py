"""Hands what nobody should to every public callable, each in turn; run by test_hostile.py in a process of its own.

Each call must return or raise an Exception: it must not end the process, hang, or raise
SystemError, which is what Python says of a C function that broke its rules. Prints how many calls
there were, and each that broke a rule.
"""

import datetime
import faulthandler
import inspect
import itertools
import math
import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import partnership as ps
from conftest import fill

LONGEST_CALL = 300  # seconds: nothing takes so long but what hangs
# Work that is done as often as is asked for, and can be stopped.
REPETITIONS = {"fitness_iterations", "runs"}


class Unhelpful:
    """Has what a value may be asked for, and refuses each of it."""

    def refuse(self, *arguments):
        raise RuntimeError("no")

    __str__ = __index__ = __float__ = __iter__ = __len__ = __fspath__ = __getitem__ = refuse
    __call__ = __arrow_c_stream__ = __bool__ = __eq__ = __array__ = __edtf__ = refuse
    __hash__ = object.__hash__


def closed(thing):
    thing.close()
    return thing


def things():
    """Of each class one that can be asked."""
    model = fill(ps.new())
    view = model.view("2026-05-20")
    tx = model.transaction()
    rows = {"period": ["2024", "2024"], "direction": ["export", "export"]}
    rows |= {"reporter": ["031", "380"], "partner": ["380", "031"]}
    rows |= {"product": ["2709", "8471"], "value": [5.0, 2.0]}
    flows = ps.Flows(rows)
    links = {"from": ["a", "b"], "to": ["b", "c"], "time_h": [1.0, 2.0]}
    network = ps.network({**links, "capacity_t": [3.0, 4.0]})
    return {
        "Context": ps.Context.default(),
        "Model": model,
        "View": view,
        "Transaction": tx,
        "Table": view.parties(),
        "Brief": view.brief(),
        "Flows": flows,
        "FlowSums": ps.FlowSums(by="product"),
        "Complexity": flows.complexity(),
        "Mapping": ps.Mapping({"2709": "energy"}),
        "Network": network,
        "NetworkFlow": network.max_flow("a", "c"),
        "Date": ps.Date.parse("2026-02"),
        "Interval": ps.Interval.parse("2025", ".."),
    }


def hostile():
    yield from (None, True, -1, 2**31, -(2**31) - 1, 2**63, 2**70, -(2**70))
    yield from (math.nan, math.inf, -math.inf, 1e308)
    yield from ("", "a\0b", "\ud800", "charter", "x" * 70000, "..", "2026-02-30", "\U0010ffff")
    yield from (b"\xff\0", bytearray(3), memoryview(b"abc"), datetime.date.max, datetime.date.min)
    yield from (datetime.datetime.max, datetime.timedelta.max, object(), Unhelpful(), Unhelpful, print, ps)
    yield from ([], [None], ["a\0"], ["\ud800"], [math.nan], [[]], (), (1, 2, 3))
    yield from ({}, {None: None}, {"a": 1}, {1}, {"from": [None], "to": [1]}, range(3), iter(()))
    yield from (ps.NONE, ps.UNKNOWN, ps.Rule("x"), ps.Date.parse(""))
    model = fill(ps.new())
    yield closed(model.view())
    yield model.view().parties()
    yield closed(model)


def parameters(of):
    """Names of what a callable takes: those that it needs, and the others. None where nobody tells."""
    try:
        given = inspect.signature(of).parameters.values()
    except (TypeError, ValueError):
        return None
    named = [p for p in given if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    needed = [p.name for p in named if p.default is p.empty]
    return needed, [p.name for p in named if p.name not in needed]


def calls(of):
    """For one callable: each hostile value in the place of each argument, and in all at once."""
    needed, others = parameters(of) or ([], [])
    for value in hostile():
        yield {name: value for name in needed}
        for name in needed + others:
            if name not in REPETITIONS:
                yield {**{other: "charter" for other in needed}, name: value}
    if not needed and not others:
        yield {}


def check(name, of, broken):
    count = 0
    for arguments in calls(of):
        count += 1
        faulthandler.dump_traceback_later(LONGEST_CALL, exit=True)
        try:
            answer = of(**arguments)
            if inspect.isgenerator(answer):
                list(itertools.islice(answer, 100))
        except SystemError as error:
            broken.append(f"{name}({arguments!r}): SystemError: {error}"[:300])
        except Exception:
            pass
        except BaseException as error:
            broken.append(f"{name}({list(arguments)}): {type(error).__name__}"[:300])
        finally:
            faulthandler.cancel_dump_traceback_later()
    return count


def main(parts):
    faulthandler.enable()
    warnings.simplefilter("ignore")
    broken, count = [], 0
    for name in ps.__all__:
        of = getattr(ps, name)
        if callable(of) and "functions" in parts:
            print(f"# {name}", flush=True)
            count += check(name, of, broken)
    for kind in things():
        if kind not in parts:
            continue
        for name in dir(type(things()[kind])):
            if name.startswith("_") or name in ("this", "thisown"):
                continue
            thing = things()[kind]
            of = getattr(thing, name, None)
            if callable(of):
                print(f"# {kind}.{name}", flush=True)
                count += check(f"{kind}.{name}", of, broken)
    for line in broken:
        print("BROKEN", line.encode("ascii", "backslashreplace").decode())
    print(f"{count} calls, {len(broken)} broke a rule")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
