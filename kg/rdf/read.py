"""Reading RDF files of others: any of the usual forms, told by the file's ending."""

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import SourceError

ENDINGS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_DOCTYPE = re.compile(rb"<!doctype", re.IGNORECASE)
_CHUNK = 2**20  # bytes


def read_triples(path: str | Path) -> Iterator[Triple]:
    """The triples of a file, those of all its graphs.

    Raises:
        SourceError: the file cannot be read, its ending tells no form, or it is XML with a DTD.
    """
    path = Path(path)
    form = ENDINGS.get(path.suffix.removeprefix(".").lower())
    if form is None:
        known = ", ".join(f".{ending}" for ending in ENDINGS)
        raise SourceError(f"its ending tells no form of RDF; known are {known}", str(path))
    try:
        if form == RdfFormat.RDF_XML:
            _check_no_entities(path)
        for quad in parse(path=str(path), format=form):
            if isinstance(quad.object, Triple):
                raise SourceError("holds a triple term, which SHACL has no shapes for", str(path))
            yield quad.triple
    except SyntaxError as error:
        raise SourceError(" ".join(str(error.msg).split()), str(path), error.lineno) from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise SourceError(f"cannot be read: {said or error}", str(path)) from error


def _check_no_entities(path: Path) -> None:
    """See that no entity of a DTD can grow; Oxigraph takes one wherever in a file it stands."""
    line, before = 1, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            held = before + chunk
            if found := _DOCTYPE.search(held):
                line += held.count(b"\n", 0, found.start())
                said = "<!DOCTYPE is not read, as its entities can grow without end: write them out"
                raise SourceError(said, str(path), line)
            before = held[-8:]
            line += held.count(b"\n", 0, len(held) - len(before))
