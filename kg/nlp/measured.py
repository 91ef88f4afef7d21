"""Measured: which metric of its sentence a number is one of."""

from kg.nlp.items import Sentence
from kg.nlp.numbers import Number

_BEFORE = frozenset(
    ("of", "at", "to", "by", "is", "was", "in", "from", "reaches", "achieves", "reaching", "around")
)
_AFTER = frozenset(
    ("in", "on", "for", "reduction", "improvement", "increase", "gain", "of", "higher", "lower")
) | {"better"}
_FAR = 25.0  # where a metric is too far to be meant, by ``_cost``
_BREAK = frozenset((";", ".", "while", "whereas"))


def find_metric(text: str, sentence: Sentence, place: int) -> str | None:
    """The metric as the text names it; None where its sentence names none near."""
    metrics = sentence.metrics
    if not metrics:
        return None
    listed = _listed(sentence, place, [at for at, _ in metrics])
    at = listed if listed is not None else _nearest(sentence, place, [at for at, _ in metrics])
    if at is None:
        return None
    item = sentence.items[at]
    return " ".join(text[item.start : item.end].split())


def _listed(sentence: Sentence, place: int, metrics: list[int]) -> int | None:
    """In "2% and 3% in precision and recall, respectively", the metric of the same place."""
    number = sentence.items[place].thing
    assert isinstance(number, Number)
    if not any(item.word == "respectively" for item in sentence.items):
        return None
    numbers = [i for i, other in sentence.numbers if other.unit == number.unit]
    return metrics[numbers.index(place)] if len(numbers) == len(metrics) > 1 else None


def _nearest(sentence: Sentence, place: int, metrics: list[int]) -> int | None:
    costs = sorted((_cost(sentence, place, at), at) for at in metrics)
    cost, at = costs[0]
    return at if cost < _FAR else None


def _cost(sentence: Sentence, place: int, at: int) -> float:
    """How far a metric is: words between, and more for other numbers and breaks between."""
    low, high = sorted((place, at))
    gap = [item.word for item in sentence.items[low + 1 : high]]
    numbers = sum(low < i < high for i, _ in sentence.numbers)
    breaks = sum(word in _BREAK for word in gap)
    cost = len(gap) + 6.0 * numbers + 12.0 * breaks + (1.5 if "," in gap else 0)
    if at > place and (not gap or gap[0] in _AFTER):
        cost -= 2
    if at < place and gap and gap[-1] in _BEFORE:
        cost -= 2
    return cost
