"""Pipelines that a user brings: as spans, as entities, with more or less said of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from spacy.language import Language
from spacy.tokens import Doc, Span

import kg.nlp.annotate
from kg.errors import ModelError
from kg.model import Annotation, Kind, Label, Paper, Role
from kg.nlp import pipeline_version, read
from kg.nlp.brought import Brought, find_spans, looks_named
from kg.nlp.pipeline import BROUGHT, make_pipeline
from kg.nlp.reading import BATCH
from tests.nlp.test_reading import TEXTS, check
from tests.nlp.tiny import write_entity_pipeline, write_pipeline

assert kg.nlp.annotate

PATTERNS: list[dict[str, Any]] = [
    {"label": "METHOD", "pattern": "Foonet"},
    {"label": "METHOD", "pattern": [{"LOWER": "gradient"}, {"LOWER": "folding"}]},
    {"label": "BENCHMARK", "pattern": "BarBench"},
    {"label": "TASK", "pattern": "paper reading"},
    {"label": "PERSON", "pattern": "Ada"},
]
PAPER = Paper(
    "foo",
    "Foonet: a network for paper reading",
    "Gradient folding is old. We propose Foonet (see https://github.com/a/foo), which uses "
    "gradient folding. Ada reads. Foonet reaches an accuracy of 91.5% on BarBench.",
)


def _mentions(annotation: Annotation) -> dict[str, tuple[Label, Kind, Role, str, float]]:
    return {m.text: (m.label, m.kind, m.role, m.rule, m.score) for m in annotation.mentions}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pipeline(tmp_path / "model", PATTERNS)


@pytest.fixture(scope="module")
def anything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that takes each token for a method, marks too, and each pair for a task."""
    patterns: list[dict[str, Any]] = [
        {"label": "METHOD", "pattern": [{}]},
        {"label": "TASK", "pattern": [{}, {}]},
    ]
    return write_pipeline(tmp_path_factory.mktemp("anything"), patterns)


def test_what_a_pipeline_does_not_say_is_found(folder: Path) -> None:
    (annotation,) = read([PAPER], model=str(folder))
    assert _mentions(annotation) == {
        "Foonet": (Label.METHOD, Kind.NAMED, Role.INTRODUCED, "model", 1.0),
        "Gradient folding": (Label.METHOD, Kind.CONCEPT, Role.USED, "model", 1.0),
        "gradient folding": (Label.METHOD, Kind.CONCEPT, Role.USED, "model", 1.0),
        "BarBench": (Label.BENCHMARK, Kind.NAMED, Role.EVALUATED, "model", 1.0),
        "paper reading": (Label.TASK, Kind.CONCEPT, Role.ADDRESSED, "model", 1.0),
        "accuracy": (Label.METRIC, Kind.CONCEPT, Role.MENTIONED, "lexicon", 1.0),
    }
    assert [link.url for link in annotation.links] == ["https://github.com/a/foo"]
    assert [reported.value for reported in annotation.reported] == ["91.5"]
    groups = {mention.text: mention.group for mention in annotation.mentions}
    assert groups["Gradient folding"] == groups["gradient folding"]


def test_entities_serve_as_well(tmp_path: Path, folder: Path) -> None:
    entities = write_entity_pipeline(tmp_path / "entities", PATTERNS)
    assert list(read([PAPER], model=str(entities))) == list(read([PAPER], model=str(folder)))


def test_it_reads_the_same_in_two_processes(folder: Path) -> None:
    papers = [PAPER, Paper("empty", "", ""), Paper("b", "BarBench", "A benchmark.")] * BATCH
    one = list(read(papers, model=str(folder)))
    assert list(read(papers, model=str(folder), processes=2)) == one
    assert one[0].mentions


@settings(max_examples=40)
@given(title=TEXTS.map(lambda text: " ".join(text.split())), abstract=TEXTS)
def test_any_text_can_be_read(anything: Path, title: str, abstract: str) -> None:
    (annotation,) = read([Paper("p", title, abstract)], model=str(anything))
    check(annotation)


@Language.component("test_sayer")
def _say(doc: Doc) -> Doc:
    """Says kind, role and score of the first word, of a part of it, and nonsense of the second."""
    first, second = Span(doc, 0, 2, label="METHOD"), Span(doc, 3, 4, label="METHOD")
    first._.kind, first._.role, first._.score = "concept", "compared", 0.81249
    second._.kind, second._.role, second._.score = "huge", "evaluated", 7
    inner = Span(doc, 0, 1, label="BENCHMARK")
    inner._.score = 0.3
    doc.spans["mentions"] = [inner, first, second]
    return doc


