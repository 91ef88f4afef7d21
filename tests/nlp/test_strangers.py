"""Strangers: numbers on sets that were not found, of others, and without a thing."""

import pytest

from kg.nlp.items import find_sentences
from kg.nlp.strangers import is_left_out, is_of_others, is_on_other_set
from tests.builders import annotated, evaluates_on, introduces, paper


def told(words: str) -> bool:
    """Whether the one number of a text is on a set that was not found."""
    names = [introduces("Gadget"), *(evaluates_on(name) for name in ("GSM8K",) if name in words)]
    gold = annotated(paper("Gadget", f"{words}."), *names)
    found = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    (is_other,) = (is_on_other_set(each, place) for each in found for place, _ in each.numbers)
    return is_other


@pytest.mark.parametrize(
    "words",
    [
        "Gadget reaches 97.5% on the Mac-Morpho corpus",
        "Gadget gains 3.2 points on the challenging MultiSent data set",
        "Gadget reduces errors by 1.2% on the Mandarin RT04 test set",
        "Gadget saves 40% of tokens without loss on Bird development set",
        "On the Billion Word dataset, Gadget saves 25% of the memory",
    ],
)
def test_words_put_a_number_on_a_set_that_was_not_found(words: str) -> None:
    assert told(words)


@pytest.mark.parametrize(
    "words",
    [
        "Gadget reaches 97.5% on the GSM8K dataset",
        "Gadget reaches 97.5% on a hard test set",
        "Gadget reaches 97.5% on an existing image QA dataset",
        "Gadget reaches 97.5%; the Word dataset is known",
        "On the GSM8K dataset, Gadget saves 25% of the memory",
        "On the Word dataset and on GSM8K, Gadget saves 25% of the memory",
        "On the whole, Gadget saves 25% of the memory",
        "The Word dataset, small as it is, saves 25% of the memory",
    ],
)
def test_elsewhere_it_may_be_on_any(words: str) -> None:
    assert not told(words)


def others(words: str) -> list[bool]:
    """Of each number of a sentence whether it is that of others."""
    names = [introduces("Gadget")]
    gold = annotated(paper("Gadget", f"{words}."), *names)
    found = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    return [is_of_others(each, place) for each in found for place, _ in each.numbers]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A baseline with a fixed gripper achieves 51%, Gadget achieves 80%", [True, False]),
        ("Gadget grows by 29% compared to a baseline, which obtained 9%", [False, True]),
        ("It shows that humans achieve 91% accuracy", [True]),
        ("Gadget reaches 81%, whereas the strongest baseline only reaches 46%", [False, True]),
        ("Gadget outperforms existing methods, achieving 92%", [False]),
        ("Gadget beats a baseline and achieves 92%", [False]),
        ("Our baseline achieves 92%", [False]),
        ("Gadget detects style and outperform existing methods to reach 62%", [False]),
        ("Without existing labels it achieves 93%", [False]),
        ("Trained on human data only it achieves 93%", [False]),
        ("Gadget is better than previous methods by 3%", [False]),
    ],
)
def test_what_others_reach_is_theirs(words: str, expected: list[bool]) -> None:
    assert others(words) == expected


def test_what_is_reached_without_a_thing_is_not_its_own() -> None:
    gold = annotated(
        paper("Gadget", "It falls by 15% without our proposed Gadget, by 50% with Gadget."),
        introduces("Gadget"),
    )
    found = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    left = [is_left_out(each, place, 0) for each in found for place, _ in each.numbers]
    assert left == [True, False]


def test_what_is_done_without_another_thing_is_the_methods_own() -> None:
    gold = annotated(
        paper("Gadget", "Without fine-tuning, our Gadget is able to reach 93.1%."),
        introduces("Gadget"),
    )
    found = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    assert [is_left_out(each, at, 0) for each in found for at, _ in each.numbers] == [False]
