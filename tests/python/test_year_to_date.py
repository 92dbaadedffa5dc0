"""Months out of year-to-date releases, from frames."""

from __future__ import annotations

import datetime

import pandas
import partnership as ps
import polars
import pytest

# U.S. exports to Azerbaijan, million dollars: U.S. Census Bureau, FT920, exhibit 3.
CENSUS = {
    "period": ["2009-01/2009-09", "2009-01/2009-10", "2009-10"],
    "value": ["175.3", "193.1", "17.8"],
    "source": ["september", "october", "october"],
    "published": ["2009-11", "2009-12", "2009-12"],
}


def test_the_check_of_the_census_holds() -> None:
    totals = polars.DataFrame(CENSUS)[:2]
    october = ps.months_from_ytd(totals)[-1]
    assert (october["month"], october["value"]) == ("2009-10", 17.8)
    assert (october["low"], october["high"]) == (17.7, 17.9)
    assert (october["status"], october["terms"], october["source"]) == ("difference", 2, "october")
    assert october["published"] == datetime.date(2009, 12, 31)
    stated = ps.months_from_ytd(pandas.DataFrame(CENSUS))[-1]
    assert (stated["value"], stated["low"], stated["high"]) == (17.8, 17.75, 17.85)
    assert stated["status"] == "stated"


def test_gaps_have_no_value_and_say_what_they_are_part_of() -> None:
    months = ps.months_from_ytd(polars.DataFrame(CENSUS))
    assert months["status"] == ["gap"] * 9 + ["stated"]
    assert months["value"][:9] == [None] * 9
    assert set(months["within"][:9]) == {"2009-01/2009-09"}
    assert months["high"][0] == 175.35


def test_columns_digits_and_cutoffs_are_options() -> None:
    frame = polars.DataFrame(
        {
            "what": ["turnover", "turnover"],
            "through": ["2025-07", "2025-08"],
            "musd": [517.1, 547.6],
            "day": [datetime.date(2025, 8, 20), datetime.date(2025, 9, 20)],
        }
    )
    names = {"series": "what", "period": "through", "value": "musd", "published": "day"}
    months = ps.months_from_ytd(frame, **names, year_to_date=True, last_digit=1)
    assert months[-1]["value"] == 30.5
    assert (months[-1]["low"], months[-1]["high"]) == (29.5, 31.5)
    early = ps.months_from_ytd(
        frame, **names, year_to_date=True, published_by=datetime.date(2025, 9, 19)
    )
    assert early["month"][-1] == "2025-07"
    with pytest.raises(ps.NotFoundError, match="series"):
        ps.months_from_ytd(frame, **{**names, "series": "series"})
    with pytest.raises(ps.ArgumentError, match="power of ten"):
        ps.months_from_ytd(frame, **names, last_digit=0.25)
    with pytest.raises(ps.InvalidError, match="row 1"):
        ps.months_from_ytd(polars.DataFrame({"period": ["2025-01-03"], "value": ["1"]}))
