"""Where a paper names no method of its own, the likeliest phrase is what it introduces."""

import pytest

from kg.nlp.contributions import CONCEPT, Chosen, Proposed, add_contribution
from kg.nlp.features import Candidate, Context, find_context
from kg.nlp.judged import BENCHMARK, METHOD, Judged
from tests.nlp.reader import annotated

PLAIN = "We walk foos with soft bars. Bars help."
MEASURED = "We walk foos with soft bars. Bars help by 3%."
TITLE = "Walking Foos"


def _context(abstract: str) -> Context:
    return find_context(annotated(TITLE, abstract))


def _candidate(phrase: str, context: Context) -> Candidate:
    """The candidate of a phrase, at each place where it stands."""
    wanted, texts = phrase.split(), list(context.words.lower)
    starts = [i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted]
    return Candidate(phrase, [(i, i + len(wanted)) for i in starts])


def _proposed(phrase: str, context: Context, **told: float) -> Proposed:
    scores = {"method": 0.5, "other": 0.1, "own": 1.0} | told
    return Proposed(_candidate(phrase, context), **scores)


def _found(chosen: list[Chosen]) -> list[tuple[str, str, str]]:
    return [(one.candidate.key, one.label, role) for one, role in chosen]


@pytest.mark.parametrize(
    ("abstract", "told", "is_found"),
    [
        (PLAIN, {}, True),
        (PLAIN, {"own": 0.4}, False),
        (MEASURED, {"own": 0.4}, True),
        (MEASURED, {"own": 0.2}, False),
        (PLAIN, {"other": 0.6}, False),
    ],
)
def test_less_is_enough_where_numbers_are_reported(
    abstract: str, told: dict[str, float], is_found: bool
) -> None:
    context = _context(abstract)
    found = add_contribution([], [_proposed("soft bars", context, **told)], context)
    assert _found(found) == ([("soft bars", CONCEPT, "introduced")] if is_found else [])


def test_the_likeliest_is_it() -> None:
    context = _context(PLAIN)
    proposed = [
        _proposed("bars", context, own=0.6),
        _proposed("soft bars", context, own=0.8),
        _proposed("walking", context, method=0.2),
    ]
    assert _found(add_contribution([], proposed, context)) == [
        ("soft bars", CONCEPT, "introduced"),
    ]


@pytest.mark.parametrize(
    ("label", "role", "is_added"),
    [
        (METHOD, "introduced", False),
        (METHOD, "used", True),
        (BENCHMARK, "evaluated", True),
        (BENCHMARK, "introduced", False),
    ],
)
def test_a_paper_that_introduces_a_method_has_its_own(
    label: str, role: str, is_added: bool
) -> None:
    context = _context(PLAIN)
    foos = Judged(_candidate("foos", context), label, 0.9)
    found = add_contribution([(foos, role)], [_proposed("soft bars", context, own=0.7)], context)
    assert _found(found) == [
        *([("soft bars", CONCEPT, "introduced")] if is_added else []),
        ("foos", label, role),
    ]


def test_what_it_covers_gives_way() -> None:
    context = _context(PLAIN)
    bars = Judged(_candidate("bars", context), METHOD, 0.9)
    soft = Judged(_candidate("soft", context), CONCEPT, 0.9)
    (own, other) = add_contribution(
        [(bars, "used"), (soft, "used")], [_proposed("soft bars", context)], context
    )
    assert own[0].candidate.key == "soft bars"
    assert other[0].candidate.places == bars.candidate.places[1:]
