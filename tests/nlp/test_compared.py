"""Compared: what words tell a change to be over."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.model import Kind
from kg.nlp.compared import find_compared, find_rival, is_over_unknown
from kg.nlp.items import NOBODY, Sentence, find_sentences
from kg.nlp.opponents import is_helped, is_modifier
from tests.builders import annotated, compares_with, introduces, paper
from tests.nlp.costs import count_calls

NAMES = ("ReAct", "BM25", "tree search")


Find = Callable[[Sentence, int], int | None]


def told(abstract: str, find: Find = find_compared) -> list[str | None]:
    """Of each number the name that it is over; empty for none, None where nothing is told."""
    names = [introduces("Gadget")]
    names += [compares_with(n) for n in NAMES if n in abstract]
    gold = annotated(paper("Gadget: better agents", abstract), *names)
    forms = {mention.group: mention.text for mention in gold.mentions} | {NOBODY: ""}
    mentions = [replace(mention, kind=_kind(mention.text)) for mention in gold.mentions]
    sentences = find_sentences(gold.paper.text, gold.sentences, mentions, gold.links)
    found = [find(each, place) for each in sentences for place, _ in each.numbers]
    return [None if group is None else forms[group] for group in found]


def test_a_number_costs_little_more_in_a_sentence_of_many() -> None:
    few, many = (calls_to_tell(numbers) for numbers in (100, 400))
    assert many < 10 * few  # 16 or more where each looks at all others


def calls_to_tell(numbers: int) -> int:
    """How many functions are called to tell what each of so many numbers is over."""
    words = f"Gadget beats {', '.join(['ReAct by 3%, BM25 by 4%'] * numbers)}."
    return count_calls(lambda: told(words), found=2 * numbers)


def _kind(name: str) -> Kind:
    return Kind.CONCEPT if name.islower() else Kind.NAMED


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Gadget gains 3.1% over ReAct", ["ReAct"]),
        ("Gadget is 3x faster than the previous best ReAct", ["ReAct"]),
        ("Gadget shows a 3% gain in accuracy compared to ReAct", ["ReAct"]),
        ("Gadget gains 3% relative to naive tree search", ["tree search"]),
        ("Gadget outperforms the strong ReAct baseline by 3%", ["ReAct"]),
        ("Gadget improves ReAct by up to 3%", ["ReAct"]),
        ("Gadget improves the accuracy of ReAct by 3%", ["ReAct"]),
        ("Gadget is 17% more accurate than the accuracy of ReAct", ["ReAct"]),
        ("Compared to ReAct, Gadget is 3% better", ["ReAct"]),
        ("Compared to ReAct, Gadget improves BM25 by 3%", ["ReAct"]),
        ("Gadget improves accuracy by 3% and recall by 5% compared to ReAct", ["ReAct", "ReAct"]),
        ("Gadget is 3x faster than ReAct, Gadget being small", ["ReAct"]),
        ("For instance, compared to ReAct, Gadget is 3% better", ["ReAct"]),
        ("We show that in comparison with ReAct, Gadget is 3% better", ["ReAct"]),
        ("Gadget outperforms ReAct on hard tasks, with a gain of 3%", ["ReAct"]),
        ("Gadget has fewer errors than ReAct while being 3x faster", ["ReAct"]),
        ("Gadget can compress ReAct to a device by 3x", ["ReAct"]),
        ("Gadget gains 3% over the best tree search (ReAct)", ["ReAct"]),
        ("Gadget gains 3% over the method of ReAct", ["ReAct"]),
        ("Compared to ReAct, Gadget trains BM25 3x faster", ["ReAct"]),
    ],
)
def test_a_plain_word_tells_what_a_number_is_over(words: str, names: list[str]) -> None:
    assert told(f"{words}.") == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Gadget is 2x and 3x faster than ReAct and BM25", ["ReAct", "BM25"]),
        ("Gadget beats ReAct and BM25 by 2% and 3%", ["ReAct", "BM25"]),
        ("Gadget beats ReAct and Widget by 2% and 3%", ["ReAct", ""]),
        ("Gadget gains 2% and 3% over ReAct (Yao, 2022) and BM25", ["ReAct", "BM25"]),
        ("Gadget beats ReAct by 2% and BM25 by 3%", ["ReAct", "BM25"]),
        ("Gadget beats ReAct by 2%, Widget by 3%, and BM25 by 4%", ["ReAct", "", "BM25"]),
        ("Gadget is better than ReAct (+2%) and BM25 (+3%)", ["ReAct", "BM25"]),
    ],
)
def test_each_of_several_numbers_is_over_a_name_of_its_own(words: str, names: list[str]) -> None:
    assert told(f"{words}.") == names


@pytest.mark.parametrize(
    "words",
    [
        "Gadget gains 3% over existing tree search methods",
        "Gadget outperforms tree search baselines by 3%",
        "Gadget is 3x faster than the best tree search variant",
        "Gadget is 3% better than Parallel ReAct",
        "Gadget gains 3% over earlier work",
        "ReAct is known, and Gadget beats greedy strategies by 3%",
        "ReAct is known, and Gadget is 3x faster than the state of the art",
        "Gadget gains 3% over ReAct, BM25 and Widget",
        "Gadget gains 3% over ReAct (Yao, one), BM25 (Ye, two), and tree search",
    ],
)
def test_what_has_no_name_or_one_that_was_not_found_is_none(words: str) -> None:
    assert told(f"{words}.") == [""]


@pytest.mark.parametrize(
    "words",
    [
        "ReAct is known. Gadget reaches 84.1%",
        "Gadget gains 3% over ReAct with BM25",
        "ReAct beats BM25; Gadget reaches a gain of 3%",
        "Gadget gains 3% over ReAct baselines",
        "Gadget gains 3% over ReAct prompting methods",
        "Our ReAct gains 3% over the ReAct of others",
        "Gadget is better, for more than 90% of all",
        "ReAct is good; Gadget gains 3%",
        "Gadget gains 3% (ReAct is known)",
        "Gadget gains 3% which is less than ReAct",
    ],
)
def test_elsewhere_nothing_is_told(words: str) -> None:
    assert told(f"{words}.") == [None]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Gadget reaches a win rate of 67% over ReAct", ["ReAct"]),
        ("Compared to ReAct, Gadget reaches 93%", ["ReAct"]),
        ("Gadget is better than ReAct (93% vs 88%)", ["ReAct"]),
        ("Gadget reaches 84.1% and 93% compared to ReAct", ["ReAct", "ReAct"]),
        ("Gadget reaches 84.1% in one and gains 3% over ReAct", [None, "ReAct"]),
        ("Gadget is better than ReAct (93%)", [None]),
        ("Gadget is better (93%) than ReAct", [None]),
        ("Gadget reaches 93% compared to others", [None]),
        ("Gadget reaches 93%; ReAct is known", [None]),
    ],
)
def test_words_tell_what_a_score_is_held_against(words: str, names: list[str | None]) -> None:
    assert told(f"{words}.", find_rival) == names


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("Gadget gains 3% over NILE", True),
        ("Gadget is 3x faster than the G-PCC decoder", True),
        ("Gadget gains 3% over SOTA methods", False),
        ("Gadget gains 3% over existing methods", False),
        ("Gadget gains 3% over ReAct", False),
    ],
)
def test_a_name_that_was_not_found_is_known_to_be_one(words: str, unknown: bool) -> None:
    names = [introduces("Gadget"), *(compares_with(n) for n in NAMES if n in words)]
    gold = annotated(paper("Gadget: better agents", f"{words}."), *names)
    sentences = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    found = [is_over_unknown(each, place) for each in sentences for place, _ in each.numbers]
    assert found == [unknown]


@pytest.mark.parametrize(
    ("words", "modifies"),
    [
        ("Gadget, unlike tree search methods, gains 3%", True),
        ("Gadget, unlike tree search-based reasoning models, gains 3%", True),
        ("Gadget, unlike tree search, gains 3%", False),
        ("Gadget, unlike tree search methods, gains 3% where tree search fails", False),
        ("Gadget, unlike others, gains 3%", False),
    ],
)
def test_a_technique_may_only_say_what_others_are_like(words: str, modifies: bool) -> None:
    (sentence,), group = read(f"We know tree search. {words}.")
    assert is_modifier(sentence, group) is modifies


@pytest.mark.parametrize(
    ("words", "helped"),
    [
        ("Gadget gains 3%, allowing tree search to match others", True),
        ("Gadget gains 3%, enabling tree search to match others", True),
        ("Gadget gains 3%, allowing tree search", False),
        ("Gadget gains 3% and lets us forget tree search", False),
        ("Gadget gains 3% over tree search, allowing tree search to rest", False),
        ("Gadget, unlike others, gains 3%", False),
    ],
)
def test_what_another_helps_is_no_opponent(words: str, helped: bool) -> None:
    (sentence,), group = read(f"We know tree search. {words}.")
    assert is_helped(sentence, group) is helped


def read(abstract: str) -> tuple[list[Sentence], int]:
    """The sentences of a text with a number, and the group of its technique."""
    gold = annotated(paper("Gadget", abstract), introduces("Gadget"), compares_with("tree search"))
    mentions = [replace(mention, kind=_kind(mention.text)) for mention in gold.mentions]
    sentences = find_sentences(gold.paper.text, gold.sentences, mentions, gold.links)
    return sentences, next(m.group for m in mentions if m.text == "tree search")
