"""N-grams: which runs of words a model judges beside what the rules propose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.candidates import find_candidates
from kg.nlp.ngrams import LONGEST, RULE, find_all_candidates, find_ngrams
from kg.nlp.words import to_words
from tests.nlp.reader import annotated


def _ngrams(abstract: str, longest: int = LONGEST) -> list[str]:
    words = to_words(annotated("", abstract))
    return [words.slice(start, end) for start, end in find_ngrams(words, longest)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sparse graphs.", ["sparse", "sparse graphs", "graphs"]),
        ("bag of words", ["bag", "bag of words", "words"]),
        ("words which fold", ["words", "fold"]),
        ("words, folds", ["words", "folds"]),
        ("of the", []),
        ("Old words. Deep foos", ["Old", "Old words", "words", "Deep", "Deep foos", "foos"]),
    ],
)
def test_runs_begin_and_end_with_a_content_word(text: str, found: list[str]) -> None:
    assert _ngrams(text) == found


def test_runs_are_no_longer_than_asked() -> None:
    assert max(len(found.split()) for found in _ngrams("deep " * 20)) == LONGEST
    assert _ngrams("deep sparse graphs", longest=1) == ["deep", "sparse", "graphs"]


_TEXTS = st.lists(
    st.sampled_from(["Foonet", "the", "of", "deep", ",", ".", "(GAN)", "We", "\n", "-", "GSM8K"]),
    max_size=25,
).map(" ".join)


@given(title=_TEXTS, abstract=_TEXTS)
def test_all_candidates_hold_those_of_the_rules_and_each_place_once(
    title: str, abstract: str
) -> None:
    doc = annotated(title, abstract)
    words = to_words(doc)
    ruled, found = find_candidates(doc, words), find_all_candidates(doc, words)
    for key, candidate in ruled.items():
        assert set(candidate.places) <= set(found[key].places)
        assert list(found[key].rules)[: len(candidate.rules)] == list(candidate.rules)
    for candidate in found.values():
        assert candidate.places == sorted(set(candidate.places)) != []
        assert all(0 <= start < end <= len(words.texts) for start, end in candidate.places)


def test_links_and_field_words_are_no_candidates() -> None:
    doc = annotated("Foonet", "Machine learning of foos at https://foo.org/bar is good.")
    found = find_all_candidates(doc, to_words(doc))
    texts = {
        doc[start:end].text
        for one in found.values()
        if RULE in one.rules
        for start, end in one.places
    }
    assert "Foonet" in texts
    assert not any("foo.org" in text or text.lower() == "machine learning" for text in texts)
