"""Linear weights: how much each feature speaks for each class, read from a table.

The weights of a feature are kept as one integer, in thousandths, a class in each ``LANE`` bits: one
addition adds a feature to the sums of all classes, and exactly, so that no order matters.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path

from kg.errors import KnowledgeError
from kg.nlp.knowledge import FOLDER, read_lines

LANE = 32
_PARTS = 1000
_HALF, _MASK = 1 << (LANE - 1), (1 << LANE) - 1


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
        total = sum(map(self.packed.get, features, repeat(0)))
        sums = list(_unpack(total, len(self.classes)))
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        whole = math.fsum(powers)
        return {name: p / whole for name, p in zip(self.classes, powers, strict=True)}


def _pack(row: Iterable[float]) -> int:
    return sum(round(value * _PARTS) << (LANE * i) for i, value in enumerate(row))


def _unpack(total: int, count: int) -> Iterator[float]:
    for _ in range(count):
        part = ((total + _HALF) & _MASK) - _HALF
        total = (total - part) >> LANE
        yield part / _PARTS


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
