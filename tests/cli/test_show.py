"""``kg show``."""

import json
from pathlib import Path

import pytest

from cli.show import _HEADINGS
from kg.model import Predicate
from tests.cli.graphs import HOSTILE, TAMED, make_graph, make_hostile_graph, pretend_terminal, run

MAML_PAPER = "maml-fast-adaptation-for-few-shot-learning"
MAML = """\
MAML
method · method/maml
also: Model-Agnostic Meta-Learning
We propose Model-Agnostic Meta-Learning (MAML) for few-shot learning.
described in: maml-fast-adaptation-for-few-shot-learning
measured on (1)
  Omniglot · 0.765 · benchmark/omniglot
    “MAML is evaluated on Omniglot.” — maml-fast-adaptation-for-few-shot-learning, same-sentence
"""


def test_a_card_as_plain_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "maml", "-g", make_graph(tmp_path)) == 0
    lines = capsys.readouterr().out
    assert lines.startswith(MAML)
    assert "introduced in (1)\n  MAML: fast adaptation for few-shot learning · 0.9 · " in lines
    assert "\nof the same name" not in lines


def test_a_card_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    assert run("show", "Omniglot", "-g", make_graph(tmp_path)) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0].startswith("╭")
    assert lines[1].startswith("│ Omniglot")
    assert "benchmark of (2)" in lines
    assert "  MAML · 0.765 · method/maml" in lines
    assert "results (1)" in lines
    assert "  Reptile · Omniglot · 97.68% · absolute" in lines


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "Reptile", "-g", make_graph(tmp_path), "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert card["node"] == {"id": "method/reptile", "kind": "method", "name": "Reptile"}
    assert card["results"][0]["value"] == "97.68%"
    predicates = {n["predicate"] for n in card["neighbours"]}
    assert predicates == {"implementedBy", "introduces", "measuredOn"}


def test_a_long_list_is_cut_unless_all_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.show._SHOWN", 1)
    graph = make_graph(tmp_path)
    run("show", "Omniglot", "-g", graph)
    assert "  … and 1 more: --all\n" in capsys.readouterr().out
    run("show", "Omniglot", "-g", graph, "--all")
    assert "more: --all" not in capsys.readouterr().out


@pytest.mark.parametrize("terminal", [True, False])
def test_names_cannot_steer_the_terminal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
) -> None:
    if terminal:
        pretend_terminal(monkeypatch)
    for name in ("red", "method/red"):
        assert run("show", name, "-g", make_hostile_graph(tmp_path / name)) == 0
        shown = capsys.readouterr().out
        assert TAMED in shown
        assert not set(HOSTILE) & set("\x1b\x9b\u202e") & set(shown)


def test_an_unknown_name_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "mamml", "-g", make_graph(tmp_path)) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kg: nothing in the graph is called 'mamml'; did you mean MAML")
    assert captured.err.count("\n") == 1


def test_no_graph_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "MAML", "-g", str(tmp_path / "none")) == 1
    assert capsys.readouterr().err == (
        f"kg: {tmp_path / 'none'}: there is no graph here; run kg build first\n"
    )


def test_each_predicate_has_its_headings() -> None:
    assert list(_HEADINGS) == list(Predicate)
    headings = [heading for pair in _HEADINGS.values() for heading in pair]
    assert len(headings) == len(set(headings))


def test_why_names_are_one_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_graph(tmp_path)
    assert run("show", "MAML", "--why", "-g", folder) == 0
    assert capsys.readouterr().out.splitlines() == [
        "MAML · method/maml",
        f"  MAML = Model-Agnostic Meta-Learning · abbreviation · {MAML_PAPER} · 0.992",
    ]
    assert run("show", "Reptile", "--why", "-g", folder) == 0
    assert "it has one name only" in capsys.readouterr().out
    assert run("show", "MAML", "--why", "--json", "-g", folder) == 0
    (merge,) = json.loads(capsys.readouterr().out)
    assert merge["reason"] == "abbreviation"


def test_a_name_of_any_bytes_is_looked_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = make_graph(tmp_path)
    for command in (["show"], ["leaderboard"], ["compare", "MAML"]):
        assert run(*command, "Nobody\udce9", "-g", graph) == 1
        assert "is called 'Nobody\ufffd'" in capsys.readouterr().err
