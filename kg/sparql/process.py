"""A process that runs queries, seen from outside: asked, made to wait for others, killed."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from kg.errors import Fault, QueryError, StoreError

_START = 600.0  # seconds in which a process must be ready; records may have to be loaded
_QUICK = 1.0  # seconds of a query, after which it steps aside for others
_ASIDE = 10  # how nice its process is from then on
_CHUNK = 2**20


class QueryProcess:
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
