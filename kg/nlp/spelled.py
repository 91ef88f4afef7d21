"""Spelled: phrases that are one once the short forms in them are spelled out.

"Low-resource NMT" and "low-resource neural machine translation" are judged apart, each by its own
words, and then joined; the surer says what both are.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.nlp.features import Candidate
from kg.nlp.groups import Pairs, spelled_key
from kg.nlp.judged import Judged
from kg.nlp.words import Words

_LEAST = 0.1
"""What is less sure joins nothing: most n-grams are hardly anything."""


def join_spelled(judged: Sequence[Judged], words: Words, pairs: Pairs) -> list[Judged]:
    """What was judged, each phrase with an acronym joined to the one that spells it out."""
    if not pairs.longs:
        return list(judged)
    by_key: dict[str, list[Judged]] = {}
    for one in judged:
        key = _key(one.candidate, words, pairs) if one.score >= _LEAST else one.candidate.key
        by_key.setdefault(key, []).append(one)
    return [_join(same) if len(same) > 1 else same[0] for same in by_key.values()]


def _key(candidate: Candidate, words: Words, pairs: Pairs) -> str:
    return spelled_key(words.slice(*candidate.places[0]), pairs)


def _join(same: list[Judged]) -> Judged:
    """One for all that are the same, with what was judged of the surest."""
    ranked = sorted(same, key=lambda one: (-one.score, one.candidate.key))
    joined = Candidate(ranked[0].candidate.key)
    for one in ranked:
        joined.places += [place for place in one.candidate.places if place not in joined.places]
        joined.rules |= one.candidate.rules
        joined.known |= one.candidate.known
    joined.places.sort()
    return replace(ranked[0], candidate=joined)
