"""How many abstracts a second are read, beside spaCy's blank tokenizer in the same run.

::

    python benchmarks/reading.py [PAPERS]

Prints a line a measure: abstracts per second by the clock and per second of processor time, and the
most memory that a process held. Each measure has a process of its own, with those it starts.
"""

import os
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
TOKENIZER = "tokenizer"
MEASURES = ((TOKENIZER, 1), ("fast", 1), ("fast", 2), ("default", 1), ("default", 2))
PAPERS = 908


def main(papers: int = PAPERS) -> None:
    """Measure and print."""
    print(f"{'':14}{'processes':>10}{'per second':>12}{'per CPU second':>16}{'MB':>7}")
    for what, processes in MEASURES:
        command = [sys.executable, __file__, str(papers), what, str(processes)]
        subprocess.run(command, check=True)


def measure(papers: int, what: str, processes: int) -> None:
    """Read some papers in this process, or in processes of its own, and print what it took."""
    from kg.nlp import read
    from kg.sources import read_papers

    chosen = list(islice(cycle(read_papers([SEEDS])), papers))
    if what == TOKENIZER:
        import spacy

        nlp = spacy.blank("en")
        nlp(chosen[0].text)
        began, spent = time.perf_counter(), _spent()
        for paper in chosen:
            nlp(paper.text)
    else:
        list(read(chosen[:1], model=what))
        began, spent = time.perf_counter(), _spent()
        for _ in read(chosen, model=what, processes=processes):
            pass
    wall, used = time.perf_counter() - began, _spent() - spent
    most = max(resource.getrusage(who).ru_maxrss for who in _WHO) / 1024
    rates = f"{papers / wall:12.0f}{papers / used:16.0f}"
    print(f"{what:14}{processes:10}{rates}{most:7.0f}", flush=True)


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _spent() -> float:
    """The processor seconds of this process and of those it started and saw end."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        main(*map(int, sys.argv[1:]))
