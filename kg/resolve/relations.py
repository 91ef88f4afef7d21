"""The relations that one paper supports, each with the ground for it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from kg.ids import paper_node, result_node
from kg.model import (
    Annotation,
    Decided,
    Edge,
    Evidence,
    Ground,
    Inferred,
    Label,
    Link,
    LinkKind,
    Mention,
    Predicate,
    Relation,
    Reported,
    Role,
    Stated,
)
from kg.resolve.groups import Group, evidence_of, find_groups, sentence_at
from kg.resolve.repositories import KINDS, repository_key
from kg.resolve.spelling import name_form

EntityOf: TypeAlias = Callable[[str, int], str | None]
RepositoryOf: TypeAlias = Callable[[str], str]
Claim: TypeAlias = tuple[Edge, Ground]
GroundsOf: TypeAlias = Callable[[str, Iterable[Mention]], Iterable[Decided]]

_PREDICATES = {
    (Label.METHOD, Role.INTRODUCED): Predicate.INTRODUCES,
    (Label.METHOD, Role.USED): Predicate.USES,
    (Label.METHOD, Role.COMPARED): Predicate.COMPARES_WITH,
    (Label.BENCHMARK, Role.INTRODUCED): Predicate.INTRODUCES,
    (Label.BENCHMARK, Role.EVALUATED): Predicate.EVALUATES_ON,
    (Label.BENCHMARK, Role.TRAINED): Predicate.TRAINS_ON,
    (Label.TASK, Role.ADDRESSED): Predicate.ADDRESSES,
}
_JOINS = {
    Predicate.EVALUATES_ON: Predicate.MEASURED_ON,
    Predicate.ADDRESSES: Predicate.USED_FOR,
}
_TRUST = {"bound-result": 0.95, "same-sentence": 0.85, "same-paper": 0.6}
# Below these, of pairs read by eye, eight of ten in one sentence and half of the others were wrong.
_LEAST = {"same-sentence": 0.28, "same-paper": 0.24}
_LEAST_BOUND = 0.5  # of a number's score, below which its method and benchmark are a guess
_IMPLEMENTED = {"repository-name": 0.9, "only-contribution": 0.8}
_LINK_SCORE = 0.99
_MOST_CERTAIN = 0.999


def _undecided(paper: str, group: Iterable[Mention]) -> Iterable[Decided]:
    return ()


def find_claims(
    annotation: Annotation,
    entity_of: EntityOf,
    repository_of: RepositoryOf,
    decided: GroundsOf = _undecided,
    doubtful: Container[str] = (),
) -> Iterator[Claim]:
    """All that one paper says, each relation with its grounds of this paper.

    Args:
        annotation: what was read from it.
        entity_of: paper id and group to entity id.
        repository_of: the node of the repository at a URL.
        decided: the user's decisions about a group of a paper.
        doubtful: entities of which it is not sure enough what they are to infer anything.
    """
    things = list(_find_things(annotation, entity_of))
    yield from _by_role(annotation, things, decided)
    yield from _by_link(annotation, repository_of)
    yield from _by_implementation(annotation, things, repository_of)
    yield from _by_number(annotation)
    for edge, ground in _between_entities(annotation, things):
        if edge[0] not in doubtful and edge[2] not in doubtful:
            yield edge, ground


def make_relation(edge: Edge, grounds: list[Ground]) -> Relation:
    """A relation with all its grounds, in an order of their own; the more, the surer."""
    evidence = tuple(sorted(grounds, key=_order) if len(grounds) > 1 else grounds)
    doubt = 1.0
    for ground in evidence:
        doubt *= 1 - ground.score
    return Relation(*edge, evidence, round(min(1 - doubt, _MOST_CERTAIN), 3))


def number_evidence(annotation: Annotation, reported: Reported) -> Evidence:
    """The place of a reported number."""
    where = sentence_at(annotation, reported.start, reported.end)
    told = (reported.start, reported.end, reported.rule, reported.score)
    return Evidence(annotation.paper.id, where, *told)


def _order(ground: Ground) -> tuple[str, str, int, str]:
    paper = ground.paper if isinstance(ground, Evidence | Stated) else ""
    start = ground.start if isinstance(ground, Evidence) else 0
    return (type(ground).__name__, paper, start, repr(ground))


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a group of a paper means, what the paper does with it, and the mention to show it by."""

    group: Group
    entity: str
    predicate: Predicate
    best: Mention


def _find_things(annotation: Annotation, entity_of: EntityOf) -> Iterator[_Thing]:
    for group in find_groups(annotation):
        if entity := entity_of(annotation.paper.id, group.number):
            predicate = _PREDICATES.get((group.label, group.role), Predicate.MENTIONS)
            yield _Thing(group, entity, predicate, group.best)


def _by_role(
    annotation: Annotation, things: Iterable[_Thing], decided: GroundsOf
) -> Iterator[Claim]:
    paper = annotation.paper.id
    best: dict[Edge, Evidence] = {}
    for thing in things:
        edge = (paper_node(paper), thing.predicate, thing.entity)
        found = evidence_of(annotation, thing.best)
        best[edge] = min(best.get(edge, found), found, key=lambda e: (-e.score, e.start))
        yield from ((edge, ground) for ground in decided(paper, thing.group.mentions))
    yield from best.items()


