"""Contributions: what a paper introduces that gives no name of its own to it, as far as it says.

Mentions are chosen one by one, each by its own score. Here the paper is asked as a whole: where
nothing was introduced, the phrase that is likeliest a method and the paper's own is it, though it
might not have been chosen alone. Where a paper reports numbers there was something measured, so
less is enough. What a title opens with and is built ("A Quantized Pose Network for Frogs") is it,
whatever parts of it are introduced without a name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.model import Kind, Label, Role
from kg.nlp.entities import find_apart
from kg.nlp.features import Candidate, Context
from kg.nlp.judged import Judged
from kg.nlp.knowledge import FOLDER, read_scores
from kg.nlp.numbers import find_numbers
from kg.nlp.title_phrases import find_opening
from kg.surface import normal_form

CONCEPT = f"{Label.METHOD.value}/{Kind.CONCEPT.value}"
RULE = "title-opening"
_SURE = 0.5  # the score of what a title opens with, where the model gives it less
_INNER = 0.3  # from where on a part of it is likelier
_FORMED = frozenset(("acronym", "inner"))
Chosen = tuple[Judged, str]
"""What was chosen, with its role."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A phrase that may be what a paper introduces.

    Attributes:
        candidate: where it stands.
        method: how likely it is a method, named or not.
        other: how likely it is the likeliest thing else.
        own: how likely the paper introduces it, if it is a method.
    """

    candidate: Candidate
    method: float
    other: float
    own: float

    @property
    def score(self) -> float:
        """How likely it is a method that the paper introduces."""
        return round(self.method * self.own, 3)


@cache
def read_contribution_thresholds() -> dict[str, float]:
    """The least score of a contribution: of a paper with a benchmark, with numbers, of others."""
    return read_scores(FOLDER / "contribution-thresholds.tsv", ("benchmark", "measured", "other"))


def add_contribution(
    chosen: Sequence[Chosen], proposed: Iterable[Proposed], context: Context
) -> list[Chosen]:
    """What was chosen in a paper, with its contribution where no method is introduced by a name.

    Args:
        chosen: the things chosen, each with its role.
        proposed: all phrases that may be it.
        context: the paper's.
    """
    proposed = list(proposed)
    introduced = {_label(one) for one, role in chosen if role == Role.INTRODUCED.value}
    built = _find_built(chosen, proposed, context)
    if built is not None:
        return [(built, Role.INTRODUCED.value), *_beside(chosen, built.candidate)]
    methods = [one for one in proposed if one.other < one.method]
    if Label.METHOD.value in introduced or not methods:
        return list(chosen)
    best = min(methods, key=lambda one: (-one.score, one.candidate.key))
    if best.score < _least(introduced, context):
        return list(chosen)
    own = _to_judged(best)
    return [(own, Role.INTRODUCED.value), *_beside(chosen, own.candidate)]


def _find_built(
    chosen: Sequence[Chosen], proposed: Iterable[Proposed], context: Context
) -> Judged | None:
    """What the title opens with and is built, where nothing in the form of a name is introduced."""
    opening = find_opening(context.words)
    own = [one for one, role in chosen if role == Role.INTRODUCED.value]
    if opening is None or all(i in context.known for i in range(*opening)):
        return None
    if any(_is_rival(one, opening, context) for one in own):
        return None
    known = None
    for one in proposed:
        if opening in one.candidate.places:
            known = one
        elif one.score >= _INNER and _meets(one.candidate.places, opening):
            return None
    built = known or _to_proposed(opening, context)
    keys = {one.candidate.key for one, _ in chosen}
    if built.other > built.method or built.candidate.key in keys:
        return None
    apart = [place for place in built.candidate.places if not _meets([place], opening)]
    placed = replace(built, candidate=replace(built.candidate, places=[opening, *apart]))
    return replace(_to_judged(placed), score=max(round(built.method, 3), _SURE))


def _to_proposed(opening: tuple[int, int], context: Context) -> Proposed:
    """A phrase that was no candidate, as it stands in the title alone."""
    candidate = Candidate(normal_form(context.words.slice(*opening)))
    candidate.add(*opening, RULE)
    return Proposed(candidate, _SURE, 0.0, 1.0)


def _is_rival(one: Judged, opening: tuple[int, int], context: Context) -> bool:
    """Whether what is introduced is no method, has the form of a name, or stands in the opening."""
    places = one.candidate.places
    is_formed = any(
        end - start == 1 and context.words.shapes[start] in _FORMED for start, end in places
    )
    is_method = _label(one) == Label.METHOD.value
    return not is_method or is_formed or _meets(one.candidate.places, opening)


def _meets(places: Iterable[tuple[int, int]], opening: tuple[int, int]) -> bool:
    return any(start < opening[1] and opening[0] < end for start, end in places)


def _label(one: Judged) -> str:
    return one.label.partition("/")[0]


def _least(introduced: Iterable[str], context: Context) -> float:
    least = read_contribution_thresholds()
    if Label.BENCHMARK.value in introduced:
        return least["benchmark"]
    abstract = context.words.text.partition("\n\n")[2]
    return least["measured" if any(n.unit for n in find_numbers(abstract)) else "other"]


def _to_judged(best: Proposed) -> Judged:
    """The contribution as chosen: a description, as a name would have been found alone."""
    own = replace(best.candidate, places=find_apart(best.candidate.places))
    return Judged(own, CONCEPT, round(best.method, 3))


def _beside(chosen: Iterable[Chosen], own: Candidate) -> list[Chosen]:
    """What was chosen without its places that share a word with the contribution's."""
    taken = frozenset(i for place in own.places for i in range(*place))
    kept = []
    for one, role in chosen:
        free = [place for place in one.candidate.places if taken.isdisjoint(range(*place))]
        if free:
            kept.append((replace(one, candidate=replace(one.candidate, places=free)), role))
    return kept
