"""The domain model: what travels along the road.

Standard library only; every type is frozen, slotted and hashable. All offsets count characters
(Unicode code points) in :attr:`Paper.text` and are half-open: ``text[start:end]``. Scores and
confidences are probabilities in [0, 1], rounded to three decimals.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Label(StrEnum):
    """What a mention or an entity is. METRIC labels mentions only, REPO entities only."""

    METHOD = "METHOD"
    BENCHMARK = "BENCHMARK"
    TASK = "TASK"
    REPO = "REPO"
    METRIC = "METRIC"


class Kind(StrEnum):
    """Whether a mention is a proper name or an established technique without one."""

    NAMED = "named"
    CONCEPT = "concept"


class Role(StrEnum):
    """What a paper does with the thing it mentions, strongest first within a label."""

    INTRODUCED = "introduced"
    USED = "used"
    COMPARED = "compared"
    EVALUATED = "evaluated"
    TRAINED = "trained"
    ADDRESSED = "addressed"
    MENTIONED = "mentioned"


class LinkKind(StrEnum):
    """What a link in an abstract leads to."""

    CODE = "code"
    DATA = "data"
    MODEL = "model"
    PROJECT = "project"
    OTHER = "other"


class ResultKind(StrEnum):
    """How a reported number is to be read."""

    ABSOLUTE = "absolute"
    GAIN = "gain"
    SPEEDUP = "speedup"
    REDUCTION = "reduction"


class Direction(StrEnum):
    """Whether more or less of a metric is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Flag(StrEnum):
    """What tells against a result: too little sureness, an impossible value, or another value."""

    DOUBTFUL = "doubtful"
    ABOVE_LIMIT = "above-limit"
    DIFFERING = "differing"


class Predicate(StrEnum):
    """The closed set of relations; ``introducedBy`` is the OWL inverse of ``introduces``."""

    INTRODUCES = "introduces"
    USES = "uses"
    COMPARES_WITH = "comparesWith"
    MENTIONS = "mentions"
    EVALUATES_ON = "evaluatesOn"
    TRAINS_ON = "trainsOn"
    ADDRESSES = "addresses"
    HAS_REPOSITORY = "hasRepository"
    REPORTS = "reports"
    MEASURED_ON = "measuredOn"
    USED_FOR = "usedFor"
    VARIANT_OF = "variantOf"
    PART_OF = "partOf"
    IMPLEMENTED_BY = "implementedBy"


class Reason(StrEnum):
    """Why two names are taken to be one thing, or may be."""

    FORM = "same normal form"
    SPELLING = "spelling variant"
    ABBREVIATION = "abbreviation"
    WORDING = "named as one"
    LEXICON = "alias in the lexicon"
    MAJORITY = "majority of the collection"
    CONTEXT = "context"
    DECISION = "decision"
    HOMONYM = "same name"


class MatchKind(StrEnum):
    """How an entity is related to what an outside table lists."""

    EXACT = "exactMatch"
    CLOSE = "closeMatch"


Span: TypeAlias = tuple[int, int]
Edge: TypeAlias = tuple[str, Predicate, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the collection.

    ``published`` is an ISO 8601 date, cut to what is known: ``2023-05-25``, ``2023-05``, ``2023``,
    or ``--05-28`` where the year is not. ``sources`` name the records it was read from, as
    ``file:line``.
    """

    id: str
    title: str
    abstract: str
    published: str | None = None
    venue: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    code_links: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The string that every offset counts in: title, two newlines, abstract."""
        return f"{self.title}\n\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a paper names something.

    ``rule`` says which component or model found it; mentions of one thing in one paper share
    ``group``, a number that counts up from 0 in the order of first mention.
    """

    start: int
    end: int
    text: str
    label: Label
    kind: Kind
    role: Role
    rule: str
    score: float
    group: int


@dataclass(frozen=True, slots=True)
class Link:
    """One URL in a paper's text; ``url`` is cleaned of what typesetting left on it."""

    start: int
    end: int
    url: str
    kind: LinkKind


# Of results with this score or more, 86 of 100 were right in full (docs/extraction.md).
TRUSTED = 0.85


@dataclass(frozen=True, slots=True)
class Reported:
    """One reported number.

    ``value`` is as printed; ``low`` and ``high`` are its bounds (equal unless it is a range);
    ``unit`` is ``%``, ``x``, ``points`` or None; ``method``, ``benchmark`` and ``baseline`` are
    groups of the same annotation, or None. ``score`` is how likely value, kind, method and
    benchmark are right together.
    """

    start: int
    end: int
    value: str
    low: float
    high: float
    unit: str | None
    metric: str | None
    kind: ResultKind
    from_value: str | None
    method: int | None
    benchmark: int | None
    baseline: int | None
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """A read paper. Sentences are spans of its text, in order and without overlap."""

    paper: Paper
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    reported: tuple[Reported, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words in a paper that a fact was read from.

    ``sentence`` is the span of the sentence, ``start`` and ``end`` that of the words in it.
    """

    paper: str
    sentence: Span
    start: int
    end: int
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Stated:
    """The field of an input record that states a fact; ``record`` is ``file:line``."""

    paper: str
    record: str
    field: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Inferred:
    """The rule that a fact follows by, and the edges and the names it rests on."""

    rule: str
    edges: tuple[Edge, ...]
    names: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Decided:
    """The line of a decisions file by which the user settled a fact."""

    file: str
    line: int
    score: float = 1.0


Ground: TypeAlias = Evidence | Stated | Inferred | Decided


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions mean, the same across papers.

    ``aliases`` holds every form found, ``name`` included, sorted; ``description`` is the sentence
    that introduces the entity; ``links`` are addresses of the thing itself.
    """

    id: str
    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    description: Evidence | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two names of an entity are one thing; both as printed.

    ``source`` is the paper that says so, or a file and line, or empty where a rule alone does;
    ``papers`` counts those that say so.
    """

    entity: str
    name: str
    other: str
    reason: Reason
    source: str
    papers: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two entities that may be one; ``papers`` counts those that a merge would bring together.

    ``confidence`` is how likely they are one.
    """

    one: str
    other: str
    reason: Reason
    papers: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """What an entity is in a vocabulary outside; ``source`` is the table's file and line."""

    entity: str
    kind: MatchKind
    target: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A fact between two nodes (``kg.ids``), with all that supports it."""

    subject: str
    predicate: Predicate
    object: str
    evidence: tuple[Ground, ...]
    confidence: float

    @property
    def edge(self) -> Edge:
        """Subject, predicate, object: what makes the relation this one."""
        return (self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True)
class Result:
    """A reported number bound to entities; ``method``, ``benchmark``, ``baseline`` are entity ids.

    ``direction`` is None where the metric's is unknown; ``flags`` name what tells against it.
    """

    id: str
    paper: str
    method: str | None
    benchmark: str | None
    baseline: str | None
    metric: str | None
    value: str
    low: float
    high: float
    unit: str | None
    kind: ResultKind
    from_value: str | None
    direction: Direction | None
    flags: tuple[Flag, ...]
    evidence: Evidence
