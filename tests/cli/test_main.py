"""Exit codes, errors of one line, the version, interruption and broken pipes."""

import os
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from cli import main as program
from kg.errors import SourceError, StoreError
from kg.store import Store
from tests.conftest import Kg

_KG = [sys.executable, "-c", "from cli.main import main; main()"]


def _fails_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(program, "app", fail)


def test_version(kg: Kg) -> None:
    ran = kg("--version")
    assert (ran.code, ran.out) == (0, f"kg {version('paper-kg')}\n")


@pytest.mark.parametrize(
    "arguments", [["buidl"], ["build", "--nope"], ["show"], ["build", "x", "--processes", "0"]]
)
def test_wrong_usage_exits_with_2_and_shows_no_traceback(kg: Kg, arguments: list[str]) -> None:
    ran = kg(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error: " in ran.err
    assert "Traceback" not in ran.err


def test_an_error_of_ours_is_one_line(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, SourceError("not\nJSON", "a.jsonl", 3))
    assert kg("stats") == (ran := kg("stats"))
    assert (ran.code, ran.out, ran.err) == (1, "", "kg: a.jsonl:3: not JSON\n")


def test_a_control_character_in_an_error_does_not_reach_the_terminal(
    kg: Kg, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fails_with(monkeypatch, StoreError("\x1b]0;owned\x07"))
    assert kg("stats").err == "kg: \N{REPLACEMENT CHARACTER}]0;owned\N{REPLACEMENT CHARACTER}\n"


def test_an_error_of_the_system_names_the_file(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, PermissionError(13, "Permission denied", "/x/graph.db"))
    ran = kg("stats")
    assert (ran.code, ran.err) == (1, "kg: /x/graph.db: Permission denied\n")


def test_a_bug_is_not_hidden(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    _fails_with(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        kg("stats")


def test_no_graph_yet(kg: Kg, tmp_path: Path) -> None:
    for command in (["stats"], ["show", "PPO"], ["search", "PPO"], ["export", "--format", "ttl"]):
        ran = kg(*command, "-g", tmp_path)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(f"kg: {tmp_path}")
        assert ran.err.count("\n") == 1


def test_help_needs_no_heavy_import() -> None:
    heavy = "spacy networkx rdflib pyoxigraph pyvis numpy"
    script = (
        "import sys\nfrom cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"sys.exit(','.join(name for name in '{heavy}'.split() if name in sys.modules) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_ctrl_c_says_so_and_exits_with_130(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "open", interrupt)
    ran = kg("stats")
    assert (ran.code, ran.out, ran.err) == (130, "", "kg: interrupted\n")


@pytest.mark.parametrize("form", ["nt", "json", "mentions"])
def test_a_reader_that_leaves_is_no_error(built: Path, form: str) -> None:
    command = [*_KG, "export", "--format", form, "-g", str(built)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


@pytest.mark.parametrize("command", [["--help"], ["stats"]])
def test_a_reader_that_reads_nothing_is_no_error(built: Path, command: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    where = ["-g", str(built)] if command == ["stats"] else []
    ran = subprocess.run([*_KG, *command, *where], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line(built: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [*_KG, "stats", "-g", str(built)]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (ran.returncode, ran.stderr) == (1, "kg: No space left on device\n")


@pytest.mark.parametrize(
    ("command", "closed", "code", "said"),
    [
        ("query -", "<&-", 1, "kg: -: standard input is closed\n"),
        ("stats", ">&-", 0, ""),
        ("show Nobody", "<&- >&- 2>&-", 1, ""),
    ],
)
def test_a_closed_standard_stream(
    built: Path, command: str, closed: str, code: int, said: str
) -> None:
    program = shlex.join(_KG)
    ran = subprocess.run(
        ["sh", "-c", f"{program} {command} -g {shlex.quote(str(built))} {closed}"],
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stderr) == (code, said)


def test_told_to_stop_it_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import os, signal, kg.export\n"
        "def stop(store, file): os.kill(os.getpid(), signal.SIGTERM); file.write(b'')\n"
        "kg.export.EXPORTERS['html'] = stop\n"
        "from cli.main import main; main()"
    )
    (tmp_path / "papers.jsonl").write_text('{"title": "One", "abstract": "We propose MAML."}\n')
    command = [sys.executable, "-c", script, "build", "papers.jsonl", "-o", "out"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (143, "")
    assert list((tmp_path / "out").iterdir()) == []
