"""Two stores of others, started for the tests: Oxigraph's server and Virtuoso."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

_PATIENCE = 120  # seconds in which a store must answer
_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 20
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 4
[Client]
[VDB]
[Replication]
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """Oxigraph's server; its address."""
    program = Path(sys.executable).with_name("oxigraph")
    port = _free_port()
    place = ("--location", str(folder), "--bind", f"127.0.0.1:{port}")
    command = [_found(str(program)), "serve", *place]
    with _running(command, port, "/query?query=ASK%20%7B%7D"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """Virtuoso; its address. The user ``dba`` has the password ``dba``."""
    program, port = _found("virtuoso-t"), _free_port()
    told = _SETTINGS.format(folder=folder, port=port, sql=_free_port())
    settings = folder / "virtuoso.ini"
    settings.write_text(told)
    command = [program, "+configfile", str(settings), "+foreground", "+wait"]
    with _running(command, port, "/sparql?query=ASK%20%7B%7D"):
        yield f"http://127.0.0.1:{port}"


def _found(program: str) -> str:
    """The program; where there is none the tests fail in CI and are skipped elsewhere."""
    path = shutil.which(program)
    if path is None:
        if os.environ.get("CI") == "true":
            raise FileNotFoundError(f"{program}: scripts/install-stores installs it")
        pytest.skip(f"NO {program}: kg push was NOT checked with it")
    return path


@contextmanager
def _running(command: Sequence[str], port: int, ready: str) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(process, port, ready)
            yield
        finally:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, ready: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, "the store ended"
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", ready)
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise TimeoutError("the store does not answer")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
