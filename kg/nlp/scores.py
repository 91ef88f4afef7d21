"""Scores: which numbers are a metric's that was reached, by the words beside them."""

from kg.nlp.around import KINDS, REACHED, cue_word, find_chain, word_at, words_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import PERCENT, Number

_NEAR = 5
_SCORED = frozenset(("of", "at", "is", "=", ":"))


def is_reached(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's by the words beside it: "achieves 61% accuracy"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    if words_at(sentence, place - 2, place) == ["METRIC", "is"]:
        return True
    reached = word_at(sentence, place - 1).startswith(REACHED)
    if not reached or word_at(sentence, place + 1) != "METRIC":
        return False
    if cue_word(sentence.items[place + 1].said) == "less":
        return False
    return not any(cue_word(word) in KINDS for word in words_at(sentence, place + 2, place + 4))


def is_score(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's that was reached: "achieves 61% accuracy", "an F1 of 61"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    first = find_chain(sentence, place)[0]
    at = first - 1
    if word_at(sentence, place + 1) == "METRIC":
        if cue_word(sentence.items[place + 1].said) == "less":
            return False
        at = first
    elif word_at(sentence, at) not in _SCORED or word_at(sentence, at - 1) != "METRIC":
        return False
    for i in range(at - 1, max(-1, at - _NEAR - 1), -1):
        if sentence.items[i].word.startswith(REACHED):
            return True
        if cue_word(sentence.items[i].word) in KINDS or isinstance(sentence.items[i].thing, Number):
            return False
    return False
