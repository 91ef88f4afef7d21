"""Linear weights: how much each feature speaks for each class, read from a table."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.nlp.knowledge import FOLDER, read_lines


@dataclass(frozen=True, slots=True)
class Weights:
    """The classes, and for each feature its weight for each of them."""

    classes: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """The probability of each class, by a softmax over the sums of the weights."""
        rows = [row for row in map(self.rows.get, features) if row]
        sums = [math.fsum(column) for column in zip(*rows, strict=True)]
        if not sums:
            return dict.fromkeys(self.classes, 1 / len(self.classes))
        top = max(sums)
        powers = [math.exp(value - top) for value in sums]
        total = math.fsum(powers)
        return {name: p / total for name, p in zip(self.classes, powers, strict=True)}


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
