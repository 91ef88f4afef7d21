"""``kg search``."""

import json
from pathlib import Path

import pytest

from tests.cli.graphs import TAMED, make_graph, make_hostile_graph, run


def test_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "few-shot", "-g", make_graph(tmp_path)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["score", "kind", "found", "in", "id"]
    assert [line.split()[-1] for line in lines[1:]] == [
        "task/fewshotlearning",
        "paper/maml-fast-adaptation-for-few-shot-learning",
        "paper/omniglot-friends",
    ]


def test_json_and_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "OMNIGLOT", "-g", make_graph(tmp_path), "--limit", "1", "--json") == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "node": {"id": "benchmark/omniglot", "kind": "benchmark", "name": "Omniglot"},
            "score": 1.0,
            "where": "Omniglot",
        }
    ]


def test_nothing_found_is_said_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("search", "zebra", "-g", make_graph(tmp_path)) == 0
    assert capsys.readouterr() == ("", "kg: nothing bears 'zebra'\n")


@pytest.mark.parametrize("words", ["", " \t"])
def test_no_words_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert run("search", words, "-g", make_graph(tmp_path)) == 2
    assert "say what to look for" in capsys.readouterr().err


def test_names_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("search", "red", "-g", make_hostile_graph(tmp_path))
    shown = capsys.readouterr().out
    assert TAMED in shown
    assert "\x1b" not in shown
