"""Sets: the benchmark that words put a number on."""

import pytest

from kg.nlp.items import NOBODY, Sentence, find_sentences
from kg.nlp.sets import find_set
from tests.builders import annotated, compares_with, evaluates_on, introduces, paper
from tests.nlp.costs import count_calls

SETS = ("GSM8K", "MATH", "SWE-bench", "VOC 2007")


def told(words: str) -> list[str | None]:
    """Of each number the benchmark that it is on; empty for none, None where nothing is told."""
    sentences, forms = read(f"{words}.")
    found = [find_set(each, place) for each in sentences for place, _ in each.numbers]
    return [None if one is None else forms[one[0]] for one in found]


def read(abstract: str) -> tuple[list[Sentence], dict[int, str]]:
    """The sentences of a text with a number, and the names of its groups."""
    names = [introduces("Gadget")]
    names += [evaluates_on(name) for name in SETS if name in abstract]
    names += [compares_with(name) for name in ("ReAct",) if name in abstract]
    gold = annotated(paper("Gadget: better agents", abstract), *names)
    forms = {mention.group: mention.text for mention in gold.mentions} | {NOBODY: ""}
    return find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links), forms


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Gadget reaches 84.1% on GSM8K and 32.5% on MATH", ["GSM8K", "MATH"]),
        ("Gadget gains 3% in accuracy on the GSM8K dataset", ["GSM8K"]),
        ("Gadget has a 3% higher accuracy on GSM8K", ["GSM8K"]),
        ("Gadget has 84.1% accuracy, 80.2% F1 on GSM8K, 32% on MATH", ["GSM8K", "GSM8K", "MATH"]),
        ("Gadget has 84.1% (accuracy) on GSM8K", ["GSM8K"]),
        ("On GSM8K, Gadget gains 3%, and 5% across four text recognition datasets", ["GSM8K", ""]),
        ("Gadget gains 3% on average across seven benchmarks", [""]),
        ("Gadget gains 3% on two datasets, GSM8K and MATH", [None]),
        ("Gadget reaches 84.1% and 32.5% for GSM8K and MATH", ["GSM8K", "MATH"]),
        ("Gadget gains 6.3 points for GSM8K to MATH", ["MATH"]),
    ],
)
def test_a_number_is_on_what_stands_behind_it(words: str, names: list[str]) -> None:
    assert told(words) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Gadget is best on GSM8K (84.1%) and MATH (32.5%)", ["GSM8K", "MATH"]),
        ("Gadget is best on GSM8K (84.1%/86.2%)", ["GSM8K", "GSM8K"]),
        ("Gadget is best on GSM8K (84.1%), HumanEval dev (71.2%)", ["GSM8K", ""]),
        ("Gadget is best on GSM8K (84.1%) and others (71.2%)", ["GSM8K", None]),
        ("Gadget is best on GSM8K (84.1%), ReAct prompted (71.2%)", ["GSM8K", None]),
        ("Gadget is best (84.1%)", [None]),
    ],
)
def test_a_number_is_on_what_it_stands_in_brackets_behind(
    words: str, names: list[str | None]
) -> None:
    assert told(words) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("On GSM8K, Gadget reaches 84.1%", ["GSM8K"]),
        ("Gadget is known; on the GSM8K dataset, it reaches 84.1% and 86.2%", ["GSM8K", "GSM8K"]),
        ("On MATH, Gadget is known, and on GSM8K, it reaches 84.1%", ["GSM8K"]),
        ("On GSM8K, MATH, Gadget reaches 84.1%", [None]),
        ("On GSM8K and MATH, Gadget reaches 84.1%", [None]),
        ("On GSM8K, Gadget reaches 84.1% on MATH", [None]),
        ("On GSM8K, Gadget reaches 84.1% on GSM8K", ["GSM8K"]),
        ("On GSM8K, Gadget is known; it reaches 84.1%", [None]),
        ("Gadget is tested on GSM8K, and it reaches 84.1%", [None]),
        ("The GSM8K dataset shows that it reaches 84.1%", [None]),
    ],
)
def test_words_that_open_with_a_benchmark_put_numbers_on_it(
    words: str, names: list[str | None]
) -> None:
    assert told(words) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "Gadget has 84.1%, 80% and 32% on GSM8K, MATH and Face Video datasets",
            ["GSM8K", "MATH", ""],
        ),
        ("Gadget has 84.1% on GSM8K and 80% on the ACE extraction task", ["GSM8K", ""]),
        ("Gadget has 53.6% and 50.3% on VOC 2007 and 2012", ["VOC 2007", ""]),
        ("Gadget gains 3% across GSM8K and MATH", [""]),
    ],
)
def test_what_was_not_found_and_what_is_several_is_none(words: str, names: list[str]) -> None:
    assert told(words) == names


@pytest.mark.parametrize(
    "words",
    [
        "Gadget reaches 84.1%",
        "Gadget gains 3% over ReAct on GSM8K",
        "Gadget gains 3% on hard problems of GSM8K",
        "Gadget gains 3% on average",
        "Gadget gains 3% in Spanish",
        "Gadget gains 3% on GPUs",
        "Gadget gains 2.3 mAP and 7.0 mAP on GSM8K and MATH, respectively",
        "Gadget gains 2%, 3% and 4% on GSM8K and MATH",
        "Gadget gains 2% and 3% on GSM8K and the hard MATH, respectively",
    ],
)
def test_elsewhere_nothing_is_told(words: str) -> None:
    assert set(told(words)) == {None}


def test_a_benchmark_that_was_not_found_is_less_sure() -> None:
    (sentence,), _ = read("Gadget has 84.1% on GSM8K and 80% on the ACE extraction task.")
    (_, known), (_, new) = (find_set(sentence, place) or (0, 0.0) for place, _ in sentence.numbers)
    assert known > 0.9 > new > 0


def test_a_number_costs_little_more_in_a_sentence_of_many() -> None:
    few, many = (calls_to_tell(numbers) for numbers in (100, 400))
    assert many < 10 * few  # 16 or more where each looks at all others


def calls_to_tell(numbers: int) -> int:
    """How many functions are called to tell what each of so many numbers is on."""
    words = f"Gadget has {', '.join(['2% on GSM8K (3%), 4%'] * numbers)}."
    return count_calls(lambda: told(words), found=3 * numbers)
