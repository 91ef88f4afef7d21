"""The reading model: what it makes of candidates, with random weights of a few kilobytes."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from kg.errors import ModelError
from kg.model import Paper
from kg.nlp import pipeline_version, read
from kg.nlp.encoder import Encoded
from kg.nlp.features import Candidate
from kg.nlp.pipeline import READER, make_pipeline
from kg.nlp.reader import WIDEST, Reader, find_role, pool, to_judged
from kg.nlp.reader_settings import ReaderSettings, read_settings
from kg.nlp.reading import BATCH
from kg.nlp.signals import PLACES, SIGNALS, to_matrix
from tests.nlp.test_reading import PAPERS, TEXTS, check
from tests.nlp.tiny import CLASSES, ROLES, reader_settings, write_reader

LONG = Paper("long", "A long paper", "We propose Foonet for the reading of long papers. " * 60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reader(tmp_path_factory.mktemp("reader"))


def test_its_components_stand_in_order_and_lack_nothing(folder: Path) -> None:
    nlp = make_pipeline(READER, {"kg_reader": {"folder": str(folder)}})
    assert nlp.pipe_names == list(READER)
    analysis: Any = nlp.analyze_pipes()
    assert analysis["problems"] == {name: [] for name in nlp.pipe_names}


def test_a_paper_reads_the_same_alone_in_any_order_and_in_two_processes(folder: Path) -> None:
    model = str(folder)
    papers = [*PAPERS, LONG]
    alone = {paper.id: next(read([paper], model=model)) for paper in papers}
    assert any(annotation.mentions for annotation in alone.values())
    for annotation in alone.values():
        check(annotation)
    many = papers * (2 * BATCH // len(papers) + 1)
    random.Random(1).shuffle(many)
    for processes in (1, 2):
        found = list(read(many, model=model, processes=processes))
        assert found == [alone[paper.id] for paper in many]


@settings(max_examples=60)
@given(title=TEXTS.map(lambda text: " ".join(text.split())), abstract=TEXTS)
def test_any_text_can_be_read(folder: Path, title: str, abstract: str) -> None:
    (annotation,) = read([Paper("p", title, abstract)], model=str(folder))
    check(annotation)


def test_each_mention_says_what_found_it(folder: Path) -> None:
    mentions = [m for found in read(PAPERS, model=str(folder)) for m in found.mentions]
    rules = {mention.rule for mention in mentions}
    assert "ngram" not in rules
    assert "model" in rules
    assert {mention.kind.value for mention in mentions} <= {"named", "concept"}


def test_what_is_said_of_places_is_pooled() -> None:
    encoded = Encoded(
        first=np.array([0, 1, 3]),
        last=np.array([0, 2, 3]),
        pieces=np.array([[1, 10, 100], [2, 20, 200], [3, 30, 300], [4, 40, 400]], dtype=np.float32),
        whole=np.zeros(1, np.float32),
    )
    widths = np.arange(WIDEST + 1, dtype=np.float32)[:, None]
    one, two = Candidate("a", [(0, 2)]), Candidate("b", [(1, 2), (2, 3)])
    # Beginning of the first piece, end of the last, mean of all, and the number of words.
    first = 1 + 30 + 200 + 2
    apart = [2 + 30 + 250 + 1, 4 + 40 + 400 + 1]
    wanted = [[first, first], [max(apart), sum(apart) / 2]]
    assert pool(encoded, [one, two], widths).tolist() == wanted
    assert pool(encoded, [two], widths).tolist() == wanted[1:]


def test_no_more_places_count_than_the_model_was_trained_with() -> None:
    zeros = np.zeros((40, 3), np.float32)
    encoded = Encoded(np.arange(40), np.arange(40), zeros, np.zeros(1, np.float32))
    zeros[PLACES:] = 1
    many = Candidate("a", [(i, i + 1) for i in range(40)])
    assert pool(encoded, [many], np.zeros((WIDEST + 1, 1), np.float32)).tolist() == [[0, 0]]


_SETTINGS = ReaderSettings(
    classes=CLASSES,
    roles=ROLES,
    allowed={"METHOD": ("introduced", "used"), "TASK": ("addressed",)},
    thresholds=dict.fromkeys(CLASSES[1:], 0.5),
)


def test_the_likeliest_class_is_none_of_nothing() -> None:
    row = np.array([[0.8, 0.0504, 0.1496, 0, 0]], np.float32)
    (judged,) = to_judged([Candidate("a")], row, CLASSES)
    assert (judged.label, judged.score) == ("METHOD/concept", 0.15)


def test_only_roles_of_the_label_count() -> None:
    scores = np.array([0.1, 0.2, 9, 9, 9, 9, 9], np.float32)
    assert find_role("METHOD/named", scores, None, _SETTINGS) == "used"
    assert find_role("TASK/concept", scores, None, _SETTINGS) == "addressed"


def test_candidates_are_judged_alone_as_in_company(folder: Path) -> None:
    reader = Reader(folder)
    texts = ["Foonet", "reads", "BarBench", "\n\n", "Foonet"]
    both = [Candidate("foonet", [(0, 1), (4, 5)]), Candidate("barbench", [(2, 3)])]
    classes, roles = reader.judge(texts, both, to_matrix([5, 9]))
    for i, bits in enumerate((5, 9)):
        alone = reader.judge(texts, [both[i]], to_matrix([bits]))
        np.testing.assert_allclose(alone[0][0], classes[i], atol=1e-6)
        np.testing.assert_allclose(alone[1][0], roles[i], atol=1e-5)
    assert classes.sum(axis=1) == pytest.approx(1)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ("classes = [", "TOMLDecodeError"),
        ("", "classes"),
        (reader_settings(SIGNALS[1:]), "trained with other signals"),
        (reader_settings().replace("'nothing', ", ""), "first class is nothing"),
        (reader_settings().replace("'BENCHMARK/named', ", ""), "are among the classes"),
        (reader_settings().replace("'introduced'", "'invented'"), "invented"),
        (reader_settings().replace('"METHOD/named" = 0.4', ""), "METHOD/named"),
        (reader_settings().replace("METHOD = [", "METHODS = ["), "METHODS"),
        (reader_settings().replace("= 0.4", '= "much"'), "much"),
    ],
)
def test_settings_that_make_no_sense(tmp_path: Path, told: str, message: str) -> None:
    path = tmp_path / "reader.toml"
    path.write_text(told)
    with pytest.raises(ModelError, match=message) as raised:
        read_settings(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


def test_settings_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"reader\.toml"):
        read_settings(tmp_path / "reader.toml")


@pytest.mark.parametrize("name", ["encoder.onnx", "head.onnx", "widths.npy", "tokenizer.json"])
def test_a_folder_that_lacks_a_file(tmp_path: Path, name: str) -> None:
    (write_reader(tmp_path) / name).unlink()
    with pytest.raises(ModelError) as raised:
        list(read(PAPERS, model=str(tmp_path)))
    assert "\n" not in str(raised.value)


def test_files_that_do_not_go_together(tmp_path: Path) -> None:
    write_reader(tmp_path)
    np.save(tmp_path / "widths.npy", np.zeros((WIDEST + 1, 99), np.float32))
    with pytest.raises(ModelError, match="do not go together"):
        Reader(tmp_path)


def test_the_version_is_that_of_the_files_that_are_read(tmp_path: Path) -> None:
    one, same = write_reader(tmp_path / "one"), write_reader(tmp_path / "same")
    other = write_reader(tmp_path / "other", seed=1)
    (same / "report.json").write_text("{}")
    versions = [pipeline_version(str(each)) for each in (one, same, other)]
    assert versions[0] == versions[1] != versions[2]
    assert pipeline_version("fast") not in versions
