"""Flow tables: who traded what with whom, when, and what it was worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Mapping, NamedTuple

from . import _core, core
from .table import Table, table
from .values import uncopied

if TYPE_CHECKING:
    from typing import Literal

class About(NamedTuple):
    """What is true of a whole flow table; None where it is not told."""

    value_unit: str | None
    quantity_unit: str | None
    classification: str | None
    source: str | None
    vintage: str | None


class Changed(NamedTuple):
    """Flows made from others.

    flows: the new ones.
    left: what could not be changed and stays in them as it was, with its rows and value.
    """

    flows: Flows
    left: Table


class Flows(core.Flows):
    """One release of one statistic of trade. Immutable.

    A row is a period, a direction, a reporter, a partner and a product, with a value and, where the
    source tells it, a quantity. `to_table()` gives the rows; polars, pandas, pyarrow and DuckDB read
    the flows themselves.

        flows = ps.Flows(frame, columns={"period": "t", "reporter": "i", "partner": "j"})
    """

    def __init__(
        self,
        source: object,
        *,
        columns: Mapping[str, str] | None = None,
        direction: Literal["import", "export", "re_export", "re_import", "domestic"] = "export",
        value_unit: str | None = None,
        quantity_unit: str | None = None,
        classification: str | None = None,
        source_id: str | None = None,
        vintage: str | None = None,
    ) -> None:
        """Flows from a table, or from anything that `table()` takes: a frame, an Arrow table.

        columns: which columns hold the members of a flow, where they are not called period,
            direction, reporter, partner, product, value, quantity, unit, valuation.
        direction: of rows that say none.
        value_unit: of all values, such as "USD thousand"; that of the column where not given.
        quantity_unit: of quantities whose row says none.
        classification: of the products, such as "HS12".
        source_id, vintage: who publishes it, and which release it is.

        Raises NotFoundError for a column that has to be there, InvalidError for cells that are no codes
        or numbers, with their row; LimitError.
        """
        named: dict[str, object] = {"otherwise": direction}
        for member, column in (columns or {}).items():
            if member not in MEMBERS:
                raise ValueError(f"columns: '{member}' is none of {', '.join(MEMBERS)}")
            named[member] = column
        said = {
            "value_unit": value_unit,
            "quantity_unit": quantity_unit,
            "classification": classification,
            "source": source_id,
            "vintage": vintage,
        }
        super().__init__(source if isinstance(source, Table) else table(source), named, said)

    @property
    def about(self) -> About:
        """What is true of all rows."""
        return About(*self._about())

    def recode_countries(self, *, other_asia_is_taiwan: bool = False) -> Changed:
        """Flows with alpha-3 codes in the place of whatever their countries were written as.

        Countries and former countries get their code. All else stays as it is written, and is
        listed in `left` with the columns of `countries()`: what is not understood, areas that are
        not specified, groups, bunkers. No row and no value changes, and recoding twice changes
        nothing more.

        other_asia_is_taiwan: "Other Asia, not elsewhere specified" (490) becomes TWN. Its trade is
            in practice mostly Taiwan's; a few reporters put more into it.
        """
        options = {"other_asia_is_taiwan": other_asia_is_taiwan}
        return Changed(*self._recode_countries(options))

    def __len__(self) -> int:
        return self._rows()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows by the Arrow PyCapsule interface; requested_schema is not heeded."""
        return self.to_table().__arrow_c_stream__()

    def __copy__(self) -> Flows:
        """The flows themselves: nothing can change them."""
        return self

    def __deepcopy__(self, memo: object) -> Flows:
        return self

    __reduce_ex__ = uncopied("to_table() gives what can be")

    def close(self) -> None:
        """Give up the flows now; tables made of them stay. Closing twice does nothing."""
        core.close_flows(self)

    def __enter__(self) -> Flows:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        try:
            rows = len(self)
        except ValueError:
            return "<partnership.Flows: closed>"
        said = ", ".join(text for text in self.about if text)
        return f"<partnership.Flows: {rows} row{'' if rows == 1 else 's'}{said and '; ' + said}>"


MEMBERS = (
    "period",
    "direction",
    "reporter",
    "partner",
    "product",
    "value",
    "quantity",
    "unit",
    "valuation",
)

_core.Flows_swigregister(Flows)
