"""The derived records brought up to a resolution, touching only what it changes.

What a paper says, its relations, results and mentions, is a function of its reading, of what its
names mean and of the decisions. The records keep a digest of these, its trace: a paper whose trace
is what it was is not looked at again. What is said of names, entities and why they are one, is
found for all, and only the rows that differ are written. The records that come of it are those
that would be derived at once.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Annotation, Edge, Ground, Result
from kg.progress import Track
from kg.resolve import Resolution
from kg.resolve.relations import Claim, make_relation
from kg.resolve.results import cell_of, reflagged
from kg.store import Store
from kg.store.content import code_hash

# The code that stands between what a trace tells and the rows.
_DERIVING = (
    *("ids.py", "metrics.py", "metrics.tsv", "model.py", "renewing.py", "surface.py"),
    *("resolve", "store"),
)
_MOST = 0.3  # the share of papers from which on writing all is the shorter way


def renew(
    store: Store, resolution: Resolution, shape: object, track: Track, *, fresh: bool = False
) -> dict[str, str]:
    """Make the derived records those of a resolution.

    Args:
        store: the records, papers and readings as they are to be.
        resolution: of all its readings.
        shape: what else the rows are a function of; :func:`repr` must tell all of it.
        track: how to watch it.
        fresh: derive the rows of every paper again.

    Returns:
        The ids that changed, old to new.
    """
    before, traces = store.traces(), _find_traces(store, resolution, shape)
    papers = before.keys() | traces.keys()
    changed = {paper for paper in papers if before.get(paper) != traces.get(paper)}
    changed |= resolution.ruled().keys()
    if fresh or len(changed) > _MOST * len(traces):
        store.keep_meanings(sorted(before))
        relations = track(resolution.relations(), "Joining", None)
        derived = (resolution.entities, relations, resolution.results(), resolution.entity_of)
        store.write_derived(*derived, resolution.mentions())
    else:
        store.keep_meanings(sorted(changed))
        store.write_entities(resolution.entities)
        _Renewal(store, resolution, frozenset(changed)).write(track)
    store.write_reasons(resolution.merges(), resolution.doubts, resolution.matches)
    store.write_traces(traces)
    return store.find_moved()


def _find_traces(store: Store, resolution: Resolution, shape: object) -> dict[str, str]:
    meanings = resolution.meanings()
    common = hashlib.sha256(repr((code_hash(_DERIVING), shape)).encode())
    traces = {}
    for paper, *record in store.records_of_papers():
        trace = common.copy()
        trace.update(repr((record, meanings.get(paper, []))).encode())
        traces[paper] = trace.hexdigest()
    return traces


@dataclass(frozen=True)
class _Renewal:
    """The rows that follow from some papers, those that left among them."""

    store: Store
    resolution: Resolution
    papers: frozenset[str]

    def write(self, track: Track) -> None:
        """Take the old rows out and put the new ones in."""
        said = self.resolution.over(_Readings(self.store, sorted(self.papers)))
        self._write_relations(said, track)
        old = [result for paper in self.papers for result in self.store.results_in(paper)]
        self.store.remove_told(self.papers)
        self.store.write_mentions(said.mentions())
        self.store.write_results(new := list(said.results()))
        self._flag((*old, *new))

    def _write_relations(self, said: Resolution, track: Track) -> None:
        claims, beside = _by_edge(said.claims()), _by_edge(self.resolution.claims_beside())
        edges = {edge for each in self.papers for edge in self.store.edges_resting_on(each)}
        edges |= claims.keys() | self._moved_beside(beside) | self.resolution.ruled_out()
        for edge in track(sorted(edges), "Joining", len(edges)):
            grounds = [*self._kept(edge), *claims.get(edge, ()), *beside.get(edge, ())]
            holds = grounds and not self.resolution.is_ruled_out(edge)
            self.store.write_relation(edge, make_relation(edge, grounds) if holds else None)

    def _kept(self, edge: Edge) -> Iterator[Ground]:
        """The grounds of an edge that other papers give."""
        relation = self.store.relation(edge)
        for ground in relation.evidence if relation else ():
            paper = self.resolution.says_of(edge, ground)
            if paper is not None and paper not in self.papers:
                yield ground

    def _moved_beside(self, beside: Mapping[Edge, list[Ground]]) -> set[Edge]:
        """The edges of which something else is said now beside what papers say."""
        stored = self.store.grounds_of_no_paper()
        old = _by_edge(
            (edge, ground)
            for edge, ground in stored
            if self.resolution.says_of(edge, ground) is None
        )
        return {
            edge
            for edge in old.keys() | beside.keys()
            if sorted(map(repr, old.get(edge, ()))) != sorted(map(repr, beside.get(edge, ())))
        }

    def _flag(self, results: Iterable[Result]) -> None:
        """Flag the results that differ, where one came or went."""
        cells = {cell[:2] for result in results if (cell := cell_of(result))}
        for method, benchmark in sorted(cells):
            self.store.write_results(reflagged(self.store.results_on(method, benchmark)))


@dataclass(frozen=True)
class _Readings:
    """The readings of some papers, to be walked as often as needed."""

    store: Store
    papers: Sequence[str]

    def __iter__(self) -> Iterator[Annotation]:
        return filter(None, map(self.store.annotation, self.papers))


def _by_edge(claims: Iterable[Claim]) -> dict[Edge, list[Ground]]:
    found: dict[Edge, list[Ground]] = {}
    for edge, ground in claims:
        found.setdefault(edge, []).append(ground)
    return found
