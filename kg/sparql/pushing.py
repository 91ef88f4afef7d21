"""Sending a graph to another store, over HTTP."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from tempfile import TemporaryFile
from urllib.parse import urlencode
from urllib.request import OpenerDirector

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize

from kg.errors import ExportError, SettingsError
from kg.progress import Track, silently
from kg.rdf import quads
from kg.sparql.remote import FAILURES, LARGEST, TURTLE, Body, Remote, said_of_failure
from kg.store import Store

_BATCH = 50_000  # statements of one request
_QUADS = "application/n-quads"


def push(
    store: Store,
    remote: Remote,
    *,
    as_quads: bool = False,
    default_graph: str | None = None,
    track: Track = silently,
) -> int:
    """Send a graph to a store, in the place of what it holds of it; how many statements were sent.

    Args:
        store: the records.
        remote: the store's graph store.
        as_quads: send all graphs in one request, as Oxigraph takes them: all that is there is
            replaced, or, where that fails, nothing.
        default_graph: the graph that takes what stands in the default graph, for stores whose
            default graph cannot be written to.
        track: how to watch.

    Raises:
        ExportError: the store does not take it; says whether a part of it is there.
        SettingsError: ``default_graph`` is no absolute IRI.
    """
    if default_graph is not None:
        _check_iri(default_graph)
    found = track(quads(store), "Sending", None)
    if as_quads:
        return _push_at_once(_renamed(found, default_graph), remote)
    opener = remote.opened()
    sent = 0
    for target, statements in _parts(found, default_graph):
        method = "PUT"
        while batch := list(islice(statements, _BATCH)):
            body = serialize((quad.triple for quad in batch), format=RdfFormat.N_TRIPLES) or b""
            try:
                _send(opener, remote, method, target, TURTLE, body)
            except ExportError as error:
                raise ExportError(f"{error}; {_left(sent)}") from error
            method, sent = "POST", sent + len(batch)
    return sent


def _check_iri(graph: str) -> None:
    try:
        NamedNode(graph)
    except ValueError as error:
        raise SettingsError(f"{graph!r} is no absolute IRI that a graph could have") from error


def _push_at_once(found: Iterator[Quad], remote: Remote) -> int:
    with TemporaryFile() as file:
        serialize(found, file, RdfFormat.N_QUADS)
        body = Body(file)
        _send(remote.opened(), remote, "PUT", "", _QUADS, body)
        return sum(chunk.count(b"\n") for chunk in body)


def _left(sent: int) -> str:
    if sent == 0:
        return "nothing had been taken before"
    return (
        f"it holds a part of the graph, {sent:,} statements, beside what it held of the rest:"
        " run kg push again, which begins anew"
    )


def _parts(
    found: Iterable[Quad], default_graph: str | None
) -> Iterator[tuple[str, Iterator[Quad]]]:
    """What goes where: the parameters of the address, and the statements."""
    for graph, statements in groupby(found, lambda quad: quad.graph_name):
        if isinstance(graph, NamedNode):
            yield urlencode({"graph": graph.value}), statements
        elif default_graph is not None:
            yield urlencode({"graph": default_graph}), statements
        else:
            yield "default", statements


def _renamed(found: Iterable[Quad], default_graph: str | None) -> Iterator[Quad]:
    for quad in found:
        if default_graph is not None and isinstance(quad.graph_name, DefaultGraph):
            yield Quad(quad.subject, quad.predicate, quad.object, NamedNode(default_graph))
        else:
            yield quad


def _send(
    opener: OpenerDirector, remote: Remote, method: str, target: str, kind: str, body: bytes | Body
) -> None:
    joint = "&" if "?" in remote.url else "?"
    url = f"{remote.url}{joint}{target}" if target else remote.url
    request = remote.request(method, url, body, content_type=kind, content_length=str(len(body)))
    try:
        with opener.open(request, timeout=remote.seconds) as answer:
            answer.read(LARGEST)
    except FAILURES as error:
        raise ExportError(said_of_failure(remote, error)) from error
