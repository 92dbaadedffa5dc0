"""The JSON Schema of the register format, held against what the reader takes and refuses."""

import json
import os
import re
from pathlib import Path

import partnership as ps
import pytest

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(os.environ.get("PSHIP_SOURCE_ROOT", Path(__file__).parents[2]))
SCHEMA = json.loads((ROOT / "docs" / "register.schema.json").read_text("utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA)

BAD = [
    [],
    {},
    {"partnership_register": 2},
    {"partnership_register": 1, "agreement": []},
    {"partnership_register": 1, "agreements": {}},
    {"partnership_register": 1, "agreements": [{"title": "no id"}]},
    {"partnership_register": 1, "agreements": [{"id": "two words"}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "kind": "agreement"}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "title": None}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "title": {"none": False}}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "title": {"value": "x", "none": True}}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "title": {"value": "x", "sauce": "s"}}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "acts": [{"date": "2025"}]}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "title": {"value": "x", "ended": {}}}]},
    {"partnership_register": 1, "entities": [{"id": "a"}]},
    {"partnership_register": 1, "properties": [{"name": "x", "type": "colour"}]},
    {"partnership_register": 1, "kinds": [{"name": "Two Words"}]},
    {"partnership_register": 1, "properties": [{"name": "source"}]},
    {"partnership_register": 1, "persons": [{"id": "a", "acts": []}]},
    {"partnership_register": 1, "persons": [{"id": "a", "milestones": []}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "assessments": []}]},
    {"partnership_register": 1, "commitments": [{"id": "a", "milestones": [{"due": "2025"}]}]},
    {"partnership_register": 1, "links": [{"id": "a", "kind": "link"}]},
    {"partnership_register": 1, "links": [{"id": "a", "estimates": [{"type": "dwell"}]}]},
    {"partnership_register": 1, "places": [{"id": "a", "transfers": [{"from_mode": "rail"}]}]},
    {"partnership_register": 1, "places": [{"id": "a", "dwell": True}]},
    {"partnership_register": 1, "entities": [{"id": "a", "kind": "project", "progress": True}]},
    {"partnership_register": 1, "persons": [{"id": "a", "source": []}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": 7}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": True}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "unit": "km"}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "type": "text"}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"none": True, "unit": "km"}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "rank": "best"}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "alias": [["x"]]}]},
    {"partnership_register": 1, "persons": [{"id": "a", "alias": {"value": "x", "ended": "2025"}}]},
    {"partnership_register": 1, "agreements": [{"id": "a", "binding": "yes"}]},
    {"partnership_register": 1, "figures": [{"id": "a", "value": {"value": 1, "unit": 2}}]},
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "retracted": {"until": "2025"}}}],
    },
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "ended": {"until": "2025", "from": ""}}}],
    },
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "last_confirmed": "2025-02"}}],
    },
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "corrects": {"values": "y"}}}],
    },
    {"partnership_register": 1, "entry": "x"},
    {"partnership_register": 1, "scenarios": [{"parent": "s"}]},
    {"partnership_register": 1, "scenarios": [{"name": "two words"}]},
    {"partnership_register": 1, "scenarios": [{"name": "s", "pinned": 1}]},
    {"partnership_register": 1, "properties": [{"name": "scenario"}]},
    {"partnership_register": 1, "persons": [{"id": "a", "scenario": 1}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "entry": 1}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "confirmed": {}}}]},
    {"partnership_register": 1, "persons": [{"id": "a", "name": {"value": "x", "masked": {}}}]},
    {
        "partnership_register": 1,
        "scenarios": [{"name": "s"}],
        "persons": [
            {"id": "a", "name": {"value": "x", "masked": {"scenario": "s", "source": None}}}
        ],
    },
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "instead": {"value": "y"}}}],
    },
    {
        "partnership_register": 1,
        "persons": [{"id": "a", "name": {"value": "x", "instead": "y"}}],
    },
]

