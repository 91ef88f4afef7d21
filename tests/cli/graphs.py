"""A built graph for the commands that read one, and a way to run them."""

from dataclasses import replace
from pathlib import Path

import pytest

from cli.main import main
from kg.model import Entity, Label, Paper
from kg.store import Store
from tests.builders import annotated, evaluates_on, introduces, make_store, paper, reported

HOSTILE = "[bold]Red\x1b[31m</b>\u202e\x9b2J"
TAMED = "[bold]Red\ufffd[31m</b>\ufffd\ufffd2J"


def make_graph(folder: Path) -> str:
    """The graph of the small collection."""
    folder.mkdir(parents=True, exist_ok=True)
    make_store(folder / "graph.db")
    return str(folder)


def make_doubtful_graph(folder: Path) -> str:
    """The graph of one paper whose number reading was not sure of."""
    told = paper("MAML adapts", "MAML reaches 95.8% on Omniglot.")
    unsure = replace(reported(told, "95.8%", method=0, benchmark=1), score=0.5)
    read = annotated(told, introduces("MAML"), evaluates_on("Omniglot"), reported=[unsure])
    make_store(folder / "graph.db", [read])
    return str(folder)


def make_hostile_graph(folder: Path) -> str:
    """A graph of one paper and one method whose names steer a terminal."""
    folder.mkdir(parents=True, exist_ok=True)
    entity = Entity("method/red", Label.METHOD, HOSTILE, (HOSTILE, "Red"))
    with Store.create(folder / "graph.db") as store, store.transaction():
        store.write_papers([(Paper("red", HOSTILE, HOSTILE), "")])
        store.write_derived([entity], [], [], lambda *_: None)
    return str(folder)


def run(*arguments: str) -> int:
    """Run ``kg`` and return its exit status."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def pretend_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let standard output pass for a terminal without colours, 80 columns wide."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
