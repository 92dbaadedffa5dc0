"""Progress, cancelling and Ctrl-C in long calls; other threads go on meanwhile."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import partnership as ps
import pytest


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A model that takes some time to save."""
    path = tmp_path_factory.mktemp("large") / "large.pship"
    with ps.new() as model:
        with model.transaction() as tx:
            for i in range(100_000):
                tx.event(f"e{i}", title=f"Event {i}", date="2026-01-02", type="meeting")
        model.save(path)
    return path


def test_progress_is_reported(large):
    seen = []
    with ps.open(large, progress=lambda stage, fraction: seen.append((stage, fraction))):
        pass
    assert seen
    assert all(isinstance(stage, str) and stage for stage, _ in seen)
    fractions = [fraction for _, fraction in seen if fraction is not None]
    assert all(0 <= fraction <= 1 for fraction in fractions)


def test_returning_false_cancels_and_leaves_nothing(large, tmp_path):
    with pytest.raises(ps.CancelledError):
        ps.open(large, progress=lambda stage, fraction: False)
    stop = []
    with ps.open(large, progress=lambda stage, fraction: not stop) as model:
        stop.append(True)
        with pytest.raises(ps.CancelledError):
            model.save(tmp_path / "copy.pship")
        assert os.listdir(tmp_path) == []
        stop.clear()
        model.save(tmp_path / "copy.pship")
    assert os.listdir(tmp_path) == ["copy.pship"]


def test_an_exception_of_the_callback_comes_out(large):
    with pytest.raises(ZeroDivisionError):
        ps.open(large, progress=lambda stage, fraction: 1 / 0)


def test_the_callback_may_be_anything_callable_or_none(large):
    with pytest.raises(TypeError, match="callable"):
        ps.open(large, progress=3)
    context = ps.Context(progress=lambda stage, fraction: None, threads=2)
    assert context.threads == 2
    with ps.open(large, context=context):
        pass
    with pytest.raises(TypeError, match="not both"):
        ps.open(large, context, progress=print)
    with pytest.raises(ps.ArgumentError):
        ps.Context(threads=-1)


def test_other_threads_run_during_a_long_call(large):
    ticks, stop = [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.005)

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.monotonic()
    ps.open(large).close()
    ended = time.monotonic()
    stop.set()
    thread.join()
    during = [t for t in ticks if begun < t < ended]
    assert len(during) > (ended - begun) / 0.005 / 10


def test_ctrl_c_ends_a_long_call_within_half_a_second(large, tmp_path):
    program = textwrap.dedent("""
        import sys, time
        import partnership as ps
        model = ps.open(sys.argv[1], read_only=True)
        print("ready", flush=True)
        try:
            while True:
                model.save(sys.argv[2])
                print("saved", flush=True)
        except KeyboardInterrupt:
            print("interrupted", time.time(), flush=True)
        """)
    with subprocess.Popen(
        [sys.executable, "-c", program, str(large), str(tmp_path / "copy.pship")],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.2)
            sent = time.time()
            process.send_signal(signal.SIGINT)
            for line in process.stdout:
                if line.startswith("interrupted"):
                    break
            assert float(line.split()[1]) - sent < 0.5
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()
