"""Quads as JSON-LD, one node after the other, by the names of ``context.jsonld``."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.rdf.terms import PREFIXES, prefixed

Json: TypeAlias = dict[str, Any]

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"


@cache
def read_context() -> Json:
    """The context: short names for the terms of the data."""
    text = resources.files("kg.rdf").joinpath("context.jsonld").read_text("utf-8")
    context: Json = json.loads(text)["@context"]
    return context


def to_jsonld(quads: Iterable[Quad]) -> Iterator[str]:
    """The document, in pieces: a line for each node, those of a named graph inside of it.

    Raises:
        ValueError: a term is a blank node.
    """
    yield f'{{"@context": {json.dumps(read_context())},\n"@graph": ['
    first = True
    for graph, said in groupby(quads, lambda quad: quad.graph_name):
        yield "\n" if first else ",\n"
        if isinstance(graph, DefaultGraph):
            yield from _nodes(said)
        else:
            yield f'{{"id": {json.dumps(_iri(graph))}, "@graph": [\n'
            yield from _nodes(said)
            yield "]}"
        first = False
    yield "]}\n"


def _nodes(quads: Iterable[Quad]) -> Iterator[str]:
    for number, (subject, said) in enumerate(groupby(quads, lambda quad: quad.subject)):
        node: Json = {"id": _iri(subject)}
        for quad in said:
            name, value = _said(quad.predicate.value, quad.object)
            node.setdefault(name, []).append(value)
        plain = {key: _one(value) for key, value in node.items()}
        yield ("" if number == 0 else ",\n") + json.dumps(plain, ensure_ascii=False)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _said(predicate: str, value: object) -> tuple[str, Any]:
    if predicate == _TYPE:
        return "type", _short(_iri(value))
    name, coerced = _names().get(predicate, (_short(predicate), None))
    if not isinstance(value, Literal):
        told = _iri(value)
        return name, told if coerced == "@id" else {"@id": told}
    if value.language:
        return name, {"@value": value.value, "@language": value.language}
    kind = value.datatype.value
    if kind == (coerced or _STRING):
        return name, value.value
    return name, {"@value": value.value, "@type": _short(kind)}


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise ValueError(f"no node of ours: {term!r}")
    return term.value


@cache
def _names() -> MappingProxyType[str, tuple[str, str | None]]:
    """IRI to its name in the context, and what a string is taken for there."""
    names = {}
    for name, meant in read_context().items():
        if isinstance(meant, dict) and "@id" in meant:
            kind = meant.get("@type")
            names[_long(meant["@id"])] = (name, kind and _long(kind))
        elif isinstance(meant, str) and ":" in meant and name not in PREFIXES:
            names[_long(meant)] = (name, None)
    return MappingProxyType(names)


def _long(curie: str) -> str:
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon else curie


@cache
def _short(iri: str) -> str:
    """A term as a name of the context, or with its prefix."""
    return _names()[iri][0] if iri in _names() else prefixed(iri) or iri
