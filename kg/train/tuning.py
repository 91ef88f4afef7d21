"""Choosing the least score at which a candidate of each class counts, on papers set aside for it.

What is tuned is the reader as it will be shipped, int8 weights and all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from kg.nlp.entities import choose
from kg.nlp.judged import Judged
from kg.nlp.mixing import mix_classes
from kg.nlp.reader import Reader, find_role, to_judged, to_probabilities
from kg.train.config import Mix
from kg.train.examples import CLASSES, UNKNOWN, Example

_START = 0.4
_SHARES = MappingProxyType(
    {"METHOD/named": 0.4, "METHOD/concept": 0.4, "BENCHMARK/named": 0.4, "TASK/concept": 0.5}
)
_TEMPERATURES = tuple(round(1 + 0.1 * i, 1) for i in range(21))
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """An example with what the reader makes of its candidates: class and score, and the role."""

    example: Example
    judged: Sequence[Judged]
    roles: Sequence[str]


def score_examples(reader: Reader, examples: Sequence[Example]) -> list[Scored]:
    """Let a reader judge the candidates of some papers."""
    found = []
    for example in examples:
        texts = [example.text[start:end] for start, end in example.words]
        classes, roles = reader.judge(texts, example.candidates, example.signals)
        settings = reader.settings
        mixed = to_probabilities(classes, example.candidates, example.opinions, settings)
        judged = to_judged(example.candidates, mixed, settings.classes)
        told = [
            find_role(one.label, row, example.opinions.get(one.candidate.key), settings)
            for one, row in zip(judged, roles, strict=True)
        ]
        found.append(Scored(example, judged, told))
    return found


def find_temperature(reader: Reader, examples: Sequence[Example], mix: Mix) -> float:
    """The temperature under which what was annotated is likeliest."""
    judged = []
    for example in examples:
        texts = [example.text[start:end] for start, end in example.words]
        judged.append((example, reader.judge(texts, example.candidates, example.signals)[0]))

    def cost(temperature: float) -> float:
        told = (CLASSES, mix.classes, temperature)
        return -sum(
            float((np.log(mix_classes(row, e.candidates, e.opinions, *told)) * e.classes).sum())
            for e, row in judged
        )

    return min(_TEMPERATURES, key=cost)


def find_thresholds(scored: Sequence[Scored]) -> dict[str, float]:
    """The threshold of each class: a share of the F1 that is reached with it.

    Where scores are probabilities, half of it is the one with the best F1 (Lipton, Elkan and
    Naryanaswamy 2014); trying out which threshold is best on a hundred papers would fit their luck.
    Somewhat below it F1 is flat and recall rises, which is worth more to a graph.
    """
    thresholds = dict.fromkeys(CLASSES[1:], _START)
    for _ in range(_ROUNDS):
        thresholds = {
            name: round(_SHARES[name] * f1(scored, thresholds, name), 2) for name in thresholds
        }
    return thresholds


def f1(scored: Sequence[Scored], thresholds: Mapping[str, float], name: str) -> float:
    """F1 of one class over some papers, an entity found once however many candidates mean it."""
    found = extra = total = 0
    for one in scored:
        label, _, kind = name.partition("/")
        wanted = {
            i
            for i, entity in enumerate(one.example.record["entities"])
            if (entity["label"], entity["kind"]) == (label, kind)
        }
        meant = meanings(one, thresholds, name)
        hit = wanted & set(meant)
        total += len(wanted)
        found += len(hit)
        extra += len(meant) - len(hit)
    return 2 * found / max(1, 2 * found + extra + total - found)


def meanings(one: Scored, thresholds: Mapping[str, float], name: str) -> list[int]:
    """The entities that the chosen candidates of a class mean, ``UNKNOWN`` where none."""
    places = {c.key: i for i, c in enumerate(one.example.candidates)}
    return [
        int(one.example.entities[places[each.candidate.key]])
        for each in choose(one.judged, dict(thresholds))
        if each.label == name
    ]


def measure(scored: Sequence[Scored], thresholds: Mapping[str, float]) -> dict[str, float]:
    """F1 of each class, and the share of right roles among the entities found."""
    figures = {name: round(f1(scored, thresholds, name), 4) for name in CLASSES[1:]}
    right = of = 0
    for one in scored:
        places = {c.key: i for i, c in enumerate(one.example.candidates)}
        for each in choose(one.judged, dict(thresholds)):
            i = places[each.candidate.key]
            entity = int(one.example.entities[i])
            if entity != UNKNOWN and not each.label.startswith("TASK"):
                of += 1
                right += one.roles[i] == one.example.record["entities"][entity]["role"]
    return figures | {"roles": round(right / max(1, of), 4)}
