"""A graph as Turtle, written piece by piece, and again without what did not change.

Each piece of :func:`kg.rdf.quads.pieces` begins with a subject of its own: the pieces one after the
other are what one walk over all triples would write. Beside a file may stand its index, which tells
how long each piece is; then a later one is made of it, and only the pieces of papers and entities
that changed are found again.
"""

import hashlib
import json
import mmap
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat, Triple, serialize

from kg.rdf.quads import pieces
from kg.rdf.terms import PREFIXES, term
from kg.settings import EvidenceLevel
from kg.store import Store

_PREFIXES = dict(PREFIXES)


def write_turtle(store: Store, output: BinaryIO, evidence: EvidenceLevel | None = None) -> None:
    """Write a store as Turtle.

    Our nodes stand as whole IRIs: a prefixed name with an escaped full stop at its end is lost by
    rdflib 7.6.
    """
    output.write(_head())
    output.writelines(_to_turtle(piece.triples) for piece in pieces(store, evidence=evidence))


@dataclass(frozen=True, slots=True)
class Before:
    """What a file is made of again.

    Attributes:
        file: as it was written before.
        index: what was written of its pieces then.
        changed: the papers and entities that are not what they were, by node.
    """

    file: Path
    index: Path
    changed: Collection[str]


def rewrite_turtle(store: Store, output: BinaryIO, index: Path, before: Before | None) -> None:
    """Write a store as Turtle, byte for byte as :func:`write_turtle` does.

    Args:
        store: the records.
        output: where to write it.
        index: where to write how long its pieces are.
        before: what to take the pieces from that did not change; where the file is not the one
            that the index tells of, all are made anew.
    """
    written = _Written(output)
    with ExitStack() as held:
        known = _known(before, held) if before else _Known(b"", {})
        for name, part in _parts(store, known):
            written.add(name, part, known)
        written.put(known)
    told = {"digest": written.digest.hexdigest(), "lengths": written.lengths}
    index.write_text(json.dumps(told), "utf-8")


@dataclass(frozen=True, slots=True)
class _Known:
    """The pieces of a file that may be taken over: where each stands in it."""

    data: mmap.mmap | bytes
    places: Mapping[str, slice]


class _Written:
    """What is written of a file; what stands together in the one before is written together."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output
        self._run = slice(0, 0)
        self.digest, self.lengths = hashlib.sha256(), dict[str, int]()

    def add(self, name: str, part: bytes | slice, known: _Known) -> None:
        """Write a piece by its name: its own bytes, or those at a place of what is known."""
        if isinstance(part, slice):
            if part.start != self._run.stop:
                self.put(known)
                self._run = slice(part.start, part.start)
            self._run = slice(self._run.start, part.stop)
            self.lengths[name] = part.stop - part.start
        else:
            self.put(known)
            self._write(part)
            self.lengths[name] = len(part)

    def put(self, known: _Known) -> None:
        """Write what was put off."""
        if self._run.start != self._run.stop:
            with memoryview(known.data)[self._run] as part:  # not copied: it may be most of it
                self._write(part)
        self._run = slice(0, 0)

    def _write(self, data: bytes | memoryview) -> None:
        self._output.write(data)
        self.digest.update(data)


def _parts(store: Store, known: _Known) -> Iterator[tuple[str, bytes | slice]]:
    """Each piece by a name that no other has: its bytes, or where they are known to stand."""
    yield "", _head()
    for piece in pieces(store, few=bool(known.places)):
        name = f"{piece.name} {piece.unit}"
        yield name, known.places.get(name) or _to_turtle(piece.triples)


def _known(before: Before, held: ExitStack) -> _Known:
    try:
        told = json.loads(before.index.read_text("utf-8"))
        digest, lengths = told["digest"], dict(told["lengths"])
        file = held.enter_context(before.file.open("rb"))
        data = held.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        *_, whole = ends = list(accumulate(lengths.values()))
    except (OSError, ValueError, LookupError, TypeError):  # none there, empty, or damaged
        return _Known(b"", {})
    if whole != len(data) or hashlib.sha256(data).hexdigest() != digest:
        return _Known(b"", {})
    places = {
        name: slice(end - length, end)
        for (name, length), end in zip(lengths.items(), ends, strict=True)
        if (unit := name.partition(" ")[2]) and unit not in before.changed
    }
    return _Known(data, places)


def _to_turtle(triples: Iterator[Triple]) -> bytes:
    """Triples as Turtle, without the prefixes before them."""
    return _serialized(triples)[len(_head()) :]


@cache
def _head() -> bytes:
    """The prefixes in order: Oxigraph gives them in any."""
    a = term("rdf:type")
    *prefixes, _ = _serialized([Triple(a, a, a)]).splitlines(keepends=True)
    return b"".join(sorted(prefixes))


def _serialized(triples: Iterable[Triple]) -> bytes:
    data = serialize(triples, format=RdfFormat.TURTLE, prefixes=_PREFIXES)
    assert data is not None, "there is no file to write it to"
    return data
