"""How a long run lets itself be watched: the library hands its iterables through a ``Track``."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Passes items on unchanged and may show how far they are."""

    def __call__(self, items: Iterable[T], stage: str, total: int | None) -> Iterable[T]:
        """Return the items; ``stage`` names the work, ``total`` their number where known."""
        ...


def silently(items: Iterable[T], stage: str, total: int | None) -> Iterable[T]:
    """Show nothing."""
    return items
