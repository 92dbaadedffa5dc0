"""Values of statements: what Python has for them, and what C wants to see."""

from __future__ import annotations

import array
import datetime
import enum
import os
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, Callable, Iterable, Literal, Tuple, Union

from .dates import Date

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Truth = Literal["no", "possible", "certain"]
Day = Union[str, datetime.date]
Days = Union[Day, Iterable[Day], "ArrayLike"]
Ordinals = Union[int, Iterable[int], "ArrayLike"]
When = Union[str, datetime.date, Date]
Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
Progress = Callable[[str, "float | None"], object]
DateTuple = Tuple[int, int, int, int, bool, bool, str]
CellTuple = Tuple[
    int, "str | None", "str | None", float, "DateTuple | None", bool, int, int, bool, bool
]

TRUTHS: tuple[Truth, ...] = ("no", "possible", "certain")
ABSENT, NONE_STATED, UNKNOWN_STATED, TEXT, NUMBER, DATE, RULE, REFERENCE, BOOLEAN = range(9)
AS_ASKED = -1

ValueKind = Literal[
    "absent", "none", "unknown", "text", "number", "date", "rule", "reference", "boolean"
]
KINDS: tuple[ValueKind, ...] = (
    "absent",
    "none",
    "unknown",
    "text",
    "number",
    "date",
    "rule",
    "reference",
    "boolean",
)


class Stated(enum.Enum):
    """What can be stated instead of a value. Both are false, and neither is "nothing is stated"."""

    NONE = "none"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return f"partnership.{self.name}"


NONE = Stated.NONE
UNKNOWN = Stated.UNKNOWN


class Text(str):
    """Text that is to be recorded as text, whatever the property asks for."""


class Reference(str):
    """The id of an entity."""


class Rule(str):
    """A date that depends on an event, such as "3 months after signature of some-agreement"."""


ValueLike = Union[str, bool, int, float, Decimal, datetime.date, Date, Stated]


@dataclass(frozen=True)
class Cell:
    """The answer to a point question.

    value: str, Decimal, Date, Rule, Reference or bool; NONE or UNKNOWN where that is what is
        stated; None where nothing is, or where nothing decides between contradicting statements.
    kind: which of these, as a word; "absent" for None.
    unit: unit of a number.
    certainty: whether the picked statement certainly holds on the day of the view.
    statement: number of the statement that gave the value.
    contested: live statements contradict each other, whichever was picked.
    undecided: they do, and nothing decides between them.
    """

    value: str | Decimal | Date | bool | Stated | None
    kind: ValueKind
    unit: str | None
    certainty: Truth
    statement: int | None
    contested: bool
    undecided: bool


def cell_from_tuple(cell: CellTuple) -> Cell:
    """The cell that C answered with."""
    kind, text, unit, _number, date, boolean, statement, truth, contested, undecided = cell
    value: str | Decimal | Date | bool | Stated | None = text
    if kind == ABSENT:
        value = None
    elif kind == NONE_STATED:
        value = NONE
    elif kind == UNKNOWN_STATED:
        value = UNKNOWN
    elif kind == NUMBER:
        value = Decimal(text or "0")
    elif kind == DATE and date is not None:
        value = Date._from_tuple(date)
    elif kind == RULE:
        value = Rule(text or "")
    elif kind == REFERENCE:
        value = Reference(text or "")
    elif kind == BOOLEAN:
        value = boolean
    return Cell(value, KINDS[kind], unit, TRUTHS[truth], statement or None, contested, undecided)


def listed(texts: Any) -> list[Any]:
    """Texts of any iterable or array as a list; one str is a list of one."""
    if isinstance(texts, str):
        return [texts]
    if isinstance(texts, (bytes, bytearray)):
        raise TypeError(f"ids and properties must be str, not {type(texts).__name__}")
    for convert in ("to_pylist", "tolist", "to_list"):  # pyarrow, numpy and pandas, polars
        if hasattr(texts, convert):
            found = getattr(texts, convert)()
            return found if isinstance(found, list) else [found]
    return list(texts)


