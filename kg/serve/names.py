"""The names of all nodes in memory, to be found while they are typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

from kg.report.names import Named, named_entity, named_paper
from kg.store import Store
from kg.surface import folded

_WORD = re.compile(r"\w+")
_LONGEST = 200  # characters of what is typed


@dataclass(frozen=True, slots=True)
class Found:
    """A node that bears what was typed, and the name that bears it."""

    node: Named
    name: str


class Names:
    """The names, aliases and titles of a graph."""

    def __init__(self, store: Store) -> None:
        self._known = [(folded(found.name), found) for found in _names(store)]

    def find(self, typed: str, limit: int = 10) -> list[Found]:
        """The nodes that bear all the words typed, the last perhaps begun only; the best first."""
        wanted = folded(typed[:_LONGEST]).strip()
        words = _WORD.findall(wanted)
        if not words:
            return []
        starts = [re.compile(rf"(?<!\w){re.escape(word)}") for word in words]
        borne = (
            (_place(wanted, plain, found), found)
            for plain, found in self._known
            if all(word in plain for word in words) and all(each.search(plain) for each in starts)
        )
        best: dict[str, Found] = {}
        for _, found in nsmallest(limit * 4, borne, key=lambda each: each[0]):
            best.setdefault(found.node.id, found)
        return list(best.values())[:limit]


def _names(store: Store) -> Iterator[Found]:
    for entity in store.entities():
        node = named_entity(entity)
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            yield Found(node, name)
    for paper in store.papers():
        yield Found(named_paper(paper), paper.title)


def _place(wanted: str, plain: str, found: Found) -> tuple[int, bool, int, str, str]:
    tier = 0 if plain == wanted else 1 if plain.startswith(wanted) else 2
    is_alias = found.name != found.node.name
    return (tier, is_alias, len(plain), plain, found.node.id)
