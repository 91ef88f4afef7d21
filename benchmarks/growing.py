"""What one paper more costs beside deriving the whole graph, as the graph grows.

::

    PYTHONPATH=. python benchmarks/growing.py PAPERS [SIZE…]

PAPERS is a file of papers, of which graphs of each SIZE are made, by default 1250, 2500, 5000 and
10000, spread over the file; they are read with ``--model fast``. For each size prints in seconds of
the processor what building at once takes where all was read before, so that all is derived and
written and nothing read; what ``kg build --add`` takes with one paper more, the median of three;
and the parts of the last: looking at what is stored, reading and resolving, changing rows and the
on-disk store, writing the files. That one finds the model loaded, for which a ``kg build`` of its
own takes one or two seconds more. That records and ``graph.ttl`` are then those of a graph built at
once is tested in ``tests/``.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from benchmarks.papers import write
from kg.build import build
from kg.model import Paper
from kg.sources import read_papers

T = TypeVar("T")
SIZES = ("1250", "2500", "5000", "10000")
_ADDED = 3


def main(papers: str, *sizes: str) -> None:
    """Measure and print."""
    wanted = sorted(map(int, sizes or SIZES), reverse=True)
    found = list(read_papers([papers]))
    found = found[:: max(1, len(found) // wanted[0])]
    with tempfile.TemporaryDirectory() as folder:
        graph, file = Path(folder) / "graph", Path(folder) / "papers.jsonl"
        for size in wanted:  # the largest first: the others need nothing read
            write(file, found[:: wanted[0] // size][:size])
            build([file], graph, model="fast").close()
            shutil.copytree(graph, copy := Path(folder) / "copy")
            _measure(copy, file, size)
            shutil.rmtree(copy)
    print(f"load of the machine {os.getloadavg()[0]:.1f}, of {os.cpu_count()} cores")


def _measure(graph: Path, file: Path, size: int) -> None:
    shutil.rmtree(graph / "store")
    began = time.process_time()
    build([], graph, fresh=True).close()
    whole = time.process_time() - began
    adding = []
    for number in range(_ADDED):
        write(file, [_one_more(number)])
        stages = Stages()
        build([file], graph, add=True, track=stages).close()
        adding.append(stages.end())
    one = statistics.median(adding)
    print(f"{size:6} papers: {whole:.1f} s at once, {one:.1f} s for one more,", end=" ")
    print(f"ratio {one / whole:.2f} ({stages})", flush=True)


def _one_more(number: int) -> Paper:
    name = f"Plumage{number}"
    text = f"We propose {name}, a method for question answering. {name} beats BERT on SQuAD."
    return Paper(f"benchmarks:{number}", f"{name}: one more paper", text)


class Stages:
    """A ``Track`` that notes the processor's time at which each stage of a build began."""

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}
        self._began = time.process_time()

    def __call__(self, items: Iterable[T], stage: str, total: int | None) -> Iterable[T]:
        """Note the stage; the items as they are."""
        self.begun.setdefault(stage, time.process_time() - self._began)
        return items

    def end(self) -> float:
        """How long it took until now."""
        self.begun["end"] = time.process_time() - self._began
        return self.begun["end"]

    def __str__(self) -> str:
        begun = [0.0, *(self.begun[stage] for stage in _ENDS)]
        spans = [end - start for start, end in pairwise(begun)]
        return ", ".join(f"{name} {span:.1f}" for name, span in zip(_PARTS, spans, strict=True))


# Each part of a build ends where a stage begins.
_PARTS = ("looking at what is stored", "reading and resolving", "rows and store", "files")
_ENDS = ("Reading papers", "Joining", "Writing", "end")


if __name__ == "__main__":
    main(*sys.argv[1:])