def test_what_it_says_is_believed_where_it_makes_sense() -> None:
    said = spacy.blank("en")
    said.add_pipe("test_sayer")
    doc = make_pipeline({name: BROUGHT[name] for name in list(BROUGHT)[:5]})("Big Foonet beats Qux")
    spans = Brought(said)(doc).spans["mentions"]
    found = [(span.text, span._.kind, span._.role, span._.score) for span in spans]
    assert found[0] == ("Big Foonet", "concept", "compared", 0.812)
    assert found[1][:2] == ("Qux", "named")
    assert found[1][2] in ("introduced", "used", "compared", "mentioned")
    assert found[1][3] == 1.0
    assert len(found) == 2  # of two that overlap the surer counts


def test_the_scores_of_spancat_are_those_of_its_spans() -> None:
    doc = spacy.blank("en")("Foonet beats Barnet")
    doc.spans["mentions"] = [Span(doc, 0, 1, label="METHOD"), Span(doc, 2, 3, label="METHOD")]
    doc.spans["mentions"].attrs["scores"] = [0.9, 0.6]
    assert [(span.text, score) for span, score in find_spans(doc)] == [
        ("Foonet", 0.9),
        ("Barnet", 0.6),
    ]


@pytest.mark.parametrize(
    ("text", "label", "named"),
    [
        ("PPO", "METHOD", True),
        ("Adam", "METHOD", True),
        ("Proximal Policy Optimization", "METHOD", True),
        ("GSM8K", "METHOD", True),
        ("Reinforcement learning", "METHOD", False),
        ("dropout", "METHOD", False),
        ("corpus of tweets", "BENCHMARK", True),
        ("", "METHOD", False),
    ],
)
def test_the_form_of_a_name(text: str, label: str, named: bool) -> None:
    assert looks_named(text, label) is named


def _refusals(tmp_path: Path) -> Iterator[tuple[str, str]]:
    (tmp_path / "empty").mkdir()
    yield str(tmp_path / "empty"), "neither reader.toml of kg train nor config.cfg of spaCy"
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.cfg").write_text("[nlp\n")
    yield str(tmp_path / "broken"), "no usable spaCy pipeline"
    yield str(write_pipeline(tmp_path / "other", PATTERNS, key="others")), "sets neither"
    foreign = [{"label": "PERSON", "pattern": "Ada"}]
    yield str(write_entity_pipeline(tmp_path / "foreign", foreign)), "sets neither"
    yield str(tmp_path / "absent"), "no model"
    yield "json", "no model 'json': choose from fast, default, a folder"
    yield "no.such", "no model 'no.such'"


def test_what_is_no_model_is_refused_in_one_line(tmp_path: Path) -> None:
    for model, message in _refusals(tmp_path):
        with pytest.raises(ModelError, match=message) as raised:
            list(read([PAPER], model=model))
        assert "\n" not in str(raised.value)


@Language.component("test_stumbler", assigns=["doc.ents"])
def _stumble(doc: Doc) -> Doc:
    if "stone" in doc.text:
        raise ValueError("a stone\nin the way")
    return doc


def test_a_pipeline_that_fails_on_a_text(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("test_stumbler")
    nlp.to_disk(tmp_path)
    with pytest.raises(ModelError, match=r"the model failed on a text: a stone$"):
        list(read([Paper("p", "A stone", "A stone.")], model=str(tmp_path)))


def test_an_installed_package_is_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "tiny_pipeline"
    write_pipeline(package, PATTERNS)
    (package / "__init__.py").write_text(
        "from pathlib import Path\n\nimport spacy\n\n\ndef load(**overrides):\n"
        "    return spacy.util.load_model_from_path(Path(__file__).parent, **overrides)\n"
    )
    info = tmp_path / "tiny_pipeline-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny_pipeline\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(package)
    (annotation,) = read([PAPER], model="tiny_pipeline")
    assert "Foonet" in _mentions(annotation)
    assert len(bytes.fromhex(pipeline_version("tiny_pipeline"))) == 32


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    one = write_pipeline(tmp_path / "one", PATTERNS)
    same = write_pipeline(tmp_path / "same", PATTERNS)
    other = write_pipeline(tmp_path / "other", PATTERNS[:1])
    versions = [pipeline_version(str(folder)) for folder in (one, same, other)]
    assert versions[0] == versions[1] != versions[2]
    assert pipeline_version("fast") not in versions
