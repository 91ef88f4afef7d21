"""The pairs of entities that a user should look at, and the lines that decide them."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Doubt, Entity, Reason
from kg.store import Store
from kg.surface import normal_form


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what it is called, the words that decide it, and a sentence that names it."""

    id: str
    name: str
    ref: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Question:
    """Are these two one thing? ``papers`` counts those that a merge would bring together."""

    one: Side
    other: Side
    reason: Reason
    papers: int
    confidence: float

    @property
    def same(self) -> str:
        """The line of a decisions file that makes them one."""
        return f"same: {self.one.ref} | {self.other.ref}"

    @property
    def different(self) -> str:
        """The line of a decisions file that keeps them apart."""
        return f"different: {self.one.ref} | {self.other.ref}"


def review(store: Store) -> Iterator[Question]:
    """The uncertain pairs, the most consequential first."""
    for doubt in store.doubts():
        one, other = store.entity(doubt.one), store.entity(doubt.other)
        if one is not None and other is not None:
            yield _question(store, doubt, one, other)


def _question(store: Store, doubt: Doubt, one: Entity, other: Entity) -> Question:
    shared = {normal_form(alias) for alias in one.aliases} & {
        normal_form(alias) for alias in other.aliases
    }
    first, second = (_side(store, entity, by_paper=bool(shared)) for entity in (one, other))
    return Question(first, second, doubt.reason, doubt.papers, doubt.confidence)


def _side(store: Store, entity: Entity, *, by_paper: bool) -> Side:
    """A thing that shares a name is told by a paper that names it."""
    paper, mention, _ = next(store.mentions(entity.id), (None, None, None))
    read = store.paper(paper) if paper else None
    if read is None or mention is None:
        return Side(entity.id, entity.name, entity.name, "")
    around = read.text[max(0, mention.start - 80) : mention.end + 80]
    ref = f"{mention.text} @ {paper}" if by_paper else entity.name
    return Side(entity.id, entity.name, ref, " ".join(around.split()))
