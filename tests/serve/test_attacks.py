"""Attacks on the server: nothing gets in, nothing leaks, and the next good query is answered.

``{trap}`` stands for the address of a socket that nobody may connect to, ``{file}`` for a file that
nobody may read.
"""

import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.serve.refusals import STATUS
from tests.serve.servers import TOKEN, Got, Server, serving_with

SECRET = "a-secret-that-stands-in-a-file"
_GOOD = "ASK { ?method a kg:Method }"


@dataclass(frozen=True)
class Attack:
    """A request that must not do what it wants.

    ``codes`` are those of the errors that it may get; what is no error at all is answered, with a
    body that holds ``holds``.
    """

    name: str
    path: str = "/sparql"
    method: str = "POST"
    body: str | bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    holds: str = ""

    def __str__(self) -> str:
        return self.name


def _query(name: str, text: str | bytes, *codes: str, holds: str = "", **headers: str) -> Attack:
    told = {"content-type": "application/sparql-query", **headers}
    return Attack(name, body=text, headers=told, codes=frozenset(codes), holds=holds)


def _form(name: str, text: str, *codes: str, path: str = "/sparql") -> Attack:
    told = {"content-type": "application/x-www-form-urlencoded"}
    return Attack(name, path, body=text, headers=told, codes=frozenset(codes))


def _get(name: str, path: str, *codes: str, holds: str = "", **headers: str) -> Attack:
    return Attack(name, path, "GET", None, headers, frozenset(codes), holds)


_CALL = "SERVICE <{trap}> { ?a ?b ?c }"
# Where SERVICE may stand.
_PLACES = {
    "group": "SELECT * { CALL }",
    "silent": "SELECT * { SERVICE SILENT <{trap}> { ?a ?b ?c } }",
    "variable": "SELECT * { VALUES ?g { <{trap}> } SERVICE ?g { ?a ?b ?c } }",
    "prefixed name": "PREFIX t: <{trap}> SELECT * { SERVICE t: { ?a ?b ?c } }",
    "relative": "BASE <{trap}> SELECT * { SERVICE <x> { ?a ?b ?c } }",
    "sub-select": "SELECT * { { SELECT * { CALL } } }",
    "optional": "SELECT * { ?s ?p ?o OPTIONAL { CALL } }",
    "union": "SELECT * { { ?s ?p ?o } UNION { CALL } }",
    "minus": "SELECT * { ?s ?p ?o MINUS { CALL } }",
    "graph": "SELECT * { GRAPH ?g { CALL } }",
    "exists": "SELECT * { ?s ?p ?o FILTER EXISTS { CALL } }",
    "not exists": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { CALL } }",
    "nested exists": "SELECT * { FILTER (!(1 = 1 && EXISTS { FILTER EXISTS { CALL } })) }",
    "bind": "SELECT * { BIND (EXISTS { CALL } AS ?e) }",
    "if": "SELECT (IF(EXISTS { CALL }, 1, 2) AS ?e) { ?s ?p ?o }",
    "having": "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { CALL })",
    "group by": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY (EXISTS { CALL } AS ?e)",
    "order by": "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { CALL })",
    "aggregate": "SELECT (COUNT(EXISTS { CALL }) AS ?n) { ?s ?p ?o }",
    "construct": "CONSTRUCT { ?a ?b ?c } WHERE { CALL }",
    "describe": "DESCRIBE ?a WHERE { CALL }",
    "ask": "ASK { CALL }",
    "service in service": "ASK { SERVICE <urn:x> { CALL } }",
    "after a path": "SELECT * { ?s (kg:uses|kg:mentions)* ?o . CALL }",
    "lateral": "SELECT * { ?s ?p ?o LATERAL { CALL } }",
}
# Ways to hide a word from one of two parsers.
_DISGUISES = {
    "lower case": "SELECT * { service <{trap}> { ?a ?b ?c } }",
    "comment to a carriage return": "SELECT * { # x\r SERVICE <{trap}> { ?a ?b ?c }\n }",
    "escaped letter": "SELECT * { \\u0053ERVICE <{trap}> { ?a ?b ?c } }",
    "long escape": "SELECT * { \\U00000053ERVICE <{trap}> { ?a ?b ?c } }",
    "escaped line feed": "SELECT * { # x\\u000A SERVICE <{trap}> { ?a ?b ?c }\n }",
    "escaped carriage return": "SELECT * { # x\\u000D SERVICE <{trap}> { ?a ?b ?c }\n }",
    "escaped quote": "SELECT * { ?s ?p '\\u0027 . SERVICE <{trap}> { ?a ?b ?c } #' }",
    "glued to a number": "SELECT * { ?s ?p 1SERVICE <{trap}> { ?a ?b ?c } }",
    "null character": "SELECT * { SERV\x00ICE <{trap}> { ?a ?b ?c } }",
    "vertical tab": "SELECT * { SERVICE\x0b<{trap}> { ?a ?b ?c } }",
    "line separator": "SELECT * { # x\u2028 SERVICE <{trap}> { ?a ?b ?c }\n }",
    "next line": "SELECT * { # x\u0085 SERVICE <{trap}> { ?a ?b ?c }\n }",
    "byte order mark within": "SELECT * { \ufeffSERVICE <{trap}> { ?a ?b ?c } }",
    "long s": "SELECT * { \u017fERVICE <{trap}> { ?a ?b ?c } }",
    "hash in an IRI": "SELECT * { <urn:x#> ?p ?o . SERVICE <{trap}> { ?a ?b ?c } }",
    "unclosed string": 'SELECT * { ?s ?p " . SERVICE <{trap}> { ?a ?b ?c } }',
}
# What reads from elsewhere.
_SOURCES = {
    "from": "SELECT * FROM <{trap}> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <{trap}> { GRAPH ?g { ?s ?p ?o } }",
    "from a file": "SELECT * FROM <file://{file}> { ?s ?p ?o }",
    "from named file": "SELECT * FROM NAMED <file://{file}> { GRAPH ?g { ?s ?p ?o } }",
    "from a prefixed name": "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
    "from a relative file": "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
    "describe from": "DESCRIBE ?s FROM <{trap}> { ?s ?p ?o }",
}
_UPDATES = {
    "insert data": "INSERT DATA { <urn:x> <urn:y> <urn:z> }",
    "delete all": "DELETE WHERE { ?s ?p ?o }",
    "modify": "WITH <urn:g> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "load": "LOAD <{trap}>",
    "load silent into": "LOAD SILENT <file://{file}> INTO GRAPH <urn:g>",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT ALL",
    "create": "CREATE GRAPH <urn:g>",
    "copy": "COPY DEFAULT TO <urn:g>",
    "after a query": "ASK { } ; DROP ALL",
    "before a query": "DROP ALL ; ASK { }",
    "after a comment": "# SELECT * { ?s ?p ?o }\rDROP ALL",
}
_DEEP = 3000
_ODD = {"null character", "vertical tab", "line separator", "next line", "byte order mark within"}
_YES, _NO = '"boolean":true', '"boolean":false'
_FOLLOWED = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
_OWN = "application/sparql-query"
_FORM = "application/x-www-form-urlencoded"
_UPDATE = "application/sparql-update"

