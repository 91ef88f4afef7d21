"""How far a change of papers reaches: what it may give another meaning, and what it cannot.

Papers that came, left or were read anew touch the names that they use or used, and whatever ties
connect with those (:mod:`kg.resolve.ties`); so do the decisions, always. Only these names are
joined anew. Each other use in the papers that are looked at again means what the records tell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.ids import paper_node
from kg.model import Annotation, Decided
from kg.resolve import (
    Decision,
    Place,
    Resolution,
    repositories_of,
    resolve,
    ties_in,
    ties_of_decisions,
)
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Reach:
    """What changed papers may change.

    Attributes:
        papers: those that changed, and all others that name what they may change.
        resolution: what all of these mean.
        entities: the ids of what they meant before or mean now, as far as that may change.
        named: the nodes of the papers that decisions speak of.
    """

    papers: frozenset[str]
    resolution: Resolution
    entities: frozenset[str]
    named: frozenset[str]


def find_reach(store: Store, decisions: Sequence[Decision]) -> Reach:
    """How far the changes reach that were made to the papers of a store since it was opened.

    Its ties are brought up to them; all else that was derived must be as it was before.
    """
    changed = store.changed_papers
    uses = _find_uses(store, decisions)
    repositories = _find_repositories(store)
    told = {part for decision in decisions for part in decision.told}
    sharing = {paper for each in repositories for paper in store.papers_with(each)}
    papers = changed.union((paper for paper, _ in uses), sharing, filter(store.record_of, told))
    meant = {
        (paper, group): entity
        for paper in papers
        for group, entity in store.meant_in(paper).items()
    }
    elsewhere = {
        place: entity
        for place, entity in meant.items()
        if place[0] not in changed and place not in uses
    }
    before = {entity for place, entity in meant.items() if place not in elsewhere}
    doubtful = filter(store.is_doubtful, set(elsewhere.values()))
    whole = resolve(Readings(store, sorted(papers)), decisions)
    resolution = whole.within(uses, repositories, elsewhere, doubtful)
    named = frozenset(map(paper_node, told))
    before |= repositories | _find_added(store, before | named)
    now = {entity.id for entity in resolution.entities}
    return Reach(frozenset(papers), resolution, frozenset(before | now), named)


@dataclass(frozen=True)
class Readings:
    """The readings of some papers, to be walked as often as needed."""

    store: Store
    papers: Sequence[str]

    def __iter__(self) -> Iterator[Annotation]:
        return filter(None, map(self.store.annotation, self.papers))


def _find_uses(store: Store, decisions: Sequence[Decision]) -> frozenset[Place]:
    """The uses that may get another meaning."""
    changed = sorted(store.changed_papers)
    touched = ties_of_decisions(decisions).union(*map(store.ties_of, changed))
    new = ties_in(Readings(store, changed), decisions)
    store.write_ties(new, changed)
    return frozenset(store.tied(touched.union(tie for tie, _, _ in new)))


def _find_repositories(store: Store) -> set[str]:
    """The repositories that changed papers lead to, or led to."""
    changed = sorted(store.changed_papers)
    found = set[str]().union(*map(repositories_of, Readings(store, changed)))
    return found.union(*map(store.repositories_in, changed))


def _find_added(store: Store, nodes: set[str]) -> set[str]:
    """What edges from these nodes led to that a user added; no paper need name it."""
    return {
        edge[2]
        for node in nodes
        for edge, ground in store.grounds_of_no_paper(node)
        if isinstance(ground, Decided)
    }
