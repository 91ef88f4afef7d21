"""Sentences: the title is one, then the abstract's, by punctuation.

A full stop, question or exclamation mark ends a sentence, with the brackets and quotes that close
behind it, unless what stands before it is an abbreviation or what follows goes on in lower case. A
sentence glued to the one before ("WebArena.To") begins where the tokenizer divides the two.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import KnowledgeError
from kg.nlp.knowledge import FOLDER, read_rows
from kg.nlp.words import to_text

KINDS = ("abbreviation", "numbered", "pausing", "opener")
_END = re.compile("[.?!\u2026]+[)\\]}\"'\u2019\u201d\u00bb]*(?P<gap>\\s*)|\n\\s*\n\\s*")
_BEFORE = 24
_LEADING = "([{\"'`\u201c\u2018"
_FOLLOWING = re.compile(r"[\W_]*(\w[\w-]*)")
_GLUED = re.compile(r"[A-Z][a-z]|[A-Z]{3}|[AI]\s")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Z]|Ph\.D")
_INNER_CAPITAL = re.compile(r"[a-z]+-?[A-Z]")


@cache
def read_sentence_words(path: Path = FOLDER / "sentence-words.tsv") -> Mapping[str, str]:
    """The kind of each word that a full stop behind it, or before it, means something to.

    Words are in lower case, without the full stop at their end.

    Raises:
        KnowledgeError: a row is malformed, of an unknown kind, or stands twice.
    """
    kinds: dict[str, str] = {}
    for number, (kind, word) in read_rows(path, columns=2):
        if kind not in KINDS:
            raise KnowledgeError(f"unknown kind {kind!r}", str(path), number)
        if word.lower() in kinds:
            raise KnowledgeError(f"{word!r} stands twice", str(path), number)
        kinds[word.lower()] = kind
    return kinds


def find_starts(text: str) -> Iterator[int]:
    """Where sentences of a paper's text start; the first is the title, which has no other in it."""
    gap = text.find("\n\n")
    abstract = _skip_space(text, max(gap, 0))
    if gap > 0:
        yield _skip_space(text, 0)
    if abstract < len(text):
        yield abstract
    for match in _END.finditer(text, abstract):
        start = match.end()
        if start < len(text) and _ends(text, match, start):
            yield start


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the punctuation that matched ends a sentence, and the next begins at ``start``."""
    gap = match["gap"]
    if gap is None:
        return True  # a blank line
    if not gap:
        return bool(_GLUED.match(text, start)) and _may_end(text, match, start)
    first = _first_word(text, start)
    is_plain = first[:1].islower() and not _INNER_CAPITAL.match(first)
    if not first or (is_plain and text[start] not in "$\\"):
        return False
    return _may_end(text, match, start)


def _may_end(text: str, match: re.Match[str], start: int) -> bool:
    """Whether the word before a single full stop lets it end a sentence."""
    if match[0].rstrip() != ".":
        return True
    before = text[max(0, match.start() - _BEFORE) : match.start()].split()
    word = before[-1].lstrip(_LEADING) if before else ""
    kind = read_sentence_words().get(word.lower())
    first = _first_word(text, start)
    if kind == "numbered":
        return not first[:1].isdigit()
    if kind == "pausing":
        return first[:1].isupper()
    if kind == "abbreviation" and (word != "al" or not match["gap"]):
        return word == "al"
    if kind == "abbreviation" or _DOTTED.fullmatch(word):
        return read_sentence_words().get(first.lower()) == "opener"
    return True


def _first_word(text: str, start: int) -> str:
    following = _FOLLOWING.match(text, start)
    return following[1] if following else ""


@Language.component("kg_sentences", assigns=["token.is_sent_start"])
def find_sentences(doc: Doc) -> Doc:
    """Mark where sentences start."""
    starts = set(find_starts(to_text(doc)))
    marks = [1 if place in starts else -1 for place in doc.to_array("IDX").tolist()]
    # All at once: the setter of a token looks through the whole document.
    array = np.asarray(marks, dtype="int64").astype("uint64")
    return doc.from_array("SENT_START", array)  # type: ignore[arg-type]  # one attribute, one dimension
