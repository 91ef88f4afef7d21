"""Class nouns: those near a name, and the one beside it that says a method or a benchmark."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

from kg.errors import KnowledgeError
from kg.model import Label
from kg.nlp.knowledge import FOLDER, read_rows
from kg.nlp.words import Words

_LABELS = (Label.METHOD.value, Label.BENCHMARK.value)
_ARTICLES = frozenset(("a", "an", "the", "our"))
_COPULAS = frozenset(("is", "are"))
_LEADS = frozenset(
    ("namely", "named", "called", "dubbed", "such", "as", "like", "including", "e.g.", ",", "(")
)
_WITHIN = frozenset((",", "-"))
_MOST_WORDS = 5


@cache
def read_class_nouns(path: Path = FOLDER / "class-nouns.tsv") -> Mapping[str, str]:
    """The label that each class noun says.

    Raises:
        KnowledgeError: a row is malformed, has another label, or its noun stands twice.
    """
    nouns: dict[str, str] = {}
    for number, (label, noun) in read_rows(path, columns=2):
        if label not in _LABELS:
            raise KnowledgeError(f"unknown label {label!r}", str(path), number)
        if noun in nouns:
            raise KnowledgeError(f"{noun!r} stands twice", str(path), number)
        nouns[noun] = label
    return nouns


@cache
def read_noun_forms(path: Path = FOLDER / "noun-forms.tsv") -> Mapping[str, str]:
    """The noun that each form is of, of those whose standing near a candidate is a feature of it.

    Raises:
        KnowledgeError: a row is malformed or its form stands twice.
    """
    nouns: dict[str, str] = {}
    for number, (noun, form) in read_rows(path, columns=2):
        if form in nouns:
            raise KnowledgeError(f"{form!r} stands twice", str(path), number)
        nouns[form] = noun
    return nouns


def find_classes(places: Iterable[tuple[int, int]], words: Words) -> frozenset[str]:
    """The labels that nouns beside these places say: "the dataset Foo", "Foo, a new model"."""
    found = {
        label for start, end in places for label in (_before(start, words), _after(end, words))
    }
    return frozenset(found) - {""}


def _before(start: int, words: Words) -> str:
    """What the noun before a name says, with nothing between or a bracket, or "such as"."""
    left = [*words.lower[bisect_left(words.sentence, words.sentence[start]) : start]]
    while left and left[-1] in _LEADS:
        left.pop()
    return read_class_nouns().get(left[-1], "") if left else ""


def _after(end: int, words: Words) -> str:
    """What the noun behind a name says: right there, or in "(…), a new dataset", "is our model"."""
    nouns = read_class_nouns()
    right = [*words.lower[end : bisect_right(words.sentence, words.sentence[end - 1])]]
    if right and right[0] in nouns:
        return nouns[right[0]]
    if right[:1] == ["("] and ")" in right:
        del right[: right.index(")") + 1]
    for passed in ((",",), _COPULAS):
        if right and right[0] in passed:
            del right[0]
    if not right or right[0] not in _ARTICLES:
        return ""
    said = [word for word in right[1:] if word not in _WITHIN][: _MOST_WORDS + 1]
    return next((nouns[word] for word in takewhile(_is_word, said) if word in nouns), "")


def _is_word(word: str) -> bool:
    return word[0].isalnum()
