"""Whether RDF has the shapes of ``shapes.ttl``: SHACL, by pySHACL on rdflib's memory store."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import Any

import pyoxigraph as ox
from rdflib import SH, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.rdf.terms import PREFIXES

SHAPES = "urn:paper-kg:shapes#"
_STRING = PREFIXES["xsd"] + "string"


@dataclass(frozen=True, slots=True)
class Violation:
    """What is wrong with one node.

    Attributes:
        shape: the name of the shape that it breaks, such as ``Paper-title``.
        node: the IRI of the node.
        value: the value that is wrong; empty where one is missing.
        message: what SHACL says about it.
    """

    shape: str
    node: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Validation:
    """What the shapes say of a graph.

    Attributes:
        triples: how many triples were looked at.
        violations: by shape, then by node.
    """

    triples: int
    violations: tuple[Violation, ...]


def read_shapes() -> Graph:
    """The shapes."""
    text = resources.files("kg.rdf").joinpath("shapes.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle")


def validate(triples: Iterable[ox.Triple]) -> Validation:
    """Hold triples against the shapes; they are all brought into memory."""
    import pyshacl

    with _quietly():
        graph = Graph()
        for triple in triples:
            graph.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
        size = len(graph)
        _, report, _ = pyshacl.validate(graph, shacl_graph=read_shapes(), inplace=True)
    assert isinstance(report, Graph)
    found = {_violation(report, result) for result in report.objects(None, SH.result)}
    return Validation(size, tuple(sorted(found, key=lambda v: (v.shape, v.node, v.value))))


def _violation(report: Graph, result: Node) -> Violation:
    def told(predicate: URIRef) -> str:
        value = report.value(result, predicate)
        return "" if value is None else str(value)

    message = sorted(str(words) for words in report.objects(result, SH.resultMessage))
    shape = told(SH.sourceShape).removeprefix(SHAPES)
    return Violation(shape, told(SH.focusNode), told(SH.value), " ".join(" ".join(message).split()))


def _term(term: Any) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        kind = term.datatype.value
        return Literal(
            term.value, datatype=None if kind == _STRING else URIRef(kind), normalize=False
        )
    raise TypeError(f"no term that SHACL knows: {term!r}")


@contextmanager
def _quietly() -> Iterator[None]:
    """Without rdflib's log of literals that are not what they say: the shapes say so better."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
