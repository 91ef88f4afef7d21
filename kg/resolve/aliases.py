"""The alias table: which names of the collection mean one thing.

A *slot* is a name by its normal form and label, and for a paper's own contribution also the paper.
Slots meet where their papers say that one form stands for another; what a short form stands for in
one paper counts elsewhere only while no paper of the collection says otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from kg.model import Annotation, Evidence, Label, Role
from kg.resolve.groups import Group, find_groups, introduction
from kg.surface import normal_form, plain

Key: TypeAlias = tuple[Label, str]
Slot: TypeAlias = tuple[Label, str, str]

_SMALL_WORDS = re.compile(r"\b(?:a|an|and|by|for|from|in|of|on|the|through|to|using|via|with)\b")
_ENDING = re.compile(r"\b(\w{4,}?)(?:ations?|ers?|ors?|ings?|ed|ives?)\b")
_SHORT = 12  # characters of the longest abbreviation
_SHORTER = 3  # by how many letters an abbreviation saves at least


class AliasTable:
    """The names of a collection and what joins them; holds no text but the names."""

    def __init__(self) -> None:
        self.slots: dict[str, dict[int, Slot]] = {}
        self.forms: dict[Slot, Counter[str]] = {}
        self.named: Counter[Slot] = Counter()
        self.introductions: dict[Slot, dict[str, Evidence]] = {}
        self._definitions: dict[Key, dict[Key, str]] = {}
        self._variants: dict[Key, set[Key]] = {}
        self._defined: set[Key] = set()

    def add(self, annotation: Annotation) -> None:
        """Take in the names of one paper."""
        paper = annotation.paper.id
        for group in find_groups(annotation):
            forms = _forms(annotation, group)
            if not any(map(normal_form, forms)):
                continue
            slot = self._add_names(group, forms, _owner(group, paper))
            self.slots.setdefault(paper, {})[group.number] = slot
            self.forms.setdefault(slot, Counter()).update(forms)
            self.named[slot] += 1 if group.named else -1
            if where := introduction(annotation, group):
                self.introductions.setdefault(slot, {})[paper] = where

    def is_defined(self, key: Key) -> bool:
        """Whether a paper gives an abbreviation for this name."""
        return key in self._defined

    def _add_names(self, group: Group, forms: Counter[str], owner: str) -> Slot:
        main = _main_form(forms)
        key = (group.label, normal_form(main))
        for form in forms:
            alias = (group.label, normal_form(form))
            if not alias[1] or alias == key:
                continue
            if abbreviates(form, main):
                self._defined.add(key)
                gists = self._definitions.setdefault(alias, {})
                gists[key] = min(_gist(main), gists.get(key, "\U0010ffff"))
            elif group.named and not _contains(alias[1], key[1]):
                self._variants.setdefault(alias, set()).add(key)
        return (*key, owner)

    def join(self) -> "Joined":
        """The keys that mean one thing."""
        joined = Joined()
        disputed = {alias for alias, mains in self._definitions.items() if _disputed(mains)}
        for alias, mains in self._definitions.items():
            joined.unite(_by_gist(mains))
            if alias not in disputed:
                joined.unite([[alias, *mains]])
        apart = self._told_apart()
        for alias, keys in self._variants.items():
            (main, *others) = sorted(keys)
            if not others and not {alias, main} & disputed and (alias, main) not in apart:
                joined.unite([[alias, main]])
        return joined

    def _told_apart(self) -> set[tuple[Key, Key]]:
        """The variants that some paper names side by side as different things."""
        pairs: set[tuple[Key, Key]] = set()
        for slots in self.slots.values():
            keys = {slot[:2] for slot in slots.values()}
            for alias in keys & self._variants.keys():
                pairs.update((alias, main) for main in self._variants[alias] & keys)
        return pairs


class Joined:
    """Keys in sets without overlap; each set is known by its least key."""

    def __init__(self) -> None:
        self._above: dict[Key, Key] = {}

    def root(self, key: Key) -> Key:
        """The least key of the set that holds this one."""
        while (above := self._above.get(key, key)) != key:
            self._above[key] = self._above.get(above, above)
            key = above
        return key

    def unite(self, sets: Iterable[Iterable[Key]]) -> None:
        """Make one set of each of these."""
        for keys in sets:
            roots = sorted({self.root(key) for key in keys})
            self._above.update(dict.fromkeys(roots[1:], roots[0]))


def abbreviates(short: str, long: str) -> bool:
    """Whether one form can be the abbreviation of the other: its letters, in order, from the first.

    >>> abbreviates("MAML", "Model-Agnostic Meta-Learning")
    True
    """
    letters = re.sub(r"[^a-z0-9]", "", short.casefold())
    spelled = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[\s\-_/]+", " ", plain(long).casefold()))
    if " " in short.strip() or len(short) > _SHORT or not letters:
        return False
    if _contains(normal_form(short), normal_form(long)):
        return False
    if len(spelled) < len(letters) + _SHORTER or spelled[0] != letters[0]:
        return False
    rest: Iterator[str] = iter(spelled)
    return all(letter in rest for letter in letters.removesuffix("s"))


def _contains(one: str, other: str) -> bool:
    """Whether one form is the other with more words, as a kind of thing is called by its genus."""
    return one in other or other in one


def _forms(annotation: Annotation, group: Group) -> Counter[str]:
    """Each form and how often; a title's capitals count for nothing beside the abstract's form."""
    title = len(annotation.paper.title)
    forms = Counter(mention.text for mention in group.mentions if mention.start >= title)
    usual = {normal_form(form) for form in forms}
    for form in (mention.text for mention in group.mentions if mention.start < title):
        forms[form] += 0 if normal_form(form) in usual and form not in forms else 1
    return forms


def _owner(group: Group, paper: str) -> str:
    return paper if group.named and group.role is Role.INTRODUCED else ""


def _main_form(forms: Counter[str]) -> str:
    """The long form where there is one that another form abbreviates, else the usual form."""
    long = [form for form in forms if any(abbreviates(short, form) for short in forms)]
    if long:
        return min(long, key=lambda form: (-forms[form], -len(form), form))
    return min(filter(normal_form, forms), key=lambda form: (-forms[form], len(form), form))


def _gist(form: str) -> str:
    words = re.sub(r"[\s\-_/]+", " ", form.casefold())
    return normal_form(_ENDING.sub(r"\1", _SMALL_WORDS.sub(" ", words))) or normal_form(form)


def _disputed(mains: dict[Key, str]) -> bool:
    return len(set(mains.values())) > 1


def _by_gist(mains: dict[Key, str]) -> list[list[Key]]:
    alike: dict[str, list[Key]] = {}
    for key, gist in mains.items():
        alike.setdefault(gist, []).append(key)
    return list(alike.values())
