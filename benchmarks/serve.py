"""How ``kg serve`` holds up: clients with named queries beside one whose queries never end.

::

    python benchmarks/serve.py GRAPH [CLIENTS] [SECONDS]

Each client asks one named query a second, in random order, over loopback; one more sends queries
that run into the time limit, one after the other. An answer that differs from the one given before
the load is wrong. Latency counts from the moment at which a query was due, so that a late start is
no excuse. All of it is done twice: with the same texts again and again, whose answers the server
keeps, and with a remark in each text that makes it one of its own, so that each is checked and run.
Prints what was measured, with the machine's load.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from kg.rdf.terms import PREFIXES
from kg.settings import BASE_IRI
from kg.sparql import named_queries
from kg.sparql.parameters import bound

KG = Path(sys.executable).with_name("kg")
_LIMIT = 10  # seconds of one query
_HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_EXAMPLE = re.compile(r"for example (.+)$")
_PATIENCE = 60


@dataclass
class Measured:
    """What the clients saw."""

    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ended: int = 0


@dataclass(frozen=True)
class Load:
    """What the clients ask, of which server, until when, and what is right.

    Attributes:
        port: of the server.
        queries: by name the texts.
        right: by name the answers.
        start: when the first query is due, of the counter of seconds.
        until: when no more are asked.
        new: whether each text is made one of its own.
    """

    port: int
    queries: dict[str, str]
    right: dict[str, bytes]
    start: float
    until: float
    new: bool


def main(graph: Path, clients: int = 32, seconds: int = 60) -> None:
    """Measure and print."""
    queries = {name: _text(name) for name in named_queries()}
    with _serving(graph) as port:
        alone = {name: _timed(port, text) for name, text in queries.items()}
        for name, (took, status, data) in alone.items():
            print(f"{name:32} {status} {took:7.3f} s {len(data):9,} bytes")
        right = {name: data for name, (_, _, data) in alone.items()}
        for each in ("asked before", "each asked for the first time"):
            start = time.perf_counter() + 1
            is_new = each != "asked before"
            measured = _measure(Load(port, queries, right, start, start + seconds, is_new), clients)
            _print(each, measured, clients, seconds)


def _text(name: str) -> str:
    """A named query, filled in with its own examples."""
    query = named_queries()[name]
    given = {}
    for parameter in query.parameters:
        example = _EXAMPLE.search(parameter.description)
        if parameter.default is None:
            assert example, f"{name}: {parameter.name} has no example"
            given[parameter.name] = example[1]
    known = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    return known + bound(query.text, query.values(given, BASE_IRI))


def _measure(load: Load, clients: int) -> Measured:
    measured = Measured()
    work = [
        threading.Thread(target=_client, args=(load, number, measured)) for number in range(clients)
    ]
    work.append(threading.Thread(target=_nuisance, args=(load, measured)))
    for each in work:
        each.start()
    for each in work:
        each.join()
    return measured


def _client(load: Load, number: int, measured: Measured) -> None:
    chance = random.Random(number)  # noqa: S311  an order, no secret
    due = load.start + chance.random()
    while due < load.until:
        time.sleep(max(0.0, due - time.perf_counter()))
        name = chance.choice(sorted(load.queries))
        try:
            remark = f"\n# {number} {due}" if load.new else ""
            _, status, data = _timed(load.port, load.queries[name] + remark)
        except OSError as error:
            measured.errors.append(f"{name}: {error}")
        else:
            measured.latencies.append(time.perf_counter() - due)
            if status != 200:
                measured.errors.append(f"{name}: {status} {data[:100]!r}")
            elif data != load.right[name]:
                measured.wrong.append(name)
        due += 1


def _nuisance(load: Load, measured: Measured) -> None:
    while time.perf_counter() < load.until:
        _, status, data = _timed(load.port, _HOPELESS)
        if b'"time-limit"' in data:
            measured.ended += 1
        else:
            measured.errors.append(f"hopeless: {status} {data[:100]!r}")


def _timed(port: int, text: str) -> tuple[float, int, bytes]:
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    try:
        connection.request("POST", "/sparql", urlencode({"query": text}), headers)
        answer = connection.getresponse()
        data = answer.read()
    finally:
        connection.close()
    return time.perf_counter() - began, answer.status, data


@contextmanager
def _serving(graph: Path) -> Iterator[int]:
    limits = ("--time-limit", str(_LIMIT), "--port", "0")
    command = [str(KG), "serve", "-g", str(graph), *limits]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            print(line, end="")
            found = re.search(r":(\d+)/", line)
            assert found, "the server does not start"
            yield int(found[1])
        finally:
            process.terminate()


def _print(what: str, measured: Measured, clients: int, seconds: int) -> None:
    cuts = statistics.quantiles(measured.latencies, n=100)
    load = f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
    print(f"{what}: {clients} clients, {seconds} s, {load}")
    print(f"answers {len(measured.latencies)}, wrong {len(measured.wrong)}", end=", ")
    print(f"errors {len(measured.errors)}, hopeless queries ended {measured.ended}")
    worst = max(measured.latencies)
    print(f"p50 {cuts[49]:.3f} s, p95 {cuts[94]:.3f} s, p99 {cuts[98]:.3f} s, worst {worst:.3f} s")
    for error in sorted(set(measured.errors))[:5]:
        print(f"  {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
