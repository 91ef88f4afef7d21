"""From what a user calls a thing to the node that is meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest

from kg.errors import NotFoundError
from kg.ids import paper_node, slug
from kg.model import Entity, Label, Paper
from kg.store import Store
from kg.surface import folded

_SUGGESTIONS = 3
_SHORTLIST = 50
_LIKE_ENOUGH = 0.5
_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A node and what to call it; ``kind`` is ``paper``, or an entity's label in lower case."""

    id: str
    kind: str
    name: str


def named_paper(paper: Paper) -> Named:
    """A paper as a node with a name."""
    return Named(paper_node(paper.id), "paper", paper.title)


def named_entity(entity: Entity) -> Named:
    """An entity as a node with a name."""
    return Named(entity.id, entity.label.value.lower(), entity.name)


def named_node(store: Store, id: str) -> Named:
    """The node with this id; a result is called by what it says."""
    if entity := store.entity(id):
        return named_entity(entity)
    if paper := store.paper(id):
        return named_paper(paper)
    return Named(id, id.partition("/")[0], id)


def find_nodes(store: Store, name: str) -> list[Paper | Entity]:
    """The papers and entities that a user may mean, the most connected first.

    Args:
        store: the records.
        name: a node's id, a paper's id or title, a name or an alias, whatever its spelling.

    Raises:
        NotFoundError: there is none; carries the nearest names.
    """
    name = readable(name)
    exact = store.entity(name) or store.paper(name)
    if exact is not None:
        return [exact]
    found: list[Paper | Entity] = [*store.find(name)] if folded(name) else []
    found += _papers_called(store, name)
    if not found:
        raise NotFoundError(name, nearest(name, _all_names(store)))
    return sorted(found, key=lambda thing: _rank(store, thing, name))


def find_entity(store: Store, name: str, label: Label) -> Entity:
    """The entity with this label and name.

    Raises:
        NotFoundError: there is none; carries the nearest names of that label.
    """
    name = readable(name)
    try:
        found = find_nodes(store, name)
    except NotFoundError:
        found = []
    for thing in found:
        if isinstance(thing, Entity) and thing.label is label:
            return thing
    raise NotFoundError(name, nearest(name, (entity.name for entity in store.entities(label))))


def nearest(name: str, names: Iterable[str], limit: int = _SUGGESTIONS) -> list[str]:
    """The names most like this one, nearest first.

    Names that share most letter pairs are compared in full: with 50,000 names this takes a
    fraction of a second.
    """
    wanted = folded(name)
    pairs = _pairs(wanted)
    shortlist = nlargest(
        _SHORTLIST, dict.fromkeys(names), lambda each: (_overlap(pairs, each), each)
    )
    scored = [(SequenceMatcher(None, wanted, folded(each)).ratio(), each) for each in shortlist]
    close = sorted((-ratio, each) for ratio, each in scored if ratio >= _LIKE_ENOUGH)
    return [each for _, each in close[:limit]]


def readable(text: str) -> str:
    """The text as it can be looked up and shown, whatever bytes a command line gave for it."""
    whole = _NO_BYTE.sub("\ufffd", text)
    return whole.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _papers_called(store: Store, name: str) -> list[Paper]:
    wanted = slug(name)
    return [paper for paper in store.papers() if wanted and slug(paper.title) == wanted]


def _rank(store: Store, thing: Paper | Entity, name: str) -> tuple[bool, int, str]:
    id = paper_node(thing.id) if isinstance(thing, Paper) else thing.id
    spelt = (thing.title,) if isinstance(thing, Paper) else thing.aliases
    return (name not in spelt, -len(store.neighbours(id)), id)


def _all_names(store: Store) -> Iterator[str]:
    yield from (alias for _, alias in store.aliases())
    yield from (paper.title for paper in store.papers())


def _pairs(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


def _overlap(wanted: frozenset[str], name: str) -> float:
    pairs = _pairs(folded(name))
    return round(2 * len(pairs & wanted) / (len(pairs) + len(wanted)), 6)
