"""Looking for words in names, titles and abstracts, whatever their case and accents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Entity, Paper
from kg.report.names import Named, named_entity, named_paper, readable
from kg.store import Store
from kg.surface import folded

_WORD = re.compile(r"\w+")
_EXACT, _START, _NAME, _TEXT = 1.0, 0.8, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that bears the words looked for.

    ``score`` is 1 for the very name, less for a part of it, least for words of an abstract;
    ``where`` is the name, alias or title that bears them, or a piece of the abstract.
    """

    node: Named
    score: float
    where: str


def search(store: Store, text: str, limit: int = 20) -> list[Hit]:
    """The nodes that bear all the words, best first.

    Args:
        store: the records.
        text: words, or beginnings of words; without any nothing is found.
        limit: the most hits wanted.
    """
    wanted = folded(readable(text)).strip()
    words = _WORD.findall(wanted)
    if not words:
        return []
    found = [*_entity_hits(store, wanted, words), *_paper_hits(store, wanted, words)]
    return sorted(found, key=_place)[:limit]


def _place(hit: Hit) -> tuple[float, int, str, str]:
    return (-hit.score, len(hit.where), hit.node.name.casefold(), hit.node.id)


def _entity_hits(store: Store, wanted: str, words: list[str]) -> Iterator[Hit]:
    for entity in store.entities():
        scored = [(_score(wanted, words, name), name) for name in _names(entity)]
        score, name = max(scored, key=lambda each: (each[0], -len(each[1]), each[1]))
        if score:
            yield Hit(named_entity(entity), score, name)


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *(alias for alias in entity.aliases if alias != entity.name))


def _paper_hits(store: Store, wanted: str, words: list[str]) -> Iterator[Hit]:
    for paper in store.papers():
        if score := _score(wanted, words, paper.title):
            yield Hit(named_paper(paper), score, paper.title)
        elif _bears(words, folded(paper.text)):
            yield Hit(named_paper(paper), _TEXT, _piece(paper, words))


def _score(wanted: str, words: list[str], name: str) -> float:
    plain = folded(name)
    if plain == wanted:
        return _EXACT
    if not _bears(words, plain):
        return 0.0
    part = len(wanted) / len(plain)
    return round((_START if plain.startswith(wanted) else _NAME) + 0.1 * min(part, 1.0), 3)


def _bears(words: list[str], plain: str) -> bool:
    return all(word in plain for word in words) and all(
        re.search(rf"(?<!\w){re.escape(word)}", plain) for word in words
    )


def _piece(paper: Paper, words: list[str], around: int = 60) -> str:
    text = " ".join(paper.abstract.split())
    found = re.search(rf"(?<!\w){re.escape(words[0])}", text, re.IGNORECASE)
    start, end = found.span() if found else (0, 0)
    first = text.find(" ", max(0, start - around), start) + 1 if start > around else 0
    last = text.find(" ", end + around)
    return f"{'…' if first else ''}{text[first:] if last < 0 else text[first:last] + '…'}"
