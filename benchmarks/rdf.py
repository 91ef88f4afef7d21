"""How fast each form of RDF is written, and in how much memory, of small and of large graphs.

::

    python benchmarks/rdf.py [PAPERS …]

By default of 800 and of 8,000 made-up papers, about a hundred thousand and a million statements. A
line a form and size: statements a second, and the most memory that a process of its own took.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.ids import entity_node, paper_node
from kg.model import Entity, Evidence, Label, Paper, Predicate, Relation
from kg.store import Store

EDGES = 10  # of each paper
THINGS = 5000
WORDS = "We propose a method and measure it on a benchmark, as everyone does. " * 12
CHILD = """
import resource, sys
from kg.rdf import WRITERS
from kg.store import Store
with Store.open(sys.argv[1]) as store, open("/dev/null", "wb") as output:
    WRITERS[sys.argv[2]](store, output)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main(sizes: list[int]) -> None:
    """Measure and print."""
    from kg.rdf import WRITERS, quads

    with tempfile.TemporaryDirectory() as folder:
        for papers in sizes:
            path = make_store(Path(folder) / f"{papers}.db", papers)
            with Store.open(path) as store:
                statements = sum(1 for _ in quads(store))
            for form in WRITERS:
                seconds, memory = _write(path, form)
                rate = statements / seconds
                print(f"{form}: {statements:,} statements, {rate:,.0f}/s, {memory:.0f} MiB")


def make_store(path: Path, papers: int) -> Path:
    """A store of papers that each use ten methods."""
    names = [entity_node(Label.METHOD, f"method{number}") for number in range(THINGS)]
    with Store.create(path) as store, store.transaction():
        store.write_papers((Paper(_id(n), f"Paper {n}", WORDS), "") for n in range(papers))
        entities = (Entity(name, Label.METHOD, name, (name,)) for name in sorted(names))
        store.write_derived(entities, _relations(papers, names), [], lambda *_: None)
    return path


def _id(number: int) -> str:
    return f"paper-{number:07}"


def _relations(papers: int, names: list[str]) -> Iterator[Relation]:
    for paper in map(_id, range(papers)):
        used = sorted(
            {names[(int(paper[-7:]) * 31 + step * 977) % THINGS] for step in range(EDGES)}
        )
        for number, name in enumerate(used):
            start = 70 * number + 11
            told = Evidence(paper, (70 * number, 70 * number + 68), start, start + 8, "rule", 0.9)
            yield Relation(paper_node(paper), Predicate.USES, name, (told,), 0.9)


def _write(path: Path, form: str) -> tuple[float, float]:
    began = time.perf_counter()
    command = [sys.executable, "-c", CHILD, str(path), form]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return time.perf_counter() - began, float(told)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [800, 8000])
