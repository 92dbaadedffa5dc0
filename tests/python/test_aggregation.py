"""Aggregation of flows and partial sums, from frames."""

from __future__ import annotations

import datetime
import itertools
import random

import partnership as ps
import polars
import pytest

ROWS = {
    "period": ["2024", "2024", "2024", "2025", "2025", "2025"],
    "direction": ["export", "export", "import", "export", "export", "import"],
    "reporter": ["AZE"] * 6,
    "partner": ["USA", "ITA", "USA", "USA", "ITA", "USA"],
    "product": ["2709", "2709", "8802", "8471", "2709", "8802"],
    "value": [100.0, 300.0, 60.0, 110.0, 270.0, None],
}
FLOWS = ps.Flows(polars.DataFrame(ROWS), value_unit="USD million")
TURNOVER = {"direction": ["import", "export"]}


def test_sums_by_keys_where_filters_hold() -> None:
    table = FLOWS.aggregate(by=["period", "direction"])
    assert table.columns[:3] == ["period", "direction", "value"]
    assert table["value"] == [60.0, 400.0, None, 380.0]
    assert table["withheld"] == [0, 0, 1, 0]
    assert table.schema[2].unit == "USD million"
    one = FLOWS.aggregate("partner", where={"direction": "export", "from": datetime.date(2025, 1, 1)})
    assert list(zip(one["partner"], one["value"])) == [("ITA", 270.0), ("USA", 110.0)]
    assert FLOWS.aggregate("product", where={"product": ["27*"]})["value"] == [670.0]
    assert FLOWS.aggregate(where=TURNOVER)["value"] == [840.0]
    with pytest.raises(ps.InvalidError, match="rows of import and of export would be added up"):
        FLOWS.aggregate()
    assert FLOWS.aggregate(where={"product_level": 4, "direction": "export"})["rows"] == [4]
    with pytest.raises(ValueError, match="country"):
        FLOWS.aggregate(where={"country": "AZE"})
    with pytest.raises(ps.ArgumentError, match="sector"):
        FLOWS.aggregate(by="sector")


def test_shares_growth_and_contributions_name_their_base() -> None:
    table = FLOWS.aggregate(
        by=["period", "partner"], where={"direction": "export"}, share_of="period", base_years=1
    )
    usa = table[-1]
    assert (usa["total"], usa["share_of"]) == (380.0, "period")
    assert usa["share_percent"] == pytest.approx(110 / 380 * 100, abs=1e-12)
    assert (usa["base_period"], usa["comparable"], usa["growth_percent"]) == ("2024", "yes", 10.0)
    assert sum(row["contribution_points"] for row in table[2:]) == pytest.approx(-5, abs=1e-12)
    of_all = FLOWS.aggregate("partner", where={"direction": "export"}, share_of=())
    assert of_all["share_of"] == ["all", "all"]
    assert sum(of_all["share_percent"]) == pytest.approx(100, abs=1e-12)
    with pytest.raises(ps.NotFoundError, match="1999"):
        FLOWS.aggregate("period", where=TURNOVER, base_period="1999")


def test_a_mapping_is_any_frame() -> None:
    mapping = polars.DataFrame(
        {"from": ["2709", "8471", "8471"], "to": ["energy", "ict", "goods"], "weight": [1.0, 0.5, 0.5]}
    )
    table = FLOWS.aggregate("product", where={"direction": "export"}, mapping=mapping)
    assert dict(zip(table["product"], table["value"])) == {
        "energy": 670.0,
        "goods": 55.0,
        "ict": 55.0,
    }
    sums = ps.FlowSums("product", mapping=mapping)
    sums.update(FLOWS)
    assert list(sums.unmapped()) == [{"product": "8802", "mapped": 0.0, "value": 60.0, "rows": 2}]
    assert FLOWS.unmapped(mapping) == sums.unmapped()
    by_chapter = ps.Mapping({"27": "energy", "84": {"ict": 0.5, "goods": 0.5}}, prefixes=True)
    assert FLOWS.aggregate("product", where={"direction": "export"}, mapping=by_chapter) == table
    with pytest.raises(ps.InvalidError, match="the weights of '8471' sum to 0.5"):
        FLOWS.aggregate("product", where=TURNOVER, mapping={"8471": {"ict": 0.5}})
    halved = FLOWS.aggregate(
        "product", where=TURNOVER, mapping={"8471": {"ict": 0.5}}, any_weights=True
    )
    assert halved["value"] == [55.0, 730.0]


def test_balances_are_of_both_directions() -> None:
    table = FLOWS.balance(by=["period", "partner"])
    assert table["balance"] == [None, 40.0, None, None]
    assert table["exports"] == [300.0, 100.0, 270.0, 110.0]
    with pytest.raises(ps.ArgumentError, match="both directions"):
        FLOWS.balance(by="direction")


