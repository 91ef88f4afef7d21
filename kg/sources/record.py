"""What a reader makes of a file: records, one for each place that states a paper."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.sources.lines import Line

# Control characters other than tab and newline, surrogates, and the two that XML cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A paper as one record of one file states it.

    The fields are those of :class:`kg.model.Paper`, save that ``id`` may be missing; ``doi`` and
    ``arxiv`` are in the form of :mod:`kg.sources.identity`, ``line`` is where the record starts.
    """

    line: int
    title: str
    abstract: str = ""
    id: str | None = None
    published: str | None = None
    venue: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    code_links: tuple[str, ...] = ()
    doi: str | None = None
    arxiv: str | None = None


@dataclass(frozen=True, slots=True)
class Sourced:
    """A record and where it stands, as ``file:line``."""

    record: SourceRecord
    source: str


# Told what is wrong, and on which line; the reader goes on with the next record.
Report: TypeAlias = Callable[[str, int | None], None]
Reader: TypeAlias = Callable[[Iterator[Line], Report], Iterator[SourceRecord]]


def clean(text: str) -> str:
    """The text with a space for each character that no output could print; nothing else changes."""
    return _UNPRINTABLE.sub(" ", text)
