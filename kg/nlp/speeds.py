"""Speeds and costs: which numbers say how much faster, or how much of a cost is left."""

from kg.nlp.around import CLAUSE, KINDS, SPEED, cue_word, words_at
from kg.nlp.items import Sentence
from kg.nlp.numbers import TIMES, Number

_NEAR = 5
_BESIDE = 4
_APART = CLAUSE | {"with"}
_COMPRESSION = "compression"
_LITTLE = frozenset(("only", "just", "merely", "less", "fewer"))
_RATES = frozenset(("throughput", "speed", "fps", "compute", "bandwidth"))
_TIMES = frozenset(("time", "times", "steps", "cost", "costs", "latency", "runtime"))


def to_speedup(sentence: Sentence, place: int, told: str) -> str:
    """What is so many times more or less: of throughput or time it is a speedup."""
    before = sentence.items[max(0, place - _NEAR - 1) : place]
    start = max((i + 1 for i, item in enumerate(before) if item.word in _APART), default=0)
    near = (*before[start:], *sentence.items[place : place + _NEAR + 1])
    words = {item.said for item in near}
    sooner = not words.isdisjoint(_TIMES) and any(word.startswith("improv") for word in words)
    if told == KINDS["more"] and (sooner or not words.isdisjoint(_RATES)):
        return KINDS["fast"]
    return KINDS["fast"] if told == KINDS["less"] and not words.isdisjoint(_TIMES) else told


def may_be_speedup(sentence: Sentence, place: int) -> bool:
    """Whether a number can say how many times faster: it is so many times, or a factor."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    near = sentence.items[max(0, place - _NEAR) : place]
    return number.unit == TIMES or any(item.said.startswith((*SPEED, "factor")) for item in near)


def is_compression(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say how much was compressed: "10x compression", "a compression of 10x"."""
    around = sentence.items[max(0, chain[0] - _BESIDE) : chain[-1] + _BESIDE]
    return any((item.metric or item.word).startswith(_COMPRESSION) for item in around)


def is_cost(sentence: Sentence, chain: list[int]) -> bool:
    """Whether numbers say to how little a cost fell: "with only 35% of the computation"."""
    after = [item.said for item in sentence.items[chain[-1] + 1 : chain[-1] + _NEAR + 1]]
    little = not _LITTLE.isdisjoint(words_at(sentence, chain[0] - 3, chain[0]))
    return little and after[:1] == ["of"] and any(cue_word(word) == "cost" for word in after)
