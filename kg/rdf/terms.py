"""RDF terms made safely: IRIs that are always valid, literals that every reader takes."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.errors import SettingsError

ONTOLOGY_VERSION = "urn:paper-kg:ontology/1.1.0"
PREFIXES = MappingProxyType(
    {
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "kg": "urn:paper-kg:ontology#",
        "mls": "http://www.w3.org/ns/mls#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

# What XML 1.0 cannot hold, and no serialisation of RDF holds in all readers.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATES = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date", "{}"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth", "{}-01"),
    (re.compile(r"\d{4}"), "gYear", "{}-01-01"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay", "{}"),
)


@cache
def term(curie: str) -> NamedNode:
    """The term that a prefixed name such as ``schema:abstract`` stands for."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def prefixed(iri: str) -> str | None:
    """An IRI with one of our prefixes, the inverse of :func:`term`; None where none is its own."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return None


def node(base_iri: str, local: str) -> NamedNode:
    """The IRI of a node of the graph; ``local`` comes from :mod:`kg.ids`.

    Raises:
        SettingsError: the base is no absolute IRI.
    """
    try:
        return NamedNode(base_iri + local)
    except ValueError as error:
        raise SettingsError(f"{base_iri!r} is no base for IRIs: {error}") from error


def text(value: str) -> Literal:
    """A string; characters that RDF/XML cannot hold become U+FFFD, so offsets stay true."""
    return Literal(printable(value))


def printable(value: str) -> str:
    """The string with U+FFFD for each character that some RDF reader would refuse."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", value)


def address(value: str) -> Literal:
    """A URL, as a literal: what stands in a paper need not be a valid IRI."""
    return Literal(printable(value), datatype=_XSD_ANY_URI)


def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=_XSD_INTEGER)


def decimal(value: float) -> Literal:
    """An ``xsd:decimal`` in its shortest form; ``xsd:double`` where the value is not finite."""
    if not isfinite(value):
        return Literal(value)
    digits = format(Decimal(repr(float(value))), "f")
    plain = digits.rstrip("0") if "." in digits else digits
    return Literal(plain + "0" if plain.endswith(".") else plain, datatype=_XSD_DECIMAL)


def published(value: str) -> Literal:
    """A date of the precision that is known; a plain string where it is no date."""
    for form, datatype, full in _DATES:
        if form.fullmatch(value) and _is_date(full.format(value.replace("--", "2000-"))):
            return Literal(value, datatype=term(f"xsd:{datatype}"))
    return text(value)


def _is_date(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


_XSD_ANY_URI = term("xsd:anyURI")
_XSD_INTEGER = term("xsd:integer")
_XSD_DECIMAL = term("xsd:decimal")
