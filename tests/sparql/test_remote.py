"""Sending a graph to a store that may refuse: one of our own, which notes what it is sent."""

import json
import socket
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from kg.errors import ExportError, Fault, QueryError, SettingsError
from kg.rdf import quads
from kg.sparql import pushing, remote
from kg.sparql.pushing import push
from kg.sparql.remote import Remote
from kg.store import Store
from tests.builders import make_store
from tests.conftest import Kg

_BATCH = 40


@dataclass
class Heard:
    """What a store was sent, and after how many requests it takes no more."""

    most: int
    requests: list[tuple[str, str, bytes]] = field(default_factory=list)
    wants_password: bool = False

    def answer(self, method: str, path: str, body: bytes, allowed: bool) -> int:
        if self.wants_password and not allowed:
            return 401
        if len(self.requests) == self.most:
            return 500
        self.requests.append((method, path, body))
        return 204


@contextmanager
def running(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server for as long as the block runs; its address."""
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listening(heard: Heard) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            allowed = "Authorization" in self.headers
            self.send_response(heard.answer(self.command, self.path, body, allowed))
            self.send_header("WWW-Authenticate", 'Basic realm="store"')
            self.end_headers()

        do_POST = do_PUT  # noqa: N815  as http.server calls it

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with running(Handler) as address:
        yield f"{address}/store"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(pushing, "_BATCH", _BATCH)
    with Store.open(make_store(tmp_path / "graph.db")) as opened:
        yield opened


def test_all_quads_go_in_one_request(store: Store) -> None:
    heard = Heard(most=99)
    with listening(heard) as url:
        sent = push(store, Remote(url), as_quads=True)
    ((method, path, body),) = heard.requests
    assert (method, path) == ("PUT", "/store")
    assert set(parse(body, RdfFormat.N_QUADS)) == set(quads(store))
    assert sent == sum(1 for _ in quads(store)) > _BATCH


def test_the_one_request_is_made_again_with_the_password(store: Store) -> None:
    heard = Heard(most=99, wants_password=True)
    with listening(heard) as url:
        push(store, Remote(url, user="me", password="secret"), as_quads=True)
    ((_, _, body),) = heard.requests
    assert set(parse(body, RdfFormat.N_QUADS)) == set(quads(store))


def test_graph_by_graph_each_begins_anew_and_goes_on(store: Store) -> None:
    heard = Heard(most=99)
    with listening(heard) as url:
        sent = push(store, Remote(url))
    plain = [quad for quad in quads(store) if quad.graph_name == DefaultGraph()]
    at_default = [method for method, path, _ in heard.requests if path == "/store?default"]
    assert at_default == ["PUT", *["POST"] * ((len(plain) - 1) // _BATCH)]
    assert len(at_default) > 2
    others = [(method, path) for method, path, _ in heard.requests if "graph=" in path]
    assert len({path for method, path in others if method == "PUT"}) == 4  # papers, and rules
    assert sent == sum(1 for _ in quads(store))


@pytest.mark.parametrize("taken", [1, 3])
def test_a_push_that_is_cut_short_says_what_is_there(store: Store, taken: int) -> None:
    with listening(Heard(most=taken)) as url, pytest.raises(ExportError) as caught:
        push(store, Remote(url))
    said = str(caught.value)
    assert (
        f"HTTP 500: Internal Server Error; it holds a part of the graph, {taken * _BATCH} st"
        in said
    )
    assert "run kg push again" in said


@pytest.mark.parametrize("as_quads", [False, True])
def test_a_push_that_is_refused_at_once_leaves_nothing(store: Store, *, as_quads: bool) -> None:
    with listening(Heard(most=0)) as url, pytest.raises(ExportError) as caught:
        push(store, Remote(url), as_quads=as_quads)
    assert "HTTP 500" in str(caught.value)
    assert "part of the graph" not in str(caught.value)


@contextmanager
def answering(kind: str, body: bytes, **headers: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with running(Handler) as address:
        yield f"{address}/sparql"


@pytest.mark.parametrize(
    ("kind", "body", "complaint"),
    [
        ("text/html", b"<p>hello</p>", "answers with text/html, which is no answer"),
        ("application/sparql-results+json", b'{"head":', "cannot be read"),
        ("application/sparql-results+xml", b"<sparql>", "cannot be read"),
    ],
)
def test_what_is_no_answer_is_said_to_be_none(kind: str, body: bytes, complaint: str) -> None:
    with answering(kind, body) as url, pytest.raises(QueryError, match=complaint):
        remote.ask(remote.Remote(url), "SELECT * { ?s ?p ?o }", ("json", "xml", "csv"))


@contextmanager
def saying(raw: bytes) -> Iterator[str]:
    """A server that says these bytes to whoever asks once, whatever was asked, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def say() -> None:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(raw)
                caller.shutdown(socket.SHUT_WR)
                while caller.recv(2**16):  # what is left unread would take back what was said
                    pass

        thread = Thread(target=say)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"
        finally:
            thread.join()


_BROKEN = b"HTTP/1.1 %s\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf"


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "no answer that HTTP knows: SSH-2.0"),
        (_BROKEN % b"200 OK", "no answer that HTTP knows"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", "no answer that HTTP knows"),
        (_BROKEN % b"500 Broken", "HTTP 500: Broken"),
    ],
)
def test_what_is_no_http_is_one_line(kg: Kg, raw: bytes, complaint: str) -> None:
    with saying(raw) as url:
        ran = kg("query", "ASK {}", "--endpoint", url)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert f"{url}: {complaint}" in ran.err


