"""What are the monthly flows behind releases that total the year so far?

    python months.py RELEASES.csv [PUBLISHED_BY]

Each month with the bounds that rounding leaves; months that no release tells apart are gaps, never zeros; figures that
a newer one cannot be true beside are superseded. With a day, only what had been published by it.
"""

import sys

import partnership as ps


def main(path, published_by=None):
    months = ps.months_from_ytd(ps.read_table(path), published_by=published_by)
    series, gap = None, None
    for row in months:
        if row["series"] != series:
            series = row["series"]
            print(f"{series}, {row['unit']}:")
        if row["status"] == "gap":
            # One line for months that are known together only.
            if (series, row["within"]) != gap:
                gap = (series, row["within"])
                told = f"{row['within']:16} {row['within_value']:>8.1f}"
                print(f"  {told}  together; nobody tells them apart")
            continue
        bounds = f"{row['low']:.2f} to {row['high']:.2f}"
        told = f"{row['month']:16} {row['value']:>8.1f}"
        print(f"  {told}  {row['status']}, {bounds} ({row['source']})")


if __name__ == "__main__":
    main(*sys.argv[1:])
