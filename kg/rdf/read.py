"""Reading RDF files of others: any of the usual forms, told by the file's ending."""

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


def read_triples(path: str | Path) -> Iterator[Triple]:
    """The triples of a file, those of all its graphs.

    Raises:
        SourceError: the file cannot be read, or its ending tells no form.
    """
    path = Path(path)
    form = ENDINGS.get(path.suffix.removeprefix(".").lower())
    if form is None:
        known = ", ".join(f".{ending}" for ending in ENDINGS)
        raise SourceError(f"its ending tells no form of RDF; known are {known}", str(path))
    try:
        for quad in parse(path=str(path), format=form):
            if isinstance(quad.object, Triple):
                raise SourceError("holds a triple term, which SHACL has no shapes for", str(path))
            yield quad.triple
    except SyntaxError as error:
        raise SourceError(" ".join(str(error.msg).split()), str(path), error.lineno) from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else None
        raise SourceError(f"cannot be read: {said or error}", str(path)) from error
