"""The graph as RDF: our vocabulary, and the quads of a record store.

``from kg.rdf import quads, paper_quads, WRITERS``; the terms are in
:mod:`kg.rdf.vocabulary`, their definitions in ``ontology.ttl``.
"""

from kg.rdf.quads import (
    base_iri_of,
    dataset_quads,
    entity_quads,
    evidence_of,
    paper_quads,
    quads,
    triples,
)
from kg.rdf.terms import PREFIXES
from kg.rdf.turtle import Before, rewrite_turtle, write_turtle
from kg.rdf.write import (
    WRITERS,
    write_jsonld,
    write_nquads,
    write_ntriples,
    write_trig,
    write_xml,
)
from kg.settings import EvidenceLevel

__all__ = [
    "PREFIXES",
    "WRITERS",
    "Before",
    "EvidenceLevel",
    "base_iri_of",
    "dataset_quads",
    "entity_quads",
    "evidence_of",
    "paper_quads",
    "quads",
    "rewrite_turtle",
    "triples",
    "write_jsonld",
    "write_nquads",
    "write_ntriples",
    "write_trig",
    "write_turtle",
    "write_xml",
]
