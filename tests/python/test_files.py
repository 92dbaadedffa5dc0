"""Models in files: opening, saving, JSON, and what can go wrong."""

import json
import os

import partnership as ps
import pytest
from conftest import fill


def write(path, **sections):
    path.write_text(json.dumps({"partnership_register": 1, **sections}))
    return path


def test_a_saved_model_opens_with_everything(model, saved):
    with ps.open(saved) as again:
        assert again.statements() == model.statements()
        assert again.transactions() == model.transactions()
        assert again.view("2026-05-20").agreements() == model.view("2026-05-20").agreements()


def test_transactions_are_durable(saved):
    with ps.open(saved) as model:
        count = model.statement_count
        with model.transaction() as tx:
            tx.entity("port", "place")
    with ps.open(saved, read_only=True) as again:
        assert again.statement_count == count + 1


def test_a_missing_file_is_a_file_not_found(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        ps.open(tmp_path / "none.pship")
    assert isinstance(caught.value, ps.Error) and isinstance(caught.value, LookupError)
    assert "none.pship" in str(caught.value)


def test_a_foreign_file_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "foreign.pship"
    path.write_bytes(b"not a model at all" * 100)
    before = path.stat().st_mtime_ns
    with pytest.raises(ps.FormatError) as caught:
        ps.open(path)
    assert isinstance(caught.value, ValueError)
    assert path.stat().st_mtime_ns == before


def test_an_unwritable_place_is_an_os_error(model, tmp_path):
    with pytest.raises(OSError) as caught:
        model.save(tmp_path / "no" / "such" / "folder.pship")
    assert isinstance(caught.value, ps.Error)


def test_another_file_is_not_overwritten(model, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("dear all")
    with pytest.raises(ps.ConflictError):
        model.save(path)
    assert path.read_text() == "dear all"


def test_paths_may_be_bytes_and_have_any_name(model, tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9 \xc3\xbc.pship"
    model.save(path)
    with ps.open(path) as again:
        assert again.statement_count == model.statement_count
    with pytest.raises(TypeError):
        model.save(3)
    with pytest.raises(ValueError):
        model.save("a\0b")


def test_json_written_and_read_back_is_the_same(model, tmp_path):
    path = tmp_path / "register.json"
    model.write_json(path)
    with ps.open(path) as again:
        left, right = model.statements(), again.statements()
        names = [
            name for name in left.columns if name not in ("statement", "target", "transaction")
        ]
        as_written = [sorted(map(str, zip(*(t[name] for name in names)))) for t in (left, right)]
        assert as_written[0] == as_written[1]


def test_a_directory_is_read_whole(tmp_path):
    write(tmp_path / "a.json", parties=[{"id": "alba", "kind": "state", "name": "Alba"}])
    write(tmp_path / "b.json", parties=[{"id": "alba", "kind": "state", "alias": "Scotia"}])
    with ps.open(tmp_path) as model:
        assert model.view().parties()["aliases"] == ["Scotia"]


def test_all_problems_are_told(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"partnership_register": 1,\n "parties": [{"id": "alba", "nmae": "Alba"},\n'
        '  {"id": "borea", "country": "nowhere"}]}'
    )
    (tmp_path / "b.json").write_text("{")
    with pytest.raises(ps.RegisterError) as caught:
        ps.open(tmp_path)
    error = caught.value
    assert isinstance(error, ValueError) and isinstance(error, ps.Error)
    assert isinstance(error.problems, ps.Table)
    assert error.problems.columns == ["file", "line", "column", "rule", "message"]
    assert len(error.problems) >= 3
    first = error.problems[0]
    assert (error.line, error.column) == (first["line"], first["column"])
    assert error.file.endswith(os.path.basename(first["file"]))
    assert {os.path.basename(file) for file in error.problems["file"]} == {"a.json", "b.json"}
    assert str(error).startswith(f"{error.file}:{error.line}:{error.column}: ")


def test_json_can_be_read_into_a_transaction(model, tmp_path):
    good = write(
        tmp_path / "good.json", parties=[{"id": "cetia", "kind": "state", "name": "Cetia"}]
    )
    with model.transaction(actor="importer") as tx:
        tx.read_json(good)
    assert "cetia" in model.view().parties()["id"]
    bad = write(tmp_path / "bad.json", parties=[{"id": "dalia", "nmae": "Dalia"}])
    count = model.statement_count
    with pytest.raises(ps.RegisterError) as caught:
        with model.transaction() as tx:
            tx.read_json(bad)
    assert len(caught.value.problems) == 1
    assert model.statement_count == count


def test_an_empty_model_can_be_filled_and_saved(tmp_path):
    with ps.new() as model:
        assert model.statement_count == 0
        fill(model).save(str(tmp_path / "new.pship"))
    assert "new.pship" in os.listdir(tmp_path)
