"""``kg resolve``."""

from pathlib import Path

import pytest

from kg.model import Annotation
from tests.builders import annotated, introduces, make_store, paper, uses
from tests.cli.graphs import run


def smarts() -> list[Annotation]:
    return [
        annotated(paper("Paper a", "We propose SMART.", id="a"), introduces("SMART")),
        annotated(paper("Paper b", "We present SMART.", id="b"), introduces("SMART")),
        annotated(paper("Paper c", "We use SMART.", id="c"), uses("SMART")),
    ]


@pytest.fixture
def graph(tmp_path: Path) -> str:
    make_store(tmp_path / "graph.db", smarts())
    return str(tmp_path)


def test_a_plain_list_of_the_lines_that_join(
    graph: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("resolve", "--review", "-g", graph) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["papers", "why", "chance", "the", "line", "that", "joins", "them"]
    assert "same: SMART @ c | SMART @ a" in lines[1]
    assert len(lines) == 3


def test_answers_on_a_terminal_go_into_the_file(
    graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("# mine")
    answers = iter(["s", "d"])
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    assert run("resolve", "--review", "-g", graph, "--decisions", str(file)) == 0
    assert file.read_text().splitlines() == [
        "# mine",
        "same: SMART @ c | SMART @ a",
        "different: SMART @ c | SMART @ b",
    ]
    assert "wrote 2 to" in capsys.readouterr().err


def test_answers_are_decisions_that_settle_the_pair(graph: str) -> None:
    from kg.knowledge_graph import load
    from kg.resolve import resolve, to_decisions

    with load(graph) as built:
        questions = list(built.review())
    text = "\n".join([questions[0].same, questions[1].different])
    found = resolve(smarts(), to_decisions(text, "decisions.txt"))
    assert found.entity_of("c", 0) == found.entity_of("a", 0) == "method/smart/a"
    assert found.entity_of("b", 0) == "method/smart/b"
    list(found.relations())
    assert found.unmatched == ()


def test_it_wants_to_know_what_to_do(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("resolve", "-g", graph) == 2
    assert "--review" in capsys.readouterr().err
