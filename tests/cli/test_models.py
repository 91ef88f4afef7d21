"""``--model``: what a user brings reads papers, in ``kg extract`` and in ``kg build``."""

import json
import re
from pathlib import Path

import pytest

from kg.nlp.reading import BATCH
from tests.cli.test_extract import PAPERS, to_records, write_papers
from tests.conftest import Kg
from tests.nlp.tiny import write_pipeline, write_reader

PATTERNS = [
    {"label": "METHOD", "pattern": "MAML"},
    {"label": "TASK", "pattern": "few-shot learning"},
]


COPIES = 2 * BATCH  # so that two processes have something to do


def _write_papers(folder: Path) -> str:
    path = folder / "papers.jsonl"
    copies = [paper | {"id": f"{paper['id']}{n}"} for n in range(COPIES) for paper in PAPERS]
    path.write_text("".join(json.dumps(paper) + "\n" for paper in copies))
    return str(path)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_pipeline(tmp_path / "model", PATTERNS)


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_pipeline_of_the_users_own_extracts(
    tmp_path: Path, kg: Kg, model: Path, processes: str
) -> None:
    ran = kg("extract", _write_papers(tmp_path), "--model", model, "--processes", processes)
    assert ran.code == 0, ran.err
    *_, maml, none, ppo = to_records(ran.out)
    found = [(e["label"], e["name"], e["kind"], e["role"]) for e in maml["entities"]]
    assert found == [
        ("METHOD", "MAML", "named", "introduced"),
        ("TASK", "few-shot learning", "concept", "addressed"),
    ]
    assert none["entities"] == ppo["entities"] == []
    assert [repo["url"] for repo in ppo["repos"]] == ["https://github.com/a/b"]


@pytest.mark.parametrize("processes", ["1", "2"])
def test_it_builds_and_another_pipeline_in_its_place_reads_again(
    tmp_path: Path, kg: Kg, model: Path, processes: str
) -> None:
    out = tmp_path / "out"
    said = ("build", _write_papers(tmp_path), "-o", out, "--processes", processes)
    ran = kg(*said, "--model", model)
    assert ran.code == 0, ran.err
    shown = kg("show", "MAML", "-g", out).out
    assert "introduced in" in shown
    assert "— maml0, model" in shown
    assert kg("show", "PPO", "-g", out).code == 1
    assert "nothing changed" in kg(*said).out  # the graph keeps its model
    other = write_pipeline(tmp_path / "other", [{"label": "METHOD", "pattern": "PPO"}])
    assert kg(*said, "--model", other).code == 0
    assert kg("show", "PPO", "-g", out).code == 0
    assert kg("show", "MAML", "-g", out).code == 1


def test_a_model_that_kg_train_wrote(tmp_path: Path, kg: Kg) -> None:
    folder = write_reader(tmp_path / "reader")
    alone, pooled = (
        kg("extract", _write_papers(tmp_path), "--model", folder, "--processes", count)
        for count in ("1", "2")
    )
    assert alone.code == 0, alone.err
    assert alone.out == pooled.out
    assert len(to_records(alone.out)) == COPIES * len(PAPERS)


@pytest.mark.parametrize("command", ["extract", "build"])
def test_what_is_no_model_is_one_line(tmp_path: Path, kg: Kg, command: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    silent = write_pipeline(tmp_path / "silent", PATTERNS, key="others")
    for model in (empty, silent, tmp_path / "absent", "no-such-model"):
        ran = kg(command, write_papers(tmp_path), "-o", tmp_path / "out", "--model", model)
        assert (ran.code, ran.err.count("\n")) == (1, 1), ran.err
        assert str(model) in ran.err


def test_the_worked_example_of_the_documentation(
    tmp_path: Path, kg: Kg, root: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "docs" / "models.md").read_text("utf-8")
    example = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert example is not None
    monkeypatch.chdir(tmp_path)
    exec(example[1], {})
    ran = kg("extract", seeds, "--model", "my-model")
    assert ran.code == 0, ran.err
    found = {entity["name"] for record in to_records(ran.out) for entity in record["entities"]}
    assert {"GRPO", "GSM8K"} <= found
    assert "ImageNet" not in found
