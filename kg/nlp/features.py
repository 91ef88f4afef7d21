"""What the rules saw of a candidate, as names of features that weights are kept for.

A feature never depends on more than the paper; each is a plain string such as ``cue<use`` (a cue
of use stands before it in its sentence) or ``last=network`` (its last word).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Doc, Span

from kg.nlp.class_nouns import read_noun_forms
from kg.nlp.words import Words, to_words

NEAR = 9
WINDOW = 8
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
    ``before`` and ``after`` keep what was said of places, as several candidates share an edge.
    """

    words: Words
    cues: Mapping[int, Sequence[tuple[int, int, str]]]
    known: Mapping[int, str]
    introduced: int
    nouns: Mapping[int, Sequence[tuple[int, str]]]
    before: dict[int, list[str]] = field(default_factory=dict)
    after: dict[tuple[int, int, bool], list[str]] = field(default_factory=dict)


def find_context(doc: Doc) -> Context:
    """The context of a document with cues and lexicon found, kept with it once it is made."""
    context: Context | None = doc.user_data.get(_CONTEXT)
    if context is None:
        cues, known = doc.spans.get("cues", []), doc.spans.get("candidates", [])
        context = doc.user_data[_CONTEXT] = make_context(to_words(doc), list(cues), list(known))
    return context


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
    forms = read_noun_forms()
    for i in [i for i, word in enumerate(words.lower) if word in forms]:
        nouns.setdefault(words.sentence[i], []).append((i, forms[words.lower[i]]))
    return Context(words, by_sentence, known, introduced, nouns)


def describe(candidate: Candidate, context: Context) -> list[str]:
    """The features of a candidate, each once."""
    places = candidate.places[:PLACES]
    found = _whole(candidate, context)
    for start, end in places:
        found += _form(start, end, context)
        found += _before(start, context)
        found += _after(start, end, context)
    return found if len(places) == 1 else list(dict.fromkeys(found))


def _whole(candidate: Candidate, context: Context) -> list[str]:
    words, places = context.words, candidate.places
    in_title, in_abstract = min(places)[0] < words.abstract, max(places)[0] >= words.abstract
    first = min([s for start, _ in places if (s := words.sentence[start])], default=0)
    found = [
        *_found_by(tuple(candidate.rules), tuple(candidate.known), in_title),
        *_counted(tuple(candidate.known), min(len(places), _TOP), min(first, _TOP)),
        f"title={in_title:d}{in_abstract:d}",
    ]
    if titled := context.nouns.get(0):
        found += {f"title-noun={noun}&{in_title:d}": None for _, noun in titled}
    if first:
        order = (first > context.introduced) - (first < context.introduced)
        found.append(f"introduction={order if context.introduced < NONE else 'none'}")
        if first == words.sentence[-1]:
            found.append("last-sentence")
    return found


@lru_cache(maxsize=1 << 12)
def _found_by(rules: tuple[str, ...], known: tuple[str, ...], in_title: bool) -> tuple[str, ...]:
    """What the rules that found a candidate, and what the lexicon knows of it, tell."""
    colon = "colon" if "title-colon" in rules else ""
    return (
        "bias",
        *(f"rule={rule}" for rule in rules),
        *([f"known={label}" for label in known] or ["unknown"]),
        f"rules={'+'.join(sorted(rules))}",
        f"rules&title={known[0] if known else ''}{colon}{in_title:d}",
        *(["known-title"] if in_title and any("/" in label for label in known) else ()),
    )


@lru_cache(maxsize=1 << 10)
def _counted(known: tuple[str, ...], count: int, first: int) -> tuple[str, ...]:
    """What tells how often a candidate stands in the paper, and in which sentence first."""
    return f"count={count}", f"first={first}", f"known-count={min(count, 2)}{sorted(known)}"


def _form(start: int, end: int, context: Context) -> list[str]:
    words = context.words
    lower, known = words.lower, context.known
    place = "title" if start < words.abstract else "abstract"
    found = [
        f"form={' '.join(lower[start:end])}",
        *_of_last(lower[end - 1]),
        *_of_first(lower[start]),
        *_of_shapes(words.shapes[start : min(end, start + 4)], min(end - start, 6), place),
    ]
    if end - start > 1:
        found.append(f"pair={lower[end - 2]} {lower[end - 1]}")
    labels = {known.get(i, "") for i in range(start, end)} if known else [""]
    found += [f"inside={label}" for label in sorted(labels)]
    return found


