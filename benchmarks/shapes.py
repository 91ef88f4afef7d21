"""Whether the graph of a large collection has the shapes that it should, and how long to tell.

::

    PYTHONPATH=. python benchmarks/shapes.py [PAPERS [COUNT]]

PAPERS is a file or a folder of papers, by default the seeds; COUNT of them, by default 5000, are
read with ``--model fast``. Where there are fewer they are taken again under other ids and titles,
so that the same things are in more papers. Prints how many statements conform and the seconds of
the processor; ends with status 1 where one does not.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from benchmarks.papers import write
from kg.build import build
from kg.model import Paper
from kg.sources import read_papers

SEEDS = Path(__file__).parent.parent / "seeds"


def main(papers: str = str(SEEDS), number: str = "5000") -> None:
    """Measure and print."""
    found = list(read_papers([papers]))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "papers.jsonl"
        write(file, islice(_again_and_again(found), int(number)))
        with build([file], Path(folder) / "graph", model="fast") as built:
            began = time.process_time()
            told = built.validate()
            took = time.process_time() - began
    print(f"{number} papers: {told.triples:,} statements, {took:.0f} s of the processor")
    for violation in told.violations[:10]:
        print(violation)
    if told.violations:
        sys.exit(f"{len(told.violations):,} violations")
    print("conforms")


def _again_and_again(papers: Iterable[Paper]) -> Iterator[Paper]:
    """The papers, then the same as others, without end."""
    yield from papers
    for time_ in count(2):
        for paper in papers:
            yield replace(paper, id=f"{paper.id}-{time_}", title=f"{paper.title} ({time_})")


if __name__ == "__main__":
    main(*sys.argv[1:])
