"""Speeds and costs: which numbers say how much faster, or how much of a cost is left."""

from collections.abc import Collection, Sequence

from kg.nlp.around import CLAUSE, KINDS, SPEED, cue_word, find_chain, words_at
from kg.nlp.items import Item, Sentence
from kg.nlp.numbers import TIMES, Number

_NEAR = 5
_BESIDE = 4
_APART = CLAUSE | {"with"}
_COMPRESSION = "compression"
# What is counted, not spent: "only 1% of the errors".
_COUNTED = ("error", "sampl")
_NEEDED = (["needed"], ["required"], ["taken"], ["spent"])
_LITTLE = frozenset(("only", "just", "merely", "less", "fewer"))
_RATES = frozenset(("throughput", "speed", "fps", "bandwidth"))
_TIMES = frozenset(("time", "times", "steps", "latency", "runtime", "expensive", "costly"))
_ELSE = frozenset(("at", "while", "when"))
_COSTS = frozenset(("cost", "costs"))
_SOONER = frozenset(("earlier", "sooner"))
# What is used well is no speed: "10x more sample efficient" is a gain.
_SPENT = (
    "sampl",
    "data",
    "memory",
    "parameter",
    "energy",
    "power",
    "fuel",
    "label",
    "storage",
    "communicat",
)


def to_speedup(sentence: Sentence, place: int, told: str) -> str:
    """What is so many times more or less: of throughput or time it is a speedup."""
    first = find_chain(sentence, place)[0]
    before = sentence.items[max(0, first - 2 * _NEAR) : first]
    start = max((i + 1 for i, item in enumerate(before) if item.word in _APART), default=0)
    after = _until(_ELSE, sentence.items[place : place + _NEAR + 1])
    near = (*before[start:], *after)
    words = [word for item in near for word in (item.metric or item.word).split()]
    in_time = not _TIMES.isdisjoint(words) or _is_cheaper([item.said for item in after])
    sooner = in_time and any(word.startswith("improv") for word in words)
    more = any(item.word == "compute" for item in after)  # "100x more compute"
    rate = more or not (_RATES | _SOONER).isdisjoint(words) or _is_efficiency(words)
    if told == KINDS["more"] and (sooner or rate):
        return KINDS["fast"]
    return KINDS["fast"] if told == KINDS["less"] and in_time else told


def _until(ends: Collection[str], items: Sequence[Item]) -> Sequence[Item]:
    """The items before the first that is one of some words."""
    return items[: next((i for i, item in enumerate(items) if item.word in ends), len(items))]


def _is_cheaper(after: Sequence[str]) -> bool:
    """Whether words behind a number say that less is spent: "5x less cost"."""
    at = next((i for i, word in enumerate(after) if cue_word(word) == "less"), len(after))
    return not _COSTS.isdisjoint(after[at + 1 :])


def _is_efficiency(words: Sequence[str]) -> bool:
    """Whether words are of an efficiency that is how fast something is done."""
    at = next((i for i, word in enumerate(words) if word.startswith("efficien")), None)
    return at is not None and not any(
        word.startswith(_SPENT) for word in words[max(0, at - 2) : at]
    )


def may_be_speedup(sentence: Sentence, place: int) -> bool:
    """Whether a number can say how many times faster: it is so many times, or a factor."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    near = sentence.items[max(0, place - _NEAR) : place]
    return number.unit == TIMES or any(item.said.startswith((*SPEED, "factor")) for item in near)


def is_compression(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say how much was compressed: "10x compression", "a compression of 10x"."""
    around = sentence.items[max(0, chain[0] - _NEAR) : chain[-1] + _BESIDE]
    return any((item.metric or item.word).startswith(_COMPRESSION) for item in around)


def is_cost(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say to how little a cost fell: "with only 35% of the computation"."""
    after = [item.said for item in sentence.items[chain[-1] + 1 : chain[-1] + _NEAR + 1]]
    before = words_at(sentence, chain[0] - _BESIDE, chain[0])
    little = not _LITTLE.isdisjoint(before[-3:])
    if not little or after[:1] != ["of"] or _is_added(before):
        return False
    named = [item.metric or item.word for item in sentence.items[chain[-1] + 3 : chain[-1] + 4]]
    if named == ["time"] and after[3:4] not in _NEEDED:
        return False  # "only 30% of the time" is how often
    return any(cue_word(word) == "cost" and not word.startswith(_COUNTED) for word in after)


def _is_added(before: Sequence[str]) -> bool:
    return any(word.startswith(("add", "increas")) for word in before)
