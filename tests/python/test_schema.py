"""The JSON Schema of the register format, held against registers that the reader takes and refuses."""

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
]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "azerbaijan-us").glob("*.json")))
def test_the_flagship_register_follows_it(path):
    CHECK.validate(json.loads(path.read_text("utf-8")))


def test_what_the_library_writes_follows_it(tmp_path):
    ps.open(ROOT / "examples" / "azerbaijan-us").write_json(tmp_path / "all.json")
    CHECK.validate(json.loads((tmp_path / "all.json").read_text("utf-8")))


def test_the_example_of_the_page_follows_it_and_is_read(tmp_path):
    page = (ROOT / "docs" / "register-format.md").read_text("utf-8")
    text = re.search(r"^```json\n(.*?)^```", page, flags=re.M | re.S).group(1)
    CHECK.validate(json.loads(text))
    (tmp_path / "page.json").write_text(text, "utf-8")
    model = ps.open(tmp_path / "page.json")
    assert model.view(as_of="2026-03-20").agreement_status("charter") == "signed"


@pytest.mark.parametrize("register", BAD, ids=lambda register: json.dumps(register)[:60])
def test_what_it_refuses_the_reader_refuses_too(register, tmp_path):
    assert not CHECK.is_valid(register)
    (tmp_path / "bad.json").write_text(json.dumps(register), "utf-8")
    with pytest.raises(ps.RegisterError):
        ps.open(tmp_path / "bad.json")
