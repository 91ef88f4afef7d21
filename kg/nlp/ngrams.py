"""N-grams: all short runs of words that could be noun phrases, for a model that judges them."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.candidates import find_candidates, trim
from kg.nlp.features import Candidate
from kg.nlp.groups import group_key, to_pairs
from kg.nlp.words import Words, read_field_words, read_stopwords

LONGEST = 7
RULE = "ngram"
_INNER = frozenset(
    (
        "of",
        "for",
        "and",
        "in",
        "to",
        "with",
        "on",
        "the",
        "a",
        "as",
        "by",
        "from",
        "-",
        "/",
        "&",
        "'",
    )
)


def find_ngrams(words: Words, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Runs of up to ``longest`` tokens within a sentence that begin and end with a content word.

    Prepositions, articles and hyphens may stand inside, other stop words and punctuation not.
    """
    stopwords = read_stopwords()
    kinds = [
        _kind(text, lower, shape, stopwords)
        for text, lower, shape in zip(words.texts, words.lower, words.shapes, strict=True)
    ]
    sentence, total = words.sentence, len(kinds)
    for start in range(total):
        if kinds[start] != "content":
            continue
        for last in range(start, min(total, start + longest)):
            if kinds[last] == "break" or sentence[last] != sentence[start]:
                break
            if kinds[last] == "content":
                yield start, last + 1


def _kind(text: str, lower: str, shape: str, stopwords: frozenset[str]) -> str:
    if shape == "punctuation":
        return "inner" if text in _INNER else "break"
    if lower in stopwords:
        return "inner" if lower in _INNER else "break"
    return "content"


def find_all_candidates(doc: Doc, words: Words) -> dict[str, Candidate]:
    """The candidates of the rules and all n-grams beside them, by key."""
    return add_ngrams(find_candidates(doc, words), doc, words)


def add_ngrams(found: dict[str, Candidate], doc: Doc, words: Words) -> dict[str, Candidate]:
    """Candidates with the n-grams of the document added to them."""
    pairs = to_pairs(doc)
    links = frozenset(token.i for span in doc.spans.get("links", []) for token in span)
    field_words = read_field_words()
    for begin, stop in find_ngrams(words):
        start, end = trim(words, begin, stop, RULE)
        if start >= end or (links and not links.isdisjoint(range(start, end))):
            continue
        text = words.slice(start, end)
        if text.lower() in field_words or "\n" in text:
            continue
        if key := group_key(text, pairs):
            if key not in found:
                found[key] = Candidate(key)
            found[key].add(start, end, RULE)
    for candidate in found.values():
        candidate.places.sort()
    return found
