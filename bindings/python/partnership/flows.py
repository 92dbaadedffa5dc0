"""Flow tables: who traded what with whom, when, and what it was worth."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Iterable, Mapping, NamedTuple

from . import _core, core
from ._errors import InvalidError, MissingFileError, NotFoundError
from ._handle import Unchanging, uncopied
from .aggregation import FlowSums, asked, filters, mapped, named
from .codes import Mapping as ProductMapping
from .complexity import Complexity
from .model import Context
from .table import Table, table, tables_html, tables_text

if TYPE_CHECKING:
    from typing import Literal

    import pandas
    import polars

    from .values import Path, Progress

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

    def __repr__(self) -> str:
        return tables_text(self)

    def _repr_html_(self) -> str:
        """The tables for notebooks, each under its name."""
        return tables_html(self)


class Flows(Unchanging, core.Flows):
    """One release of one statistic of trade. Immutable.

    A row is a period, a direction, a reporter, a partner and a product, with a value and, where the
    source tells it, a quantity. `to_table()` gives the rows; polars, pandas, pyarrow and DuckDB read
    the flows themselves.

        flows = ps.Flows(frame, columns={"period": "t", "reporter": "i", "partner": "j"})
    """

    _problems: Table | dict[str, Table] | None = None
    _context: Context | None = None  # keeps the callback, which C knows weakly

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
            direction, reporter, partner, product, value, quantity, unit, valuation; an equals sign and a
            text hold for all rows ("=import"), and "" is nothing. Periods may be YYYYMM, YYYYQn or
            YYYY-Qn; directions are words as `read_flows()` takes them: "import", "Exports", "M", "X".
        direction: of rows that say none.
        value_unit: of all values, such as "USD thousand"; that of the column where not given.
        quantity_unit: of quantities whose row says none.
        classification: of the products, such as "HS12".
        source_id, vintage: who publishes it, and which release it is.

        Raises NotFoundError for a column that is named, or needed, and not there; InvalidError for cells
        that are no codes or numbers, with their row; LimitError.
        """
        if direction not in DIRECTIONS:
            choices = ", ".join(map(repr, DIRECTIONS))
            raise ValueError(f"direction must be one of {choices}, not {direction!r}")
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

    def aggregate(
        self,
        by: str | Iterable[str] = (),
        *,
        where: Mapping[str, object] | None = None,
        product_digits: int = 0,
        mapping: object = None,
        share_of: str | Iterable[str] | None = None,
        base_period: str | None = None,
        base_years: int = 0,
        add_overlapping: bool = False,
        any_classification: bool = False,
        any_weights: bool = False,
    ) -> Table:
        """Sum the rows by any keys: period, direction, reporter, partner, product.

        where: filters by key, each a code or several; a code that ends with "*" stands for all that begin
            so. "from" and "until" are days between which periods lie; "product_level" is how many characters
            the codes of products have.
        product_digits: products by so many of their first digits.
        mapping: products by what they become in this `Mapping`, or what makes one (a dict, a frame with the columns
            from, to and weight). Codes that it does not know have no product; `unmapped()` lists them.
        share_of: tell each row's share of the total by these keys; () for that of all.
        base_period, base_years: tell growth against this period, or the same months so many years before.
        add_overlapping: add what would count something twice, rather than refuse it.

        any_classification, any_weights: take a mapping from another classification than the flows have, and one
            whose weights do not sum to one.

        Imports are not added to exports unless where["direction"] names both: that is turnover.

        Columns: those of `by`; value, quantity, unit, rows, withheld, without_quantity; share_of, total,
        share_percent, total_withheld; base_period, comparable ("yes", "withheld", "other_months", "other_length"),
        base_value, base_withheld, growth_percent (empty where something was withheld), presence ("both", "entered",
        "left"), contribution_points (percentage points). Rows without a value are in no sum: where one of the counts of withheld is not 0,
        something is missing.

        Raises InvalidError for what would count twice (periods that overlap, re-exports beside exports, totals
        beside their parts: see `parts()`) and for directions that nobody asked to add up; NotFoundError for a base
        period that no row has, and for a code of `where` that occurs nowhere.
        """
        options = asked(
            by, where, product_digits, share_of, base_period, base_years, add_overlapping
        )
        options.update(any_classification=any_classification, any_weights=any_weights)
        return self._aggregate(mapped(mapping), options)

    def balance(
        self,
        by: str | Iterable[str] = (),
        *,
        where: Mapping[str, object] | None = None,
        product_digits: int = 0,
        mapping: object = None,
        add_overlapping: bool = False,
        any_classification: bool = False,
        any_weights: bool = False,
    ) -> Table:
        """Exports less imports by any keys but the direction; the arguments are those of `aggregate()`.

        Columns: those of `by`; exports, imports, balance, turnover, normalized, cover, export_rows, import_rows,
        withheld. What nobody recorded is None, and so is what would be computed of it.
        """
        options = asked(by, where, product_digits, None, None, 0, add_overlapping)
        options.update(any_classification=any_classification, any_weights=any_weights)
        return self._balance(mapped(mapping), options)

    def unmapped(self, mapping: object) -> Table:
        """Products that a mapping does not know, or whose weights do not sum to one.

        Columns: product, mapped (the sum of its weights), value (of its rows), rows.
        """
        sums = FlowSums(
            "product",
            mapping=mapping,
            add_overlapping=True,
            any_classification=True,
            any_weights=True,
        )
        sums.update(self)
        return sums.unmapped()

    def filter(self, where: Mapping[str, object]) -> Flows:
        """The rows that the filters take, as flows of their own; `where` as in `aggregate()`.

            flows.filter({"reporter": ["031", "268"], "product": "27*", "from": "2020-01-01"})

        Raises NotFoundError for a code that occurs nowhere.
        """
        return self._filter(filters(where))

    @property
    def problems(self) -> Table | dict[str, Table] | None:
        """The bad rows of the file that were left out: line, column, cell, rule, expected.

        By path where several files were read; None for flows that were not read from a file.
        """
        return self._problems

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars.DataFrame."""
        return self.to_table().to_polars()

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas.DataFrame."""
        return self.to_table().to_pandas()

    def __eq__(self, other: object) -> bool:
        """Equal when all rows are, and what is true of them all."""
        if not isinstance(other, Flows):
            return NotImplemented
        return self is other or (
            self.about == other.about
            and len(self) == len(other)
            and self.to_table() == other.to_table()
        )

    __hash__ = None  # type: ignore[assignment]

    def indicators(
        self,
        names: Iterable[str],
        *,
        facts: object = None,
        imports: Literal["mirrored", "reported"] = "mirrored",
        product_classes: int | None = None,
        base_period: str | int | None = None,
        periods: Iterable[str | int] | None = None,
        reporters: Iterable[str] | None = None,
        partners: Iterable[str] | None = None,
        products: Iterable[str] | None = None,
        own_pairs: bool = False,
        add_overlapping: bool = False,
    ) -> Table:
        """Trade indicators of one dimension: a row for each key and a column for each indicator.

        names: of the indicators, such as "rca"; `indicator_list()` tells which there are.
        facts: what is known of countries beside their trade, for indicators that need it: a table
            or frame with a column "country", one "period" where it differs by period, and "gdp",
            "gdp_per_capita" or "output".
        imports: those of the partners' exports, or those that the importers report.
        product_classes: number of product classes, traded or not, for indices that depend on it;
            as many as the flows have products where not given. The answer says how many.
        base_period: what changes are measured from; the period before each where not given.
        periods, reporters, partners, products: what to answer for. "22*" is every product whose
            code begins with 22. All is still computed of the whole table.
        own_pairs: whether a country stands beside itself in pairs.
        add_overlapping: compute with totals beside their parts, which count twice, rather than refuse them.

        Columns: period; base_period and product_classes where they matter; reporter, partner and
        product as the dimension demands; each indicator under its name; and withheld, the number of rows
        without a value beside which it stands.

        Raises NotFoundError for what the flows do not have, InvalidError for indicators of different
        dimensions, for periods of different length, for totals beside their parts (see `parts()`), and
        where there are no rows to answer from.
        """
        options = {
            "imports": imports,
            "product_classes": product_classes,
            "base_period": None if base_period is None else str(base_period),
            "periods": None if periods is None else named("periods", map(str, periods)),
            "reporters": None if reporters is None else named("reporters", reporters),
            "partners": None if partners is None else named("partners", partners),
            "products": None if products is None else named("products", products),
            "own_pairs": own_pairs,
            "add_overlapping": add_overlapping,
        }
        if facts is None:
            return self._indicators(names, options)
        known = facts if isinstance(facts, Table) else table(facts)
        return self._indicators_with(names, known, options)

    def complexity(
        self,
        *,
        period: str | int | None = None,
        rca_threshold: float = 1,
        min_country_exports: float = 0,
        min_product_exports: float = 0,
        min_population: float = 0,
        facts: object = None,
        fitness_iterations: int = 200,
        add_overlapping: bool = False,
    ) -> Complexity:
        """Product space, economic complexity (ECI, PCI, COI, COG) and fitness of a period.

        period: of the flows; the last one where not given.
        rca_threshold: from where on a country has an advantage.
        min_country_exports, min_product_exports, min_population: what has less is dropped, and listed
            by `dropped()`. Nothing is dropped by default.
        facts: needed for min_population: a table or frame with the columns "country" and
            "population", and "period" where it differs by period.
        fitness_iterations: steps of the iteration for fitness.
        add_overlapping: compute with totals beside their parts, which count twice, rather than refuse them.

        Raises NotFoundError for a period that the flows do not have and for facts that are missing,
        InvalidError where no country is left and for totals beside their parts (see `parts()`).
        """
        options = {
            "period": None if period is None else str(period),
            "rca_threshold": rca_threshold,
            "min_country_exports": min_country_exports,
            "min_product_exports": min_product_exports,
            "min_population": min_population,
            "fitness_iterations": fitness_iterations,
            "add_overlapping": add_overlapping,
        }
        if facts is None:
            return self._complexity(options)
        known = facts if isinstance(facts, Table) else table(facts)
        return self._complexity_with(known, options)

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

    def parts(self) -> Changed:
        """The flows without the totals that stand beside their parts.

            flows, aside = ps.read_flows("comtrade.csv", "comtrade").parts()

        Partners that are groups ("World", "EU27_2020") go where countries stand beside them, products that have
        parts ("TOTAL", "27") where these stand beside them, reporters that are groups where others report.

        What was set aside is in `left`: key, code, rows, withheld, value. Parts need not add up to their
        total: what is confidential is often in the total only.
        """
        return Changed(*self._take_level(False))

    def totals(self) -> Changed:
        """The flows without the parts of totals: the world as partner, and the shortest codes of products.

        Where the world is no partner, groups are set aside as by `parts()`, and so are reporters that are groups.
        What was set aside is in `left`: key, code, rows, withheld, value.
        """
        return Changed(*self._take_level(True))

    def write_csv(self, path: Path, layout: Literal["csv", "baci"] = "csv") -> None:
        """Write the rows as a file that read_flows() reads.

        layout: "csv" with all columns, or "baci" (t, i, j, k, v, q), for exports that all have a value, in thousand
            US dollars and tonnes, and none of them CIF.

        Plain text is written: ArgumentError for a name that ends in .gz, .zst or .zip. Raises InvalidError for
        units and rows that the layout cannot hold; FileError.
        """
        self._write_csv(path, layout)

    def products(self, names: object = None, *, level: int = 0) -> Table:
        """Each product, with what is wrong with its code and what hangs on it.

        Columns: written, level, parent, section, name, rows, value (the sum; what was withheld is
        not in it), problem (None, not_digits, length, lost_zero, level, reserved, no_chapter),
        suggestion. The classification is that of the flows; where that is not told, or not known,
        only name, rows and value are filled.

        names: a table with columns code and name, such as `read_products()` gives.
        level: how many digits the codes ought to have; 0 for any number.

        Raises NotFoundError where names has not these columns.
        """
        if names is None:
            return self._products(level)
        return self._products_named(names if isinstance(names, Table) else table(names), level)

    def map_products(
        self,
        mapping: object,
        *,
        any_weights: bool = False,
        any_classification: bool = False,
    ) -> Changed:
        """Flows whose products are mapped, by codes or to sectors.

        Each row becomes one for each code that its product maps to, with its part of the value and
        the quantity; the parts add up to the row. What is not in the mapping stays as it is, and
        is listed in `left`. `mapping` is a `Mapping`, or what makes one. Rows that have become alike are not added up. The classification of the
        new flows is that which the mapping goes to; None where it does not say.

        The columns of `left`: written, weights (their sum; None where it is not mapped), rows,
        value (before), problem (not_mapped, unbalanced).

        any_weights: weights need not sum to one.
        any_classification: the mapping may be from another classification than the flows have.

        Raises InvalidError where the weights of a code that is used do not sum to one, and where
        the classifications differ.
        """
        made = mapping if isinstance(mapping, ProductMapping) else ProductMapping(mapping)
        options = {"any_weights": any_weights, "any_classification": any_classification}
        return Changed(*self._map_products(made, options))

    def __len__(self) -> int:
        return self._rows()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows by the Arrow PyCapsule interface; requested_schema is not heeded."""
        return self.to_table().__arrow_c_stream__()

    _close = core.close_flows
    __reduce_ex__ = uncopied("to_table() gives what can be")

    def _tell(self) -> str:
        rows = len(self)
        said = ", ".join(text for text in self.about if text)
        return f"{rows} row{'' if rows == 1 else 's'}{said and '; ' + said}"


def concat(*flows: Flows | Iterable[Flows]) -> Flows:
    """The rows of several flows as one; rows that agree stand beside each other.

        ps.concat(imports, exports)
        ps.concat(ps.read_flows(path) for path in paths)

    Raises ConflictError for values in different units and products of different families of classifications.
    """
    each: list[Flows] = []
    for one in flows:
        each += [one] if isinstance(one, Flows) else one
    return core.concat_flows(each)


def read_flows(
    path: Path | Iterable[Path],
    format: Literal["baci", "comtrade", "csv"] | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    member: str | None = None,
    separator: str | None = None,
    decimal: Literal[".", ","] = ".",
    value_unit: str | None = None,
    quantity_unit: str | None = None,
    classification: str | None = None,
    source_id: str | None = None,
    vintage: str | None = None,
    most_bad_rows: int | None = 0,
    most_bytes: int = 0,
    most_times: int = 250,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Flows:
    """Flows from a file of trade statistics: CSV, plain or packed by gzip or zstd, or in a zip archive.

        flows = ps.read_flows("BACI_HS17_Y2023_V202501.csv.gz", classification="HS17")

    path: of the file; of several, whose rows are brought together as by `concat()`.
    format: "baci" (t, i, j, k, v, q), "comtrade" (the columns of UN Comtrade, of today or of its
        predecessor), or "csv" with the columns that are named. Where not given, "csv" if columns are, otherwise
        "baci".
    columns: which column is the period, direction, reporter, partner, product, value, quantity, unit,
        valuation, estimated, confidential or provisional, where it is not called so; an equals sign and
        a text hold for all rows ("direction": "=export"). Periods are dates, intervals, YYYYMM, YYYYQn
        or YYYY-Qn.
    member: which file of a zip archive that has several.
    separator: between cells; found out where not given. decimal: the decimal mark.
    value_unit, quantity_unit, classification, source_id, vintage: what is true of all rows.
    most_bad_rows: how many rows may be left out as bad; None for any number. They are in `problems`.
    most_bytes, most_times: how long a file may be when unpacked, in bytes and in times of its size; 0
        for no limit.
    threads: how many may be used; all processors where not given. The result is the same.
    progress: called as progress(stage, fraction); see Context.

    Raises ParseError for a bad row too many, with file, line and column; InvalidError for a header
    without the columns that are needed; FormatError for a damaged file; MissingFileError; NotFoundError for
    a file that is not in the archive; LimitError.
    """
    options: dict[str, object] = {
        "format": format or ("csv" if columns else "baci"),
        "member": member,
        "separator": separator,
        "decimal": decimal,
        "value_unit": value_unit,
        "quantity_unit": quantity_unit,
        "classification": classification,
        "source": source_id,
        "vintage": vintage,
        "most_bad_rows": -1 if most_bad_rows is None else most_bad_rows,
        "most_bytes": most_bytes,
        "most_times": most_times,
    }
    for name, column in (columns or {}).items():
        if name not in MEMBERS + FLAGS:
            raise ValueError(f"columns: '{name}' is none of {', '.join(MEMBERS + FLAGS)}")
        options[name] = column
    context = Context(progress, threads or os.cpu_count() or 1)
    single = isinstance(path, (str, bytes, os.PathLike))
    paths: list[Path] = [path] if single else list(path)  # type: ignore[list-item, arg-type]
    if not paths:
        raise ValueError("there is no file to read")
    try:
        read = [read_one(one, context, options) for one in paths]
    except InvalidError as error:
        if format is None and not columns:
            error.message += " (read as BACI: format='csv' and columns= are for other files)"
        raise
    if single:
        return read[0]
    flows = concat(read)
    problems = {os.fsdecode(one): part._problems for one, part in zip(paths, read)}
    object.__setattr__(flows, "_problems", problems)
    object.__setattr__(flows, "_context", context)
    return flows


def read_one(path: Path, context: Context, options: dict[str, object]) -> Flows:
    """Flows of one file, with its problems."""
    try:
        flows, problems = context._read_flows(path, options)
    except NotFoundError as error:
        if os.path.lexists(path):
            raise  # a file within it
        missing = MissingFileError(error.message)
        missing.message, missing.file = error.message, error.file
        missing.filename = os.fsdecode(path)
        raise missing from None
    # The class is the one that SWIG knows; only these two are Python's.
    object.__setattr__(flows, "_problems", problems)
    object.__setattr__(flows, "_context", context)
    return flows


DIRECTIONS = ("import", "export", "re_export", "re_import", "domestic")

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

FLAGS = ("estimated", "confidential", "provisional")


def indicator_list() -> Table:
    """The trade indicators that there are.

    Columns: indicator, dimension, title, formula, range, identity (what holds of its values, and is
    tested), source, needs (facts, a base period, the number of product classes).
    """
    return core.indicator_list()


_core.Flows_swigregister(Flows)
