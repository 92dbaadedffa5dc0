"""Lifetimes: parents deleted first, objects closed, several threads."""

import gc
import pickle
import threading
import weakref

import partnership as ps
import pytest
from conftest import fill


def test_a_view_outlives_its_model():
    model = fill(ps.new())
    view = model.view("2026-05-20")
    model.close()
    del model
    gc.collect()
    assert view.agreement_status("charter") == "signed"


def test_a_table_outlives_everything():
    table = fill(ps.new()).view("2026-05-20").parties()
    gc.collect()
    assert table["name"] == ["Alba", "Borea", "Ministry"]


def test_a_stream_outlives_its_table():
    pa = pytest.importorskip("pyarrow")

    class Holder:
        def __init__(self, capsule):
            self.capsule = capsule

        def __arrow_c_stream__(self, schema=None):
            return self.capsule

    holder = Holder(fill(ps.new()).view("2026-05-20").parties().__arrow_c_stream__())
    gc.collect()
    arrow = pa.table(holder)
    del holder
    gc.collect()
    assert arrow["name"].to_pylist() == ["Alba", "Borea", "Ministry"]


def test_sections_outlive_their_brief():
    brief = fill(ps.new()).view("2026-05-20").brief()
    parties = brief["parties"]
    brief.close()
    del brief
    gc.collect()
    assert len(parties) == 3


def test_a_transaction_keeps_its_model(tmp_path):
    tx = ps.new().transaction()
    gc.collect()
    tx.entity("port", "place")
    tx.commit()


def test_a_cell_outlives_its_view():
    cell = fill(ps.new()).view("2026-05-20").value("charter", "title")
    gc.collect()
    assert cell.value == "Charter"


def test_closed_objects_raise(model):
    view = model.view("2026-05-20")
    brief = view.brief()
    for thing, ask in [
        (brief, lambda: brief["summary"]),
        (view, view.parties),
        (model, model.kinds),
    ]:
        thing.close()
        thing.close()
        with pytest.raises(ValueError, match="closed"):
            ask()
        assert "closed" in repr(thing)
    with pytest.raises(ValueError, match="the model is closed"):
        model.view()
    with pytest.raises(ValueError, match="the model is closed"):
        model.transaction()
    with pytest.raises(ValueError, match="the view is closed"):
        ps.Brief(view)


def test_all_that_can_be_closed_closes_alike():
    row = {"period": "2024", "direction": "export", "reporter": "031", "partner": "380"}
    row |= {"product": "2709", "value": 5.0}
    flows = ps.Flows({name: [cell] for name, cell in row.items()})
    network = ps.network({"from": ["a"], "to": ["b"], "capacity_t": [3.0]})
    model = fill(ps.new())
    view = model.view("2026-05-20")
    things = [view.brief(), view, model, flows.complexity(), ps.FlowSums(by="product"), flows]
    things += [network.max_flow("a", "b"), network, ps.Mapping({"2709": "energy"})]
    for thing in things:
        open_ = repr(thing)
        assert open_.startswith(f"<partnership.{type(thing).__name__}") and "closed" not in open_
        with thing as same:
            assert same is thing
        thing.close()
        if type(thing) is not ps.FlowSums:
            assert repr(thing).endswith(": closed>")
        with pytest.raises(TypeError, match=f"{type(thing).__name__} cannot be copied or pickled"):
            pickle.dumps(thing)


def test_with_closes():
    with ps.new() as model, model.view() as view, view.brief() as brief:
        pass
    for ask in (model.kinds, view.parties, lambda: list(brief)):
        with pytest.raises(ValueError, match="closed"):
            ask()


def test_objects_go_when_nobody_holds_them():
    model = fill(ps.new())
    gone = weakref.ref(model)
    view = model.view()
    del model
    assert gone() is not None  # the view keeps it, for its context
    del view
    assert gone() is None


def test_a_callback_that_holds_its_model_is_collected():
    def callback(stage, fraction):
        return bool(holder)

    holder = []
    model = ps.Model(progress=callback)
    holder.append(model)
    gone = weakref.ref(callback)
    del model, callback, holder
    gc.collect()
    assert gone() is None


def in_threads(work, count=4):
    """Run work(i) in threads and give what they raised."""
    raised = []

    def run(i):
        try:
            work(i)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_threads_read_while_one_writes(model):
    view = model.view("2026-05-20")
    expected = view.parties()

    def work(i):
        for n in range(40):
            if i == 0:
                with model.transaction() as tx:
                    tx.party(f"p{n}", kind="company", name=f"Company {n}")
            else:
                assert view.parties() == expected
                assert len(model.view("2026-05-20").parties()) >= 3

    assert in_threads(work) == []
    assert len(model.view("2026-05-20").parties()) == 43


def test_closing_in_one_thread_what_others_ask():
    model = fill(ps.new())
    for _ in range(20):
        view = model.view("2026-05-20")

        def work(i):
            if i == 0:
                view.close()
                return
            try:
                for _ in range(20):
                    assert len(view.parties()) == 3
            except ValueError as error:
                assert "closed" in str(error)

        assert in_threads(work) == []


def test_a_transaction_is_for_one_thread_at_a_time(model):
    tx = model.transaction()

    def work(i):
        for n in range(200):
            try:
                tx.entity(f"e{i}-{n}", "place")
            except RuntimeError as error:
                assert "another thread" in str(error)

    assert in_threads(work) == []
    tx.rollback()


def test_many_objects_leave_no_memory_behind():
    import resource

    def churn():
        for _ in range(150):
            view = fill(ps.new()).view("2026-05-20")
            view.brief()["agreements"].__arrow_c_stream__()
            with pytest.raises(ps.NotFoundError):
                view.acts("none")

    churn()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    churn()
    churn()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4096  # KiB
