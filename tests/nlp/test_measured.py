"""Measured: which metric a number is one of, and where the words beside it say that it is none."""

import pytest

from kg.nlp.items import find_sentences
from kg.nlp.measured import find_metric


def metrics(text: str) -> list[str | None]:
    """The metric of each number of a sentence."""
    (sentence,) = find_sentences(text, [(0, len(text))], [], [])
    return [find_metric(text, sentence, place) for place, _ in sentence.numbers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It reaches accuracy with 50x fewer parameters.", [None]),
        ("It beats the others in BLEU score but also converges 40% faster.", [None]),
        ("It has 100% higher performance and 60% less torque usage.", ["performance", None]),
        ("It is 2.4x faster in training time at the same accuracy.", ["training time"]),
        ("It has 75x less FLOPs.", ["FLOPs"]),
        ("It gains 30.4% on the set in terms of mAP.", ["mAP"]),
        ("It cuts FLOPs by 78.2% and wins in terms of accuracy by 8.9%.", ["FLOPs", "accuracy"]),
        ("It compresses the set by 11x without losing accuracy.", [None]),
        ("It improves the others by 10% with almost the same cost.", [None]),
        ("It has a Recall@5 and MRR of 35% and 0.3.", ["Recall@5", "MRR"]),
        ("It gains 19.0%/24.2% ADE/FDE on the set.", ["ADE", "FDE"]),
        (
            "The accuracy (60.2%) is far behind human accuracy (92.5%).",
            ["accuracy", "human accuracy"],
        ),
        ("It reaches a grasp accuracy score of 92.1 % and 90.4%.", ["accuracy", "accuracy"]),
        ("It surpasses others by 1.59 dB on average and 3.18% in mAP.", [None, "mAP"]),
        ("It has 75.5% mIoU and runs at 39.9 Hz.", ["mIoU", None]),
        ("It has a tracking error of 0.5 dB.", ["tracking error"]),
        ("It comes within 63% of a path on a prior map.", [None]),
        ("In a reward-free setting it gains 72% more states.", [None]),
    ],
)
def test_the_metric_of_a_number(text: str, expected: list[str | None]) -> None:
    assert metrics(text) == expected
