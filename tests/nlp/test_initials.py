"""Short forms that no definition pairs with what they stand for."""

import pytest
import spacy
from spacy.tokens import Span

from kg.nlp.initials import find_apposed, find_titled, is_short_of
from tests.nlp.reader import annotated


def test_a_short_form_with_a_digit_meets_the_name_it_stands_behind() -> None:
    doc = spacy.blank("en")("We present Wobbly 3D Policy (WP3). WP3 beats PPO (RL).")
    places = [(2, 5, "long"), (6, 7, "short"), (9, 10, "short"), (11, 12, "ppo"), (13, 14, "rl")]
    spans = [Span(doc, start, end, "METHOD", span_id=key) for start, end, key in places]
    assert [span.text for span in spans] == ["Wobbly 3D Policy", "WP3", "WP3", "PPO", "RL"]
    assert find_apposed(spans) == {"METHOD short": "METHOD long"}


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("R2R", "Room-to-Room", True),
        ("LMA3", "language model augmented autotelic agent", True),
        ("RL", "meta-reinforcement learning", False),
        ("PIP", "Span Selection", False),
        ("A", "Attention", False),
        ("GPT-4", "GPT", False),
    ],
)
def test_what_may_be_short_for_a_name(short: str, long: str, is_short: bool) -> None:
    assert is_short_of(short, long) is is_short


TITLED = "Wobbly Gait Optimization for Foos\n\nWe propose WGO and Bar too."
WGO = {"METHOD WGO": "METHOD Wobbly Gait Optimization"}


@pytest.mark.parametrize(
    ("text", "names", "same"),
    [
        (TITLED, {"Wobbly Gait Optimization": "introduced", "WGO": "introduced"}, WGO),
        (TITLED, {"Wobbly Gait Optimization": "introduced", "WGO": "used"}, {}),
        (
            TITLED.replace("WGO", "WGO+"),
            dict.fromkeys(("Wobbly Gait Optimization", "WGO+"), "introduced"),
            {},
        ),
        (TITLED, {"Wobbly Gait Optimization": "used", "WGO": "introduced"}, {}),
        (TITLED, {"Wobbly Gait Optimization": "introduced", "Bar": "introduced"}, {}),
        (
            TITLED.replace("WGO", "WIZ"),
            dict.fromkeys(("Wobbly Gait Optimization", "WIZ"), "introduced"),
            {},
        ),
        (
            TITLED.replace("WGO", "Wobbly"),
            dict.fromkeys(("Wobbly Gait", "Wobbly"), "introduced"),
            {},
        ),
        (
            TITLED.replace("Bar", "WGaO"),
            dict.fromkeys(("Wobbly Gait Optimization", "WGO", "WGaO"), "introduced"),
            {},
        ),
    ],
)
def test_what_the_title_spells_out(text: str, names: dict[str, str], same: dict[str, str]) -> None:
    doc = annotated(*text.split("\n\n"))
    spans = []
    for name, role in names.items():
        start = text.index(name) if " " in name else text.rindex(name)
        found = doc.char_span(start, start + len(name), label="METHOD", span_id=name)
        assert isinstance(found, Span)
        found._.role = role
        spans.append(found)
    assert find_titled(spans) == same
