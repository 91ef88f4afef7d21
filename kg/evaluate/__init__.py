"""How well papers are read: extractions against gold annotations.

>>> from kg.evaluate import evaluate, read_gold
>>> measures = evaluate(read_gold("gold.jsonl"), predicted)  # doctest: +SKIP
>>> measures["METHOD"].f1  # doctest: +SKIP
0.74
"""

from kg.evaluate.gold import HALVES, half_of, read_gold, split_gold
from kg.evaluate.matching import Case, Tally
from kg.evaluate.measures import MEASURES, Measure, evaluate
from kg.evaluate.misses import Miss, find_misses
from kg.evaluate.reading import Reading, read_and_extract

__all__ = [
    "HALVES",
    "MEASURES",
    "Case",
    "Measure",
    "Miss",
    "Reading",
    "Tally",
    "evaluate",
    "find_misses",
    "half_of",
    "read_and_extract",
    "read_gold",
    "split_gold",
]
