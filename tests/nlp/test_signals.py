"""Signals: bits that say what the rules saw, and their matrix."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.features import make_context
from kg.nlp.ngrams import find_all_candidates
from kg.nlp.signals import SIGNALS, find_signals, make_surroundings, to_matrix
from kg.nlp.words import to_words
from tests.nlp.reader import annotated


def _signals(title: str, abstract: str) -> dict[str, set[str]]:
    """The names of the signals of each candidate, by the text of its first place."""
    doc = annotated(title, abstract)
    words = to_words(doc)
    context = make_context(words, doc.spans["cues"], list(doc.spans["candidates"]))
    around = make_surroundings(context)
    found = find_all_candidates(doc, words)
    return {
        words.slice(*one.places[0]): {
            name
            for name, bit in zip(
                SIGNALS, to_matrix([find_signals(one, context, around)])[0], strict=True
            )
            if bit
        }
        for one in found.values()
    }


def test_names_are_unique() -> None:
    assert len(set(SIGNALS)) == len(SIGNALS)


@given(st.lists(st.integers(0, (1 << len(SIGNALS)) - 1), min_size=1, max_size=20))
def test_the_matrix_holds_the_bits(rows: list[int]) -> None:
    matrix = to_matrix(rows)
    assert matrix.shape == (len(rows), len(SIGNALS))
    assert matrix.dtype == np.float32
    assert [sum(1 << int(i) for i in np.flatnonzero(row)) for row in matrix] == rows


def test_what_is_seen_of_a_candidate() -> None:
    found = _signals(
        "Foonet: reading papers",
        "We propose Foonet. It is evaluated on the BarBench dataset, ImageNet and CIFAR-10.",
    )
    assert {"title", "abstract", "repeated", "early", "at-introduction"} <= found["Foonet"]
    assert {"cue=introduce", "cue-beside=introduce", "begins=title", "width=1"} <= found["Foonet"]
    assert {"noun-after=data", "after-introduction", "closing"} <= found["BarBench"]
    assert {"known=BENCHMARK/named", "inside=BENCHMARK/named"} <= found["ImageNet"]
    assert "listed-with=BENCHMARK/named" in found["CIFAR-10"]
    assert "often" not in found["Foonet"]


def test_each_candidate_begins_and_ends_with_a_shape_and_has_a_width() -> None:
    for names in _signals("PPO", "Proximal policy optimization (PPO) for GSM8K, 3 ways.").values():
        for group in ("begins=", "ends=", "width=", "rule="):
            assert any(name.startswith(group) for name in names)
