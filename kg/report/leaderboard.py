"""Leaderboards: the scores that papers report on one benchmark, ranked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import NotFoundError
from kg.ids import paper_node
from kg.metrics import direction_of, find_metric, metric_key
from kg.model import TRUSTED, Direction, Entity, Flag, Label, Paper, Predicate, Result, ResultKind
from kg.report.names import (
    Named,
    find_entity,
    named_entity,
    named_node,
    named_paper,
    nearest,
)
from kg.store import Store

_BOUND = {"result-sentence": "sentence", "result-paper": "paper"}
Column = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One number with the paper that reports it; ``rank`` is None where it is not ranked.

    ``bound`` says where the method and the benchmark of the number stand: in its sentence, or
    only in the paper; ``score`` is how sure that is.
    """

    rank: int | None
    method: Named | None
    value: str
    unit: str | None
    metric: str | None
    kind: str
    from_value: str | None
    baseline: Named | None
    paper: Named
    published: str | None
    url: str | None
    code: tuple[str, ...]
    bound: str
    score: float
    flags: tuple[Flag, ...]
    sentence: str
    result: str


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """The scores of one metric and unit, best first.

    Gains, speedups and reductions stand ``below``, and scores that are doubtful or of no method.

    ``others`` counts the scores of the benchmark's other metrics and units.
    """

    benchmark: Named
    metric: str | None
    unit: str | None
    direction: Direction | None
    rows: tuple[Row, ...]
    below: tuple[Row, ...]
    others: tuple[tuple[str | None, str | None, int], ...]


def leaderboard(
    store: Store, benchmark: str, metric: str | None = None, *, least: float = TRUSTED
) -> Leaderboard:
    """The leaderboard of a benchmark.

    Args:
        store: the records.
        benchmark: its name, an alias or its id.
        metric: which metric; by default that of the most scores, a named one before none.
        least: how sure a score has to be to be ranked; by default what is not doubtful is.

    Raises:
        NotFoundError: there is no such benchmark, or no score of such a metric on it.
    """
    entity = find_entity(store, benchmark, Label.BENCHMARK)
    results = [r for r in store.results_of(entity.id) if r.benchmark == entity.id]
    columns = count_columns(results, least)
    wanted = metric_key(metric)
    matching = [column for column in columns if metric is None or column[0] == wanted]
    if metric is not None and not matching:
        raise NotFoundError(metric, nearest(metric, sorted({key for key, _ in columns if key})))
    column = matching[0] if matching else ("", None)
    return make_leaderboard(store, entity, results, column, least)


def leaderboards(store: Store, least: float = TRUSTED) -> Iterator[Leaderboard]:
    """Every leaderboard with a ranked score, by benchmark, the fullest of a benchmark first."""
    for entity in store.entities(Label.BENCHMARK):
        results = [r for r in store.results_of(entity.id) if r.benchmark == entity.id]
        for column in count_columns(results, least):
            board = make_leaderboard(store, entity, results, column, least)
            if board.rows:
                yield board


def count_columns(results: Iterable[Result], least: float = TRUSTED) -> dict[Column, int]:
    """How many scores there are of each metric and unit.

    Those with a score to rank come first, then named metrics, then those of the most such scores.
    """
    scores = [result for result in results if _is_score(result)]
    ranked = Counter(_column(result) for result in scores if result.evidence.score >= least)
    counts = Counter(_column(result) for result in scores)
    ordered = sorted(
        counts, key=lambda c: (not ranked[c], not c[0], -ranked[c], -counts[c], c[0], c[1] or "")
    )
    return {column: counts[column] for column in ordered}


def make_leaderboard(
    store: Store,
    benchmark: Entity,
    results: Iterable[Result],
    column: Column,
    least: float = TRUSTED,
) -> Leaderboard:
    """The leaderboard of one metric and unit."""
    results = list(results)
    metric, unit = column
    direction = direction_of(metric)
    ranked = {r.id for r in results if _is_score(r) and r.evidence.score >= least}
    scores = [r for r in results if r.id in ranked and _column(r) == column]
    sign = 1 if direction is Direction.LOWER else -1
    scores.sort(key=lambda r: (sign * r.high, r.id))
    rows = (
        to_row(store, r, 1 + sum(sign * other.high < sign * r.high for other in scores))
        for r in scores
    )
    other = {r.id for r in results if _is_score(r) and _column(r) != column}
    rest = [r for r in results if r.id not in ranked | other]
    rest.sort(key=lambda r: (r.kind.value, r.id))
    others = ((key or None, of, n) for (key, of), n in count_columns(results, least).items())
    return Leaderboard(
        benchmark=named_entity(benchmark),
        metric=metric or None,
        unit=unit,
        direction=direction,
        rows=tuple(rows),
        below=tuple(to_row(store, r, None) for r in rest),
        others=tuple(other for other in others if (other[0] or "", other[1]) != column),
    )


def to_row(store: Store, result: Result, rank: int | None) -> Row:
    """A result with names in the place of ids."""
    paper = store.paper(result.paper) or Paper(result.paper, result.paper, "")
    method, baseline = (
        named_node(store, id) if id else None for id in (result.method, result.baseline)
    )
    return Row(
        rank=rank,
        method=method,
        value=result.value,
        unit=result.unit,
        metric=result.metric,
        kind=result.kind.value,
        from_value=result.from_value,
        baseline=baseline,
        paper=named_paper(paper),
        published=paper.published,
        url=paper.url,
        code=_code(store, paper),
        bound=_BOUND.get(result.evidence.rule, result.evidence.rule),
        score=result.evidence.score,
        flags=result.flags,
        sentence=" ".join(paper.text[slice(*result.evidence.sentence)].split()),
        result=result.id,
    )


def _code(store: Store, paper: Paper) -> tuple[str, ...]:
    """The addresses of a paper's repositories."""
    found = store.relations_of(paper_node(paper.id))
    ids = (r.object for r in found if r.predicate is Predicate.HAS_REPOSITORY)
    repositories = (store.entity(id) for id in ids)
    return tuple(sorted(link for repo in repositories if repo for link in repo.links))


def _is_score(result: Result) -> bool:
    return result.kind is ResultKind.ABSOLUTE and result.method is not None


def _column(result: Result) -> Column:
    """The metric and the unit; an accuracy of 66.94 is one of 66.94%."""
    metric = find_metric(result.metric)
    bare = result.unit is None and result.high > 1
    percent = bare and metric is not None and metric.limit is not None
    return metric_key(result.metric), "%" if percent else result.unit
