"""How fast the on-disk store loads and answers, beside rdflib's memory store in the same run.

::

    PYTHONPATH=. python benchmarks/sparql.py [GRAPH [SECONDS]]

GRAPH is a folder that ``kg build`` wrote, by default ``output``. Both are asked each named query;
one that takes rdflib longer than SECONDS, by default 60, counts as if it had taken that long.
Prints the rate of loading, a line a query, and the figures that stand for all: the median of the
ratios, and the 95th percentile of our times, the check of the query's text included.
"""

import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Triples
from rdflib import Dataset

import kg
from kg.model import Label
from kg.rdf import PREFIXES, write_nquads
from kg.sparql import Graph, NamedQuery, load, named_queries, query
from kg.sparql.parameters import Term, bound
from kg.store import Store

_RUNS = 5


def main(graph: str = "output", seconds: str = "60") -> None:
    """Measure and print."""
    with kg.load(graph) as built, tempfile.TemporaryDirectory() as folder:
        quads = Path(folder) / "graph.nq"
        with quads.open("wb") as file:
            write_nquads(built.store, file)
        _print_loading(quads, Path(folder) / "store")
        theirs = Dataset()
        took = _seconds(lambda: theirs.parse(quads, format="nquads"))
        print(f"rdflib loads in {took:.1f} s")
        with load(built.store) as ours:
            _print_queries(ours, theirs, _asked(built.store), float(seconds))


def _print_loading(quads: Path, place: Path) -> None:
    def write() -> None:
        triples = Triples(str(place))
        triples.bulk_load(path=quads, format=RdfFormat.N_QUADS)
        triples.flush()

    took = _seconds(write)
    with quads.open("rb") as file:
        count = sum(1 for _ in file)
    print(f"{count:,} statements, evidence included, load at {count / took:,.0f} a second")


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
    times, ratios = [], []
    for named in named_queries().values():
        values = _values(named, asked, ours.base_iri)
        runs = [_seconds(lambda: query(ours, named.text, values)) for _ in range(_RUNS)]  # noqa: B023
        text = bound(named.text, values)
        peer = min(seconds, _seconds(lambda: _ask(theirs, text, seconds)))  # noqa: B023
        times += runs
        ratios.append(peer / statistics.median(runs))
        print(f"{named.name}: {1000 * statistics.median(runs):.0f} ms, {1000 * peer:.0f} ms")
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"median ratio {statistics.median(ratios):.0f}, p95 {1000 * p95:.0f} ms")


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

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except TimeoutError:
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
