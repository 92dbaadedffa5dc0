"""Columns as pandas series. Imported only where pandas is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy
import pandas

if TYPE_CHECKING:
    from .table import Table


def series(table: Table, index: int, type: str) -> Any:
    """A column as a pandas.Series with the dtype that suits it."""
    if type == "utf8":
        return pandas.Series(table._column(index), dtype="string")
    if type == "dictionary":
        return pandas.Series(pandas.Categorical(table._column(index)))
    if type == "decimal128":
        return pandas.Series(table._column(index), dtype=object)
    empty = numpy.frombuffer(table._nulls(index), dtype=numpy.bool_)
    if type == "bool":
        kind = "boolean" if empty.any() else "bool"
        return pandas.Series(table._column(index), dtype=kind)
    if type == "date":
        days = numpy.frombuffer(table._values(index), dtype="int32").astype("datetime64[D]")
        return pandas.Series(days.astype("datetime64[s]")).mask(empty)
    values = numpy.frombuffer(table._values(index), dtype="int64" if type != "float64" else type)
    if type == "timestamp":
        instants = pandas.Series(values.astype("datetime64[us]")).mask(empty)
        return instants.dt.tz_localize("UTC")
    if type == "int64" and empty.any():
        return pandas.Series(values, dtype="Int64").mask(empty)
    return pandas.Series(values.copy()).mask(empty) if empty.any() else pandas.Series(values.copy())
