"""What an update may say, and the graphs that the protocol's parameters give it.

An update passes what a query passes: it is brought to one form, what rdflib parsed is walked, and
the words of the text are scanned as well. It may change the store; it may reach nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pyoxigraph import NamedNode

from kg.errors import Fault, QueryError
from kg.sparql.guard import TOKEN, at, checked_prefixes, normalised, parsed, walk, words

_REFUSED = {
    "SERVICE": "SERVICE asks another server, which an update here may not",
    "LOAD": "LOAD reads from elsewhere, which an update here may not",
}
_PARTS = {"ServiceGraphPattern": "SERVICE", "Load": "LOAD"}
_OWN_GRAPHS = ("using", "withClause")


def checked_update(text: str, using: Sequence[str] = (), named: Sequence[str] = ()) -> str:
    """The update in the form in which it may be run.

    Args:
        text: a SPARQL update.
        using: the graphs that make the default graph of its patterns; none: the store's own.
        named: the graphs that have a name in its patterns; none: those of the store.

    Raises:
        QueryError: it is malformed, too long, reaches outside the store, or names graphs in its
            text and in ``using`` or ``named`` as well.
    """
    plain = normalised(text)
    _scan(plain)
    parts = list(walk(parsed(plain, "update")))
    _check(parts)
    if not using and not named:
        return plain
    if any(part.name == "Modify" and dict.get(part, key) for part in parts for key in _OWN_GRAPHS):
        raise QueryError("the update names its graphs in its text and in its parameters")
    return "".join(_with_graphs(plain, _clauses(using, named)))


def to_graph(iri: str) -> NamedNode:
    """The name of a graph.

    Raises:
        QueryError: it is no IRI.
    """
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri[:80]!r} is no IRI of a graph") from error


def _scan(text: str) -> None:
    for word, _, start in words(text):
        said = "LOAD" if word.endswith("LOAD") else word  # also glued to a number before it
        if said in _REFUSED:
            raise QueryError(f"{at(text, start)}: {_REFUSED[said]}", Fault.REFUSED)


def _check(parts: Sequence[Any]) -> None:
    for part in parts:
        if part.name in _PARTS:
            raise QueryError(_REFUSED[_PARTS[part.name]], Fault.REFUSED)
    checked_prefixes(parts)


def _clauses(using: Sequence[str], named: Sequence[str]) -> str:
    lines = [f"USING {to_graph(iri)}" for iri in using]
    return " ".join([*lines, *(f"USING NAMED {to_graph(iri)}" for iri in named)])


def _with_graphs(text: str, clauses: str) -> Iterator[str]:
    """The text with the clauses before each WHERE of a change, piece by piece."""
    tokens = list(TOKEN.finditer(text))
    depth, before = 0, ""
    for number, token in enumerate(tokens):
        word = token[0].upper()
        depth += {"{": 1, "}": -1}.get(word, 0) if token.lastgroup == "other" else 0
        if depth == 0 and token.lastgroup == "word" and word == "WHERE":
            # DELETE WHERE is short for one pattern twice, and has no place for the clauses.
            pattern = _group(tokens[number + 1 :]) if before == "DELETE" else ""
            yield f"{pattern} {clauses} {token[0]}"
        else:
            yield token[0]
        if token.lastgroup != "comment" and not re.fullmatch(r"\s", token[0]):
            before = word


def _group(tokens: Sequence[re.Match[str]]) -> str:
    """What stands in braces at the beginning."""
    depth, held = 0, []
    for token in tokens:
        held.append(token[0])
        depth += {"{": 1, "}": -1}.get(token[0], 0) if token.lastgroup == "other" else 0
        if depth == 0 and token[0] == "}":
            break
    return "".join(held)
