"""Turtle and N-Triples of a store: streamed, byte for byte the same for the same records."""

from typing import IO, BinaryIO, cast

from pyoxigraph import RdfFormat, serialize

from kg.rdf.quads import triples
from kg.rdf.terms import PREFIXES
from kg.store import Store


def write_turtle(store: Store, output: BinaryIO) -> None:
    """Write a store as Turtle.

    Our nodes stand as whole IRIs: a prefixed name with an escaped full stop at its end is lost by
    rdflib 7.6.
    """
    ordered = cast("IO[bytes]", _OrderedPrefixes(output, len(PREFIXES)))
    serialize(triples(store), ordered, RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def write_ntriples(store: Store, output: BinaryIO) -> None:
    """Write a store as N-Triples."""
    serialize(triples(store), output, RdfFormat.N_TRIPLES)


class _OrderedPrefixes:
    """Sorts the first lines of what is written: Oxigraph gives the prefixes in random order."""

    def __init__(self, output: BinaryIO, lines: int) -> None:
        self._output = output
        self._lines = lines
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._held is None:
            return self._output.write(data)
        self._held += data
        if self._held.count(b"\n") >= self._lines:
            *prefixes, rest = self._held.split(b"\n", self._lines)
            self._output.write(b"\n".join([*sorted(prefixes), rest]))
            self._held = None
        return len(data)

    def flush(self) -> None:
        self._output.flush()
