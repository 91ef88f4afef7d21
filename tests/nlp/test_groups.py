"""Groups: forms of one thing meet, numbers count up, the strongest role is the group's."""

import pytest
import spacy
from spacy.tokens import Span

from kg.nlp.groups import (
    Pairs,
    find_groups,
    find_pairs,
    group_key,
    spell_out,
    spelled_key,
    strongest,
)
from tests.nlp.reader import annotated


def test_spellings_share_a_key() -> None:
    keys = {
        group_key(form, Pairs()) for form in ("diffusion model", "Diffusion Models", "diffusion")
    }
    assert keys == {"diffusion"}


def test_a_pair_shares_its_key() -> None:
    assert group_key("WGO", Pairs({"wgo": "wobblygait"})) == "wobblygait"


PAIRED = (
    "Foos need neural machine translation (NMT). Low-resource NMT is hard, NMT-like foos are not."
)
LONGS = {"NMT": "neural translation"}


def test_an_acronym_in_a_longer_phrase_is_spelled_out() -> None:
    doc = annotated("Foos", PAIRED)
    pairs = find_pairs(doc.spans["abbreviations"])
    assert pairs.longs == {"NMT": "neural machine translation"}
    spelled = group_key("Low-resource neural machine translation", pairs)
    assert (
        spelled_key("low-resource NMT", pairs) == spelled == "lowresourceneuralmachinetranslation"
    )
    assert group_key("low-resource NMT", pairs) == "lowresourcenmt"
    assert spelled_key("NMT", pairs) == spelled_key("neural machine translation", pairs)
    assert spelled_key("NMT's", pairs) == group_key("NMT's", pairs)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("deep NMT", "deep neural translation"),
        ("NMTs and NMT", "neural translations and neural translation"),
        ("NMT-like foos", "NMT-like foos"),
        ("MNMT foos", "MNMT foos"),
        ("deep nmt", "deep nmt"),
    ],
)
def test_only_whole_short_forms_are_spelled_out(text: str, spelled: str) -> None:
    assert spell_out(text, LONGS) == spelled


def test_the_strongest_role() -> None:
    assert strongest(["mentioned", "introduced", "used"]) == "introduced"
    assert strongest(["mentioned", "evaluated"]) == "evaluated"


def test_groups_count_up_in_order_of_first_mention() -> None:
    doc = annotated("FROBOT", "We propose FROBOT. FROBOT beats PPO and MAML on MuJoCo.")
    numbers = list(dict.fromkeys(int(span.id_) for span in doc.spans["mentions"]))
    assert numbers == list(range(len(numbers)))


def test_one_thing_is_named_where_one_of_its_forms_is() -> None:
    doc = spacy.blank("en")("We present Wobbly 3D Policy (WP3).")
    forms = [(2, 5, "long", "concept"), (6, 7, "short", "named")]
    spans = [Span(doc, start, end, "METHOD", span_id=key) for start, end, key, _ in forms]
    for span, (*_, kind) in zip(spans, forms, strict=True):
        span._.kind, span._.role = kind, "introduced"
    doc.spans["mentions"] = spans
    assert [(span.id_, span._.kind) for span in find_groups(doc).spans["mentions"]] == [
        ("0", "named"),
        ("0", "named"),
    ]
