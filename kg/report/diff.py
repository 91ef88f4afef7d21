"""What differs between two graphs: papers, entities, edges and results."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, TypeVar

from kg.model import Entity, Paper, Relation, Result
from kg.store import Store

T = TypeVar("T", Paper, Entity, Relation, Result)
# What is said of an edge or a result elsewhere, or with every small change of the text.
_LEFT_OUT = frozenset(("sources", "description"))


@dataclass(frozen=True, slots=True)
class Change:
    """A field that is not what it was."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """A record in both graphs that is not the same."""

    id: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Ids with names that only the new graph has, that only the old one had, and what changed."""

    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs, by kind of record."""

    papers: Part
    entities: Part
    edges: Part
    results: Part

    @property
    def empty(self) -> bool:
        """Whether the two graphs say the same."""
        parts = (self.papers, self.entities, self.edges, self.results)
        return not any(part.added or part.removed or part.changed for part in parts)


def diff(old: Store, new: Store) -> Diff:
    """Compare two graphs, record by record."""
    return Diff(
        papers=_part(old.papers(), new.papers(), lambda p: p.id, lambda p: p.title),
        entities=_part(old.entities(), new.entities(), lambda e: e.id, lambda e: e.name),
        edges=_part(old.relations(), new.relations(), _edge_id, _edge_id),
        results=_part(old.results(), new.results(), lambda r: r.id, _result_name),
    )


def _edge_id(relation: Relation) -> str:
    return " ".join(relation.edge)


def _result_name(result: Result) -> str:
    told = (result.method, result.benchmark, result.metric, f"{result.value}{result.unit or ''}")
    return " · ".join(filter(None, told))


def _part(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], str], name: Callable[[T], str]
) -> Part:
    before = {key(record): record for record in old}
    added, changed, kept = [], [], set()
    for record in new:
        id = key(record)
        if id not in before:
            added.append((id, name(record)))
            continue
        kept.add(id)
        if changes := tuple(_changes(before[id], record)):
            changed.append(Changed(id, name(record), changes))
    removed = [(id, name(record)) for id, record in before.items() if id not in kept]
    changed.sort(key=lambda each: each.id)
    return Part(tuple(sorted(added)), tuple(sorted(removed)), tuple(changed))


def _changes(old: T, new: T) -> Iterator[Change]:
    if old == new:
        return
    for field in fields(old):
        before, after = (_plain(getattr(each, field.name), field.name) for each in (old, new))
        if before != after and field.name not in _LEFT_OUT:
            yield Change(field.name, before, after)


def _plain(value: Any, field: str) -> Any:
    """A value as JSON has it; of evidence only how much there is, or how sure it is."""
    if field == "evidence":
        return len(value) if isinstance(value, tuple) else value.score
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value
