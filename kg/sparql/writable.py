"""A store that is written to: one process reads and writes there, and is ended when it overruns.

It is no part of a built graph. RocksDB gives its lock to one process, which goes with it; the next
takes up what was finished, since an update is done whole or not at all.
"""

import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import Store as Quads

from kg.errors import Fault, QueryError, StoreError
from kg.rdf.terms import PREFIXES
from kg.sparql.forms import Caps, Written, write
from kg.sparql.guard import checked
from kg.sparql.isolation import isolate
from kg.sparql.query import to_query_error
from kg.sparql.update import checked_update, to_graph

_STARTING = 60.0  # seconds that a process may take to begin
_GRAPH_FILES = ("graph.db", "current.json")


@dataclass(frozen=True, slots=True)
class Reading:
    """A query for the process; what it may not say is known before."""

    text: str
    base: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    forms: tuple[str, ...]
    caps: Caps


@dataclass(frozen=True, slots=True)
class Writing:
    """An update for the process."""

    text: str
    base: str


@dataclass(frozen=True, slots=True)
class _Trouble:
    message: str
    fault: Fault


class WritableStore:
    """The process and the way to it; asks one thing at a time.

    Raises:
        StoreError: the folder belongs to a built graph, or another process holds it.
    """

    def __init__(self, folder: Path, limit_s: float, caps: Caps) -> None:
        self.folder, self.limit_s, self.caps = folder, limit_s, caps
        self._turn = threading.Lock()
        self.isolation: tuple[str, ...] = ()
        check_own(folder)
        self._start()

    def ask(
        self,
        text: str,
        base: str,
        graphs: tuple[tuple[str, ...], tuple[str, ...]],
        forms: Sequence[str],
    ) -> Written:
        """The answer to a query.

        Raises:
            QueryError: the query is malformed, not allowed, or ran out of time.
        """
        for iri in (*graphs[0], *graphs[1]):
            to_graph(iri)
        reading = Reading(checked(text), base, *graphs, tuple(forms), self.caps)
        written = self._told(reading)
        assert isinstance(written, Written)
        return written

    def update(self, text: str, base: str, graphs: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        """Change the store; all of it is done, or nothing.

        Raises:
            QueryError: the update is malformed, not allowed, or ran out of time.
        """
        self._told(Writing(checked_update(text, *graphs), base))

    def close(self) -> None:
        """End the process once it has done what it does."""
        with self._turn:
            self._pipe.close()  # at which it ends by itself
            self._process.join(self.limit_s)
            self._end()

    def _told(self, work: Reading | Writing) -> Any:
        if not self._turn.acquire(timeout=self.limit_s):
            raise QueryError("the store is busy; try again", Fault.BUSY)
        try:
            return self._done(work)
        finally:
            self._turn.release()

    def _done(self, work: Reading | Writing) -> Any:
        try:
            self._pipe.send(work)
            if not self._pipe.poll(self.limit_s):
                self._restart()
                said = f"it took longer than {self.limit_s:g} s and was ended"
                raise QueryError(said, Fault.TIME_LIMIT)
            found = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._restart()
            raise QueryError("the process that answers died", Fault.FAILED) from error
        if isinstance(found, _Trouble):
            raise QueryError(found.message, found.fault)
        return found

    def _start(self) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        told = (str(self.folder), theirs)
        self._process = context.Process(target=_serve, args=told, daemon=True)
        self._process.start()
        theirs.close()
        begun = self._pipe.recv() if self._pipe.poll(_STARTING) else _Trouble("", Fault.FAILED)
        if isinstance(begun, _Trouble):
            self._end()
            raise StoreError(f"{self.folder}: cannot be opened: {begun.message}")
        self.isolation = begun

    def _restart(self) -> None:
        self._end()
        self._pipe.close()
        self._start()

    def _end(self) -> None:
        self._process.kill()
        self._process.join()


def check_own(folder: Path) -> None:
    """See that a folder is no part of a built graph.

    Raises:
        StoreError: it is, and what is written there would be lost with the next build.
    """
    whole = folder.resolve()
    for above in (whole, *whole.parents):
        if any((above / name).exists() for name in _GRAPH_FILES):
            raise StoreError(f"{folder}: {above} is a built graph; give the store a place of its own")


@dataclass(slots=True)
class _Worker:
    quads: Quads
    prefixes: dict[str, str] = field(default_factory=lambda: dict(PREFIXES))

    def do(self, work: Reading | Writing) -> Written | None | _Trouble:
        try:
            return self._write(work) if isinstance(work, Writing) else self._read(work)
        except QueryError as error:
            return _Trouble(str(error), error.fault)
        except (SyntaxError, RuntimeError, ValueError, OSError, RecursionError) as error:
            trouble = to_query_error(error, work.text)
            return _Trouble(str(trouble), trouble.fault)

    def _read(self, work: Reading) -> Written:
        told: dict[str, Any] = {}
        if work.default_graphs or work.named_graphs:
            told["default_graph"] = [to_graph(iri) for iri in work.default_graphs]
            told["named_graphs"] = [to_graph(iri) for iri in work.named_graphs]
        found = self.quads.query(work.text, base_iri=work.base, prefixes=self.prefixes, **told)
        return write(found, work.forms, work.caps)

    def _write(self, work: Writing) -> None:
        self.quads.update(work.text, base_iri=work.base, prefixes=self.prefixes)
        self.quads.flush()


def _serve(folder: str, pipe: Connection) -> None:
    """The life of the process: open the store, give up the network, answer until nobody asks."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # who started it ends it
    try:
        worker = _Worker(Quads(folder))
    except OSError as error:
        pipe.send(_Trouble(" ".join(str(error).split()), Fault.FAILED))
        return
    pipe.send(isolate())
    with suppress(EOFError, OSError):
        while True:
            pipe.send(worker.do(pipe.recv()))
