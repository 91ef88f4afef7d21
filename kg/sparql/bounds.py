"""What a process that runs queries may take of the machine, held by the system itself."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_GRACE = 2  # seconds after which it ends itself, should nobody be left to kill it


def limit_memory(size: int | None) -> None:
    """Let this process have no more bytes than these, for good; None: as many as there are."""
    if size is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End this process, native code and all, some time after the limit."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
