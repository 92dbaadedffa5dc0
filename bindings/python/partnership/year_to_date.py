"""Months out of year-to-date releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .table import Table, table

if TYPE_CHECKING:
    from .values import Day


def months_from_ytd(
    releases: object,
    *,
    series: str | None = None,
    period: str | None = None,
    value: str | None = None,
    qualifier: str | None = None,
    unit: str | None = None,
    source: str | None = None,
    published: str | None = None,
    last_digit: float | None = None,
    year_to_date: bool = False,
    may_be_negative: bool = False,
    published_by: Day | None = None,
) -> Table:
    """Months out of releases that total "January to October", with bounds, gaps and revisions.

    releases: a table, or anything that `table()` takes, one row for each figure of each release. Periods
        are written as "2025-01/2025-10", "2025-10", "2025"; values best as text, so that "121.0" is
        known to be rounded to tenths.
    series, period, value, qualifier, unit, source, published: names of its columns, where they are not
        called so. Only period and value have to be there.
    last_digit: the worth of the last digit to which all figures are rounded: 0.1, 1, 1000.
    year_to_date: a period of one month stands for the months from January up to it.
    may_be_negative: months may be below zero, as balances are.
    published_by: read only what had been published by this day.

    The newest release is believed; what cannot be true beside it is superseded, and its months are told to be
    revised. A month that no figures isolate is a gap; it is never zero.

    Columns: series, month, value, low, high, status ("stated", "difference", "gap", "revised",
    "contested"), terms, within, within_value, before, changed, changed_by, unit, source, published;
    pship_months_from_ytd() in <partnership/year_to_date.h> tells what they say.

    Raises NotFoundError for a column that has to be there, InvalidError and ParseError for cells that cannot be
    read, with their row; LimitError.
    """
    given = releases if isinstance(releases, Table) else table(releases)
    return given._months_from_ytd(
        {
            "series": series,
            "period": period,
            "value": value,
            "qualifier": qualifier,
            "unit": unit,
            "source": source,
            "published": published,
            "last_digit": last_digit,
            "year_to_date": year_to_date,
            "may_be_negative": may_be_negative,
            "published_by": published_by,
        }
    )
