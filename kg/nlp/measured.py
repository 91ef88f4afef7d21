"""Measured: which metric of its sentence a number is one of."""

from functools import lru_cache

from kg.metrics import find_metrics
from kg.nlp.around import KEPT, cue_word, find_chain, find_same_before, word_at, words_at
from kg.nlp.items import Sentence
from kg.nlp.lists import is_respective
from kg.nlp.numbers import Number

_BEFORE = frozenset(
    ("of", "at", "to", "by", "is", "was", "in", "from", "reaches", "achieves", "reaching", "around")
)
_AFTER = frozenset(
    ("in", "on", "for", "reduction", "improvement", "increase", "gain", "of", "higher", "lower")
) | {"better"}
_FAR = 13.0  # where a metric is too far to be meant, by ``_cost``
_REACH = 15  # beyond so many places every metric is
_VAGUE = frozenset(
    ("performance", "training", "inference", "data", "samples", "queries", "parameters", "quality")
) | {"efficiency", "scores", "score", "robustness", "time", "steps", "success", "tokens"}
_BREAK = frozenset((";", "while", "whereas"))
_JOINS = frozenset(("/", ",", "and", "&"))
_TIES = frozenset(
    ("of", "scores", "score", "values", "by", "in", "are", "is", ":", "(", "at", "to")
)
_CLOSE = 3
_LESS = frozenset(("fewer", "less", "more"))
_LINKS = frozenset(("than", "on", "in", "for", "at"))
_FASTER = frozenset(("faster", "slower", "quicker"))
_TIMED = frozenset(
    ("speed", "time", "times", "inference", "training", "runtime", "latency", "rate", "computation")
)
_ERRORS = frozenset(("error", "errors", "rmse", "mae", "sensitivity"))
# What may be measured in a unit; in others nearly anything may.
_IN_UNIT = {
    "db": _ERRORS | {"psnr", "snr", "sdr", "si-sdr", "si-snr", "ratio", "quality", "gain"},
    "hz": _ERRORS | _TIMED | {"fps", "frequency", "bandwidth", "throughput", "second", "rates"},
    "ms": _ERRORS | _TIMED | {"delay", "overhead", "cost"},
}
_CONCEDED = frozenset(("without", "despite", "same", "comparable", "similar"))
_TAKEN = 11.0  # what a metric costs that stands right beside another number
_IS = frozenset(("of", "is", "was", ":", "=", "("))
_TERMS = ["in", "terms", "of"]
_TOLD = frozenset(("more", "less", "fast", "reach"))


def find_metric(text: str, sentence: Sentence, place: int) -> str | None:
    """The metric as the text names it; None where its sentence names none near.

    Of numbers that are given one after the other in the same way all have the metric of the first.
    """
    at: int | None = place
    while at is not None:
        if found := _find_own(text, sentence, at):
            return found
        at = find_same_before(sentence, at) if sentence.metrics else None
    return None


@lru_cache(maxsize=KEPT)
def _find_own(text: str, sentence: Sentence, place: int) -> str | None:
    """The metric that is named within or beside a number."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if within := find_metrics(text, number.end, number.stop):
        return text[slice(*within[0])]
    places = [at for at, _ in sentence.metrics]
    at = _listed(sentence, place, places)
    if at is None:
        at = _aligned(sentence, place)
    if at is None:
        at = _nearest(text, sentence, place, _fitting(sentence, place, places))
    if at is None:
        return None
    item = sentence.items[at]
    return " ".join(text[item.start : item.end].split())


def _listed(sentence: Sentence, place: int, metrics: list[int]) -> int | None:
    """In "2% and 3% in precision and recall, respectively", the metric of the same place."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if not is_respective(sentence):
        return None
    numbers = [i for i, other in sentence.numbers if other.unit == number.unit]
    return metrics[numbers.index(place)] if len(numbers) == len(metrics) > 1 else None


