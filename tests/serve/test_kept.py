import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.errors import QueryError
from kg.serve.kept import KeptAnswers
from kg.sparql.forms import Written


def _counting(data: bytes = b"x") -> tuple[list[int], Callable[[], Written]]:
    ran: list[int] = []

    def run() -> Written:
        ran.append(1)
        return Written(data, "json", complete=True)

    return ran, run


def test_the_same_question_is_answered_once() -> None:
    ran, run = _counting()
    kept = KeptAnswers(lambda: 1)
    assert kept.answer("a", run) is kept.answer("a", run)
    kept.answer("b", run)
    assert len(ran) == 2


def test_a_new_generation_is_asked_anew() -> None:
    now = [1]
    ran, run = _counting()
    kept = KeptAnswers(lambda: now[0])
    kept.answer("a", run)
    now[0] = 2
    kept.answer("a", run)
    assert len(ran) == 2


def test_an_answer_to_an_older_generation_is_not_kept() -> None:
    now = [1]
    kept = KeptAnswers(lambda: now[0])

    def run() -> Written:
        now[0] += 1
        kept.answer("other", _counting()[1])
        return Written(b"x", "json", complete=True)

    kept.answer("a", run)
    ran, again = _counting()
    kept.answer("a", again)
    assert len(ran) == 1


def test_no_more_is_kept_than_there_is_room_for() -> None:
    ran, run = _counting(b"x" * 40)
    kept = KeptAnswers(lambda: 1, size=100)
    for key in ("a", "b", "a", "c"):
        kept.answer(key, run)
    assert len(ran) == 3
    kept.answer("a", run)  # was used later than b
    assert len(ran) == 3
    kept.answer("b", run)
    assert len(ran) == 4


def test_an_error_is_not_kept() -> None:
    def fail() -> Written:
        raise QueryError("no")

    kept = KeptAnswers(lambda: 1)
    with pytest.raises(QueryError):
        kept.answer("a", fail)
    ran, run = _counting()
    kept.answer("a", run)
    assert len(ran) == 1


def test_those_who_ask_at_once_wait_for_one_answer() -> None:
    began, go = threading.Event(), threading.Event()
    ran = []

    def run() -> Written:
        ran.append(1)
        began.set()
        assert go.wait(30)
        return Written(b"x", "json", complete=True)

    kept = KeptAnswers(lambda: 1)
    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(kept.answer, "a", run) for _ in range(4)]
        assert began.wait(30)
        go.set()
        assert {answer.result().data for answer in answers} == {b"x"}
    assert len(ran) == 1


def test_those_who_ask_at_once_share_one_failure() -> None:
    began, go = threading.Event(), threading.Event()
    ran = []

    def fail() -> Written:
        ran.append(1)
        began.set()
        assert go.wait(30)
        raise QueryError("hopeless")

    kept = KeptAnswers(lambda: 1)
    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(kept.answer, "a", fail)
        assert began.wait(30)
        others = [threads.submit(kept.answer, "a", fail) for _ in range(3)]
        while not all(other.running() for other in others):
            pass
        go.set()
        for each in (first, *others):
            with pytest.raises(QueryError, match="hopeless"):
                each.result()
    assert len(ran) < 4
