"""Imports: presets against the files themselves, read here with Python's csv module.

The excerpts in examples/agreements are always there. The whole lists are looked for where
PARTNERSHIP_AGREEMENTS says, or in ../shared/data/agreements beside the source.
"""

import collections
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import partnership as ps
import pytest

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
EXCERPTS = ROOT / "examples" / "agreements"
WHOLE = Path(
    os.environ.get(
        "PARTNERSHIP_AGREEMENTS", ROOT.resolve().parent / "shared" / "data" / "agreements"
    )
)
MARKS = {
    "": "ratification",
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive_signature",
    "c": "formal_confirmation",
    "P": "consent_to_be_bound",
}


@pytest.fixture(params=["excerpts", "whole"])
def lists(request):
    """The folder of the lists."""
    if request.param == "excerpts":
        return EXCERPTS
    if not (WHOLE / "DESTA.csv").exists():
        pytest.skip("the whole lists are not here: PARTNERSHIP_AGREEMENTS says where they are")
    return WHOLE


def read(path, separator=","):
    """The rows of a table as dicts."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def imported(path, mapping, model=None):
    model = model or ps.new()
    return model, model.import_csv(path, mapping=mapping)


def told(model, name):
    """Pairs of subject and value of a property."""
    return {
        (row["subject"], row["value"]) for row in model.statements() if row["property"] == name
    }


TAKEN = {"not_in_table", "duplicate_key", "out_of_order"}  # rules of what is taken all the same


def check_cells(done, tables, lists_repeat=False):
    """Every cell is taken, empty or left, and those that are left are the ones in the report.

    lists_repeat: values repeat within one cell, which is then taken as a whole.
    """
    cells = {row["what"]: row["count"] for row in done.summary if row["name"] is None}
    assert cells["rows"] == sum(map(len, tables))
    assert cells["cells"] == sum(len(rows) * len(rows[0]) for rows in tables if rows)
    assert cells["cells"] == cells["cells_taken"] + cells["cells_empty"] + cells["cells_left"]
    taken = TAKEN | ({"repeated_value"} if lists_repeat else set())
    left = {
        (row["file"], row["line"], row["column"])
        for row in done.report
        if row["rule"] not in taken
    }
    assert len(left) == cells["cells_left"]
    return cells


def check_again(model, path, mapping):
    """A second time adds nothing, and reports the same."""
    count = model.statement_count
    again = model.import_csv(path, mapping=mapping)
    assert (model.statement_count, again.added) == (count, 0)
    return again


# ---- DESTA


def members(row):
    """Codes and types of membership of a row."""
    return [
        (row[f"c{i}"], row[f"mc{i}"]) for i in range(1, 92) if row[f"c{i}"] not in ("", "NA")
    ]


def test_desta_reconciles(lists):
    rows = read(lists / "DESTA.csv", ";")
    model, done = imported(lists / "DESTA.csv", "desta")
    check_cells(done, [rows])
    kinds = collections.Counter(row["entry_type"] for row in rows)
    own = [r for r in rows if r["entry_type"] not in ("accession", "withdrawal")]
    changes = [r for r in rows if r["entry_type"] in ("accession", "withdrawal")]
    bases = {f"desta-{r['base_treaty']}" for r in rows}
    agreements = {f"desta-{r['number']}" for r in own} | bases
    assert done.count("entity", "agreement") == len(agreements)
    assert {r["subject"] for r in model.statements() if r["value"] == "agreement"} == agreements
    expected = {
        "signature": sum(r["year"] != "NA" for r in own),
        "entry_into_force": sum(r["entryforceyear"] != "NA" for r in own),
        "accession": kinds["accession"],
        "withdrawal": kinds["withdrawal"],
        "negotiation_opening": kinds["negotiation"],
    }
    for name, count in expected.items():
        assert done.count("act", name) == count, name
    assert done.count("act") == sum(expected.values())
    # Parties of the agreements, and those that acceded or withdrew, code by code.
    numbers = party_numbers()
    parties = {
        (f"desta-{r['number']}", numbers[code]) for r in own for code, _ in members(r)
    }
    acting = set()
    for row in changes:
        flag = "2" if row["mc1"] == "3" else "1"
        acting |= {
            (f"desta-{row['number']}", numbers[code]) for code, m in members(row) if m == flag
        }
    assert told(model, "party") == parties | acting
    assert done.count("statement", "party") == len(parties | acting)
    assert told(model, "consolidates") == {
        (f"desta-{r['number']}", f"desta-{r['base_treaty']}")
        for r in own
        if r["entry_type"] == "consolidated"
    }
    assert told(model, "part_of") == {
        (f"desta-{r['number']}", f"desta-{r['base_treaty']}")
        for r in own
        if r["entry_type"] != "consolidated" and r["number"] != r["base_treaty"]
    }
    again = check_again(model, lists / "DESTA.csv", "desta")
    assert len(again.report) == len(done.report)


def party_table():
    """The rows of the table of parties that comes along."""
    path = ROOT / "lib" / "adapters" / "presets" / "parties.json"
    return json.loads(path.read_text("utf-8"))["tables"]["parties"]["rows"]


def party_numbers():
    """Ids of parties by their ISO 3166 numbers."""
    return {row["number"]: row["id"] for row in party_table() if "number" in row}


def test_desta_dates_have_the_precision_of_the_list():
    model, _ = imported(EXCERPTS / "DESTA.csv", "desta")
    acts = {row["type"]: row for row in model.view(as_of="2003-07-01").acts("desta-466")}
    assert acts["signature"]["date"] == "2002"
    assert (acts["signature"]["done"], acts["entry_into_force"]["done"]) == ("certain", "possible")
    view = model.view(as_of="2010-01-01")
    assert view.agreement_status("desta-371") == "in_force"
    accession = next(row for row in view.acts("desta-243") if row["type"] == "accession")
    assert (accession["parties"], accession["effect_date"]) == ("libya", "1998")


def test_desta_reports_what_is_odd_and_keeps_it(lists):
    rows = read(lists / "DESTA.csv", ";")
    model, done = imported(lists / "DESTA.csv", "desta")
    early = {
        r["number"]
        for r in rows
        if "NA" not in (r["year"], r["entryforceyear"]) and r["entryforceyear"] < r["year"]
    }
    lines = {row["number"]: line for line, row in enumerate(rows, 2)}
    reported = {
        row["line"]
        for row in done.report
        if row["rule"] == "out_of_order" and row["name"] == "entryforceyear"
    }
    assert reported == {lines[number] for number in early}
    acts = {row["act"]: row["date"] for row in model.view().acts("desta-419")}
    assert acts == {"desta-419/signature": "1986", "desta-419/entry_into_force": "1974"}


# ---- GPTAD


def slug(text):
    """As the presets make ids of names; enough for those that occur."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.replace("\u2019", " ")).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")


