"""How diversified is the partnership beyond energy, and with whom? The questions of a trade-policy analyst.

    python diversification.py REGISTER
"""

import sys

import partnership as ps

FIRST, LAST = 2025, 2026


def main(register):
    view = ps.open(register).view(as_of="2026-05-27")

    print("Share of energy in what names a sector, and what names none:")
    for row in view.sector_share("energy", FIRST, LAST):
        if row["percent"] is not None and row["year"]:
            print(
                f"  {row['year']} {row['measure']}: {row['part']:g} of {row['whole']:g}"
                f" ({row['percent']:.0f} %), {row['left_out']:g} without a sector"
            )

    print("\nConcentration on the sectors of the articles (Herfindahl-Hirschman):")
    for row in view.sector_concentration("article-sectors", FIRST, LAST):
        if row["year"]:
            print(
                f"  {row['year']}: {row['index']:.3f}, as {row['effective_sectors']:.1f} equal"
                f" sectors; {row['items']} items in {row['sectors']} sectors"
            )

    print("\nCoverage by sections of ISIC Rev. 4:")
    for row in view.sector_coverage("isic-4", FIRST, LAST):
        counts = [row[kind] for kind in ("agreements", "commitments", "projects", "events")]
        if any(counts):
            what = row["code"] or row["gap"]
            print(f"  {row['year'] or 'no year'} {what:13} {counts}")

    print("\nPartners of Azerbaijan:")
    for row in view.partner_balance("azerbaijan", FIRST, LAST):
        if row["year"]:
            who = row["partner"] or "none named"
            print(f"  {row['year']} {who}: {row['items']} ({row['percent']:.0f} %)")


if __name__ == "__main__":
    main(*sys.argv[1:])
