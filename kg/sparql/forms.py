"""The forms that an answer leaves in: the standard ones, cut whole where it grows too long.

Oxigraph's own writers can only write all of an answer or a broken part of it, so the tables are
written here, row by row; a test keeps them equal to Oxigraph's.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
)
from pyoxigraph import serialize as write_triples

from kg.errors import Fault, QueryError
from kg.rdf.terms import PREFIXES, printable
from kg.rdf.write import sorted_prefixes

Found: TypeAlias = "QuerySolutions | QueryBoolean | QueryTriples"

TABLE_FORMS = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv; charset=utf-8",
        "tsv": "text/tab-separated-values; charset=utf-8",
    }
)
"""The forms of what SELECT and ASK find, with their media types."""

TRIPLE_FORMS = MappingProxyType(
    {
        "ttl": "text/turtle; charset=utf-8",
        "nt": "application/n-triples",
        "rdf": "application/rdf+xml",
        "jsonld": "application/ld+json",
    }
)
"""The forms of what CONSTRUCT and DESCRIBE find, with their media types."""

_RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE = PREFIXES["rdf"] + "langString"
_XML = '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
_PLAIN = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    PREFIXES["xsd"] + "double": re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile("true|false"),
}


_CUT = b'{"complete":false,'
_ROOM = 4  # times its cap an answer may have as N-Triples, which other forms say shorter


@dataclass(frozen=True, slots=True)
class Caps:
    """How much a query may bring; None stands for as much as there is.

    Attributes:
        rows: rows, or different triples.
        size: bytes of the answer in its form; one without any rows or triples is never too long.
    """

    rows: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in one of the forms; ``complete`` is False where a cap cut it, between rows."""

    data: bytes
    form: str
    complete: bool


def write(found: Found, forms: Sequence[str], caps: Caps) -> Written:
    """The answer in the first of these forms that can hold it.

    Raises:
        QueryError: none of them can.
    """
    known = TRIPLE_FORMS if isinstance(found, QueryTriples) else TABLE_FORMS
    form = next((form for form in forms if form in known), None)
    if form is None:
        raise no_form(known)
    if isinstance(found, QueryBoolean):
        return Written(_BOOLEANS[form](str(bool(found)).lower()).encode(), form, complete=True)
    if isinstance(found, QueryTriples):
        return write_graph(found, form, caps)
    return _table(found, form, caps)


def no_form(known: Iterable[str]) -> QueryError:
    """What is said where an answer was asked for in forms that cannot hold it."""
    return QueryError(f"this answer comes as {', '.join(known)}", Fault.NO_FORM)


def write_graph(found: Iterable[Triple], form: str, caps: Caps) -> Written:
    """Triples in one of :data:`TRIPLE_FORMS`, each once, and as many as may leave."""
    room = None if caps.size is None else _ROOM * caps.size
    ordered, complete = _taken(found, Caps(caps.rows, room))
    data = _written(ordered, form)
    if caps.size is not None and len(data) > caps.size:
        sizes = range(len(ordered))
        too_many = bisect_right(sizes, caps.size, key=lambda n: len(_written(ordered[:n], form)))
        data, complete = _written(ordered[: max(too_many - 1, 0)], form), False
    return Written(data, form, complete)


def _taken(found: Iterable[Triple], caps: Caps) -> tuple[list[Triple], bool]:
    """The triples, each once and in order, and whether these are all."""
    kept, taken = _Cut(caps, 0), set[Triple]()
    for triple in found:
        if triple not in taken:
            if not kept.takes(len(str(triple).encode())):
                break
            taken.add(triple)
    return sorted(taken, key=str), kept.complete


def _written(ordered: Sequence[Triple], form: str) -> bytes:
    prefixes = dict(PREFIXES) if form in ("ttl", "rdf") else None
    data = write_triples(ordered, format=_RDF[form], prefixes=prefixes) or b""
    return sorted_prefixes(data) if form == "ttl" else data


def _table(found: QuerySolutions, form: str, caps: Caps) -> Written:
    variables = [variable.value for variable in found.variables]
    head, row_of, between, foot = _TABLES[form](variables)
    mark = _CUT if form == "json" else b""
    kept = _Cut(caps, len(mark + head) + len(foot(complete=False)))
    rows = []
    for solution in found:
        row = row_of(solution).encode()
        if not kept.takes(len(row) + len(between)):
            break
        rows.append(row)
    if mark and not kept.complete:
        head = mark + head[1:]  # in front, where every reader takes it
    return Written(
        head + between.join(rows) + foot(complete=kept.complete), form, complete=kept.complete
    )


