"""Fit the weights that ``kg/nlp`` reads results with, from annotated papers.

::

    python -m kg.train.results PAPERS.jsonl GOLD.jsonl [FOLDER [MODEL]]

The papers hold ``id, title, abstract``; the gold has the form of ``kg extract``. What a number
belongs to is learnt twice: from the things that the gold names, and from those that a model finds,
which is what the weights will be used on. Papers of three more files count where their texts are
among the papers: those of ``data/results.jsonl`` teach which numbers are results, and of which
kind, and no more; those of ``data/bound.jsonl`` which are and what they belong to; and those of
``data/numbers.jsonl`` which are.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from kg.extraction import from_extraction
from kg.model import Annotation, Label, Mention, Paper, Reported
from kg.nlp import read
from kg.nlp.items import NOBODY, Sentence, find_sentences
from kg.nlp.kinds import describe_kind, tell_kind
from kg.nlp.knowledge import FOLDER
from kg.nlp.number_features import describe_number
from kg.nlp.results import (
    KINDS,
    LABELS,
    NO,
    NUMBERS,
    PAIRS,
    YES,
    find_options,
    without,
)
from kg.nlp.sentences import find_starts
from kg.nlp.subjects import Rivals, find_subjects, find_things, find_title_end
from kg.settings import MODEL
from kg.surface import normal_form
from kg.train.linear import Choice, Example, Fitted, Settings, fit, fit_choices
from kg.train.weights import to_table

SETTINGS = {
    NUMBERS: Settings(least=2, epochs=12, rate=0.1, decay=5e-4),
    KINDS: Settings(least=2, epochs=12, rate=0.1, decay=3e-4),
    **dict.fromkeys(PAIRS.values(), Settings(least=2, epochs=20, rate=0.05, decay=1e-2)),
}
LEAST_WEIGHT = 0.03
READINGS = Path(__file__).parent / "data" / "results.jsonl"
BOUND = READINGS.with_name("bound.jsonl")
LABELLED = READINGS.with_name("numbers.jsonl")
LOST = -2
"""The group of what a result belongs to where reading did not find it."""
Place = tuple[Sentence, int]


def with_sentences(annotation: Annotation) -> Annotation:
    """A gold annotation, which has no sentences, with those that reading finds."""
    text = annotation.paper.text
    starts = sorted({0, *find_starts(text)})
    ends = [*starts[1:], len(text)]
    return replace(annotation, sentences=tuple(zip(starts, ends, strict=True)))


def as_read(gold: Annotation, read: Annotation) -> Annotation:
    """What a model read in a paper, with the gold's results on the things that it found."""
    meant = _same_things(gold, read)
    return replace(read, reported=tuple(_move(reported, meant) for reported in gold.reported))


def _move(reported: Reported, meant: Mapping[int, int]) -> Reported:
    """A result on other groups; ``LOST`` is what has none there."""
    bound = (reported.method, reported.benchmark, reported.baseline)
    method, benchmark, baseline = (None if one is None else meant.get(one, LOST) for one in bound)
    return replace(reported, method=method, benchmark=benchmark, baseline=baseline)


def _same_things(gold: Annotation, read: Annotation) -> dict[int, int]:
    """The groups that a model found for those of the gold: where they share most forms."""
    wanted, found = _forms(gold.mentions), _forms(read.mentions)
    meant = {}
    for (label, group), forms in wanted.items():
        shared = [(len(forms & other), -n) for (kind, n), other in found.items() if kind is label]
        most, least = max(shared, default=(0, 0))
        if most:
            meant[group] = -least
    return meant


def _forms(mentions: Iterable[Mention]) -> dict[tuple[Label, int], set[str]]:
    forms: dict[tuple[Label, int], set[str]] = {}
    for mention in mentions:
        forms.setdefault((mention.label, mention.group), set()).add(normal_form(mention.text))
    return forms


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


