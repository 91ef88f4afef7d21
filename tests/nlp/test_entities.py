"""Entities and roles of papers made up for the purpose, and what is chosen of what overlaps."""

import pytest

from kg.nlp.entities import choose, find_apart, read_thresholds
from kg.nlp.features import Candidate
from kg.nlp.judged import Judged
from tests.nlp.reader import annotated, mentions

TITLE = "FROBOT: Curious Agents for Robotic Manipulation"
ABSTRACT = (
    "Manipulation is hard. We propose FROBOT, a reinforcement learning framework that uses PPO. "
    "FROBOT outperforms baselines such as SAC and MAML on Meta-World, MuJoCo, and RLBench. "
    "We also release FrobBench, a benchmark for robotic manipulation, and report accuracy."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROBOT", ("METHOD", "named", "introduced")),
        ("PPO", ("METHOD", "named", "used")),
        ("SAC", ("METHOD", "named", "compared")),
        ("MAML", ("METHOD", "named", "compared")),
        ("reinforcement learning", ("METHOD", "concept", "used")),
        ("Meta-World", ("BENCHMARK", "named", "evaluated")),
        ("MuJoCo", ("BENCHMARK", "named", "evaluated")),
        ("RLBench", ("BENCHMARK", "named", "evaluated")),
        ("FrobBench", ("BENCHMARK", "named", "introduced")),
        ("robotic manipulation", ("TASK", "concept", "addressed")),
    ],
)
def test_a_plain_abstract(text: str, expected: tuple[str, str, str]) -> None:
    assert mentions(TITLE, ABSTRACT)[text] == expected


def test_metrics_are_mentions() -> None:
    assert mentions(TITLE, ABSTRACT)["accuracy"][0] == "METRIC"


def test_a_long_form_and_its_acronym_are_one_thing() -> None:
    doc = annotated(
        "Learning to Walk",
        "We propose Wobbly Gait Optimization (WGO), a new algorithm. WGO outperforms PPO.",
    )
    groups = {span.text: span.id_ for span in doc.spans["mentions"]}
    assert groups["Wobbly Gait Optimization"] == groups["WGO"]


def test_mentions_have_a_rule_and_a_score() -> None:
    doc = annotated(TITLE, ABSTRACT)
    for span in doc.spans["mentions"]:
        assert span.kb_id_
        assert 0.0 < span._.score <= 1.0


def test_field_words_are_skipped() -> None:
    found = mentions("On models", "We use large language models and deep learning as agents.")
    assert not found.keys() & {"large language models", "deep learning", "agents"}


def test_the_same_paper_reads_the_same_beside_others() -> None:
    alone = mentions(TITLE, ABSTRACT)
    mentions("Another paper", "We propose QUUX and test it on GSM8K.")
    assert mentions(TITLE, ABSTRACT) == alone


def test_the_surer_takes_the_place() -> None:
    thresholds = read_thresholds()
    small = Judged(Candidate("a", [(0, 1)], {"x": None}), "METHOD/named", 0.9)
    large = Judged(Candidate("b", [(0, 2)], {"x": None}), "METHOD/named", 0.8)
    assert [one.candidate.key for one in choose([large, small], thresholds)] == ["a"]


def test_at_most_six_tasks() -> None:
    tasks = [
        Judged(Candidate(str(i), [(i, i + 1)], {"x": None}), "TASK/concept", 0.9) for i in range(9)
    ]
    assert len(choose(tasks, read_thresholds())) == 6


def test_places_apart() -> None:
    assert find_apart([(0, 1), (0, 3), (4, 5)]) == [(0, 3), (4, 5)]