ATTACKS = [
    *(_query(f"service: {k}", v.replace("CALL", _CALL), "refused") for k, v in _PLACES.items()),
    *(
        _query(f"disguise: {k}", v, "malformed" if k in _ODD else "refused")
        for k, v in _DISGUISES.items()
    ),
    *(_query(f"source: {k}", v, "refused") for k, v in _SOURCES.items()),
    *(_query(f"update as a query: {k}", v, "refused") for k, v in _UPDATES.items()),
    _form("update in a form", "update=DROP+ALL", "read-only"),
    _form("query and update", "query=ASK+%7B%7D&update=DROP+ALL", "malformed-request"),
    _form("update in the address", "query=ASK+%7B%7D", "malformed-request",
          path="/sparql?update=DROP+ALL"),
    Attack(
        "update with a guessed token",
        body="DROP ALL",
        headers={"content-type": _UPDATE, "authorization": f"Bearer {TOKEN}"},
        codes=frozenset({"read-only"}),
    ),
    _get("update by GET", "/sparql?update=DROP+ALL", "wrong-method"),
    _get("two queries", "/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D", "malformed-request"),
    _get("graph of a file", "/sparql?query=ASK{?s+?p+?o}&default-graph-uri=file://{file}",
         holds=_NO),
    _get("graph to fetch", "/sparql?query=ASK{?s+?p+?o}&default-graph-uri={trap}", holds=_NO),
    _get(
        "named graph to fetch",
        "/sparql?query=ASK{GRAPH+?g{?s+?p+?o}}&named-graph-uri={trap}",
        holds=_NO,
    ),
    _get("graph that is no IRI", "/sparql?query=ASK{}&default-graph-uri=%3Ex%3C%20y", "malformed"),
    _get("graph that breaks out", "/sparql?query=ASK{}&default-graph-uri=urn:x%3E%20%7D",
         "malformed"),
    _query("endless braces", "SELECT * " + "{" * _DEEP + "}" * _DEEP, "malformed"),
    _query("endless brackets", "ASK { FILTER (" + "(" * _DEEP + "1" + ")" * _DEEP + ") }",
           "malformed"),
    _query("endless negations", "ASK { FILTER (" + "!" * _DEEP + "true) }", "malformed",
           "time-limit"),
    _query("a long query", "ASK { " + "# x\n" * 50_000 + "}", "too-long"),
    _query("a body too large", b"x" * 1_100_000, "too-large"),
    _query("many columns", "SELECT " + "?x " * 20_000 + "{ ?s ?p ?o } LIMIT 1", "malformed",
           "time-limit"),
    _query("no UTF-8", b"ASK { ?s ?p '\xff\xfe' }", "malformed-request"),
    _query("overlong UTF-8", b"SELECT * { \xc1\x93ERVICE <urn:x> { ?a ?b ?c } }",
           "malformed-request"),
    _query("lone surrogate", b"ASK { ?s ?p '\xed\xa0\x80' }", "malformed-request"),
    _query("escaped surrogate", "ASK { ?s ?p '\\ud800' }", "malformed"),
    _query("escape beyond Unicode", "ASK { ?s ?p '\\UFFFFFFFF' }", "malformed"),
    _query("nothing", "", "malformed"),
    _query("another charset", "ASK {}".encode("utf-16"), "wrong-media-type",
           **{"content-type": f"{_OWN}; charset=utf-16"}),
    _query("a form that looks like a query", "query=ASK {}", "malformed"),
    _query("multipart", "x", "wrong-media-type",
           **{"content-type": "multipart/form-data; boundary=x"}),
    _query("JSON", '{"query": "ASK {}"}', "wrong-media-type",
           **{"content-type": "application/json"}),
    _query("XML with entities", '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{file}">]><x>&e;</x>',
           "wrong-media-type",
           **{"content-type": "application/xml"}),
    _query("a content type of a thousand parameters", "ASK {}", holds=_YES,
           **{"content-type": _OWN + ";a=b" * 1000}),
    _form("many parameters", "&".join(f"a{n}=1" for n in range(5000)), "malformed-request"),
    _form("parameter that is no UTF-8", "query=ASK%20%7B%7D%ff", "malformed-request"),
    _query("another host", _GOOD, "wrong-host", host="evil.example"),
    _query("a host with a user", _GOOD, "wrong-host", host="127.0.0.1@evil.example"),
    _query("a host that begins alike", _GOOD, "wrong-host", host="127.0.0.1.evil.example"),
    _query("an empty host", _GOOD, "wrong-host", host=""),
    _query("another origin", _GOOD, "foreign-origin", origin="https://evil.example"),
    _query("origin null", _GOOD, "foreign-origin", origin="null"),
    _query("origin that begins alike", _GOOD, "foreign-origin",
           origin="http://127.0.0.1.evil.example"),
    _query("origin of another port", _GOOD, "foreign-origin", origin="http://127.0.0.1:1"),
    _query("cross-site without origin", _GOOD, "foreign-origin",
           **{"sec-fetch-site": "cross-site"}),
    _get("image of another site", "/sparql?query=ASK%7B%7D", "foreign-origin",
         **{"sec-fetch-site": "cross-site"}),
    _get("image of another site from a named query", "/queries/orphan-methods", "foreign-origin",
         **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
    _get("link of another site to a named query", "/queries/orphan-methods", "foreign-origin",
         **{"sec-fetch-site": "cross-site", **_FOLLOWED}),
    _get("link of another port to the endpoint", "/sparql?query=ASK%7B%7D", "foreign-origin",
         **{"sec-fetch-site": "same-site", **_FOLLOWED}),
    _get("frame of another site", "/method/maml", "foreign-origin", **{
        "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}),
    _get("data of a node for another site", "/method/maml?format=ttl", "foreign-origin",
         **{"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}),
    Attack("preflight of another site", "/sparql", "OPTIONS", None,
           {"origin": "https://evil.example", "access-control-request-method": "POST"},
           frozenset({"foreign-origin"})),
    _query("a host forwarded", _GOOD, holds=_YES, **{"x-forwarded-host": "evil.example"}),
    _query("a method overridden", _GOOD, holds=_YES, **{"x-http-method-override": "DELETE"}),
    _query("an address rewritten", _GOOD, holds=_YES, **{"x-original-url": "/admin"}),
    _query("a long accept", _GOOD, "no-such-form", accept=",".join(["a/b;q=0.1"] * 5000)),
    _query("an accept of weights", _GOOD, holds=_YES, accept="*/*;q=1e999, text/csv;q=nan"),
    Attack("PUT", method="PUT", body="x", codes=frozenset({"wrong-method"})),
    Attack("DELETE", method="DELETE", codes=frozenset({"wrong-method"})),
    Attack("TRACE", method="TRACE", codes=frozenset({"wrong-method"})),
    Attack("PATCH", "/method/maml", "PATCH", "x", codes=frozenset({"wrong-method"})),
    Attack("POST to a page", "/method/maml", "POST", "x", codes=frozenset({"wrong-method"})),
    _get("path upwards", "/static/../../../../etc/passwd", "not-found"),
    _get("escaped path upwards", "/static/..%2f..%2f..%2fetc%2fpasswd", "not-found"),
    _get("node upwards", "/method/../../../etc/passwd", "not-found"),
    _get("node with a quote", "/method/%3E%20%7D%20SERVICE%20%3C{trap}", "not-found"),
    _get("node with a closing bracket", "/method/x%3E%7D%20UNION%20%7B%3Fs%20%3Fp%20%3Fo",
         "not-found"),
    _get("node that is no UTF-8", "/method/%ff%fe", "not-found"),
    _get("long node", "/method/" + "a" * 5000, "not-found"),
    _get("node with a line feed", "/method/x%0d%0aSet-Cookie:%20a=b", "not-found"),
    _get("redirect elsewhere", "//evil.example/method/old", "not-found"),
    _get("form of a node", "/method/maml?format=../../x", "no-such-form"),
    _get("markup in a search", "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
         holds="&lt;script&gt;alert(1)"),
    _get("a long search", "/search.json?q=" + "a%20" * 5000, holds='"kind"'),
    _get("regular expression in a search", "/search.json?q=(a%2B)%2B%24", holds='"kind"'),
    _get("named query upwards", "/queries/..%2f..%2fetc", "not-found"),
    _get("term in a named query", "/queries/methods-of-benchmark?benchmark=" + quote(
        "x') . SERVICE <urn:x> { ?a ?b ?c } #"), holds="0 rows"),
    _get("parameter that no named query has", "/queries/methods-of-benchmark?x=%22%3E",
         holds='role="alert"'),
]  # fmt: skip
RAW = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
    b"Content-Length: 6\r\n\r\nASK{}",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nDROP",
    "a negative length": b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
    "a header across lines": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b: c\r\nY\r\n\r\n",
    "two hosts": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
    "no host": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 512 * 1024,
    "a proxy's request": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "an upgrade": b"GET /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nOrigin: http://evil\r\n\r\n",
    "a bad chunk": b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: x\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n",
}
# What they get that are requests, if none to answer; the others get 400.
_REQUESTS = {"length and chunks": 415, "a proxy's request": 421, "a tunnel": 405, "an upgrade": 403}


class Trap:
    """A socket that nobody may connect to."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setblocking(False)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"

    def was_sprung(self) -> bool:
        try:
            connection, _ = self._listener.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True

    def close(self) -> None:
        self._listener.close()


@pytest.fixture(scope="module")
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


@pytest.fixture(scope="module")
def patient(graph_folder: Path) -> Iterator[Server]:
    """A server that is soon tired of waiting for the rest of a request."""
    with serving_with(graph_folder, processes=1, patience=2) as started:
        yield started


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("private") / "secret.nt"
    path.write_text(f'<urn:s> <urn:p> "{SECRET}" .\n')
    return path


def test_the_list_is_long() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) == len(set(names))
    assert len(names) + len(RAW) >= 60


def test_the_trap_works(trap: Trap) -> None:
    port = int(trap.url.rstrip("/").rpartition(":")[2])
    socket.create_connection(("127.0.0.1", port)).close()
    assert trap.was_sprung()


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_nothing_gets_in(server: Server, trap: Trap, secret: Path, attack: Attack) -> None:
    got = _sent(server, attack, trap, secret)
    if attack.codes:
        assert got.code in attack.codes
        assert got.status == STATUS[got.code]
        assert "\n" not in json.loads(got.body)["error"]["message"]
    else:
        assert (got.status, attack.holds in got.text) == (200, True), got.text
    _check_nothing_leaks(got)
    assert not trap.was_sprung()
    assert json.loads(server.ask(_GOOD).body)["boolean"] is True


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_request_is_refused(patient: Server, name: str) -> None:
    said = patient.raw(RAW[name]).decode()
    assert said.count("HTTP/1.1 ") == 1, said  # nothing of it was taken for a second request
    assert said.startswith(f"HTTP/1.1 {_REQUESTS.get(name, 400)} "), said
    assert not re.search(r"Traceback|site-packages|boolean|Switching|evil", said)
    assert json.loads(patient.ask(_GOOD).body)["boolean"] is True


def test_slow_clients_lock_nobody_out(graph_folder: Path) -> None:
    """More heads that never end than there may be connections, and a body that never comes."""
    patience, margin = 5, 30
    body = b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
    slow = [*[b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "] * 300, b"", body]
    with serving_with(graph_folder, processes=1, patience=patience) as server, ExitStack() as held:
        began = time.monotonic()
        clients = []
        for half in [*slow, body + b"Content-Length: 9\r\n\r\nASK"]:
            clients.append(socket.create_connection(("127.0.0.1", server.port), timeout=margin))
            held.enter_context(clients[-1]).sendall(half)
        assert json.loads(server.ask(_GOOD).body)["boolean"] is True
        assert json.loads(server.send("/health").body)["status"] == "ok"
        said = [_read_out(client) for client in clients]
        assert patience - 1 < time.monotonic() - began < patience + margin
    assert said[:-1] == [b""] * (len(slow))
    assert said[-1].startswith(b"HTTP/1.1 408 ")
    assert b"slow-request" in said[-1]


@pytest.mark.parametrize("token", [None, "", "guessed", TOKEN[:-1], f"{TOKEN}x", TOKEN.upper()])
def test_without_the_token_nothing_changes(writable: Server, token: str | None) -> None:
    assert writable.update("INSERT DATA { <urn:kept> <urn:y> 1 }").status == 204
    got = writable.update("CLEAR ALL", token)
    assert (got.status, got.code) == (401, "unauthorized")
    assert got["www-authenticate"].startswith("Bearer")
    assert json.loads(writable.ask("ASK { <urn:kept> ?p ?o }").body)["boolean"] is True


@pytest.mark.parametrize("name", ["load", "load silent into"])
def test_the_token_loads_nothing(writable: Server, trap: Trap, secret: Path, name: str) -> None:
    got = writable.update(_filled(_UPDATES[name], trap, secret))
    assert (got.status, got.code) == (403, "refused")
    called = _filled(_CALL, trap, secret)
    got = writable.update("INSERT { ?a ?b ?c } WHERE { " + called + " }")
    assert (got.status, got.code) == (403, "refused")
    assert not trap.was_sprung()
    assert (
        SECRET not in writable.ask("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").text
    )


def _sent(server: Server, attack: Attack, trap: Trap, secret: Path) -> Got:
    body, path = attack.body, _filled(attack.path, trap, secret)
    body = _filled(body, trap, secret) if isinstance(body, str) else body
    return server.send(path, attack.method, body, **attack.headers)


def _read_out(client: socket.socket) -> bytes:
    """What comes until the server closes."""
    held = b""
    with suppress(ConnectionResetError):
        while part := client.recv(65536):
            held += part
    return held


def _filled(text: str, trap: Trap, secret: Path) -> str:
    return text.replace("{trap}", trap.url).replace("{file}", str(secret))


def _check_nothing_leaks(got: Got) -> None:
    text = got.body.decode("utf-8", "replace")
    assert SECRET not in text
    assert "root:" not in text
    assert "Traceback" not in text
    assert "site-packages" not in text
    assert "<script>alert" not in text
    assert got["access-control-allow-origin"] == ""
    assert got["set-cookie"] == ""
    assert got["location"] == ""
    assert "default-src 'none'" in got["content-security-policy"]
    assert got["x-content-type-options"] == "nosniff"
