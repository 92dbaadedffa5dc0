"""What the C side of the binding checks by itself, whatever Python hands to it."""

import partnership as ps
import pytest


@pytest.fixture
def model():
    model = ps.new()
    with model.transaction() as tx:
        tx.agreement("charter", title="Charter")
    return model


def test_questions_need_a_property(model):
    view = model.view()
    for named in ([], ["title"] * 3):
        with pytest.raises(ps.ArgumentError, match="one property, or one for each"):
            view._cells(["charter"] * 2, named, None)
    assert view._cells(["charter"] * 2, ["title"], None).column("value") == ["Charter"] * 2
    assert len(view._cells([], [], None)) == len(view._cells([], ["title"], None)) == 0


def test_an_anchor_whose_digest_got_lost_verifies_nothing(model):
    model.verify((1, model.digest(1)))
    with pytest.raises(ps.ArgumentError, match="lacks its digest"):
        model.verify((1, None))
