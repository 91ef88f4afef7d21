"""Entities: which candidates are named things, and of what label and kind."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Kind, Label, Role
from kg.nlp.candidates import find_candidates
from kg.nlp.draws import settle_draws
from kg.nlp.features import Candidate, describe, find_context
from kg.nlp.groups import to_pairs
from kg.nlp.judged import NAMED, Judged
from kg.nlp.knowledge import FOLDER, read_rows
from kg.nlp.spelled import join_spelled
from kg.nlp.title_names import claim_own
from kg.nlp.weights import read_weights

NOTHING = "nothing"
MOST_TASKS = 6
_RULES = ("lexicon", "abbreviation-long", "abbreviation-short", "title-colon", "called")


def judge(candidate: Candidate, features: Sequence[str]) -> Judged:
    """The likeliest class of a candidate other than none, with its probability."""
    probabilities = read_weights("entity-weights").probabilities(features)
    score, label = max([(p, name) for name, p in probabilities.items() if name != NOTHING])
    method, benchmark = (round(probabilities[name], 3) for name in NAMED)
    return Judged(candidate, label, round(score, 3), (method, benchmark))


def overrule(judged: Sequence[Judged], doc: Doc, thresholds: Mapping[str, float]) -> list[Judged]:
    """What was judged of a document's candidates, but for what its text says plainly."""
    context = find_context(doc)
    joined = join_spelled(judged, context.words, to_pairs(doc))
    return settle_draws(claim_own(joined, context, thresholds), context, thresholds)


@cache
def read_thresholds() -> dict[str, float]:
    """The least score at which a candidate of each class counts."""
    rows = read_rows(FOLDER / "thresholds.tsv", columns=2)
    return {label: float(value) for _, (label, value) in rows}


def choose(judged: Iterable[Judged], thresholds: dict[str, float]) -> list[Judged]:
    """What is sure enough and does not lie within what is surer; at most six tasks."""
    chosen: list[Judged] = []
    taken: set[int] = set()
    tasks = 0
    for one in sorted(judged, key=lambda one: (-one.score, one.candidate.key)):
        if one.score < thresholds[one.label]:
            continue
        free = [p for p in one.candidate.places if taken.isdisjoint(range(*p))]
        is_task = one.label.startswith(Label.TASK.value)
        if not free or (is_task and tasks >= MOST_TASKS):
            continue
        tasks += is_task
        places = find_apart(free)
        taken.update(i for place in places for i in range(*place))
        kept = Candidate(one.candidate.key, places, one.candidate.rules, one.candidate.known)
        chosen.append(Judged(kept, one.label, one.score))
    return chosen


def find_apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that do not overlap, the longer before the shorter, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end))
    return sorted(kept)


def leading_rule(rules: Iterable[str]) -> str:
    """The rule that a mention is put down to, of all that found it."""
    found = list(rules)
    return next((rule for rule in _RULES if rule in found), found[0])


def to_mentions(doc: Doc, one: Judged, role: str = Role.MENTIONED.value) -> list[Span]:
    """A span for each place of what was chosen, with the key of its group."""
    label, _, kind = one.label.partition("/")
    rule = leading_rule(one.candidate.rules)
    spans = []
    for start, end in one.candidate.places:
        span = Span(doc, start, end, label=label, kb_id=rule, span_id=one.candidate.key)
        own = span._
        own.kind, own.role, own.score = kind, role, one.score
        spans.append(span)
    return spans


def set_mentions(doc: Doc, spans: list[Span]) -> None:
    """Set the span group ``mentions``: these and, where they leave room, the metrics."""
    taken = frozenset(i for span in spans for i in range(span.start, span.end))
    found = [*spans, *_metrics(doc, taken)]
    doc.spans["mentions"] = sorted(found, key=lambda span: (span.start, span.end))


def _metrics(doc: Doc, taken: frozenset[int]) -> list[Span]:
    spans = []
    for found in doc.spans.get("candidates", []):
        if found.label_.startswith(Label.METRIC.value) and taken.isdisjoint(
            range(found.start, found.end)
        ):
            label, rule, key = Label.METRIC.value, found.kb_id_, found.id_
            span = Span(doc, found.start, found.end, label=label, kb_id=rule, span_id=key)
            own = span._
            own.kind, own.role, own.score = Kind.CONCEPT.value, Role.MENTIONED.value, 1.0
            spans.append(span)
    return spans


@Language.component("kg_entities", assigns=["doc.spans"])
def find_entities(doc: Doc) -> Doc:
    """Set the span group ``mentions`` to the named things, each with the key of its group."""
    context = find_context(doc)
    candidates = find_candidates(doc, context.words).values()
    judged = [judge(candidate, describe(candidate, context)) for candidate in candidates]
    thresholds = read_thresholds()
    chosen = choose(overrule(judged, doc, thresholds), thresholds)
    set_mentions(doc, [span for one in chosen for span in to_mentions(doc, one)])
    return doc
