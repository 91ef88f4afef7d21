"""Tables, control characters, encodings, progress."""

import io
import os
import subprocess
import sys

import pytest

from cli.console import clean, show_table, tracking
from kg.progress import silently


class Terminal(io.StringIO):
    """A stream that calls itself a terminal."""

    def isatty(self) -> bool:
        return True


def test_output_that_the_encoding_lacks_is_escaped() -> None:
    script = "from cli.console import show, tolerate_any_text; tolerate_any_text(); show('π')"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True)
    assert (ran.stdout, ran.stderr) == (b"\\u03c0\n", b"")


def test_what_steers_a_terminal_is_replaced() -> None:
    assert clean("a\x1b[31mb\x9bc\u202ed") == "a�[31mb�c�d"
    assert clean("tab\tand\nnewline, π") == "tab\tand\nnewline, π"


def test_a_plain_table_is_aligned_and_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(["name", "papers"], [["a" * 90, 12], ["[b]b[/b]", 3]], "Methods")
    assert capsys.readouterr().out.splitlines() == [
        "Methods",
        "name" + " " * 88 + "papers",
        "a" * 90 + "      12",
        "[b]b[/b]" + " " * 84 + "     3",
    ]


def test_a_table_on_a_terminal_shows_data_literally(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    show_table(["name", "papers"], [["[red]PPO[/red] :smile: \x1b[2J", 12]])
    assert "[red]PPO[/red] :smile: \N{REPLACEMENT CHARACTER}[2J" in terminal.getvalue()


def test_progress_shows_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with tracking() as track:
        assert list(track(range(3), "Reading [papers]", None)) == [0, 1, 2]
    assert "Reading [papers]" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()


def test_no_progress_elsewhere() -> None:
    with tracking() as track:
        assert track is silently