def _aligned(sentence: Sentence, place: int) -> int | None:
    """In "Recall@5 and MRR of 35% and 0.3", or "19.0%/24.2% ADE/FDE", the metric of the place."""
    chain = find_chain(sentence, place)
    for names in _find_runs(sentence) if len(chain) > 1 else ():
        first, last = (names, chain) if names[0] < chain[0] else (chain, names)
        near = len(names) == len(chain) and last[0] - first[-1] <= _CLOSE
        if near and _TIES.issuperset(words_at(sentence, first[-1] + 1, last[0])):
            return names[chain.index(place)]
    return None


@lru_cache(maxsize=KEPT)
def _find_runs(sentence: Sentence) -> list[list[int]]:
    """The places of the metrics, those in one list that are listed together."""
    runs: list[list[int]] = []
    for at, _ in sentence.metrics:
        gap = words_at(sentence, runs[-1][-1] + 1, at) if runs else []
        if gap and _JOINS.issuperset(gap):
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _fitting(sentence: Sentence, place: int, metrics: list[int]) -> list[int]:
    """The metrics that a number may be one of: of "50x fewer parameters" none that stands before.

    What is faster is so by a measure of time, whatever was named before, and what is in dB is no
    accuracy.
    """
    last = find_chain(sentence, place)[-1]
    behind, then = word_at(sentence, last + 1), word_at(sentence, last + 2)
    if told := _TIMED if behind in _FASTER else _IN_UNIT.get(behind):
        return [at for at in metrics if sentence.items[at].said in told]
    if behind in _LESS and then not in _LINKS:
        return [at for at in metrics if last < at <= last + _CLOSE]
    return metrics


def _nearest(text: str, sentence: Sentence, place: int, metrics: list[int]) -> int | None:
    chain = find_chain(sentence, place)
    low, high = chain[0] - _REACH, chain[-1] + _REACH
    near = (at for at in metrics if low <= at <= high)
    costs = ((_cost(sentence, place, at) + _weak(text, sentence, at), at) for at in near)
    cost, at = min(costs, default=(_FAR, None))
    return at if cost < _FAR else None


def _weak(text: str, sentence: Sentence, at: int) -> float:
    """What a word costs that names a metric only where nothing else does: "performance"."""
    item = sentence.items[at]
    vague = text[item.start : item.end].lower().split()[-1] in _VAGUE
    return _FAR - 5 if vague else 0.0


def _cost(sentence: Sentence, place: int, at: int) -> float:
    """How far a metric is: words between, and more for other numbers and breaks between."""
    chain = find_chain(sentence, place)
    near = chain[0] if at < chain[0] else chain[-1]
    low, high = sorted((near, at))
    between = sentence.items[low + 1 : high]
    gap = [item.word for item in between]
    numbers = sum(isinstance(item.thing, Number) for item in between)
    breaks = sum(word in _BREAK for word in gap)
    cost = len(gap) + 6.0 * numbers + _FAR * breaks + (4.0 if "," in gap else 0.0)
    if at < near and at - 1 not in chain and _is_number(sentence, at - 1):
        cost += _TAKEN
    if at > near and not _CONCEDED.isdisjoint(gap):
        cost += _TAKEN
    if at > near and gap[-3:] == _TERMS and not _begins_anew(gap[:-3]):
        cost -= _TAKEN
    if at > near and gap and word_at(sentence, at + 1) in _IS and _is_number(sentence, at + 2):
        cost += _TAKEN
    if at > near and (not gap or gap[0] in _AFTER):
        cost -= 2
    if at < near and gap and gap[-1] in _BEFORE:
        cost -= 2
    return cost


def _begins_anew(gap: list[str]) -> bool:
    """Whether something else is told between a number and "in terms of" a metric."""
    return _TERMS[1] in gap or any(cue_word(word) in _TOLD for word in gap)


def _is_number(sentence: Sentence, at: int) -> bool:
    return 0 <= at < len(sentence.items) and isinstance(sentence.items[at].thing, Number)
