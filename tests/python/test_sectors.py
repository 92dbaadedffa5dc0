"""Sectors by year, shares, concentration, and the balance of partners."""

import math
import os
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))


@pytest.fixture(scope="module")
def flagship():
    with ps.open(ROOT / "examples" / "azerbaijan-us") as model:
        yield model.view(as_of="2026-05-27")


@pytest.mark.parametrize("scheme", ["article-sectors", "isic-4", "crs", None])
def test_coverage_counts_what_the_items_say(flagship, scheme):
    broader = {}
    for row in flagship.sectors():
        broader[row["id"]] = row["broader"].split("; ") if row["broader"] else []

    def closure(sector):
        found = {sector}
        for parent in broader[sector]:
            found |= closure(parent)
        return found

    items = {}
    for row in flagship.sector_items(scheme):
        key = (row["item"], row["kind"], row["year"], row["gap"])
        items.setdefault(key, set()).update(closure(row["sector"]) if row["sector"] else ())
    counted = {}
    for (_, kind, year, gap), sectors in items.items():
        for sector in sectors or {None}:
            place = (sector, gap, year, kind + "s")
            counted[place] = counted.get(place, 0) + 1
    for row in flagship.sector_coverage(scheme, 1990, 2026):
        for kind in ("agreements", "commitments", "projects", "events"):
            wanted = counted.pop((row["sector"], row["gap"], row["year"], kind), 0)
            assert row[kind] == wanted, (row, kind)
    assert counted == {}


def test_every_section_of_isic_and_sector_of_the_crs_is_there(flagship):
    codes = {}
    for row in flagship.sectors():
        codes.setdefault(row["scheme"], []).append(row["code"])
    assert "".join(codes["isic-4"]) == "ABCDEFGHIJKLMNOPQRSTU"
    assert {"110", "210", "230", "332", "998"} <= set(codes["crs"])


def test_the_share_of_energy(flagship):
    rows = {
        (row["year"], row["measure"]): row for row in flagship.sector_share("energy", 2025, 2026)
    }
    assert rows[2025, "agreements"]["percent"] == 100
    assert rows[2026, "agreements"]["percent"] == 0
    assert rows[2025, "agreements"]["left_out"] > 0


def test_money_is_of_one_currency_each():
    with ps.new() as model:
        with model.transaction() as tx:
            tx.entity("scheme", "sector_scheme")
            tx.entity("rail", "sector")
            tx.assert_("rail", "scheme", "scheme")
            for name, amount, unit in [("a", "5", "USD million"), ("b", "7", "EUR"), ("c", "3", "t")]:
                tx.commitment(name, text=name)
                tx.assert_(name, "date", ps.Date.parse("2025"))
                tx.assert_(name, "sector", "rail")
                tx.assert_(name, "amount", amount, unit=unit)
        view = model.view(as_of="2026-01-01")
        money = view.sector_money("scheme", 2025, 2025)
        rows = [(r["sector"], r["currency"], r["items"], r["amount"]) for r in money]
        assert rows == [("rail", "EUR", 1, 7), ("rail", "USD", 1, 5_000_000)]
        (row,) = [r for r in view.sector_coverage("scheme", 2025, 2025) if r["sector"]]
        assert (row["money"], row["other_amounts"]) == (2, 1)


def test_concentration(flagship):
    for row in flagship.sector_concentration("isic-4", 2025, 2026):
        if row["items"]:
            assert 1 / row["sectors"] - 1e-12 <= row["index"] <= 1
            assert math.isclose(row["effective_sectors"] * row["index"], 1)


def test_partners(flagship):
    rows = list(flagship.partner_balance("azerbaijan", 2025, 2026))
    assert {row["partner"] for row in rows} >= {"united-states", "armenia", None}
    for year in (2025, 2026):
        assert math.isclose(sum(r["percent"] for r in rows if r["year"] == year), 100)


def test_what_is_no_scheme_or_span_is_refused(flagship):
    with pytest.raises(ps.NotFoundError):
        flagship.sector_coverage("energy", 2025, 2026)
    with pytest.raises(ps.ArgumentError):
        flagship.sector_share("energy", 2026, 2025)
