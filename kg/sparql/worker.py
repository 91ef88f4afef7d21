"""A process that runs queries, one after the other, and can be killed at any moment.

It takes the network from itself, opens the graph, says what it is, and then answers: a line of JSON
comes in for each query, a line of JSON and the bytes of the answer go out. When its input ends, it
ends.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.errors import Fault, KgError, QueryError
from kg.sparql.bounds import deadline, limit_memory
from kg.sparql.forms import Caps, Written, write
from kg.sparql.isolation import isolate
from kg.sparql.query import run
from kg.sparql.store import Asked, Graph


def main() -> None:
    """Serve the queries that come on standard input, by the settings in the first argument."""
    told = json.loads(sys.argv[1])
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever else is printed must not mix with answers
    nets = isolate()
    limit_memory(told["memory"])
    try:
        with Asked(Path(told["folder"]), fallback=told["fallback"]) as asked:
            run(asked.current(), "ASK {}")  # loads what a query needs
            _send(outgoing, {"nets": nets, "base_iri": asked.current().base_iri})
            for line in incoming:
                _serve(asked, json.loads(line), outgoing)
    except KgError as error:
        _send(outgoing, {"unusable": str(error)})


def _serve(asked: Asked, request: Mapping[str, Any], outgoing: BinaryIO) -> None:
    try:
        with deadline(request["seconds"]):
            written = answered(asked.current(), request)
        told: dict[str, Any] = {"form": written.form, "complete": written.complete}
        data = written.data
    except QueryError as error:
        told, data = {"error": str(error), "fault": error.fault.value}, b""
    except KgError as error:
        told, data = {"error": str(error), "fault": Fault.FAILED.value}, b""
    except MemoryError:
        told, data = {"error": "the query needs too much memory", "fault": Fault.FAILED.value}, b""
    _send(outgoing, told, data)


def answered(graph: Graph, request: Mapping[str, Any]) -> Written:
    """The answer to one request.

    Raises:
        QueryError: the query is malformed, not allowed, or cannot be answered.
    """
    values = {name: from_text(value) for name, value in request["values"].items()}
    graphs = (request["default_graphs"], request["named_graphs"])
    chosen = graphs if any(graphs) else None
    found = run(graph, request["text"], values, chosen, request["base"])
    try:
        return write(found, request["forms"], Caps(request["rows"], request["size"]))
    except (RuntimeError, OSError) as error:
        raise QueryError(" ".join(str(error).split()), Fault.FAILED) from error


def from_text(term: str) -> Literal | NamedNode:
    """The term that N-Triples write so; its inverse is ``str``.

    Raises:
        TypeError: it is neither an IRI nor a literal.
    """
    (statement,) = parse(f"<x:s> <x:p> {term} .", RdfFormat.N_TRIPLES)
    if isinstance(statement.object, Literal | NamedNode):
        return statement.object
    raise TypeError(f"no IRI and no literal: {term}")


def _send(outgoing: BinaryIO, told: Mapping[str, Any], data: bytes = b"") -> None:
    outgoing.write(json.dumps({**told, "size": len(data)}).encode() + b"\n")
    outgoing.write(data)
    outgoing.flush()


if __name__ == "__main__":
    main()
