"""Tables from CSV files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from ._errors import NotFoundError
from .model import Context
from .network_file import _missing
from .values import listed

if TYPE_CHECKING:
    from .table import Table
    from .values import Path, Progress


def read_table(
    path: Path,
    *,
    numbers: str | Iterable[str] = (),
    separator: str | None = None,
    member: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """A table from a CSV file, plain or packed by gzip or zstd or in a zip archive. No other package is needed.

        months = ps.months_from_ytd(ps.read_table("releases.csv"))
        samples = ps.read_table("trips.csv", numbers=["hours", "cost"])

    numbers: the columns that hold numbers. All others are texts as they are written: nothing is guessed, so that "007"
        stays a code and "121.0" keeps its last digit.
    separator: between cells; comma, semicolon or tabulator, whichever the first line has most of, where not given.
    member: which file of a zip archive that has several.
    progress: called as progress(stage, fraction); see Context.

    An empty cell is None. Flows, networks, trips and tables of a register have readers of their own, which say more of
    what is wrong: `read_flows()`, `read_network()`, `read_trips()`, `Model.import_csv()`.

    Raises ParseError for a row with more or fewer cells than the header and for a number that is none, with file, line and
    column; InvalidError for a header in which a name is missing or occurs twice; NotFoundError for a column of numbers that is
    not there; MissingFileError, FormatError, LimitError.
    """
    context = Context(progress, 1)
    try:
        return context._read_csv(
            path, {"numbers": listed(numbers), "separator": separator, "member": member}
        )
    except NotFoundError as error:
        raise _missing(error, path) from None
