"""The things that one paper names: its mentions, put together by group."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from sys import maxsize

from kg.model import Annotation, Evidence, Kind, Label, Mention, Reported, Role, Span

_STRENGTH = {role: number for number, role in enumerate(Role)}
_PRESENTING = re.compile(
    r"\b(?:we|paper|work|article) (?:\w+ )?(?:introduce|propose|present|develop)s?"
    r" (?:\S+ ){0,2}$",
    re.IGNORECASE,
)
_NOVEL = re.compile(r"\s*(?:\([^()]*\))?,? (?:is )?an? (?:\w+ )?(?:new|novel)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """All mentions of one thing in one paper, in order."""

    number: int
    mentions: tuple[Mention, ...]

    @property
    def label(self) -> Label:
        """What the thing is."""
        return self.mentions[0].label

    @property
    def role(self) -> Role:
        """The strongest thing that the paper does with it."""
        return min((mention.role for mention in self.mentions), key=_STRENGTH.__getitem__)

    @property
    def named(self) -> bool:
        """Whether any of its mentions is a proper name."""
        return any(mention.kind is Kind.NAMED for mention in self.mentions)

    @property
    def best(self) -> Mention:
        """The surest mention in the group's role, the earlier of equals."""
        role = self.role
        in_role = (mention for mention in self.mentions if mention.role is role)
        return min(in_role, key=lambda mention: (-mention.score, mention.start))


def find_groups(annotation: Annotation) -> Iterator[Group]:
    """The groups of a reading by number, those of metrics left out."""
    things = (mention for mention in annotation.mentions if mention.label is not Label.METRIC)
    ordered = sorted(things, key=attrgetter("group", "start", "end"))
    for number, mentions in groupby(ordered, attrgetter("group")):
        yield Group(number, tuple(mentions))


def sentence_at(annotation: Annotation, start: int, end: int) -> Span:
    """The sentence around these words; the words themselves where none holds them."""
    number = bisect_right(annotation.sentences, (start, maxsize)) - 1
    if number >= 0 and end <= annotation.sentences[number][1]:
        return annotation.sentences[number]
    return (start, end)


def evidence_of(annotation: Annotation, mention: Mention) -> Evidence:
    """A mention as evidence."""
    where = sentence_at(annotation, mention.start, mention.end)
    told = (mention.start, mention.end, mention.rule, mention.score)
    return Evidence(annotation.paper.id, where, *told)


def number_evidence(annotation: Annotation, reported: Reported) -> Evidence:
    """The place of a reported number."""
    where = sentence_at(annotation, reported.start, reported.end)
    told = (reported.start, reported.end, reported.rule, reported.score)
    return Evidence(annotation.paper.id, where, *told)


def introduction(annotation: Annotation, group: Group) -> Evidence | None:
    """Where the paper introduces the thing, in the abstract rather than in the title."""
    title = len(annotation.paper.title)
    found = [mention for mention in group.mentions if mention.role is Role.INTRODUCED]
    if not found:
        return None
    best = min(found, key=lambda m: (m.start < title, -m.score, m.start))
    return evidence_of(annotation, best)


def is_presented(annotation: Annotation, group: Group) -> bool:
    """Whether a paper's own words say that a thing is new, whatever role was read.

    Its title begins with the name, and its abstract introduces the name or calls it novel.
    """
    text, title = annotation.paper.text, len(annotation.paper.title)
    if not any(mention.start == 0 for mention in group.mentions):
        return False
    return any(
        _NOVEL.match(text, mention.end) or _PRESENTING.search(text[title : mention.start])
        for mention in group.mentions
        if mention.start >= title
    )
