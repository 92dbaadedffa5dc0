"""Where is the bottleneck, year by year, and what is each upgrade worth?

    bottleneck.py REGISTER

How much can get from Xi'an to Istanbul, and to Türkiye and the Black Sea, by the Middle Corridor; what holds it back; and
how much more it would be with one upgrade after another.
"""

import sys

import partnership as ps

WEST = ("istanbul", "mersin", "poti", "batumi")
KARS = [("link", link, 17e6) for link in ("akhalkalaki-kars", "tbilisi-akhalkalaki")]
CROSSING = [("link", "aktau-alat", 10e6)]
# What sources plan or name: part, element, tonnes a year.
UPGRADES = (
    ("Baku-Tbilisi-Kars as designed for 2034", KARS),
    ("the crossing from Aktau as TITR wants it in 2027", CROSSING),
    ("that crossing and the second phase of Alat", [*CROSSING, ("place", "alat", 25e6)]),
)


def ask(network: ps.Network, destinations: str | tuple[str, ...]) -> tuple[float, str]:
    """Million tonnes a year, and what holds them back."""
    flow = network.max_flow("xian", destinations)
    return flow.result / 1e6, ", ".join(row["element"] for row in flow.cut())


def main(register: str) -> None:
    """Print all of it."""
    model = ps.open(register)

    def network(year: int, scenario: str | None = None) -> ps.Network:
        view = model.view(as_of=f"{year}-12-31", scenario=scenario)
        return view.network(corridor="middle-corridor")

    print("From Xi'an to Istanbul, million tonnes a year:")
    for year in range(2023, 2031):
        carried, held = ask(network(year), "istanbul")
        print(f"  {year}  {carried:5.1f}  {held}")
    for destinations, name in (("istanbul", "Istanbul"), (WEST, "Türkiye and the Black Sea")):
        for scenario in (None, "tripp-open"):
            base = network(2026, scenario)
            carried, held = ask(base, destinations)
            print(f"\nTo {name} in 2026{', with TRIPP' if scenario else ''}: {carried:.1f}  {held}")
            for what, wider in UPGRADES:
                steps = [("set", part, id_, "capacity_t", tonnes) for part, id_, tonnes in wider]
                more, held = ask(base.change(steps), destinations)
                print(f"  {more - carried:+5.1f}  {what}; then {held}")



if __name__ == "__main__":
    main(*sys.argv[1:])
