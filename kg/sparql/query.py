"""Asking a built graph in SPARQL."""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import Fault, QueryError
from kg.rdf import PREFIXES
from kg.sparql.answer import Answer, to_answer
from kg.sparql.forms import Caps, Found, write
from kg.sparql.guard import checked, scan
from kg.sparql.parameters import bound, is_number
from kg.sparql.store import Graph, load
from kg.store import Store

RESULT_FORMATS = ("csv", "tsv", "json", "xml")

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
    with _opened(source) as graph:
        return to_answer(run(graph, text, values))


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
    with _opened(source) as graph:
        return write(run(graph, text, values), (form, "nt"), Caps()).data


def run(
    graph: Graph,
    text: str,
    values: Mapping[str, Literal | NamedNode] | None = None,
    graphs: tuple[Sequence[str], Sequence[str]] | None = None,
    base: str | None = None,
) -> Found:
    """Run a query.

    Args:
        graph: what to ask.
        text: the query.
        values: RDF terms that stand for variables of the query.
        graphs: the names of the graphs that make up the default graph, and of those that the query
            can name, in the place of all; one that is not there is empty.
        base: what relative IRIs are relative to; without it there may be none.

    Raises:
        QueryError: the query is malformed, or asks for what is not allowed.
    """
    given = values or {}
    numbers = {name: value for name, value in given.items() if is_number(value)}
    others = {name: value for name, value in given.items() if name not in numbers}
    plain = bound(checked(bound(text, numbers), graph.has), others)
    scan(plain)
    default, named = (_names(graphs[0]), _names(graphs[1])) if graphs else (None, None)
    try:
        found: Found = graph.triples.query(
            plain,
            base_iri=base,
            prefixes=dict(PREFIXES),
            default_graph=default,
            named_graphs=named,
        )
    except SyntaxError as error:
        raise QueryError(said_by_oxigraph(error, plain)) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(" ".join(str(error).split()), Fault.FAILED) from error
    return found


def _opened(source: Store | Graph) -> AbstractContextManager[Graph]:
    return nullcontext(source) if isinstance(source, Graph) else load(source)


def _names(graphs: Sequence[str]) -> list[Any]:
    try:
        return [NamedNode(graph) for graph in graphs]
    except ValueError as error:
        raise QueryError(f"no name of a graph: {error}") from error


def said_by_oxigraph(trouble: Exception, text: str) -> str:
    """What Oxigraph says of a text that it does not understand, in one line that says where."""
    error = str(trouble)
    place = _PLACE.match(error)
    if place is None:
        return " ".join(error.split())
    line, column = int(place[1]), int(place[2])
    rest = text.split("\n")[line - 1][column - 1 :][:20]
    hint = _HINT.search(error)
    said = hint[1] if hint else f"unexpected {rest!r}" if rest else "not understood"
    return f"line {line}, column {column}: {said}"
