"""What is claimed, by whom, and do the sources contradict each other? The questions of an editor.

    python claims.py REGISTER
"""

import sys

import partnership as ps


def said(row):
    """A value as its source states it."""
    return " ".join(row[part] for part in ("qualifier", "value", "unit") if row[part])


def main(register):
    model = ps.open(register)
    view = model.view(as_of="2026-05-20")

    print("Trade of Azerbaijan and the United States, claim by claim:")
    for row in view.figure_claims():
        if row["measure"].startswith("Trade in goods"):
            print(f"  {row['period']}  {said(row)}: {row['verdict']}  [{row['publisher'] or row['source']}]")

    print("\nSources that exclude each other, the best value and why it is the best:")
    for row in view.figure_conflicts():
        print(f"  {row['measure']}: {said(row)} ({row['rule']}, {row['source']})")
        print(f"    {row['because']}")

    print("\nNot comparable, although the words are the same:")
    for row in view.figure_comparison():
        if row["verdict"] == "not_comparable" and "United States to" in row["measure"]:
            print(f"  {said(row)} in {row['period']}, {row['definition']}; {row['because']}")

    # Whoever trusts the agency more sees another best value, and the rule that made it so.
    trusting = model.view(as_of="2026-05-20", preferred_sources=["article-b"])
    print("\nThe same with the article preferred:")
    for row in trusting.figure_comparison():
        if row["figure"] == "trade-2025-01-11":
            print(f"  {said(row)} ({row['rule']}); others: {row['others']}")

    counts = {}
    for row in view.figure_unread():
        counts[row["what"], row["because"]] = counts.get((row["what"], row["because"]), 0) + 1
    print("\nNot understood as a number for a period:")
    for (what, because), count in sorted(counts.items()):
        print(f"  {what} {because}: {count}")


if __name__ == "__main__":
    main(*sys.argv[1:])
