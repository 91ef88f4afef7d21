"""What an edge rests on, with the words themselves, for forms that stand alone."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from kg.model import Evidence, Ground, Paper
from kg.records import Record, to_record
from kg.store import Store

PaperOf: TypeAlias = Callable[[str], Paper | None]


def papers_of(store: Store) -> PaperOf:
    """Paper id to paper; the last few hundred are kept at hand."""
    return lru_cache(maxsize=512)(store.paper)


def type_of(node: str) -> str:
    """The type of a node, as in :func:`kg.graph.assemble`, or ``result``; told by its id."""
    kind = node.partition("/")[0]
    return "repository" if kind == "repo" else kind


def to_quoted_record(ground: Ground, paper_of: PaperOf) -> Record:
    """A ground as in :mod:`kg.records`; one that was read has ``text`` and ``words`` besides.

    ``text`` is the sentence, ``words`` the part of it that ``start`` and ``end`` point at.
    """
    record = to_record(ground)
    if isinstance(ground, Evidence) and (paper := paper_of(ground.paper)):
        record["text"] = paper.text[slice(*ground.sentence)]
        record["words"] = paper.text[ground.start : ground.end]
    return record
