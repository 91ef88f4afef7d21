"""Scores: which numbers are a metric's that was reached, by the words beside them."""

from kg.nlp.amounts import before_about
from kg.nlp.around import CLAUSE, KINDS, REACHED, cue_word, find_chain, word_at, words_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import PERCENT, TIMES, Number

_NEAR = 5
_LEAST = 20  # scores that are "with" a number are rarely less, gains rarely more
_LISTED = frozenset(("and", ","))
_RATES = frozenset(("fps", "hz"))
_AVERAGE = frozenset(("a", "an", "average", "speed", "rate", "of", "frame"))
_RUNS = ("run", "operat", "work", "perform", "execut")
_OWN = frozenset(("its", "their", "the", "own", "original", "body"))
_WEIGHTS = frozenset(("weight", "weights", "mass", "bodyweight"))
_KEPT = ("keep", "retain", "preserv", "maintain", "recover")
_SCORED = frozenset(("of", "at", "is", "=", ":"))


def is_reached(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's by the words beside it: "achieves 61% accuracy"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    if words_at(sentence, place - 2, place) == ["METRIC", "is"]:
        return not _is_more(sentence, place + 1)
    if not _is_of_score(sentence, place + 1) or _is_more(sentence, _behind_list(sentence, place)):
        return False
    return _reaches(sentence, place - 1, number.high)


def is_score(sentence: Sentence, place: int) -> bool:
    """Whether a number is a metric's that was reached: "achieves 61% accuracy", "an F1 of 61"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit not in (None, PERCENT):
        return False
    first = find_chain(sentence, place)[0]
    at = first - 1
    if word_at(sentence, place + 1) == "METRIC":
        if not _is_of_score(sentence, place + 1):
            return False
        at = first
    elif word_at(sentence, at) not in _SCORED or not _is_of_score(sentence, at - 1):
        return False
    for i in range(at - 1, max(-1, at - _NEAR - 1), -1):
        if _reaches(sentence, i, number.high):
            return True
        if cue_word(sentence.items[i].word) in KINDS or isinstance(sentence.items[i].thing, Number):
            return False
    return False


def is_kept(sentence: Sentence, place: int) -> bool:
    """Whether a number is how much is kept: "while keeping up to 98.7% of the performance"."""
    chain = find_chain(sentence, place)
    if sentence.items[place].word != PERCENT or word_at(sentence, chain[-1] + 1) != "of":
        return False
    before = words_at(sentence, chain[0] - _NEAR, chain[0])
    at = max((n for n, word in enumerate(before) if word.startswith(_KEPT)), default=-1)
    between = before[at + 1 :]
    changed = "within" in between or any(
        cue_word(word) in KINDS for word in between if word != "more"
    )
    return at >= 0 and CLAUSE.isdisjoint(between) and not changed


def _is_of_score(sentence: Sentence, i: int) -> bool:
    """Whether a metric stands at a place, not one of what is lost or spent."""
    item = sentence.items[i] if i < len(sentence.items) else None
    if item is None or not item.metric:
        return False
    return item.said != "loss" and cue_word(item.said) not in ("less", "cost")


def _behind_list(sentence: Sentence, place: int) -> int:
    """The place behind the scores that are listed from a number on: "2.5 F1 and 5.1 F1"."""
    i = place + 2
    while (
        word_at(sentence, i) in _LISTED
        and any(isinstance(item.thing, Number) for item in sentence.items[i + 1 : i + 2])
        and _is_of_score(sentence, i + 2)
    ):
        i += 3
    return i


def runs_at(sentence: Sentence, place: int) -> bool:
    """Whether a number is how fast something runs: "runs at about 30 FPS", "(22 FPS)"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit is not None or number.from_value:
        return False
    if any(item.said in _RATES for item in sentence.items[place + 1 : place + 2]):
        return "by" not in words_at(sentence, place - 3, place)
    before = before_about(words_at(sentence, place - 2 * _NEAR, place))
    while before and before[-1] in _AVERAGE:
        before.pop()
    return before[-1:] == ["at"] and before[-2:-1] != [] and before[-2].startswith(_RUNS)


def is_ratio(sentence: Sentence, place: int) -> bool:
    """Whether times are counted, not compared: "28 times its weight", "10 times per second"."""
    after = words_at(sentence, place + 1, place + _NEAR)
    if sentence.items[place].word != TIMES:
        return False
    if after[:1] == ["per"]:
        return True
    after = after[after[:1] == ["of"] :]
    return not _OWN.isdisjoint(after[:1]) and not _WEIGHTS.isdisjoint(after)


def _is_more(sentence: Sentence, i: int) -> bool:
    """Whether a change is said right at a place: "higher", "performance gain"."""
    return any(cue_word(word) in KINDS for word in words_at(sentence, i, i + 2))


def _reaches(sentence: Sentence, i: int, high: float) -> bool:
    """Whether a score follows: after "achieves", or "with" unless so little is how much better."""
    word = word_at(sentence, i)
    if word != "with":
        return word.startswith(REACHED)
    return high >= _LEAST or not _betters(sentence, i)


def _betters(sentence: Sentence, i: int) -> bool:
    """Whether a verb of being better is before a place in its clause."""
    before = words_at(sentence, i - 2 * _NEAR, i)
    start = max((n + 1 for n, each in enumerate(before) if each in CLAUSE), default=0)
    return any(cue_word(each) == "more" for each in before[start:])
