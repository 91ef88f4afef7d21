"""The lexicon: names of the field, found in a text whether or not anything else points at them.

Two indexes are built once: id to entry, alias to the ids that may be meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from kg.errors import KnowledgeError
from kg.model import Kind, Label
from kg.nlp.knowledge import FOLDER, read_objects
from kg.nlp.words import Words, to_words

FILES = ("benchmarks", "concepts", "methods", "metrics", "tasks")
SHORT = 5
_KEYS = {"id", "label", "kind", "name", "aliases", "ambiguous"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the field.

    ``ambiguous`` lists those of its forms that are also common words or other things' names, so
    that the text must say more before they are believed.
    """

    id: str
    label: Label
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    ambiguous: frozenset[str]

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def said(self) -> str:
        """Its label and kind as a candidate has them: ``METHOD/named``."""
        return f"{self.label.value}/{self.kind.value}"


Found = tuple[int, int, str, str, str]
"""Where a form starts, where it ends (negative, as the longer comes first), the entry's id, what
it is said to be, and the rule."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries by id, and for each alias the ids of those it may name."""

    entries: Mapping[str, Entry]
    ids: Mapping[str, tuple[str, ...]]


def to_entry(record: Mapping[str, Any]) -> Entry:
    """An entry from its JSON record.

    Raises:
        ValueError: a field is missing, unknown or of the wrong type.
    """
    if record.keys() - _KEYS or _KEYS - {"ambiguous"} - record.keys():
        raise ValueError(f"expected the fields {', '.join(sorted(_KEYS))}")
    forms = [record["name"], *record["aliases"]]
    ambiguous = record.get("ambiguous", [])
    if not all(isinstance(form, str) and form.strip() == form != "" for form in forms):
        raise ValueError("names and aliases are strings without outer spaces")
    if len(set(forms)) != len(forms):
        raise ValueError("an alias stands twice")
    if not set(ambiguous) <= set(forms):
        raise ValueError("what is ambiguous must be the name or an alias")
    label, kind = Label(record["label"]), Kind(record["kind"])
    return Entry(record["id"], label, kind, forms[0], tuple(forms[1:]), frozenset(ambiguous))


def read_entries(path: Path) -> list[Entry]:
    """The entries of one lexicon file.

    Raises:
        KnowledgeError: a line is no entry, or its id stands twice; names file and line.
    """
    entries: dict[str, Entry] = {}
    for number, record in read_objects(path):
        try:
            entry = to_entry(record)
        except (ValueError, TypeError) as error:
            raise KnowledgeError(str(error), str(path), number) from error
        if entry.id in entries:
            raise KnowledgeError(f"the id {entry.id!r} stands twice", str(path), number)
        entries[entry.id] = entry
    return list(entries.values())


def make_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """The two indexes over entries; ids of two files that agree are told apart by the kind."""
    by_id: dict[str, Entry] = {}
    by_alias: dict[str, list[str]] = {}
    for entry in entries:
        key = f"{entry.id}#{entry.kind.value}"
        by_id[key] = entry
        for form in entry.forms:
            by_alias.setdefault(form, []).append(key)
    return Lexicon(by_id, {form: tuple(ids) for form, ids in by_alias.items()})


@cache
def read_lexicon(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of a folder, read once."""
    return make_lexicon(e for name in FILES for e in read_entries(folder / f"{name}.jsonl"))


def is_case_sensitive(form: str, kind: Kind) -> bool:
    """Whether a form counts only as it is spelled.

    Acronyms and one-word names do ("Adam" is no "adam"); phrases and concepts do not.
    """
    if kind is not Kind.NAMED:
        return len(form) <= SHORT and form.upper() == form
    one_word = " " not in form and not form[0].islower()
    distinct = any(c.isupper() or c.isdigit() for c in form[1:])
    return one_word and (len(form) <= SHORT or not distinct)


def spellings(form: str) -> tuple[str, ...]:
    """A form and its plural."""
    return (form,) if form.endswith("s") or not form[-1].isalpha() else (form, form + "s")


def _find_meant(entry: Entry) -> tuple[frozenset[str], frozenset[str]]:
    """The spellings that count as they stand, and those, in lower case, that count in any."""
    as_spelled: set[str] = set()
    in_any_case: set[str] = set()
    for form in entry.forms:
        if is_case_sensitive(form, entry.kind):
            as_spelled.update(spellings(form))
        else:
            in_any_case.update(map(str.lower, spellings(form)))
    return frozenset(as_spelled), frozenset(in_any_case)


class LexiconMatcher:
    """Finds the forms of a lexicon in a text."""

    def __init__(self, nlp: Language, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for form, ids in lexicon.ids.items():
            for key in ids:
                self.matcher.add(key, [nlp.make_doc(text) for text in spellings(form)])
        self.meant = {key: _find_meant(entry) for key, entry in lexicon.entries.items()}

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group ``candidates``."""
        words = to_words(doc)
        found = [*self._find_forms(doc, words), *self._find_versions(words)]
        doc.spans["candidates"] = [
            Span(doc, start, -end, label=label, kb_id=rule, span_id=id)
            for start, end, id, label, rule in sorted(found, key=lambda each: each[:4])
        ]
        return doc

    def _find_forms(self, doc: Doc, words: Words) -> Iterator[Found]:
        """Forms that are meant as they are spelled."""
        strings = doc.vocab.strings
        for match, start, end in self.matcher(doc):
            key, text = strings[match], words.slice(start, end)
            as_spelled, in_any_case = self.meant[key]
            if text in as_spelled or text.lower() in in_any_case:
                entry = self.lexicon.entries[key]
                rule = "lexicon:ambiguous" if text in entry.ambiguous else "lexicon"
                yield start, -end, entry.id, entry.said, rule

    def _find_versions(self, words: Words) -> Iterator[Found]:
        """Names with a version ("Pythia-2.8B") whose stem the lexicon knows as a named thing."""
        for i, stem in enumerate(words.stems):
            if stem and stem in self.lexicon.ids:
                entry = self.lexicon.entries[self.lexicon.ids[stem][0]]
                if entry.kind is Kind.NAMED:
                    yield i, -(i + 1), entry.id, entry.said, "lexicon:version"


@Language.factory("kg_lexicon", assigns=["doc.spans"])
def make_lexicon_matcher(nlp: Language, name: str) -> LexiconMatcher:
    """The component that finds names the lexicon knows."""
    return LexiconMatcher(nlp, read_lexicon())
