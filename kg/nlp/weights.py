"""Linear weights: how much each feature speaks for each class, read from a table.

The weights of a feature are kept as one integer, in thousandths, a class in each ``LANE`` bits: one
addition adds a feature to the sums of all classes, and exactly, so that no order matters.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path
from struct import unpack

from kg.errors import KnowledgeError
from kg.nlp.knowledge import FOLDER, read_lines

LANE = 32
_PARTS = 1000


@dataclass(frozen=True)
class Weights:
    """The classes, and for each feature its weight for each of them, to three decimals."""

    classes: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]

    @cached_property
    def packed(self) -> Mapping[str, int]:
        """The weights of each feature as one integer."""
        return {name: _pack(row) for name, row in self.rows.items()}

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """The probability of each class, by a softmax over the sums of the weights."""
        return dict(zip(self.classes, _shares(self._sums(features)), strict=True))

    def choose(self, options: Iterable[Iterable[str]]) -> list[float]:
        """The probability of each option, by a softmax over their sums, of a table of one class."""
        return _shares([self._sums(features)[0] for features in options])

    def _sums(self, features: Iterable[str]) -> tuple[int, ...]:
        count = len(self.classes)
        total = sum(map(self.packed.get, features, repeat(0)), start=_middle(count))
        return unpack(f"<{count}I", total.to_bytes(count * LANE // 8, "little"))


def _shares(sums: Sequence[int]) -> list[float]:
    top = max(sums)
    powers = [math.exp((value - top) / _PARTS) for value in sums]
    whole = math.fsum(powers)
    return [power / whole for power in powers]


def _pack(row: Iterable[float]) -> int:
    return sum(round(value * _PARTS) << (LANE * i) for i, value in enumerate(row))


@cache
def _middle(count: int) -> int:
    """Half of what each lane can hold: sums that start there do not fall below nought."""
    return sum(1 << (LANE * i + LANE - 1) for i in range(count))


@cache
def read_weights(name: str, folder: Path = FOLDER) -> Weights:
    """The weights in the table ``NAME.tsv``: a header with the classes, then a feature a row.

    Raises:
        KnowledgeError: a row has no number for each class, or its feature stands twice.
    """
    path = folder / f"{name}.tsv"
    lines = read_lines(path)
    _, header = next(lines, (1, ""))
    classes = tuple(header.split("\t")[1:])
    rows: dict[str, tuple[float, ...]] = {}
    for number, line in lines:
        feature, *cells = line.split("\t")
        try:
            row = tuple(map(float, cells))
        except ValueError as error:
            raise KnowledgeError(str(error), str(path), number) from error
        if len(row) != len(classes) or feature in rows:
            raise KnowledgeError("a number for each class, each feature once", str(path), number)
        rows[feature] = row
    return Weights(classes, rows)