def day(text):
    """MM/DD/YYYY as ISO, or None."""
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    return found and f"{found[3]}-{found[1]}-{found[2]}"


def test_gptad_reconciles(lists):
    rows = read(lists / "GPTAD.csv")
    model, done = imported(lists / "GPTAD.csv", "gptad")
    cells = check_cells(done, [rows], lists_repeat=True)
    assert cells["cells_left"] == 0
    assert done.count("entity", "agreement") == len(rows)
    signed = [day(row["Date.of.Signature"]) for row in rows]
    force = [day(row["Date.of.Entry.into.Force"]) for row in rows]
    assert done.count("act", "signature") == sum(map(bool, signed))
    assert done.count("act", "entry_into_force") == sum(map(bool, force))
    # Every row is an agreement of its own, in the order of the file, with its days.
    seen = collections.Counter()
    dates = set()
    for row, first, second in zip(rows, signed, force):
        base = "gptad-" + slug(row["Common.Name"])
        seen[base] += 1
        name = base if seen[base] == 1 else f"{base}#{seen[base]}"
        dates |= {(f"{name}/signature", first)} if first else set()
        dates |= {(f"{name}/entry_into_force", second)} if second else set()
    assert told(model, "date") == dates
    repeated = [row["line"] for row in done.report if row["rule"] == "duplicate_key"]
    assert len(repeated) == sum(count - 1 for count in seen.values())
    early = sum(bool(a and b and b < a) for a, b in zip(signed, force))
    assert sum(row["rule"] == "out_of_order" for row in done.report) == early
    check_again(model, lists / "GPTAD.csv", "gptad")


