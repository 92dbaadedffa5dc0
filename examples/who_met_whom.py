"""Who met whom, what was agreed, what follows: the log of a chamber of commerce.

    python who_met_whom.py REGISTER

One name for each person, with aliases; the contacts across the two sides; what is open since.
"""

import sys

import partnership as ps

model = ps.open(sys.argv[1])
view = model.view(as_of="2026-05-20", holding="possible")

print("Who is who, where sources differ")
for row in view.merges():
    print(f"  {row['id']} is {row['canonical']} ({row['source']}): {row['reason'].split(';')[0]}")
for row in view.merge_conflicts():
    print(f"    {row['property']} by {row['source']}: {row['value']}")
for row in view.contested():
    if row["kind"] == "person" and row["property"] == "name":
        print(f"  {row['subject']} is {row['value']} by {row['source']}{' *' if row['picked'] else ''}")
seen = set()
for row in view.offices():
    if row["aliases"] and row["person"] not in seen:
        seen.add(row["person"])
        print(f"  {row['name']}, also {row['aliases']}")

print("\nWhom the Ministry of Economy met of the other side")
for row in view.contacts(who="ministry-of-economy", across_sides=True):
    if row["with_capacity"]:
        print(f"  {row['date']}  {row['who_name']} ({row['who_capacity']})")
        print(f"    {row['with_name']} ({row['with_capacity']}), {row['title']}")

print("\nWhat is open since, the longest overdue first")
late = sorted(view.follow_ups(), key=lambda row: -(row["days_overdue"] or 0))
for row in late[:6]:
    days = f"{row['days_overdue']} days late" if row["days_overdue"] else row["status"]
    print(f"  {days}: {row['text']}")
    print(f"    since {row['title']}, by {row['how']} {row['through']}; owed by {row['owner']}")
