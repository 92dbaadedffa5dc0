"""Product space and economic complexity."""

from __future__ import annotations

from . import _core, core
from ._handle import Unchanging, uncopied
from .table import Table


class Complexity(Unchanging, core.Complexity):
    """The product space of a period, complexity and fitness; made by `Flows.complexity()`.

    `countries()`, `products()` and `country_products()` hold the results, `proximity()` the product
    space, `dropped()` what does not take part and why, `summary()` how it was computed. Immutable.
    """

    def __init__(self) -> None:
        raise TypeError("a Complexity is made by Flows.complexity()")

    def proximity(self, least: float = 0) -> Table:
        """Pairs of products, each once, whose proximity is above zero and not below `least`.

        Columns: product, other, proximity. It is the smaller of the two shares of exporters with an
        advantage in one that have one in the other too.
        """
        return super().proximity(least)

    _close = core.close_complexity
    __reduce_ex__ = uncopied("its tables give what can be")

    def _tell(self) -> str:
        [said] = self.summary()
        counts = f"{said['countries']} countries, {said['products']} products"
        return f"{said['period']}; {counts}"


_core.Complexity_swigregister(Complexity)
