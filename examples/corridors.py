"""What would TRIPP change, and does that depend on what nobody knows yet?

    corridors.py REGISTER DAY

The network of a register on a day, and the same with the scenario "tripp-open": the best routes from Xi'an, routes to Prague
that have little in common, and how many days TRIPP saves when one number after another is the least or the most that it
may be.
"""

import sys

import partnership as ps

MODES = ("rail", "ferry", "sea")  # boxes take no pipeline
PLACES = ("istanbul", "mersin", "poti", "batumi", "constanta")


def days(network: ps.Network, destination: str) -> float:
    """How long the quickest way from Xi'an takes."""
    return float(network.routes("xian", destination).routes["time_h"][0]) / 24


def altered(network: ps.Network, row: dict[str, object], value: float) -> ps.Network:
    """The network with another number, where it has it at all."""
    try:
        return network.change([("set", row["part"], row["element"], row["attribute"], value)])
    except ps.NotFoundError:
        return network


def print_routes(network: ps.Network) -> None:
    """Routes to Prague that share at most a third of their time, by what they take."""
    found = network.routes("xian", "prague", k=3, max_overlap=0.3)
    for route in found.routes:
        ways = [
            leg["element"]
            for leg in found.legs
            if leg["route"] == route["route"] and leg["part"] == "link"
        ]
        print(
            f"  {route['time_h'] / 24:5.1f} days  {route['length_km']:7.0f} km"
            f"  {route['cost']:6.1f} USD  {route['tank_to_wheel_g'] / 1000:5.1f} kg CO2e"
            f"  {len(ways)} links: {ways[0]} ... {ways[-1]}"
        )


def print_sensitivity(today: ps.Network, tripp: ps.Network) -> None:
    """What TRIPP saves to Istanbul, where a number is the least or the most that it may be."""
    for row in tripp.sources():
        if row["low"] is None or row["high"] is None or row["element"].endswith(" back"):
            continue
        saved = [
            days(altered(today, row, value), "istanbul")
            - days(altered(tripp, row, value), "istanbul")
            for value in (row["low"], row["high"])
        ]
        if abs(saved[0] - saved[1]) >= 0.05:
            print(
                f"  {row['element']} {row['attribute']} {row['low']:g} ... {row['high']:g}:"
                f" {saved[0]:.1f} ... {saved[1]:.1f} days"
                f"{', assumed' if row['assumed'] else ''}"
            )


def main(register: str, day: str) -> None:
    """Print all of it."""
    model = ps.open(register)
    today = model.view(as_of=day).network(modes=MODES)
    tripp = model.view(as_of=day, scenario="tripp-open").network(modes=MODES)
    print("From Xi'an, in days, as it is and with TRIPP:")
    for place in PLACES:
        print(f"  {place:10} {days(today, place):5.1f} {days(tripp, place):5.1f}")
    print("\nTo Prague, by routes that have little in common, a tonne:")
    print_routes(today)
    # Of the Middle Corridor alone: the Northern one does not depend on these numbers.
    today = model.view(as_of=day).network(corridor="middle-corridor")
    tripp = model.view(as_of=day, scenario="tripp-open").network(corridor="middle-corridor")
    saved = days(today, "istanbul") - days(tripp, "istanbul")
    print(f"\nTRIPP saves {saved:.1f} days to Istanbul, or:")
    print_sensitivity(today, tripp)


if __name__ == "__main__":
    main(*sys.argv[1:])