def cut(piece, known):
    """A piece of several names, cut where that makes all of it known."""
    if slug(piece) in known:
        return [known[slug(piece)]]
    if piece.startswith("and "):
        return cut(piece[4:], known)
    for separator in (" and ", " - ", " "):
        for match in re.finditer(re.escape(separator), piece):
            left, right = piece[: match.start()], piece[match.end() :]
            rest = cut(right, known) if slug(left) in known else None
            if rest:
                return [known[slug(left)], *rest]
    return None


def test_gptad_members_reconcile(lists):
    rows = read(lists / "GPTAD.csv")
    model, done = imported(lists / "GPTAD.csv", "gptad")
    known = {
        slug(name): row["id"]
        for row in party_table()
        for name in [row["name"], *row.get("also", []), *row.get("in_gptad", [])]
    }
    expected, strangers, seen = set(), set(), collections.Counter()
    for row in rows:
        base = "gptad-" + slug(row["Common.Name"])
        seen[base] += 1
        name = base if seen[base] == 1 else f"{base}#{seen[base]}"
        text = row["Membership"].replace("\\r\\n", " ")
        text = text.replace("Virgin Islands, British", "British Virgin Islands")
        text = text.replace("Falkland Islands (Islas Malvinas)", "Falkland Islands")
        for piece in filter(None, (p.strip() for p in re.split("[,;()]", text))):
            found = cut(piece, known)
            strangers |= set() if found else {slug(piece)}
            expected |= {(name, party) for party in found or [slug(piece)]}
    assert told(model, "party") == expected
    assert done.count("statement", "party") == len(expected)
    assert sum(row["rule"] == "not_in_table" for row in done.report) == len(strangers)


def test_members_keep_their_wording():
    model, _ = imported(EXCERPTS / "GPTAD.csv", "gptad")
    said = {
        row["value"]: row["wording"]
        for row in model.statements()
        if row["subject"] == "gptad-cemac" and row["property"] == "party"
    }
    assert said["cameroon"] == "Cameroun"
    assert said["chad"] == "Tchad"
    names = {row["id"]: row["name"] for row in model.view().parties()}
    assert names["chad"] == "Chad"


# ---- the United Nations Treaty Collection


def untc_acts(folder):
    """Acts of every table: (file, participant, type, date as written)."""
    for path in sorted(folder.glob("*-*.csv")):
        for row in read(path):
            for name, cell in row.items():
                found = re.fullmatch(r"(\d+ \w+ \d{4})\s*(\w*)", cell or "")
                if not found or name == "Participant":
                    continue
                if name == "Signature" or name.startswith("Signature by"):
                    yield path.stem, row["Participant"], "signature", found[1]
                elif name.startswith("Participation in "):
                    yield path.stem, row["Participant"], "consent_to_be_bound", found[1]
                elif re.search(r"Ratification|\((a|A|AA|d|s|c|P)\)", name):
                    yield path.stem, row["Participant"], MARKS[found[2]], found[1]


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def test_untc_reconciles(lists):
    tables = {path.stem: read(path) for path in sorted((lists / "untc").glob("*-*.csv"))}
    model, done = imported(lists / "untc", "untc")
    check_cells(done, list(tables.values()))
    assert {row["rule"] for row in done.report} <= {"not_taken", "out_of_order"}
    assert done.count("entity", "agreement") == len(tables)
    acts = list(untc_acts(lists / "untc"))
    for name, count in collections.Counter(act[2] for act in acts).items():
        assert done.count("act", name) == count, name
    assert done.count("act") == len(acts)
    known = {
        slug(name): row["id"] for row in party_table() for name in [row["name"], *row.get("also", [])]
    }
    parties = {
        (f"un-treaty-{treaty}", known.get(slug(row["Participant"]), slug(row["Participant"])))
        for treaty, rows in tables.items()
        for row in rows
    }
    assert {pair for pair in told(model, "party") if "/" not in pair[0]} == parties
    types = {(f"un-treaty-{treaty}/{kind}/{slug(who)}", kind) for treaty, who, kind, _ in acts}
    assert told(model, "type") == types
    dates = {
        (
            f"un-treaty-{treaty}/{kind}/{slug(who)}",
            "{2}-{1:02}-{0:02}".format(
                int(date.split()[0]), MONTHS.index(date.split()[1][:3]) + 1, date.split()[2]
            ),
        )
        for treaty, who, kind, date in acts
    }
    assert told(model, "date") == dates
    check_again(model, lists / "untc", "untc")


