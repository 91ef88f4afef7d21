"""Kinds: what the words beside a number tell of it, without any weights."""

import pytest

from kg.nlp.items import Sentence, find_sentences
from kg.nlp.kinds import tell_kind

GAIN, REDUCTION, SPEEDUP, ABSOLUTE = "gain", "reduction", "speedup", "absolute"


def sentence_of(text: str) -> Sentence:
    (sentence,) = find_sentences(text, [(0, len(text))], [], [])
    return sentence


def told(text: str) -> list[str | None]:
    """What is told of each number of a sentence."""
    sentence = sentence_of(text)
    return [tell_kind(sentence, place) for place, _ in sentence.numbers]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # a noun of change that is so much
        ("an average reduction in word error rate (WER) of 16%", REDUCTION),
        ("relative improvements in lap time between 7-21%", GAIN),
        ("the average improvement over the baseline is up to 10.7%", GAIN),
        ("while the accuracy drop remains only 1.2%", REDUCTION),
        ("with a loss of about 10% of solution quality", REDUCTION),
        ("an accuracy jump of 15.5% over the baseline", GAIN),
        ("the loss of quality is no more than 2%", REDUCTION),
        ("improvements in the score went up to 1.8", GAIN),
        ("the training ends at a loss of 0.3", None),
        ("a 6% improvement over the certified accuracy for a radius of 0.5", None),
        ("beats all others by a large margin, i.e., 16.1%", GAIN),
        ("beats all others by a large margin, achieving a macro F1 of 59.1", ABSOLUTE),
        # how much is kept
        ("we cut the cost, while keeping up to 98.7% of the performance", ABSOLUTE),
        ("it saves time and retains 97% of the accuracy", ABSOLUTE),
        ("it maintains a reduction of 40% of the memory", REDUCTION),
        ("it keeps the accuracy within 1% of the original", None),
        # a text that is cut off
        ("it achieves 93.1% accuracy,", ABSOLUTE),
        ("it achieves 93.1% accuracy and", ABSOLUTE),
        # words that only begin as words of change do
        ("it improves over dropout by 12.2%", GAIN),
        # the words behind a number
        ("our model is 6.2% (absolute) better than others", GAIN),
        ("it suffers only 1.4% accuracy loss", REDUCTION),
        ("an accuracy as high as 74% significantly mitigating errors", None),
        ("it achieved a 65.7% winning rate", None),
        # by how much
        ("surpassing the baselines by an average of more than 6 points", GAIN),
        ("we out-perform the best method by 8.0%", GAIN),
        ("it shows outstanding FID by 8%", GAIN),
        ("it improves others by 2.1 points with 28% of cases", None),
        ("it outperforms other models by obtaining an accuracy of 73.3%", ABSOLUTE),
        # what a change comes to
        ("the error was reduced to 2.7%", None),
        ("it improves the accuracy to 82.9%", None),
        ("the cost is reduced to about 30%", None),
        ("the gap can be lower than 2%", None),
        ("it improves the performance of others up to 12.5%", GAIN),
        ("it improves the performance of others up to 82.5%", None),
        ("it leads to 3.6% overall improvement", GAIN),
        ("it shows large improvements, up to 30% over others", GAIN),
        ("it improves upon others with 34% accuracy", ABSOLUTE),
        ("it surpasses existing methods over 30%, 25% on two sets", GAIN),
        ("it outperforms all others in 3.26%~8.71%", GAIN),
        ("it outperforms all others with 5% error", None),
        ("it improves at most 9.1% on foos", GAIN),
        ("it improves others, with 2.5 F1 and 5.1 F1 performance gain", GAIN),
        ("increases of 3.1% in score, 4.6% in correctness, 4.5% in faithfulness", GAIN),
        # what is reached, not by how much
        ("it has a near-100% success rate", None),
        ("it runs at an average of 20 frames per second", ABSOLUTE),
        ("it is fast (71 FPS)", ABSOLUTE),
        ("it executes faster by 3.05 FPS", None),
        ("it lifts 28 times its own weight", ABSOLUTE),
        ("it replans 10 times per second", ABSOLUTE),
        ("it is 28 times lighter", REDUCTION),
        # brackets behind a change
        ("it improves (3-4%) over others", GAIN),
        ("it can significantly compress (> 50%) the networks", REDUCTION),
        ("a reduction in the number of multiplications (over 99.5%)", REDUCTION),
        ("a gain over the best method and ours (64.7%)", None),
        # how fast and how cheap
        ("it improves efficiency by about 4 times", SPEEDUP),
        ("it is 14.8 times more efficient in inference", SPEEDUP),
        ("a 3-fold improvement in sample efficiency", GAIN),
        ("it arrives 100 times earlier than others", SPEEDUP),
        ("it is 1000x less expensive", SPEEDUP),
        ("it solves them with 5x less cost", SPEEDUP),
        ("it reduces the inference cost by up to 20x", REDUCTION),
        ("speed-ups (up to 7-fold with more threads)", SPEEDUP),
        ("its success rate is 2.5 times that of others", GAIN),
        ("compression rates of more than 10x", REDUCTION),
        ("it needs 10 times smaller time", SPEEDUP),
        ("it needs 10x less data at the time of adaption", REDUCTION),
        ("it is as good with only 35% of the computation", REDUCTION),
        ("it spends less than 1% of the time needed to plan", REDUCTION),
        ("it spends only 30% of the time on the ground", None),
        ("while adding only 1.6% of the parameters", None),
        # scores
        ("the recall is 36.3% higher than that of others", GAIN),
        ("it outperforms others with 95.0% accuracy", ABSOLUTE),
        ("it improves upon others with 1.9% accuracy", GAIN),
        ("it uses the best model with 30% training costs", None),
    ],
)
def test_one_number(text: str, kind: str | None) -> None:
    assert told(text)[-1] == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a 20.2% relative improvement on A, 20.9% on B and 15.1% on C", [GAIN] * 3),
        ("a 4.1% gain for cats and a 4.6% over dogs", [GAIN] * 2),
        ("it boosts throughput by 6.6x and 1.9x over others", [SPEEDUP] * 2),
        ("throughput around 3x and 4x higher than others", [SPEEDUP] * 2),
        ("better by 4.0% on A with new texts, and 3.4% on B with old ones", [GAIN] * 2),
        ("a 34.5% improvement on A (1000 categories) and 30.4% on B", [GAIN, None, GAIN]),
        ("gains of 6% on A with 500 classes and 25% on B", [GAIN, None, GAIN]),
        ("better by 4.0% on A with 3.4% of B", [GAIN, None]),
        ("improvements of up to 0.6 points (3.3%) in quality", [GAIN] * 2),
        ("it improves the model by 33% and brings the total to 85%", [GAIN, None]),
        ("a 27% improvement over others and 97.8% of the human performance", [GAIN, None]),
    ],
)
def test_numbers_that_are_given_one_after_the_other(text: str, kinds: list[str | None]) -> None:
    assert told(text) == kinds
