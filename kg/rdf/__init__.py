"""The graph as RDF: our vocabulary, and the triples of a record store.

``from kg.rdf import triples, write_turtle, write_ntriples``; the terms are in
:mod:`kg.rdf.vocabulary`, their definitions in ``ontology.ttl``.
"""

from kg.rdf.terms import PREFIXES
from kg.rdf.triples import triples
from kg.rdf.write import write_ntriples, write_turtle

__all__ = ["PREFIXES", "triples", "write_ntriples", "write_turtle"]