def find_examples(gold: Annotation) -> Iterator[tuple[str, Example | Choice]]:
    """What an annotated paper teaches, each example under the table it is for."""
    mentions = find_things(gold.mentions)
    sentences = find_sentences(gold.paper.text, gold.sentences, mentions, gold.links)
    title = find_title_end(gold.paper.text)
    subjects = {label: find_subjects(mentions, label, title) for label in LABELS.values()}
    for (sentence, place), reported in match_numbers(sentences, gold.reported):
        features = describe_number(sentence, place, len(gold.sentences) - 1)
        yield NUMBERS, Example(features, YES if reported else NO)
        if reported:
            if tell_kind(sentence, place) is None:
                yield KINDS, Example(describe_kind(sentence, place), reported.kind.value)
            yield from _choices(sentence, place, reported, subjects)


def _choices(
    sentence: Sentence, place: int, reported: Reported, subjects: Mapping[Label, Rivals]
) -> Iterator[tuple[str, Choice]]:
    """What a result belongs to, among all that it could; what was not found teaches nothing."""
    for slot, table in PAIRS.items():
        wanted, kind = getattr(reported, slot), reported.kind.value
        if wanted == LOST:
            continue
        taken = reported.method if slot == "baseline" and reported.method is not None else NOBODY
        label = LABELS[slot]
        options = without(taken, find_options(sentence, place, kind, subjects[label], label))
        groups = [group for group, _ in options]
        chosen = groups.index(wanted) if wanted in groups else 0
        yield table, Choice([features for _, features in options], chosen)


def fit_tables(
    gold: Iterable[Annotation],
    read: Iterable[Annotation] = (),
    readings: Iterable[Annotation] = (),
    numbers: Iterable[Annotation] = (),
) -> dict[str, Fitted]:
    """The weights of each table, fitted on annotated papers with sentences.

    Args:
        gold: the papers with the things and results that they were annotated with.
        read: the same results on the things that a model found; they teach binding alone.
        readings: papers as a model reads them, of which only numbers and kinds were annotated.
        numbers: the same, which teach only which numbers are results.
    """
    examples: dict[str, list[Any]] = {name: [] for name in SETTINGS}
    binding = frozenset(PAIRS.values())
    everything = frozenset(SETTINGS)
    taught = (
        (gold, everything),
        (read, binding),
        (readings, everything - binding),
        (numbers, frozenset((NUMBERS,))),
    )
    for annotations, names in taught:
        for name, example in chain.from_iterable(map(find_examples, annotations)):
            if name in names:
                examples[name].append(example)
    return {name: _fit(name, found) for name, found in examples.items() if found}


def _fit(name: str, examples: Sequence[Any]) -> Fitted:
    fitting = fit_choices if name in PAIRS.values() else fit
    return fitting(examples, SETTINGS[name])


def read_again(gold: Iterable[Annotation], model: str) -> Iterator[Annotation]:
    """The papers as a model reads them, with the gold's results on what it finds.

    Raises:
        ModelError: the model is missing or unusable.
    """
    known = {annotation.paper.id: annotation for annotation in gold}
    for found in read((annotation.paper for annotation in known.values()), model=model):
        yield as_read(known[found.paper.id], found)


def read_annotations(papers: str, gold: str) -> list[Annotation]:
    """The annotated papers of two files, with sentences; without its text a paper is left out."""
    texts = {record["id"]: record for record in _read(papers)}
    found = []
    for record in _read(gold):
        if told := texts.get(record["id"]):
            paper = Paper(told["id"], told["title"], told["abstract"])
            found.append(with_sentences(from_extraction(record, paper)))
    return found


def _read(path: str) -> list[dict[str, Any]]:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def main(papers: str, gold: str, folder: str = str(FOLDER), model: str = MODEL) -> None:
    """Fit all tables and write them into a folder."""
    annotated = read_annotations(papers, gold)
    read = list(read_again((each for each in annotated if each.reported), model))
    bound, readings, labelled = (
        list(read_again(read_annotations(papers, str(path)), model))
        for path in (BOUND, READINGS, LABELLED)
    )
    read += (each for each in bound if each.reported)
    for name, fitted in fit_tables(annotated, read, readings, [*bound, *labelled]).items():
        Path(folder, f"{name}.tsv").write_text(to_table(fitted, LEAST_WEIGHT), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
