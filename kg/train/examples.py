"""Annotated papers as the network is trained on them: candidates with class and role."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from spacy.language import Language
from tokenizers import Tokenizer
from torch import Tensor

from kg.model import Paper
from kg.nlp.candidates import find_candidates
from kg.nlp.encoder import BEGIN, BREAK, WINDOW, find_mark, to_pieces
from kg.nlp.entities import NOTHING
from kg.nlp.features import Candidate, make_context
from kg.nlp.mixing import Opinion, find_opinions
from kg.nlp.ngrams import add_ngrams
from kg.nlp.reader import WIDEST
from kg.nlp.signals import PLACES, find_signals, make_surroundings, to_matrix
from kg.nlp.words import to_words
from kg.surface import normal_form

STAGES = ("kg_sentences", "kg_links", "kg_abbreviations", "kg_lexicon", "kg_cues")
CLASSES = (NOTHING, "METHOD/named", "METHOD/concept", "BENCHMARK/named", "TASK/concept")
ROLES = ("introduced", "used", "compared", "mentioned", "evaluated", "trained")
UNKNOWN = -1
Integers = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A paper with its candidates.

    Attributes:
        id: the paper's.
        ids: the pieces of its words, at most a window of them, between the marks of a text.
        first, last, width, owner: of each place its first and last piece (counted with the mark
            that begins the text), its words, and the candidate it is a place of.
        signals: a row of bits for each candidate.
        classes: of each candidate the probability of each class, shape ``(candidates, classes)``.
        roles: likewise of each role; all 0 where it has none.
        entities: of each candidate the place of its entity in the annotation, or ``UNKNOWN``.
        candidates: those with a place within the window.
        opinions: what the linear weights make of those that rules proposed.
        text: the paper's.
        words: start and end of each word in it, in characters.
        record: what the annotation says.
    """

    id: str
    ids: Sequence[int]
    first: Integers
    last: Integers
    width: Integers
    owner: Integers
    signals: Floats
    classes: Floats
    roles: Floats
    entities: Integers
    candidates: Sequence[Candidate]
    opinions: Mapping[str, Opinion]
    text: str
    words: Sequence[tuple[int, int]]
    record: Mapping[str, Any]


class Batch(NamedTuple):
    """Some examples side by side; places count through the pieces of all texts."""

    ids: Tensor
    attention: Tensor
    first: Tensor
    last: Tensor
    width: Tensor
    owner: Tensor
    text: Tensor
    signals: Tensor
    classes: Tensor
    roles: Tensor


def make_examples(
    nlp: Language, tokenizer: Tokenizer, papers: Iterable[tuple[Paper, Mapping[str, Any]]]
) -> Iterator[Example]:
    """An example of each paper and its annotation, in the form of ``kg extract``."""
    with nlp.select_pipes(enable=list(STAGES)):
        for paper, record in papers:
            yield make_example(nlp, tokenizer, paper, record)


def make_example(
    nlp: Language, tokenizer: Tokenizer, paper: Paper, record: Mapping[str, Any]
) -> Example:
    """The candidates of a paper with what its annotation says of each."""
    doc = nlp(paper.text)
    words = to_words(doc)
    context = make_context(words, doc.spans["cues"], list(doc.spans["candidates"]))
    around = make_surroundings(context)
    ids, first, last = to_pieces(tokenizer, words.texts)
    ids = ids[:WINDOW]
    candidates: list[Candidate] = []
    places: list[tuple[int, int, int]] = []
    found = find_candidates(doc, words)
    opinions = find_opinions(found, context)
    for candidate in add_ngrams(found, doc, words).values():
        inside = [p for p in candidate.places[:PLACES] if last[p[1] - 1] < len(ids)]
        if inside:
            places += [(start, end, len(candidates)) for start, end in inside]
            candidates.append(candidate)
    bits = [find_signals(candidate, context, around) for candidate in candidates]
    table = np.array(places, dtype=np.int64).reshape(-1, 3)
    spans = [(start, start + len(t)) for start, t in zip(words.starts, words.texts, strict=True)]
    known = [_meaning(candidate, paper.text, spans, record) for candidate in candidates]
    return Example(
        id=paper.id,
        ids=[find_mark(tokenizer, BEGIN), *ids, find_mark(tokenizer, BREAK)],
        first=first[table[:, 0]] + 1,
        last=last[table[:, 1] - 1] + 1,
        width=np.minimum(table[:, 1] - table[:, 0], WIDEST),
        owner=table[:, 2],
        signals=to_matrix(bits),
        classes=_sure([each[0] for each in known], len(CLASSES)),
        roles=_sure([each[1] for each in known], len(ROLES)),
        entities=np.array([each[2] for each in known], dtype=np.int64),
        candidates=candidates,
        opinions=opinions,
        text=paper.text,
        words=spans,
        record=record,
    )


def _meaning(
    candidate: Candidate,
    text: str,
    words: Sequence[tuple[int, int]],
    record: Mapping[str, Any],
) -> tuple[int, int, int]:
    """Class, role and place of the entity that shares most forms with a candidate."""
    forms = {normal_form(text[words[s][0] : words[e - 1][1]]) for s, e in candidate.places}
    shared = [
        (len(forms & {normal_form(alias) for alias in entity["aliases"]}), -i)
        for i, entity in enumerate(record["entities"])
    ]
    most, place = max(shared, default=(0, 0))
    if not most:
        return 0, UNKNOWN, UNKNOWN
    entity = record["entities"][-place]
    label = CLASSES.index(f"{entity['label']}/{entity['kind']}")
    role = ROLES.index(entity["role"]) if entity["role"] in ROLES else UNKNOWN
    return label, role, -place


def _sure(numbers: Sequence[int], size: int) -> Floats:
    """Rows with all probability on one number, or none where it is ``UNKNOWN``."""
    rows = np.zeros((len(numbers), size), dtype=np.float32)
    for row, number in zip(rows, numbers, strict=True):
        if number != UNKNOWN:
            row[number] = 1
    return rows


def to_batch(examples: Sequence[Example], multiple: int = 64) -> Batch:
    """Some examples as tensors; texts are filled up to a multiple of some pieces."""
    longest = max(len(example.ids) for example in examples)
    length = -(-longest // multiple) * multiple
    ids = np.zeros((len(examples), length), dtype=np.int64)
    attention = np.zeros_like(ids)
    for row, example in enumerate(examples):
        ids[row, : len(example.ids)] = example.ids
        attention[row, : len(example.ids)] = 1
    sizes = [len(example.candidates) for example in examples]
    before = np.cumsum([0, *sizes[:-1]])

    def joined(parts: Iterable[NDArray[Any]]) -> Tensor:
        return torch.from_numpy(np.concatenate(list(parts)))

    return Batch(
        ids=torch.from_numpy(ids),
        attention=torch.from_numpy(attention),
        first=joined(e.first + i * length for i, e in enumerate(examples)),
        last=joined(e.last + i * length for i, e in enumerate(examples)),
        width=joined(e.width for e in examples),
        owner=joined(e.owner + n for e, n in zip(examples, before, strict=True)),
        text=joined(np.full(size, i, dtype=np.int64) for i, size in enumerate(sizes)),
        signals=joined(e.signals for e in examples),
        classes=joined(e.classes for e in examples),
        roles=joined(e.roles for e in examples),
    )
