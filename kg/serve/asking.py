"""What the application asks its data through, whoever answers: a pool, or one process that writes."""

from dataclasses import dataclass, replace
from typing import Literal, Protocol, Self

Kind = Literal["rows", "boolean", "triples"]


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the forms its answer may be written in.

    Attributes:
        text: the query.
        base: what relative IRIs are relative to.
        default_graphs: the graphs that make the default graph; empty: the data set's own.
        named_graphs: the graphs that have a name.
        results: the form of rows and booleans, one of json, xml, csv, tsv.
        triples: the form of triples, one of ttl, nt, jsonld, rdfxml.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    results: str = "json"
    triples: str = "ttl"

    def written_as(self, results: str | None, triples: str | None) -> Self:
        """The same question, its answer in these forms; None: in whichever."""
        return replace(self, results=results or "json", triples=triples or "nt")


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, written out; ``complete`` is False where a cap cut it short."""

    kind: Kind
    body: bytes
    complete: bool


class Endpoint(Protocol):
    """Answers questions, each within a time limit; its methods are called in threads."""

    @property
    def isolation(self) -> str:
        """What keeps its processes from the network, for people."""
        ...

    @property
    def is_writable(self) -> bool:
        """Whether :meth:`update` works."""
        ...

    def ask(self, question: Question) -> Reply:
        """The answer to a query.

        Raises:
            Refusal: the query is malformed, not allowed, or took too long.
        """
        ...

    def update(self, text: str, base: str, using: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        """Change the data; all of an update is done, or nothing.

        Raises:
            Refusal: the update is malformed, not allowed, or took too long.
        """
        ...

    def close(self) -> None:
        """End its processes."""
        ...