@pytest.mark.parametrize("url", ["http://[", "http://localhost:abc/x", "http://a b/x", "ftp://a/"])
def test_an_address_that_is_none_is_one_line(kg: Kg, url: str) -> None:
    ran = kg("query", "ASK {}", "--endpoint", url)
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "no address that begins with http:// or https://" in ran.err


def test_a_default_graph_that_is_no_iri_is_seen_before_anything_is_sent(store: Store) -> None:
    for as_quads in (False, True):
        with pytest.raises(SettingsError, match="'not iri' is no absolute IRI"):
            push(store, Remote("http://127.0.0.1:1/"), as_quads=as_quads, default_graph="not iri")


@pytest.mark.parametrize(
    ("text", "asked", "known"),
    [
        ("DESCRIBE <urn:a>", ("json",), "ttl, nt, rdf, jsonld"),
        ("# SELECT\nPREFIX ask: <urn:x> CONSTRUCT WHERE { ?s ask:x ?o }", ("csv",), "ttl, nt, rd"),
        ("SELECT * { ?construct ?p ?o }", ("ttl",), "json, xml, csv, tsv"),
        ("ask {}", ("rdf", "nt"), "json, xml, csv, tsv"),
    ],
)
def test_a_form_that_cannot_hold_the_answer_is_not_asked_for(
    text: str, asked: tuple[str, ...], known: str
) -> None:
    with pytest.raises(QueryError, match=f"this answer comes as {known}") as caught:
        remote.ask(Remote("http://127.0.0.1:1/"), text, asked)
    assert caught.value.fault is Fault.NO_FORM


_JSON = (
    b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"typed-literal","value":"7",'
    b'"datatype":"http://www.w3.org/2001/XMLSchema#integer"}}]}}'
)


