"""Names that may be methods or benchmarks: what stands beside them decides."""

import pytest

from kg.nlp.draws import settle_draws
from kg.nlp.features import Candidate, find_context
from kg.nlp.judged import BENCHMARK, METHOD, Judged
from tests.nlp.reader import annotated

THRESHOLDS = {METHOD: 0.3, BENCHMARK: 0.3}
TIE = (METHOD, 0.5, (0.5, 0.3))


@pytest.mark.parametrize(
    ("text", "tie", "settled"),
    [
        ("We test Foo, a large dataset.", TIE, BENCHMARK),
        ("We test Foo, a large dataset.", (METHOD, 0.6, (0.6, 0.2)), METHOD),
        ("We test Foo, a large dataset.", ("TASK/concept", 0.4, (0.3, 0.3)), "TASK/concept"),
        ("We test Foo, a large model.", TIE, METHOD),
        ("We test Foo and Bar.", TIE, BENCHMARK),
        ("We test Bar, Foo.", TIE, BENCHMARK),
        ("We test Foo with Bar.", TIE, METHOD),
        ("We test Foo. And Bar.", TIE, METHOD),
        ("We test Foo and Bar.", (METHOD, 0.95, (0.95, 0.3)), METHOD),
        ("We test models such as Foo and Bar.", TIE, METHOD),
        ("We test the dataset Foo, a new model, and Bar.", TIE, METHOD),
    ],
)
def test_what_decides(text: str, tie: tuple[str, float, tuple[float, float]], settled: str) -> None:
    doc = annotated("", text if "Bar" in text else f"{text} We like Bar.")
    words = [token.text for token in doc]
    foo, bar = (
        Candidate(name, [(i, i + 1)]) for name in ("Foo", "Bar") for i in [words.index(name)]
    )
    judged = [Judged(foo, *tie), Judged(bar, BENCHMARK, 0.9)]
    found = settle_draws(judged, find_context(doc), THRESHOLDS)
    assert [one.label for one in found] == [settled, BENCHMARK]
    assert [one.score for one in found] == [tie[1], 0.9]


def test_what_is_not_sure_enough_is_no_neighbour() -> None:
    doc = annotated("", "We test Foo and Bar.")
    words = [token.text for token in doc]
    foo, bar = (
        Candidate(name, [(i, i + 1)]) for name in ("Foo", "Bar") for i in [words.index(name)]
    )
    judged = [Judged(foo, *TIE), Judged(bar, BENCHMARK, 0.9)]
    found = settle_draws(judged, find_context(doc), {METHOD: 0.3, BENCHMARK: 0.95})
    assert found == judged
