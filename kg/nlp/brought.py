"""A spaCy pipeline that the user brings: its mentions, carried over into ours.

It reads the text in its own way, with its own tokens. What it says of a mention (``_.kind``,
``_.role``, ``_.score``) is believed where it makes sense; what it does not say is found as for
mentions of our own.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import ModelError
from kg.model import Kind, Label
from kg.nlp.entities import set_mentions
from kg.nlp.groups import spelled_key, to_pairs
from kg.nlp.reader import MODEL
from kg.nlp.roles import ALLOWED, find_roles
from kg.nlp.words import shape

LABELS = frozenset(label.value for label in Label if label is not Label.REPO)
GROUP = "mentions"
_NAMED = frozenset(("acronym", "inner"))
_KINDS = {Label.TASK.value: Kind.CONCEPT, Label.METRIC.value: Kind.CONCEPT}
_TRIED = "We propose Foonet.\n\nFoonet is a method for reading."


class Brought:
    """Sets the mentions that a pipeline of the user's finds."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group ``mentions``, roles included."""
        try:
            read = self.nlp(doc.text)
        except Exception as error:
            raise ModelError(f"the model failed on a text: {_first_line(error)}") from error
        pairs = to_pairs(doc)
        spans: list[Span] = []
        told: list[str] = []
        for one, score in _apart(find_spans(read)):
            span = doc.char_span(
                one.start_char, one.end_char, label=one.label_, alignment_mode="expand"
            )
            key = spelled_key(span.text, pairs) if span is not None else ""
            if span is None or not key or (spans and span.start < spans[-1].end):
                continue
            placed = Span(doc, span.start, span.end, label=one.label_, kb_id=MODEL, span_id=key)
            placed._.score = round(min(max(score, 0.0), 1.0), 3)
            placed._.kind, placed._.role = one._.kind, ""
            spans.append(placed)
            told.append(one._.role)
        _set_kinds(doc, spans)
        set_mentions(doc, spans)
        find_roles(doc)
        for span, role in zip(spans, told, strict=True):
            if role in ALLOWED.get(span.label_, ()):
                span._.role = role
        return doc


def find_spans(doc: Doc) -> Iterator[tuple[Span, float]]:
    """What a pipeline found, each with its score: the span group, else the entities."""
    group = doc.spans.get(GROUP, None)
    spans: Sequence[Span] = doc.ents if group is None else list(group)
    given = group.attrs.get("scores") if group is not None else None
    for i, span in enumerate(spans):
        if span.label_ in LABELS:
            # The score of a span is 1 where nothing set it; spancat keeps its own beside the group.
            score = 1.0 if span._.score is None else float(span._.score)
            yield span, score if given is None or score != 1 else float(given[i])


def _apart(found: Iterator[tuple[Span, float]]) -> list[tuple[Span, float]]:
    """Of spans that overlap the surest, then the longest, in order of place."""
    taken: set[int] = set()
    kept = []
    for span, score in sorted(found, key=lambda f: (-f[1], -len(f[0]), f[0].start, f[0].label_)):
        place = range(span.start_char, span.end_char)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append((span, score))
    return sorted(kept, key=lambda pair: pair[0].start)


def _set_kinds(doc: Doc, spans: Sequence[Span]) -> None:
    """Set ``_.kind`` where the model did not: one kind for all mentions of a thing."""
    known = {
        (span.start, span.end): span.label_.partition("/")
        for span in doc.spans.get("candidates", [])
    }
    concepts: set[tuple[str, str]] = set()
    named: set[tuple[str, str]] = set()
    for span in spans:
        label, _, kind = known.get((span.start, span.end), ("", "", ""))
        key = (span.label_, span.id_)
        if label == span.label_:
            (named if kind == Kind.NAMED else concepts).add(key)
        elif not looks_named(span.text, span.label_):
            concepts.add(key)
    for span in spans:
        if span._.kind not in list(Kind):
            key = (span.label_, span.id_)
            kind = Kind.CONCEPT if key in concepts - named else Kind.NAMED
            span._.kind = _KINDS.get(span.label_, kind).value


def looks_named(text: str, label: str) -> bool:
    """Whether a mention has the form of a proper name: capitals where no sentence asks for them."""
    first, *rest = text.split() or [""]
    if label == Label.BENCHMARK:
        return True
    return shape(first) in _NAMED or any(word[:1].isupper() for word in rest or [first])


@cache
def load_brought(source: str) -> Language:
    """A pipeline in a folder or a package, loaded once in a process.

    Raises:
        ModelError: it cannot be loaded, or sets no mentions.
    """
    try:
        nlp = spacy.load(Path(source) if Path(source).is_dir() else source)
        nlp.max_length = sys.maxsize
        tried = nlp(_TRIED)
    except Exception as error:
        raise ModelError(f"{source}: no usable spaCy pipeline: {_first_line(error)}") from error
    if GROUP not in tried.spans and not any(
        _may_set_entities(nlp, name) for name in nlp.pipe_names
    ):
        wanted = f'neither doc.spans["{GROUP}"] nor entities labelled {", ".join(sorted(LABELS))}'
        raise ModelError(f"{source}: the pipeline sets {wanted}")
    return nlp


def _may_set_entities(nlp: Language, name: str) -> bool:
    """Whether a component sets entities of our labels; one that does not say what it sets may."""
    sets, labels = nlp.get_pipe_meta(name).assigns, nlp.pipe_labels.get(name, [])
    is_open = not sets and name not in _SILENT
    return is_open or ("doc.ents" in sets and (not labels or not LABELS.isdisjoint(labels)))


_SILENT = frozenset(("attribute_ruler",))  # says nothing of what it sets, which is no entity


def _first_line(error: Exception) -> str:
    return (str(error).strip() or repr(error)).splitlines()[0]


@Language.factory("kg_brought", assigns=["doc.spans"])
def make_brought(nlp: Language, name: str, source: str) -> Brought:
    """The component that finds mentions with a pipeline of the user's."""
    return Brought(load_brought(source))
