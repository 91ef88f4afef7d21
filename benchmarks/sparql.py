"""How fast the on-disk store loads and answers, beside rdflib's memory store in the same run.

::

    PYTHONPATH=. python benchmarks/sparql.py [GRAPH [SECONDS]]

GRAPH is a folder that ``kg build`` wrote, by default ``output``. First the on-disk store is made of
its records, end to end: quads made, digests taken, everything written and flushed. Then both are
asked each named query; one that takes rdflib more than SECONDS of the processor, by default 60, is
ended there. Prints the rate of loading, a line a query, and the figures that stand for all: the
median of the ratios, and the 95th percentile of our times. A query's text is checked where it was
not seen before, as it is anywhere else.

Each is measured by the clock and in seconds of the processor, which tell the same on a quiet
machine; where others are at work on it, only the latter mean something.
"""

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdflib import Dataset

import kg
from kg.model import Label
from kg.rdf import PREFIXES, write_nquads
from kg.sparql import Graph, NamedQuery, load, named_queries, query
from kg.sparql.loading import fill
from kg.sparql.parameters import Term, bound
from kg.store import Store
from kg.store.generations import making

_RUNS = 20


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the clock, and of the processor: of all threads, and of the first alone."""

    clock: float
    processor: float
    first: float

    def __str__(self) -> str:
        return f"{self.clock:.3f} s ({self.processor:.3f} s of the processor)"


def main(graph: str = "output", seconds: str = "60") -> None:
    """Measure and print."""
    with kg.load(graph) as built, tempfile.TemporaryDirectory() as folder:
        quads = Path(folder) / "graph.nq"
        with quads.open("wb") as file:
            write_nquads(built.store, file)
        with quads.open("rb") as file:
            count = sum(1 for _ in file)
        _print_loading(built.store, count, Path(folder) / "store")
        theirs = Dataset()
        print(f"rdflib loads in {_took(lambda: theirs.parse(quads, format='nquads'))}")
        with load(built.store) as ours:
            _print_queries(ours, theirs, _asked(built.store), float(seconds))
    print(f"load of the machine {os.getloadavg()[0]:.1f}, of {os.cpu_count()} cores")


def _print_loading(store: Store, count: int, place: Path) -> None:
    def write() -> None:
        with making(place) as draft:
            fill(draft, store)
            draft.finish()

    took = _took(write)
    print(f"{count:,} statements, evidence included, from the records into the store: {took}")
    print(
        f"  {count / took.clock:,.0f} a second by the clock; {count / took.processor:,.0f} on one"
    )
    print(
        f"  processor; {count / took.first:,.0f} where others do all that the first thread leaves"
    )


def _asked(store: Store) -> dict[str, str]:
    """What is most connected: the queries about it have the most to do."""
    most = {label: store.most_connected(label, 2) for label in Label if label is not Label.METRIC}
    names = {label: [entity.name for entity, _ in found] for label, found in most.items()}
    edge = next(each for each in store.relations() if each.subject.startswith("paper/"))
    benchmarks = names[Label.BENCHMARK]
    return {
        "method": names[Label.METHOD][0],
        "task": names[Label.TASK][0],
        "benchmark": benchmarks[0],
        "first": benchmarks[0],
        "second": benchmarks[1],
        "paper": edge.subject,
        "subject": edge.subject,
        "object": edge.object,
    }


def _print_queries(ours: Graph, theirs: Dataset, asked: dict[str, str], seconds: float) -> None:
    times: list[Took] = []
    ratios: list[tuple[float, float]] = []
    for named in named_queries().values():
        values = _values(named, asked, ours.base_iri)
        runs = [_took(lambda: query(ours, named.text, values)) for _ in range(_RUNS)]  # noqa: B023
        text = bound(named.text, values)
        peer = _took(lambda: _ask(theirs, text, seconds))  # noqa: B023
        times += runs
        ratios.append(
            (
                peer.clock / statistics.median(run.clock for run in runs),
                peer.processor / statistics.median(run.processor for run in runs),
            )
        )
        own = statistics.median(run.processor for run in runs)
        print(f"{named.name}: {1000 * own:.1f} ms, {1000 * peer.processor:.1f} ms", flush=True)
    for name, number in (("clock", 0), ("processor", 1)):
        ratio = statistics.median(both[number] for both in ratios)
        p95 = statistics.quantiles((getattr(each, name) for each in times), n=20)[-1]
        print(f"by the {name}: median ratio {ratio:.0f}, p95 {1000 * p95:.0f} ms")


def _values(named: NamedQuery, asked: dict[str, str], base_iri: str) -> dict[str, Term]:
    needed = [each.name for each in named.parameters if each.default is None]
    return named.values({name: asked[name] for name in needed}, base_iri)


def _ask(theirs: Dataset, text: str, seconds: float) -> None:
    with _at_most(seconds):
        list(theirs.query(text, initNs=dict(PREFIXES)))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except TimeoutError:
        return
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _took(work: Callable[[], object]) -> Took:
    began = time.perf_counter(), time.process_time(), time.thread_time()
    work()
    ended = time.perf_counter(), time.process_time(), time.thread_time()
    return Took(*(end - begin for begin, end in zip(began, ended, strict=True)))


if __name__ == "__main__":
    main(*sys.argv[1:])