def days_for_c(days: Any) -> Any:
    """Days as C takes them: a list, or an array of days since 1970; None for none."""
    if days is None:
        return None
    if isinstance(days, (str, datetime.date)):
        return [days]
    if isinstance(days, (array.array, memoryview)):
        return days
    given = days
    zoned = any(
        getattr(getattr(days, holder, None), name, None)
        for holder, name in (("dtype", "tz"), ("dtype", "time_zone"), ("type", "tz"))
    )
    if zoned:  # the day is that of the zone, as for a datetime; numpy would give that of UTC
        return listed(days)
    if hasattr(days, "to_pylist"):  # pyarrow wants to be told that it may copy
        days = days.to_numpy(zero_copy_only=False)
    elif hasattr(days, "to_numpy"):
        days = days.to_numpy()
    elif not hasattr(days, "astype"):
        days = [d.as_py() if hasattr(d, "as_py") else d for d in items(days)]
        return [day_of_numpy(d) if hasattr(d, "dtype") else d for d in days]
    if days.dtype.kind not in "Mui":
        if days.dtype.kind in "fb":
            raise TypeError(f"days must be dates, not {days.dtype}")
        return listed(given)
    if days.dtype.kind == "M":
        days = days.astype("datetime64[D]")
    counted = days.astype("int64")
    if counted.ndim == 0:
        counted = counted.reshape(1)
    if counted.ndim != 1:
        raise ValueError("days must be one day or a row of days, not a table")
    if ((counted <= -(2**31)) | (counted >= 2**31 - 1)).any():  # NaT is far below
        raise ValueError("a day is missing, or beyond the calendar")
    return counted.astype("int32")


def ordinals_for_c(given: Any) -> Any:
    """Ordinals as C takes them: an array of 64-bit integers."""
    if isinstance(given, array.array) and given.typecode == "q":
        return given
    if isinstance(given, int):
        return array.array("q", [given])
    if isinstance(given, (str, bytes, bytearray)):
        raise TypeError(f"ordinals must be whole numbers, not {type(given).__name__}")
    if hasattr(given, "to_pylist"):  # pyarrow wants to be told that it may copy
        given = given.to_numpy(zero_copy_only=False)
    elif hasattr(given, "to_numpy"):
        given = given.to_numpy()
    if not hasattr(given, "astype"):
        return array.array("q", list(given))
    if given.dtype.kind not in "iu":
        raise TypeError(f"ordinals must be whole numbers, not {given.dtype}")
    counted = given.astype("int64", order="C", copy=False)
    if counted.ndim > 1:
        raise ValueError("ordinals must be one or a row of them, not a table")
    return counted.reshape(1) if counted.ndim == 0 else counted


def question_count(*asked: Any) -> int:
    """How many questions lists ask, of which each may have one item for all; None counts for nothing."""
    lengths = {len(given) for given in asked if given is not None}
    count = max(lengths) if 0 not in lengths else 0
    if lengths - {1, count}:
        raise ValueError(f"questions need lists of one length, not of {sorted(lengths)}")
    return count


def repeated(given: Any, count: int) -> Any:
    """One item of a list or an array, as C takes them, for each of `count` questions."""
    if given is None or len(given) == count:
        return given
    if hasattr(given, "repeat"):
        return given.repeat(count)
    code = given.typecode if isinstance(given, array.array) else "i"
    return list(given) * count if isinstance(given, list) else array.array(code, given) * count


def day_of_numpy(day: Any) -> Any:
    """A datetime64 as a date, or as None where it is missing; anything else as it is."""
    return day.astype("datetime64[D]").item() if day.dtype.kind == "M" else day


def items(days: Any) -> list[Any]:
    """The days of an iterable; a scalar of Arrow is one."""
    return [days] if hasattr(days, "as_py") else list(days)


def stated(
    value: Any, unit: str | None, *, as_asked: bool
) -> tuple[int, str | None, str | None, bool]:
    """A value as C takes it. A plain str is read as the property asks where C can do that."""
    if unit is not None and isinstance(value, (bool, datetime.date, Date, Stated, Reference, Rule)):
        raise TypeError(f"a {type(value).__name__} has no unit")
    if isinstance(value, Stated):
        return (NONE_STATED if value is NONE else UNKNOWN_STATED), None, None, False
    if isinstance(value, bool):
        return BOOLEAN, None, None, value
    if isinstance(value, (int, float, Decimal, Real)):
        return NUMBER, str(value), unit, False
    if isinstance(value, datetime.date):
        if value != value:  # as the missing day of pandas does
            raise ValueError("the value is a missing day")
        return DATE, f"{value.year:04}-{value.month:02}-{value.day:02}", None, False
    if isinstance(value, Date):
        return DATE, value.text, None, False
    if isinstance(value, Rule):
        return RULE, str(value), None, False
    if isinstance(value, Reference):
        return REFERENCE, str(value), None, False
    if isinstance(value, str):
        if unit is not None:
            return NUMBER, value, unit, False
        return (AS_ASKED if as_asked and not isinstance(value, Text) else TEXT), value, None, False
    raise TypeError(f"a {type(value).__name__} cannot be the value of a statement")
