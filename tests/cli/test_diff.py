"""``kg diff``."""

import json
from pathlib import Path

import pytest

from tests.builders import make_store, small_collection
from tests.cli.graphs import make_graph, run


def make_older(folder: Path) -> str:
    folder.mkdir()
    make_store(folder / "graph.db", small_collection()[:1])
    return str(folder)


def test_what_was_added(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = make_older(tmp_path / "old"), make_graph(tmp_path / "new")
    assert run("diff", old, new) == 0
    out = capsys.readouterr().out
    assert "papers: 2 added, 0 removed, 0 changed" in out
    assert "  + method/reptile  Reptile" in out
    assert "results: 1 added, 0 removed, 0 changed" in out


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = make_older(tmp_path / "old"), make_graph(tmp_path / "new")
    assert run("diff", new, old, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["papers"]["removed"]) == 2
    assert found["papers"]["added"] == []


def test_nothing_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = make_graph(tmp_path / "one")
    assert run("diff", graph, graph) == 0
    assert capsys.readouterr().out == "nothing differs\n"
