"""Each model type to a row of ``schema.sql`` and back; columns stand in the table's order."""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from kg.ids import paper_at, paper_node
from kg.model import (
    Annotation,
    Decided,
    Direction,
    Doubt,
    Edge,
    Entity,
    Evidence,
    Flag,
    Ground,
    Inferred,
    Kind,
    Label,
    Link,
    LinkKind,
    Match,
    MatchKind,
    Mention,
    Merge,
    Paper,
    Predicate,
    Reason,
    Relation,
    Reported,
    Result,
    ResultKind,
    Role,
    Stated,
)
from kg.records import to_record
from kg.store.content import paper_digest
from kg.surface import normal_form

Row: TypeAlias = tuple[Any, ...]

_LABELS = {label.value: label for label in Label}
_KINDS = {kind.value: kind for kind in Kind}
_ROLES = {role.value: role for role in Role}


def to_paper_row(paper: Paper, reading: str) -> Row:
    """A paper and the key of its reading."""
    lists = (_list(paper.authors), paper.author_count, _list(paper.code_links))
    return (
        *(paper.id, paper_node(paper.id), paper.title, paper.abstract, paper.published),
        *(paper.venue, paper.url, *lists, _list(paper.sources), reading, paper_digest(paper)),
    )


def from_paper_row(row: Row) -> Paper:
    """The paper in a row of ``papers``."""
    id, _, title, abstract, published, venue, url, authors, count, links, sources, *_ = row
    known = (id, title, abstract, published, venue, url)
    return Paper(*known, _tuple(authors), count, _tuple(links), _tuple(sources))


def to_annotation_text(annotation: Annotation) -> str:
    """A reading as JSON, without its paper: lists of fields, for it is read often."""
    parts = (annotation.mentions, annotation.links, annotation.reported)
    return _json([annotation.sentences, *([_fields(item) for item in part] for part in parts)])


def from_annotation_text(text: str, paper: Paper) -> Annotation:
    """The reading in a column ``annotation``, with its paper."""
    sentences, mentions, links, reported = json.loads(text)
    return Annotation(
        paper,
        tuple((start, end) for start, end in sentences),
        tuple(map(_mention, mentions)),
        tuple(Link(start, end, url, LinkKind(kind)) for start, end, url, kind in links),
        tuple(map(_reported, reported)),
    )


def _fields(item: Mention | Link | Reported) -> list[Any]:
    return [getattr(item, name) for name in item.__slots__]


def _mention(fields: list[Any]) -> Mention:
    start, end, text, label, kind, role, rule, score, group = fields
    told = (_LABELS[label], _KINDS[kind], _ROLES[role], rule, score, group)
    return Mention(start, end, text, *told)


def _reported(fields: list[Any]) -> Reported:
    start, end, value, low, high, unit, metric, kind, *rest = fields
    from_value, method, benchmark, baseline, rule, score = rest
    bound = (from_value, method, benchmark, baseline, rule, score)
    return Reported(start, end, value, low, high, unit, metric, ResultKind(kind), *bound)


def to_entity_row(entity: Entity) -> Row:
    """An entity but for its aliases."""
    told = None if entity.description is None else _json(to_record(entity.description))
    return (entity.id, entity.label.value, entity.name, told, _list(entity.links))


def to_alias_rows(entity: Entity) -> list[Row]:
    """The aliases of an entity."""
    return [(entity.id, alias, normal_form(alias)) for alias in entity.aliases]


def from_entity_row(row: Row, aliases: Iterable[str]) -> Entity:
    """The entity in a row of ``entities``, with its aliases."""
    id, label, name, told, links = row
    description = None if told is None else _evidence(told)
    return Entity(id, _LABELS[label], name, tuple(aliases), description, _tuple(links))


def from_description_row(row: Row) -> tuple[str, Evidence]:
    """An entity's id and the sentence that introduces it, of two columns of ``entities``."""
    id, told = row
    return id, _evidence(told)


def to_ground_row(edge: Edge, number: int, ground: Ground) -> Row:
    """One piece of the evidence of a relation."""
    none4 = (None, None, None, None)
    match ground:
        case Evidence(paper, (first, last), start, end, rule, score):
            told: Row = ("text", paper, first, last, start, end, rule, score, None, *none4)
        case Stated(paper, record, field, score):
            told = ("record", paper, *none4, None, score, record, field, None, None, None)
        case Inferred(rule, edges, names, score):
            rests = (_json(edges), _json(names))
            told = ("rule", _paper_of(edges), *none4, rule, score, None, None, None, *rests)
        case Decided(file, line, score):
            told = ("decision", None, *none4, None, score, file, None, line, None, None)
        case _:
            raise TypeError(f"no ground: {ground!r}")
    subject, predicate, object = edge
    return (subject, predicate.value, object, number, *told)


