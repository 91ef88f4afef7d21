"""What a number is and what stands around it, as names of features.

They tell whether it is a result; what it may belong to :mod:`kg.nlp.pair_features` describes.
"""

from collections.abc import Iterator

from kg.nlp.around import cue_after, cue_before, find_chain, find_windows
from kg.nlp.items import Sentence
from kg.nlp.kinds import tell_kind
from kg.nlp.numbers import Number
from kg.nlp.strangers import NEAR


def describe_number(sentence: Sentence, place: int, last: int) -> list[str]:
    """The features of the number at a place; ``last`` is the number of the last sentence."""
    found: dict[str, None] = {"bias": None}
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    unit = number.unit or "none"
    chain = find_chain(sentence, place)
    windows = (*find_windows(sentence, place, place), *find_windows(sentence, chain[0], chain[-1]))
    for name in (*_shape(number), *windows, f"chain={min(len(chain), 4)}"):
        found[name] = None
        found[f"{unit}:{name}"] = None
    found[f"cues={cue_before(sentence, place)}&{cue_after(sentence, place)}"] = None
    found[f"told={tell_kind(sentence, place)}"] = None
    found[f"{unit}:before={cue_before(sentence, place)}"] = None
    found[f"{unit}:after={cue_after(sentence, place)}"] = None
    for name in (*_bag(sentence, place), *_whole(sentence, place, last)):
        found[name] = None
    return list(found)


def _shape(number: Number) -> Iterator[str]:
    yield f"unit={number.unit}"
    yield f"decimals={len(number.value.partition('.')[2])}"
    yield f"digits={len(number.value.partition('.')[0])}"
    yield f"range={number.low != number.high}"
    yield f"from={number.from_value is not None}"
    yield f"size={sum(number.high >= bound for bound in (1, 2, 10, 50, 100.01, 1000))}"


def _bag(sentence: Sentence, place: int) -> Iterator[str]:
    items = sentence.items
    own = items[place].word
    for word, count in sentence.words.items():
        if word[0].isalpha() and count > (word == own):
            yield f"in:{word[:7]}"
    start = max(0, place - NEAR)
    for i, item in enumerate(items[start : place + NEAR + 1], start):
        if i != place and item.word[0].isalpha():
            yield f"near{'<' if i < place else '>'}{item.word[:7]}"


def _whole(sentence: Sentence, place: int, last: int) -> Iterator[str]:
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    yield f"numbers={min(len(sentence.numbers), 5)}"
    yield f"percents={min(sentence.units['%'], 3)}"
    yield f"title={sentence.number == 0}"
    yield f"late={sentence.number * 4 // (last + 1)}"
    own = number.unit or "none"
    units = sorted(unit for unit, count in sentence.units.items() if count > (unit == own))
    yield f"others={'+'.join(units)}"
