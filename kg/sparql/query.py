"""Asking a built graph in SPARQL."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)
from pyoxigraph import serialize as write_triples

from kg.errors import QueryError
from kg.rdf import PREFIXES
from kg.sparql.answer import Answer, to_answer
from kg.sparql.guard import checked, scan
from kg.sparql.parameters import bound
from kg.sparql.store import Graph, load
from kg.store import Store

Found: TypeAlias = "QuerySolutions | QueryBoolean | QueryTriples"

RESULT_FORMATS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}


# What Oxigraph says in words stands among the tokens that it would have taken.
_HINT = re.compile(r"(?:of|,) ([A-Z][A-Za-z* ]{14,}),")
_PLACE = re.compile(r"error at (\d+):(\d+)")


def query(
    source: Store | Graph, text: str, values: Mapping[str, Literal | NamedNode] | None = None
) -> Answer:
    """Ask a graph in SPARQL; the prefixes of :data:`kg.rdf.PREFIXES` are known.

    Args:
        source: a store, or what :func:`load` made of it.
        text: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
        values: RDF terms that stand for variables of the query.

    Raises:
        QueryError: the query is malformed, or asks for what is not allowed.
    """
    return to_answer(_run(source, text, values))


def serialize(
    source: Store | Graph,
    text: str,
    form: str,
    values: Mapping[str, Literal | NamedNode] | None = None,
) -> bytes:
    """Ask a graph; the answer in one of :data:`RESULT_FORMATS`, triples always as N-Triples.

    Raises:
        QueryError: as :func:`query` does.
    """
    found = _run(source, text, values)
    if isinstance(found, QueryTriples):
        ordered = sorted(set(found), key=str)
        return write_triples(ordered, format=RdfFormat.N_TRIPLES) or b""
    return found.serialize(format=RESULT_FORMATS[form]) or b""


def _run(
    source: Store | Graph, text: str, values: Mapping[str, Literal | NamedNode] | None
) -> Found:
    plain = bound(checked(text), values or {})
    scan(plain)
    graph = source if isinstance(source, Graph) else load(source)
    try:
        found: Found = graph.triples.query(plain, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(_said(str(error), plain)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(" ".join(str(error).split())) from error
    return found


def _said(error: str, text: str) -> str:
    place = _PLACE.match(error)
    if place is None:
        return " ".join(error.split())
    line, column = int(place[1]), int(place[2])
    rest = text.split("\n")[line - 1][column - 1 :][:20]
    hint = _HINT.search(error)
    said = hint[1] if hint else f"unexpected {rest!r}" if rest else "not understood"
    return f"line {line}, column {column}: {said}"
