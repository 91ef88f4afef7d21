"""Title names: what stands before the colon of the title and is introduced under that name.

"Foo: …" as a title and "we propose Foo" or "called Foo" in the abstract say that Foo is a name, and
the paper's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.nlp.features import Context
from kg.nlp.judged import NAMED, Judged

_CUES = frozenset(("introduce", "name"))
_LONGEST = 4
_NEAR = 8
_SURE = 0.9


def is_own(places: Sequence[tuple[int, int]], context: Context) -> bool:
    """Whether what stands at these places is what the title names and the abstract introduces."""
    titled = [place for place in places if _is_titled(place, context)]
    return any(_is_introduced(place, titled[0], context) for place in places if titled)


def _is_titled(place: tuple[int, int], context: Context) -> bool:
    words, (start, end) = context.words, place
    return start == 0 and end <= min(_LONGEST, words.abstract - 1) and words.texts[end] == ":"


def _is_introduced(place: tuple[int, int], titled: tuple[int, int], context: Context) -> bool:
    """Whether the very words of the title stand in the abstract, shortly behind a cue."""
    words, start = context.words, place[0]
    cues = context.cues.get(words.sentence[start], ())
    return (
        start >= words.abstract
        and words.texts[slice(*place)] == words.texts[slice(*titled)]
        and any(label in _CUES and 0 <= start - end <= _NEAR for _, end, label in cues)
    )


def claim_own(
    judged: Iterable[Judged], context: Context, thresholds: Mapping[str, float]
) -> list[Judged]:
    """What was judged, and what the paper introduces under its title's name is named and chosen.

    What had been sure enough keeps its score, since the trust in numbers is fitted on scores.
    """
    return [_claimed(one, thresholds) if _owns(one, context) else one for one in judged]


def _owns(one: Judged, context: Context) -> bool:
    places = one.candidate.places  # in order: what does not open the title is not looked at further
    return places[0][0] == 0 and is_own(places, context)


def _claimed(one: Judged, thresholds: Mapping[str, float]) -> Judged:
    label = NAMED[one.named[0] < one.named[1]]
    if one.label == label and one.score >= thresholds[label]:
        return one
    return replace(one, label=label, score=_SURE)
