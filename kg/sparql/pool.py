"""Processes that run queries: safe to ask from many threads, and a query that overruns is killed.

>>> with QueryPool("output/store", time_limit=5) as pool:  # doctest: +SKIP
...     reply = pool.run("SELECT * { ?s ?p ?o }", forms=("json", "ttl"))
...     print(reply.form, reply.complete, reply.data)
"""

import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pyoxigraph import Literal, NamedNode

from kg.errors import Fault, QueryError, StoreError
from kg.sparql.forms import Caps, Written
from kg.sparql.guard import LONGEST

FORMS = ("json", "ttl")
_START = 600.0  # seconds in which a process must be ready; records may have to be loaded
_QUICK = 1.0  # seconds of a query, after which it steps aside for others
_ASIDE = 10  # how nice its process is from then on
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    Attributes:
        seconds: from its start to the last byte of its answer; then its process is killed.
        waiting: seconds that it may wait for its turn.
        rows: rows or triples of its answer.
        size: bytes of its answer.
        length: characters of its text.
        memory: bytes that its process may have.
    """

    seconds: float = 10.0
    waiting: float = 30.0
    rows: int | None = 10_000
    size: int | None = 16 * 2**20
    length: int = LONGEST
    memory: int | None = 4 * 2**30


class QueryPool:
    """Query processes over one store; a context manager. Its methods may be called from any thread.

    Each process opens the current generation read-only and, where the system allows it, has no
    network. When a build switches to a new generation, the next query sees that one.

    A query that takes long steps aside: it gives its turn to the next, and goes on with what others
    leave of the processors. As many as have a turn may stand aside; one more keeps its turn.

    Args:
        folder: the folder of generations, ``output/store``.
        processes: how many queries have their turn at once; as many more may have stepped aside.
        spares: processes that stand ready to step in for others; without any no query steps aside.
        limits: what one query may take.
        fallback: a ``graph.db``; where the store does not show its records, they are brought into
            memory instead.

    Raises:
        StoreError: there is no store, or it cannot be opened.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        processes: int = 2,
        spares: int = 1,
        limits: Limits | None = None,
        fallback: str | Path | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._told = {
            "folder": str(folder),
            "memory": self.limits.memory,
            "fallback": None if fallback is None else str(fallback),
        }
        self._processes, most_aside = processes, processes if spares else 0
        self._turns, self._aside = threading.Semaphore(processes), threading.Semaphore(most_aside)
        self._lanes = ((self._turns, processes), (self._aside, most_aside))
        self._idle: queue.SimpleQueue[_Process | None] = queue.SimpleQueue()  # None: one to start
        self._closed = False
        try:
            for _ in range(processes + spares):
                process = _Process(self._told)
                self._idle.put(process)
            self._hello = process.greeting()
        except StoreError:
            self._kill_idle()
            raise

    @property
    def nets(self) -> tuple[str, ...]:
        """What keeps its processes from the network; empty where the system allows nothing."""
        return tuple(self._hello["nets"])

    @property
    def base_iri(self) -> str:
        """What stands before the id of every node."""
        return str(self._hello["base_iri"])

    def run(
        self,
        text: str,
        *,
        values: Mapping[str, Literal | NamedNode] | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        forms: Sequence[str] = FORMS,
        caps: Caps | None = None,
        base: str | None = None,
    ) -> Written:
        """Run one query.

        Args:
            text: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            values: terms that stand for variables of the query.
            default_graphs: the graphs of the protocol's ``default-graph-uri``; a graph that the
                store lacks is empty.
            named_graphs: those of ``named-graph-uri``.
            forms: what the answer may come as, the best first; of those in
                :data:`~kg.sparql.forms.TABLE_FORMS` and :data:`~kg.sparql.forms.TRIPLE_FORMS` the
                first that can hold it is used.
            caps: in the place of those of the limits.
            base: what relative IRIs are relative to; without it there may be none.

        Raises:
            QueryError: whose ``fault`` says why there is no answer.
        """
        if len(text) > self.limits.length:
            longest = f"{self.limits.length:,} characters"
            raise QueryError(f"the query is longer than {longest}", Fault.TOO_LONG)
        caps = caps or Caps(self.limits.rows, self.limits.size)
        request = {
            "text": text,
            "values": {name: str(term) for name, term in (values or {}).items()},
            "default_graphs": list(default_graphs),
            "named_graphs": list(named_graphs),
            "base": base,
            "forms": list(forms),
            "rows": caps.rows,
            "size": caps.size,
            "seconds": self.limits.seconds,
        }
        with self._process() as (process, step_aside):
            told, data = process.ask(request, self.limits.seconds, step_aside)
        if "fault" in told:
            raise QueryError(told["error"], Fault(told["fault"]))
        return Written(data, told["form"], told["complete"])

    def close(self) -> None:
        """Let the running queries finish, then end all processes."""
        self._closed = True
        for lane, places in self._lanes:
            for _ in range(places):
                lane.acquire()
        self._kill_idle()
        for lane, places in self._lanes:
            if places:
                lane.release(places)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _process(self) -> Iterator[tuple["_Process", Callable[[], None]]]:
        """A process of one's own for a while, and how to step aside with it."""
        if not self._turns.acquire(timeout=self.limits.waiting):
            raise QueryError("too many queries are waiting; try again", Fault.BUSY)
        lanes = [self._turns]
        try:
            if self._closed:
                raise QueryError("no more queries are taken", Fault.BUSY)
            process = self._taken()
            try:
                yield process, partial(self._step_aside, process, lanes)
            finally:
                self._give_back(process, had_turn=lanes[-1] is self._turns)
        finally:
            lanes[-1].release()

    def _taken(self) -> "_Process":
        process = self._idle.get()
        if process is not None and process.has_ended():  # whatever ended it, while it was idle
            process.kill()
            process = None
        try:
            return process or _Process(self._told)
        except StoreError as error:
            self._idle.put(None)
            raise QueryError(str(error), Fault.FAILED) from error

    def _step_aside(self, process: "_Process", lanes: list[threading.Semaphore]) -> None:
        if self._closed or not self._aside.acquire(blocking=False):
            return
        lanes.append(self._aside)
        process.be_nice()
        self._idle.put(self._started())
        self._turns.release()

    def _give_back(self, process: "_Process", *, had_turn: bool) -> None:
        """Keep a process for the next query; one that is spent, or was replaced, is ended."""
        if had_turn and not process.spent:
            self._idle.put(process)
            return
        process.kill()
        if had_turn:
            self._idle.put(self._started())

    def _started(self) -> "_Process | None":
        """A new process; None where the system gives none now, and whose turn it is tries again."""
        with suppress(StoreError):
            return _Process(self._told)
        return None

    def _kill_idle(self) -> None:
        while not self._idle.empty():
            if process := self._idle.get():
                process.kill()


