"""What the package shows: names, docstrings, types."""

import os
import subprocess
import sys
from pathlib import Path

import partnership as ps
import pytest
from partnership import core

HERE = Path(__file__).parent
CLASSES = [
    of
    for of in (getattr(ps, name) for name in ps.__all__)
    if isinstance(of, type) and not issubclass(of, Exception)
]


def test_no_raw_names_are_shown():
    assert [name for name in dir(ps) if name.startswith("pship")] == []
    assert set(ps.__all__) <= set(dir(ps))


def test_the_version_is_that_of_the_library():
    assert ps.__version__ == core.version()
    assert [int(part) for part in ps.__version__.split(".")] >= [0, 1, 0]


def test_every_public_method_has_a_docstring():
    missing = [
        f"{cls.__name__}.{name}"
        for cls in CLASSES
        for name in dir(cls)
        if not name.startswith("_")
        and name not in ("this", "thisown")
        and not getattr(cls, name).__doc__
    ]
    assert missing == []


def test_docstrings_come_from_the_headers():
    assert "days_overdue" in ps.View.commitments.__doc__
    assert "Last day on which it is on time" in ps.Transaction.commitment.__doc__
    assert "NotFoundError" in ps.View.explain.__doc__


def test_docstrings_speak_python():
    for cls in CLASSES:
        for name in dir(cls):
            doc = getattr(cls, name).__doc__ if not name.startswith("_") else ""
            assert "pship_" not in (doc or ""), f"{cls.__name__}.{name}"
            assert "PSHIP_" not in (doc or "") and "NULL" not in (
                doc or ""
            ), f"{cls.__name__}.{name}"


def test_recorders_name_their_arguments():
    with pytest.raises(TypeError, match="titel"):
        ps.new().transaction().agreement("a", titel="no such argument")


def test_a_misspelt_attribute_raises():
    model = ps.new()
    with pytest.raises(AttributeError):
        model.viev = 1
    with pytest.raises(AttributeError):
        model.statement_count = 1


def test_names_can_be_completed():
    model = ps.new()
    view = model.view()
    with model.transaction() as tx:
        for of in (model, view, tx, view.agreements(), view.brief(), ps.Context.default()):
            names = dir(of)
            assert set(names) == set(dir(type(of))) and "__init__" in names
    assert "agreements" in dir(view)


def checked(folder, *arguments):
    """Run one of mypy's programs over the package."""
    pytest.importorskip("mypy")
    environment = {**os.environ, "MYPYPATH": str(Path(ps.__file__).parent.parent)}
    environment.pop("PYTHONDEVMODE", None)
    run = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_types_serve_a_strict_program(tmp_path):
    checked(tmp_path, "mypy", "--strict", "--cache-dir", tmp_path, HERE / "typed_sample.py")


def test_the_package_itself_is_typed_strictly(tmp_path):
    # pandas and pyarrow come without types, and matplotlib may not be there.
    checked(
        tmp_path,
        "mypy",
        "--strict",
        "--disable-error-code=import-untyped",
        "--disable-error-code=import-not-found",
        "--cache-dir",
        tmp_path,
        "--package",
        "partnership",
    )


def test_the_stub_says_what_the_module_has(tmp_path):
    allowed = tmp_path / "allowed"
    # What SWIG adds for itself.
    allowed.write_text("partnership\\.core\\.\\w+\\.(this|thisown|__repr__|__setattr__|__dir__)\n")
    checked(
        tmp_path,
        "mypy.stubtest",
        "partnership.core",
        "--allowlist",
        allowed,
        "--ignore-unused-allowlist",
        "--ignore-missing-stub",
    )
