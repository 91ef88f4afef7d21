"""How long resolving a graph takes, and what adding one paper to it costs beside that.

::

    python benchmarks/resolving.py GRAPH

GRAPH is the folder of a built graph, which is copied and not changed. Prints a line a measure:
seconds for resolving all of it (names, relations, results, reasons, all written to ``graph.db``),
the memory that took, and the seconds of ``kg build --add`` with one paper, by stage.
"""

import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from kg.build import build
from kg.progress import silently
from kg.renewing import renew
from kg.store import Store

T = TypeVar("T")
PAPER = {
    "id": "benchmarks:one-more",
    "title": "Plumage: one more paper",
    "abstract": "We propose Plumage, a method for question answering. It beats BERT on SQuAD.",
}


def main(graph: Path) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        copy, one = Path(folder) / "graph", Path(folder) / "one.jsonl"
        shutil.copytree(graph, copy)
        one.write_text(json.dumps(PAPER) + "\n", "utf-8")
        began = time.perf_counter()
        papers = _resolve(copy / "graph.db")
        all_of_it = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"resolving {papers} papers: {all_of_it:.1f} s, {peak:.2f} GiB")
        stages = Stages()
        began = time.perf_counter()
        build([one], copy, add=True, track=stages).close()
        adding = time.perf_counter() - began
    told = ", ".join(f"{stage} after {after:.1f} s" for stage, after in stages.begun.items())
    print(f"adding one paper: {adding:.1f} s, ratio {adding / all_of_it:.2f} ({told})")


class Stages:
    """A ``Track`` that notes when each stage of a build began."""

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}
        self._began = time.perf_counter()

    def __call__(self, items: Iterable[T], stage: str, total: int | None) -> Iterable[T]:
        """Note the stage; the items as they are."""
        self.begun.setdefault(stage, time.perf_counter() - self._began)
        return items


def _resolve(path: Path) -> int:
    """Resolve all papers of a store and write what follows; how many papers it has."""
    with Store.create(path) as store, store.transaction():
        renew(store, (), (), silently, fresh=True)
        return store.counts()["papers"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
