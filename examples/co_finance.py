"""How does a plan of two partners split, and what does each hold after a term? The table of a development bank.

    python co_finance.py REGISTER PLAN.csv

The shares are the published ones of a venture (74 to 26 for the first term, then 51 to 49). When the term begins nobody has
said, and what is to be spent neither: the first is a scenario here, the second a file of amounts with their rates. A
year without shares, and an amount without a rate, are told and not counted.
"""

import sys

import partnership as ps

VENTURE = "tripp-development-company"
FIRST, TERM, EXTENSION = 2027, 49, 50  # supposed, published, published


def supposed_spells(model):
    """The two stages one after the other from FIRST on, as a scenario."""
    after = FIRST + TERM
    spells = {
        "first term, 49 years": (f"{FIRST}-01-01", f"{after - 1}-12-31"),
        "extension, 50 years": (f"{after}-01-01", f"{after + EXTENSION - 1}-12-31"),
    }
    published = list(model.view(as_of="2026-05-20").shares(VENTURE))
    scenario = model.scenario("begins-in-2027", description=f"The first term begins in {FIRST}")
    with model.transaction(scenario=scenario) as tx:
        for row in published:
            first, last = spells[row["stage"]]
            share = f"supposed/{row['holder']}"
            tx.share(share, venture=VENTURE, holder=row["holder"], stage="supposed")
            tx.assert_(
                share, "percentage", row["percentage"], unit="percent", from_=first, until=last
            )
    return scenario


def held_in(model, year, scenario):
    """The supposed shares in the middle of a year."""
    view = model.view(as_of=f"{year}-06-30", scenario=scenario)
    return [row for row in view.shares(VENTURE) if row["stage"] == "supposed"]


def main(register, plan_path):
    model = ps.open(register)
    scenario = supposed_spells(model)

    print("Who holds what, in percent, if the first term begins in 2027:")
    for year in (2026, 2027, 2075, 2076, 2125, 2126):
        held = held_in(model, year, scenario)
        told = ", ".join(f"{row['holder']} {row['percentage']:g}" for row in held)
        total = f"; they total {held[0]['total']:g}, all of it: {held[0]['complete']}" if held else ""
        print(f"  {year}: {told or 'nothing is said'}{total}")

    print("\nThe plan, in million USD:")
    sums = {}
    for row in ps.read_table(plan_path, numbers=["amount", "usd_per_unit"]):
        written = f"{row['amount']:g} million {row['currency']}"
        if row["usd_per_unit"] is None:
            print(f"  {row['year']}: {written}: not counted, no rate is given")
            continue
        amount = row["amount"] * row["usd_per_unit"]
        parts = {
            share["holder"]: amount * share["percentage"] / 100
            for share in held_in(model, row["year"], scenario)
        }
        told = ", ".join(f"{who} {part:.2f}" for who, part in parts.items())
        print(f"  {row['year']}: {written} are {amount:.1f}: {told}")
        for who, part in parts.items():
            sums[who] = sums.get(who, 0) + part
    print("  all: " + ", ".join(f"{who} {part:.2f}" for who, part in sums.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
