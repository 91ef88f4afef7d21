"""Which entities are variants of others: versions and sizes of models, kinds of a genus."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from kg.model import Entity, Inferred, Label, Predicate
from kg.resolve.entities import Known
from kg.resolve.relations import Claim
from kg.resolve.senses import Sense
from kg.resolve.spelling import spelling_form
from kg.surface import plain

BearerOf: TypeAlias = Callable[[Label, str], str | None]
Spelled: TypeAlias = tuple[Label, str, str]  # a name's label and spelling, and the id of an entity

_VERSION, _KIND = "version-or-size", "kind-of"
_SCORES = {_VERSION: 0.9, _KIND: 0.85}
# What tells a version from its family: a size, a date, a short word behind a hyphen, or the letters
# behind a number.
_SUFFIX = re.compile(r"^(?P<stem>.*[\w.])[\s\-_](?P<suffix>[^\s\-_]+)$")
_LETTERS = re.compile(r"^(?P<stem>.*\d)(?P<suffix>[a-zA-Z]{1,3})$")
_NUMBER = re.compile(r"^(?P<stem>[A-Za-z]{3,})v?[\d.]+$")
_MODIFIERS = re.compile(
    r"^(?:v?\d[\w.]*|base|large|small|medium|tiny|nano|mini|micro|xl|xxl|x|turbo|instruct|chat|it"
    r"|pro|flash|ultra|preview|high|low|sonnet|opus|haiku|vision|code|coder|math|distill|omni)$",
    re.IGNORECASE,
)
_LINKING = frozenset(("and", "by", "for", "from", "in", "of", "on", "or", "to", "via", "with"))


def find_variants(entities: Iterable[Entity], bearer_of: BearerOf) -> Iterator[Claim]:
    """``variantOf`` from each version to its family and from each kind to its genus.

    Of several that fit, the nearest: "Qwen2.5-7B-Instruct" is a variant of "Qwen2.5-7B" where that
    is known, else of "Qwen2.5". Names that several things bear say nothing.

    Args:
        entities: the versions and kinds.
        bearer_of: what alone bears a name of this label and spelling.
    """
    for entity in entities:
        for rule, parent in _parents(entity):
            other = bearer_of(entity.label, spelling_form(parent))
            if other is not None and other != entity.id:
                edge = (entity.id, Predicate.VARIANT_OF, other)
                yield edge, Inferred(rule, (), (entity.name, parent), _SCORES[rule])
                break


def find_bearers(known: Mapping[Sense, Known], ids: Mapping[Sense, str]) -> Iterator[Spelled]:
    """The spellings that one thing alone bears, of all the things of a label, in any order."""
    found: dict[tuple[Label, str], Sense | None] = {}
    for sense in ids:
        for form in {spelling_form(form) for form in known[sense].forms}:
            key = (sense[0][0], form)
            found[key] = None if key in found else sense
    return ((*key, ids[sense]) for key, sense in found.items() if sense is not None)


def find_sought(entities: Iterable[Entity]) -> Iterator[Spelled]:
    """The spellings by which each entity looks for what it is a variant of, in any order."""
    for entity in entities:
        for form in {spelling_form(parent) for _, parent in _parents(entity)}:
            yield entity.label, form, entity.id


def _parents(entity: Entity) -> Iterator[tuple[str, str]]:
    """What a thing may be a variant of, the nearest first."""
    names = dict.fromkeys((entity.name, *entity.aliases))
    for name in names:
        yield from ((_VERSION, stem) for stem in _families(plain(name)))
    if entity.label is not Label.BENCHMARK:
        for name in names:
            yield from ((_KIND, genus) for genus in _genera(plain(name)))


def _families(name: str) -> Iterator[str]:
    """The name without its last suffix, without the last two, and so on.

    >>> list(_families("Qwen2.5-Instruct")), list(_families("GPT-4o"))
    (['Qwen2.5', 'Qwen'], ['GPT-4', 'GPT'])
    """
    while True:
        if letters := _LETTERS.match(name):
            yield letters["stem"]
        match = _SUFFIX.match(name)
        if match and not _MODIFIERS.match(match["suffix"]):
            return
        match = match or _NUMBER.match(name)
        if match is None or not any(c.isalpha() for c in match["stem"]):
            return
        name = match["stem"]
        yield name


def _genera(name: str) -> Iterator[str]:
    """The name without its first word, without its first two, and so on; acronyms may stand alone.

    Hyphens hold: semi-supervised learning is no supervised learning.

    >>> list(_genera("deep multi-agent reinforcement learning"))
    ['multi-agent reinforcement learning', 'reinforcement learning']
    """
    words = name.split()
    if any(word.casefold() in _LINKING for word in words):
        return
    for start in range(1, len(words)):
        rest = words[start:]
        if len(rest) > 1 or (rest[0].isupper() and len(rest[0]) > 1):
            yield " ".join(rest)
