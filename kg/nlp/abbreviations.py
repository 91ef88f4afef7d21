"""Abbreviations: each place of a short form that the paper defines, and of what it stands for."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.nlp.definitions import find_definitions, singular
from kg.nlp.words import to_text


def find_places(form: str, text: str) -> Iterator[int]:
    """Where a form stands by itself, in the singular or the plural; the end is not part of it."""
    place = text.find(form)
    while form and place >= 0:
        end = place + len(form)
        after = text[end + 1 : end + 2] if text[end : end + 1] == "s" else text[end : end + 1]
        if not _joins(text[place - 1 : place]) and not _joins(after):
            yield place
        place = text.find(form, end)


def _joins(neighbour: str) -> bool:
    """Whether a character makes what stands beside it part of a longer word."""
    return neighbour.isalnum() or neighbour in ("-", "_")


@Language.component("kg_abbreviations", assigns=["doc.spans"])
def find_abbreviations(doc: Doc) -> Doc:
    """Set the span group ``abbreviations``.

    ``label_`` is ``long`` or ``short``; ``id_`` is the short form, so that a pair shares it.
    """
    text = to_text(doc)
    lowered = text.lower()
    spans: dict[tuple[int, int], Span] = {}
    for definition in find_definitions(text):
        short = singular(text[slice(*definition.short)])
        long = text[slice(*definition.long)]
        places = [("short", place, short) for place in find_places(short, text)]
        if len(lowered) == len(text):
            places += [("long", place, long) for place in find_places(long.lower(), lowered)]
        else:
            places.append(("long", definition.long[0], long))
        for label, place, form in places:
            end = place + len(form)
            end += text[end : end + 1] == "s"  # the plural's
            span = doc.char_span(place, end, label=label, span_id=short)
            if span is not None:
                spans.setdefault((span.start, span.end), span)
    doc.spans["abbreviations"] = [spans[place] for place in sorted(spans)]
    return doc
