"""Cues: phrases near a name that say what a paper does with it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.errors import KnowledgeError
from kg.nlp.knowledge import FOLDER, read_rows

CUES = frozenset(
    ("introduce", "name", "compare", "evaluate", "train", "use", "exemplify", "background")
) | {"address"}


@cache
def read_cues(path: Path = FOLDER / "cues.tsv") -> Mapping[str, tuple[str, ...]]:
    """The phrases of each cue.

    Raises:
        KnowledgeError: a row is malformed, names an unknown cue or stands twice.
    """
    phrases: dict[str, list[str]] = {cue: [] for cue in sorted(CUES)}
    for number, (cue, phrase) in read_rows(path, columns=2):
        if cue not in phrases:
            raise KnowledgeError(f"unknown cue {cue!r}", str(path), number)
        if phrase in phrases[cue]:
            raise KnowledgeError(f"{cue} {phrase!r} stands twice", str(path), number)
        phrases[cue].append(phrase)
    return {cue: tuple(found) for cue, found in phrases.items()}


class CueFinder:
    """Finds cues; of two of one kind that overlap, the longer counts."""

    def __init__(self, nlp: Language, cues: Mapping[str, tuple[str, ...]]) -> None:
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for cue, phrases in cues.items():
            self.matcher.add(cue, [nlp.make_doc(phrase) for phrase in phrases])

    def __call__(self, doc: Doc) -> Doc:
        """Set the span group ``cues``, sorted by place."""
        by_cue: dict[str, list[Span]] = {}
        for span in self.matcher(doc, as_spans=True):
            by_cue.setdefault(span.label_, []).append(span)
        kept = [span for spans in by_cue.values() for span in _longest(spans)]
        doc.spans["cues"] = sorted(kept, key=lambda span: (span.start, span.end, span.label_))
        return doc


def _longest(spans: list[Span]) -> list[Span]:
    return filter_spans(spans) if len(spans) > 1 else spans


@Language.factory("kg_cues", assigns=["doc.spans"])
def make_cue_finder(nlp: Language, name: str) -> CueFinder:
    """The component that finds cues."""
    return CueFinder(nlp, read_cues())