# Everything that the format knows, in a register that is good.
GOOD = {
    "$schema": "register.schema.json",
    "partnership_register": 1,
    "title": "A register",
    "note": "With a little of everything.",
    "kinds": [{"name": "port", "parent": "place", "description": "A harbour"}],
    "properties": [
        {"name": "depth", "type": "number", "many": False, "of_kind": "port"},
        {"name": "owner_of_port", "type": "reference", "refers_to": "party"},
    ],
    "sources": [
        {"id": "s", "published": "2025-01-01"},
        {"id": "t", "published": {"unknown": True}},
    ],
    "parties": [{"id": "p"}, {"id": "q", "kind": "state", "source": ["s", "t"], "locator": "p. 1"}],
    "working_groups": [{"id": "w", "seats": [{"id": "w/1", "incumbent": "p", "capacity": "chair"}]}],
    "events": [
        {
            "id": "v",
            "decisions": [{"id": "v/1", "title": "To meet again"}],
            "delegations": [{"type": "guests", "on_behalf_of": "q", "delegate": "p"}],
        }
    ],
    "persons": [{"id": "h", "aliases": [{"type": "spelling", "name": "H.", "language": "en"}]}],
    "agreements": [
        {
            "id": "g",
            "source": "s",
            "binding": {"value": False, "source": None},
            "title": {"value": "x", "corrects": [{"value": "y"}, {"value": "z", "from": "2024"}]},
            "subject": {"value": "x", "corrects": {"none": True}, "reason": "r"},
            "acts": [
                {"type": "signature", "date": "2025-08~"},
                {"id": "a", "type": "ratification"},
            ],
        }
    ],
    "figures": [
        {
            "id": "f",
            "value": [
                1.5,
                "1.50",
                True,
                {"value": "+7", "unit": "km", "qualifier": "about", "certainty": "low"},
                {"value": "2025", "type": "date", "wording": "this year", "locator": "p. 2"},
            ],
            "measure": {
                "value": "x",
                "until": "..",
                "last_confirmed": "2025-01-31",
                "ended": [{"until": "", "source": "t", "retracted": {}}],
                "retracted": {"source": None, "retracted": [{"reason": "r"}]},
            },
        }
    ],
    "scenarios": [{"name": "w", "description": "What if?"}, {"name": "v", "parent": "w"}],
    "persons": [
        {
            "id": "x",
            "name": {
                "value": "x",
                "entry": "row 1",
                "confirmed": {"last_confirmed": "2025-02-01", "source": "t", "entry": "row 2"},
                "masked": {"scenario": "w", "reason": "r", "retracted": {}},
                "instead": [
                    {
                        "scenario": "w",
                        "value": "y",
                        "corrects": {"value": "z"},
                        "ended": {"until": "2025", "scenario": "v"},
                    },
                    {"scenario": "v", "none": True, "entry": None},
                ],
            },
            "alias": ["a", {"value": "b", "scenario": "w"}],
        },
        {"id": "only", "scenario": "w", "name": "n"},
    ],
    "commitments": [
        {
            "id": "c",
            "due": "3 months after signature of g",
            "milestones": [{"type": "draft", "due": "2025-06", "result": "met"}],
            "assessments": [
                {"type": "ours", "assessor": "p", "verdict": "met"},
                {"id": "theirs", "assessor": "q", "score": {"value": 41.5, "unit": "percent"}},
            ],
        }
    ],
    "places": [
        {
            "id": "quay",
            "kind": "seaport",
            "dwell": {"value": 24, "unit": "h"},
            "estimates": [{"measure": "dwell", "high": {"value": "48", "unit": "h"}}],
            "transfers": [{"type": "loading", "from_mode": "rail", "to_mode": "ferry"}],
        },
        {"id": "inland"},
    ],
    "links": [
        {
            "id": "line",
            "from_place": "quay",
            "to_place": "inland",
            "both_ways": True,
            "departure": ["Monday 10:30", "Friday 9:00"],
            "estimates": [{"id": "e", "measure": {"value": "length"}, "probability": 0.5}],
        }
    ],
    "transfers": [{"id": "anywhere", "from_mode": "rail", "to_mode": "road"}],
    "entities": [
        {"id": "l", "kind": "port", "depth": "12", "owner_of_port": "p"},
        {
            "id": "r",
            "kind": "project",
            "progress": [{"value": "45", "unit": "percent", "from": "2025-01"}, 50],
            "assessments": [{"type": "bank", "verdict": "on_track"}],
        },
    ],
}


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "azerbaijan-us").glob("*.json")))
def test_the_flagship_register_follows_it(path):
    CHECK.validate(json.loads(path.read_text("utf-8")))


def test_it_knows_the_properties_of_the_library():
    ours = {row["property"]: row["type"] for row in ps.new().properties()}
    said = SCHEMA["$defs"]["entry"]["properties"]
    nested = {
        "acts",
        "aliases",
        "assessments",
        "conditions",
        "decisions",
        "delegations",
        "estimates",
        "milestones",
        "seats",
        "transfers",
    }
    assert set(said) - nested - {"id", "source", "locator", "scenario"} == set(ours)
    values = {"any": "values", "boolean": "truths", "number": "numbers"}
    for name in set(ours) - {"kind"}:
        assert said[name] == {"$ref": "#/$defs/" + values.get(ours[name], "texts")}, name


def test_everything_at_once_follows_it_and_is_read(tmp_path):
    CHECK.validate(GOOD)
    (tmp_path / "good.json").write_text(json.dumps(GOOD), "utf-8")
    with ps.open(tmp_path / "good.json") as model:
        model.write_json(tmp_path / "again.json")
    CHECK.validate(json.loads((tmp_path / "again.json").read_text("utf-8")))


def test_what_the_library_writes_follows_it(tmp_path):
    ps.open(ROOT / "examples" / "azerbaijan-us").write_json(tmp_path / "all.json")
    CHECK.validate(json.loads((tmp_path / "all.json").read_text("utf-8")))


def test_the_examples_of_the_page_follow_it_and_are_read(tmp_path):
    page = (ROOT / "docs" / "register-format.md").read_text("utf-8")
    whole, entry, layered = re.findall(r"^```json\n(.*?)^```", page, flags=re.M | re.S)
    CHECK.validate(json.loads(whole))
    (tmp_path / "1.json").write_text(whole, "utf-8")
    added = {
        "partnership_register": 1,
        "scenarios": [{"name": "no-charter"}],
        "parties": [json.loads(entry)],
        "entities": [json.loads(layered)],
    }
    CHECK.validate(added)
    (tmp_path / "2.json").write_text(json.dumps(added), "utf-8")
    view = ps.open(tmp_path).view(as_of="2026-03-20")
    assert view.agreement_status("charter") == "signed"
    assert view.value("company", "name").value == "Company"
    assert view.value("company", "description").value == "A joint venture"
    assert view.value("charter-signed", "name").value == "Signed"


@pytest.mark.parametrize("register", BAD, ids=lambda register: json.dumps(register)[:60])
def test_what_it_refuses_the_reader_refuses_too(register, tmp_path):
    assert not CHECK.is_valid(register)
    (tmp_path / "bad.json").write_text(json.dumps(register), "utf-8")
    with pytest.raises(ps.RegisterError):
        ps.open(tmp_path / "bad.json")
