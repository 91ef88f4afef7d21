"""Candidates: everything in a paper that some rule thinks may be named, grouped by key."""

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.nlp.features import Candidate
from kg.nlp.groups import Pairs, group_key, to_pairs
from kg.nlp.phrases import (
    Phrase,
    find_called,
    find_names,
    find_noun_phrases,
    find_title_name,
)
from kg.nlp.words import (
    Words,
    read_field_words,
    read_generic_heads,
    read_heads,
    read_stopwords,
)

_QUOTES = frozenset("\"'`\u201c\u201d\u2018\u2019«»()[]{},;:.!?$") | {"``", "''"}


def find_phrases(doc: Doc, words: Words) -> Iterator[Phrase]:
    """What the shape of words and the cues of naming point at."""
    stopwords = read_stopwords()
    calls = frozenset(s.end for s in doc.spans.get("cues", []) if s.label_ == "name")
    yield from find_names(words, stopwords)
    yield from find_title_name(words)
    yield from find_called(words, calls, stopwords)
    yield from find_noun_phrases(words, stopwords, read_heads())


def find_candidates(doc: Doc, words: Words) -> dict[str, Candidate]:
    """The candidates of a document by key, each with its places, rules and lexicon labels."""
    pairs = to_pairs(doc)
    links = frozenset(t.i for span in doc.spans.get("links", []) for t in span)
    keys: dict[tuple[int, int], str] = {}
    found: dict[str, Candidate] = {}
    for start, end, rule, label in _all(doc, words):
        place = trim(words, start, end, rule)
        if place not in keys:
            keys[place] = _key(words, *place, links, pairs)
        if key := keys[place]:
            if key not in found:
                found[key] = Candidate(key)
            found[key].add(*place, rule, label)
    for candidate in found.values():
        candidate.places.sort()
    return found


def _key(words: Words, start: int, end: int, links: frozenset[int], pairs: Pairs) -> str:
    """The key of what stands at a place; empty for what cannot be a candidate."""
    if start >= end or (links and not links.isdisjoint(range(start, end))):
        return ""
    text = words.slice(start, end)
    if "\n" in text or text.lower() in read_field_words():
        return ""
    return group_key(text, pairs)


def _all(doc: Doc, words: Words) -> Iterator[tuple[int, int, str, str]]:
    for span in doc.spans.get("candidates", []):
        if not span.label_.startswith("METRIC"):
            yield span.start, span.end, span.kb_id_, span.label_
    for span in doc.spans.get("abbreviations", []):
        yield span.start, span.end, f"abbreviation-{span.label_}", ""
    for phrase in find_phrases(doc, words):
        yield phrase.start, phrase.end, phrase.rule, ""


def trim(words: Words, start: int, end: int, rule: str) -> tuple[int, int]:
    """A phrase without outer punctuation and, where more is left, its generic head."""
    heads = read_generic_heads()
    while start < end and words.texts[start] in _QUOTES:
        start += 1
    while start < end and words.texts[end - 1] in _QUOTES:
        end -= 1
    if not rule.startswith(("lexicon", "abbreviation", "noun")):
        while end - start > 1 and words.lower[end - 1] in heads:
            end -= 1
    return start, end
