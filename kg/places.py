"""Where the words of a record stand in a paper's text.

A record of the form of ``kg extract`` quotes a text without saying where. What stands by itself
goes before what stands inside a longer word, URL or number.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.model import Span

_TYPESETTING = r"[\\{}\s]*"
_URL_ENDS = r"(?![\w/+~%#?=&-]|\.\w)"


def find_aliases(entities: Sequence[Mapping[str, Any]], text: str) -> list[list[Span]]:
    """For each entity the spans at which its aliases stand, the longest alias served first.

    Raises:
        ValueError: an alias does not occur in the text.
    """
    places: list[list[Span]] = [[] for _ in entities]
    aliases = [
        (alias, number)
        for number, entity in enumerate(entities)
        for alias in dict.fromkeys([*entity["aliases"], entity["name"]])
    ]
    taken: list[Span] = []
    for alias, number in sorted(aliases, key=lambda item: -len(item[0])):
        everywhere = _occurrences(alias, text)
        free = [span for span in everywhere if not any(_overlap(span, other) for other in taken)]
        spans = free or everywhere[:1]
        taken += spans
        places[number] += spans
    return places


def find_url(url: str, text: str) -> Span:
    """Where a URL stands, whole if it can, with the typesetting that was cleaned out of it.

    Raises:
        ValueError: it does not occur in the text.
    """
    for spelling in (url, url.rstrip("/")):
        pattern = _TYPESETTING.join(map(re.escape, spelling))
        for ending in (_URL_ENDS, ""):
            if spelling and (match := re.search(pattern + ending, text)):
                return match.span()
    raise ValueError(f"the URL {url!r} does not occur in the text")


def find_value(value: str, text: str) -> list[Span]:
    """Where the number stands by itself, else within another, else the first of a range.

    Raises:
        ValueError: it does not occur in the text.
    """
    first = value.split("-", maxsplit=1)[0] or value
    for spelling in (value, first):
        literal = re.escape(spelling)
        for pattern in (rf"(?<![\d.]){literal}(?!\.?\d)", literal):
            if places := [match.span() for match in re.finditer(pattern, text)]:
                return places
    raise ValueError(f"the value {value!r} does not occur in the text")


def _occurrences(alias: str, text: str) -> list[Span]:
    """Where the alias stands at word boundaries; failing that, where it stands first."""
    literal = re.escape(alias)
    matches = list(re.finditer(rf"(?<!\w){literal}(?!\w)", text)) if alias else []
    if not matches:
        inside = re.search(literal, text) if alias else None
        if inside is None:
            raise ValueError(f"the alias {alias!r} does not occur in the text")
        matches = [inside]
    return [match.span() for match in matches]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
