"""Phrases with acronyms meet what spells them out, and the surer says what both are."""

import pytest

from kg.nlp.features import Candidate
from kg.nlp.groups import Pairs
from kg.nlp.judged import Judged
from kg.nlp.spelled import join_spelled
from kg.nlp.words import to_words
from tests.nlp.reader import annotated

PAIRS = Pairs({"nmt": "nmt", "neuraltranslation": "nmt"}, {"NMT": "neural translation"})
PLAIN = Candidate("sparsenmt", [(0, 2)], {"shape-tail": None})
SPELLED = Candidate("sparseneuraltranslation", [(3, 6)], {"ngram": None}, {"METHOD": None})
OTHER = Candidate("nmt", [(1, 2), (4, 6)])


@pytest.mark.parametrize(
    ("score", "surest"), [(0.3, "sparseneuraltranslation"), (0.7, "sparsenmt")]
)
def test_the_surer_says_what_both_are(score: float, surest: str) -> None:
    words = to_words(annotated("", "sparse NMT: sparse neural translation"))
    start = words.abstract
    label = {"sparsenmt": "TASK/concept", "sparseneuraltranslation": "METHOD/concept"}
    judged = [
        Judged(_at(PLAIN, start), label["sparsenmt"], score),
        Judged(_at(SPELLED, start), label["sparseneuraltranslation"], 0.5),
        Judged(_at(OTHER, start), "METHOD/named", 0.9),
    ]
    joined, other = join_spelled(judged, words, PAIRS)
    assert (joined.candidate.key, joined.label) == (surest, label[surest])
    assert joined.score == max(score, 0.5)
    texts = [words.slice(*place) for place in joined.candidate.places]
    assert texts == ["sparse NMT", "sparse neural translation"]
    assert joined.candidate.rules.keys() == {"shape-tail", "ngram"}
    assert joined.candidate.known.keys() == {"METHOD"}
    assert other == judged[2]


def test_what_is_hardly_anything_joins_nothing() -> None:
    words = to_words(annotated("", "sparse NMT: sparse neural translation"))
    plain, spelled = (_at(one, words.abstract) for one in (PLAIN, SPELLED))
    judged = [Judged(plain, "TASK/concept", 0.09), Judged(spelled, "TASK/concept", 0.5)]
    assert join_spelled(judged, words, PAIRS) == judged


def test_without_definitions_all_stays() -> None:
    words = to_words(annotated("", "sparse NMT: sparse neural translation"))
    judged = [Judged(_at(one, words.abstract), "TASK/concept", 0.5) for one in (PLAIN, SPELLED)]
    assert join_spelled(judged, words, Pairs()) == judged


def _at(candidate: Candidate, start: int) -> Candidate:
    places = [(a + start, b + start) for a, b in candidate.places]
    return Candidate(candidate.key, places, candidate.rules, candidate.known)
