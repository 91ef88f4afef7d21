"""The answer to a query as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse,
    parse_query_results,
)
from pyoxigraph import Triple as Triple_

from kg.rdf.terms import PREFIXES, prefixed
from kg.sparql.forms import Written

_N_TRIPLES = RdfFormat.N_TRIPLES
_XSD = PREFIXES["xsd"]


class Iri(str):
    """The IRI of a node, a class or a property: a string that knows it names something."""

    __slots__ = ()


Value: TypeAlias = "Iri | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found.

    SELECT fills ``variables`` and ``rows`` (None where a variable is unbound), ASK ``boolean``,
    CONSTRUCT and DESCRIBE ``triples``, sorted.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Value, Value, Value], ...] | None = None


def to_answer(found: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """What Oxigraph found, as plain data."""
    if isinstance(found, QueryBoolean):
        return Answer(boolean=bool(found))
    if isinstance(found, QueryTriples):
        return Answer(triples=_triples(found))
    variables = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(to_value(term) for term in solution) for solution in found)
    return Answer(variables, rows)


def read_answer(written: Written) -> Answer:
    """The answer in what was written as JSON or N-Triples.

    Raises:
        ValueError: it was written in another form.
    """
    if written.form == "json":
        return to_answer(parse_query_results(written.data, format=QueryResultsFormat.JSON))
    if written.form == "nt":
        return Answer(triples=_triples(quad.triple for quad in parse(written.data, _N_TRIPLES)))
    raise ValueError(f"no answer is read from {written.form}")


def to_value(term: object) -> Value:
    """An RDF term as the Python value nearest to it.

    Raises:
        TypeError: it is no RDF term.
    """
    if term is None:
        return None
    if isinstance(term, Literal):
        return _literal(term)
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, BlankNode | Triple_):
        return str(term)
    raise TypeError(f"no RDF term: {term!r}")


def _literal(literal: Literal) -> Value:
    kind = literal.datatype.value.removeprefix(_XSD)
    try:
        if kind == "integer":
            return int(literal.value)
        if kind in ("decimal", "double", "float"):
            return float(literal.value)
    except ValueError:
        return literal.value
    return literal.value == "true" if kind == "boolean" else literal.value


def _triples(found: Iterable[Triple_]) -> tuple[tuple[Value, Value, Value], ...]:
    ordered = sorted(set(found), key=str)
    return tuple((to_value(t.subject), to_value(t.predicate), to_value(t.object)) for t in ordered)


def shortened(value: Value, base_iri: str) -> Value:
    """An IRI as one would say it: the id of a node, or a prefixed name; others as they are."""
    if not isinstance(value, Iri):
        return value
    return prefixed(value) or str(value.removeprefix(base_iri))
