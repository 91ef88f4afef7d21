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


BUILT = "A Quantized Pose Network with Soft Bars"


def _built(title: str, chosen: list[str], told: dict[str, float]) -> list[str]:
    """What is found in a paper of this title, of which these words were chosen as introduced."""
    context = find_context(annotated(title, PLAIN))
    own = [Judged(_candidate(word, context), CONCEPT, 0.9) for word in chosen]
    proposed = [_proposed(word, context, own=own) for word, own in told.items()]
    found = add_contribution([(one, "introduced") for one in own], proposed, context)
    return [one.candidate.key for one, _ in found]


@pytest.mark.parametrize(
    ("title", "chosen", "told", "found"),
    [
        (BUILT, [], {}, ["quantizedposenetwork"]),
        (BUILT, ["soft bars"], {}, ["quantizedposenetwork", "soft bars"]),
        (BUILT, ["pose network"], {}, ["pose network"]),
        (BUILT, [], {"quantized pose": 0.9}, ["quantized pose"]),
        (BUILT, [], {"quantized pose": 0.2}, ["quantizedposenetwork"]),
        (BUILT, [], {"quantized pose network": 0.2}, ["quantized pose network"]),
        ("A Quantized Pose Network with FooNet", ["foonet"], {}, ["foonet"]),
        ("Walking Foos with Soft Bars", ["soft bars"], {}, ["soft bars"]),
    ],
)
def test_what_a_title_opens_with_and_is_built_is_its_own(
    title: str, chosen: list[str], told: dict[str, float], found: list[str]
) -> None:
    assert _built(title, chosen, told) == found


def test_a_benchmark_leaves_no_room_for_what_is_built() -> None:
    context = find_context(annotated(BUILT, PLAIN))
    bars = Judged(_candidate("bars", context), BENCHMARK, 0.9)
    assert add_contribution([(bars, "introduced")], [], context) == [(bars, "introduced")]
