"""Instruments: what is in force, what hangs together with what, what could be signed.

    python instruments.py REGISTER
"""

import sys

import partnership as ps

CHARTER = "strategic-partnership-charter"


def main(register):
    model = ps.open(register)

    # What is in force on a day, since when, and why?
    print("In force on 2026-05-20:")
    for row in model.view("2026-05-20").force(in_force=True):
        if row["party"] is None:
            print(f"  {row['agreement']}: {row['reason']}")

    # And the charter? It is signed; nobody has said that it is in force, or when it would be.
    row = model.view("2026-05-20").force(CHARTER)[0]
    print(f"\n{CHARTER}: in force: {row['in_force']}; lacking: {row['lacking']}")

    # Could it be signed, and what was it waiting for?
    print("\nCould the charter be signed?")
    for day in ("2025-08-01", "2025-08-08", "2026-02-11"):
        for row in model.view(day).readiness():
            if row["agreement"] == CHARTER:
                print(f"  {day}: {row['state']}; {row['needs']} is {row['needs_status']}")

    # What hangs together with it?
    print("\nAround the charter and its memorandum:")
    around = {CHARTER, "strategic-working-group-mou"}
    for row in model.view("2026-05-20").agreement_graph():
        if around & {row["from"], row["to"]}:
            print(f"  {row['from']} --{row['relation']}--> {row['to']}")

    # What if it enters into force on signature? A scenario, not a fact.
    with model.transaction() as tx:
        tx.define_scenario("on-signature", description="in force on signature, for five years")
    with model.transaction(scenario="on-signature") as tx:
        tx.condition("c/entry", agreement=CHARTER, type="entry_into_force", basis="on_signature")
        tx.condition("c/term", agreement=CHARTER, type="term", duration="5 years")
    print("\nIf it were in force on signature, for five years:")
    for day in ("2026-02-09", "2026-02-10", "2031-02-10"):
        row = model.view(day, scenario="on-signature").force(CHARTER)[0]
        print(f"  {day}: {row['in_force']}; {row['reason']}")

    # Whose anniversary is near?
    print("\nRound anniversaries of 2026:")
    for row in model.view("2026-01-01").anniversaries("2026-01-01", "2026-12-31"):
        if row["round"]:
            print(f"  {row['anniversary']}: {row['title']}, {row['years']} years")


if __name__ == "__main__":
    main(*sys.argv[1:])
