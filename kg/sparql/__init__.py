"""SPARQL over a built graph: read-only, in memory, always as fresh as ``graph.db``.

>>> from kg.sparql import query
>>> answer = query(store, "SELECT ?m WHERE { ?m a kg:Method }")  # doctest: +SKIP
"""

from kg.sparql.answer import Answer, Iri, Value, shortened
from kg.sparql.named import NamedQuery, named_queries, named_query
from kg.sparql.parameters import Parameter, ParameterKind, guessed
from kg.sparql.query import RESULT_FORMATS, query, serialize
from kg.sparql.store import Graph, load

__all__ = [
    "RESULT_FORMATS",
    "Answer",
    "Graph",
    "Iri",
    "NamedQuery",
    "Parameter",
    "ParameterKind",
    "Value",
    "guessed",
    "load",
    "named_queries",
    "named_query",
    "query",
    "serialize",
    "shortened",
]
