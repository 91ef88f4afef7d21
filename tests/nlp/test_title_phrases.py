"""What a title opens with that is built."""

import pytest

from kg.nlp.features import find_context
from kg.nlp.title_phrases import find_opening, read_built_heads
from tests.nlp.reader import annotated


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("A Quantized Pose Network for Frogs", "Quantized Pose Network"),
        ("The novel two-fingered soft gripper", "two-fingered soft gripper"),
        ("Foo Optimizer: A Practical Way to Walk", "Foo Optimizer"),
        ("Foo Optimizer for Frogs", ""),
        ("An Efficient Framework for Frogs", ""),
        ("Training Quantized Pose Networks with Frogs", ""),
        ("When Pose Networks Meet Language Models", ""),
        ("Quantized Pose Networks are Slow", ""),
        ("Teach a Pose Network to Walk", ""),
        ("Quantized Pose Estimation with Networks", ""),
        ("Networks", ""),
    ],
)
def test_what_a_title_opens_with(title: str, phrase: str) -> None:
    words = find_context(annotated(title, "Frogs walk.")).words
    opening = find_opening(words)
    assert (words.slice(*opening) if opening else "") == phrase


def test_heads_are_nouns_in_lower_case() -> None:
    heads = read_built_heads()
    assert {"network", "robot"} <= heads
    assert all(head.isalpha() and head.islower() for head in heads)
