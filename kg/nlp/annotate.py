"""From a read ``Doc`` to plain data: no ``Doc`` or ``Span`` leaves this package."""

from bisect import bisect_right

from spacy.tokens import Doc, Span

from kg.model import Annotation, Kind, Label, Link, LinkKind, Mention, Paper, Role
from kg.model import Span as Offsets
from kg.nlp.words import to_words

_KEPT = "kg mentions"

for _name in ("kind", "role"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default="")
if not Span.has_extension("score"):
    Span.set_extension("score", default=1.0)
if not Doc.has_extension("reported"):
    Doc.set_extension("reported", default=())


def annotate(doc: Doc, paper: Paper) -> Annotation:
    """The annotation that a document with its span groups set amounts to."""
    text = paper.text
    of_text, kept = doc.user_data.get(_KEPT, ("", []))
    return Annotation(
        paper=paper,
        sentences=tuple(to_sentences(doc)),
        mentions=tuple(kept if of_text == text else to_mentions(doc, text)),
        links=tuple(
            Link(span.start_char, span.end_char, span.kb_id_, LinkKind(span.label_))
            for span in doc.spans.get("links", [])
        ),
        reported=tuple(doc._.reported),
    )


def to_sentences(doc: Doc) -> list[Offsets]:
    """The sentences of a document without outer white space."""
    words = to_words(doc)
    sentences = []
    first, count = 0, len(words.texts)
    while first < count:
        end = bisect_right(words.sentence, words.sentence[first], lo=first)
        text = words.slice(first, end)
        start = words.starts[first] + len(text) - len(text.lstrip())
        if bare := text.strip():
            sentences.append((start, start + len(bare)))
        first = end
    return sentences


def keep_mentions(doc: Doc, text: str) -> list[Mention]:
    """The mentions of a document whose span group is final; they are kept with it."""
    mentions = to_mentions(doc, text)
    doc.user_data[_KEPT] = text, mentions
    return mentions


def to_mentions(doc: Doc, text: str) -> list[Mention]:
    """The span group ``mentions`` as it stands in a text, groups numbered by first mention."""
    spans = sorted(doc.spans.get("mentions", []), key=lambda s: (s.start, s.end, s.label_))
    numbers: dict[str, int] = {}
    return [_to_mention(span, text, numbers.setdefault(span.id_, len(numbers))) for span in spans]


def _to_mention(span: Span, text: str, group: int) -> Mention:
    start, end, said = span.start_char, span.end_char, span._
    return Mention(
        start=start,
        end=end,
        text=text[start:end],
        label=Label(span.label_),
        kind=Kind(said.kind),
        role=Role(said.role),
        rule=span.kb_id_,
        score=round(float(said.score), 3),
        group=group,
    )
