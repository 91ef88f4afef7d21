"""Triples as RDF/XML, one after the other.

Oxigraph's own writer leaves a carriage return as it is, which an XML reader takes for a line feed.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from xml.sax.saxutils import escape

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf.terms import PREFIXES, prefixed

_ENTITIES = {'"': "&quot;", "\r": "&#13;"}
_STRING = PREFIXES["xsd"] + "string"


def to_xml(triples: Iterable[Triple]) -> Iterator[str]:
    """The document, in pieces; what is said of one subject in a row stands together.

    Raises:
        ValueError: a predicate has none of our prefixes, or a term is a blank node.
    """
    names = "".join(f'\n  xmlns:{prefix}="{iri}"' for prefix, iri in sorted(PREFIXES.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'
    for subject, said in groupby(triples, lambda triple: triple.subject):
        yield f'<rdf:Description rdf:about="{_iri(subject)}">\n'
        for triple in said:
            yield f"  {_property(triple.predicate, triple.object)}\n"
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(predicate: NamedNode, value: object) -> str:
    name = _name(predicate.value)
    if not isinstance(value, Literal):
        return f'<{name} rdf:resource="{_iri(value)}"/>'
    kind = value.datatype.value
    if value.language:
        typed = f' xml:lang="{value.language}"'
    else:
        typed = "" if kind == _STRING else f' rdf:datatype="{escape(kind, _ENTITIES)}"'
    return f"<{name}{typed}>{escape(value.value, _ENTITIES)}</{name}>"


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise ValueError(f"no node of ours: {term!r}")
    return escape(term.value, _ENTITIES)


@cache
def _name(iri: str) -> str:
    name = prefixed(iri)
    if name is None:
        raise ValueError(f"no prefix for {iri}")
    return name
