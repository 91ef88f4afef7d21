"""The relations that one paper supports, each with the ground for it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import TypeAlias

from kg.ids import paper_node, result_node
from kg.model import (
    Annotation,
    Decided,
    Edge,
    Evidence,
    Ground,
    Inferred,
    Link,
    LinkKind,
    Mention,
    Predicate,
    Relation,
    Stated,
)
from kg.resolve.groups import evidence_of, number_evidence, sentence_at
from kg.resolve.pairs import find_pairs
from kg.resolve.repositories import KINDS, repository_key
from kg.resolve.spelling import name_form
from kg.resolve.things import EntityOf, Thing, find_things

RepositoryOf: TypeAlias = Callable[[str], str]
Claim: TypeAlias = tuple[Edge, Ground]
GroundsOf: TypeAlias = Callable[[str, Iterable[Mention]], Iterable[Decided]]

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
    things = list(find_things(annotation, entity_of))
    yield from _by_role(annotation, things, decided)
    yield from _by_link(annotation, repository_of)
    yield from _by_implementation(annotation, things, repository_of)
    yield from _by_number(annotation)
    yield from find_pairs(annotation, [t for t in things if t.entity not in doubtful])


def make_relation(edge: Edge, grounds: list[Ground]) -> Relation:
    """A relation with all its grounds, in an order of their own; the more, the surer."""
    evidence = tuple(sorted(grounds, key=_order) if len(grounds) > 1 else grounds)
    doubt = 1.0
    for ground in evidence:
        doubt *= 1 - ground.score
    return Relation(*edge, evidence, round(min(1 - doubt, _MOST_CERTAIN), 3))


def _order(ground: Ground) -> tuple[str, str, int, str]:
    paper = ground.paper if isinstance(ground, Evidence | Stated) else ""
    start = ground.start if isinstance(ground, Evidence) else 0
    return (type(ground).__name__, paper, start, repr(ground))


def _by_role(
    annotation: Annotation, things: Iterable[Thing], decided: GroundsOf
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
    annotation: Annotation, things: Iterable[Thing], repository_of: RepositoryOf
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
