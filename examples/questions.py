"""Questions to the register of a partnership, as of several days.

    python questions.py REGISTER
"""

import sys

import partnership as ps

CHARTER = "strategic-partnership-charter"


def main(register):
    model = ps.open(register)

    # What is the status of the charter, and what could be known of it at the time?
    for as_of, published_by in [
        ("2026-01-15", None),
        ("2026-02-11", None),
        ("2026-02-11", "2026-01-15"),
    ]:
        view = model.view(as_of=as_of, published_by=published_by)
        known = f", as published by {published_by}" if published_by else ""
        print(f"On {as_of}{known}: {view.agreement_status(CHARTER)}")

    # What is overdue, for how long, and who owes it?
    view = model.view(as_of="2026-05-20")
    print("\nOverdue on 2026-05-20:")
    for row in view.commitments(overdue=True):
        print(f"  {row['days_overdue']:>4} days  {row['text']} ({row['owner']})")

    # Which day was the charter signed, who says so, and who says otherwise?
    print("\nThe day of the signature:")
    for row in view.explain(f"{CHARTER}/signature", "date"):
        print(f"  {row['value']}  {row['outcome']}: {row['publisher']}")

    # Somebody tells us that the lists were adopted; the view from before does not know it.
    with model.transaction(actor="desk", note="heard in a meeting") as tx:
        tx.assert_("charter-project-lists", "fulfilled", "2026-05-18")
    after = model.view(as_of="2026-05-20")
    print("\nOverdue before and after the news:", end=" ")
    print(len(view.commitments(overdue=True)), len(after.commitments(overdue=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
