"""Can this folder be published without errors that others will quote? What a data publisher runs before the release.

    python before_publishing.py FOLDER MAPPING.json

FOLDER holds a register (register.json), a table of flows (flows.csv) and a list of commitments (commitments.csv), whose
columns the mapping explains. Every finding has its file, line and column, and nothing is mended.
"""

import pathlib
import sys

import partnership as ps


def findings_of_flows(path):
    """Rows that cannot be read; the others are read all the same."""
    flows = ps.read_flows(path, "csv", most_bad_rows=None)
    for row in flows.problems:
        yield row["line"], row["column"], "error", f"'{row['cell']}': expected {row['expected']}"


def findings_of_list(path, mapping):
    """Cells that the mapping cannot take, in a model that is thrown away."""
    for row in ps.new().import_csv(path, mapping).report:
        yield row["line"], row["column"], row["severity"], row["message"]


def findings_of_register(path):
    for row in ps.validate(path):
        yield row["line"], row["column"], row["severity"], f"{row['message']} [{row['rule']}]"


def main(folder, mapping):
    folder = pathlib.Path(folder)
    errors = 0
    for name, findings in [
        ("register.json", findings_of_register(folder / "register.json")),
        ("flows.csv", findings_of_flows(folder / "flows.csv")),
        ("commitments.csv", findings_of_list(folder / "commitments.csv", mapping)),
    ]:
        for line, column, severity, message in findings:
            errors += severity == "error"
            print(f"{name}:{line}:{column}: {severity}: {message}")
    print(f"{errors} errors: this should not be published" if errors else "no errors")


if __name__ == "__main__":
    main(*sys.argv[1:])