def _by_link(annotation: Annotation, repository_of: RepositoryOf) -> Iterator[Claim]:
    paper = annotation.paper
    seen: set[str] = set()
    for link in annotation.links:
        repository = repository_of(link.url)
        if link.kind in KINDS and repository not in seen:
            seen.add(repository)
            edge = (paper_node(paper.id), Predicate.HAS_REPOSITORY, repository)
            yield edge, _link_evidence(annotation, link)
    record = min(paper.sources, default=paper.id)
    for repository in sorted(set(map(repository_of, paper.code_links))):
        edge = (paper_node(paper.id), Predicate.HAS_REPOSITORY, repository)
        yield edge, Stated(paper.id, record, "github")


def _by_implementation(
    annotation: Annotation, things: Iterable[_Thing], repository_of: RepositoryOf
) -> Iterator[Claim]:
    """The paper's own method or benchmark and the repository of its code.

    What bears the repository's name is meant; else the one thing that the paper introduces. Where
    it introduces several and none bears the name, nothing is said.
    """
    paper = annotation.paper
    own = [thing for thing in things if thing.predicate is Predicate.INTRODUCES]
    urls = [link.url for link in annotation.links if link.kind is LinkKind.CODE]
    for url in dict.fromkeys((*urls, *paper.code_links)):
        last = name_form(re.sub(r"[-_.](?:code|main|official|public)$", "", _last_part(url)))
        named = [t for t in own if last in {name_form(m.text) for m in t.group.mentions}]
        rule = "repository-name" if named else "only-contribution"
        for thing in named or (own if len(own) == 1 else []):
            entity, repository = thing.entity, repository_of(url)
            this = paper_node(paper.id)
            premises = (
                (this, Predicate.INTRODUCES, entity),
                (this, Predicate.HAS_REPOSITORY, repository),
            )
            ground = Inferred(rule, premises, (), _IMPLEMENTED[rule])
            yield (entity, Predicate.IMPLEMENTED_BY, repository), ground


def _last_part(url: str) -> str:
    return repository_key(url).rpartition("/")[2]


def _link_evidence(annotation: Annotation, link: Link) -> Evidence:
    where = sentence_at(annotation, link.start, link.end)
    return Evidence(annotation.paper.id, where, link.start, link.end, "link", _LINK_SCORE)


def _by_number(annotation: Annotation) -> Iterator[Claim]:
    paper = annotation.paper.id
    for reported in {number.start: number for number in reversed(annotation.reported)}.values():
        edge = (paper_node(paper), Predicate.REPORTS, result_node(paper, reported.start))
        yield edge, number_evidence(annotation, reported)


def _between_entities(annotation: Annotation, things: Sequence[_Thing]) -> Iterator[Claim]:
    """Of each pair the best ground of the paper: a result, a sentence, or that both stand there."""
    best: dict[Edge, Ground] = {}
    for edge, ground in (
        *_by_result(annotation, things),
        *_by_sentence_or_paper(annotation, things),
    ):
        best.setdefault(edge, ground)
    yield from best.items()


def _by_result(annotation: Annotation, things: Iterable[_Thing]) -> Iterator[Claim]:
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


def _by_sentence_or_paper(annotation: Annotation, things: Sequence[_Thing]) -> Iterator[Claim]:
    methods = [
        thing
        for thing in things
        if thing.group.label is Label.METHOD and thing.predicate is Predicate.INTRODUCES
    ]
    aims = [thing for thing in things if thing.predicate in _JOINS]
    for method, aim in product(methods, aims):
        edge = (method.entity, _JOINS[aim.predicate], aim.entity)
        ground: Evidence | Inferred | None = _in_sentence(annotation, method, aim)
        if ground is None and _is_central(annotation, aim.group):
            ground = _in_paper(annotation, edge, method, aim)
        if ground is not None and ground.score >= _LEAST[ground.rule]:
            yield edge, ground


def _is_central(annotation: Annotation, aim: Group) -> bool:
    """Whether a paper is about an aim, not only near it: of a task that its title names it."""
    title = len(annotation.paper.title)
    return aim.label is not Label.TASK or any(m.start < title for m in aim.mentions)


def _in_sentence(annotation: Annotation, method: _Thing, aim: _Thing) -> Evidence | None:
    """The first sentence that names both, and the words from the one to the other."""
    for one, other in product(method.group.mentions, aim.group.mentions):
        start, end = min(one.start, other.start), max(one.end, other.end)
        where = sentence_at(annotation, start, end)
        if where in annotation.sentences:
            score = _trust("same-sentence", method, aim)
            return Evidence(annotation.paper.id, where, start, end, "same-sentence", score)
    return None


def _in_paper(annotation: Annotation, edge: Edge, method: _Thing, aim: _Thing) -> Inferred:
    paper = paper_node(annotation.paper.id)
    premises = (
        (paper, Predicate.INTRODUCES, edge[0]),
        (paper, aim.predicate, edge[2]),
    )
    return Inferred("same-paper", premises, (), _trust("same-paper", method, aim))


def _trust(rule: str, method: _Thing, aim: _Thing) -> float:
    """How sure a pair is by a rule: of the rules for one pair, each trusts less than the last."""
    return round(_TRUST[rule] * min(method.best.score, aim.best.score), 3)
