"""From the alias table to entities: who shares one, what it is called, what its id is."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeAlias

from kg.ids import entity_node
from kg.model import Entity, Evidence, Kind
from kg.resolve.aliases import AliasTable, Key, Slot
from kg.surface import best_name, normal_form

Sense: TypeAlias = tuple[Key, str]


@dataclass(slots=True)
class Known:
    """What is known of one sense: its forms, and where papers introduce it.

    ``named`` counts the papers that read it as a proper name, less those that read a concept.
    """

    forms: Counter[str] = field(default_factory=Counter)
    named: int = 0
    introductions: dict[str, Evidence] = field(default_factory=dict)

    @property
    def introducer(self) -> str | None:
        """The paper that introduces it, where that is one."""
        return next(iter(self.introductions)) if len(self.introductions) == 1 else None

    @property
    def name(self) -> str:
        """What to call it: of each name the usual spelling, of these the best."""
        spellings: dict[str, list[str]] = {}
        for form in self.forms:
            spellings.setdefault(normal_form(form), []).append(form)
        usual = {
            min(alike, key=lambda form: (-self.forms[form], len(form), form)): total
            for key, alike in spellings.items()
            if key and (total := sum(self.forms[form] for form in alike))
        }
        return best_name(usual, Kind.NAMED if self.named >= 0 else Kind.CONCEPT)


def make_entities(table: AliasTable) -> tuple[list[Entity], dict[Slot, str]]:
    """The entities of a collection, sorted by id, and the entity id of each slot."""
    senses = find_senses(table)
    known: dict[Sense, Known] = {}
    for slot, sense in senses.items():
        held = known.setdefault(sense, Known())
        held.forms.update(table.forms[slot])
        held.named += table.named[slot]
        held.introductions.update(table.introductions.get(slot, {}))
    ids = _ids(known)
    entities = sorted((_entity(ids[s], s, known[s]) for s in known), key=lambda e: e.id)
    return entities, {slot: ids[sense] for slot, sense in senses.items()}


def find_senses(table: AliasTable) -> dict[Slot, Sense]:
    """What each slot means: a set of joined keys, and of rival contributions the paper of one.

    Contributions of different papers stay apart whatever their names; who only uses such a name
    means the one contribution that has the very same long form, or is left to itself.
    """
    joined = table.join()
    owners: dict[Key, set[str]] = {}
    for label, form, owner in filter(itemgetter(2), table.forms):
        owners.setdefault(joined.root((label, form)), set()).add(owner)
    rivals = {root for root, papers in owners.items() if len(papers) > 1}
    authors = _authors(table)
    senses = {}
    for slot in table.forms:
        key, owner = slot[:2], slot[2]
        root = joined.root(key)
        senses[slot] = (root, (owner or authors.get(key, "")) if root in rivals else "")
    return senses


def _authors(table: AliasTable) -> dict[Key, str]:
    """The paper behind a long form that one paper alone introduces."""
    owners: dict[Key, set[str]] = {}
    for label, form, owner in filter(itemgetter(2), table.forms):
        if table.is_defined((label, form)):
            owners.setdefault((label, form), set()).add(owner)
    return {key: min(papers) for key, papers in owners.items() if len(papers) == 1}


def _entity(id: str, sense: Sense, known: Known) -> Entity:
    description = known.introductions.get(known.introducer or "")
    return Entity(id, sense[0][0], known.name, tuple(sorted(known.forms)), description)


def _ids(known: dict[Sense, Known]) -> dict[Sense, str]:
    homonyms: dict[Key, list[Sense]] = {}
    for sense, held in known.items():
        homonyms.setdefault((sense[0][0], normal_form(held.name)), []).append(sense)
    ids: dict[Sense, str] = {}
    for key, senses in homonyms.items():
        used: Counter[str | None] = Counter()
        for sense in sorted(senses):
            distinction = _distinction(sense, known, senses)
            used[distinction] += 1
            again = f"{distinction}/{used[distinction]}"
            ids[sense] = entity_node(*key, distinction if used[distinction] == 1 else again)
    return ids


def _distinction(sense: Sense, known: dict[Sense, Known], homonyms: Iterable[Sense]) -> str | None:
    """What tells an entity from its homonyms: who introduces it, else its long form."""
    rivals = [other for other in homonyms if other != sense]
    if not rivals:
        return None
    if introducer := known[sense].introducer:
        return introducer
    root = sense[0][1]
    is_bare = root == normal_form(known[sense].name)
    is_alone = all(known[other].introducer for other in rivals)
    return None if is_bare or is_alone else root
