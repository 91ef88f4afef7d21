"""How far a figure may be off by the luck of which papers were annotated.

Papers are drawn with replacement as many times as there are (the bootstrap, Efron 1979), F1 is
taken anew, and the middle 95 % of what comes out is the interval.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.matching import Case, Tally
from kg.evaluate.measures import MEASURES, NOTHING
from kg.records import Record

DRAWS = 1000
_SEED = 20250724
_MIDDLE = (0.025, 0.975)


def find_intervals(
    gold: Mapping[str, Record], predicted: Mapping[str, Record], draws: int = DRAWS
) -> dict[str, tuple[float, float]]:
    """The 95 % interval of the F1 of each measure; the same at every call.

    Args:
        gold: gold records by paper id.
        predicted: predicted records by paper id.
        draws: how often to draw.
    """
    cases = [Case(record, predicted.get(paper, NOTHING)) for paper, record in gold.items()]
    times = draw(len(cases), draws)
    return {
        name: interval([measure(case) for case in cases], times)
        for name, measure in MEASURES.items()
    }


def draw(papers: int, draws: int) -> NDArray[np.int64]:
    """How often each paper is drawn, one row a draw; shape ``(draws, papers)``."""
    if not papers:
        return np.zeros((draws, 0), dtype=np.int64)
    random = np.random.default_rng(_SEED)
    return random.multinomial(papers, np.full(papers, 1 / papers), size=draws)


def interval(tallies: Sequence[Tally], times: NDArray[np.int64]) -> tuple[float, float]:
    """The 95 % interval of F1 over the draws."""
    table = np.array([(t.found, t.extra, t.missed) for t in tallies], dtype=np.int64)
    if not len(table):
        return 0.0, 0.0
    found, extra, missed = (times @ table).T
    whole = 2 * found + extra + missed
    f1 = np.divide(2 * found, whole, out=np.zeros(len(found)), where=whole > 0)
    low, high = np.quantile(f1, _MIDDLE)
    return float(low), float(high)
