"""Whether any of many mutated queries gets past the guard and calls a socket that listens.

::

    PYTHONPATH=. python benchmarks/guard.py [QUERIES [SEED]]

Each query is judged twice, by the whole guard and by its scan of words alone, which trusts no
parser; what passes is run by Oxigraph with nothing else to hold it. Prints how many passed and how
many calls came, which must be none; exits with 1 where one did.
"""

import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pyoxigraph import QueryBoolean, Store

from kg.errors import QueryError
from kg.rdf import PREFIXES
from kg.sparql.guard import checked, normalised, scan

_HOST = "127.0.0.1"
_LISTENER = f"""
import socket
server = socket.create_server(({_HOST!r}, 0))
print(server.getsockname()[1])
while True:
    caller, _ = server.accept()
    caller.settimeout(5)
    print("end" if caller.recv(3) == b"end" else "call")
    caller.close()
"""
_TEMPLATES = (
    "SELECT * WHERE { SERVICE SILENT <URL> { ?a ?b ?c } }",
    "SELECT * WHERE { # x\r SERVICE SILENT <URL> { ?a ?b ?c }\n }",
    "SELECT * WHERE { # x\\u000D SERVICE <URL> { ?a ?b ?c }\n }",
    "SELECT * { BIND (1 AS ?x) FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "SELECT * { BIND (EXISTS { SERVICE <URL> { ?a ?b ?c } } AS ?e) }",
    "SELECT ?x { VALUES ?x { 1 } } GROUP BY ?x HAVING (EXISTS { SERVICE <URL> { ?a ?b ?c } })",
    "SELECT ?x { VALUES ?x { 1 } } ORDER BY (EXISTS { SERVICE <URL> { ?a ?b ?c } })",
    "SELECT * { { SELECT * { SERVICE <URL> { ?a ?b ?c } } } }",
    "PREFIX s: <URL> SELECT * { SERVICE s: { ?a ?b ?c } }",
    "BASE <URL> SELECT * { SERVICE <> { ?a ?b ?c } }",
    "SELECT * { VALUES ?s { <URL> } SERVICE ?s { ?a ?b ?c } }",
    "SELECT * { VALUES ?q { 'a' \"b\" '''c''' \"\"\"d\"\"\" } SERVICE <URL> { ?a ?b ?c } }",
    "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "DESCRIBE ?a WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "ASK { SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * FROM <URL> FROM NAMED <URL> { GRAPH ?g { ?a ?b ?c } }",
    "PREFIX p: <x:> ASK { p:it\\'s ?p ?o . SERVICE <URL> { ?a ?b 'c' } }",
    "LOAD <URL>",
    "SELECT * { ?s ?p 'SERVICE <URL> {}' . ?s <x:#SERVICE> ?o } # SERVICE <URL> {}",
)
_PIECES = (
    *("\r", "\n", "\r\n", "\t", "\v", "\f", "\x00", "\x85", "\u2028", "\ufeff", "\u200b"),
    *("#", "# ", "'", '"', "'''", '"""', "\\", "\\'", "\\u000D", "\\u000A", "\\u0023", "\\u0027"),
    *("<", ">", "<#", "{", "}", "(", ")", ".", ";", ",", "?x", "$y", ":", "p:", "_:b", "@en", "^^"),
    *("SERVICE", "SERV\\u0049CE", "\\u0053ERVICE", "\\U00000053ERVICE", "service ", "SILENT "),
    *("1SERVICE", "SERVICE:", "LOAD ", "UNION", "OPTIONAL ", "MINUS ", "EXISTS ", "FROM <URL>"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many queries there were, how many of them Oxigraph ran, and how many calls came."""

    queries: int
    run: int
    calls: int


def measure(queries: int, seed: int = 0) -> Outcome:
    """Mutate, judge and run so many queries."""
    with listening() as (url, calls):
        texts = mutated(queries, seed, url)
        ran = sum(is_run(text, judge) for text in texts for judge in (checked, _scanned))
    return Outcome(queries, ran, len(calls))


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A socket in a process of its own: its address, and, once it is left, the calls that came."""
    calls: list[str] = []
    command = [sys.executable, "-u", "-c", _LISTENER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listener:
        assert listener.stdout is not None
        try:
            port = int(listener.stdout.readline())
            yield f"http://{_HOST}:{port}/", calls
            with socket.create_connection((_HOST, port)) as last:
                last.sendall(b"end")
            calls += iter(listener.stdout.readline, "end\n")
        finally:
            listener.kill()


def mutated(queries: int, seed: int, url: str) -> Iterator[str]:
    """Queries that call ``url``, each spoilt or disguised in some places."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for _ in range(queries):
        text = chance.choice(_TEMPLATES)
        for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
            text = _changed(text, chance)
        yield text.replace("URL", url)


def _changed(text: str, chance: random.Random) -> str:
    place, kind = chance.randrange(len(text) + 1), chance.random()
    if kind < 0.6:
        return text[:place] + chance.choice(_PIECES) + text[place:]
    if kind < 0.75:
        return text[:place] + text[place + chance.randint(1, 3) :]
    if kind < 0.9:
        other = chance.choice(_TEMPLATES)
        return text[:place] + other[chance.randrange(len(other)) :]
    return text[:place] + text[place : place + 8].swapcase() + text[place + 8 :]


def is_run(text: str, judge: Callable[[str], str]) -> bool:
    """Whether the query passes; then Oxigraph runs it, as far as it can."""
    try:
        plain = judge(text)
    except QueryError:
        return False
    with suppress(SyntaxError, RuntimeError, ValueError, OSError):
        found = Store().query(plain, prefixes=dict(PREFIXES))
        if not isinstance(found, QueryBoolean):
            list(found)
    return True


def _scanned(text: str) -> str:
    plain = normalised(text)
    scan(plain)
    return plain


def main(queries: int = 100_000, seed: int = 0) -> None:
    """Measure and print."""
    outcome = measure(queries, seed)
    print(f"{outcome.queries:,} queries judged twice, {outcome.run:,} run, {outcome.calls} calls")
    if outcome.calls:
        raise SystemExit(1)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
