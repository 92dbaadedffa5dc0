"""Product space and economic complexity."""

from __future__ import annotations

from . import _core, core
from .table import Table
from .values import uncopied


class Complexity(core.Complexity):
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

    __reduce_ex__ = uncopied("its tables give what can be")

    def __copy__(self) -> Complexity:
        """The result itself: nothing can change it."""
        return self

    def __deepcopy__(self, memo: object) -> Complexity:
        return self

    def close(self) -> None:
        """Give up the result now; tables made of it stay. Closing twice does nothing."""
        core.close_complexity(self)

    def __enter__(self) -> Complexity:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        try:
            [said] = self.summary()
        except ValueError:
            return "<partnership.Complexity: closed>"
        counts = f"{said['countries']} countries, {said['products']} products"
        return f"<partnership.Complexity: {said['period']}; {counts}>"


_core.Complexity_swigregister(Complexity)
