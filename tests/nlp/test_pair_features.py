"""What stands between a number and what it may belong to: the features that tell it."""

from kg.model import Label
from kg.nlp.items import find_sentences
from kg.nlp.pair_features import describe_pair
from kg.nlp.subjects import find_subjects
from tests.builders import annotated, evaluates_on, introduces, paper


def features(abstract: str, benchmark: str, *, of: str) -> list[str]:
    """The features of the number ``of`` and a benchmark."""
    names = [introduces("Gadget")]
    names += [evaluates_on(name) for name in ("GSM8K", "MATH") if name in abstract]
    gold = annotated(paper("Gadget: better agents", abstract), *names)
    text, title = gold.paper.text, gold.sentences[0][1]
    rivals = find_subjects(gold.mentions, Label.BENCHMARK, title)
    (subject,) = (one for one in rivals if one.mentions[0].text == benchmark)
    for sentence in find_sentences(text, gold.sentences, gold.mentions, gold.links):
        for place, number in sentence.numbers:
            if number.value == of:
                return describe_pair(sentence, place, "absolute", subject, rivals)
    raise AssertionError(of)


def test_a_number_in_brackets_stands_right_behind_a_name() -> None:
    words = "Gadget is good on GSM8K (up to 84.1%) and MATH (32.5%)."
    assert "bracket=<True" in features(words, "GSM8K", of="84.1")
    assert "bracket=<False" in features(words, "GSM8K", of="32.5")
    assert "bracket=<True" in features(words, "MATH", of="32.5")


def test_few_words_tie_a_number_to_a_name() -> None:
    assert "direct=>0&True" in features(
        "Gadget has 84.1% accuracy on the GSM8K.", "GSM8K", of="84.1"
    )
    words = "Gadget has 84.1% accuracy without any tools on GSM8K."
    assert "direct=>3&True" in features(words, "GSM8K", of="84.1")


def test_a_benchmark_named_shortly_before_is_near() -> None:
    words = "We look at GSM8K. Gadget reaches 84.1% accuracy."
    assert {"near=1&False&1", "several=False&1"} <= set(features(words, "GSM8K", of="84.1"))
    words = "We look at GSM8K. On MATH and other datasets Gadget reaches 84.1%."
    assert {"near=1&True&2", "several=True&2"} <= set(features(words, "GSM8K", of="84.1"))
    words = f"We look at GSM8K. {'It is all said. ' * 40}Gadget reaches 84.1% accuracy."
    assert "near=0&False&1" in features(words, "GSM8K", of="84.1")


def test_what_stands_between_is_counted() -> None:
    words = "On GSM8K, and on MATH with 12.5% or 13.5%, Gadget has 84.1% accuracy."
    between = {"same-between=<1", "numbers-between=<2&1", "clauses=<3"}
    assert between <= set(features(words, "GSM8K", of="84.1"))
    between = {"same-between=<0", "numbers-between=<2&0", "clauses=<1"}
    assert between <= set(features(words, "MATH", of="84.1"))
    between = {"same-between=>0", "numbers-between=>0&0", "clauses=>0"}
    assert between <= set(features("Gadget has 84.1% on GSM8K.", "GSM8K", of="84.1"))