class _Cut:
    """Counts what an answer holds; from the first thing that is too much on it takes nothing."""

    def __init__(self, caps: Caps, size: int) -> None:
        self._rows = inf if caps.rows is None else caps.rows
        self._size = (inf if caps.size is None else caps.size) - size
        self.complete = True

    def takes(self, size: int) -> bool:
        self._rows -= 1
        self._size -= size
        self.complete = self.complete and self._rows >= 0 and self._size >= 0
        return self.complete


_Foot: TypeAlias = Callable[..., bytes]
_Table: TypeAlias = "tuple[bytes, Callable[[Iterable[Any]], str], bytes, _Foot]"


def _json(variables: list[str]) -> _Table:
    names = [json.dumps(name) for name in variables]

    def row(solution: Iterable[Any]) -> str:
        bound = zip(names, solution, strict=True)
        return "{" + ",".join(f"{n}:{_json_term(t)}" for n, t in bound if t is not None) + "}"

    def foot(*, complete: bool) -> bytes:
        return b"]}}"

    head = f'{{"head":{{"vars":[{",".join(names)}]}},"results":{{"bindings":['
    return head.encode(), row, b",", foot


def _json_term(term: object) -> str:
    match term:
        case NamedNode():
            return f'{{"type":"uri","value":{_quoted(term.value)}}}'
        case BlankNode():
            return f'{{"type":"bnode","value":{_quoted(term.value)}}}'
        case Literal():
            value = f'{{"type":"literal","value":{_quoted(term.value)}'
            if term.language:
                return f'{value},"xml:lang":{_quoted(term.language)}}}'
            if term.datatype.value == _STRING:
                return f"{value}}}"
            return f'{value},"datatype":{_quoted(term.datatype.value)}}}'
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            inner = ",".join(f'"{name}":{_json_term(part)}' for name, part in parts)
            return f'{{"type":"triple","value":{{{inner}}}}}'
    raise TypeError(f"no RDF term: {term!r}")


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _xml(variables: list[str]) -> _Table:
    names = [quoteattr(name) for name in variables]
    declared = "".join(f"<variable name={name}/>" for name in names)

    def row(solution: Iterable[Any]) -> str:
        bound = zip(names, solution, strict=True)
        held = (f"<binding name={n}>{_xml_term(t)}</binding>" for n, t in bound if t is not None)
        return f"<result>{''.join(held)}</result>"

    def foot(*, complete: bool) -> bytes:
        return b"</results></sparql>"

    return f"{_XML}<head>{declared}</head><results>".encode(), row, b"", foot


def _xml_term(term: object) -> str:
    match term:
        case NamedNode():
            return f"<uri>{_escaped(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{_escaped(term.value)}</bnode>"
        case Literal():
            kind = ""
            if term.language:
                kind = f" xml:lang={quoteattr(term.language)}"
            elif term.datatype.value != _STRING:
                kind = f" datatype={quoteattr(term.datatype.value)}"
            return f"<literal{kind}>{_escaped(term.value)}</literal>"
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            inner = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts)
            return f"<triple>{inner}</triple>"
    raise TypeError(f"no RDF term: {term!r}")


def _escaped(value: str) -> str:
    return escape(printable(value), {"\r": "&#13;"})


def _csv(variables: list[str]) -> _Table:
    head = ",".join(variables) + "\r\n"
    return head.encode(), lambda row: ",".join(map(_csv_cell, row)) + "\r\n", b"", _no_foot


def _csv_cell(term: Any) -> str:
    if term is None:
        return ""
    value = term.value if isinstance(term, NamedNode | Literal) else str(term)
    if re.search('[",\r\n]', value):
        return '"' + value.replace('"', '""') + '"'
    return str(value)


def _tsv(variables: list[str]) -> _Table:
    head = "\t".join(f"?{name}" for name in variables) + "\n"
    return head.encode(), lambda row: "\t".join(map(_tsv_cell, row)) + "\n", b"", _no_foot


def _tsv_cell(term: Any) -> str:
    if term is None:
        return ""
    if isinstance(term, Literal):
        plain = _PLAIN.get(term.datatype.value)
        if plain and plain.fullmatch(term.value):
            return str(term.value)
        return str(term).replace("\t", "\\t")
    return str(term)


def _no_foot(*, complete: bool) -> bytes:
    return b""


_TABLES: dict[str, Callable[[list[str]], _Table]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}
_BOOLEANS: dict[str, Callable[[str], str]] = {
    "json": lambda value: f'{{"head":{{}},"boolean":{value}}}',
    "xml": lambda value: f"{_XML}<head></head><boolean>{value}</boolean></sparql>",
    "csv": str,
    "tsv": str,
}


def media_type(form: str) -> str:
    """The media type of a form."""
    return (TABLE_FORMS | TRIPLE_FORMS)[form]
