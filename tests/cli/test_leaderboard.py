"""``kg leaderboard``."""

import json
from pathlib import Path

import pytest

from tests.cli.graphs import make_doubtful_graph, make_graph, run


def test_the_table_says_how_a_score_is_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("leaderboard", "omniglot", "-g", make_graph(tmp_path)) == 0
    title, head, row = capsys.readouterr().out.splitlines()
    assert title.startswith("Omniglot · metric not named %")
    assert head.split() == ["rank", "method", "value", "date", "bound", "flags", "paper"]
    assert row.split()[:3] == ["1", "Reptile", "97.68%"] or row.split()[1] == "Reptile"


@pytest.mark.parametrize(
    "command", [("leaderboard", "Omniglot"), ("show", "MAML"), ("compare", "MAML", "MAML")]
)
def test_a_doubtful_number_is_said_to_be_so(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*command, "-g", make_doubtful_graph(tmp_path)) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = (line for line in lines if "95.8%" in line and "reaches" not in line)
    assert "doubtful" in line


def test_a_doubtful_score_is_ranked_where_less_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = make_doubtful_graph(tmp_path)
    assert run("leaderboard", "Omniglot", "--least", "0.4", "-g", graph) == 0
    assert capsys.readouterr().out.splitlines()[2].split()[:2] == ["1", "MAML"]
    assert run("leaderboard", "Omniglot", "-g", graph) == 0
    assert "the surest is so by 0.5: see --least" in capsys.readouterr().err
    assert run("leaderboard", "Omniglot", "--least", "7", "-g", graph) == 2


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("leaderboard", "Omniglot", "--json", "-g", make_graph(tmp_path)) == 0
    board = json.loads(capsys.readouterr().out)
    assert board["benchmark"]["name"] == "Omniglot"
    assert board["rows"][0]["method"]["name"] == "Reptile"


def test_all_are_written_the_same_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = make_graph(tmp_path / "graph")
    for name in ("one", "two"):
        assert run("leaderboard", "--all", "-o", str(tmp_path / name), "-g", graph) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == ["leaderboards.csv", "evaluation-tables.json"] * 2
    for name in names[:2]:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_an_unknown_benchmark_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("leaderboard", "Omniglott", "-g", make_graph(tmp_path)) == 1
    assert "did you mean Omniglot?" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("Omniglot", "--all"), ("--all",), ("A", "-o", "x")])
def test_half_a_question_is_an_error_of_usage(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run("leaderboard", *arguments, "-g", make_graph(tmp_path)) == 2