@lru_cache(maxsize=1 << 14)
def _of_last(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("s")
    head = word.rpartition("-")[2].removesuffix("s")
    return f"last={word}", f"head={head}", f"ending={bare[-3:]}"


@lru_cache(maxsize=1 << 14)
def _of_first(word: str) -> tuple[str, ...]:
    return f"begin={word}", f"starting={word[-3:]}"


@lru_cache(maxsize=1 << 12)
def _of_shapes(shapes: tuple[str, ...], length: int, place: str) -> tuple[str, ...]:
    return f"length={length}", f"shape={''.join(shape[0] for shape in shapes)}@{place}"


def _before(start: int, context: Context) -> list[str]:
    """What stands before a place that begins with a token."""
    if start not in context.before:
        context.before[start] = _find_before(start, context)
    return context.before[start]


def _find_before(start: int, context: Context) -> list[str]:
    words = context.words
    sentence = words.sentence[start]
    title = "title:" if start < words.abstract else ""
    one = _word(words, start - 1, sentence)
    two, three = _word(words, start - 2, sentence), _word(words, start - 3, sentence)
    found = [
        f"{title}<{one}",
        f"{title}<<{two} {one}",
        f"<2{two}",
        f"<3{three}",
        f"shape<{_shape(words, start - 1, sentence)}",
    ]
    if one in _LIST:
        found.append(f"listed<{context.known.get(start - 2, '')}")
    near: dict[str, None] = {}
    for i, noun in context.nouns.get(sentence, ()):
        if i < start and start - i <= WINDOW:
            near[f"noun<{noun}"] = None
    nearest = ""
    for _, cue_end, label in context.cues.get(sentence, ()):
        if cue_end <= start:
            nearest = label
            near.update(_of_cue(label, min(start - cue_end, NEAR)))
    found += near
    found += _of_nearest(nearest, words.shapes[start], context.known.get(start, ""))
    return found


@lru_cache(maxsize=1 << 10)
def _of_cue(label: str, distance: int) -> dict[str, None]:
    """What a cue tells that ends so many tokens before a place."""
    found = (f"cue<{label}", f"near<{label}", f"next<{label}")
    return dict.fromkeys(found[: 1 + (distance < NEAR) + (distance < 2)])


@lru_cache(maxsize=1 << 12)
def _of_nearest(cue: str, shape: str, known: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys((f"nearest<{cue}", f"nearest<{cue}&{shape}", f"nearest<{cue}&{known}"))
    )


def _after(start: int, end: int, context: Context) -> list[str]:
    """What stands after a place, and on both sides of it."""
    words = context.words
    sentence = words.sentence[start]
    edge = end, sentence, start < words.abstract
    if edge not in context.after:
        context.after[edge] = _find_after(*edge, context)
    one = _word(words, end, sentence)
    return [f"{_word(words, start - 1, sentence)} _ {one}", *context.after[edge]]


def _find_after(end: int, sentence: int, in_title: bool, context: Context) -> list[str]:
    words = context.words
    title = "title:" if in_title else ""
    one, two = _word(words, end, sentence), _word(words, end + 1, sentence)
    found = [
        f"{title}>{one}",
        f"{title}>>{one} {two}",
        f"shape>{_shape(words, end, sentence)}",
    ]
    if one in _LIST:
        found.append(f"listed>{context.known.get(end + 1, '')}")
    near: dict[str, None] = {}
    for i, noun in context.nouns.get(sentence, ()):
        if i >= end and i - end <= WINDOW:
            near[f"noun>{noun}"] = None
    for cue_start, _, label in context.cues.get(sentence, ()):
        if cue_start >= end:
            near[f"cue>{label}"] = None
            if cue_start - end < 2:
                near[f"next>{label}"] = None
    found += near
    return found


def _word(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.lower[i] if inside else "#"


def _shape(words: Words, i: int, sentence: int) -> str:
    inside = 0 <= i < len(words.lower) and words.sentence[i] == sentence
    return words.shapes[i] if inside else "#"
