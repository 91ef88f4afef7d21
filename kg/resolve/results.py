"""The numbers that papers report, bound to entities, with what tells against them.

What is doubtful or implausible is flagged and left as it was read: ``doubtful`` where reading was
not sure enough to be relied on; ``above-limit`` where a score is more than its metric can be, or
something shrank by more than all of it; ``differing`` where the same method has another value of
the same metric on the same benchmark.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias

from kg.ids import result_node
from kg.metrics import direction_of, find_metric, metric_key
from kg.model import TRUSTED, Annotation, Flag, Reported, Result, ResultKind
from kg.resolve.groups import number_evidence
from kg.resolve.things import EntityOf

_PERCENT = "%"
_ALL = 100.0

Cell: TypeAlias = tuple[str, str, str, str | None]


def find_results(annotation: Annotation, entity_of: EntityOf) -> Iterator[Result]:
    """One result for each number of a paper, also where nothing binds it."""
    for reported in {number.start: number for number in reversed(annotation.reported)}.values():
        yield make_result(annotation, reported, entity_of)


def make_result(annotation: Annotation, reported: Reported, entity_of: EntityOf) -> Result:
    """A reported number with entities in the place of groups."""
    paper = annotation.paper.id
    bound = (reported.method, reported.benchmark, reported.baseline)
    method, benchmark, baseline = (
        None if group is None else entity_of(paper, group) for group in bound
    )
    return Result(
        id=result_node(paper, reported.start),
        paper=paper,
        method=method,
        benchmark=benchmark,
        baseline=baseline,
        metric=reported.metric,
        value=reported.value,
        low=reported.low,
        high=reported.high,
        unit=reported.unit,
        kind=reported.kind,
        from_value=reported.from_value,
        direction=direction_of(reported.metric),
        flags=tuple(flags_of(reported)),
        evidence=number_evidence(annotation, reported),
    )


def flags_of(reported: Reported) -> Iterator[Flag]:
    """What tells against a number, whatever other papers say."""
    if reported.score < TRUSTED:
        yield Flag.DOUBTFUL
    if is_above_limit(reported):
        yield Flag.ABOVE_LIMIT


def is_above_limit(reported: Reported) -> bool:
    """Whether a number is more than it can be."""
    if reported.unit == _PERCENT and reported.kind is ResultKind.REDUCTION:
        return reported.high > _ALL
    metric = find_metric(reported.metric)
    if reported.kind is not ResultKind.ABSOLUTE or metric is None or metric.limit is None:
        return False
    return reported.unit in (_PERCENT, None) and reported.high > metric.limit


def find_differing(results: Iterable[Result]) -> frozenset[Cell]:
    """Where two different values stand for one method, benchmark, metric and unit."""
    seen: dict[Cell, str] = {}
    differing: set[Cell] = set()
    for result in results:
        if (cell := cell_of(result)) and seen.setdefault(cell, _spelt(result)) != _spelt(result):
            differing.add(cell)
    return frozenset(differing)


def flag(result: Result, differing: frozenset[Cell]) -> Result:
    """The result, flagged where others of the same cell differ."""
    if cell_of(result) not in differing:
        return result
    return replace(result, flags=(*result.flags, Flag.DIFFERING))


def reflagged(results: Iterable[Result]) -> Iterator[Result]:
    """Results that were flagged, where others were left out or came in: those that change."""
    held = list(results)
    differing = find_differing(held)
    for result in held:
        others = tuple(told for told in result.flags if told is not Flag.DIFFERING)
        bare = replace(result, flags=others)
        if (now := flag(bare, differing)) != result:
            yield now


def cell_of(result: Result) -> Cell | None:
    """What a score is one of; None for what is no score, doubtful, or not of a named metric."""
    if result.kind is not ResultKind.ABSOLUTE or not result.metric:
        return None
    if Flag.DOUBTFUL in result.flags:
        return None
    if result.method is None or result.benchmark is None:
        return None
    return result.method, result.benchmark, metric_key(result.metric), result.unit


def _spelt(result: Result) -> str:
    return f"{result.low:g}-{result.high:g}"
