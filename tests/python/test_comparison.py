"""What became of a partnership between two views, in words."""

import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def model():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as opened:
        yield opened


def test_the_charter_was_signed(model):
    before, after = (model.view(as_of=day) for day in ("2026-01-15", "2026-02-11"))
    rows = {(row["what"], row["id"]): row for row in ps.compare(before, after)}
    charter = rows["agreement", "strategic-partnership-charter"]
    assert (charter["before"], charter["after"]) == (
        "in negotiation (contested)",
        "signed (contested)",
    )
    assert charter["date"] == "2026-02-10"
    assert charter["sentence"].startswith(charter["title"] + ": signed (contested) since 2026-02-10")


def test_a_view_does_not_differ_from_itself(model):
    view = model.view(as_of="2026-03-13")
    assert len(ps.compare(view, view)) == 0


def test_only_views_are_compared(model):
    with pytest.raises(TypeError):
        ps.compare(model.view(as_of="2026-03-13"), None)