def test_untc_titles_come_with_the_index(lists):
    rows = read(lists / "untc" / "index.csv")
    model, done = imported(lists / "untc" / "index.csv", "untc-index")
    cells = check_cells(done, [rows])
    assert cells["cells_left"] == 0
    assert done.count("entity", "agreement") == len(rows)
    model.import_csv(lists / "untc", mapping="untc")
    titles = {row["id"]: row["title"] for row in model.view().agreements()}
    for path in (lists / "untc").glob("*-*.csv"):
        assert titles[f"un-treaty-{path.stem}"], path
    check_again(model, lists / "untc" / "index.csv", "untc-index")


# ---- two lists of the same agreements


def test_merged_lists_conflict_on_their_dates(lists):
    model, _ = imported(lists / "DESTA.csv", "desta")
    model.import_csv(lists / "GPTAD.csv", mapping="gptad")
    merged = {"GUUAM": "466", "Economic Cooperation Organization": "371"}
    with model.transaction() as tx:
        for name, number in merged.items():
            tx.merge(f"gptad-{slug(name)}", f"desta-{number}", reason="one agreement in two lists")
    first = {row["number"]: row for row in read(lists / "DESTA.csv", ";")}
    second = {row["Common.Name"]: row for row in read(lists / "GPTAD.csv")}
    expected = set()
    for name, number in merged.items():
        one, other = first[number], second[name]
        for act, year, date in (
            ("signature", "year", "Date.of.Signature"),
            ("entry_into_force", "entryforceyear", "Date.of.Entry.into.Force"),
        ):
            stated = day(other[date])
            if stated and one[year] != "NA" and stated[:4] != one[year]:
                expected |= {
                    (f"desta-{number}", act, "desta", one[year]),
                    (f"desta-{number}", act, "gptad", stated),
                }
    conflicts = {
        (row["canonical"], row["act"], row["source"], row["value"])
        for row in model.view().merge_conflicts()
        if row["act"] is not None
    }
    assert conflicts == expected
    assert ("desta-371", "entry_into_force", "gptad", "1992-02-17") in conflicts
    assert ("desta-466", "signature", "desta", "2002") in conflicts
    # The signatures of ECO are compatible: a day of 2003 and the year.
    assert not any(row[:2] == ("desta-371", "signature") for row in conflicts)


# ---- the calls


SMALL = {
    "partnership_mapping": 1,
    "entities": [{"kind": "agreement", "id": "{id}", "statements": {"title": "{title}"}}],
}


def test_an_import_is_one_transaction_with_a_note(tmp_path):
    (tmp_path / "t.csv").write_text("id,title,more\na,One,x\n")
    model = ps.new()
    done = model.import_csv(tmp_path / "t.csv", mapping=json.dumps(SMALL), actor="me")
    assert (done.added, done.count("rows"), len(done.report)) == (2, 1, 1)
    assert "1 rows, 2 statements added, 1 lines" in repr(done)
    report, summary = done
    assert report.columns == [
        "file", "line", "column", "name", "cell", "rule", "severity", "message",
    ]  # fmt: skip
    assert summary.columns == ["what", "name", "count", "added"]
    row = model.transactions()[0]
    assert (row["actor"], row["note"]) == ("me", str(tmp_path / "t.csv"))


def test_an_import_goes_where_the_transaction_records(tmp_path):
    (tmp_path / "t.csv").write_text("id,title\na,One\n")
    (tmp_path / "m.json").write_text(json.dumps(SMALL))
    model = ps.new()
    model.scenario("what-if")
    with model.transaction(scenario="what-if") as tx:
        tx.import_csv(tmp_path / "t.csv", tmp_path / "m.json")
    assert len(model.view().agreements()) == 0
    assert len(model.view(scenario="what-if").agreements()) == 1


def test_a_source_of_ones_own(tmp_path):
    (tmp_path / "t.csv").write_text("id,title\na,One\n")
    model = ps.new()
    with model.transaction() as tx:
        tx.source("mine", title="Mine")
    model.import_csv(tmp_path / "t.csv", json.dumps(SMALL), source="mine")
    assert model.view().agreements()[0]["source"] == "mine"
    with pytest.raises(ps.NotFoundError, match="nobody"):
        model.import_csv(tmp_path / "t.csv", json.dumps(SMALL), source="nobody")


