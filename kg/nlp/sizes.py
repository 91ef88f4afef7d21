"""Sizes: numbers that say how large, how heavy or how much there is, not what was reached."""

from kg.model import Label
from kg.nlp.amounts import before_about
from kg.nlp.around import EDGE, find_chain, word_at, words_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import TIMES, Number

_FAR = 8
_NEAR = 4
_GREATER = frozenset(("larger", "bigger", "deeper", "wider"))
_AMOUNTS = (["the", "number"], ["the", "size"], ["the", "amount"], ["the", "length"])
_SIZED = frozenset(
    ("model", "models", "network", "networks", "backbone", "than", "which", "llms", "baselines")
) | {
    "transformers",
    "approach",
    "architectures",
    "counterparts",
    "ones",
    "dataset",
    "datasets",
    "corpus",
    "corpora",
    "data",
    "set",
    "size",
    "sizes",
    Label.METHOD.value,
}
# What there may be more of without anything being better, as words begin.
_OWNED = ("annotation", "data", "layer", "parameter", "pixel", "substitut", "token", "variation")
_MANY = (["as", "many"], ["as", "much"])
_ENDS = frozenset(
    (",", ";", ".", "(", ")", "and", "as", "than", "that", "for", "on", "in", "to", "with", "of")
)
# Verbs of spending and of doing, as they begin: what needs, or does, so much more is compared.
_DONE = (
    "achiev",
    "reach",
    "requir",
    "need",
    "consum",
    "process",
    "handl",
    "generat",
    "produc",
    "detect",
    "track",
)
_WEIGHED = frozenset(("weight", "mass", "length", "weighs", "weighing", "weigh"))
_HELD = frozenset(("object", "payload"))
_LINKS = frozenset(("of", "is", "was", "a", "total"))
_METRIC_UNITS = frozenset(("m", "mm", "cm", "km", "kg", "g", "mg", "grams", "gram", "meters"))
_SPEEDS_OF_CHIPS = frozenset(("ghz", "mhz"))
_OPERATIONS = frozenset(("gflops", "mflops", "tflops", "flops", "gmacs", "macs", "params"))
_STORED = frozenset(("kb", "mb", "gb", "tb", "pb"))
_HOLDINGS = frozenset(("weights", "parameters", "data", "text", "images", "video"))
_LARGE = frozenset(("k", "m", "b", "million", "billion"))
_PARAMETERS = frozenset(("parameters", "params"))


def is_size(sentence: Sentence, place: int) -> bool:
    """Whether a number says how much there is: "a 10x larger model", "weighs 500 grams"."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if number.unit == TIMES:
        return _is_larger(sentence, place) or _is_more_of(sentence, place)
    return number.unit is None and (_is_heavy(sentence, place) or _is_built(sentence, place))


def _is_larger(sentence: Sentence, place: int) -> bool:
    """Whether something is so many times larger: "a 10x larger model", "3 times the size"."""
    after = words_at(sentence, place + 1, place + 1 + _FAR)
    larger = not _GREATER.isdisjoint(after[:1])
    return after[:2] in _AMOUNTS or (larger and not _SIZED.isdisjoint(after))


def _is_more_of(sentence: Sentence, place: int) -> bool:
    """Whether there is so much more of what is no score: "trained on 100x more data"."""
    after = words_at(sentence, place + 1, place + 1 + _FAR)
    behind = 2 if after[:2] in _MANY else 1 if after[:1] == ["more"] else 0
    stop = next((i for i, word in enumerate(after) if i >= behind and word in _ENDS), len(after))
    if not behind or stop <= behind or not after[stop - 1].startswith(_OWNED):
        return False
    before = words_at(sentence, place - 2 * _NEAR, place)
    return not any(word.startswith(_DONE) for word in before)


def _is_heavy(sentence: Sentence, place: int) -> bool:
    """Whether a number is how heavy or long something is: "weighs only 500 grams"."""
    if word_at(sentence, place + 1) not in _METRIC_UNITS:
        return False
    first = find_chain(sentence, place)[0]
    before = before_about(words_at(sentence, first - _FAR, first))
    while before and before[-1] in _LINKS:
        before.pop()
    return not _WEIGHED.isdisjoint(before[-1:]) and _HELD.isdisjoint(before[-2:-1])


def _is_built(sentence: Sentence, place: int) -> bool:
    """Whether a number is of a machine, or of a model's size: "a 2.8 GHz CPU", "2 GB of data"."""
    after, then = word_at(sentence, place + 1), word_at(sentence, place + 2)
    if after in _PARAMETERS or (after in _LARGE and then in _PARAMETERS):
        return True
    if after in _STORED and then == "of":
        return not _HOLDINGS.isdisjoint(words_at(sentence, place + 3, place + 4))
    return after in _SPEEDS_OF_CHIPS or (after in _OPERATIONS and then != EDGE)
