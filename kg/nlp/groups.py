"""Groups: the mentions of one thing in one paper.

Forms meet by their normal form, and a long form meets its acronym where the text pairs them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Label, Role
from kg.surface import normal_form

STRENGTH = {role.value: rank for rank, role in enumerate(Role)}


_normal_form = lru_cache(maxsize=1 << 16)(normal_form)


def find_pairs(abbreviations: Iterable[Span]) -> Mapping[str, str]:
    """Normal form of each short or long form to the key that the pair shares.

    Args:
        abbreviations: the span group of that name; a pair shares its ``id_``.
    """
    by_pair: dict[str, list[str]] = {}
    for span in abbreviations:
        form = _normal_form(span.text)
        if form and form not in by_pair.setdefault(span.id_, []):
            by_pair[span.id_].append(form)
    keys: dict[str, str] = {}
    for forms in by_pair.values():
        key = next((keys[form] for form in forms if form in keys), forms[0] if forms else "")
        keys.update((form, keys.get(form, key)) for form in forms)
    return keys


def group_key(text: str, pairs: Mapping[str, str]) -> str:
    """The key under which mentions of one thing meet; empty for what has no letter or digit."""
    form = _normal_form(text)
    return pairs.get(form, form)


def strongest(roles: Sequence[str]) -> str:
    """The strongest of the roles."""
    return min(roles, key=lambda role: STRENGTH[role])


@Language.component("kg_groups", assigns=["doc.spans"])
def find_groups(doc: Doc) -> Doc:
    """Number the groups from 0 by first mention and give each its strongest role."""
    spans = sorted(doc.spans.get("mentions", []), key=lambda span: (span.start, span.end))
    by_group: dict[str, list[Span]] = {}
    for span in spans:
        by_group.setdefault(f"{span.label_} {span.id_}", []).append(span)
    for number, members in enumerate(by_group.values()):
        roles = [span._.role for span in members]
        strong = strongest(roles)
        for span, role in zip(members, roles, strict=True):
            span.id_ = str(number)
            if span.label_ != Label.METRIC.value and role != strong:
                span._.role = strong
    doc.spans["mentions"] = spans
    return doc
