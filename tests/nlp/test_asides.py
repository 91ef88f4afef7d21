"""Asides: numbers that stand beside results or say how much there is, and results that look so."""

import pytest

from kg.nlp.asides import is_aside, is_share
from kg.nlp.items import find_sentences


def asides(text: str) -> list[str]:
    """The numbers of a sentence that are asides or shares of what was used."""
    (sentence,) = find_sentences(text, [(0, len(text))], [], [])
    told = (is_aside, is_share)
    return [n.value for at, n in sentence.numbers if any(each(sentence, at) for each in told)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # how large, heavy or much there is
        ("It outperforms Foo (3.4x larger size) by 2%.", ["3.4"]),
        ("It beats a 10x larger model by 2%.", ["10"]),
        ("It is 2% better than models trained on 100x more data.", ["100"]),
        ("It has 3x as many substitutes as others.", ["3"]),
        ("The robot, with a mass of 64.4 g, jumps 113 cm.", ["64.4"]),
        ("It weighs only 500 grams and climbs at 3 cm/s.", ["500"]),
        ("It runs at 30 fps on a single 2.8 GHz CPU.", ["2.8"]),
        ("It reaches 70.3% accuracy with only 1.7 GFLOPs.", ["1.7"]),
        ("It reaches 70.3% accuracy with 0.12 M parameters.", ["0.12"]),
        ("It has the best accuracy below 4.3 MB of weights.", ["4.3"]),
        ("It beats models with over 20x more parameters and data.", ["20"]),
        # points that are no gain
        ("The 2-point method is tested.", ["2"]),
        ("It runs at 35 Hz for a 480 point cloud.", ["480"]),
        # what goes with others
        ("They are not 100% accurate.", ["100"]),
        ("The top 10% of triples are 30% better.", ["10"]),
        ("It has an approximation factor of 4+O(1/n).", ["4"]),
        ("It solves 38/40 tasks.", ["40"]),
        ("It has an error of 3.4 ± 0.2 mm.", ["0.2"]),
        # shares of what was used
        ("It is as good as others trained on 20% of the data.", ["20"]),
        ("It only tunes 8% of all parameters.", ["8"]),
        ("It jumps 112 mm (up to 47% of its height).", ["47"]),
        ("It leads by 2% in 10-fold cross-validation.", ["10"]),
    ],
)
def test_asides_are_told(text: str, expected: list[str]) -> None:
    assert asides(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It detects 2x more objects than others.",
        "It requires 4x more data storage than ours.",
        "It reaches 64-times more pixels than others.",
        "It can hold an object mass of 11 g.",
        "It has an error of 1.2 cm.",
        "It has a 3.3 point boost over others.",
        "Users rated it .8-1 point (of 5) higher.",
        "It leads by a 2-point margin.",
        "It improves by 2.3/5.1 F1.",
        "It runs at 26.2/43.3 FPS.",
        "It has an accuracy of ±0.3 mm.",
        "It requires 43 KB of memory.",
        "It reduces the memory from 65GB to 2GB without loss.",
        "It lifts 28 times its own weight.",
        "It has a 80% cross-validation accuracy.",
        "It has success on most (99.1% of tasks).",
    ],
)
def test_results_are_no_asides(text: str) -> None:
    assert asides(text) == []


def test_both_sides_of_a_fraction_are_asides() -> None:
    assert asides("It uses 1/10 of the parameters.") == ["1", "10"]


@pytest.mark.parametrize("text", ["/10 things", "/ 10% of it is good.", "/10", "It has 1/"])
def test_a_slash_at_an_edge_makes_no_fraction(text: str) -> None:
    assert asides(text) == []
