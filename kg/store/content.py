"""The hash of all that an output is a function of."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from kg.model import Paper
from kg.records import to_record

# What stands between readings and output. The readers' own version is a part of the shape.
_DERIVING = ("surface.py", "resolve", "store", "graph", "rdf", "export")


def content_hash(papers: Iterable[str], *shape: object) -> str:
    """The hash of papers, in whatever order, of the code, and of what shapes the output.

    Args:
        papers: the digest of each paper of the collection.
        *shape: what JSON can hold.
    """
    return _hash("\n".join((json.dumps(shape, sort_keys=True), code_hash(), *sorted(papers))))


def paper_digest(paper: Paper) -> str:
    """The hash of all that is known of a paper."""
    return _hash(json.dumps(to_record(paper), sort_keys=True))


def code_hash(parts: Iterable[str] = _DERIVING) -> str:
    """The hash of the code and the data in these packages and modules."""
    hashed = hashlib.sha256()
    for part in parts:
        for file in _files(resources.files("kg").joinpath(part)):
            hashed.update(file.read_bytes())
    return hashed.hexdigest()


def _files(place: Traversable) -> Iterator[Traversable]:
    if place.is_file():
        yield place
    elif place.name != "__pycache__":
        for each in sorted(place.iterdir(), key=lambda file: file.name):
            yield from _files(each)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
