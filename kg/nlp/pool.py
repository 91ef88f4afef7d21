"""Reading in several processes: papers go out, annotations come back.

Only plain data crosses over; a ``Doc`` stays in the process that made it.
"""

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from kg.errors import ModelError
from kg.model import Annotation, Paper
from kg.nlp.reading import read_batch

AHEAD = 4
GARBAGE = 50_000  # objects; Python looks after 700, which takes a twelfth of the time


def read_in_pool(
    batches: Iterable[list[Paper]], model: str, processes: int
) -> Iterator[Annotation]:
    """Read batches of papers in worker processes.

    At most ``AHEAD`` batches a process are under way, so that the papers need not fit in memory.

    Yields:
        The annotation of each paper, in order.

    Raises:
        ModelError: a worker died, which is what happens when memory runs out.
    """
    waiting = iter(batches)
    under_way: deque[Future[list[Annotation]]] = deque()
    pool = _start(processes)
    try:
        for batch in islice(waiting, AHEAD * processes):
            under_way.append(pool.submit(read_batch, batch, model))
        while under_way:
            yield from under_way.popleft().result()
            for batch in islice(waiting, 1):
                under_way.append(pool.submit(read_batch, batch, model))
    except BrokenProcessPool as error:
        raise ModelError("a reading process died; try fewer --processes") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(processes: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and look for garbage but rarely."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(GARBAGE)
