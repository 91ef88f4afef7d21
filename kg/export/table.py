"""A CSV table of the edges, one row a ground, for spreadsheets and data frames."""

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from kg.export.grounds import PaperOf, papers_of, type_of
from kg.ids import paper_node
from kg.model import Decided, Evidence, Ground, Inferred, Relation, Stated
from kg.store import Store

Row: TypeAlias = tuple[object, ...]

COLUMNS = (
    "subject", "subject_type", "subject_name", "predicate",
    "object", "object_type", "object_name", "confidence",
    "ground", "paper", "start", "end", "words", "sentence", "rule", "source", "score",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(store: Store, output: BinaryIO) -> None:
    """Write a header and one row for each ground of each edge.

    RFC 4180: commas, quotes where needed, CR LF; UTF-8 without a byte order mark. A text that a
    spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a
    carriage return) has an apostrophe before it, as OWASP advises: take it off to have the text as
    it is, or read another form.
    """
    text = io.TextIOWrapper(output, "utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for row in _rows(store):
            writer.writerow(map(_harmless, row))
    finally:
        text.detach()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _rows(store: Store) -> Iterator[Row]:
    names = {entity.id: entity.name for entity in store.entities()}
    names.update((paper_node(paper.id), paper.title) for paper in store.papers())
    names.update((result.id, result.value) for result in store.results())
    paper_of = papers_of(store)
    for relation in store.relations():
        edge = _edge(relation, names)
        for ground in relation.evidence:
            yield (*edge, *_told(ground, paper_of), ground.score)


def _edge(relation: Relation, names: dict[str, str]) -> Row:
    subject, object = (
        (node, type_of(node), names.get(node, "")) for node in (relation.subject, relation.object)
    )
    return (*subject, relation.predicate.value, *object, relation.confidence)


def _told(ground: Ground, paper_of: PaperOf) -> Row:
    match ground:
        case Evidence(paper, sentence, start, end, rule):
            text = known.text if (known := paper_of(paper)) else ""
            quoted = (text[start:end], text[slice(*sentence)])
            return ("text", paper, start, end, *quoted, rule, "")
        case Stated(paper, record, field):
            return ("record", paper, "", "", "", "", "", f"{record} {field}")
        case Inferred(rule, edges, names):
            rests = json.dumps([*edges, *names], ensure_ascii=False)
            return ("rule", "", "", "", "", "", rule, rests)
        case Decided(file, line):
            return ("decision", "", "", "", "", "", "", f"{file}:{line}")
