"""Asides: numbers that stand beside results and are none, or none of their own."""

from kg.model import Label
from kg.nlp.amounts import before_about
from kg.nlp.around import CLAUSE, EDGE, KINDS, cue_word, find_chain, word_at, words_at
from kg.nlp.changes import tell_by_words
from kg.nlp.items import Sentence
from kg.nlp.numbers import PERCENT, POINTS, Number
from kg.nlp.sizes import is_size
from kg.nlp.speeds import is_cost

_USED = frozenset(
    ("using", "use", "with", "under", "only", "updating", "learning", "finetuning", "training")
) | {
    *("requiring", "requires", "require", "utilizing", "needing", "poisoning"),
    *("trained", "trains", "tunes", "tuning", "including", "labeling", "annotating"),
}
_WHOLES = frozenset(
    ("data", "parameters", "labels", "examples", "samples", "videos", "annotations", "images")
) | {
    "ratio",
    "ratios",
    "setting",
    "settings",
    "corruption",
    "labeling",
    "labelling",
    "dataset",
    "datasets",
    "set",
    "subset",
    "points",
    "pixels",
    "frames",
    "demonstrations",
    "topics",
    "weights",
    "synapses",
    "budget",
    "dof",
    "tokens",
    "queries",
}
_NEAR = 5
_NO_ONES = frozenset(("not", "top", "bottom"))
_TERMS = frozenset(("o", "\\epsilon", "\\varepsilon", "\u03b5", "epsilon"))
_CHANGES = ("margin", "difference", "gap", "advantage", "jump", "scale", "lead")
_BREAKS = CLAUSE | {"%", "METRIC", "on", "over", "across"}
_LARGE = frozenset(("thousand", "million", "billion", "trillion"))
_GIVE_OR_TAKE = frozenset(("\u00b1", "\\pm", "pm", "plusmn"))
_MORE_OR_LESS = (["+", "-"], ["+", "/", "-"])


def is_share(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much was used or looked at: "with 10% of the labeled data"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    chain = find_chain(sentence, place)
    under = word_at(sentence, chain[0] - 1) == "under"
    change = not under and not is_cost(sentence, chain) and tell_by_words(sentence, place)
    if number.unit != PERCENT or number.from_value or change:
        return False
    if _is_said_again(sentence, place):
        return True
    used = not _USED.isdisjoint(words_at(sentence, chain[0] - 4, chain[0]))
    after = words_at(sentence, chain[-1] + 1, chain[-1] + 7)
    if used and after[:2] == ["of", Label.BENCHMARK.value]:
        return True
    return used and any(word in _WHOLES for word in after[: _before_break(after)])


def _is_said_again(sentence: Sentence, place: int) -> bool:
    """Whether a number only says another once more: "112 mm (47% of its height)"."""
    before = before_about(words_at(sentence, place - _NEAR, place))
    opened = before[-1:] == ["("] and word_at(sentence, place + 1) == "of"
    said = sentence.items[max(0, place - 2 * _NEAR) : place]
    return opened and any(isinstance(item.thing, Number) for item in said)


def is_aside(sentence: Sentence, place: int) -> bool:
    """Whether a number only goes with another: "± 0.06%", "24:1", "chance is 20%"."""
    items = sentence.items
    before, after = word_at(sentence, place - 1), word_at(sentence, place + 1)
    if after in _LARGE and items[place].word == "NUMBER":
        return True
    if _is_give_or_take(sentence, place):
        return True
    if after == "cross" and items[place].word != PERCENT:
        return True
    if after == ":" and word_at(sentence, place + 2) == "NUMBER":
        return True
    if before == ":" and place > 1 and isinstance(items[place - 2].thing, Number):
        return True
    if "chance" in words_at(sentence, place - 3, place) and items[place].word == PERCENT:
        return True
    return (
        is_size(sentence, place)
        or _is_denied(sentence, place)
        or _is_no_points(sentence, place)
        or _is_whole(sentence, place)
        or _is_fraction(sentence, place)
        or _is_of_name(sentence, place)
    )


def _is_give_or_take(sentence: Sentence, place: int) -> bool:
    """Whether a number is how far another may be off: "± 0.06"; but an accuracy is "of ±0.3 mm"."""
    before = words_at(sentence, place - 3, place)
    if not _GIVE_OR_TAKE.isdisjoint(before[-1:]):
        return before[-2:-1] != ["of"]
    return before[-2:] in _MORE_OR_LESS or before in _MORE_OR_LESS


def _is_whole(sentence: Sentence, place: int) -> bool:
    """Whether a number is what another is out of: the 40 of "38/40"."""
    before = words_at(sentence, place - 2, place)
    if before != ["NUMBER", "/"] or sentence.items[place].word != "NUMBER":
        return False
    part, whole = (item.thing for item in sentence.items[place - 2 : place + 1 : 2])
    assert isinstance(part, Number)
    assert isinstance(whole, Number)
    counts = part.value.isdigit() and whole.value.isdigit()
    return counts and part.high <= whole.low and word_at(sentence, place + 1) != "METRIC"


def _is_denied(sentence: Sentence, place: int) -> bool:
    """Whether a number is no one's: "not 100% accurate", "the top 10% of triples", "4 + O(1/n)"."""
    if sentence.items[place].word == PERCENT:
        return word_at(sentence, place - 1) in _NO_ONES
    behind = words_at(sentence, place + 1, place + 3)
    return behind[:1] in (["+"], ["-"]) and not _TERMS.isdisjoint(behind[1:])


def _is_no_points(sentence: Sentence, place: int) -> bool:
    """Whether a number counts points that are no gain: "the 2-point method", "480 point clouds"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit != POINTS or number.stop - number.end != len("-point"):
        return False
    after = words_at(sentence, place + 1, place + 1 + _NEAR)
    told = any(cue_word(word) in KINDS or word.startswith(_CHANGES) for word in after)
    return not told and after[:1] != ["("] and tell_by_words(sentence, place) is None


def _is_fraction(sentence: Sentence, place: int) -> bool:
    """Whether a number is a part of a fraction: "1/10 of the parameters"."""
    at = next((i for i in (place + 1, place - 1) if word_at(sentence, i) == "/"), None)
    if not at or word_at(sentence, at + 1) == EDGE:
        return False
    one, other = (item.thing for item in sentence.items[at - 1 : at + 2 : 2])
    whole = isinstance(one, Number) and one.value == "1" and one.stop == one.end
    return whole and isinstance(other, Number)


def _is_of_name(sentence: Sentence, place: int) -> bool:
    """Whether a number is a part of a name: "ActivityNet 1.3", "0-1 loss"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    is_plain = number.unit is None and number.from_value is None
    before = word_at(sentence, place - 1)
    return is_plain and (number.value == "0-1" or before == Label.BENCHMARK.value)


def _before_break(after: list[str]) -> int:
    return next((i for i, word in enumerate(after) if word in _BREAKS), len(after))
