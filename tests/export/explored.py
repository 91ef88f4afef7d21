"""A collection with years and with numbers on two benchmarks, for the page to show."""

from dataclasses import replace

from kg.model import Annotation
from tests.builders import (
    addresses,
    annotated,
    compares_with,
    evaluates_on,
    introduces,
    paper,
    reported,
)

# Method, year, accuracy on Omniglot, how sure that is.
SCORES = (
    ("MAML", "2017", "95.8%", 0.9),
    ("Reptile", "2018-03", "97.7%", 0.5),
    ("ProtoNet", "2020", "98.9%", 0.9),
)


def explored_collection() -> list[Annotation]:
    """One paper a method, each compared with the one before, and a paper that knows none."""
    found = [_one(number) for number in range(len(SCORES))]
    alone = paper("Sorting rocks", "We propose RockSort for geology.", published="2021-05-01")
    return [*found, annotated(alone, introduces("RockSort"), addresses("geology"))]


def _one(number: int) -> Annotation:
    name, year, score, sure = SCORES[number]
    before = SCORES[number - 1][0] if number else None
    than = f" It is compared with {before}." if before else ""
    text = f"We propose {name} for few-shot learning. On Omniglot it reaches {score}.{than}"
    written = paper(f"{name}, a way to learn", text, published=year)
    found = reported(written, score, method=0, benchmark=1, metric="accuracy")
    return annotated(
        written,
        introduces(name),
        evaluates_on("Omniglot"),
        addresses("few-shot learning"),
        *([compares_with(before)] if before else []),
        reported=[replace(found, score=sure)],
    )
