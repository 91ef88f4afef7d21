"""What one paper says of two things: its method is measured on a benchmark, or used for a task.

Of each pair the best ground counts: a result bound to both, a sentence that names both, or that
both stand in the paper. By the last, what is a part of the system that takes a benchmark does not
take it. A task that a method only withstands is none of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeAlias

from kg.ids import paper_node
from kg.model import Annotation, Edge, Evidence, Ground, Inferred, Label, Predicate
from kg.resolve.adverse import is_adverse
from kg.resolve.groups import Group, number_evidence, sentence_at
from kg.resolve.spelling import contains, name_form
from kg.resolve.things import Thing

Found: TypeAlias = tuple[Edge, Ground]

_JOINS = {
    Predicate.EVALUATES_ON: Predicate.MEASURED_ON,
    Predicate.ADDRESSES: Predicate.USED_FOR,
}
_TRUST = {"bound-result": 0.95, "same-sentence": 0.85, "same-paper": 0.6}
# Below these, of pairs read by eye, eight of ten in one sentence and half of the others were wrong.
_LEAST = {"same-sentence": 0.28, "same-paper": 0.24}
_LEAST_BOUND = 0.5  # of a number's score, below which its method and benchmark are a guess


def find_pairs(annotation: Annotation, things: Sequence[Thing]) -> Iterator[Found]:
    """The edges between the methods of a paper and what they are for, each with its best ground."""
    best: dict[Edge, Ground] = {}
    for edge, ground in _by_result(annotation, things):
        best.setdefault(edge, ground)
    apart: list[tuple[Thing, Thing]] = []
    own = [thing for thing in things if thing.is_own_method]
    for method, aim in product(own, _find_aims(annotation, things) if own else ()):
        found = _in_sentence(annotation, method, aim)
        if found is None:
            apart.append((method, aim))
        elif found.score >= _LEAST[found.rule]:
            best.setdefault(_edge(method, aim), found)
    for edge, inferred in _by_paper(annotation, apart, own, frozenset(best)):
        best.setdefault(edge, inferred)
    yield from best.items()


def _edge(method: Thing, aim: Thing) -> Edge:
    return (method.entity, _JOINS[aim.predicate], aim.entity)


def _by_result(annotation: Annotation, things: Iterable[Thing]) -> Iterator[Found]:
    by_number = {thing.group.number: thing for thing in things}
    for reported in annotation.reported:
        method, benchmark = (by_number.get(_or(n)) for n in (reported.method, reported.benchmark))
        if method is None or benchmark is None or reported.score < _LEAST_BOUND:
            continue
        if (method.group.label, benchmark.group.label) == (Label.METHOD, Label.BENCHMARK):
            place = number_evidence(annotation, reported)
            score = _trust("bound-result", method, benchmark)
            told = (place.sentence, place.start, place.end, "bound-result", score)
            edge = (method.entity, Predicate.MEASURED_ON, benchmark.entity)
            yield edge, Evidence(annotation.paper.id, *told)


def _or(group: int | None) -> int:
    return -1 if group is None else group


def _find_aims(annotation: Annotation, things: Iterable[Thing]) -> list[Thing]:
    """The benchmarks and tasks of a paper, tasks only where they are not what is withstood."""
    aims = (thing for thing in things if thing.predicate in _JOINS)
    return [aim for each in aims if (aim := _as_aim(annotation, each)).group.mentions]


def _as_aim(annotation: Annotation, thing: Thing) -> Thing:
    if thing.group.label is not Label.TASK:
        return thing
    kept = tuple(m for m in thing.group.mentions if not is_adverse(annotation, m))
    return replace(thing, group=Group(thing.group.number, kept))


def _in_sentence(annotation: Annotation, method: Thing, aim: Thing) -> Evidence | None:
    """The first sentence that names both, and the words from the one to the other."""
    for one, other in product(method.group.mentions, aim.group.mentions):
        start, end = min(one.start, other.start), max(one.end, other.end)
        where = sentence_at(annotation, start, end)
        if where in annotation.sentences:
            score = _trust("same-sentence", method, aim)
            return Evidence(annotation.paper.id, where, start, end, "same-sentence", score)
    return None


def _by_paper(
    annotation: Annotation,
    apart: Iterable[tuple[Thing, Thing]],
    own: Sequence[Thing],
    stronger: Collection[Edge],
) -> Iterator[tuple[Edge, Inferred]]:
    """What stands in no sentence together, where the paper is about it and no part is meant."""
    for method, aim in apart:
        if aim.group.label is Label.TASK:
            is_meant = _is_in_title(annotation, aim)
        else:
            named = (other for other in own if _is_headline(annotation, other))
            takers = [*named, *(other for other in own if _edge(other, aim) in stronger)]
            is_meant = _is_in_title(annotation, method) or not _is_part(method, takers)
        ground = _in_paper(annotation, method, aim)
        if is_meant and ground.score >= _LEAST[ground.rule]:
            yield _edge(method, aim), ground


def _is_in_title(annotation: Annotation, thing: Thing) -> bool:
    title = len(annotation.paper.title)
    return any(mention.start < title for mention in thing.group.mentions)


def _is_headline(annotation: Annotation, thing: Thing) -> bool:
    """Whether the title begins with its name, one word, and a colon."""
    title = annotation.paper.title
    return any(
        mention.start == 0 and title[mention.end :][:1] == ":" and " " not in mention.text
        for mention in thing.group.mentions
    )


def _is_part(method: Thing, takers: Iterable[Thing]) -> bool:
    """Whether a method is another thing than one of those that take a benchmark, whatever its form.

    "HOPE-Block" is HOPE in another form, and takes what that does.
    """
    forms = {name_form(mention.text) for mention in method.group.mentions}
    return any(
        not any(contains(one, name_form(m.text)) for one in forms for m in taker.group.mentions)
        for taker in takers
    )


def _in_paper(annotation: Annotation, method: Thing, aim: Thing) -> Inferred:
    paper = paper_node(annotation.paper.id)
    premises = (
        (paper, Predicate.INTRODUCES, method.entity),
        (paper, aim.predicate, aim.entity),
    )
    return Inferred("same-paper", premises, (), _trust("same-paper", method, aim))


def _trust(rule: str, method: Thing, aim: Thing) -> float:
    """How sure a pair is by a rule: of the rules for one pair, each trusts less than the last."""
    return round(_TRUST[rule] * min(method.best.score, aim.best.score), 3)
