"""SPARQL over a built graph: read-only, always as fresh as ``graph.db``.

>>> from kg.sparql import query
>>> answer = query(store, "SELECT ?m WHERE { ?m a kg:Method }")  # doctest: +SKIP
"""

from kg.sparql.answer import Answer, Iri, Value, read_answer, shortened
from kg.sparql.forms import TABLE_FORMS, TRIPLE_FORMS, Caps, Written, media_type
from kg.sparql.loading import write_store
from kg.sparql.named import NamedQuery, named_queries, named_query
from kg.sparql.parameters import Parameter, ParameterKind, Term, guessed
from kg.sparql.pool import Limits, QueryPool
from kg.sparql.query import RESULT_FORMATS, query, serialize
from kg.sparql.store import Graph, load, open_graph

__all__ = [
    "RESULT_FORMATS",
    "TABLE_FORMS",
    "TRIPLE_FORMS",
    "Answer",
    "Caps",
    "Graph",
    "Iri",
    "Limits",
    "NamedQuery",
    "Parameter",
    "ParameterKind",
    "QueryPool",
    "Term",
    "Value",
    "Written",
    "guessed",
    "load",
    "media_type",
    "named_queries",
    "named_query",
    "open_graph",
    "query",
    "read_answer",
    "serialize",
    "shortened",
    "write_store",
]
