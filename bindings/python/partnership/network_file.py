"""Network files and trips: read from the formats of the field, and written to them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Mapping

from ._errors import MissingFileError, NotFoundError
from .model import Context
from .network import Network
from .table import Table, table

if TYPE_CHECKING:
    from typing import Literal

    from .values import Path, Progress


def _missing(error: NotFoundError, path: Path) -> NotFoundError:
    """The error as Python has it for a file that is not there; as it is where something within it is missing."""
    if error.file and os.path.lexists(error.file):
        return error
    missing = MissingFileError(error.message)
    missing.message, missing.file = error.message, error.file
    missing.filename = error.file or os.fsdecode(path)
    return missing


def read_network(
    path: Path,
    format: Literal["csv", "gmns", "tntp", "geojson", "graphml", "dimacs", "pace", "unlocode"]
    | None = None,
    *,
    places: Path | None = None,
    transfers: Path | None = None,
    columns: Mapping[str, str] | None = None,
    name: str | None = None,
    currency: str | None = None,
    source: str | None = None,
    mode: str | None = None,
    both_ways: bool = False,
    length_unit: str | None = None,
    time_unit: str | None = None,
    speed_unit: str | None = None,
    member: str | None = None,
    separator: str | None = None,
    most_bad_rows: int | None = 0,
    most_bytes: int = 0,
    most_times: int = 250,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Network:
    """A network from a file, plain or packed by gzip or zstd or in a zip archive, or from a folder.

        network = ps.read_network("SiouxFalls_net.tntp")
        network = ps.read_network("links.csv", places="places.csv", columns={"time_h": "hours"})

    format: "csv" (links, one a row), "gmns" (a folder), "tntp", "geojson", "graphml" (as networkx and igraph
        write it), "dimacs" (p sp, p max), "pace" (p tw) or "unlocode" (the code list: places without links). Where not given: gmns for a folder; by the end of the name
        (.tntp, .geojson, .json, .graphml, .gr, .max); otherwise csv.
    places: the file of the places that belong to the links of csv and tntp. The nodes that lie beside a _net.tntp
        are found by themselves; "" leaves them.
    transfers: the file of the transfers that belong to the links of csv.
    columns: what columns of csv, properties of geojson and attributes of graphml are called in the file:
        {"time_h": "hours"}.
    name, currency, source: what is true of the whole network; what the file says where not given.
    mode: of links whose file says none. both_ways: links that do not say otherwise lead back as well.
    length_unit, time_unit, speed_unit: "ft", "min", "mi/h", ...: in gmns and tntp, which do not always tell. Numbers
        whose unit nobody tells keep their names (length, free_flow_time, speed) and are no kilometres and hours.
    member: which file of a zip archive that has several. separator: between cells; found out where not given.
    most_bad_rows: how many rows may be left out as bad; None for any number. They are in `problems`.
    most_bytes, most_times: how long a file may be when unpacked, in bytes and in times of its size; 0 for no limit.
    threads: how many may be used by questions to the network; all processors where not given.
    progress: called as progress(stage, fraction), also by questions to the network; see Context.

    Raises ParseError for a bad row too many, with file, line and column; InvalidError for a header without the
    columns that are needed, and a unit that is not known; FormatError for a damaged file; MissingFileError;
    LimitError.
    """
    options: dict[str, object] = {
        "format": format,
        "places": None if places is None else os.fsdecode(places),
        "transfers": None if transfers is None else os.fsdecode(transfers),
        "columns": [f"{column}={called}" for column, called in (columns or {}).items()],
        "name": name,
        "currency": currency,
        "source": source,
        "mode": mode,
        "both_ways": both_ways,
        "length_unit": length_unit,
        "time_unit": time_unit,
        "speed_unit": speed_unit,
        "member": member,
        "separator": separator,
        "most_bad_rows": -1 if most_bad_rows is None else most_bad_rows,
        "most_bytes": most_bytes,
        "most_times": most_times,
    }
    context = Context(progress, threads or os.cpu_count() or 1)
    try:
        network, problems = context._read_network(path, options)
    except NotFoundError as error:
        raise _missing(error, path) from None
    # The class is the one that SWIG knows; only this attribute is Python's.
    object.__setattr__(network, "_problems", problems)
    return network._keep(context)


def read_trips(
    path: Path,
    format: Literal["tntp", "csv"] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    member: str | None = None,
    separator: str | None = None,
    most_bad_rows: int | None = 0,
    most_bytes: int = 0,
    most_times: int = 250,
    progress: Progress | None = None,
) -> Table:
    """Trips from a file: a table with the columns origin, destination, trips, in the order of the file.

        trips = ps.read_trips("SiouxFalls_trips.tntp")

    format: "tntp" or "csv"; told by the first line where not given.
    columns: what origin, destination and trips are called in a CSV file: {"trips": "volume"}.
    member, separator, most_bad_rows, most_bytes, most_times, progress: as for read_network(). What was wrong is in
        `problems` of the table.

    Raises ParseError for a bad row too many, with file, line and column; InvalidError for a header without the
    columns that are needed; FormatError for a damaged file; MissingFileError; LimitError.
    """
    options: dict[str, object] = {
        "format": format,
        "member": member,
        "separator": separator,
        "most_bad_rows": -1 if most_bad_rows is None else most_bad_rows,
        "most_bytes": most_bytes,
        "most_times": most_times,
    }
    for column, called in (columns or {}).items():
        if column not in TRIPS:
            raise ValueError(f"columns: '{column}' is none of {', '.join(TRIPS)}")
        options[column] = called
    context = Context(progress, 1)
    try:
        trips, problems = context._read_trips(path, options)
    except NotFoundError as error:
        raise _missing(error, path) from None
    object.__setattr__(trips, "_problems", problems)
    return trips


def write_trips(trips: object, path: Path, format: Literal["tntp", "csv"] | None = None) -> None:
    """Write trips as a file that read_trips() reads.

    trips: a table, or anything that `table()` takes, with the columns origin, destination, trips. Others are not
        written.
    format: "tntp", for zones that are numbers from 1, or "csv"; told by the name where not given.

    Raises NotFoundError for a column that is not there, InvalidError for a row that the format cannot hold,
    FileError.
    """
    given = trips if isinstance(trips, Table) else table(trips)
    given._write_trips(path, format)


TRIPS = ("origin", "destination", "trips")
