"""Time and cost under way as a part of what the goods are worth."""

from __future__ import annotations

import pandas
import partnership as ps
import polars
import pytest

BEFORE = {"origin": ["a", "a"], "destination": ["b", "c"], "time_h": [96.0, 48.0]}
AFTER = {"origin": ["a", "b"], "destination": ["b", "a"], "time_h": [72.0, 24.0]}


def test_the_range_of_hummels_and_schaur_is_the_default() -> None:
    table = ps.trade_costs(polars.DataFrame(BEFORE), pandas.DataFrame(AFTER))
    assert table["found"] == ["both", "before", "after"]
    first = table[0]
    assert (first["days"], first["low"], first["high"]) == (-1.0, -2.1, -0.6)
    assert (first["percent"], first["time_percent"]) == (None, None)
    assert first["source"].startswith("Hummels and Schaur")
    assert table["low"][1:] == [None, None]


def test_rates_are_a_frame_or_a_table() -> None:
    rates = polars.DataFrame(
        {"sector": [1, 2], "percent_per_day": [1.0, 2.0], "value_per_t": [100, 1000]}
    )
    before = ps.table(polars.DataFrame({**BEFORE, "cost": [20.0, 20.0]}))
    after = ps.table(polars.DataFrame({**AFTER, "cost": [25.0, 25.0]}))
    table = ps.trade_costs(before, after, rates=rates)
    assert table == ps.trade_costs(before, after, rates=ps.table(rates))
    assert table["sector"][:2] == ["1", "2"]
    assert table["percent"][:2] == [4.0, -1.5]
    assert table["high"][:2] == [4.0, -1.5]
    assert len(table) == 6


def test_what_is_wrong_is_raised() -> None:
    with pytest.raises(ps.NotFoundError, match="low"):
        ps.trade_costs(
            polars.DataFrame(BEFORE),
            polars.DataFrame(AFTER),
            rates=polars.DataFrame({"sector": ["x"]}),
        )
    twice = polars.DataFrame({key: cells[:1] * 2 for key, cells in BEFORE.items()})
    with pytest.raises(ps.InvalidError, match="rows 1 and 2"):
        ps.trade_costs(twice, polars.DataFrame(AFTER))
