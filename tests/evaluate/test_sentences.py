"""Annotated sentences of others: both forms, and spans that count whole."""

import json
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.evaluate import Sentence, evaluate_sentences, is_sentences, read_sentences
from kg.model import Label
from tests.nlp.tiny import write_pipeline

CNNS = {
    "sentence": "2D CNNs and CNNs on ImageNet , unlike CNNs",
    "ner": [["CNNs", "Method"], ["2D CNNs", "Method"], ["ImageNet", "Dataset"], ["CNNs", "Method"]],
}
COLUMNS = (
    "\n\nWe\t0\tO\nuse\t3\tO\nPenn\t7\tB-DATASET\nTreebank\t12\tI-DATASET\n\n\n"
    "F1\t0\tB-METRIC\nSST\t3\tI-DATASET\nparsing\t7\tB-TASK\ntagging\t15\tB-TASK\n"
)


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def _texts(sentence: Sentence) -> list[tuple[str, Label]]:
    return [(sentence.text[start:end], label) for start, end, label in sorted(sentence.spans)]


def test_json_lines(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.jsonl", json.dumps(CNNS) + "\n\n")
    assert is_sentences(path)
    (sentence,) = read_sentences(path)
    # A name that stands twice in the list is at two places, and not within a longer one.
    assert sentence.spans == {
        (0, 7, Label.METHOD),
        (12, 16, Label.METHOD),
        (20, 28, Label.BENCHMARK),
        (38, 42, Label.METHOD),
    }


def test_a_name_within_another_is_found_where_it_stands_nowhere_else(tmp_path: Path) -> None:
    told = {"sentence": "2D CNNs win", "ner": [["CNNs", "Method"], ["2D CNNs", "Method"]]}
    (sentence,) = read_sentences(_written(tmp_path / "a.jsonl", json.dumps(told)))
    assert _texts(sentence) == [("2D CNNs", Label.METHOD), ("CNNs", Label.METHOD)]


def test_columns(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.conll", COLUMNS)
    assert is_sentences(path)
    first, second = read_sentences(path)
    assert first.text == "We use Penn Treebank"
    assert _texts(first) == [("Penn Treebank", Label.BENCHMARK)]
    # A tag that goes on with another type begins a span; two that begin are two.
    assert _texts(second) == [
        ("F1", Label.METRIC),
        ("SST", Label.BENCHMARK),
        ("parsing", Label.TASK),
        ("tagging", Label.TASK),
    ]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.jsonl", json.dumps(CNNS) + "\n{\n", 2),
        ("a.jsonl", '{"sentence": "a"}', 1),
        ("a.jsonl", '{"sentence": "a", "ner": [["a", "Planet"]]}', 1),
        ("a.jsonl", '{"sentence": "a", "ner": [["a"]]}', 1),
        ("a.jsonl", '\n{"sentence": "a", "ner": [["a", 3]]}', 2),
        ("a.jsonl", "[]", 1),
        ("a.conll", "We\t0\tO\n\n\nuse\n", 4),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, name: str, text: str, line: int) -> None:
    path = _written(tmp_path / name, text)
    with pytest.raises(SourceError) as raised:
        read_sentences(path)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert "\n" not in str(raised.value)


def test_what_holds_no_sentences(tmp_path: Path) -> None:
    for text in ("", "[1]", '{"id": "p", "entities": []}', "no JSON"):
        assert not is_sentences(_written(tmp_path / "a.jsonl", text))
    assert not is_sentences(tmp_path / "absent.jsonl")
    with pytest.raises(SourceError, match=r"absent\.conll"):
        read_sentences(tmp_path / "absent.conll")


def test_spans_count_whole_or_not_at_all(tmp_path: Path) -> None:
    patterns = [
        {"label": "METHOD", "pattern": "Foonet"},
        {"label": "METHOD", "pattern": "Barnet"},
        {"label": "BENCHMARK", "pattern": "BarBench"},
    ]
    model = str(write_pipeline(tmp_path / "model", patterns))
    sentences = [
        Sentence("Foonet beats it", frozenset([(0, 6, Label.METHOD)])),
        Sentence("deep Barnet wins", frozenset([(0, 11, Label.METHOD)])),
        Sentence("Foonet for reading", frozenset([(0, 6, Label.BENCHMARK)])),
        Sentence("nothing", frozenset()),
    ]
    scores = evaluate_sentences(sentences, model=model)
    assert list(scores) == ["all", "BENCHMARK", "METHOD"]
    counted = {name: (s.tally.found, s.tally.extra, s.tally.missed) for name, s in scores.items()}
    assert counted == {"all": (1, 2, 2), "BENCHMARK": (0, 0, 1), "METHOD": (1, 2, 1)}
    for score in scores.values():
        assert score.interval[0] <= score.tally.f1 <= score.interval[1]


def test_only_labels_that_are_annotated_count(tmp_path: Path) -> None:
    model = str(write_pipeline(tmp_path / "model", [{"label": "METHOD", "pattern": "Foonet"}]))
    sentences = [Sentence("Foonet on SST", frozenset([(10, 13, Label.BENCHMARK)]))]
    scores = evaluate_sentences(sentences, model=model)
    assert scores["all"].tally == scores["BENCHMARK"].tally
    assert scores["all"].tally.extra == 0


@pytest.mark.shared
def test_the_public_sets_can_be_read(shared: Path) -> None:
    scier = read_sentences(shared / "data" / "scier_dev.jsonl")
    assert len(scier) == 713
    assert {label for s in scier for *_, label in s.spans} == {"METHOD", "BENCHMARK", "TASK"}
    tdmsci = read_sentences(shared / "data" / "tdmsci_train.conll")
    assert len(tdmsci) == 1523
    assert {label for s in tdmsci for *_, label in s.spans} == {"METRIC", "BENCHMARK", "TASK"}
    for sentence in [*scier, *tdmsci]:
        assert all(0 <= start < end <= len(sentence.text) for start, end, _ in sentence.spans)