class _Process:
    """One worker; see :mod:`kg.sparql.worker`.

    Raises:
        StoreError: the system starts no more processes.
    """

    def __init__(self, told: Mapping[str, Any]) -> None:
        command = [sys.executable, "-P", "-m", "kg.sparql.worker", json.dumps(told)]
        try:
            self._running = subprocess.Popen(  # noqa: S603  our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for the process that started it
                bufsize=0,
            )
        except OSError as error:
            said = f"no query process can be started: {error.strerror or error}"
            raise StoreError(said) from error
        self._ahead = b""
        self._greeting: dict[str, Any] | None = None
        self.spent = False

    def greeting(self) -> dict[str, Any]:
        """What it says of itself, once it is ready.

        Raises:
            StoreError: the store cannot be opened.
        """
        if self._greeting is None:
            try:
                told, _ = self._receive(time.monotonic() + _START)
            except (TimeoutError, EOFError) as error:
                self.spent = True
                raise StoreError("the query process does not start") from error
            if "unusable" in told:
                self.spent = True
                raise StoreError(told["unusable"])
            self._greeting = told
        return self._greeting

    def ask(
        self, request: Mapping[str, Any], seconds: float, step_aside: Callable[[], None]
    ) -> tuple[dict[str, Any], bytes]:
        """What it answers.

        Args:
            request: see :mod:`kg.sparql.worker`.
            seconds: the limit.
            step_aside: called once where the answer does not come soon.

        Raises:
            QueryError: it overran the limit, or died.
        """
        try:
            self.greeting()
            self.spent = True  # until it has answered: whatever interrupts this, it is of no use
            self._write(json.dumps(request).encode() + b"\n")
            deadline = time.monotonic() + seconds
            if not self._speaks(min(_QUICK, seconds)):
                step_aside()
            answer = self._receive(deadline)
        except TimeoutError as error:
            said = f"the query takes longer than {seconds:g} seconds"
            raise QueryError(said, Fault.TIME_LIMIT) from error
        except (EOFError, BrokenPipeError, StoreError) as error:
            said = str(error) or "the query process died; the query may need too much memory"
            raise QueryError(said, Fault.FAILED) from error
        self.spent = False
        return answer

    def be_nice(self) -> None:
        """Leave the processors to others, from now on."""
        with suppress(OSError):  # it has ended
            os.setpriority(os.PRIO_PROCESS, self._running.pid, _ASIDE)

    def has_ended(self) -> bool:
        """Whether it is no more."""
        return self._running.poll() is not None

    def kill(self) -> None:
        """End it at once, whatever it is at."""
        self._running.kill()
        self._running.wait()
        for pipe in (self._running.stdin, self._running.stdout):
            if pipe is not None:
                pipe.close()

    def _write(self, data: bytes) -> None:
        assert self._running.stdin is not None
        view = memoryview(data)
        while view:
            view = view[self._running.stdin.write(view) or 0 :]

    def _receive(self, deadline: float) -> tuple[dict[str, Any], bytes]:
        while b"\n" not in self._ahead:
            self._ahead += self._read(deadline)
        line, _, rest = self._ahead.partition(b"\n")
        told = json.loads(line)
        parts, missing = [rest], told["size"] - len(rest)
        while missing > 0:
            parts.append(self._read(deadline))
            missing -= len(parts[-1])
        self._ahead = b""
        return told, b"".join(parts)

    def _speaks(self, seconds: float) -> bool:
        """Whether something comes from it within this time, or its end."""
        assert self._running.stdout is not None
        poll = select.poll()  # select.select refuses what a server with many files open has
        poll.register(self._running.stdout, select.POLLIN)
        return seconds > 0 and bool(poll.poll(seconds * 1000))

    def _read(self, deadline: float) -> bytes:
        assert self._running.stdout is not None
        if not self._speaks(deadline - time.monotonic()):
            raise TimeoutError
        data = os.read(self._running.stdout.fileno(), _CHUNK)
        if not data:
            raise EOFError
        return data
