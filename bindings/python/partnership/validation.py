"""Validation: everything that is wrong or doubtful in a register, with its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._errors import MissingFileError, NotFoundError
from .model import Context

if TYPE_CHECKING:
    from typing import Literal

    from .table import Table
    from .values import Path, Progress


def validate(
    path: Path,
    *,
    least: Literal["note", "warning", "error"] = "note",
    scenario: str | None = None,
    context: Context | None = None,
    progress: Progress | None = None,
) -> Table:
    """Look at a register as a whole: a table of all that is wrong or doubtful, in the order of the files.

    path: a directory of .json files, a .json file, or a .pship file, whose findings have no lines.
    least: leave out what is less grave.
    scenario: what rules of meaning look at: what this scenario sees, instead of the base.
    context, progress: as for `open()`.

    Columns: file, line, column, rule, severity ("error", "warning", "note"), entity, property, message,
    expected. There are no rows where all is well. `validation_rules()` lists the rules.

    Raises MissingFileError, FormatError, FileError where nothing can be read, and NotFoundError for a scenario that
    the register does not have; problems of a register that can
    be read are rows.
    """
    if context is not None and progress is not None:
        raise TypeError("give a context or a progress callback, not both")
    if context is None:
        context = Context.default() if progress is None else Context(progress)
    try:
        return context._validate(path, {"least": least, "scenario": scenario})
    except NotFoundError as error:
        if os.path.lexists(path):
            raise
        missing = MissingFileError(error.message)
        missing.message, missing.file = error.message, error.file
        missing.filename = os.fsdecode(path)
        raise missing from None


def validation_rules() -> Table:
    """List the rules of `validate()`, those of reading first.

    Columns: rule, severity, description, expected.
    """
    return Context.default()._validation_rules()
