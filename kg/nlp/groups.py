"""Groups: the mentions of one thing in one paper.

Forms meet by their normal form, and a long form meets its acronym where the text pairs them, alone
or within a longer phrase: "low-resource NMT" is "low-resource neural machine translation".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Kind, Label, Role
from kg.nlp.abbreviations import find_places
from kg.nlp.initials import find_initials
from kg.surface import normal_form

STRENGTH = {role.value: rank for rank, role in enumerate(Role)}
_PAIRS = "kg pairs"
_normal_form = lru_cache(maxsize=1 << 16)(normal_form)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The short forms that a paper defines, and what they stand for.

    Attributes:
        keys: normal form of each short or long form to the key that the pair shares.
        longs: each short form, in the singular, to its longest long form.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    longs: Mapping[str, str] = field(default_factory=dict)


def to_pairs(doc: Doc) -> Pairs:
    """The pairs of a document with abbreviations found, kept with it once they are made."""
    pairs: Pairs | None = doc.user_data.get(_PAIRS)
    if pairs is None:
        pairs = doc.user_data[_PAIRS] = find_pairs(doc.spans.get("abbreviations", []))
    return pairs


def find_pairs(abbreviations: Iterable[Span]) -> Pairs:
    """The pairs of a paper.

    Args:
        abbreviations: the span group of that name; a pair shares its ``id_``, the short form.
    """
    by_pair: dict[str, list[str]] = {}
    longs: dict[str, str] = {}
    for span in abbreviations:
        form = _normal_form(span.text)
        if form and form not in by_pair.setdefault(span.id_, []):
            by_pair[span.id_].append(form)
        if span.label_ == "long" and len(span.text) > len(longs.get(span.id_, "")):
            longs[span.id_] = span.text
    keys: dict[str, str] = {}
    for forms in by_pair.values():
        key = next((keys[form] for form in forms if form in keys), forms[0] if forms else "")
        keys.update((form, keys.get(form, key)) for form in forms)
    return Pairs(keys, longs)


def group_key(text: str, pairs: Pairs) -> str:
    """The key under which mentions of one thing meet; empty for what has no letter or digit."""
    form = _normal_form(text)
    return pairs.keys.get(form, form)


def spelled_key(text: str, pairs: Pairs) -> str:
    """The key of a phrase whose short forms are spelled out: "low-resource NMT"."""
    key = group_key(text, pairs)
    if " " not in text or _normal_form(text) in pairs.keys:
        return key
    spelled = spell_out(text, pairs.longs)
    return key if spelled == text else group_key(spelled, pairs)


def spell_out(text: str, longs: Mapping[str, str]) -> str:
    """A phrase with each short form that stands in it by itself replaced by its long form.

    >>> spell_out("low-resource NMTs", {"NMT": "neural machine translation"})
    'low-resource neural machine translations'
    """
    for short, long in longs.items():
        if short in text:
            for place in reversed([*find_places(short, text)]):
                text = text[:place] + long + text[place + len(short) :]
    return text


def strongest(roles: Sequence[str]) -> str:
    """The strongest of the roles."""
    return min(roles, key=lambda role: STRENGTH[role])


@Language.component("kg_groups", assigns=["doc.spans"])
def find_groups(doc: Doc) -> Doc:
    """Number the groups from 0 by first mention and give each its strongest role and kind."""
    spans = sorted(doc.spans.get("mentions", []), key=lambda span: (span.start, span.end))
    by_group: dict[str, list[Span]] = {}
    same = find_initials(spans)
    for span in spans:
        key = f"{span.label_} {span.id_}"
        by_group.setdefault(same.get(key, key), []).append(span)
    for number, members in enumerate(by_group.values()):
        roles = [span._.role for span in members]
        strong = strongest(roles)
        is_named = any(span._.kind == Kind.NAMED.value for span in members)
        for span, role in zip(members, roles, strict=True):
            span.id_ = str(number)
            if span.label_ != Label.METRIC.value and role != strong:
                span._.role = strong
            if is_named:
                span._.kind = Kind.NAMED.value
    doc.spans["mentions"] = spans
    return doc
