"""What the rules saw of a candidate, as names of features that weights are kept for.

A feature never depends on more than the paper; each is a plain string such as ``cue<use`` (a cue
of use stands before it in its sentence) or ``last=network`` (its last word).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from kg.nlp.words import Words, to_words

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
_LIST = (",", "and", "or")
_CONTEXT = "kg context"


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
    What was said of places stays in ``told``, of starts in ``before`` and of ends in ``after``, for
    the candidates that share them.
    """

    words: Words
    cues: Mapping[int, Sequence[tuple[int, int, str]]]
    known: Mapping[int, str]
    introduced: int
    nouns: Mapping[int, Sequence[tuple[int, str]]]
    told: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    before: dict[int, tuple[str, ...]] = field(default_factory=dict)
    after: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


def find_context(doc: Doc) -> Context:
    """The context of a document with cues and lexicon found; it is made once and stays with it."""
    found: Context | None = doc.user_data.get(_CONTEXT)
    if found is None:
        cues, known = doc.spans.get("cues", []), doc.spans.get("candidates", [])
        found = doc.user_data[_CONTEXT] = make_context(to_words(doc), list(cues), list(known))
    return found


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
    for rule in candidate.rules:
        found[f"rule={rule}"] = None
    for label in candidate.known:
        found[f"known={label}"] = None
    if not candidate.known:
        found["unknown"] = None
    for name in _whole(candidate, context):
        found[name] = None
    for place in candidate.places[:PLACES]:
        told = context.told.get(place)
        if told is None:
            told = context.told[place] = _tell(*place, context)
        found.update(dict.fromkeys(told))
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


def _tell(start: int, end: int, context: Context) -> tuple[str, ...]:
    """The features of a place."""
    sentence = context.words.sentence[start]
    before = context.before.get(start)
    if before is None:
        before = context.before[start] = tuple(_before(start, context))
    after = context.after.get((end, sentence))
    if after is None:
        after = context.after[end, sentence] = tuple(_after(end, sentence, context))
    return (*_form(start, end, context), *before, *after)


def _form(start: int, end: int, context: Context) -> list[str]:
    words = context.words
    lower, last = words.lower, words.lower[end - 1]
    is_title, sentence = start < words.abstract, words.sentence[start]
    shapes = "".join([shape[0] for shape in words.shapes[start : min(end, start + 4)]])
    after = _word(words, end, sentence)
    found = [
        f"form={' '.join(lower[start:end])}",
        f"last={last}",
        f"head={last.rpartition('-')[2].removesuffix('s')}",
        f"ending={last.removesuffix('s')[-3:]}",
        f"length={min(end - start, 6)}",
        f"shape={shapes}@{'title' if is_title else 'abstract'}",
        f"{'title:' if is_title else ''}>{after}",
        f"{'title:' if is_title else ''}>>{after} {_word(words, end + 1, sentence)}",
        f"{_word(words, start - 1, sentence)} _ {after}",
    ]
    if end - start > 1:
        found.append(f"pair={lower[end - 2]} {last}")
    found += [f"inside={label}" for label in {context.known.get(i, "") for i in range(start, end)}]
    return found


def _before(start: int, context: Context) -> Iterator[str]:
    """The features of a place that begins with a token."""
    words = context.words
    sentence, first = words.sentence[start], words.lower[start]
    place = "title:" if start < words.abstract else ""
    one, two, three = (_word(words, start - i, sentence) for i in (1, 2, 3))
    yield f"begin={first}"
    yield f"starting={first[-3:]}"
    yield f"{place}<{one}"
    yield f"{place}<<{two} {one}"
    yield f"<2{two}"
    yield f"<3{three}"
    yield f"shape<{_shape(words, start - 1, sentence)}"
    if one in _LIST:
        yield f"listed<{context.known.get(start - 2, '')}"
    for i, noun in context.nouns.get(sentence, ()):
        if i < start and start - i <= WINDOW:
            yield f"noun<{noun}"
    nearest = ""
    for _, cue_end, label in context.cues.get(sentence, ()):
        if cue_end <= start:
            yield f"cue<{label}"
            nearest = label
            if start - cue_end < NEAR:
                yield f"near<{label}"
            if start - cue_end < 2:
                yield f"next<{label}"
    yield f"nearest<{nearest}"
    yield f"nearest<{nearest}&{words.shapes[start]}"
    yield f"nearest<{nearest}&{context.known.get(start, '')}"


def _after(end: int, sentence: int, context: Context) -> Iterator[str]:
    """The features of a place in a sentence that ends before a token."""
    words = context.words
    yield f"shape>{_shape(words, end, sentence)}"
    if _word(words, end, sentence) in _LIST:
        yield f"listed>{context.known.get(end + 1, '')}"
    for i, noun in context.nouns.get(sentence, ()):
        if i >= end and i - end <= WINDOW:
            yield f"noun>{noun}"
    for cue_start, _, label in context.cues.get(sentence, ()):
        if cue_start >= end:
            yield f"cue>{label}"
            if cue_start - end < 2:
                yield f"next>{label}"


def _word(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.lower[i] if inside else "#"


def _shape(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.shapes[i] if inside else "#"
