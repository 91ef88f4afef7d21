"""Fit the weights that ``kg/nlp`` reads results with, from annotated papers.

::

    python -m kg.train.results PAPERS.jsonl GOLD.jsonl [FOLDER]

The papers hold ``id, title, abstract``; the gold has the form of ``kg extract``.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.extraction import from_extraction
from kg.model import Annotation, Label, Paper, Reported
from kg.nlp.around import describe_kind, tell_kind
from kg.nlp.items import Sentence, find_sentences
from kg.nlp.knowledge import FOLDER
from kg.nlp.result_features import describe_number, describe_pair
from kg.nlp.results import KINDS, LABELS, NO, NUMBERS, PAIRS, YES, find_subjects, find_things
from kg.nlp.sentences import find_starts
from kg.train.linear import Example, Fitted, Settings, fit
from kg.train.weights import to_table

SETTINGS = {
    NUMBERS: Settings(least=2, epochs=12, rate=0.1, decay=1e-3),
    KINDS: Settings(least=2, epochs=12, rate=0.1, decay=3e-4),
    **dict.fromkeys(PAIRS.values(), Settings(least=2, epochs=12, rate=0.1, decay=1e-3)),
}
LEAST_WEIGHT = 0.03
Place = tuple[Sentence, int]


def with_sentences(annotation: Annotation) -> Annotation:
    """A gold annotation, which has no sentences, with those that reading finds."""
    text = annotation.paper.text
    starts = sorted({0, *find_starts(text)})
    ends = [*starts[1:], len(text)]
    return replace(annotation, sentences=tuple(zip(starts, ends, strict=True)))


def match_numbers(
    sentences: Iterable[Sentence], reported: Iterable[Reported]
) -> list[tuple[Place, Reported | None]]:
    """Each number of the sentences with the gold result that it is, each result once."""
    waiting = list(reported)
    matched: list[tuple[Place, Reported | None]] = []
    for sentence in sentences:
        for place, number in sentence.numbers:
            found = [r for r in waiting if (r.low, r.high) == (number.low, number.high)]
            best = max(found, key=lambda r: r.unit == number.unit, default=None)
            if best:
                waiting.remove(best)
            matched.append(((sentence, place), best))
    return matched


def find_examples(gold: Annotation) -> Iterator[tuple[str, Example]]:
    """What an annotated paper teaches, each example under the table it is for."""
    mentions = find_things(gold.mentions)
    sentences = find_sentences(gold.paper.text, gold.sentences, mentions, gold.links)
    subjects = {label: find_subjects(mentions, label) for label in LABELS.values()}
    for (sentence, place), reported in match_numbers(sentences, gold.reported):
        features = describe_number(sentence, place, len(gold.sentences) - 1)
        yield NUMBERS, Example(features, YES if reported else NO)
        if reported:
            if tell_kind(sentence, place) is None:
                yield KINDS, Example(describe_kind(sentence, place), reported.kind.value)
            yield from _pairs(sentence, place, reported, subjects)


def _pairs(
    sentence: Sentence, place: int, reported: Reported, subjects: Mapping[Label, list[Any]]
) -> Iterator[tuple[str, Example]]:
    for slot, table in PAIRS.items():
        rivals = subjects[LABELS[slot]]
        wanted = getattr(reported, slot)
        for one in rivals:
            if slot == "baseline" and one.group == reported.method:
                continue
            features = describe_pair(sentence, place, reported.kind.value, one, rivals)
            yield table, Example(features, YES if one.group == wanted else NO)


def fit_tables(annotations: Iterable[Annotation]) -> dict[str, Fitted]:
    """The weights of each table, fitted on annotated papers with sentences."""
    examples: dict[str, list[Example]] = {name: [] for name in SETTINGS}
    for annotation in annotations:
        for name, example in find_examples(annotation):
            examples[name].append(example)
    return {name: fit(found, SETTINGS[name]) for name, found in examples.items() if found}


def read_annotations(papers: str, gold: str) -> list[Annotation]:
    """The annotated papers of two files, with sentences."""
    texts = {record["id"]: record for record in _read(papers)}
    found = []
    for record in _read(gold):
        told = texts[record["id"]]
        paper = Paper(told["id"], told["title"], told["abstract"])
        found.append(with_sentences(from_extraction(record, paper)))
    return found


def _read(path: str) -> list[dict[str, Any]]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main(papers: str, gold: str, folder: str = str(FOLDER)) -> None:
    """Fit all tables and write them into a folder."""
    for name, fitted in fit_tables(read_annotations(papers, gold)).items():
        Path(folder, f"{name}.tsv").write_text(to_table(fitted, LEAST_WEIGHT), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
