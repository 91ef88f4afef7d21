"""``kg view``: the page is made where it is missing, and opened where there is a browser."""

import webbrowser
from pathlib import Path

import pytest

from tests.cli.graphs import make_graph
from tests.conftest import Kg


@pytest.mark.parametrize("opens", [True, False])
def test_the_page_is_opened_and_named(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    asked: list[str] = []

    def open_page(url: str) -> bool:
        asked.append(url)
        return opens

    monkeypatch.setattr(webbrowser, "open", open_page)
    ran = kg("view", "-g", make_graph(tmp_path))
    page = tmp_path / "graph.html"
    assert (ran.code, ran.out) == (0, f"{page.resolve()}\n")
    assert asked == [page.resolve().as_uri()]
    assert ran.err == ("" if opens else "no browser here: open this file in one\n")
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_a_page_of_these_records_is_left_as_it_is(
    kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda url: True)
    page = tmp_path / "graph.html"
    graph = make_graph(tmp_path)
    page.write_text("0" * 64)
    kg("view", "-g", graph)
    assert page.read_text() == "0" * 64
    page.write_text("1" * 64)
    kg("view", "-g", graph)
    assert page.read_text("utf-8").startswith("<!doctype html>")


def test_without_a_graph_there_is_nothing_to_view(kg: Kg, tmp_path: Path) -> None:
    ran = kg("view", "-g", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