def from_ground_row(row: Row) -> Ground:
    """The piece of evidence in a row of ``evidence``."""
    ground, paper, first, last, start, end, rule, score, source, field, line, *rests = row[4:]
    if ground == "text":
        return Evidence(paper, (first, last), start, end, rule, score)
    if ground == "record":
        return Stated(paper, source, field, score)
    if ground == "rule":
        edges = tuple((a, Predicate(predicate), b) for a, predicate, b in json.loads(rests[0]))
        return Inferred(rule, edges, _tuple(rests[1]), score)
    if ground == "decision":
        return Decided(source, line, score)
    raise ValueError(f"no ground: {ground!r}")


def to_relation_row(relation: Relation) -> Row:
    """A relation but for its evidence."""
    subject, predicate, object = relation.edge
    return (subject, predicate.value, object, relation.confidence)


def from_relation_row(row: Row, evidence: Iterable[Ground]) -> Relation:
    """The relation in a row of ``relations``, with its evidence."""
    subject, predicate, object, confidence = row
    return Relation(subject, Predicate(predicate), object, tuple(evidence), confidence)


def from_edge_row(row: Row) -> Edge:
    """The edge in the first columns of ``relations``."""
    subject, predicate, object = row
    return subject, Predicate(predicate), object


def to_result_row(result: Result) -> Row:
    """A result; its evidence is of its paper."""
    read = result.evidence
    return (
        *(result.id, result.paper, result.method, result.benchmark, result.baseline),
        *(result.metric, result.value, result.low, result.high, result.unit, result.kind.value),
        *(result.from_value, result.direction and result.direction.value, _list(result.flags)),
        *(*read.sentence, read.start, read.end, read.rule, read.score),
    )


def from_result_row(row: Row) -> Result:
    """The result in a row of ``results``."""
    id, paper, method, benchmark, baseline, metric = row[:6]
    value, low, high, unit, kind, from_value, direction, flags = row[6:14]
    first, last, *where = row[14:]
    return Result(
        id=id,
        paper=paper,
        method=method,
        benchmark=benchmark,
        baseline=baseline,
        metric=metric,
        value=value,
        low=low,
        high=high,
        unit=unit,
        kind=ResultKind(kind),
        from_value=from_value,
        direction=None if direction is None else Direction(direction),
        flags=tuple(map(Flag, _tuple(flags))),
        evidence=Evidence(paper, (first, last), *where),
    )


def to_mention_row(paper: str, mention: Mention, entity: str) -> Row:
    """A mention of a paper and the entity that it means."""
    where = (paper, mention.start, mention.end, mention.label.value, mention.text)
    told = (mention.kind.value, mention.role.value, mention.rule, mention.score, mention.group)
    return (*where, *told, entity)


def from_mention_row(row: Row) -> tuple[str, Mention, str]:
    """Paper id, mention and entity id in a row of ``mentions``."""
    paper, start, end, label, text, kind, role, rule, score, group, entity = row
    told = (_LABELS[label], _KINDS[kind], _ROLES[role], rule, score, group)
    return paper, Mention(start, end, text, *told), entity


def to_merge_row(merge: Merge) -> Row:
    """Why two names are one thing."""
    told = (merge.reason.value, merge.source, merge.papers, merge.confidence)
    return (merge.entity, merge.name, merge.other, *told)


def from_merge_row(row: Row) -> Merge:
    """The reason in a row of ``merges``."""
    entity, name, other, reason, *told = row
    return Merge(entity, name, other, Reason(reason), *told)


def to_doubt_row(doubt: Doubt) -> Row:
    """Two entities that may be one."""
    return (doubt.one, doubt.other, doubt.reason.value, doubt.papers, doubt.confidence)


def from_doubt_row(row: Row) -> Doubt:
    """The pair in a row of ``doubts``."""
    one, other, reason, *told = row
    return Doubt(one, other, Reason(reason), *told)


def to_match_row(match: Match) -> Row:
    """What an entity is elsewhere."""
    return (match.entity, match.kind.value, match.target, match.source, match.confidence)


def from_match_row(row: Row) -> Match:
    """The match in a row of ``matches``."""
    entity, kind, *told = row
    return Match(entity, MatchKind(kind), *told)


def _evidence(text: str) -> Evidence:
    told = json.loads(text)
    first, last = told["sentence"]
    where = ((first, last), told["start"], told["end"])
    return Evidence(told["paper"], *where, told["rule"], told["score"])


def _paper_of(edges: tuple[Edge, ...]) -> str | None:
    """The paper whose edges a rule rests on; None for what follows from names."""
    return paper_at(edges[0][0]) if edges else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _list(values: Iterable[str]) -> str:
    return _json(list(values))


def _tuple(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))
