"""Mutated queries against a socket that listens: no call; ``benchmarks/guard.py`` runs 100,000."""

import re

from benchmarks.guard import is_run, listening, measure, mutated


def test_no_mutated_query_calls_out() -> None:
    outcome = measure(1500, seed=6)
    assert outcome.calls == 0
    assert outcome.run > 50  # and not because none was run


def test_without_a_guard_they_do_call() -> None:
    with listening() as (url, calls):
        whole = re.compile(r"SELECT \* WHERE \{ # x\r SERVICE SILENT <URL> \{ \?a \?b \?c \}\n \}")
        text = next(filter(whole.fullmatch, mutated(1000, 6, "URL")))
        assert is_run(text.replace("URL", url), str)
    assert calls == ["call\n"]
