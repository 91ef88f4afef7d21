"""A text as the rules see it: its words, their sentences, and what each word looks like."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from spacy.strings import StringStore
from spacy.tokens import Doc

from kg.nlp.knowledge import FOLDER, read_lines

LONGEST = 64  # characters of a name; what is longer is no word, and would cost quadratic time
_TEXT, _WORDS = "kg text", "kg words"  # what is kept with a document
_WORD = re.compile(r"[^\W_]")
_INNER = re.compile(r"[A-Za-z]\w*[A-Z]|[A-Za-z]\w*-?\d|\d+-?[A-Z]|^[A-Z]\d*$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+(?:-?[A-Z0-9]+)*s?$")
_FAMILY = re.compile(r"([A-Za-z]{3,}?)[-\u2010-\u2015_ ]?v?\d")
_TITLE = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z]+)*$")


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a document and its tokens as parallel tuples, ``starts`` in characters.

    ``stems`` are what stands before the version of a name, empty for a word that has none.
    ``sentence`` numbers the sentence of each token; the title is all before ``abstract``.
    """

    text: str
    starts: tuple[int, ...]
    texts: tuple[str, ...]
    lower: tuple[str, ...]
    shapes: tuple[str, ...]
    stems: tuple[str, ...]
    sentence: tuple[int, ...]
    abstract: int

    def slice(self, start: int, end: int) -> str:
        """The text from token ``start`` to before token ``end``."""
        last = end - 1
        return self.text[self.starts[start] : self.starts[last] + len(self.texts[last])]


def shape(text: str) -> str:
    """What a token looks like: word, Title, ACRONYM, iNner, number, or punctuation."""
    if not _WORD.search(text):
        return "punctuation"
    if len(text) > LONGEST:
        return "word"
    if _ACRONYM.match(text):
        return "acronym"
    if _TITLE.match(text) and not any(c.isupper() for c in text.split("-", maxsplit=1)[0][1:]):
        return "title"
    if _INNER.search(text):
        return "inner"
    if text[0].isdigit():
        return "number"
    return "title" if text[0].isupper() else "word"


def keep_text(doc: Doc, text: str) -> Doc:
    """Keep the text that a document was made of: spaCy puts it together anew for each asking."""
    doc.user_data[_TEXT] = text
    return doc


def to_text(doc: Doc) -> str:
    """The text of a document."""
    return doc.user_data.get(_TEXT) or doc.text


def to_words(doc: Doc) -> Words:
    """The words of a document whose sentences are set, kept with it once they are made."""
    words: Words | None = doc.user_data.get(_WORDS)
    if words is None:
        words = doc.user_data[_WORDS] = _make_words(doc)
    return words


def _make_words(doc: Doc) -> Words:
    strings = doc.vocab.strings
    orths, places, marks = doc.to_array(["ORTH", "IDX", "SENT_START"]).T
    looks = [_look(strings, orth) for orth in orths.tolist()]
    texts, lower, shapes, stems = zip(*looks, strict=True) if looks else ((), (), (), ())
    opens = marks == 1
    opens[:1] = False
    sentence = tuple(opens.cumsum().tolist())
    text, starts = to_text(doc), tuple(places.tolist())
    abstract = bisect_right(starts, text.find("\n\n"))
    return Words(text, starts, texts, lower, shapes, stems, sentence, abstract)


@lru_cache(maxsize=1 << 16)
def _look(strings: StringStore, orth: int) -> tuple[str, str, str, str]:
    """The text of a token, the same in lower case, its shape, and what its version follows."""
    text = strings[orth]
    family = _FAMILY.match(text)
    return text, text.lower(), shape(text), family[1] if family else ""


def read_words(path: Path) -> frozenset[str]:
    """A list of words, one a line."""
    return frozenset(line for _, line in read_lines(path))


@cache
def read_stopwords() -> frozenset[str]:
    """The words that end a noun phrase."""
    return read_words(FOLDER / "stopwords.txt")


@cache
def read_heads() -> frozenset[str]:
    """The words that techniques and tasks end in."""
    return read_words(FOLDER / "heads.txt")


@cache
def read_field_words() -> frozenset[str]:
    """What is too general to be a node: field-level words, bare heads, countries, venues."""
    return read_words(FOLDER / "field-words.txt")


@cache
def read_generic_heads() -> frozenset[str]:
    """The class nouns that follow a name and are no part of it."""
    return read_words(FOLDER / "generic-heads.txt")
