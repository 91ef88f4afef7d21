"""The forms in which RDF leaves: streamed, byte for byte the same for the same records.

Turtle, N-Triples and RDF/XML hold one graph: what is asserted and what it rests on, merged.
N-Quads, TriG and JSON-LD keep the evidence of each paper in a graph of its own.
"""

from collections.abc import Callable
from typing import IO, BinaryIO, TypeAlias, cast

from pyoxigraph import RdfFormat, serialize

from kg.errors import ExportError
from kg.rdf.jsonld import to_jsonld
from kg.rdf.quads import base_iri_of, quads, triples
from kg.rdf.terms import PREFIXES
from kg.rdf.turtle import write_turtle
from kg.rdf.xml import to_xml
from kg.settings import EvidenceLevel
from kg.store import Store

Writer: TypeAlias = Callable[[Store, BinaryIO, EvidenceLevel | None], None]


def write_ntriples(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as N-Triples."""
    serialize(triples(store, evidence=evidence), output, RdfFormat.N_TRIPLES)


def write_nquads(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as N-Quads."""
    serialize(quads(store, evidence=evidence), output, RdfFormat.N_QUADS)


def write_trig(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as TriG."""
    told = quads(store, evidence=evidence)
    serialize(told, _with_prefixes(output), RdfFormat.TRIG, prefixes=dict(PREFIXES))


def write_xml(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as RDF/XML."""
    output.writelines(line.encode() for line in to_xml(triples(store, evidence=evidence)))


def write_jsonld(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as JSON-LD, with the context of ``context.jsonld`` in it.

    Raises:
        ExportError: the scheme of the base IRI is a prefix of the context, and would be expanded.
    """
    scheme, _, rest = base_iri_of(store).partition(":")
    if scheme in PREFIXES and not rest.startswith("//"):
        raise ExportError(f"JSON-LD cannot hold IRIs that begin with {scheme}:, which is a prefix")
    output.writelines(line.encode() for line in to_jsonld(quads(store, evidence=evidence)))


WRITERS: dict[str, Writer] = {
    "ttl": write_turtle,
    "nt": write_ntriples,
    "nq": write_nquads,
    "trig": write_trig,
    "rdf": write_xml,
    "jsonld": write_jsonld,
}


def _with_prefixes(output: BinaryIO) -> IO[bytes]:
    return cast("IO[bytes]", _OrderedPrefixes(output))


def sorted_prefixes(data: bytes) -> bytes:
    """What Oxigraph wrote as Turtle or TriG with our prefixes, which it gives in random order."""
    *lines, rest = data.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines), rest])


class _OrderedPrefixes:
    """Sorts the first lines of what is written, once they are there."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._held is None:
            return self._output.write(data)
        self._held += data
        if self._held.count(b"\n") >= len(PREFIXES):
            self._output.write(sorted_prefixes(self._held))
            self._held = None
        return len(data)

    def flush(self) -> None:
        self._output.flush()
