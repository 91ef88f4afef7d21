"""What the rules saw of a candidate, as names of features that weights are kept for.

A feature never depends on more than the paper; each is a plain string such as ``cue<use`` (a cue
of use stands before it in its sentence) or ``last=network`` (its last word).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from kg.nlp.words import Words

NEAR = 9
WINDOW = 8
_SINGULAR = (
    "benchmark dataset corpus environment game simulator challenge suite platform testbed "
    "leaderboard collection resource model framework algorithm method architecture network loss "
    "task tool library system approach technique strategy module optimizer agent metric score"
)
CLASS_NOUNS = {form: noun for noun in _SINGULAR.split() for form in (noun, noun + "s")}
CLASS_NOUNS |= {"corpora": "corpus", "libraries": "library", "strategies": "strategy"}
PLACES = 4
_TOP = 4
NONE = 10_000  # the number of no sentence


@dataclass(slots=True)
class Candidate:
    """One thing that may be named in a paper: its key, places, and the rules that found it."""

    key: str
    places: list[tuple[int, int]] = field(default_factory=list)
    rules: dict[str, None] = field(default_factory=dict)
    known: dict[str, None] = field(default_factory=dict)

    def add(self, start: int, end: int, rule: str, label: str = "") -> None:
        """Note a place where ``rule`` found it; ``label`` is what the lexicon says it is."""
        if (start, end) not in self.places:
            self.places.append((start, end))
        self.rules[rule] = None
        if label:
            self.known[label] = None


@dataclass(frozen=True, slots=True)
class Context:
    """What of a document the features are taken from.

    ``cues`` lists start, end and label of the cues of each sentence; ``known`` is the lexicon's
    label of each token it covers; ``introduced`` numbers the first sentence with an introduction.
    """

    words: Words
    cues: Mapping[int, Sequence[tuple[int, int, str]]]
    known: Mapping[int, str]
    introduced: int
    nouns: Mapping[int, Sequence[tuple[int, str]]]


def make_context(words: Words, cues: Sequence[Span], candidates: Sequence[Span]) -> Context:
    """The context of a document from its span groups."""
    by_sentence: dict[int, list[tuple[int, int, str]]] = {}
    for span in cues:
        place = (span.start, span.end, span.label_)
        by_sentence.setdefault(words.sentence[span.start], []).append(place)
    known: dict[int, str] = {}
    for span in sorted(candidates, key=lambda span: (span.end - span.start, span.label_)):
        known.update(dict.fromkeys(range(span.start, span.end), span.label_))
    introduced = min(
        (s for s, found in by_sentence.items() if s and any(c[2] == "introduce" for c in found)),
        default=NONE,
    )
    nouns: dict[int, list[tuple[int, str]]] = {}
    for i, word in enumerate(words.lower):
        if word in CLASS_NOUNS:
            nouns.setdefault(words.sentence[i], []).append((i, CLASS_NOUNS[word]))
    return Context(words, by_sentence, known, introduced, nouns)


def describe(candidate: Candidate, context: Context) -> list[str]:
    """The features of a candidate, each once, in the order found."""
    found: dict[str, None] = {"bias": None}
    found.update((f"rule={rule}", None) for rule in candidate.rules)
    found.update((f"known={label}", None) for label in candidate.known)
    if not candidate.known:
        found["unknown"] = None
    found.update((name, None) for name in _whole(candidate, context))
    for start, end in candidate.places[:PLACES]:
        found.update((name, None) for name in _form(start, end, context))
        found.update((name, None) for name in _around(start, end, context))
    return list(found)


def _whole(candidate: Candidate, context: Context) -> Iterator[str]:
    words = context.words
    sentences = [words.sentence[start] for start, _ in candidate.places]
    in_title = any(start < words.abstract for start, _ in candidate.places)
    in_abstract = any(start >= words.abstract for start, _ in candidate.places)
    yield f"title={in_title:d}{in_abstract:d}"
    yield f"count={min(len(candidate.places), _TOP)}"
    first = min((s for s in sentences if s), default=0)
    yield f"first={min(first, _TOP)}"
    for _, noun in context.nouns.get(0, ()):
        yield f"title-noun={noun}&{in_title:d}"
    label = next(iter(candidate.known), "")
    yield f"rules={'+'.join(sorted(candidate.rules))}"
    yield f"rules&title={label}{'colon' if 'title-colon' in candidate.rules else ''}{in_title:d}"
    yield f"known-count={min(len(candidate.places), 2)}{sorted(candidate.known)}"
    if first:
        order = (first > context.introduced) - (first < context.introduced)
        yield f"introduction={order if context.introduced < NONE else 'none'}"
        if first == words.sentence[-1]:
            yield "last-sentence"
    if any("/" in label for label in candidate.known) and in_title:
        yield "known-title"


def _form(start: int, end: int, context: Context) -> Iterator[str]:
    words = context.words
    lower, last = words.lower, words.lower[end - 1]
    yield f"form={' '.join(lower[start:end])}"
    yield f"last={last}"
    yield f"head={last.rpartition('-')[2].removesuffix('s')}"
    yield f"begin={lower[start]}"
    yield f"ending={last.removesuffix('s')[-3:]}"
    yield f"starting={lower[start][-3:]}"
    yield f"length={min(end - start, 6)}"
    shapes = [words.shapes[i][0] for i in range(start, min(end, start + 4))]
    place = "title" if start < words.abstract else "abstract"
    yield f"shape={''.join(shapes)}@{place}"
    if end - start > 1:
        yield f"pair={lower[end - 2]} {last}"
    labels = {context.known.get(i, "") for i in range(start, end)}
    yield from (f"inside={label}" for label in sorted(labels))


def _around(start: int, end: int, context: Context) -> Iterator[str]:
    words = context.words
    sentence = words.sentence[start]
    place = "title:" if start < words.abstract else ""
    before = [_word(words, start - i, sentence) for i in (1, 2, 3)]
    after = [_word(words, end + i, sentence) for i in (0, 1)]
    yield f"{place}<{before[0]}"
    yield f"{place}<<{before[1]} {before[0]}"
    yield f"<2{before[1]}"
    yield f"<3{before[2]}"
    yield f"{place}>{after[0]}"
    yield f"{place}>>{after[0]} {after[1]}"
    yield f"shape<{_shape(words, start - 1, sentence)}"
    yield f"shape>{_shape(words, end, sentence)}"
    if before[0] in (",", "and", "or"):
        yield f"listed<{context.known.get(start - 2, '')}"
    if after[0] in (",", "and", "or"):
        yield f"listed>{context.known.get(end + 1, '')}"
    for i, noun in context.nouns.get(sentence, ()):
        if i < start and start - i <= WINDOW:
            yield f"noun<{noun}"
        elif i >= end and i - end <= WINDOW:
            yield f"noun>{noun}"
    yield f"{before[0]} _ {after[0]}"
    yield from _cues(start, end, context)


def _cues(start: int, end: int, context: Context) -> Iterator[str]:
    nearest = ""
    for cue_start, cue_end, label in context.cues.get(context.words.sentence[start], ()):
        if cue_end <= start:
            yield f"cue<{label}"
            nearest = label
            if start - cue_end < NEAR:
                yield f"near<{label}"
            if start - cue_end < 2:
                yield f"next<{label}"
        elif cue_start >= end:
            yield f"cue>{label}"
            if cue_start - end < 2:
                yield f"next>{label}"
    yield f"nearest<{nearest}"
    yield f"nearest<{nearest}&{context.words.shapes[start]}"
    yield f"nearest<{nearest}&{context.known.get(start, '')}"


def _word(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.lower[i] if inside else "#"


def _shape(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.shapes[i] if inside else "#"
