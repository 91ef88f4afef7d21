"""The graph as RDF: our vocabulary, and the quads of a record store.

``from kg.rdf import quads, paper_quads, write_turtle``; the terms are in
:mod:`kg.rdf.vocabulary`, their definitions in ``ontology.ttl``.
"""

from kg.rdf.quads import base_iri_of, entity_quads, evidence_of, paper_quads, quads, triples
from kg.rdf.terms import PREFIXES
from kg.rdf.write import write_ntriples, write_turtle
from kg.settings import EvidenceLevel

__all__ = [
    "PREFIXES",
    "EvidenceLevel",
    "base_iri_of",
    "entity_quads",
    "evidence_of",
    "paper_quads",
    "quads",
    "triples",
    "write_ntriples",
    "write_turtle",
]
