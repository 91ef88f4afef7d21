"""Metrics: names, directions, limits, and what is one metric."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.metrics import direction_of, find_metric, find_metrics, metric_key, read_metrics
from kg.model import Direction


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("accuracy", Direction.HIGHER),
        ("average success rate", Direction.HIGHER),
        ("word error rate", Direction.LOWER),
        ("mAP@0.5", Direction.HIGHER),
        ("inference latency", Direction.LOWER),
        ("ASR", None),
        ("zorkiness", None),
        (None, None),
    ],
)
def test_directions(name: str | None, direction: Direction | None) -> None:
    assert direction_of(name) is direction


def test_limits() -> None:
    known = find_metric("top-1 accuracy")
    assert known is not None
    assert known.limit == 100
    assert (latency := find_metric("latency")) is not None
    assert latency.limit is None


def test_names_of_one_metric() -> None:
    assert metric_key("average success rates") == metric_key("Success Rate")
    assert metric_key("F1 score") == metric_key("$F_1$") == "f1"
    assert metric_key("accuracies") == metric_key("mean accuracy") == "accuracy"
    assert metric_key("top-1 accuracy") != metric_key("top-5 accuracy")
    assert metric_key(None) == ""


def test_metrics_in_a_text() -> None:
    text = "the average success rate, Smatch score and P@1 per task; PER"
    found = [text[start:end] for start, end in find_metrics(text, 0, len(text))]
    assert found == ["average success rate", "Smatch score", "P@1", "PER"]
    text = "It reaches 53.1 mAP@0.5, F1@.05 of 60."
    assert [text[start:end] for start, end in find_metrics(text, 0, len(text))] == [
        "mAP@0.5",
        "F1@.05",
    ]
    text = "The error of a reward-free run on a map is 2.1 mAP"
    assert [text[start:end] for start, end in find_metrics(text, 0, len(text))] == ["error", "mAP"]


@pytest.mark.parametrize("row", ["a\thigher", "a\tup\t-", "a\thigher\tmuch", "B\tlower\t-"])
def test_a_bad_row_is_named(tmp_path: Path, row: str) -> None:
    file = tmp_path / "metrics.tsv"
    file.write_text(f"# what\nb\thigher\t-\n{row}\n", "utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_metrics(file)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Average top-1 accuracy", ["Average top-1 accuracy"]),
        ("MACRO-AVERAGED F1 scores", ["MACRO-AVERAGED F1 scores"]),
        ("as per the mean of PER", ["PER"]),
        (
            "zero-shot exact match accuracy, recall@10",
            ["zero-shot exact match accuracy", "recall@10"],
        ),
    ],
)
def test_what_comes_before_a_metric_belongs_to_it(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_metrics(text, 0, len(text))] == expected
