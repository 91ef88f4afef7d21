"""Two methods side by side: what the graph knows of each, and where both were measured."""

from dataclasses import dataclass

from kg.metrics import metric_key
from kg.model import Entity, Label, Predicate
from kg.report.leaderboard import Row, to_row
from kg.report.names import Named, find_entity, named_entity, named_node
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Side:
    """What the graph knows of one method."""

    method: Named
    introduced_in: tuple[Named, ...]
    papers: int
    code: tuple[str, ...]
    benchmarks: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A metric of a benchmark (None where the text names none), with the results of each side."""

    benchmark: Named | None
    metric: str | None
    first: tuple[Row, ...]
    second: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two methods, the benchmarks in common, the papers that name both, and all results."""

    first: Side
    second: Side
    benchmarks: tuple[Named, ...]
    papers: tuple[Named, ...]
    cells: tuple[Cell, ...]


def compare(store: Store, first: str, second: str) -> Comparison:
    """Put two methods side by side.

    Raises:
        NotFoundError: there is no method of that name; carries the nearest names.
    """
    one, other = find_entity(store, first, Label.METHOD), find_entity(store, second, Label.METHOD)
    sides = _side(store, one), _side(store, other)
    common = sorted(set(sides[0].benchmarks) & set(sides[1].benchmarks))
    both = sorted(set(_papers(store, one)) & set(_papers(store, other)))
    papers = tuple(named_node(store, id) for id in both)
    return Comparison(*sides, tuple(common), papers, _cells(store, one, other))


def _side(store: Store, method: Entity) -> Side:
    relations = list(store.relations_of(method.id))
    introducing = sorted(
        r.subject
        for r in relations
        if r.predicate is Predicate.INTRODUCES and r.object == method.id
    )
    measured = {r.object for r in relations if r.predicate is Predicate.MEASURED_ON}
    measured |= {r.benchmark for r in store.results_of(method.id) if r.benchmark}
    code = {r.object for r in relations if r.predicate is Predicate.IMPLEMENTED_BY}
    for paper in introducing:
        found = store.relations_of(paper)
        code |= {r.object for r in found if r.predicate is Predicate.HAS_REPOSITORY}
    return Side(
        method=named_entity(method),
        introduced_in=tuple(named_node(store, paper) for paper in introducing),
        papers=len(_papers(store, method)),
        code=tuple(sorted(link for id in code for link in _links(store, id))),
        benchmarks=tuple(sorted(named_node(store, id) for id in measured)),
    )


def _papers(store: Store, method: Entity) -> tuple[str, ...]:
    return tuple(sorted({paper for paper, _, _ in store.mentions(method.id)}))


def _links(store: Store, id: str) -> tuple[str, ...]:
    entity = store.entity(id)
    return entity.links if entity else ()


def _cells(store: Store, one: Entity, other: Entity) -> tuple[Cell, ...]:
    """All results of both by benchmark and metric, benchmarks and metrics in common first."""
    found: dict[tuple[str, str], tuple[list[Row], list[Row]]] = {}
    for at, method in enumerate((one, other)):
        for result in store.results_of(method.id):
            if result.method == method.id:
                key = (result.benchmark or "", metric_key(result.metric))
                found.setdefault(key, ([], []))[at].append(to_row(store, result, None))
    ordered = sorted(found, key=lambda key: (not all(found[key]), not key[0], key))
    return tuple(
        Cell(named_node(store, id) if id else None, metric or None, *map(tuple, found[id, metric]))
        for id, metric in ordered
    )
