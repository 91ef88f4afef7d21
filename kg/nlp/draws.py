"""Draws: names that may as well be methods as benchmarks, and what beside them decides.

A class noun does ("the dataset Foo", "Foo, a new framework"); where there is none, a surer name in
the same list does: of "MuJoCo, Foo and Atari" all are of one kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.nlp.class_nouns import find_classes
from kg.nlp.features import Context
from kg.nlp.judged import NAMED, Judged
from kg.nlp.words import Words

_LEAST = 0.25
_LIST = frozenset((",", "and", "or"))
_MOST_BETWEEN = 2


def settle_draws(
    judged: Sequence[Judged], context: Context, thresholds: Mapping[str, float]
) -> list[Judged]:
    """What was judged, the names in doubt with the class that stands beside them.

    Args:
        judged: what was judged of the candidates of a paper.
        context: the paper's.
        thresholds: the least score of each class; what has less is no neighbour.
    """
    doubtful = [_is_drawn(one) for one in judged]
    if not any(doubtful):
        return list(judged)
    sure = [one for one in judged if one.label in NAMED and one.score >= thresholds[one.label]]
    return [
        replace(one, label=_settled(one, sure, context.words)) if doubt else one
        for one, doubt in zip(judged, doubtful, strict=True)
    ]


def _is_drawn(one: Judged) -> bool:
    """Whether a name may be either, and is said to be one of them."""
    return one.label in NAMED and min(one.score, *one.named) >= _LEAST


def _settled(one: Judged, sure: Iterable[Judged], words: Words) -> str:
    """The class of a name in doubt: its own where nothing says otherwise."""
    said = find_classes(one.candidate.places, words)
    if said:
        labels = {name for name in NAMED if name.partition("/")[0] in said}
    else:
        labels = {
            each.label for each in sure if each.score > one.score and _are_listed(one, each, words)
        }
    return labels.pop() if len(labels) == 1 else one.label


def _are_listed(one: Judged, other: Judged, words: Words) -> bool:
    """Whether two names stand side by side in a list somewhere."""
    return any(
        _is_list(min(here, there), max(here, there), words)
        for here in one.candidate.places
        for there in other.candidate.places
    )


def _is_list(first: tuple[int, int], second: tuple[int, int], words: Words) -> bool:
    between = words.lower[first[1] : second[0]]
    return (
        0 < second[0] - first[1] <= _MOST_BETWEEN
        and _LIST.issuperset(between)
        and words.sentence[first[0]] == words.sentence[second[0]]
    )
