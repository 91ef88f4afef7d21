"""The names of a collection: who uses which, and what papers say that they stand for.

A *key* is a name by its label and normal form. Each group of a paper is a *use* of one key, the
main form of the group; its other forms are said to abbreviate it or to be variants of it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.model import Annotation, Evidence, Label, Role
from kg.resolve.groups import Group, find_groups, introduction, is_presented
from kg.resolve.lexicon import Key, known_names
from kg.resolve.spelling import abbreviates, contains, name_form, spelling_form

_SMALL_WORDS = re.compile(r"\b(?:a|an|and|by|for|from|in|of|on|the|through|to|using|via|with)\b")
_ENDING = re.compile(r"\b(\w{4,}?)(?:ations?|ers?|ors?|ings?|ed|ives?)\b")


class Use(NamedTuple):
    """A paper names a thing: by these forms, as its own contribution or not.

    ``is_presented``: the reading says that the paper uses it, its words that it is new.
    """

    paper: str
    group: int
    key: Key
    forms: tuple[tuple[str, int], ...]
    is_named: bool
    is_own: bool
    is_presented: bool = False


@dataclass(slots=True)
class Names:
    """The names of a collection; holds no text but the names.

    Attributes:
        uses: every group of every paper.
        printed: how each key is printed, of several spellings the least.
        defined: short form to long form to the papers that say so.
        variants: a form to the main forms beside which papers use it for one thing.
        beside: the same where that says nothing about other papers ("few-shot learning" and
            "learning", or two wordings of something without a name).
        introductions: where a paper introduces a thing, by paper and group.
    """

    uses: list[Use]
    printed: dict[Key, str]
    defined: dict[Key, dict[Key, set[str]]]
    variants: dict[Key, dict[Key, set[str]]]
    beside: dict[Key, dict[Key, set[str]]]
    introductions: dict[tuple[str, int], Evidence]

    @classmethod
    def empty(cls) -> "Names":
        """No names yet."""
        return cls([], {}, {}, {}, {}, {})

    def add(self, annotation: Annotation) -> None:
        """Take in the names of one paper."""
        paper = annotation.paper.id
        for group in find_groups(annotation):
            forms = find_forms(annotation, group)
            if not any(map(name_form, forms)):
                continue
            is_own = group.named and group.role is Role.INTRODUCED
            main = main_form(forms, group.label, is_own=is_own)
            key = (group.label, name_form(main))
            self._add_others(group, paper, key, main, forms)
            told = (key, tuple(sorted(forms.items())), group.named, is_own)
            is_new = not is_own and is_presented(annotation, group)
            self.uses.append(Use(paper, group.number, *told, is_new))
            if where := introduction(annotation, group):
                self.introductions[paper, group.number] = where

    def _add_others(
        self, group: Group, paper: str, key: Key, main: str, forms: Mapping[str, int]
    ) -> None:
        for form in forms:
            alias = (group.label, name_form(form))
            if not alias[1]:
                continue
            self.printed[alias] = min(form, self.printed.get(alias, form))
            if alias == key:
                continue
            if abbreviates(form, main):
                self.defined.setdefault(alias, {}).setdefault(key, set()).add(paper)
            elif group.named and not contains(alias[1], key[1]):
                self.variants.setdefault(alias, {}).setdefault(key, set()).add(paper)
            else:
                self.beside.setdefault(alias, {}).setdefault(key, set()).add(paper)

    def sort(self) -> None:
        """Put the uses in an order of their own."""
        self.uses.sort(key=lambda use: (use.paper, use.group))

    def told_apart(self) -> set[tuple[Key, Key]]:
        """The variants that some paper names side by side as different things."""
        by_paper: dict[str, set[Key]] = {}
        for use in self.uses:
            by_paper.setdefault(use.paper, set()).add(use.key)
        return {
            (alias, main)
            for keys in by_paper.values()
            for alias in keys & self.variants.keys()
            for main in self.variants[alias].keys() & keys
        }


def find_forms(annotation: Annotation, group: Group) -> Counter[str]:
    """Each form and how often; a title's capitals count for nothing beside the abstract's form."""
    title = len(annotation.paper.title)
    forms = Counter(mention.text for mention in group.mentions if mention.start >= title)
    usual = {name_form(form) for form in forms}
    for form in (mention.text for mention in group.mentions if mention.start < title):
        forms[form] += 0 if name_form(form) in usual and form not in forms else 1
    return forms


def main_form(forms: Mapping[str, int], label: Label, *, is_own: bool) -> str:
    """What the forms of a group are forms of.

    The long form where there is one that another form abbreviates; of what a paper only uses the
    form that the lexicon knows; else the usual form.
    """
    usual = sorted(filter(name_form, forms), key=lambda form: (-forms[form], len(form), form))
    if len(usual) == 1:
        return usual[0]
    long = [form for form in usual if any(abbreviates(short, form) for short in forms)]
    if long:
        return min(long, key=lambda form: (-forms[form], -len(form), form))
    known = (form for form in usual if not is_own and (label, name_form(form)) in known_names())
    return next(known, usual[0])


@lru_cache(maxsize=1 << 17)
def gist(form: str) -> str:
    """What stays of a long form when small words, endings and spelling are taken away."""
    words = re.sub(r"[\s\-_/]+", " ", form.casefold())
    bare = spelling_form(_ENDING.sub(r"\1", _SMALL_WORDS.sub(" ", words)))
    return bare or name_form(form)
