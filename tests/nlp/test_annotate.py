"""From a Doc with its span groups to plain data."""

import spacy
from spacy.tokens import Span

from kg.model import Kind, Label, Link, LinkKind, Mention, Paper, Role
from kg.nlp.annotate import annotate


def test_span_groups_become_mentions_and_links() -> None:
    paper = Paper("p", "MAML", "MAML learns. See a.io")
    doc = spacy.blank("en")(paper.text)
    for token in doc:
        token.is_sent_start = token.i in (0, 2)
    first = Span(doc, 0, 1, label="METHOD", kb_id="shape", span_id="maml")
    second = Span(doc, 2, 3, label="METHOD", kb_id="lexicon", span_id="maml")
    task = Span(doc, 3, 4, label="TASK", kb_id="noun-phrase", span_id="learning")
    for span in (first, second, task):
        span._.kind, span._.role, span._.score = "named", "used", 0.87654
    doc.spans["mentions"] = [task, second, first]
    doc.spans["links"] = [Span(doc, 6, 7, label="project", kb_id="a.io")]

    annotation = annotate(doc, paper)

    assert annotation.mentions == (
        Mention(0, 4, "MAML", Label.METHOD, Kind.NAMED, Role.USED, "shape", 0.877, 0),
        Mention(6, 10, "MAML", Label.METHOD, Kind.NAMED, Role.USED, "lexicon", 0.877, 0),
        Mention(11, 17, "learns", Label.TASK, Kind.NAMED, Role.USED, "noun-phrase", 0.877, 1),
    )
    assert annotation.links == (Link(23, 27, "a.io", LinkKind.PROJECT),)
    assert annotation.sentences == ((0, 4), (6, 27))
    assert annotation.reported == ()


def test_a_doc_without_groups_is_an_annotation_without_mentions() -> None:
    paper = Paper("p", "", "")
    annotation = annotate(spacy.blank("en")(paper.text), paper)
    assert (annotation.sentences, annotation.mentions, annotation.links) == ((), (), ())
