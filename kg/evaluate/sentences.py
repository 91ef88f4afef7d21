"""Annotated sentences of others, scored as their authors do: a span counts whole or not at all.

SciER (Zhang et al. 2024) gives JSON Lines with ``sentence`` and ``ner``, TDMSci (Hou et al. 2021)
columns of tokens, offsets and BIO tags. Their types are mapped to ours; what they do not annotate
is not asked for.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.evaluate.bootstrap import draw, interval
from kg.evaluate.matching import Tally
from kg.model import Label, Paper
from kg.nlp import read

TYPES = {
    "method": Label.METHOD,
    "dataset": Label.BENCHMARK,
    "material": Label.BENCHMARK,
    "task": Label.TASK,
    "metric": Label.METRIC,
}
_DRAWS = 1000
TypedSpan = tuple[int, int, Label]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens joined by spaces, and the spans of what they name, in characters."""

    text: str
    spans: frozenset[TypedSpan]


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """What was found of one label, and the 95 % interval of its F1."""

    tally: Tally
    interval: tuple[float, float]


def is_sentences(path: Path) -> bool:
    """Whether a file holds annotated sentences rather than annotated papers."""
    if path.suffix == ".conll":
        return True
    try:
        with path.open(encoding="utf-8") as file:
            record = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and {"sentence", "ner"} <= record.keys()


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file.

    Raises:
        SourceError: it cannot be read, or a line is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise SourceError(str(error), str(path)) from error
    reader = _from_columns if path.suffix == ".conll" else _from_json
    return list(reader(text, str(path)))


def _from_json(text: str, path: str) -> Iterator[Sentence]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield Sentence(record["sentence"], _find(record["sentence"], record["ner"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(f"no annotated sentence: {error!r}", path, number) from error


def _find(sentence: str, named: Sequence[Sequence[str]]) -> frozenset[TypedSpan]:
    """The spans of names; a name that stands twice in the list is at two places of the text.

    The longest names choose their places first, so that a part of one is not taken for another.
    """
    spans: set[TypedSpan] = set()
    for name, kind in sorted(named, key=lambda pair: -len(pair[0])):
        label = TYPES[kind.lower()]
        places = [m.span() for m in re.finditer(rf"(?<!\S){re.escape(name)}(?!\S)", sentence)]
        new = [place for place in places if all(place != span[:2] for span in spans)]
        apart = [p for p in new if all(p[1] <= s[0] or p[0] >= s[1] for s in spans)]
        spans.update((*place, label) for place in (apart or new)[:1])
    return frozenset(spans)


def _from_columns(text: str, path: str) -> Iterator[Sentence]:
    rows: list[list[str]] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        row = line.split("\t")
        if line.strip() and len(row) < 2:
            raise SourceError("a token and its tag, divided by tabs", path, number)
        if line.strip():
            rows.append(row)
        elif rows:
            yield _from_tags([row[0] for row in rows], [row[-1].strip() for row in rows])
            rows = []


def _from_tags(tokens: Sequence[str], tags: Sequence[str]) -> Sentence:
    spans: list[TypedSpan] = []
    place = 0
    for token, tag in zip(tokens, tags, strict=True):
        end = place + len(token)
        label = TYPES.get(tag[2:].lower())
        if tag.startswith("I-") and spans and spans[-1][1] == place - 1 and spans[-1][2] is label:
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        elif label:
            spans.append((place, end, label))
        place = end + 1
    return Sentence(" ".join(tokens), frozenset(spans))


def evaluate_sentences(
    sentences: Sequence[Sentence], *, model: str, processes: int = 1
) -> dict[str, SentenceScore]:
    """The score of each label that the sentences annotate, and of all together.

    Raises:
        ModelError: the model is missing or unusable.
    """
    labels = sorted({label for sentence in sentences for *_, label in sentence.spans})
    papers = (Paper(str(i), "", sentence.text) for i, sentence in enumerate(sentences))
    found = [
        frozenset((m.start - 2, m.end - 2, m.label) for m in annotation.mentions)
        for annotation in read(papers, model=model, processes=processes)
    ]
    times = draw(len(sentences), _DRAWS)
    parts: Mapping[str, Sequence[Label]] = {"all": labels} | {lab.value: [lab] for lab in labels}
    scores = {}
    for name, part in parts.items():
        pairs = zip(sentences, found, strict=True)
        tallies = [_tally(sentence.spans, spans, part) for sentence, spans in pairs]
        scores[name] = SentenceScore(sum(tallies, Tally()), interval(tallies, times))
    return scores


def _tally(
    gold: frozenset[TypedSpan], found: frozenset[TypedSpan], labels: Sequence[Label]
) -> Tally:
    wanted, given = ({span for span in spans if span[2] in labels} for spans in (gold, found))
    return Tally(len(wanted & given), len(given - wanted), len(wanted - given))
