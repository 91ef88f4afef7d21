"""``kg stats``."""

import json
from pathlib import Path

import pytest

from tests.cli.graphs import make_graph, run


def test_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", "-g", make_graph(tmp_path)) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["papers", "3"] in lines
    assert ["measuredOn", "3"] in lines
    assert ["MAML", "2", "method/maml"] in lines
    assert ["few-shot", "learning", "2", "task/fewshotlearning"] in lines


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", "-g", make_graph(tmp_path), "--json", "--limit", "1") == 0
    stats = json.loads(capsys.readouterr().out)
    assert dict(stats["counts"])["methods"] == 2
    assert [(kind, len(top)) for kind, top in stats["top"]] == [
        ("method", 1),
        ("benchmark", 1),
        ("task", 1),
    ]


def test_no_graph_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("stats", "-g", str(tmp_path)) == 1
    assert capsys.readouterr().err == (
        f"kg: {tmp_path / 'graph.db'}: there is no graph here; run kg build first\n"
    )
