"""Signals: what rules, lexicon and cues saw of a candidate, as a row of bits for the model.

A bit stands for something true at one of the candidate's places, or of the candidate as a whole;
:data:`SIGNALS` names them in the order in which the model was trained with them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from kg.nlp.class_nouns import read_noun_forms
from kg.nlp.cues import CUES
from kg.nlp.features import NONE, WINDOW, Candidate, Context

PLACES = 8
_RULES = (
    *("lexicon", "abbreviation-long", "abbreviation-short", "capitals", "capitals-part"),
    *("capitals-tail", "shape", "shape-tail", "shape-head", "title-colon", "called"),
    *("noun-phrase", "ngram"),
)
_KNOWN = ("METHOD/named", "METHOD/concept", "BENCHMARK/named", "TASK/concept")
_SHAPES = ("word", "title", "acronym", "inner", "number", "punctuation")
_CUES = tuple(sorted(CUES))
_NOUNS = ("data", "means", "task", "metric")
_DATA = frozenset(
    ("benchmark", "dataset", "corpus", "environment", "game", "simulator", "challenge", "suite")
) | {"platform", "testbed", "leaderboard", "collection", "resource"}
_LIST = frozenset((",", "and", "or"))
_WIDEST = 6
_WHOLE = ("repeated", "often", "title", "abstract", "early", "second", "closing")
_ORDER = ("before-introduction", "at-introduction", "after-introduction")

SIGNALS = (
    *(f"rule={rule}" for rule in _RULES),
    *(f"known={label}" for label in _KNOWN),
    *(f"inside={label}" for label in _KNOWN),
    *_WHOLE,
    *_ORDER,
    *(f"width={n}" for n in range(1, _WIDEST + 1)),
    *(f"begins={shape}" for shape in _SHAPES),
    *(f"ends={shape}" for shape in _SHAPES),
    *(f"cue={cue}" for cue in _CUES),
    *(f"cue-beside={cue}" for cue in _CUES),
    *(f"noun-after={noun}" for noun in _NOUNS),
    *(f"noun-before={noun}" for noun in _NOUNS),
    *(f"listed-with={label}" for label in (*_KNOWN, "unknown")),
)
_BIT = {name: 1 << i for i, name in enumerate(SIGNALS)}
_OF_ALL = [_BIT[name] for name in ("repeated", "often", "early", "second", "closing", *_ORDER)]
_BYTES = (len(SIGNALS) + 7) // 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of each token of a document the bits for a candidate that stands there.

    Attributes:
        start: the bits of one that begins with the token.
        end: of one that ends before it.
        last: of one that ends with it.
        inside: of one that holds it.
    """

    start: Sequence[int]
    end: Sequence[int]
    last: Sequence[int]
    inside: Sequence[int]


def make_surroundings(context: Context) -> Surroundings:
    """The bits of each token of a document."""
    words = context.words
    tokens = range(len(words.texts))
    first = [_BIT[f"begins={shape}"] for shape in words.shapes]
    last = [_BIT[f"ends={shape}"] for shape in words.shapes]
    inside = [_BIT.get(f"inside={context.known.get(i, '')}", 0) for i in tokens]
    start = [first[i] | _before(i, context) for i in tokens]
    end = [_after(i, context) for i in tokens]
    return Surroundings(start, [*end, 0], last, inside)


def _before(i: int, context: Context) -> int:
    words = context.words
    sentence = words.sentence[i]
    bits = _BIT["title" if i < words.abstract else "abstract"]
    nearest = ""
    for _, cue_end, label in context.cues.get(sentence, ()):
        if cue_end <= i:
            nearest = label
            if i - cue_end < 2:
                bits |= _BIT[f"cue-beside={label}"]
    if nearest:
        bits |= _BIT[f"cue={nearest}"]
    for place, noun in context.nouns.get(sentence, ()):
        if i - WINDOW <= place < i:
            bits |= _BIT[f"noun-before={_class_of(noun)}"]
    if i > 1 and words.lower[i - 1] in _LIST:
        bits |= _listed(context.known.get(i - 2, ""))
    return bits


def _after(i: int, context: Context) -> int:
    """The bits of a candidate that ends before token ``i``."""
    word = context.words.lower[i]
    if noun := read_noun_forms().get(word):
        return _BIT[f"noun-after={_class_of(noun)}"]
    if word in _LIST and i + 1 < len(context.words.lower):
        return _listed(context.known.get(i + 1, ""))
    return 0


def _listed(label: str) -> int:
    return _BIT[f"listed-with={label if label in _KNOWN else 'unknown'}"]


def _class_of(noun: str) -> str:
    if noun in _DATA:
        return "data"
    return noun if noun == "task" else "metric" if noun in ("metric", "score") else "means"


def find_signals(candidate: Candidate, context: Context, around: Surroundings) -> int:
    """All bits of a candidate."""
    bits = (
        _any(candidate.rules, "rule") | _any(candidate.known, "known") | _of_all(candidate, context)
    )
    for start, end in candidate.places[:PLACES]:
        bits |= around.start[start] | around.end[end] | around.last[end - 1]
        bits |= _BIT[f"width={min(end - start, _WIDEST)}"]
        for i in range(start, end):
            bits |= around.inside[i]
    return bits


def _any(names: Iterable[str], group: str) -> int:
    bits = 0
    for name in names:
        bits |= _BIT.get(f"{group}={name}", 0)
    return bits


def _of_all(candidate: Candidate, context: Context) -> int:
    places, sentence = candidate.places, context.words.sentence
    first = next((s for s in (sentence[start] for start, _ in places) if s), 0)
    flags: Collection[bool] = (
        len(places) > 1,
        len(places) > 3,
        first == 1,
        first == 2,
        first > 0 and first == sentence[-1],
        0 < first < context.introduced < NONE,
        0 < first == context.introduced,
        first > context.introduced,
    )
    return sum(compress(_OF_ALL, flags))


def to_matrix(bits: Sequence[int]) -> NDArray[np.float32]:
    """Rows of bits as numbers: one row a candidate, one column a signal."""
    packed = b"".join(row.to_bytes(_BYTES, "little") for row in bits)
    flat = np.frombuffer(packed, dtype=np.uint8).reshape(len(bits), _BYTES)
    return np.unpackbits(flat, axis=1, bitorder="little")[:, : len(SIGNALS)].astype(np.float32)
