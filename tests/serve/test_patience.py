"""Clients that are slow on purpose: their connections end, and others are answered meanwhile."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from kg.serve.patience import make_protocol

_GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
_LARGE = 16 * 2**20  # more than the system keeps for who does not read
_PATIENCE = 1.0
_MARGIN = 30  # seconds; the machine may be busy
_FEW = 8  # connections at once


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers ``/large`` at length and ``/read`` when the body is there, all else at once."""
    while scope["path"] == "/read":
        message = await receive()
        if message["type"] == "http.disconnect" or not message["more_body"]:
            break
    size = _LARGE if scope["path"] == "/large" else 2
    headers = [(b"content-length", str(size).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * size})


@contextmanager
def _running(patience: float, most: int = 100) -> Iterator[int]:
    """The port of a server with this patience."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            _app,
            http=make_protocol(patience, most),
            lifespan="off",
            log_config=None,
            timeout_keep_alive=600,
            limit_concurrency=2 * most,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


def _connected(port: int, sent: bytes = b"") -> socket.socket:
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**18)
    client.settimeout(_MARGIN)
    client.connect(("127.0.0.1", port))
    client.sendall(sent)
    return client


def _drained(client: socket.socket) -> bytes:
    """What comes until the server closes."""
    held = b""
    try:
        while part := client.recv(65536):
            held += part
    except ConnectionResetError:
        pass
    return held


def _trickle(client: socket.socket) -> None:
    until = time.monotonic() + _MARGIN
    while time.monotonic() < until:
        client.sendall(b"a")
        time.sleep(0.05)


def _status(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=_MARGIN)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with _running(_PATIENCE) as running:
        yield running


@pytest.mark.parametrize(
    "sent",
    [b"", b"G", _GET, _GET + b"\r\n" + _GET, _GET + b"Content-Length: 9\r\n\r\nabc"],
    ids=["nothing", "a letter", "half a head", "half of the next", "half a body nobody reads"],
)
def test_a_client_that_stops_is_left(port: int, sent: bytes) -> None:
    began = time.monotonic()
    with _connected(port, sent) as client:
        said = _drained(client)
    assert time.monotonic() - began >= _PATIENCE * 0.9
    assert said.count(b"HTTP/1.1 200") == sent.count(b"\r\n\r\n")


@pytest.mark.parametrize(
    "sent", [_GET, _GET + b"Content-Length: 9999\r\n\r\n"], ids=["a head", "a body nobody reads"]
)
def test_a_client_that_trickles_is_left(port: int, sent: bytes) -> None:
    """Each byte would begin the time of an idle connection anew."""
    with _connected(port, sent) as client, pytest.raises(OSError, match=r"reset|pipe"):
        _trickle(client)


def test_a_client_that_does_not_read_is_left(port: int) -> None:
    with _connected(port, b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        time.sleep(3 * _PATIENCE)
        assert 0 < len(_drained(client)) < _LARGE


def test_a_client_that_reads_slowly_gets_all() -> None:
    asked, patience = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n", 2 * _PATIENCE
    with _running(patience) as running, _connected(running, asked) as client:
        got, began = 0, time.monotonic()
        while got < _LARGE and (part := client.recv(_LARGE // 16, socket.MSG_WAITALL)):
            got += len(part)
            time.sleep(patience / 7)
        assert got >= _LARGE
        assert time.monotonic() - began > 2 * patience


def test_a_client_that_takes_its_turn_stays(port: int) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=_MARGIN)
    connection.connect()
    kept = connection.sock
    for _ in range(4):
        time.sleep(_PATIENCE / 2)
        connection.request("GET", "/")
        assert connection.getresponse().read() == b"xx"
    assert connection.sock is kept
    connection.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        _GET,
        _GET + b"\r\n",
        b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc",
        b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["nothing", "half a head", "idle", "half a body", "an answer nobody reads"],
)
def test_where_connections_run_out_the_latest_goes(sent: bytes) -> None:
    with _running(600, _FEW) as running, ExitStack() as held:
        clients = [held.enter_context(_connected(running, sent)) for _ in range(3 * _FEW)]
        assert [_status(running) for _ in range(2)] == [200, 200]
        _drained(clients[0])
        clients[-1].settimeout(0.2)
        with pytest.raises(TimeoutError):  # it is still open
            _drained(clients[-1])