def test_partial_sums_travel_and_merge() -> None:
    chance = random.Random(4)
    values = [chance.random() * 10 ** chance.randint(-20, 20) for _ in range(300)]
    frame = polars.DataFrame(
        {
            "period": ["2025"] * 300,
            "reporter": [chance.choice("ABC") for _ in range(300)],
            "partner": ["X"] * 300,
            "product": ["1"] * 300,
            "value": values,
        }
    )
    whole = ps.Flows(frame).aggregate("reporter")
    parts = []
    for start in range(0, 300, 75):
        part = ps.FlowSums("reporter")
        part.update(ps.Flows(frame[start : start + 75]))
        parts.append(part)
    for order in itertools.permutations(range(4), 4):
        together = ps.FlowSums("reporter")
        together.merge(parts[order[0]])
        together.merge(parts[order[1]])
        together.load(polars.DataFrame(parts[order[2]].state()))
        together.load(parts[order[3]].state())
        assert together.finish() == whole
    with pytest.raises(ps.ConflictError, match="only one of both"):
        parts[0].merge(ps.FlowSums("partner"))
    with pytest.raises(ps.ConflictError, match="begun with other options"):
        parts[0].merge(ps.FlowSums("reporter", where={"product_level": 4}))
    with pytest.raises(ps.NotFoundError, match="what"):
        parts[0].load(frame)
    with parts[0]:
        pass
    with pytest.raises(ValueError, match="closed"):
        parts[0].finish()


def test_a_filter_by_what_is_not_there_is_told() -> None:
    with pytest.raises(ps.NotFoundError, match="the flows have no partner 'US'"):
        FLOWS.aggregate("period", where={"partner": "US"})
    with pytest.raises(ps.NotFoundError, match=r"the flows have no product '99\*'"):
        FLOWS.balance("period", where={"product": "99*"})
    with pytest.raises(ValueError, match="where: 'partner': an empty list names nothing"):
        FLOWS.aggregate("period", where={"partner": []})
    with pytest.raises(ValueError, match="reporters: an empty list names nothing"):
        FLOWS.indicators(["exports"], reporters=[])
    piece = ps.FlowSums("period", where={"partner": "US"})
    piece.update(FLOWS)
    assert len(piece.finish()) == 0


def test_classifications_are_not_added_by_mistake() -> None:
    rows = polars.DataFrame(ROWS)
    hs, sitc = (ps.Flows(rows, classification=name) for name in ("HS12", "SITC4"))
    sums = ps.FlowSums(where=TURNOVER)
    sums.update(hs)
    with pytest.raises(ps.ConflictError, match="products of 'SITC4' cannot be added"):
        sums.update(sitc)
    assert sums.finish()["value"] == [840.0]
    both = ps.FlowSums(where=TURNOVER, any_classification=True)
    both.update(hs)
    both.update(sitc)
    assert both.finish()["value"] == [1680.0]


def test_totals_and_parts_are_told_apart() -> None:
    rows = [
        ("0", "TOTAL", 100.0),
        ("0", "27", 90.0),
        ("842", "2709", 15.0),
        ("842", "27", None),
        ("380", "270900", 7.0),
    ]
    frame = polars.DataFrame(rows, schema=["partner", "product", "value"], orient="row")
    said = {"columns": {"period": "=2024", "reporter": "=031"}}
    flows = ps.Flows(frame, **said)
    for ask in (
        flows.aggregate,
        lambda: flows.balance("period"),
        lambda: flows.indicators(["exports"]),
        flows.complexity,
        lambda: ps.mirror(flows, totals=True),
    ):
        with pytest.raises(ps.InvalidError, match="both would be added up"):
            ask()
    parts, aside = flows.parts()
    assert [(row["key"], row["code"], row["rows"], row["withheld"], row["value"]) for row in aside] == [
        ("partner", "0", 2, 0, 190.0),
        ("product", "27", 1, 1, None),
    ]
    assert parts.aggregate()["value"] == [22.0]
    assert [row["exports"] for row in parts.indicators(["exports"], reporters=["031"])] == [22.0]
    assert flows.totals().flows.aggregate()["value"] == [100.0]
    assert flows.aggregate(add_overlapping=True)["value"] == [212.0]
    assert len(flows.indicators(["exports"], add_overlapping=True)) > 0
    assert len(ps.mirror(flows, totals=True, add_overlapping=True)) > 0
    assert flows.complexity(add_overlapping=True).countries()["country"] == ["031"]
    pieces = ps.FlowSums()
    pieces.update(ps.Flows(frame[:1], **said))
    with pytest.raises(ps.InvalidError, match="of several levels in two pieces"):
        pieces.update(ps.Flows(frame[2:3], **said))


def test_a_group_is_a_total_of_its_members_only() -> None:
    beside = {**ROWS, "period": ["2024"] * 6, "partner": ["EU27_2020", "USA"] * 3}
    exports = {"direction": "export"}
    flows = ps.Flows(polars.DataFrame(beside))
    assert flows.aggregate("period", where=exports)["value"] == [780.0]
    member = ps.Flows(polars.DataFrame({**beside, "partner": ["EU27_2020", "DEU"] * 3}))
    with pytest.raises(ps.InvalidError, match="'EU27_2020' is a group and stands beside 'DEU'"):
        member.aggregate("period", where=exports)


def test_what_would_count_twice_is_refused() -> None:
    twice = ps.Flows(
        polars.DataFrame({**ROWS, "period": ["2024", "2024-01", "2024", "2024", "2024", "2024"]})
    )
    with pytest.raises(ps.InvalidError, match="overlap"):
        twice.aggregate("direction")
    assert twice.aggregate("direction", add_overlapping=True)["rows"] == [2, 4]
