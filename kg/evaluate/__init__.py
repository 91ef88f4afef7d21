"""How well papers are read and joined: extractions and entities against gold annotations.

>>> from kg.evaluate import evaluate, read_gold
>>> measures = evaluate(read_gold("gold.jsonl"), predicted)  # doctest: +SKIP
>>> measures["METHOD"].f1  # doctest: +SKIP
0.74
"""

from kg.evaluate.bootstrap import find_intervals
from kg.evaluate.clusters import (
    Cluster,
    ClusterScores,
    Rates,
    find_meanings,
    find_pairs,
    of_half,
    read_clusters,
    score_clusters,
)
from kg.evaluate.gold import HALVES, half_of, read_gold, split_gold
from kg.evaluate.joining import join_found, join_gold
from kg.evaluate.matching import Case, Tally
from kg.evaluate.measures import MEASURES, Measure, evaluate
from kg.evaluate.misses import Miss, find_misses
from kg.evaluate.reading import Reading, read_and_extract
from kg.evaluate.sentences import (
    Sentence,
    SentenceScore,
    evaluate_sentences,
    is_sentences,
    read_sentences,
)

__all__ = [
    "HALVES",
    "MEASURES",
    "Case",
    "Cluster",
    "ClusterScores",
    "Measure",
    "Miss",
    "Rates",
    "Reading",
    "Sentence",
    "SentenceScore",
    "Tally",
    "evaluate",
    "evaluate_sentences",
    "find_intervals",
    "find_meanings",
    "find_misses",
    "find_pairs",
    "half_of",
    "is_sentences",
    "join_found",
    "join_gold",
    "of_half",
    "read_and_extract",
    "read_clusters",
    "read_gold",
    "read_sentences",
    "score_clusters",
    "split_gold",
]
