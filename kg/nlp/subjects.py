"""Subjects: what the numbers of a paper may belong to, each thing with all its mentions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kg.metrics import read_metrics
from kg.model import Kind, Label, Mention, Role
from kg.nlp.around import KEPT
from kg.nlp.items import Sentence

_NAMED = re.compile(r"[\w.+*$^-]*[A-Z][\w.+*$^-]*[A-Z][\w.+*$^-]*|[A-Z][\w.+*-]*\d[\w.+*-]*")


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One thing that a number may belong to: all its mentions in the paper.

    It is ``titled`` where the paper's title names it, ``formed`` where it is written as a name is.
    """

    group: int
    label: Label
    mentions: tuple[Mention, ...]
    titled: bool = False
    formed: bool = False

    @property
    def role(self) -> Role:
        """What the paper does with it."""
        return self.mentions[0].role

    @property
    def kind(self) -> Kind:
        """Whether it has a name."""
        return self.mentions[0].kind


Rivals = tuple[Subject, ...]
"""All that a number may belong to of one label."""


def find_things(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those of a group that is but a metric's name."""
    mentions = list(mentions)
    known = read_metrics()
    other = {m.group for m in mentions if m.text.lower() not in known}
    return [m for m in mentions if m.group in other]


def find_title_end(text: str) -> int:
    """Where the title of a text ends; 0 where it has none."""
    return max(0, text.find("\n\n"))


def find_subjects(mentions: Iterable[Mention], label: Label, title: int) -> Rivals:
    """The things of one label that a number may belong to, in the order of first mention.

    Args:
        mentions: all mentions of a text.
        label: of which things.
        title: where the title ends.
    """
    ordered = sorted((m for m in mentions if m.label is label), key=lambda m: (m.group, m.start))
    groups = groupby(ordered, lambda m: m.group)
    found = [_to_subject(group, label, tuple(members), title) for group, members in groups]
    return tuple(sorted(found, key=lambda subject: subject.mentions[0].start))


def _to_subject(group: int, label: Label, members: tuple[Mention, ...], title: int) -> Subject:
    return Subject(group, label, members, members[0].start < title, is_formed(members))


def is_formed(mentions: Sequence[Mention]) -> bool:
    """Whether a thing is written as a name is: one word with capitals inside, "RMFNet"."""
    return any(_NAMED.fullmatch(mention.text) for mention in mentions)


@lru_cache(maxsize=KEPT)
def find_inside(sentence: Sentence, rivals: Rivals) -> list[Subject]:
    """Those of the rivals that the sentence names."""
    return [one for one in rivals if one.group in sentence.groups]
