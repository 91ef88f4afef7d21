"""Conditions: numbers that say under which a result was reached, and results that look so."""

import pytest

from kg.nlp.conditions import is_condition
from kg.nlp.items import find_sentences


def conditions(text: str) -> list[str]:
    """The numbers of a sentence that are conditions."""
    (sentence,) = find_sentences(text, [(0, len(text))], [], [])
    return [number.value for place, number in sentence.numbers if is_condition(sentence, place)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It gains 4.1 AP at IoU = 0.5 on all sets.", ["0.5"]),
        ("It has a recall of 75.9% at IOU 0.1.", ["0.1"]),
        ("It gains 6% in recall at the challenging overlap threshold 0.8.", ["0.8"]),
        ("It gains 6% in recall at 50 overlap.", ["50"]),
        ("It is better by 4.1% (p < 0.05).", ["0.05"]),
        ("It is better by 4.1% ($p \\leq 0.01$).", ["0.01"]),
        ("It learns with a learning rate of 0.01 and a batch size of 64.", ["0.01", "64"]),
        ("It is fast (16.1 seconds from a distance of 80 cm).", ["80"]),
        ("It has errors of 0.6 m for a predicted distance of about 18 m.", ["18"]),
        ("It gains 27% with 90% noise over the best.", ["90"]),
        ("For a noise level of 50%, the mean error is 1%.", ["50"]),
        ("It reaches 88% accuracy even when 40% of the labels are corrupted.", ["40"]),
        ("It is better by 4.1% (p <; .05).", [".05"]),
        ("It has high accuracy with up to 75% missing observations.", ["75"]),
        ("The error is 0.5 mm with a standard deviation of 0.2 mm.", ["0.2"]),
        ("It has roll errors of 1.0 degree (2.1 degrees standard deviation).", ["2.1"]),
        ("The 95% confidence interval is 0.104.", ["95"]),
        ("It reaches 89% success over 27 trials.", ["27"]),
        ("The inter-annotator agreement was 86% by Fleiss kappa.", ["86"]),
        ("It has error rates of 4% at a 10% reject rate.", ["10"]),
        ("It has 34% more queries at 95% recall@10.", ["95"]),
        ("It has a TAR of 59.75% @ 0.1% FAR.", ["0.1"]),
        ("It was flown at altitudes of 80-100 m.", ["80-100"]),
        ("It is robust in winds of up to 25 km/h.", ["25"]),
        ("It fails when the overlap is smaller than 50%.", ["50"]),
        ("The rate falls to 4.3% when the recall is 95%.", ["95"]),
        ("It is 6 times faster with a density of 30%.", ["30"]),
        ("It recovers the structure for sparsity as low as 50%.", ["50"]),
        ("It is better by 10.2% for 25% feature budget.", ["25"]),
        ("It allows for any level within a range (0% to 90%).", ["0-90"]),
        ("It (1) improves foos and (2) walks by 3%.", ["1", "2"]),
        ("Its accuracy (1) grows and (2) lasts.", ["1", "2"]),
    ],
)
def test_conditions_are_told(text: str, expected: list[str]) -> None:
    assert conditions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It reaches an IoU of 83.0% on the set.",
        "It reduces the noise level by 40%.",
        "It has a 63% lower standard deviation.",
        "Annotators prefer it in 85% of cases.",
        "It reaches 91.5% recall.",
        "It has a jumping distance of 0.72 m.",
        "It improves with a Chamfer distance of 8.85 mm.",
        "It works at 30 fps with an error of 1.2 mm.",
        "It reaches a word error rate of 4.5%.",
        "It reaches the best FID (7) and accuracy (95) on the set.",
        "It further improves this to 34.6% mask AP.",
        "It achieves a sparsity of 95%.",
        "It reduces errors by 0-5%.",
        "It is fast when run on one core, and its error is 5%.",
    ],
)
def test_results_are_no_conditions(text: str) -> None:
    assert conditions(text) == []
