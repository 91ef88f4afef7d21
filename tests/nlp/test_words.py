"""Shapes of words, and a document as parallel tuples."""

import pytest

from kg.nlp.words import (
    read_field_words,
    read_heads,
    read_stopwords,
    shape,
    to_text,
    to_words,
)
from tests.nlp.reader import annotated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GSM8K", "acronym"),
        ("GANs", "acronym"),
        ("AlphaGo", "inner"),
        ("word2vec", "inner"),
        ("Transformer", "title"),
        ("Meta-World", "title"),
        ("network", "word"),
        ("42", "number"),
        ("--", "punctuation"),
    ],
)
def test_shape(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_words_of_a_document() -> None:
    words = to_words(annotated("Short title", "One is here. Two is there."))
    assert words.abstract == words.lower.index("one")
    assert words.abstract > words.lower.index("title")
    first, second = words.lower.index("one"), words.lower.index("two")
    assert words.sentence[first] + 1 == words.sentence[second]
    assert words.slice(0, 2) == "Short title"


def test_words_are_made_once_and_say_what_the_tokens_say() -> None:
    doc = annotated("An A-Net: b", "See  https://a.org/b.\n\nIt gets 5%.  ")
    words = to_words(doc)
    assert to_words(doc) is words
    assert words.text == to_text(doc) == doc.text
    assert words.texts == tuple(token.text for token in doc)
    assert words.lower == tuple(token.text.lower() for token in doc)
    assert words.shapes == tuple(shape(token.text) for token in doc)
    assert words.starts == tuple(token.idx for token in doc)


def test_the_word_lists_do_not_contradict_each_other() -> None:
    assert "learning" in read_heads()
    assert "learning" not in read_stopwords()
    assert "large language models" in read_field_words()
