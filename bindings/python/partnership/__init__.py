"""Dated, sourced statements about a partnership, and answers as of any day.

    import partnership as ps

    model = ps.open("examples/azerbaijan-us")      # a directory, a .json file or a .pship file
    view = model.view(as_of="2026-01-15")
    view.agreements().to_pandas()

Everything known is a statement, everything asked is asked of a view, everything answered is a
table. What there is, and where to read on (`help(ps.View)`, ...):

    register      open(), new(); Model.transaction() records, Model.view() asks; View has the questions:
                  agreements, force, overdue, contacts, figures, forecast, explain, brief, ...
    comparison    compare() two views in words, diff() statement by statement; Model.scenario() asks what if
    in and out    Model.import_csv(), read_table(), validate(), View.export(), Table.to_csv()
    trade         Flows(), read_flows(); Flows.aggregate(), .balance(), .indicators(), .complexity();
                  mirror(), months_from_ytd(); country(), product(), Mapping()
    corridors     network(), read_network(), View.network(); Network.routes(), .max_flow(), .criticality(),
                  .simulate(), .draw(); compare_routes(), break_even(), scorecard(), trade_costs()
    tables        Table: rows as dicts, columns as lists, to_pandas(), to_polars(), to_arrow(), and
                  __arrow_c_stream__ for all others; table() takes a frame in
    failures      all are a partnership.Error, with message and, for files, file, line and column; each is the
                  built-in exception as well that one would expect (ValueError, LookupError, OSError, ...)
"""

from . import core as _c
from ._errors import (
    ArgumentError,
    BusyError,
    CancelledError,
    ConflictError,
    Error,
    FileError,
    FormatError,
    InvalidError,
    LimitError,
    MissingFileError,
    NotFoundError,
    OutOfMemoryError,
    ParseError,
    RegisterError,
)
from .aggregation import FlowSums
from .brief import Brief, Section
from .capacity import NetworkFlow
from .codes import (
    Country,
    Mapping,
    Product,
    classifications,
    countries,
    country,
    product,
    products,
    read_products,
)
from .complexity import Complexity
from .dates import Date, Interval
from .drawing import draw_network
from .flows import Changed, Flows, concat, indicator_list, read_flows
from .imports import Imported, import_presets
from .mirror import mirror
from .model import Context, Model, new, open
from .network import Network, NetworkAbout, Simulation, network
from .network_file import read_network, read_trips, write_trips
from .route_comparison import break_even, compare_routes
from .routes import Routes
from .scenario import Scenario
from .scorecard import scorecard
from .table import Column, Table, table
from .table_file import read_table
from .trade_cost import trade_costs
from .transaction import Transaction
from .units import Unit, unit_spellings
from .validation import validate, validation_rules
from .values import NONE, UNKNOWN, Cell, Reference, Rule, Stated, Text
from .view import View, compare, diff, register_lists
from .year_to_date import months_from_ytd

__version__: str = _c.version()

__all__ = [
    "NONE",
    "UNKNOWN",
    "ArgumentError",
    "Brief",
    "BusyError",
    "CancelledError",
    "Cell",
    "Changed",
    "Column",
    "Complexity",
    "ConflictError",
    "Context",
    "Country",
    "Date",
    "Error",
    "FileError",
    "FlowSums",
    "Flows",
    "FormatError",
    "Imported",
    "Interval",
    "InvalidError",
    "LimitError",
    "Mapping",
    "MissingFileError",
    "Model",
    "Network",
    "NetworkAbout",
    "NetworkFlow",
    "NotFoundError",
    "OutOfMemoryError",
    "ParseError",
    "Product",
    "Reference",
    "RegisterError",
    "Routes",
    "Rule",
    "Scenario",
    "Section",
    "Simulation",
    "Stated",
    "Table",
    "Text",
    "Transaction",
    "Unit",
    "View",
    "break_even",
    "classifications",
    "compare",
    "compare_routes",
    "concat",
    "countries",
    "country",
    "diff",
    "draw_network",
    "import_presets",
    "indicator_list",
    "mirror",
    "months_from_ytd",
    "network",
    "new",
    "open",
    "product",
    "products",
    "read_flows",
    "read_network",
    "read_products",
    "read_table",
    "read_trips",
    "register_lists",
    "scorecard",
    "table",
    "trade_costs",
    "unit_spellings",
    "validate",
    "validation_rules",
    "write_trips",
]
