"""``kg serve`` in a process of its own, and requests to it over real HTTP."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

TOKEN = "a-token-that-only-tests-know"
_PATIENCE = 120  # seconds; the machine may be busy
_PROGRAM = """
import signal, sys
from functools import partial
from pathlib import Path
from kg.serve.running import Serving, serve
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
serve(Path({graph!r}), Serving(port=0, {told}), partial(print, flush=True))
"""
_READY = re.compile(rb"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def code(self) -> str:
        """The code of the error that it is."""
        return str(json.loads(self.body)["error"]["code"])

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    port: int
    process: "subprocess.Popen[bytes]"
    line: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self,
        path: str,
        method: str = "GET",
        body: bytes | str | None = None,
        **headers: str,
    ) -> Got:
        """Send a request; ``content_type="…"`` is the header Content-Type."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, named)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, told, answer.read())
        finally:
            connection.close()

    def ask(self, query: str, accept: str = "application/json", **headers: str) -> Got:
        """Ask a query, as it stands."""
        kind = "application/sparql-query"
        return self.send("/sparql", "POST", query, content_type=kind, accept=accept, **headers)

    def update(self, text: str, token: str | None = TOKEN, where: str = "/sparql") -> Got:
        """Send an update."""
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        kind = "application/sparql-update"
        return self.send(where, "POST", text, content_type=kind, **headers)

    def raw(self, data: bytes) -> bytes:
        """Send bytes, whatever they are; what comes until the server closes or 5 s pass."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(data)
            held = b""
            try:
                while part := connection.recv(65536):
                    held += part
            except TimeoutError:
                pass
            except ConnectionResetError:
                pass
            return held


@contextmanager
def serving(*arguments: str | Path) -> Iterator[Server]:
    """``kg serve`` for as long as the block runs; it must end in order."""
    program = [sys.executable, "-c", "from cli.main import main; main()"]
    with _running([*program, "serve", "--port", "0", *arguments]) as server:
        yield server


@contextmanager
def serving_with(graph: Path, **settings: object) -> Iterator[Server]:
    """A server of a graph with settings that the command line has no options for."""
    told = ", ".join(f"{name}={value!r}" for name, value in settings.items())
    with _running([sys.executable, "-c", _PROGRAM.format(graph=str(graph), told=told)]) as server:
        yield server


@contextmanager
def _running(command: Sequence[str | Path]) -> Iterator[Server]:
    environment = {**os.environ, "PYTHONWARNINGS": "default"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            line = process.stdout.readline()
            found = _READY.search(line)
            assert found, process.stderr.read().decode()
            yield Server(int(found[1]), process, line.decode())
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            errors = process.stderr.read().decode()
            process.wait(_PATIENCE)
        assert "Traceback" not in errors, errors
        assert process.returncode in (0, 143), errors
