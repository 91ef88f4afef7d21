"""Which predicted entity is which gold one, and how hits and misses are counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.evaluate.forms import matching_form
from kg.records import Record


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, what was predicted and is not in the gold, and what was missed."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.found + other.found, self.extra + other.extra, self.missed + other.missed)

    @property
    def gold(self) -> int:
        """How many there are in the gold."""
        return self.found + self.missed

    @property
    def predicted(self) -> int:
        """How many were predicted."""
        return self.found + self.extra

    @property
    def precision(self) -> float:
        """The share of the predictions that are right; 0 where there are none."""
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Case:
    """One paper: its gold record beside the predicted one."""

    gold: Record
    predicted: Record

    @cached_property
    def pairs(self) -> dict[int, int]:
        """Gold entity to predicted entity, by their places in the records."""
        return pair_entities(self.gold["entities"], self.predicted.get("entities", []))

    @cached_property
    def partners(self) -> dict[int, int]:
        """Predicted entity to gold entity."""
        return {predicted: gold for gold, predicted in self.pairs.items()}


def forms_of(entity: Mapping[str, Any]) -> frozenset[str]:
    """The normal forms of an entity's spellings."""
    spellings = [entity["name"], *entity.get("aliases", [])]
    return frozenset(form for form in map(matching_form, spellings) if form)


def pair_entities(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]]
) -> dict[int, int]:
    """Pair entities of one label that share a form, one to one.

    Those that share the most forms pair first; where they share as many, those that stand first.
    """
    gold_forms = [forms_of(entity) for entity in gold]
    predicted_forms = [forms_of(entity) for entity in predicted]
    candidates = [
        (-shared, i, j)
        for i, entity in enumerate(gold)
        for j, other in enumerate(predicted)
        if entity["label"] == other["label"] and (shared := len(gold_forms[i] & predicted_forms[j]))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
