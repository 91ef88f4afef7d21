"""From senses to entities: what each is called, what its id is, and why its names are one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.ids import entity_node
from kg.model import Entity, Evidence, Kind, Label
from kg.resolve.lexicon import Key
from kg.resolve.names import Names
from kg.resolve.senses import Sense
from kg.resolve.spelling import name_form
from kg.surface import best_name

_MANY, _MORE = 10, 4  # papers that use a name of the field, and for each that means otherwise
_MISREAD = 2  # uses of a name under another label for each under this one
_FREQUENT = 0.2  # of the most frequent name: what is rarer names nothing


@dataclass(slots=True)
class Known:
    """What is known of one sense: its forms, and where papers introduce it.

    ``named`` counts the papers that read it as a proper name, less those that read a concept.
    """

    forms: Counter[str] = field(default_factory=Counter)
    named: int = 0
    uses: int = 0
    introductions: dict[str, Evidence] = field(default_factory=dict)
    decided_name: str = ""
    _called: str = ""

    @property
    def introducer(self) -> str | None:
        """The paper that introduces it, where that is one."""
        return next(iter(self.introductions)) if len(self.introductions) == 1 else None

    @property
    def name(self) -> str:
        """What to call it: of each name the usual spelling, of the frequent ones the best."""
        if not self._called:
            self._called = self._call()
        return self.decided_name or self._called

    def _call(self) -> str:
        spellings: dict[str, list[str]] = {}
        for form in self.forms:
            spellings.setdefault(name_form(form), []).append(form)
        usual = {
            min(alike, key=lambda form: (-self.forms[form], len(form), form)): total
            for key, alike in spellings.items()
            if key and (total := sum(self.forms[form] for form in alike))
        }
        often = max(usual.values()) * _FREQUENT
        frequent = {form: count for form, count in usual.items() if count >= often}
        return best_name(frequent, Kind.NAMED if self.named >= 0 else Kind.CONCEPT)


def gather(names: Names, senses: Mapping[tuple[str, int], Sense]) -> dict[Sense, Known]:
    """What is known of each sense."""
    known: dict[Sense, Known] = {}
    for use in names.uses:
        place = (use.paper, use.group)
        held = known.setdefault(senses[place], Known())
        held.forms.update(dict(use.forms))
        held.named += 1 if use.is_named else -1
        held.uses += 1
        if place in names.introductions:
            held.introductions[use.paper] = names.introductions[place]
    return known


def to_entity(id: str, sense: Sense, known: Known) -> Entity:
    """The entity of a sense."""
    description = known.introductions.get(known.introducer or "")
    aliases = tuple(sorted({*known.forms, known.name}))
    return Entity(id, sense[0][0], known.name, aliases, description)


def mint_ids(known: Mapping[Sense, Known]) -> dict[Sense, str]:
    """An id for each sense: a function of all of them, whatever their order."""
    homonyms: dict[Key, list[Sense]] = {}
    for sense, held in known.items():
        homonyms.setdefault((sense[0][0], name_form(held.name)), []).append(sense)
    ids: dict[Sense, str] = {}
    for key, senses in homonyms.items():
        used: Counter[str | None] = Counter()
        for sense in sorted(senses):
            distinction = _distinction(sense, known, senses)
            used[distinction] += 1
            again = f"{distinction}/{used[distinction]}"
            ids[sense] = entity_node(*key, distinction if used[distinction] == 1 else again)
    return ids


def _is_usual(sense: Sense, known: Mapping[Sense, Known], rivals: Iterable[Sense]) -> bool:
    """Whether a name of the field means this: it is nobody's own, and many use it."""
    others = sum(known[rival].uses for rival in rivals)
    return not sense[1] and known[sense].uses >= max(_MANY, _MORE * others)


def _distinction(
    sense: Sense, known: Mapping[Sense, Known], homonyms: Iterable[Sense]
) -> str | None:
    """What tells an entity from its homonyms: who introduces it, else its long form.

    Of those that no single paper introduces, the one that most papers use goes without.
    """
    rivals = [other for other in homonyms if other != sense]
    if not rivals or _is_usual(sense, known, rivals):
        return None
    if introducer := known[sense].introducer:
        return introducer
    if any(_is_usual(other, known, (sense,)) for other in rivals):
        return sense[0][1]
    common = [other for other in homonyms if not known[other].introducer]
    is_bare = {other: other[0][1] == name_form(known[other].name) for other in common}
    usual = min(common, key=lambda other: (-known[other].uses, not is_bare[other], other))
    return None if sense == usual else sense[0][1]


def find_doubtful(known: Mapping[Sense, Known], ids: Mapping[Sense, str]) -> set[str]:
    """The entities of which it is not sure enough what they are to infer relations from them.

    Several papers are said to introduce one and the same thing, which one at most did; or most
    papers that use the name mean a thing of another label by it, a data set rather than a method.
    """
    uses: dict[str, Counter[Label]] = {}
    for sense, held in known.items():
        uses.setdefault(name_form(held.name), Counter())[sense[0][0]] += held.uses
    doubtful = set()
    for sense, held in known.items():
        here = uses[name_form(held.name)]
        label = sense[0][0]
        others = max((here[other] for other in here if other is not label), default=0)
        is_method = label is Label.METHOD
        if (is_method and len(held.introductions) > 1) or others >= _MISREAD * here[label]:
            doubtful.add(ids[sense])
    return doubtful
