"""Imprecise dates and intervals."""

import datetime

import partnership as ps
import pytest

day = datetime.date


@pytest.mark.parametrize(
    "text, earliest, latest, precision",
    [
        ("2025-08-08", day(2025, 8, 8), day(2025, 8, 8), "day"),
        ("2026-02", day(2026, 2, 1), day(2026, 2, 28), "month"),
        ("2013", day(2013, 1, 1), day(2013, 12, 31), "year"),
        ("199X", day(1990, 1, 1), day(1999, 12, 31), "decade"),
        ("2026-01/2026-03", day(2026, 1, 1), day(2026, 3, 31), "range"),
        ("../2026", None, day(2026, 12, 31), "range"),
        ("Y12000", "Y12000-01-01", "Y12000-12-31", "year"),
    ],
)
def test_a_date_has_the_days_it_can_mean(text, earliest, latest, precision):
    date = ps.Date.parse(text)
    assert (date.earliest, date.latest, date.precision) == (earliest, latest, precision)
    assert (date.kind, date.text, str(date)) == ("dated", text, text)


def test_open_and_unknown_differ():
    assert ps.Date.parse("..").kind == "open"
    assert ps.Date.parse("").kind == "unknown"
    assert ps.Date.parse("..") != ps.Date.parse("")


def test_about_is_as_wide_as_one_says():
    assert ps.Date.parse("2025-12-19~").earliest == day(2025, 12, 16)
    assert ps.Date.parse("2025-12-19~", approximate_days=10).latest == day(2025, 12, 29)
    assert ps.Date.parse("2025-12-19~").approximate


def test_reached_is_three_valued():
    date = ps.Date.parse("2026-02")
    assert [date.reached(d) for d in ("2026-01-31", "2026-02-10", day(2026, 2, 28))] == [
        "no",
        "possible",
        "certain",
    ]


def test_dates_that_contain_one_another_are_compatible():
    assert ps.Date.parse("2025-08").compatible(ps.Date.parse("2025-08-08"))
    assert not ps.Date.parse("2025-08").compatible(ps.Date.parse("2025-09-01"))


def test_dates_move_by_the_calendar():
    assert ps.Date.parse("2026-02-10").moved(3, "months").text == "2026-05-10"
    assert ps.Date.parse("2026-01-31").moved(1, "months").text == "2026-02-28"
    assert ps.Date.parse("2026-03-01").moved(-1).text == "2026-02-28"
    with pytest.raises(ValueError, match="months"):
        ps.Date.parse("2026-03-01").moved(1, "moons")


def test_a_date_that_cannot_be_read_says_where():
    with pytest.raises(ps.ParseError) as caught:
        ps.Date.parse("2025-8-08")
    assert isinstance(caught.value, ValueError)
    assert caught.value.column == 7  # where the second digit of the month is missing
    with pytest.raises(ps.InvalidError):
        ps.Date.parse("2026-02-30")


def test_dates_are_values():
    assert ps.Date.parse("2026-02") == ps.Date.parse("2026-02")
    assert len({ps.Date.parse("2026-02"), ps.Date.parse("2026-02"), ps.Date.parse("2026")}) == 2
    with pytest.raises(AttributeError):
        ps.Date.parse("2026").text = "2027"


def test_an_interval_ends_after_its_last_day():
    interval = ps.Interval.parse("2025-08", "2026-05-31")
    assert interval.ended.earliest == day(2026, 6, 1)
    assert interval.ended.text == "2026-05-31"
    assert [interval.holds(d) for d in ("2025-08-15", "2026-05-31", "2026-06-01")] == [
        "possible",
        "certain",
        "no",
    ]


def test_an_open_end_stays_certain_and_an_unknown_one_does_not():
    assert ps.Interval.parse("2025-01-01", None).holds("2030-01-01") == "certain"
    assert ps.Interval.parse("2025-01-01", "").holds("2030-01-01") == "possible"


def test_an_interval_that_holds_on_no_day_is_refused():
    with pytest.raises(ps.InvalidError, match="2026-02-01"):
        ps.Interval.parse("2026-03-01", "2026-02-01")