def test_what_makes_no_sense_raises_with_its_place_and_records_nothing(tmp_path):
    (tmp_path / "t.csv").write_text('id,title\na,"One\n')
    model = ps.new()
    with pytest.raises(ps.ParseError, match="never closed") as caught:
        model.import_csv(tmp_path / "t.csv", mapping=json.dumps(SMALL))
    assert (caught.value.line, caught.value.column) == (2, 3)
    (tmp_path / "t.csv").write_text("id\na\n")
    with pytest.raises(ps.InvalidError, match="no column 'title'"):
        model.import_csv(tmp_path / "t.csv", mapping=json.dumps(SMALL))
    with pytest.raises(ps.NotFoundError, match="no preset"):
        model.import_csv(tmp_path / "t.csv", mapping="destra")
    assert model.transaction_count == 0


def test_presets_are_listed():
    assert [row["name"] for row in ps.import_presets()] == ["desta", "gptad", "untc", "untc-index"]


def test_a_rejected_statement_stays_rejected():
    model, _ = imported(EXCERPTS / "GPTAD.csv", "gptad")
    row = next(
        row for row in model.statements() if (row["subject"], row["property"]) == ("gptad-guuam/signature", "date")
    )  # fmt: skip
    with model.transaction() as tx:
        tx.retract(row["statement"], reason="that is the charter")
    check_again(model, EXCERPTS / "GPTAD.csv", "gptad")
    acts = {act["act"]: act["date"] for act in model.view().acts("gptad-guuam")}
    assert acts == {"gptad-guuam/signature": None}


def test_the_schema_of_mappings_holds_for_the_presets():
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "mapping.schema.json").read_text("utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    check.check_schema(schema)
    for path in (ROOT / "lib" / "adapters" / "presets").glob("*.json"):
        assert list(check.iter_errors(json.loads(path.read_text("utf-8")))) == [], path
    assert check.is_valid(SMALL)
    for wrong in (
        {},
        {"partnership_mapping": 2},
        {"partnership_mapping": 1, "entries": []},
        {"partnership_mapping": 1, "entities": [{"kind": "agreement"}]},
        {"partnership_mapping": 1, "entities": [{"kind": "a", "id": "b", "statements": {"t": {}}}]},
    ):
        assert not check.is_valid(wrong), wrong


@pytest.mark.parametrize(
    "form",
    ["YYYY", "EDTF", "D MMM YYYY", "MM/DD/YYYY", "YYYYMMDD", ["YYYY", "MM/YYYY"], "MMM, YYYY"]
    + ["DD/MM/YY", "DD YYYY", "YYYYYY", "YYYY YYYY", "", "MM", "MMMM YYYY", "D/D/M/YYYY", "DDD M YYYY"]
    + [["YYYY", "MM"], [], "M YYYY M", "EDTF YYYY", "edtf"],
)
def test_schema_and_library_agree_on_the_forms_of_dates(form, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "mapping.schema.json").read_text("utf-8"))
    mapping = {
        "partnership_mapping": 1,
        "entities": [
            {"kind": "event", "id": "{id}", "statements": {"date": {"value": "{d}", "date": form}}}
        ],
    }
    table = tmp_path / "t.csv"
    table.write_text("id,d\na,2020\n")
    try:
        ps.new().import_csv(table, mapping=json.dumps(mapping))
        taken = True
    except ps.Error:
        taken = False
    assert jsonschema.Draft202012Validator(schema).is_valid(mapping) == taken


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "partnership", *map(str, arguments)], capture_output=True, text=True
    )


def test_the_command_line_makes_a_model_and_goes_on_with_it(tmp_path):
    model, report = tmp_path / "list.pship", tmp_path / "report.csv"
    table = EXCERPTS / "GPTAD.csv"
    done = run("import", model, table, "--mapping", "gptad", "--report", report)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"rows: {len(read(table))}"
    assert "entity agreement: 12, 12 new" in lines
    listed = read(report)
    assert {row["rule"] for row in listed} >= {"duplicate_key", "out_of_order"}
    assert "report, warning: " + str(sum(r["severity"] == "warning" for r in listed)) in lines
    again = run("import", model, table, "--mapping", "gptad")
    assert "entity agreement: 12, 0 new" in again.stdout.splitlines()
    with ps.open(model, read_only=True) as opened:
        assert len(opened.transactions()) == 1
    wrong = run("import", model, tmp_path / "none.csv", "--mapping", "gptad")
    assert wrong.returncode == 1 and "none.csv" in wrong.stderr
