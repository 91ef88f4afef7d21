"""A part of a graph as a store of its own, so that whatever reads a store can read the part."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.ids import paper_node, reading_key
from kg.model import Entity, Evidence, Label, Mention, Paper, Relation, Result, Stated
from kg.store.store import Store


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a graph is wanted.

    Attributes:
        center: the id of a node: only what lies around it; None is everywhere.
        hops: how many edges away from the center at most.
        labels: the entities to keep; none is all. Papers stay.
        since: an ISO 8601 date or the beginning of one: only papers published then or later, and
            what they are connected with. A paper without a year is left out; a date in part
            stands for all of its days.
    """

    center: str | None = None
    hops: int = 1
    labels: tuple[Label, ...] = ()
    since: str | None = None


@contextmanager
def sliced(store: Store, wanted: Slice) -> Iterator[Store]:
    """A store of the part alone; it lies in a temporary file."""
    with TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "graph.db"
        with Store.create(path) as part, part.transaction():
            _copy(store, part, _find_kept(store, wanted), wanted)
        with Store.open(path) as part:
            yield part


def is_since(published: str | None, since: str) -> bool:
    """Whether a day of the date may be ``since`` or later."""
    if not published or not published[:4].isdigit():
        return False
    return published[: len(since)] >= since[: len(published)]


def _find_kept(store: Store, wanted: Slice) -> frozenset[str]:
    """The ids of the nodes of the part."""
    allowed = _find_allowed(store, wanted)
    if wanted.center is None:
        return allowed
    kept = {wanted.center}
    front = [wanted.center]
    for _ in range(wanted.hops):
        reached = {other for node in front for other in store.neighbours(node)}
        front = sorted((reached & allowed) - kept)
        kept.update(front)
    return frozenset(kept)


def _find_allowed(store: Store, wanted: Slice) -> frozenset[str]:
    papers = {
        paper_node(paper.id)
        for paper in store.papers()
        if wanted.since is None or is_since(paper.published, wanted.since)
    }
    labels = wanted.labels or tuple(Label)
    things = {entity.id for entity in store.entities() if entity.label in labels}
    if wanted.since is not None:
        things &= {r.object for r in store.relations() if r.subject in papers}
    return frozenset(papers | things)


def _copy(store: Store, part: Store, kept: frozenset[str], wanted: Slice) -> None:
    papers = {paper.id: paper for paper in store.papers() if paper_node(paper.id) in kept}
    for paper in papers.values():
        key = reading_key(paper.text, "slice")
        part.write_papers([(paper, key)])
        if annotation := store.annotation(paper.id):
            part.write_reading(key, annotation)
    entities = (_without(entity, papers) for entity in store.entities() if entity.id in kept)
    results = [result for result in store.results() if _is_kept(result, kept)]
    ends = kept | {result.id for result in results}
    relations = filter(None, (_relation(r, ends, papers) for r in store.relations()))
    part.write_derived(
        entities, relations, results, lambda *_: None, _mentions(store, kept, papers)
    )
    whole = store.settings
    said = f"{whole.get('content', '')} {wanted}"
    part.write_settings(whole | {"content": hashlib.sha256(said.encode()).hexdigest()})


def _without(entity: Entity, papers: dict[str, Paper]) -> Entity:
    """The entity; its description only where it stands in a paper of the part."""
    if entity.description is None or entity.description.paper in papers:
        return entity
    return replace(entity, description=None)


def _relation(
    relation: Relation, kept: frozenset[str], papers: dict[str, Paper]
) -> Relation | None:
    """The relation with the evidence of papers of the part; None where nothing of it is left."""
    if relation.subject not in kept or relation.object not in kept:
        return None
    evidence = tuple(
        ground
        for ground in relation.evidence
        if not isinstance(ground, Evidence | Stated) or ground.paper in papers
    )
    return replace(relation, evidence=evidence) if evidence else None


def _is_kept(result: Result, kept: frozenset[str]) -> bool:
    ends = (paper_node(result.paper), result.method, result.benchmark, result.baseline)
    return all(end in kept for end in ends if end is not None)


def _mentions(
    store: Store, kept: frozenset[str], papers: dict[str, Paper]
) -> Iterator[tuple[str, Mention, str]]:
    found = store.mentions()
    return ((paper, m, entity) for paper, m, entity in found if paper in papers and entity in kept)
