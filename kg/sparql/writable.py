"""A store that is written to: one process reads and writes there, and is ended when it overruns.

It is no part of a built graph. RocksDB gives its lock to one process, which goes with it; the next
takes up what was finished, since an update is done whole or not at all.
"""

import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pyoxigraph import Store as Quads

from kg.errors import Fault, QueryError, StoreError
from kg.rdf.terms import PREFIXES
from kg.sparql.bounds import deadline, limit_memory
from kg.sparql.forms import Caps, Written, write
from kg.sparql.isolation import isolate
from kg.sparql.parameters import Term
from kg.sparql.pool import FORMS, Limits
from kg.sparql.query import run, said_by_oxigraph
from kg.sparql.store import Graph
from kg.sparql.update import checked_update

_SPAWNING = get_context("spawn")
_STARTING = 60.0  # seconds that a process may take to begin
_GRAPH_FILES = ("graph.db", "current.json")


@dataclass(frozen=True, slots=True)
class _Query:
    text: str
    values: Mapping[str, Term] | None
    base: str | None
    graphs: tuple[Sequence[str], Sequence[str]] | None
    forms: tuple[str, ...]
    caps: Caps


@dataclass(frozen=True, slots=True)
class _Update:
    text: str
    base: str | None
    using: tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Trouble:
    message: str
    fault: Fault


class WritableStore:
    """The process and the way to it; asks one thing at a time.

    Raises:
        StoreError: the folder belongs to a built graph, or another process holds it.
    """

    def __init__(self, folder: str | Path, limits: Limits | None = None) -> None:
        self.folder, self.limits = Path(folder), limits or Limits()
        self.nets: tuple[str, ...] = ()
        self._turn = threading.Lock()
        check_own(self.folder)
        self._start()

    def run(
        self,
        text: str,
        *,
        values: Mapping[str, Term] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        forms: Sequence[str] = FORMS,
        base: str | None = None,
    ) -> Written:
        """Run one query; as :meth:`kg.sparql.pool.QueryPool.run`.

        Raises:
            QueryError: whose ``fault`` says why there is no answer.
        """
        graphs = (default_graphs, named_graphs)
        caps = Caps(self.limits.rows, self.limits.size)
        chosen = graphs if any(graphs) else None
        written = self._told(_Query(text, values, base, chosen, tuple(forms), caps))
        assert isinstance(written, Written)
        return written

    def update(
        self,
        text: str,
        *,
        using: Sequence[str] = (),
        using_named: Sequence[str] = (),
        base: str | None = None,
    ) -> None:
        """Change the store; all of it is done, or nothing.

        Args:
            text: a SPARQL update.
            using: the graphs of the protocol's ``using-graph-uri``.
            using_named: those of ``using-named-graph-uri``.
            base: what relative IRIs are relative to.

        Raises:
            QueryError: whose ``fault`` says why nothing was changed.
        """
        self._told(_Update(text, base, (using, using_named)))

    def close(self) -> None:
        """End the process once it has done what it does."""
        with self._turn:
            self._pipe.close()  # at which it ends by itself
            self._process.join(self.limits.seconds)
            self._end()

    def _told(self, work: _Query | _Update) -> Any:
        if len(work.text) > self.limits.length:
            longest = f"{self.limits.length:,} characters"
            raise QueryError(f"the text is longer than {longest}", Fault.TOO_LONG)
        if not self._turn.acquire(timeout=self.limits.waiting):
            raise QueryError("too many queries are waiting; try again", Fault.BUSY)
        try:
            return self._done(work)
        finally:
            self._turn.release()

    def _done(self, work: _Query | _Update) -> Any:
        try:
            if not self._process.is_alive():
                self._restart()
            self._pipe.send(work)
            if not self._pipe.poll(self.limits.seconds):
                self._end()
                said = f"this takes longer than {self.limits.seconds:g} seconds"
                raise QueryError(said, Fault.TIME_LIMIT)
            found = self._pipe.recv()
        except StoreError as error:
            raise QueryError(str(error), Fault.FAILED) from error
        except (EOFError, OSError) as error:
            self._end()
            said = "the process that answers died; this may need too much memory"
            raise QueryError(said, Fault.FAILED) from error
        if isinstance(found, _Trouble):
            raise QueryError(found.message, found.fault)
        return found

    def _start(self) -> None:
        self._pipe, theirs = _SPAWNING.Pipe()
        told = (str(self.folder), self.limits.memory, self.limits.seconds, theirs)
        process = _SPAWNING.Process(target=_serve, args=told, daemon=True)
        try:
            with theirs:
                process.start()
        except OSError as error:
            raise StoreError(f"{self.folder}: no process can be started for it") from error
        self._process = process
        begun = self._begun()
        if isinstance(begun, _Trouble):
            self._end()
            raise StoreError(f"{self.folder}: cannot be opened: {begun.message}")
        self.nets = begun

    def _begun(self) -> Any:
        """What keeps the process from the network, or why it did not start."""
        try:
            if self._pipe.poll(_STARTING):
                return self._pipe.recv()
            return _Trouble(f"it takes longer than {_STARTING:g} seconds", Fault.FAILED)
        except (EOFError, OSError):
            return _Trouble("the process for it died", Fault.FAILED)

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
            raise StoreError(
                f"{folder}: {above} is a built graph; give the store a place of its own"
            )


def _do(graph: Graph, work: _Query | _Update) -> Written | _Trouble | None:
    try:
        if isinstance(work, _Query):
            found = run(graph, work.text, work.values, work.graphs, work.base)
            return write(found, work.forms, work.caps)
        _change(graph, work)
    except QueryError as error:
        return _Trouble(str(error), error.fault)
    except (RuntimeError, ValueError, OSError, MemoryError) as error:
        return _Trouble(" ".join(str(error).split()), Fault.FAILED)
    return None


def _change(graph: Graph, work: _Update) -> None:
    plain = checked_update(work.text, *work.using)
    try:
        graph.triples.update(plain, base_iri=work.base, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(said_by_oxigraph(error, plain)) from error


def _serve(folder: str, memory: int | None, seconds: float, pipe: Connection) -> None:
    """The life of the process: give up the network, open the store, answer until nobody asks."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)  # who started it ends it
    nets = isolate()  # before the store starts threads of its own, which keep what they have
    limit_memory(memory)
    try:
        graph = Graph(Quads(folder), "")
    except (OSError, MemoryError) as error:
        said = " ".join(str(error).split()) or "it needs too much memory"
        pipe.send(_Trouble(said, Fault.FAILED))
        return
    pipe.send(nets)
    with suppress(EOFError, OSError):
        while True:
            work = pipe.recv()
            with deadline(seconds):
                pipe.send(_do(graph, work))