@pytest.mark.parametrize(
    ("kind", "body", "text", "form", "written"),
    [
        ("sparql-results+json", _JSON, "SELECT (7 AS ?n) {}", "tsv", b"?n\n7\n"),
        ("sparql-results+json", _JSON, "SELECT (7 AS ?n) {}", "csv", b"n\r\n7\r\n"),
        ("sparql-results+json", _JSON, "SELECT (7 AS ?n) {}", "json", _JSON),
        ("n-triples", b"<x:a> <x:b> 'c' .", "DESCRIBE <x:a>", "nt", b'<x:a> <x:b> "c" .\n'),
        ("n-triples", b"<x:a> <x:b> 'c' .", "DESCRIBE <x:a>", "jsonld",
         b'[{"@id":"x:a","x:b":[{"@value":"c"}]}]'),
    ],
)  # fmt: skip
def test_what_stores_write_each_in_their_way_is_written_here(
    kind: str, body: bytes, text: str, form: str, written: bytes
) -> None:
    """Virtuoso's TSV is none, and the JSON that it gives of triples no reader takes."""
    with answering(f"application/{kind}", body) as url:
        assert remote.ask(Remote(url), text, (form,)).data == written


def test_an_answer_that_was_cut_is_known_to_be() -> None:
    body = b'{"complete":false,"head":{"vars":["s"]},"results":{"bindings":[]}}'
    with answering("application/sparql-results+json", body, KG_Complete="false") as url:
        found = remote.ask(remote.Remote(url), "SELECT * { ?s ?p ?o }", ("json",))
    assert (found.data, found.complete) == (body, False)


@dataclass
class Asked:
    """What a store that wants to know who asks heard; ``moved`` is where it sends on to."""

    schemes: tuple[str, ...]
    moved: str | None = None
    heard: list[str] = field(default_factory=list)


@contextmanager
def guarded(asked: Asked) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            said = self.headers["Authorization"] or ""
            asked.heard.append(said)
            if asked.moved:
                self.send_response(302)
                self.send_header("Location", asked.moved)
                self.end_headers()
            elif said.partition(" ")[0] not in asked.schemes:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="store"')
                self.end_headers()
            else:
                self.send_response(200)
                self.send_header("Content-Type", "application/sparql-results+json")
                self.end_headers()
                self.wfile.write(b'{"head":{},"boolean":true}')

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    with running(Handler) as address:
        yield f"{address}/sparql"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("open sesame\n")
    return path


def test_a_query_says_who_asks(kg: Kg, secret: Path) -> None:
    """By the same options as a push."""
    basic = "Basic " + b64encode(b"me:open sesame").decode()
    for who, said in (
        (("--user", "me", "--password-file", secret), ["", basic]),
        (("--token-file", secret), ["Bearer open sesame"]),
    ):
        asked = Asked(("Basic", "Bearer"))
        with guarded(asked) as url:
            ran = kg("query", "ASK {}", "--endpoint", url, *who, "--format", "json")
        assert (ran.code, json.loads(ran.out)["boolean"]) == (0, True)
        assert asked.heard == said


def test_a_store_that_wants_to_know_is_one_line(kg: Kg, secret: Path) -> None:
    with guarded(Asked(())) as url:
        for who in ((), ("--token-file", secret), ("--user", "me", "--password-file", secret)):
            ran = kg("query", "ASK {}", "--endpoint", url, *who)
            assert (ran.code, ran.err.count("\n")) == (1, 1)
            assert "HTTP 401: the store wants to know who asks" in ran.err


def test_who_asks_is_said_to_an_endpoint_only(kg: Kg, secret: Path, tmp_path: Path) -> None:
    for who in (("--user", "me"), ("--password-file", secret), ("--token-file", secret)):
        assert kg("query", "ASK {}", *who).code == 2
    there = ("--endpoint", "http://127.0.0.1:1/", "--token-file", tmp_path / "none")
    ran = kg("query", "ASK {}", *there)
    assert (ran.code, ran.err) == (1, f"kg: {tmp_path}/none: cannot be read\n")


def test_a_token_goes_nowhere_else(secret: Path) -> None:
    other = Asked(("Bearer",))
    with guarded(other) as elsewhere, guarded(Asked((), elsewhere)) as url:
        remote_ = remote.make_remote(url, token_file=secret)
        with pytest.raises(QueryError, match="HTTP 401"):
            remote.ask(remote_, "ASK {}", ("json",))
    assert other.heard == [""]
