"""Values for the variables of a query: RDF terms in the place of whole tokens, never text.

A value may be anything: it becomes one literal or one IRI, escaped by Oxigraph's own writer. A
whole number stands as its digits, so that it may follow LIMIT.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, SettingsError
from kg.rdf.terms import integer, node, term, text
from kg.sparql.guard import TOKEN
from kg.surface import folded

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DIGITS = re.compile(r"[0-9]{1,18}")
_NODE = re.compile(r"(?:paper|method|benchmark|task|repo|result|evidence)/\S+")

_INTEGERS = term("xsd:integer")

Term: TypeAlias = Literal | NamedNode
"""What a value is taken for: words or a number, or the name of a node."""


class ParameterKind(StrEnum):
    """What a value is taken for: words, a name, the id or IRI of a node, or a whole number.

    A name becomes what ``kg:foldedName`` has of it, so that its spelling does not matter.
    """

    TEXT = "text"
    NAME = "name"
    NODE = "node"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that the user gives a value; None: there is no default."""

    name: str
    kind: ParameterKind
    description: str
    default: str | None = None


def to_term(value: str, kind: ParameterKind, base_iri: str) -> Term:
    """The RDF term that a value of this kind is.

    Raises:
        QueryError: the value is not of the kind.
    """
    if kind is ParameterKind.TEXT:
        return text(value)
    if kind is ParameterKind.NAME:
        return text(folded(value.strip()))
    if kind is ParameterKind.INTEGER:
        if not _INTEGER.fullmatch(value):
            raise QueryError(f"{value!r} is no whole number")
        return integer(int(value))
    try:
        return node(base_iri, value) if _NODE.fullmatch(value) else NamedNode(value.strip("<>"))
    except (SettingsError, ValueError) as error:
        raise QueryError(f"{value!r} is neither the id of a node nor an IRI") from error


def guessed(value: str, base_iri: str) -> Term:
    """The term of a value whose kind nobody declared: ``<IRI>``, a whole number, else words."""
    if value.startswith("<") and value.endswith(">"):
        return to_term(value, ParameterKind.NODE, base_iri)
    kind = ParameterKind.INTEGER if _INTEGER.fullmatch(value) else ParameterKind.TEXT
    return to_term(value, kind, base_iri)


def is_number(value: Term) -> bool:
    """Whether a value is a whole number that a query can hold as plain digits."""
    return (
        isinstance(value, Literal)
        and value.datatype == _INTEGERS
        and _DIGITS.fullmatch(value.value) is not None
    )


def bound(query: str, values: Mapping[str, Term]) -> str:
    """The query with terms in the place of variables.

    Raises:
        QueryError: the query has no such variable.
    """
    if not values:
        return query
    tokens = list(TOKEN.finditer(query))
    names = {token[0][1:] for token in tokens if _is_variable(token)}
    if unknown := sorted(values.keys() - names):
        raise QueryError(f"the query has no variable ?{unknown[0]}")
    written = {f"{mark}{name}": f" {_written(values[name])} " for name in values for mark in "?$"}
    return "".join(
        written.get(token[0], token[0]) if _is_variable(token) else token[0] for token in tokens
    )


def _written(value: Term) -> str:
    return value.value if is_number(value) else str(value)


def _is_variable(token: re.Match[str]) -> bool:
    return token.lastgroup == "name" and token[0][0] in "?$"
