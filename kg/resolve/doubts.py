"""The pairs of entities that may be one: what a user should look at first.

Pairs come from what is disputed and from names that differ by little, never from comparing all
with all: short forms that stand for several things, contributions of one name, forms that some
paper uses for one thing and others tell apart, and names alike but for their last letters or the
order of their words.
"""

from collections.abc import Iterable, Iterator, Mapping

from kg.model import Doubt, Reason
from kg.resolve.bonds import Joined
from kg.resolve.entities import Known
from kg.resolve.lexicon import Key
from kg.resolve.names import Names, gist
from kg.resolve.senses import Sense
from kg.resolve.short_forms import ShortForm
from kg.resolve.spelling import name_form

_SHARED = {Reason.HOMONYM: 0.3, Reason.WORDING: 0.5, Reason.ABBREVIATION: 0.4, Reason.SPELLING: 0.6}
_FEW = 6  # things of one blurred name; more are a family, not a doubt


def find_doubts(
    names: Names,
    joined: Joined,
    short_forms: Iterable[ShortForm],
    known: Mapping[Sense, Known],
    ids: Mapping[Sense, str],
) -> list[Doubt]:
    """The uncertain pairs, those first that concern the most papers; then by id."""
    by_root: dict[Key, list[Sense]] = {}
    for sense in sorted(known):
        by_root.setdefault(sense[0], []).append(sense)
    found: dict[tuple[str, str], Doubt] = {}
    for reason, one, other in (
        *_homonyms(by_root),
        *_disputed(short_forms, joined, by_root),
        *_worded(names, joined, by_root),
        *_alike(known),
    ):
        if one != other:
            doubt = _to_doubt(reason, one, other, known, ids)
            found.setdefault((doubt.one, doubt.other), doubt)
    return sorted(found.values(), key=lambda doubt: (-doubt.papers, doubt.one, doubt.other))


def _to_doubt(
    reason: Reason,
    one: Sense,
    other: Sense,
    known: Mapping[Sense, Known],
    ids: Mapping[Sense, str],
) -> Doubt:
    first, second = sorted((ids[one], ids[other]))
    papers = min(known[one].uses, known[other].uses)
    return Doubt(first, second, reason, papers, _SHARED[reason])


def _homonyms(by_root: Mapping[Key, list[Sense]]) -> Iterator[tuple[Reason, Sense, Sense]]:
    for senses in by_root.values():
        first, *others = senses
        yield from ((Reason.HOMONYM, first, other) for other in others)


def _disputed(
    short_forms: Iterable[ShortForm], joined: Joined, by_root: Mapping[Key, list[Sense]]
) -> Iterator[tuple[Reason, Sense, Sense]]:
    for short_form in short_forms:
        roots = {joined.root(short_form.key): None}
        roots |= {joined.root(long): None for sense in short_form.senses for long in sense.longs}
        senses = [sense for root in roots for sense in by_root.get(root, ())[:1]]
        yield from ((Reason.ABBREVIATION, senses[0], other) for other in senses[1:])


def _worded(
    names: Names, joined: Joined, by_root: Mapping[Key, list[Sense]]
) -> Iterator[tuple[Reason, Sense, Sense]]:
    for alias, mains in sorted(names.variants.items()):
        for main in sorted(mains):
            ends = [by_root.get(joined.root(key)) for key in (alias, main)]
            if ends[0] and ends[1]:
                yield Reason.WORDING, ends[0][0], ends[1][0]


def blurred(form: str) -> tuple[str, ...]:
    """What stays of a name of several words, whatever their order; nothing of any other."""
    words = form.casefold().replace("-", " ").split()
    return tuple(sorted(map(gist, words))) if len(words) > 1 and name_form(form) else ()


def _alike(known: Mapping[Sense, Known]) -> Iterator[tuple[Reason, Sense, Sense]]:
    alike: dict[tuple[str, ...], dict[Sense, None]] = {}
    for sense in sorted(known):
        for form in sorted(known[sense].forms):
            if words := blurred(form):
                alike.setdefault((sense[0][0].value, *words), {})[sense] = None
    for senses in alike.values():
        first, *others = senses
        if len(others) < _FEW:
            yield from ((Reason.SPELLING, first, other) for other in others)
