"""Answers that are kept: the graph does not change between two builds, so neither do they."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

from kg.sparql.forms import Written

_SIZE = 64 * 2**20  # bytes of all answers together
_LARGEST = 4 * 2**20  # bytes of one that is kept


class KeptAnswers:
    """The answers to the latest queries, of one generation of the graph at a time.

    Those who ask the same at the same time wait for one answer, or for one failure. Safe in many
    threads.

    Args:
        generation: what the graph is now; when it changes, all answers go.
        size: bytes that all of them may take.
    """

    def __init__(self, generation: Callable[[], Hashable], size: int = _SIZE) -> None:
        self._generation = generation
        self._size = size
        self._lock = threading.Lock()
        self._of: Hashable = None
        self._held: OrderedDict[Hashable, Written] = OrderedDict()
        self._bytes = 0
        self._asking: dict[Hashable, Future[Written]] = {}

    def answer(self, key: Hashable, run: Callable[[], Written]) -> Written:
        """The answer kept under a key, else what running the query gives.

        Raises:
            QueryError: as ``run`` does, to all who wait for it; no error is kept.
        """
        if found := self._find(key):
            return found
        # Asked before the query runs: an answer is never older than what it is kept for.
        now = self._generation()
        with self._lock:
            running = self._asking.get((key, now))
            mine = running is None
            if running is None:
                running = self._asking[key, now] = Future()
        if not mine:
            return running.result()
        try:
            written = run()
            self._keep(key, written, now)
            running.set_result(written)
        except BaseException as error:
            running.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._asking[key, now]
        return written

    def _find(self, key: Hashable) -> Written | None:
        now = self._generation()
        with self._lock:
            if now != self._of:
                self._held.clear()
                self._of, self._bytes = now, 0
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _keep(self, key: Hashable, written: Written, now: Hashable) -> None:
        with self._lock:
            if now != self._of or len(written.data) > _LARGEST or key in self._held:
                return
            self._held[key] = written
            self._bytes += len(written.data)
            while self._bytes > self._size:
                _, gone = self._held.popitem(last=False)
                self._bytes -= len(gone.data)
