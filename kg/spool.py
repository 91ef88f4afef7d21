"""Items that come once and are walked again, in memory while they are few, else on disk."""

import pickle
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")
_IN_MEMORY = 64 * 2**20  # bytes


class Spool(Generic[T]):
    """The items of an iterable, which is walked once; a context manager."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed on exit
        self._places = array("q")
        try:
            for item in items:
                self.append(item)
        except BaseException:
            self._file.close()
            raise

    def append(self, item: T) -> None:
        """Add an item at the end."""
        self._places.append(self._file.seek(0, 2))
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> T:
        self._file.seek(self._places[index])
        item: T = pickle.load(self._file)  # noqa: S301  written above
        return item

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
