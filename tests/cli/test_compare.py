"""``kg compare``."""

import json
from pathlib import Path

import pytest

from tests.cli.graphs import make_graph, run


def test_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", "MAML", "reptile", "-g", make_graph(tmp_path)) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].split() == ["MAML", "Reptile"]
    assert "benchmarks in common" in out
    assert "97.68%" in out


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", "MAML", "Reptile", "--json", "-g", make_graph(tmp_path)) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["first"]["method"]["name"] == "MAML"
    assert [named["name"] for named in found["benchmarks"]] == ["Omniglot"]


def test_an_unknown_method_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("compare", "MAML", "nonesuch", "-g", make_graph(tmp_path)) == 1
    assert capsys.readouterr().err.startswith("kg: ")
