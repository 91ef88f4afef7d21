"""The numbers that a paper reports, bound to entities."""

from collections.abc import Iterator

from kg.ids import result_node
from kg.model import Annotation, Reported, Result
from kg.resolve.relations import EntityOf, is_bound, number_evidence


def find_results(annotation: Annotation, entity_of: EntityOf) -> Iterator[Result]:
    """One result for each number that is bound to a method or a benchmark."""
    for reported in {number.start: number for number in reversed(annotation.reported)}.values():
        if is_bound(reported):
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
        direction=None,
        flags=(),
        evidence=number_evidence(annotation, reported),
    )
