"""Is a project slipping, and when would it really finish? A chart and a table for a planner or a lender.

    python slippage.py REGISTER PROJECT DAY
"""

import datetime
import sys

import partnership as ps

WIDTH = 50  # of the bar that stands for 100 percent


def main(register, project, day):
    model = ps.open(register)
    view = model.view(as_of=day)

    print(f"{project}, progress as of {day}:")
    for row in view.progress(project):
        done = row["progress"]
        bar = "#" * round(done / 100 * WIDTH)
        pace = "" if row["pace"] is None else f"  {row['pace']:.1f} points a year"
        said = f"{row['qualifier'] or '':4} {done:3.0f} %"
        print(f"  {row['from'] or 'no day':10} |{bar:{WIDTH}}| {said}{pace}")

    print("\nWhat was promised:")
    for row in view.project_slippage(project):
        said = f"said on {row['published']}" if row["published"] else "on a day that is not known"
        late = f"{row['slip']} days after the first promise ({row['slipped']})"
        print(f"  {said}: by {row['finish']}" + (f", {late}" if row["slip"] else ""))

    print("\nIf it goes on as it has:")
    for row in view.forecast(project):
        last = row["finish_latest"] or "nobody can say"
        print(f"  {row['method']:15} {row['finish']}, between {row['finish_earliest']} and {last}")
        if row["reason"]:
            print(f"  {'':15} {row['reason']}")

    # What the first method said at the end of each year, from what had been published by then.
    print("\nThe same, as it could be known at the time:")
    for year in range(2023, datetime.date.fromisoformat(day).year):
        then = f"{year}-12-31"
        row = model.view(as_of=then, published_by=then).forecast(project)[0]
        said = row["finish"] or row["reason"]
        print(f"  {then}: {row['points']} points, {said}; promised for {row['promised']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
