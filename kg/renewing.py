"""The derived records brought up to the papers and readings, touching only what they change.

Where few papers changed, only what they reach is resolved (:mod:`kg.reach`), else everything. What
a paper says, its relations, results and mentions, is a function of its reading, of what its names
mean and of the decisions. The records keep a digest of these, its trace: a paper whose trace is
what it was is not looked at again. Of names, entities and why they are one, only the rows that
differ are written. The records that come of it are those that would be derived at once.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ids import paper_node
from kg.model import Annotation, Edge, Ground, Result
from kg.progress import Track
from kg.reach import Readings, find_reach
from kg.resolve import Decision, Link, Resolution, resolve
from kg.resolve.relations import Claim, make_relation
from kg.resolve.results import cell_of, reflagged
from kg.store import Store
from kg.store.content import code_hash
from kg.store.rows import Row

# The code that stands between what a trace tells and the rows.
_DERIVING = (
    *("ids.py", "metrics.py", "metrics.tsv", "model.py", "reach.py", "renewing.py", "surface.py"),
    *("resolve", "store"),
)
_COMMON = ""  # the paper of a trace that tells of all papers
_FEW = 0.1  # the share of papers up to which only what they reach is resolved
_MOST = 0.3  # the share of papers from which on writing all is the shorter way


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of it: the ids that changed, old to new, and the decisions that match nothing."""

    moved: dict[str, str]
    unmatched: tuple[Decision, ...]


def renew(
    store: Store,
    decisions: Sequence[Decision],
    links: Sequence[Link],
    track: Track,
    *,
    fresh: bool = False,
) -> Renewed:
    """Make the derived records those of the papers and readings of a store.

    Args:
        store: the records; its papers were changed through it alone since it was derived from.
        decisions: what the user decided.
        links: what things are elsewhere.
        track: how to watch it.
        fresh: derive the rows of every paper again.
    """
    common = hashlib.sha256(repr((code_hash(_DERIVING), decisions)).encode()).hexdigest()
    if not fresh and not links and _may_be_few(store, common):
        return _renew_part(store, decisions, common, track)
    return _renew_whole(store, decisions, links, common, track, fresh=fresh)


def _may_be_few(store: Store, common: str) -> bool:
    """Whether only papers changed, and few, so that what they do not reach can stay."""
    is_like_before = store.trace(_COMMON) == common and next(store.matches(), None) is None
    return is_like_before and len(store.changed_papers) <= _FEW * store.count_papers()


def _renew_part(store: Store, decisions: Sequence[Decision], common: str, track: Track) -> Renewed:
    """Resolve what the changed papers reach, and write the rows that differ."""
    reach = find_reach(store, decisions)
    resolution, entities = reach.resolution, reach.entities
    store.watch({*map(paper_node, store.changed_papers), *entities})
    others = _renew_standing(store, resolution, entities)
    resolution = resolution.beside(filter(None, map(store.entity, others)), store.bearer)
    meanings = resolution.meanings()
    records = filter(None, map(store.record_of, sorted(reach.papers)))
    traces = {row[0]: _trace(common, row, meanings) for row in records}
    changed = {paper for paper, trace in traces.items() if store.trace(paper) != trace}
    changed |= store.changed_papers | resolution.ruled().keys()
    beside = [
        claim
        for node in sorted(entities | reach.named | set(others))
        for claim in store.grounds_of_no_paper(node)
    ]
    store.keep_meanings(sorted(changed))
    store.write_entities(resolution.entities, entities)
    _Renewal(store, resolution, frozenset(changed), beside).write(track)
    store.write_reasons(resolution.merges(), resolution.doubts, (), entities)
    store.write_meanings(resolution.meant, reach.papers)
    store.write_traces(traces, reach.papers)
    return Renewed(store.find_moved(), resolution.unmatched)


def _renew_standing(store: Store, resolution: Resolution, entities: Collection[str]) -> list[str]:
    """Renew what is kept of entities; the ids of others of which the families may have changed."""
    before = {spelled for each in entities for spelled in store.borne_by(each)}
    bearers = set(resolution.bearers())
    store.write_standing(resolution.doubtful, bearers, resolution.sought(), entities)
    moved = {(label, form) for label, form, _ in before ^ bearers}
    return sorted({id for spelled in moved for id in store.seekers(*spelled)} - set(entities))


def _renew_whole(
    store: Store,
    decisions: Sequence[Decision],
    links: Sequence[Link],
    common: str,
    track: Track,
    *,
    fresh: bool,
) -> Renewed:
    """Resolve all papers, and write the rows that differ, or all."""
    resolution = resolve(_All(store), decisions, links)
    before, meanings = store.traces(), resolution.meanings()
    traces = {row[0]: _trace(common, row, meanings) for row in store.records_of_papers()}
    traces[_COMMON] = common
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
        _Renewal(store, resolution, frozenset(changed), store.grounds_of_no_paper()).write(track)
    store.write_reasons(resolution.merges(), resolution.doubts, resolution.matches)
    store.write_ties(resolution.ties())
    store.write_meanings(resolution.meant)
    store.write_standing(resolution.doubtful, resolution.bearers(), resolution.sought())
    store.write_traces(traces)
    return Renewed(store.find_moved(), resolution.unmatched)


def _trace(common: str, row: Row, meanings: Mapping[str, object]) -> str:
    """The digest of what the rows of a paper are derived from."""
    paper, *record = row
    told = repr((common, record, meanings.get(paper, [])))
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class _Renewal:
    """The rows that follow from some papers, those that left among them.

    ``beside`` is what was said until now of edges beside what papers say, as far as it may change.
    """

    store: Store
    resolution: Resolution
    papers: frozenset[str]
    beside: Iterable[Claim]

    def write(self, track: Track) -> None:
        """Take the old rows out and put the new ones in."""
        said = self.resolution.over(Readings(self.store, sorted(self.papers)))
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
        old = _by_edge(
            (edge, ground)
            for edge, ground in self.beside
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
class _All:
    """All readings of a store, to be walked as often as needed."""

    store: Store

    def __iter__(self) -> Iterator[Annotation]:
        return self.store.annotations()


def _by_edge(claims: Iterable[Claim]) -> dict[Edge, list[Ground]]:
    found: dict[Edge, list[Ground]] = {}
    for edge, ground in claims:
        found.setdefault(edge, []).append(ground)
    return found
