"""What the title names and the abstract introduces under that name is the paper's own."""

import pytest

from kg.nlp.features import Candidate, Context, find_context
from kg.nlp.judged import BENCHMARK, METHOD, Judged
from kg.nlp.phrases import find_title_name
from kg.nlp.title_names import claim_own, is_own
from tests.nlp.reader import annotated, mentions

THRESHOLDS = {METHOD: 0.3, BENCHMARK: 0.3}
INTRODUCED = "Foos are hard. We propose Now or Never for foos."


def _context(title: str, abstract: str) -> tuple[Context, list[tuple[int, int]]]:
    context = find_context(annotated(title, abstract))
    return context, [(start, end) for start, end, _ in find_title_name(context.words)]


@pytest.mark.parametrize(
    ("title", "abstract", "own"),
    [
        ("Now or Never: Foos Walk", INTRODUCED, True),
        ("Now or Never: Foos Walk", "Foos walk, and we call this method Now or Never.", True),
        ("Now or Never: Foos Walk", "Foos walk with Now or Never.", False),
        ("Now or Never: Foos Walk", "We propose that foos go now or never.", False),
        (
            "Now or Never: Foos Walk",
            "We propose to let foos walk far and wide, up and down, on Now or Never.",
            False,
        ),
        ("Now or Never Let Foos: Walk", "We propose Now or Never Let Foos.", False),
        ("On Now or Never", INTRODUCED, False),
    ],
)
def test_what_is_own(title: str, abstract: str, own: bool) -> None:
    context, places = _context(title, abstract)
    assert is_own(places, context) is own


@pytest.mark.parametrize(
    ("judged", "label", "score"),
    [
        (("TASK/concept", 0.5, (0.2, 0.1)), METHOD, 0.9),
        (("TASK/concept", 0.5, (0.1, 0.2)), BENCHMARK, 0.9),
        ((METHOD, 0.2, (0.2, 0.1)), METHOD, 0.9),
        ((METHOD, 0.4, (0.4, 0.1)), METHOD, 0.4),
    ],
)
def test_what_is_own_is_named_and_chosen(
    judged: tuple[str, float, tuple[float, float]], label: str, score: float
) -> None:
    context, places = _context("Now or Never: Foos Walk", INTRODUCED)
    own, other = Candidate("nowornever", places), Candidate("foo", [places[-1]])
    found = claim_own([Judged(own, *judged), Judged(other, *judged)], context, THRESHOLDS)
    assert [(one.label, one.score) for one in found] == [(label, score), judged[:2]]


def test_a_name_of_stop_words_is_read_as_introduced() -> None:
    found = mentions("Now or Never: Foos Walk", INTRODUCED)
    assert found["Now or Never"] == ("METHOD", "named", "introduced")
