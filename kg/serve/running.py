"""Starting the server, and stopping it without dropping what it is at."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ExportError, MissingExtraError, SettingsError
from kg.serve.protocol import PATIENCE
from kg.sparql import named_queries
from kg.sparql.loading import write_store
from kg.sparql.pool import Limits, QueryPool
from kg.sparql.writable import WritableStore
from kg.store import Store
from kg.store.generations import STORE_FOLDER, shows

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from kg.serve.guarding import Access

PORT = 8765
_FILE = "graph.db"
_OPEN = 256  # connections at once
_HEAD = 512 * 1024  # bytes of a request before its body: a long query, each character escaped
_SHORTEST = 16  # characters of a token
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve.

    Attributes:
        host: the address to listen at.
        port: the port; 0 takes a free one.
        processes: how many queries run at once; None: as many as there are processors.
        limits: what one query may take.
        allow_hosts: names by which the server is known, beside its address.
        cors: origins of other sites whose pages may ask; ``*`` is any.
        patience: seconds in which the head of a request must have come, and again its body.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    processes: int | None = None
    limits: Limits = field(default_factory=Limits)
    allow_hosts: Sequence[str] = ()
    cors: Sequence[str] = ()
    patience: float = PATIENCE


def serve(graph: Path, how: Serving, on_start: Callable[[str], None]) -> None:
    """Serve a built graph, read-only, until a signal says to stop.

    Args:
        graph: the folder that ``kg build`` wrote.
        how: addresses, processes and limits.
        on_start: told in a line where it is served and what holds.

    Raises:
        StoreError: there is no graph.
        SettingsError: the address cannot be had.
        MissingExtraError: the extra is not installed.
    """
    _check_extra()
    from kg.serve.app import make_app
    from kg.serve.shelf import Shelf

    shelf = Shelf(graph)
    named_queries()  # checked now, not at the first request
    with _listening(how) as listener, _pool(graph, how) as pool:
        app = make_app(pool, _access(how), shelf=shelf, patience=how.patience)
        on_start(_told(listener, "read-only", pool.nets))
        _run(app, listener, how)


def serve_writable(
    store: Path, token_file: Path, how: Serving, on_start: Callable[[str], None]
) -> None:
    """Serve a store of its own, which whoever has the token may change.

    Args:
        store: its folder; made where there is none.
        token_file: the file that holds the token.
        how: addresses and limits; there is one process.
        on_start: told in a line where it is served and what holds.

    Raises:
        StoreError: the folder belongs to a built graph, or another process holds it.
        SettingsError: the token is none, or the address cannot be had.
        MissingExtraError: the extra is not installed.
    """
    _check_extra()
    from kg.serve.app import make_app

    token = read_token(token_file)
    with _listening(how) as listener:
        written = WritableStore(store, how.limits)
        try:
            app = make_app(
                written, _access(how), written=written, token=token, patience=how.patience
            )
            on_start(_told(listener, "writable with the token", written.nets))
            _run(app, listener, how)
        finally:
            written.close()


def read_token(path: Path) -> str:
    """The token in a file.

    Raises:
        SettingsError: it cannot be read, others can read it, or it is too short to be a secret.
    """
    try:
        mode = path.stat().st_mode
        token = path.read_text("ascii").strip()
    except FileNotFoundError as error:
        example = secrets.token_urlsafe(24)
        said = f"{path}: there is no such file; put a token in it, such as {example}"
        raise SettingsError(said) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: no token can be read from it") from error
    if mode & 0o077 and os.name == "posix":
        raise SettingsError(f"{path}: others can read the token; chmod 600 {path}")
    if len(token) < _SHORTEST or len(token.split()) != 1:
        raise SettingsError(f"{path}: a token is one word of at least {_SHORTEST} characters")
    return token


def _check_extra() -> None:
    try:
        import jinja2  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("kg serve", "serve") from error


@contextmanager
def _pool(graph: Path, how: Serving) -> Iterator[QueryPool]:
    fallback = None if _is_ready(graph) else graph / _FILE
    processes = how.processes or os.cpu_count() or 1
    folder = graph / STORE_FOLDER
    with QueryPool(folder, processes=processes, limits=how.limits, fallback=fallback) as pool:
        yield pool


def _is_ready(graph: Path) -> bool:
    """Whether the store shows the records, perhaps now that it was made."""
    with Store.open(graph / _FILE) as store:
        if not shows(graph / STORE_FOLDER, store.settings.get("content", "")):
            with suppress(ExportError):
                write_store(store)
        return shows(graph / STORE_FOLDER, store.settings.get("content", ""))


@contextmanager
def _listening(how: Serving) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    try:
        listener = socket.create_server((how.host, how.port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise SettingsError(f"{how.host}:{how.port}: cannot be listened at: {said}") from error
    with listener:
        yield listener


def _access(how: Serving) -> "Access":
    from kg.serve.guarding import Access

    hosts = {_in_url(how.host), *(name.lower() for name in how.allow_hosts)}
    if _is_loopback(how.host):
        hosts |= set(_LOOPBACK)
    return Access(frozenset(hosts), frozenset(how.cors))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return host == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


def _told(listener: socket.socket, may: str, nets: Sequence[str]) -> str:
    host, port = listener.getsockname()[:2]
    kept = f"queries run without a network ({', '.join(nets)})"
    if not nets:
        kept = "queries are checked, but this system does not let them run without a network"
    return f"http://{_in_url(host)}:{port}/ · {may} · {kept}"


def _run(app: "ASGIApp", listener: socket.socket, how: Serving) -> None:
    import uvicorn

    from kg.serve.patience import make_protocol

    config = uvicorn.Config(
        app,
        http=make_protocol(how.patience, _OPEN),
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=2 * _OPEN,  # where nobody is late
        h11_max_incomplete_event_size=_HEAD,
        timeout_graceful_shutdown=int(how.limits.seconds) + 5,
    )
    # The server takes signals while it runs, finishes its answers, and raises them again.
    asyncio.run(uvicorn.Server(config).serve([listener]))
