"""Phrases that may name something: capitalised names, and noun phrases with a telling head."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.nlp.words import Words

LONGEST_NAME = 7
LONGEST_PHRASE = 5
_LINKS = frozenset({"of", "for", "and", "in", "the", "with", "to", "on", "-", "via", "from", "a"})
_NAME_LIKE = ("inner", "acronym")
_VERSION = re.compile(r"v?\d+(?:\.\d+)*[BbMK]?$")
_OPENING = frozenset("\"'`\u201c\u2018«") | {"``", "''"}


class Phrase(NamedTuple):
    """Tokens from ``start`` to ``end`` that the rule ``rule`` thinks may be a name."""

    start: int
    end: int
    rule: str


def is_name_like(words: Words, i: int) -> bool:
    """Whether a token alone looks like a name."""
    return words.shapes[i] in _NAME_LIKE


def find_names(words: Words, stopwords: frozenset[str]) -> Iterator[Phrase]:
    """Runs of capitalised tokens, and each token with inner capitals, digits or all capitals."""
    opens = [
        shape in _NAME_LIKE or (shape == "title" and word not in stopwords)
        for shape, word in zip(words.shapes, words.lower, strict=True)
    ]
    last = 0
    for start in [i for i, is_open in enumerate(opens) if is_open]:
        if start >= last:
            last = _end_of_name(words, start, opens)
            yield from _parts_of_name(words, start, last)


def _end_of_name(words: Words, start: int, opens: Sequence[bool]) -> int:
    """Where the run of capitalised words that begins here ends."""
    end = start
    for i in range(start, bisect_right(words.sentence, words.sentence[start])):
        if opens[i] or (i > start and _VERSION.match(words.texts[i])):
            end = i + 1
        elif not (words.texts[i] in _LINKS and end == i and i >= words.abstract):
            break
    return end


def _parts_of_name(words: Words, start: int, end: int) -> Iterator[Phrase]:
    in_title = start < words.abstract
    if end - start <= LONGEST_NAME and not (in_title and end - start > 4):
        yield Phrase(start, end, "capitals")
    for i in range(start, end):
        if is_name_like(words, i):
            yield Phrase(i, i + 1, "shape")
            if i + 1 < end and end - i <= 4 and i > start:
                yield Phrase(i, end, "shape-tail")
            if i > start and i + 1 < end and i - start <= 4:
                yield Phrase(start, i + 1, "shape-head")
        elif _has_link(words, i, end):
            yield Phrase(start, i, "capitals-part")
            if i + 1 < end:
                yield Phrase(i + 1, end, "capitals-part")
    if words.lower[start] in ("using", "our", "while", "unlike") and end - start > 1:
        yield Phrase(start + 1, end, "capitals")
    if end - start > 1 and start > 0 and _opens_sentence(words, start):
        yield Phrase(start + 1, end, "capitals-tail")


def _has_link(words: Words, i: int, end: int) -> bool:
    return words.texts[i] in ("and", "for", "with", "on", "in", "to", "from", "via") and i < end


def _opens_sentence(words: Words, i: int) -> bool:
    return i == 0 or words.sentence[i] != words.sentence[i - 1]


def find_title_name(words: Words) -> Iterator[Phrase]:
    """What stands before the colon of the title, and each other place where the same words do."""
    for i in range(min(words.abstract, len(words.texts))):
        if words.texts[i] == ":":
            if 0 < i <= 6:
                yield Phrase(0, i, "title-colon")
                yield from _find_again(words, i)
            return


def _find_again(words: Words, length: int) -> Iterator[Phrase]:
    """Where the first words of the title stand in the abstract, stop words or not."""
    name = words.texts[:length]
    for start in range(words.abstract, len(words.texts) - length + 1):
        if words.texts[start] == name[0] and words.texts[start : start + length] == name:
            yield Phrase(start, start + length, "title-colon")


def find_called(words: Words, calls: frozenset[int], stopwords: frozenset[str]) -> Iterator[Phrase]:
    """What follows a naming cue ("called", "dubbed"); ``calls`` are the tokens after one."""
    for start in sorted(calls):
        begin = start
        while begin < len(words.texts) and (
            words.texts[begin] in _OPENING or words.lower[begin] in ("as", "the", "a", ":")
        ):
            begin += 1
        end = begin
        while end < len(words.texts) and end - begin < LONGEST_NAME and _continues(words, end):
            if words.lower[end] in stopwords:
                break
            end += 1
        if end > begin:
            yield Phrase(begin, end, "called")
            if end - begin > 1 and is_name_like(words, begin):
                yield Phrase(begin, begin + 1, "called")


def _continues(words: Words, i: int) -> bool:
    return words.shapes[i] != "punctuation"


def find_noun_phrases(
    words: Words, stopwords: frozenset[str], heads: frozenset[str]
) -> Iterator[Phrase]:
    """Each run of words that ends in a telling head, with up to four words before it."""
    ends = [
        end
        for end, head in enumerate(words.lower, 1)
        if head in heads or ("-" in head and head.rpartition("-")[2] in heads)
    ]
    for end in ends:
        start = end - 1
        while start >= 0 and end - start <= LONGEST_PHRASE:
            if words.sentence[start] != words.sentence[end - 1]:
                break
            is_head = start == end - 1
            if _breaks(words, start, end) or (words.lower[start] in stopwords and not is_head):
                break
            yield Phrase(start, end, "noun-phrase")
            start -= 1


def _breaks(words: Words, start: int, end: int) -> bool:
    """Whether a token ends a phrase: punctuation does, a hyphen between two words does not."""
    return words.shapes[start] == "punctuation" and not (
        words.texts[start] == "-" and 0 < start < end - 1
    )
