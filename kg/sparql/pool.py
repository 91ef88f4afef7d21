"""Processes that run queries: safe to ask from many threads, and a query that overruns is killed.

>>> with QueryPool("output/store", limits=Limits(seconds=5)) as pool:  # doctest: +SKIP
...     reply = pool.run("SELECT * { ?s ?p ?o }", forms=("json", "ttl"))
...     print(reply.form, reply.complete, reply.data)
"""

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode

from kg.errors import Fault, QueryError, StoreError
from kg.sparql.forms import Caps, Written
from kg.sparql.guard import LONGEST
from kg.sparql.process import QueryProcess

FORMS = ("json", "ttl")


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
        self._idle: queue.SimpleQueue[QueryProcess | None] = (
            queue.SimpleQueue()
        )  # None: one to start
        self._closed = False
        try:
            for _ in range(processes + spares):
                process = QueryProcess(self._told)
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
    def _process(self) -> Iterator[tuple["QueryProcess", Callable[[], None]]]:
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

    def _taken(self) -> "QueryProcess":
        process = self._idle.get()
        if process is not None and process.has_ended():  # whatever ended it, while it was idle
            process.kill()
            process = None
        try:
            return process or QueryProcess(self._told)
        except StoreError as error:
            self._idle.put(None)
            raise QueryError(str(error), Fault.FAILED) from error

    def _step_aside(self, process: "QueryProcess", lanes: list[threading.Semaphore]) -> None:
        if self._closed or not self._aside.acquire(blocking=False):
            return
        lanes.append(self._aside)
        process.be_nice()
        self._idle.put(self._started())
        self._turns.release()

    def _give_back(self, process: "QueryProcess", *, had_turn: bool) -> None:
        """Keep a process for the next query; one that is spent, or was replaced, is ended."""
        if had_turn and not process.spent:
            self._idle.put(process)
            return
        process.kill()
        if had_turn:
            self._idle.put(self._started())

    def _started(self) -> "QueryProcess | None":
        """A new process; None where the system gives none now, and whose turn it is tries again."""
        with suppress(StoreError):
            return QueryProcess(self._told)
        return None

    def _kill_idle(self) -> None:
        while not self._idle.empty():
            if process := self._idle.get():
                process.kill()
