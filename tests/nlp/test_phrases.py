"""What may be a name, by the shape of its words and the words around it."""

from kg.nlp.phrases import (
    Phrase,
    find_called,
    find_names,
    find_noun_phrases,
    find_title_name,
)
from kg.nlp.words import Words, to_words
from tests.nlp.reader import annotated

STOPWORDS = frozenset({"the", "we", "is", "with"})


def _words(abstract: str, title: str = "On it") -> Words:
    return to_words(annotated(title, abstract))


def _texts(words: Words, found: list[Phrase]) -> list[str]:
    return [words.slice(phrase.start, phrase.end) for phrase in found]


def test_runs_of_capitals_and_lone_names() -> None:
    words = _words("we love Darwin Gödel Machine and GSM8K a lot.")
    found = _texts(words, list(find_names(words, STOPWORDS)))
    assert {"Darwin Gödel Machine", "GSM8K"} <= set(found)


def test_a_version_belongs_to_the_name() -> None:
    words = _words("the model Claude 3.5 Sonnet is good.")
    assert "Claude 3.5 Sonnet" in _texts(words, list(find_names(words, STOPWORDS)))


def test_what_stands_before_the_colon_of_a_title() -> None:
    words = _words("Text.", title="Chatbot Arena: A Platform")
    assert _texts(words, list(find_title_name(words))) == ["Chatbot Arena"]
    assert list(find_title_name(_words("Text.", title="No colon"))) == []


def test_what_stands_before_the_colon_is_found_again_stop_words_or_not() -> None:
    words = _words("We propose Now or Never, now or never.", title="Now or Never: Foos")
    found = list(find_title_name(words))
    assert _texts(words, found) == ["Now or Never", "Now or Never"]
    assert [phrase.start >= words.abstract for phrase in found] == [False, True]


def test_what_a_naming_cue_introduces() -> None:
    words = _words("a model called GROOVE is new.")
    calls = frozenset({words.lower.index("called") + 1})
    assert _texts(words, list(find_called(words, calls, STOPWORDS))) == ["GROOVE"]


def test_noun_phrases_end_in_a_head_and_start_after_a_stopword() -> None:
    words = _words("with graph neural networks we win.")
    found = _texts(words, list(find_noun_phrases(words, STOPWORDS, frozenset({"networks"}))))
    assert found == ["networks", "neural networks", "graph neural networks"]
