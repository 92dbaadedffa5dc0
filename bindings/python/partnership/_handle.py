"""What all objects that hold something of C have in common: closing, `with`, copying, and how they print."""

from __future__ import annotations

from typing import Any, Callable, ClassVar, NoReturn, TypeVar

H = TypeVar("H", bound="Handle")
U = TypeVar("U", bound="Unchanging")


def uncopied(advice: str) -> Callable[[object, object], NoReturn]:
    """What a class answers to copy and pickle: objects of C have one owner, in one process."""

    def __reduce_ex__(self: object, protocol: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} cannot be copied or pickled: {advice}")

    return __reduce_ex__


class Handle:
    """An object that holds something of C until it is closed, or until nobody holds it.

    After it was closed, whatever is asked of it raises ValueError, in every thread; a call that is
    under way in another one ends first.
    """

    _close: ClassVar[Callable[[Any], None]]

    def close(self) -> None:
        """Give up what it holds now; what was made of it stays. Closing twice does nothing."""
        type(self)._close(self)

    def __enter__(self: H) -> H:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _tell(self) -> str:
        """What it says of itself, as long as it is open."""
        return "open"

    def __repr__(self) -> str:
        try:
            said = self._tell()
        except ValueError:
            said = "closed"
        return f"<partnership.{type(self).__name__}: {said}>"


class Unchanging(Handle):
    """One that nothing can change, so that it is its own copy."""

    def __copy__(self: U) -> U:
        """The object itself: nothing can change it."""
        return self

    def __deepcopy__(self: U, memo: object) -> U:
        return self
