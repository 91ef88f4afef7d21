"""Numbers: ranges, changes, units; and what is no number of a text."""

import pytest

from kg.nlp.numbers import Number, find_numbers

TWICE = ("2.5", "x", None)


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(n.value, n.unit, n.from_value) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reaches 80.2% on A and 97.9\\% on B", [("80.2", "%", None), ("97.9", "%", None)]),
        ("by 3.5 percent", [("3.5", "%", None)]),
        ("a 75.87$%$ accuracy", [("75.87", "%", None)]),
        ("by up to 7 points, by 1.4 BLEU points", [("7", "points", None), ("1.4", "points", None)]),
        ("2.1 percentage points", [("2.1", "points", None)]),
        ("27.2$\\times$ fewer, 6.2 times, 10x", [(v, "x", None) for v in ("27.2", "6.2", "10")]),
        ("by 2%, 4, and 3%", [("2", "%", None), ("4", "%", None), ("3", "%", None)]),
        ("+5.3 on average", [("5.3", None, None)]),
        ("of 320 x 320; 2.5 x faster", [(v, None, None) for v in ("320", "320")] + [TWICE]),
        ("93.4% v.s. 74.0%", [("93.4", "%", "74.0")]),
        ("93.4% vs the best previous precision of 74.0%", [("93.4", "%", "74.0")]),
        ("errors of 1.84\u00c5, 3.1rad", [("1.84", None, None), ("3.1", None, None)]),
        ("a 40xfaster runtime, 8xless FLOPs", [("40", "x", None), ("8", "x", None)]),
        ("by 1.77 +- 0.25 percentage points", [("1.77", "points", None), ("0.25", "points", None)]),
        ("68\u00b13% accuracy", [("68", "%", None), ("3", "%", None)]),
        ("5.4% 5.8% and 2.7%", [(v, "%", None) for v in ("5.4", "5.8", "2.7")]),
        ("a near-100% success, more than12%", [("100", "%", None), ("12", "%", None)]),
        ("an image of 640 times 480", [("640", None, None), ("480", None, None)]),
        ("a 3-D point cloud, a 10-point gain", [("10", "points", None)]),
    ],
)
def test_units(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2-3x faster", "2-3", "x"),
        ("a 2- to 3-fold improvement", "2-3", "x"),
        ("gains (+0.30 \u223c 0.85 F1)", "0.30-0.85", None),
        ("70 % \u221280 % less", "70-80", "%"),
        ("better by a factor of 75~90", "75-90", "x"),
        ("up to 5.92 imes speedups", "5.92", "x"),
        ("2--3$\\times$ faster", "2-3", "x"),
        ("a speedup between 14.24 to 102.1x", "14.24-102.1", "x"),
        ("errors ranging from 1.37% to a maximum of 4.37%", "1.37-4.37", "%"),
        ("gains of 20% to 40%", "20-40", "%"),
        ("by 2.9% ～ 24.6%", "2.9-24.6", "%"),  # noqa: RUF001
        ("a 2x-5x speedup", "2-5", "x"),
        ("ratios (100X-1000X)", "100-1000", "x"),
        ("gains (2.01 dB ~ 13.25 dB)", "2.01-13.25", None),
        ("speeds of 0.5 to 1.75m/s", "0.5-1.75", None),
    ],
)
def test_a_range_is_one_number(text: str, value: str, unit: str) -> None:
    assert told(text) == [(value, unit, None)]


@pytest.mark.parametrize(
    "text",
    [
        "increasing performance on SWE-bench from 20.0% to 50.0%",
        "it rises to 50.0% from 20.0%",
        "it goes 20.0% → 50.0%",
        "it solves more (50.0% vs. 20.0%)",
        "from 20.0% macro-F1 to almost 50.0%",
    ],
)
def test_a_change_has_the_value_it_came_from(text: str) -> None:
    assert told(text) == [("50.0", "%", "20.0")]


def test_a_change_in_brackets_is_not_one_of_the_number_before_it() -> None:
    assert told("from an AUROC of 93.1% to 96.6%") == [("96.6", "%", "93.1")]
    assert told("by 78%{\u2013}95% when") == [("78-95", "%", None)]
    assert told("from a range of 2 to 5 metres") == [("2-5", None, None)]
    assert told("from 52% for GPT-4 to 81%") == [("81", "%", "52")]
    assert told("by 70% (from 49.4ms to 14.9ms)") == [("70", "%", None), ("14.9", None, "49.4")]


def test_a_fall_is_a_change_and_a_rise_without_from_a_range() -> None:
    assert told("cut 16% to 5%") == [("5", "%", "16")]
    assert told("up 5% to 16%") == [("5-16", "%", None)]


@pytest.mark.parametrize(
    "text",
    [
        "GPT-3.5 and Qwen2.5-72B",
        "Pass@1, top-1",
        "as [32] says",
        "in 2021",
        "7B, 30K, 3-shot",
        "O(4.54^k), 2^13, d^{2.5}, AP$_{50}$, m^{-1}",
        "an error of 2.18E+02",
        "a rate of 3.5 x 108, $1.2 \\times 10^{-3}$",
    ],
)
def test_parts_of_names_years_and_sizes_are_no_numbers(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("an error of 0.7m", "0.7"),
        ("by 1.2dB", "1.2"),
        ("a 41.5mAP", "41.5"),
        ("loads of 10kg", "10"),
        ("at 150FPS", "150"),
    ],
)
def test_a_unit_may_stand_right_behind_a_number(text: str, value: str) -> None:
    assert told(text) == [(value, None, None)]


def test_bounds_and_places_are_those_of_the_text() -> None:
    text = "about 1,024-2,048 items"
    assert find_numbers(text) == [Number(6, 17, 17, "1,024-2,048", 1024.0, 2048.0)]
    assert text[6:17] == "1,024-2,048"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("from 80% to 85% for foos and 78% to 84% for bars", ("84", "%", "78")),
        ("from 93.2% to 94.3% on A, 50.0% to 79.2% on B", ("79.2", "%", "50.0")),
        ("in Foo (from 69% to 82%), Bar (74% to 76%)", ("76", "%", "74")),
        ("from 20% to 50%, and gains of 2% to 3%", ("2-3", "%", None)),
        ("from 5% to 30% and find that 10% to 20% is enough", ("10-20", "%", None)),
        ("rises by 5% on A and 2% to 3% on B", ("2-3", "%", None)),
    ],
)
def test_what_is_listed_after_a_change_is_one(
    text: str, last: tuple[str, str | None, str | None]
) -> None:
    assert told(text)[-1] == last
