"""Groups: the mentions of one thing in one paper.

Forms meet by their normal form, and a long form meets its acronym where the text pairs them, alone
or within a longer phrase: "low-resource NMT" is "low-resource neural machine translation".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.model import Label, Role
from kg.nlp.abbreviations import find_places
from kg.nlp.words import to_words
from kg.surface import normal_form

STRENGTH = {role.value: rank for rank, role in enumerate(Role)}
_FEWEST = 2
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


def find_apposed(spans: Sequence[Span]) -> Mapping[str, str]:
    """The groups of short forms that stand in brackets right behind a long one: "…Policy (DP3)".

    Definitions are found before mentions are and know no digits; here both ends are known.
    """
    same: dict[str, str] = {}
    for long, short in pairwise(spans):
        texts = to_words(long.doc).texts
        if not long.end < short.start or short.end >= len(texts) or texts[short.end] != ")":
            continue
        if long.label_ != short.label_ or long.id_ == short.id_:
            continue
        between = long.doc[long.end : short.start].text.strip()
        if between == "(" and is_short_of(short.text, long.text):
            key = f"{long.label_} {long.id_}"
            same[f"{short.label_} {short.id_}"] = same.get(key, key)
    return same


def is_short_of(short: str, long: str) -> bool:
    """Whether the letters of one word stand in another form in order, the first at its begin.

    >>> is_short_of("DP3", "3D Diffusion Policy"), is_short_of("RL", "meta-reinforcement learning")
    (True, False)
    """
    letters = [each for each in short.lower() if each.isalpha()]
    found = [each for each in long.lower() if each.isalpha()]
    if len(letters) < _FEWEST or " " in short or len(long) <= len(short):
        return False
    rest = iter(found)
    return letters[:1] == found[:1] and all(letter in rest for letter in letters)


@Language.component("kg_groups", assigns=["doc.spans"])
def find_groups(doc: Doc) -> Doc:
    """Number the groups from 0 by first mention and give each its strongest role."""
    spans = sorted(doc.spans.get("mentions", []), key=lambda span: (span.start, span.end))
    by_group: dict[str, list[Span]] = {}
    same = find_apposed(spans)
    for span in spans:
        key = f"{span.label_} {span.id_}"
        by_group.setdefault(same.get(key, key), []).append(span)
    for number, members in enumerate(by_group.values()):
        roles = [span._.role for span in members]
        strong = strongest(roles)
        for span, role in zip(members, roles, strict=True):
            span.id_ = str(number)
            if span.label_ != Label.METRIC.value and role != strong:
                span._.role = strong
    doc.spans["mentions"] = spans
    return doc
