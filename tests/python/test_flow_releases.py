"""Releases of statistics that belong to a model."""

from __future__ import annotations

import partnership as ps
import polars
import pytest

ROWS = {"period": ["2024"], "reporter": ["AZE"], "partner": ["USA"], "product": ["goods"]}


def release(source: str | None, value: float) -> ps.Flows:
    return ps.Flows(polars.DataFrame({**ROWS, "value": [value]}), source_id=source)


def test_a_view_picks_the_release_that_its_cutoffs_allow() -> None:
    model = ps.new()
    with model.transaction(recorded_at="2025-04-10") as recording:
        recording.source("april", title="First", published="2025-04-03")
    with model.transaction(recorded_at="2025-07-01") as recording:
        recording.source("june", title="Revised", published="2025-06-20")
    model.attach_flows("customs", release("june", 2))
    model.attach_flows("customs", release("april", 1))
    assert model.view().flows("customs").aggregate()["value"] == [2.0]
    assert model.view(published_by="2025-06-19").flows("customs").about.source == "april"
    assert model.view(recorded_by="2025-05-01").flows("customs").about.source == "april"
    with pytest.raises(ps.NotFoundError, match="customs"):
        model.view(published_by="2025-01-01").flows("customs")
    listed = model.view(published_by="2025-06-19").flow_releases()
    assert listed["source"] == ["june", "april"]
    assert listed["seen"] == ["no", "certain"]
    assert listed["picked"] == [False, True]
    assert len(model.view().flow_releases("census")) == 0


def test_flows_without_a_source_are_refused() -> None:
    with pytest.raises(ps.InvalidError, match="without a source"):
        ps.new().attach_flows("customs", release(None, 1))


def test_what_was_picked_outlives_the_model() -> None:
    model = ps.new()
    with model.transaction() as recording:
        recording.source("april", title="First", published="2025-04-03")
    model.attach_flows("customs", release("april", 1))
    view = model.view()
    flows = view.flows("customs")
    view.close()
    model.close()
    assert len(flows) == 1
