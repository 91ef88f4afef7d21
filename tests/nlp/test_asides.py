"""Asides: numbers that only go with others, whatever they stand beside."""

import pytest

from kg.nlp.asides import is_aside
from kg.nlp.items import find_sentences


def asides(text: str) -> list[str]:
    """The numbers of a sentence that are asides."""
    (sentence,) = find_sentences(text, [(0, len(text))], [], [])
    return [number.value for place, number in sentence.numbers if is_aside(sentence, place)]


def test_both_sides_of_a_fraction_are_asides() -> None:
    assert asides("It uses 1/10 of the parameters.") == ["1", "10"]
    assert asides("It uses 3/10 of the parameters.") == ["10"]


@pytest.mark.parametrize("text", ["/10 things", "/ 10% of it is good.", "/10", "It has 1/"])
def test_a_slash_at_an_edge_makes_no_fraction(text: str) -> None:
    assert asides(text) == []
