"""Exceptions: one class for each result of the C library, all below `Error`.

Each is also the built-in exception that one would expect, so that `except ValueError` works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .table import Table


class Error(Exception):
    """Any failure of the library.

    `message` is one sentence; `file`, `line` and `column` say where in an input file, and are None
    where there is none. Lines and columns count from 1, columns in bytes.
    """

    message: str = ""
    file: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if not self.file:
            return self.message or super().__str__()
        place = ":".join(str(p) for p in (self.file, self.line, self.column) if p is not None)
        return f"{place}: {self.message}"


class OutOfMemoryError(Error, MemoryError):
    """There is not enough memory."""


class ArgumentError(Error, ValueError):
    """An argument that the function does not take."""


class ParseError(Error, ValueError):
    """Text or bytes from outside that cannot be parsed."""


class InvalidError(Error, ValueError):
    """Well formed, but against the rules of the model."""


class NotFoundError(Error, LookupError):
    """No such entity, property, statement or file."""


class MissingFileError(NotFoundError, FileNotFoundError):
    """No file or directory of that name."""


class ConflictError(Error, ValueError):
    """Contradicts what is there, such as an id of another kind."""


class BusyError(Error):
    """Another transaction or process is writing."""


class CancelledError(Error):
    """The progress callback asked to stop."""


class FileError(Error, OSError):
    """The operating system refused to read or write."""


class FormatError(Error, ValueError):
    """A file is damaged, foreign, or of a newer version."""


class LimitError(Error, ValueError):
    """Too large for a stated limit."""


class RegisterError(Error, ValueError):
    """A register has problems. The message and the place are those of the first one.

    `problems` is the table of all of them: file, line, column, rule, message.
    """

    problems: Table


# By the numbers of pship_result.
_CLASSES: dict[int, type[Error]] = {
    -1: OutOfMemoryError,
    -2: ArgumentError,
    -3: ParseError,
    -4: InvalidError,
    -5: NotFoundError,
    -6: ConflictError,
    -7: BusyError,
    -8: CancelledError,
    -9: FileError,
    -10: FormatError,
    -11: LimitError,
}


def from_result(
    code: int, message: str, file: str, line: int, column: int, problems: Table | None
) -> Error:
    """The exception for a failure; called from C."""
    error = RegisterError(message) if problems is not None else _CLASSES.get(code, Error)(message)
    if isinstance(error, RegisterError) and problems is not None:
        error.problems = problems
    error.message = message
    error.file = file or None
    error.line = line or None
    error.column = column or None
    return error
