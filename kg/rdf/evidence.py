"""What a statement rests on, as a node with ``rdf:subject``, ``rdf:predicate``, ``rdf:object``.

No blank nodes, no RDF-star. Words of a paper are pointed at by Web Annotation selectors:
``oa:start`` and ``oa:end`` count characters of title, two newlines, abstract; ``oa:prefix``,
``oa:exact`` and ``oa:suffix``, which only the level ``full`` has, make up the sentence.
"""

from collections.abc import Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.ids import evidence_node, paper_node
from kg.model import Decided, Evidence, Ground, Inferred, Stated
from kg.rdf.terms import decimal, integer, node, term, text

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]

_A = term("rdf:type")
_PARTS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))


def make_evidence(
    base: str, statement: Statement, ground: Ground, told: str | None = None
) -> Iterator[Triple]:
    """The node of one ground of a statement.

    Args:
        base: what stands before the id of every node.
        statement: what the ground supports.
        ground: words of a paper, the field of a record, a rule, or a decision.
        told: the text of the paper that the ground is of, to quote it; None for no quotes and no
            premises.
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
            yield from _read(base, local, ground, told)
        case Stated(paper, record, field):
            yield Triple(this, term("prov:wasDerivedFrom"), node(base, paper_node(paper)))
            yield Triple(this, term("kg:record"), text(record))
            yield Triple(this, term("kg:field"), text(field))
        case Inferred():
            yield Triple(this, term("kg:rule"), text(ground.rule))
            if told is not None:
                yield from _premises(base, local, ground)
        case Decided(file, line):
            yield Triple(this, term("kg:decision"), text(f"{file}:{line}"))


def _read(base: str, local: str, ground: Evidence, told: str | None) -> Iterator[Triple]:
    this, position = node(base, local), node(base, f"{local}/position")
    yield Triple(this, term("kg:rule"), text(ground.rule))
    yield Triple(this, term("prov:wasDerivedFrom"), node(base, paper_node(ground.paper)))
    yield Triple(this, term("oa:hasSelector"), position)
    if told is not None:
        yield from _quote(base, local, ground, told)
    yield Triple(position, _A, term("oa:TextPositionSelector"))
    yield Triple(position, term("oa:start"), integer(ground.start))
    yield Triple(position, term("oa:end"), integer(ground.end))


def _quote(base: str, local: str, ground: Evidence, told: str) -> Iterator[Triple]:
    quote = node(base, f"{local}/quote")
    first, last = ground.sentence
    yield Triple(node(base, local), term("oa:hasSelector"), quote)
    yield Triple(quote, _A, term("oa:TextQuoteSelector"))
    yield Triple(quote, term("oa:prefix"), text(told[first : ground.start]))
    yield Triple(quote, term("oa:exact"), text(told[ground.start : ground.end]))
    yield Triple(quote, term("oa:suffix"), text(told[ground.end : last]))


def _premises(base: str, local: str, ground: Inferred) -> Iterator[Triple]:
    this = node(base, local)
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
