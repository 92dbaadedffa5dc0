"""Which commitments are overdue, and who owns them? A desk officer's list, asked on a day.

    python overdue.py COMMITMENTS.csv MAPPING.json DAY

The mapping says what the columns mean. A due date may be a day, a month, or a rule such as "3 months after
signature of charter"; who owes something together with others owes it as well.
"""

import sys

import partnership as ps


def main(path, mapping, day):
    model = ps.new()
    with model.transaction(actor="desk") as tx:
        tx.agreement("charter", title="Charter")
        tx.act("charter/signature", agreement="charter", type="signature", date="2026-02-10")
    done = model.import_csv(path, mapping)

    print("Not taken, and why:")
    for row in done.report:
        print(f"  line {row['line']}, column {row['column']}: {row['message']}")

    view = model.view(as_of=day)
    print(f"\nOverdue on {day}, by owner:")
    for row in view.overdue():
        print(f"  {row['days_overdue']:>3} days  {row['owner_name']}: {row['text']}")
        print(f"            due {row['due']}, says {row['source']}")

    print("\nAll of them:")
    for row in view.commitments():
        print(f"  {row['status']:9}  {row['due'] or 'no day':10}  {row['id']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
