"""Roles: what the paper does with each thing it names, read from all the places it stands at."""

from collections.abc import Iterable, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Label, Role
from kg.nlp.features import Candidate, Context, describe, find_context
from kg.nlp.judged import NAMED
from kg.nlp.title_names import is_own
from kg.nlp.weights import read_weights

TABLES = {
    Label.METHOD.value: "method-role-weights",
    Label.BENCHMARK.value: "benchmark-role-weights",
}
ALLOWED = {
    Label.METHOD.value: ("introduced", "used", "compared", "mentioned"),
    Label.BENCHMARK.value: ("introduced", "evaluated", "trained", "mentioned"),
    Label.TASK.value: (Role.ADDRESSED.value,),
}
"""Of each label the roles that a paper may give it."""


def role_features(candidate: Candidate, context: Context, label: str, kind: str) -> list[str]:
    """The features that a role is read from: those of the entity, and what it was judged to be."""
    features = describe(candidate, context)
    places = [n for n in features if n.startswith(("introduction", "title=", "first=", "nearest"))]
    return [*features, f"kind={kind}", *(f"{kind}&{name}" for name in places)]


def find_role(candidate: Candidate, context: Context, label: str, kind: str) -> str:
    """The likeliest role of a method or benchmark with this kind."""
    features = role_features(candidate, context, label, kind)
    probabilities = read_weights(TABLES[label]).probabilities(features)
    return max(probabilities, key=lambda role: (probabilities[role], role))


def to_group(key: str, places: Iterable[tuple[int, int]], rule: str, context: Context) -> Candidate:
    """All mentions of one thing as a candidate again, as roles are read from it."""
    candidate = Candidate(key)
    for start, end in places:
        candidate.add(start, end, rule, context.known.get(start, ""))
    return candidate


@Language.component("kg_roles", assigns=["doc.spans"])
def find_roles(doc: Doc) -> Doc:
    """Set ``_.role`` of each mention from what the text says around all mentions of its group."""
    context = find_context(doc)
    groups: dict[str, list[Span]] = {}
    for span in doc.spans.get("mentions", []):
        groups.setdefault(f"{span.label_} {span.id_}", []).append(span)
    for spans in groups.values():
        role = _role_of(spans, context)
        for span in spans:
            span._.role = role
    return doc


def _role_of(spans: Sequence[Span], context: Context) -> str:
    one = spans[0]
    if one.label_ not in TABLES:
        return Role.ADDRESSED.value if one.label_ == Label.TASK.value else Role.MENTIONED.value
    places = [(span.start, span.end) for span in spans]
    if f"{one.label_}/{one._.kind}" in NAMED and is_own(places, context):
        return Role.INTRODUCED.value
    candidate = to_group(one.id_, places, one.kb_id_, context)
    return find_role(candidate, context, one.label_, one._.kind)
