"""What a fact rests on, as a node: no blank nodes, no RDF-star.

Words of a paper stand as a Web Annotation selector: ``oa:start`` and ``oa:end`` count characters of
title, two newlines, abstract; ``oa:prefix``, ``oa:exact`` and ``oa:suffix`` make up the sentence.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.ids import evidence_node, paper_node
from kg.model import Decided, Evidence, Ground, Inferred, Paper, Stated
from kg.rdf.terms import decimal, integer, node, term, text

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]
PaperOf: TypeAlias = Callable[[str], Paper | None]

_A = term("rdf:type")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def make_evidence(
    base: str, statement: Statement, ground: Ground, paper_of: PaperOf
) -> Iterator[Triple]:
    """The node of one ground of a statement.

    Args:
        base: what stands before the id of every node.
        statement: what the ground supports.
        ground: words of a paper, the field of a record, a rule, or a decision.
        paper_of: paper id to paper.
    """
    subject, predicate, object = (part.value for part in statement)
    ends = (subject.removeprefix(base), object.removeprefix(base))
    local = evidence_node(ends[0], predicate, ends[1], repr(ground))
    this = node(base, local)
    yield Triple(this, _A, term("kg:Evidence"))
    for part, value in zip(_PARTS, statement, strict=True):
        yield Triple(this, part, value)
    yield Triple(this, term("kg:confidence"), decimal(ground.score))
    match ground:
        case Evidence():
            yield from _read(base, this, ground, paper_of)
        case Stated(paper, record, field):
            yield Triple(this, term("prov:wasDerivedFrom"), node(base, paper_node(paper)))
            yield Triple(this, term("kg:record"), text(record))
            yield Triple(this, term("kg:field"), text(field))
        case Inferred():
            yield from _inferred(base, local, ground)
        case Decided(file, line):
            yield Triple(this, term("kg:decision"), text(f"{file}:{line}"))


def _read(base: str, this: NamedNode, ground: Evidence, paper_of: PaperOf) -> Iterator[Triple]:
    yield Triple(this, term("kg:rule"), text(ground.rule))
    yield Triple(this, term("prov:wasDerivedFrom"), node(base, paper_node(ground.paper)))
    yield Triple(this, term("oa:start"), integer(ground.start))
    yield Triple(this, term("oa:end"), integer(ground.end))
    if paper := paper_of(ground.paper):
        first, last = ground.sentence
        yield Triple(this, term("oa:prefix"), text(paper.text[first : ground.start]))
        yield Triple(this, term("oa:exact"), text(paper.text[ground.start : ground.end]))
        yield Triple(this, term("oa:suffix"), text(paper.text[ground.end : last]))


def _inferred(base: str, local: str, ground: Inferred) -> Iterator[Triple]:
    this = node(base, local)
    yield Triple(this, term("kg:rule"), text(ground.rule))
    for name in dict.fromkeys(ground.names):
        yield Triple(this, term("kg:restsOnName"), text(name))
    premises = {evidence_node(local, *edge): edge for edge in ground.edges}
    for premise in premises:
        yield Triple(this, term("kg:restsOn"), node(base, premise))
    for premise, (subject, predicate, object) in premises.items():
        there = node(base, premise)
        yield Triple(there, _A, term("rdf:Statement"))
        yield Triple(there, _PARTS[0], node(base, subject))
        yield Triple(there, _PARTS[1], term(f"kg:{predicate.value}"))
        yield Triple(there, _PARTS[2], node(base, object))
