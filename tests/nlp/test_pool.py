"""Reading in several processes."""

import os
import signal
from collections.abc import Iterator
from itertools import islice
from multiprocessing import active_children

import pytest

from kg.errors import ModelError
from kg.model import Paper
from kg.nlp import read
from kg.nlp.pool import AHEAD
from kg.nlp.reading import BATCH


def _papers(count: int) -> Iterator[Paper]:
    for number in range(count):
        yield Paper(f"p{number}", f"Method{number}: a title", f"We propose Method{number} (RL).")


def test_the_result_is_that_of_one_process() -> None:
    count = 3 * BATCH + 5
    several = list(read(_papers(count), processes=2))
    assert several == list(read(_papers(count)))
    assert [annotation.paper.id for annotation in several] == [f"p{n}" for n in range(count)]
    assert active_children() == []


def test_reading_ahead_is_bounded_and_can_be_abandoned() -> None:
    taken = 0

    def papers() -> Iterator[Paper]:
        nonlocal taken
        for paper in _papers(100 * BATCH):
            taken += 1
            yield paper

    annotations = read(papers(), processes=2)
    assert len(list(islice(annotations, 3))) == 3
    assert taken <= (2 * AHEAD + 2) * BATCH
    annotations.close()  # type: ignore[attr-defined]  # a generator
    assert active_children() == []


def test_a_worker_that_dies_is_an_error_for_the_user() -> None:
    annotations = read(_papers(40 * BATCH), processes=2)
    next(annotations)
    for worker in active_children():
        os.kill(worker.pid or 0, signal.SIGKILL)
    with pytest.raises(ModelError, match="a reading process died"):
        list(annotations)
    assert active_children() == []
