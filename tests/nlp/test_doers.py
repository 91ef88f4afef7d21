"""Doers: the method that a verb before a number has right before it."""

import pytest

from kg.nlp.doers import find_doer
from kg.nlp.items import find_sentences
from tests.builders import annotated, introduces, paper, uses

NAMES = ("ReAct", "BM25", "early exit")


def done(abstract: str) -> list[str | None]:
    """Of each number the name of what has done what it measures."""
    names = [introduces("Gadget"), *(uses(name) for name in NAMES if name in abstract)]
    gold = annotated(paper("Gadget: better agents", abstract), *names)
    forms = {mention.group: mention.text for mention in gold.mentions}
    sentences = find_sentences(gold.paper.text, gold.sentences, gold.mentions, gold.links)
    found = [find_doer(each, place) for each in sentences for place, _ in each.numbers]
    return [None if group is None else forms[group] for group in found]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Using such tuning, ReAct achieves 63.3%", ["ReAct"]),
        ("It shows that our proposed Gadget model also reduces the error by 3%", ["Gadget"]),
        ("Gadget speeds up by 3x, and early exit achieves another 5x", ["Gadget", "early exit"]),
        ("Gadget reaches 70% on A and 80% on B", ["Gadget", "Gadget"]),
        ("Gadget reaches 70% compared to 60% before", ["Gadget", None]),
        ("Gadget reaches 70% while others are at 60%", ["Gadget", None]),
        ("A model with ReAct achieves 63.3%", [None]),
        ("ReAct and BM25 achieve 60% and 70%", [None, None]),
        ("The accuracy of ReAct improves by 3%", [None]),
        ("ReAct stands beside 3% of all", [None]),
    ],
)
def test_what_a_verb_has_before_it(words: str, names: list[str | None]) -> None:
    assert done(f"{words}.") == names
