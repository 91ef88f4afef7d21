"""A sentence as results are read from it: words, and names, metrics and numbers as single items."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.metrics import find_metrics
from kg.model import Label, Link, Mention, Span
from kg.nlp.numbers import Number, find_numbers

_WORD = re.compile(r"[Oo]ut-perform\w*|\w+(?:['\u2019]\w+)?|\\[a-zA-Z]+|[^\w\s$\\{}~]")
_DIGIT = re.compile(r"\d")
_NAMED = re.compile(r"\w*[A-Z]\w*[A-Z]\w*|[A-Z]\w*\d\w*")
NOBODY = -1
"""The group that stands for none."""
THINGS = (Label.METHOD, Label.BENCHMARK)
Thing = Number | Mention | Span


class Item(NamedTuple):
    """A word in lower case, or the kind of the thing that stands there, with the thing.

    ``metric`` is a metric's name in lower case. A word that looks like a name is ``named``, one
    that begins with a capital ``capital``.
    """

    start: int
    end: int
    word: str
    thing: Thing | None = None
    metric: str = ""
    named: bool = False
    capital: bool = False

    @property
    def said(self) -> str:
        """The word that stands there; of a metric's name the last."""
        return self.metric.split()[-1] if self.metric else self.word

    @property
    def group(self) -> int:
        """The group of the mention that stands there."""
        assert isinstance(self.thing, Mention)
        return self.thing.group

    @property
    def is_benchmark(self) -> bool:
        """Whether a benchmark that was found stands there."""
        return isinstance(self.thing, Mention) and self.thing.label is Label.BENCHMARK

    @property
    def is_unknown(self) -> bool:
        """Whether a word has the form of a name, of which nothing was found."""
        return self.thing is None and (self.named or self.capital)


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence with digits, its number in the text and its items in order.

    What is asked for each of its numbers is found once: a sentence may have a thousand of them.
    Each is but itself, so that what was found of it can be kept by it.
    """

    number: int
    span: Span
    items: tuple[Item, ...]

    @cached_property
    def kinds(self) -> dict[int, str | None]:
        """What was told of the kinds of its numbers, by place, from the first on."""
        return {}

    @cached_property
    def numbers(self) -> list[tuple[int, Number]]:
        """The numbers with their places among the items."""
        found = ((i, item.thing) for i, item in enumerate(self.items))
        return [(i, thing) for i, thing in found if isinstance(thing, Number)]

    @cached_property
    def mentions(self) -> list[tuple[int, Mention]]:
        """The names with their places among the items."""
        found = ((i, item.thing) for i, item in enumerate(self.items))
        return [(i, thing) for i, thing in found if isinstance(thing, Mention)]

    @cached_property
    def units(self) -> Counter[str]:
        """How many of its numbers are in each unit."""
        return Counter(number.unit or "none" for _, number in self.numbers)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word, and each kind of thing, stands in it."""
        return Counter(item.word for item in self.items)

    @cached_property
    def named(self) -> list[int]:
        """The places of the words that look like names."""
        return [i for i, item in enumerate(self.items) if item.named]

    @cached_property
    def groups(self) -> dict[int, list[int]]:
        """The places of the names of each group."""
        places: dict[int, list[int]] = {}
        for i, mention in self.mentions:
            places.setdefault(mention.group, []).append(i)
        return places

    @cached_property
    def labels(self) -> dict[Label, list[int]]:
        """The places of the names of each label."""
        places: dict[Label, list[int]] = {}
        for i, mention in self.mentions:
            places.setdefault(mention.label, []).append(i)
        return places

    @cached_property
    def metrics(self) -> list[tuple[int, Span]]:
        """The metrics' spans with their places among the items."""
        found = ((i, item.thing) for i, item in enumerate(self.items))
        return [(i, thing) for i, thing in found if type(thing) is tuple]


def find_sentences(
    text: str, spans: Sequence[Span], mentions: Sequence[Mention], links: Sequence[Link]
) -> list[Sentence]:
    """The sentences that hold a number; others are not looked at."""
    found = []
    for number, (start, end) in enumerate(spans):
        if _DIGIT.search(text, start, end) and (told := find_numbers(text, start, end)):
            items = _items(text, (start, end), told, mentions, links)
            sentence = Sentence(number, (start, end), items)
            if sentence.numbers:
                found.append(sentence)
    return found


def _items(
    text: str,
    span: Span,
    numbers: Iterable[Number],
    mentions: Iterable[Mention],
    links: Iterable[Link],
) -> tuple[Item, ...]:
    inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1]]
    named = [Item(m.start, m.end, m.label.value, m) for m in inside if m.label in THINGS]
    closed = [Item(e.start, e.end, "URL") for e in links if span[0] <= e.start and e.end <= span[1]]
    told = [Item(n.start, n.stop, n.unit or "NUMBER", n) for n in numbers]
    metrics = [_to_metric(text, place) for place in find_metrics(text, *span)]
    things = sorted(_apart([*closed, *named, *told, *metrics]), key=lambda item: item.start)
    words = [_to_word(m) for gap in _gaps(span, things) for m in _WORD.finditer(text, *gap)]
    return tuple(sorted([*things, *words], key=lambda item: item.start))


def _gaps(span: Span, things: Sequence[Item]) -> Iterator[Span]:
    """What lies between things: words are told apart in there, so that "1.5mm" has its unit."""
    starts = (span[0], *(item.end for item in things))
    ends = (*(item.start for item in things), span[1])
    return zip(starts, ends, strict=True)


def _to_word(match: re.Match[str]) -> Item:
    word = match[0]
    if word == (lower := word.lower()):
        return Item(*match.span(), word)
    named = _NAMED.fullmatch(word) is not None
    return Item(*match.span(), lower, named=named, capital=word[0].isupper())


def _to_metric(text: str, place: Span) -> Item:
    return Item(*place, "METRIC", place, text[slice(*place)].lower())


def _apart(items: Iterable[Item]) -> list[Item]:
    """The items that overlap none before them."""
    kept: list[Item] = []
    taken: set[int] = set()
    for item in items:
        places = range(item.start, item.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(item)
    return kept
