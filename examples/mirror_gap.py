"""Do the trade figures of two sides agree, and why not? A trade analyst holds customs beside customs.

    python mirror_gap.py CUSTOMS.csv CENSUS.csv

One side reports in millions with CIF imports, the other in dollars; they write countries in other codes. Nothing is
dropped: what has no counterpart is a row, and so is a code that nobody has told the meaning of.
"""

import sys

import partnership as ps

# 842 is the United States with Puerto Rico in UN Comtrade, 840 those of ISO 3166; "XKX" is left out on purpose.
COUNTRIES = {"842": "USA", "840": "USA", "031": "AZE", "GEO": "GEO", "AZE": "AZE"}


def number(value):
    return "-" if value is None else f"{value:.1f}"


def main(customs_path, census_path):
    customs = ps.read_flows(
        customs_path,
        "csv",
        columns={"direction": "flow", "product": "hs"},
        value_unit="USD million",
        source_id="customs",
    )
    census = ps.read_flows(
        census_path,
        "csv",
        columns={
            "period": "month",
            "direction": "flow",
            "product": "commodity",
            "value": "usd",
            "valuation": "=fob",  # this side values its imports without freight and insurance
        },
        value_unit="USD",
        source_id="census",
    )

    print("By year, all goods together, in USD million:")
    for row in ps.mirror(customs, census, countries=COUNTRIES, totals=True, among=["AZE", "USA"]):
        print(
            f"  {row['period']}  {row['importer']} from {row['exporter']}: imports"
            f" {number(row['imports'])}, exports {number(row['exports'])}, gap {number(row['gap'])};"
            f" imports FOB {number(row['imports_fob'])} (by {row['margin_from']}),"
            f" unexplained {number(row['unexplained'])}"
        )

    print("\nBy product, where the sides do not meet:")
    for row in ps.mirror(customs, census, countries=COUNTRIES):
        if row["causes"]:
            print(
                f"  {row['period']}  {row['importer']} from {row['exporter']}, {row['product']}:"
                f" {number(row['imports'])} beside {number(row['exports'])}: {row['causes']}"
            )

    print("\nThe same by the first four digits of the products:")
    for row in ps.mirror(customs, census, countries=COUNTRIES, product_digits=4):
        if row["product"] == "8703" and row["match"] == "both":
            print(f"  {row['period']}  8703: {number(row['imports'])} beside {number(row['exports'])}")


if __name__ == "__main__":
    main(*sys.argv[1:])
