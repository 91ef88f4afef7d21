"""How much there is of everything, and what is most connected."""

from collections import Counter
from dataclasses import dataclass

from kg.model import Label
from kg.report.names import Named, named_entity
from kg.store import Store

_LABELS = (Label.METHOD, Label.BENCHMARK, Label.TASK)


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of nodes by kind and of edges by predicate; ``top`` holds the most connected.

    ``top`` has, for each kind, nodes with the number of papers that name them, most first.
    """

    counts: tuple[tuple[str, int], ...]
    edges: tuple[tuple[str, int], ...]
    top: tuple[tuple[str, tuple[tuple[Named, int], ...]], ...]


def stats(store: Store, limit: int = 10) -> Stats:
    """The figures of a graph.

    Args:
        store: the records.
        limit: how many of the most connected to name for each kind.
    """
    predicates = Counter(relation.predicate.value for relation in store.relations())
    edges = sorted(predicates.items(), key=lambda each: (-each[1], each[0]))
    top = tuple((label.value.lower(), _top(store, label, limit)) for label in _LABELS)
    return Stats(tuple(store.counts().items()), tuple(edges), top)


def _top(store: Store, label: Label, limit: int) -> tuple[tuple[Named, int], ...]:
    connected = store.most_connected(label, limit)
    return tuple((named_entity(entity), papers) for entity, papers in connected)
