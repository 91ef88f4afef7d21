"""Sorting more than memory holds: sorted runs on disk, merged."""

import heapq
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any, TypeVar

T = TypeVar("T")
_RUN = 200_000
_PART = 500  # items that are written, and later held, together


def sort(items: Iterable[T], key: Callable[[T], Any], run: int = _RUN) -> Iterator[T]:
    """The items in order of their keys, with at most ``run`` of them in memory."""
    rest = iter(items)
    last = sorted(islice(rest, run), key=key)
    kept: list[IO[bytes]] = []
    try:
        while len(last) == run and (more := sorted(islice(rest, run), key=key)):
            kept.append(_keep(last))
            last = more
        yield from heapq.merge(*map(_items, kept), last, key=key)
    finally:
        for file in kept:
            file.close()


def _keep(items: list[T]) -> IO[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when the merge is over
    for start in range(0, len(items), _PART):
        pickle.dump(items[start : start + _PART], file, pickle.HIGHEST_PROTOCOL)
    file.seek(0)
    return file


def _items(file: IO[bytes]) -> Iterator[Any]:
    while True:
        try:
            yield from pickle.load(file)  # noqa: S301  written by _keep a moment ago
        except EOFError:
            return
