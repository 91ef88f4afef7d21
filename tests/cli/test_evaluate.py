"""``kg evaluate``."""

import json
from pathlib import Path

import pytest

from tests.cli.test_extract import run, write_papers
from tests.evaluate.test_measures import entity, record

GOLD = {
    "maml": record(entity("MAML", role="introduced"), entity("SNAIL")),
    "ppo": record(repos=[{"url": "https://github.com/a/b", "kind": "code"}]),
    "absent": record(entity("DQN")),
}


def write_gold(folder: Path) -> str:
    path = folder / "gold.jsonl"
    lines = [json.dumps(found | {"id": paper}) for paper, found in GOLD.items()]
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def test_a_table_of_rates_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", write_gold(tmp_path), "--papers", write_papers(tmp_path)) == 0
    captured = capsys.readouterr()
    lines = [line.split() for line in captured.out.splitlines()]
    assert captured.out.startswith("all: 2 of 3 gold papers read\n")
    assert ["F1", "95", "%", "P", "R", "gold", "predicted", "found"] in lines
    wholly = ["1.000", "0.00-1.00", "1.000", "1.000", "1", "1", "1"]
    assert ["introduced/named", *wholly] in lines
    assert ["repos+kind", *wholly] in lines
    assert captured.err == (
        "kg: not in the input, counted as if nothing was found in them: absent\n"
    )


def test_json_has_the_same_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("evaluate", write_gold(tmp_path), "--papers", write_papers(tmp_path), "--json")
    figures = json.loads(capsys.readouterr().out)
    assert figures["introduced"] == {
        "p": 1.0,
        "r": 1.0,
        "f1": 1.0,
        "low": 0.0,
        "high": 1.0,
        "gold": 1,
        "pred": 1,
    }
    assert figures["METHOD/named"]["r"] == 0.3333


def test_misses_come_before_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--papers", write_papers(tmp_path), "--misses", "method")
    assert run("evaluate", write_gold(tmp_path), *options) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["missed  maml  SNAIL  (used, named)", "extra   ppo  PPO  (used, named)"]
    assert lines[2] == "missed  absent  DQN  (used, named)"


def test_the_halves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--papers", write_papers(tmp_path), "--split")
    assert run("evaluate", write_gold(tmp_path), *options) == 0
    titles = [line for line in capsys.readouterr().out.splitlines() if "gold papers" in line]
    assert titles == [
        "all: 2 of 3 gold papers read",
        "rules: 1 of 1 gold papers read",
        "aside: 1 of 2 gold papers read",
    ]
    run("evaluate", write_gold(tmp_path), *options, "--json")
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["all", "rules", "aside"]


def test_papers_may_be_several_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text('{"id": "maml", "title": "MAML", "abstract": "We propose MAML."}\n')
    second.write_text('{"id": "absent", "title": "DQN", "abstract": "We use DQN."}\n')
    assert run("evaluate", write_gold(tmp_path), "--papers", str(first), str(second)) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("all: 2 of 3 gold papers read\n")
    assert captured.err.endswith("in them: ppo\n")


def test_bad_records_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", write_gold(tmp_path), "--papers", write_papers(tmp_path, "{")) == 0
    assert capsys.readouterr().err.endswith("kg: 1 problem\n")


def test_a_gold_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    papers = write_papers(tmp_path)
    assert run("evaluate", papers, "--papers", papers) == 1
    assert capsys.readouterr().err == f"kg: {papers}:1: 'maml' has no list 'entities'\n"


@pytest.mark.parametrize("options", [[], ["--papers", "x", "--json", "--misses", "TASK"]])
def test_usage(options: list[str], tmp_path: Path) -> None:
    assert run("evaluate", write_gold(tmp_path), *options) == 2


SENTENCE = {"sentence": "We train BERT on ImageNet .", "ner": [["ImageNet", "Dataset"]]}


def test_annotated_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "sentences.jsonl"
    gold.write_text(json.dumps(SENTENCE) + "\n")
    assert run("evaluate", str(gold)) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("sentences.jsonl: 1 sentences, spans whole\n")
    lines = [line.split() for line in shown.splitlines()]
    assert ["BENCHMARK", "1.000", "1.00-1.00", "1.000", "1.000", "1", "1", "1"] in lines
    assert run("evaluate", str(gold), "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all"] == figures["BENCHMARK"]
    assert (figures["all"]["f1"], figures["all"]["low"], figures["all"]["high"]) == (1, 1, 1)


def test_columns_of_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "sentences.conll"
    gold.write_text("on\t0\tO\nImageNet\t3\tB-DATASET\n")
    assert run("evaluate", str(gold), "--json", "--model", "fast", "--processes", "2") == 0
    assert json.loads(capsys.readouterr().out)["BENCHMARK"]["gold"] == 1
    gold.write_text("on\t0\tO\nImageNet\n")
    assert run("evaluate", str(gold)) == 1
    message = "a token and its tag, divided by tabs"
    assert capsys.readouterr().err == f"kg: {gold}:2: {message}\n"


MEMBERS = '[["a", "RL"], ["b", "reinforcement learning"]]'
CLUSTERS = f'{{"canonical": "RL", "label": "METHOD", "members": {MEMBERS}}}\n'


def test_clusters_of_the_golds_own_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"label": "METHOD", "kind": "concept", "role": "used"}
    entities = [{**told, "name": name} for name in ("RL", "reinforcement learning")]
    records = [
        {"id": id, "entities": [entity], "repos": [], "results": []}
        for id, entity in zip("ab", entities, strict=True)
    ]
    gold, clusters = tmp_path / "gold.jsonl", tmp_path / "clusters.jsonl"
    gold.write_text("".join(json.dumps(record) + "\n" for record in records))
    clusters.write_text(CLUSTERS)
    said = ["--clusters", str(clusters), "--mentions", "gold", "-g", str(tmp_path), "--json"]
    assert run("evaluate", str(gold), *said) == 0
    shown = capsys.readouterr()
    figures = json.loads(shown.out)
    assert (figures["members"], figures["found"], figures["pairs found"]["f1"]) == (2, 2, 1.0)
    assert "no text of 2 of 2 papers" in shown.err
