"""Projects: where they come from, how far they are, how they slip, and who holds what."""

import datetime
import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
RAILWAY = "horadiz-aghband-railway"
ACG = "azeri-chirag-gunashli"


@pytest.fixture(scope="module")
def model():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as opened:
        yield opened


@pytest.fixture(scope="module")
def view(model):
    return model.view(as_of="2026-05-20")


def test_from_memorandum_to_project(view):
    rows = {row["id"]: row for row in view.projects()}
    platform = rows["digital-platform"]
    assert (platform["kind"], platform["arises_from"]) == ("platform", "haimaker-mou")
    assert platform["partners"] == "ministry-of-economy; haimaker"
    assert platform["sectors"] == "digital-transformation; innovation-and-technology"
    railway = rows[RAILWAY]
    assert (railway["status"], railway["progress"]) == ("under_way", 70.0)
    assert (railway["finish_first"], railway["finish"]) == ("2022-12", "2026-12")
    assert railway["slip"] == 4 * 365 + 1
    late = rows["georgian-railway-modernisation"]
    assert (late["status"], late["days_late"]) == ("completed", 2185)


def test_export_programmes_have_years_and_an_outcome(view):
    wine = [row for row in view.projects() if row["kind"] == "programme"]
    assert [row["id"] for row in wine] == [
        "flavors-of-azerbaijan",
        "wine-and-spirits-of-azerbaijan",
    ]
    assert all(row["date"] == "2013/2019" and row["status"] == "ended" for row in wine)
    assert all("partners" in row["outcome"] for row in wine)


def test_the_railway_was_promised_for_2022_to_2026(view):
    rows = list(view.project_slippage(RAILWAY))
    assert [row["finish"] for row in rows] == ["2022-12", "2023", "2025", "2026", "2026-12", "2024"]
    assert [row["slipped"] for row in rows] == ["no"] + ["certain"] * 4 + ["possible"]
    assert [row["slip"] for row in rows[:5]] == [0, 365, 1096, 1461, 1461]


def test_progress_rises_and_its_undated_point_has_no_day(view):
    rows = list(view.progress(RAILWAY))
    assert [row["progress"] for row in rows] == [40, 45, 62, 63, 67, 69, 70, 38]
    assert rows[-1]["from"] is None and rows[0]["qualifier"] == "over"
    assert rows[1]["gain"] == 5


def test_it_would_be_finished_years_after_the_last_promise(view):
    fit, last = view.forecast(RAILWAY)
    assert (fit["method"], fit["points"], fit["confidence"]) == ("least_squares", 7, 0.95)
    # tests/data/lines.csv has the same line, worked out in another way.
    assert fit["finish"] == datetime.date(2029, 1, 7)
    assert (fit["finish_earliest"], fit["finish_latest"]) == (
        datetime.date(2028, 4, 6),
        datetime.date(2030, 1, 2),
    )
    assert (fit["promised"], fit["days_after_promise"]) == ("2026-12", 738)
    assert last["method"] == "last_two_points" and last["finish_latest"] is None
    assert "rounding" in last["reason"]


def test_what_could_be_forecast_earlier(model):
    known = model.view(as_of="2023-06-01", published_by="2023-06-01").forecast(RAILWAY)
    assert known["finish"] == [None, None]
    assert all("one point has no pace" in reason for reason in known["reason"])
    known = model.view(as_of="2024-01-01", published_by="2024-01-01").forecast(RAILWAY)
    # 45 percent in two years and five more in a year: eleven years to go.
    assert known["finish"] == [datetime.date(2034, 12, 9)] * 2
    assert known["promised"] == ["2025", "2025"]


def test_shares_total_a_hundred(model):
    shares = list(model.view(as_of="2020-06-01").shares(ACG))
    assert len(shares) == 9 and shares[0]["holder"] == "bp"
    assert {(row["total"], row["complete"]) for row in shares} == {(100.0, "certain")}
    american = [
        sum(r["percentage"] for r in model.view(as_of=day).shares(ACG) if r["origin"] == US)
        for day in ("2016-02-01", "2019-06-01", "2020-06-01")
    ]
    assert american == pytest.approx([19.3, 16.36, 6.79])
    changes = [r["change"] for r in model.view().share_history(ACG) if r["holder"] == "chevron"]
    assert changes == [None, -1.73]


US = "united-states"


def test_terms_of_the_tripp_company(view):
    table = {
        (row["stage"], row["holder"]): (row["percentage"], row["complete"])
        for row in view.shares("tripp-development-company")
    }
    assert table == {
        ("first term, 49 years", "united-states"): (74.0, "certain"),
        ("first term, 49 years", "armenia"): (26.0, "certain"),
        ("extension, 50 years", "united-states"): (51.0, "certain"),
        ("extension, 50 years", "armenia"): (49.0, "certain"),
    }


def test_the_share_of_the_nineties_is_vague_and_may_have_ended(model):
    sure = model.view(as_of="2005-01-01").shares("contract-of-the-century")
    assert len(sure) == 0
    maybe = model.view(as_of="2005-01-01", holding="possible").share_history()
    row = next(r for r in maybe if r["venture"] == "contract-of-the-century" and r["percentage"])
    assert (row["percentage"], row["qualifier"], row["held"]) == (47.0, "roughly", "possible")


def test_places(view):
    rows = {row["id"]: row for row in view.places()}
    assert rows["alat-free-economic-zone"]["roles"].startswith("A hub")
    assert rows["karabakh"]["potentials"].startswith("Economic potential")


def test_recording():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.source("news", published="2025-02-01")
            tx.place("zone", kind="zone", name="Zone", incentives=["No tax"])
            tx.project("line", name="Line", place="zone", finish="2026", source="news")
            tx.progress("line", 40, from_="2025-01-01", source="news")
            tx.progress("line", "55.5", from_="2025-07-01", qualifier="about")
            tx.party("p")
            tx.share("p/line", venture="line", holder="p", percentage=74.5, from_="2025")
        view = model.view(as_of="2026-01-01")
        assert [row["progress"] for row in view.progress()] == [40.0, 55.5]
        assert view.places()["projects"] == [1]
        assert view.shares()["percentage"] == [74.5]
        with pytest.raises(ps.ArgumentError, match="day from which"), model.transaction() as tx:
            tx.progress("line", "60")
        with pytest.raises(ps.InvalidError, match="not one of a project"):
            with model.transaction() as tx:
                tx.project("x", kind="zone")
