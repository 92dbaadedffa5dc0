"""Mirror comparison: imports as one side reports them beside exports as the other does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Iterable

from .aggregation import listed, mapped, named, tabled

if TYPE_CHECKING:
    from .flows import Flows
    from .table import Table
    from .values import Day


def mirror(
    a: Flows,
    b: Flows | None = None,
    *,
    totals: bool = False,
    product_digits: int = 0,
    countries: object = None,
    among: str | Iterable[str] | None = None,
    hubs: str | Iterable[str] = (),
    start: Day | None = None,
    until: Day | None = None,
    margin: float | None = None,
    distances: object = None,
    import_weight: float = 0.5,
    any_classification: bool = False,
    add_overlapping: bool = False,
) -> Table:
    """Set imports of one flow table beside exports of another, both ways, and say why they differ.

    a, b: flow tables; where b is not given, imports of a beside exports of a.
    totals: all products of a pair and period together.
    product_digits: products by so many of their first digits.
    countries: what codes come to, a dict ({"842": "USA"}), a `Mapping` or what makes one. A code that it does not have
        is kept, and told among the causes.
    among: only trade between these countries.
    hubs: countries whose trade is to a large part that of others.
    start, until: only periods that lie between these days.
    margin: by how much CIF is above FOB, from 0 to 1: 0.06 is six percent; estimated where it is not given.
    distances: to estimate it by, a table or frame with the columns origin, destination and km; by the median of
        all pairs where there are none.
    import_weight: of imports in the reconciled value.
    any_classification: compare also flows whose products are told to be of different classifications, as one
        may with totals.
    add_overlapping: where products are put together, add also totals beside their parts.

    Columns: period, importer, exporter, product, imports, exports, gap, ratio, asymmetry, margin, margin_from, imports_fob,
    unexplained, reconciled, match ("both", "imports_only", "exports_only"), causes ("differing_code",
    "missing_reporter", "other_level", "no_counterpart", "unmapped_code", "confidential", "re_export_hub", joined
    by "; "), import_rows, export_rows,
    margin_pairs, import_source, export_source. Nothing is left out: what has no counterpart is a row.

    Raises ConflictError for values in units that are not the same currency and for classifications that differ,
    InvalidError for a margin beyond its range and for totals beside their parts that would be added up, NotFoundError for a country of among that no row has.
    """
    options = {
        "totals": totals,
        "product_digits": product_digits,
        "among": None if among is None else named("among", among),
        "hubs": listed(hubs),
        "from": start,
        "until": until,
        "margin": margin,
        "import_weight": import_weight,
        "any_classification": any_classification,
        "add_overlapping": add_overlapping,
    }
    return a._mirror(a if b is None else b, mapped(countries), tabled(distances), options)
