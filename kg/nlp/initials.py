"""Initials: short forms that no definition pairs with what they stand for.

Definitions are found before mentions are and know no digits ("Wobbly 3D Policy (WP3)"), and no
title defines what its abstract calls by the letters alone ("Wobbly Gait Optimization for Foos", "we
propose WGO"). Here both ends are known.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from spacy.tokens import Span

from kg.model import Label, Role
from kg.nlp.words import to_words

_FEWEST = 2


def find_initials(spans: Sequence[Span]) -> Mapping[str, str]:
    """The groups of short forms, each with the group of what it stands for.

    Args:
        spans: the mentions of a document, in order; a group is its label and ``id_``.
    """
    return find_titled(spans) | find_apposed(spans)


def find_apposed(spans: Sequence[Span]) -> dict[str, str]:
    """The groups of short forms that stand in brackets right behind a long one: "…Policy (DP3)"."""
    same: dict[str, str] = {}
    for long, short in pairwise(spans):
        texts = to_words(long.doc).texts
        if not long.end < short.start or short.end >= len(texts) or texts[short.end] != ")":
            continue
        if long.label_ != short.label_ or long.id_ == short.id_:
            continue
        between = long.doc[long.end : short.start].text.strip()
        if between == "(" and is_short_of(short.text, long.text):
            key = _group(long)
            same[_group(short)] = same.get(key, key)
    return same


def is_short_of(short: str, long: str) -> bool:
    """Whether the letters of one word stand in another form in order, the first at its begin.

    >>> is_short_of("DP3", "3D Diffusion Policy"), is_short_of("RL", "meta-reinforcement learning")
    (True, False)
    """
    letters = [each for each in short.lower() if each.isalpha()]
    found = [each for each in long.lower() if each.isalpha()]
    if len(letters) < _FEWEST or " " in short or len(long) <= len(short):
        return False
    rest = iter(found)
    return letters[:1] == found[:1] and all(letter in rest for letter in letters)


def find_titled(spans: Sequence[Span]) -> dict[str, str]:
    """The group of a word that is the paper's own method, and of the title's name for it.

    There has to be one such word and one such name, of all that the paper introduces.
    """
    own = [span for span in spans if _is_own(span)]
    if not own:
        return {}
    abstract = to_words(own[0].doc).abstract
    longs = [span for span in own if span.start < abstract and len(span) > 1]
    pairs = {(_group(short), _group(long)) for short, long in _spelled(own, longs)}
    shorts, names = ({pair[side] for pair in pairs} for side in (0, 1))
    return dict(pairs) if len(shorts) == len(names) == 1 else {}


def _is_own(span: Span) -> bool:
    return span.label_ == Label.METHOD.value and span._.role == Role.INTRODUCED.value


def _spelled(own: Sequence[Span], longs: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Each short form with a name of the title that spells it out, but does not hold it."""
    for short in own:
        for long in longs:
            is_apart = _group(short) != _group(long) and short.text not in long.text
            if (
                is_apart
                and is_short_of(short.text, long.text)
                and has_initials(short.text, long.text)
            ):
                yield short, long


def has_initials(short: str, long: str) -> bool:
    """Whether half of the capitals of a word, and two of them, begin words of a phrase, in order.

    A mark at the end makes another thing of it: "WG+" is no "Wobbly Gait".

    >>> has_initials("ADA-NNS", "Angular Distance-Guided Neighbor Selection")
    True
    >>> has_initials("ERS", "Enriched Instruction Tuning"), has_initials("WG+", "Wobbly Gait")
    (False, False)
    """
    capitals = "".join(filter(str.isupper, short))
    count = at = 0
    for word in long.replace("-", " ").split():
        if (place := capitals.find(word[0].upper(), at)) >= 0:
            count, at = count + 1, place + 1
    return short[-1].isalnum() and count >= max(_FEWEST, len(capitals) / 2)


def _group(span: Span) -> str:
    return f"{span.label_} {span.id_}"
