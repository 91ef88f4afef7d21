"""What the README says is so: its commands run, its dependencies and figures are the real ones."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BIN = Path(sys.executable).parent
# Run by other tests, or by whoever runs these.
_TRAIN = "kg train --data annotations.jsonl --texts papers.jsonl --out model"
_SERVERS = {"kg serve", "kg push --store http://127.0.0.1:7878/store --quads"}
_ELSEWHERE = {"make test", "make graph", _TRAIN, *_SERVERS}


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _commands() -> list[str]:
    lines = [line for block in _blocks("console") for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ") for line in lines]


COMMANDS = [command for command in _commands() if command not in _ELSEWHERE]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """A folder that looks like the checkout, with the graph built."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("seeds", "tests", "docs"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(built, folder / "output")
    return folder


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment["BROWSER"] = "true"  # the program, for kg view: nothing is opened
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_two_commands_come_first() -> None:
    assert _commands()[:2] == ["make graph", "make test"]
    assert len(COMMANDS) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_run(workplace: Path, command: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in workplace.iterdir()}
    ran = _run(shlex.split(command), workplace)
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    written = {path for path in workplace.iterdir() if path not in before}
    assert ran.stdout or written


@pytest.mark.parametrize("script", _blocks("python"))
def test_python_runs(workplace: Path, script: str) -> None:
    ran = _run([sys.executable, "-c", script], workplace)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.match(r"227 papers, \d{3,} relations\n", ran.stdout)


@pytest.mark.parametrize("settings", _blocks("toml"))
def test_settings_are_understood(tmp_path: Path, settings: str) -> None:
    from kg.settings import read_settings

    file = tmp_path / "kg.toml"
    file.write_text(settings)
    assert read_settings(file).base_iri == "https://example.org/kg/"


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = project["optional-dependencies"]["serve"]
    declared = {Requirement(line).name for line in [*project["dependencies"], *extra]}
    section = README.partition("## What it depends on")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (.+) \|$", section, re.MULTILINE))
    assert rows.keys() == declared
    assert all(len(reason.split()) >= 3 for reason in rows.values())


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_all_forms_of_export_are_named() -> None:
    from kg.export import EXPORTERS

    named = README.partition("Take the graph elsewhere, as ")[2].partition(":")[0]
    assert set(re.findall(r"`(\w+)`", named)) == EXPORTERS.keys()


def test_the_figures_are_those_of_kg_evaluate() -> None:
    ran = _run([sys.executable, "scripts/quality.py", "--check"], ROOT)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_make_graph_builds_and_does_nothing_the_second_time(tmp_path: Path) -> None:
    venv = f"VENV={sys.prefix}"
    environment = {**os.environ, "VENV": sys.prefix}
    check = subprocess.run(["scripts/set-up", "--check", "run"], cwd=ROOT, env=environment)
    if check.returncode:
        pytest.skip("NOT CHECKED: this environment was not made by scripts/set-up")
    command = ["make", "graph", venv, f"OUTPUT={tmp_path}"]
    first, second = _run(command, ROOT), _run(command, ROOT)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert re.search(r"^papers +227$", first.stdout, re.MULTILINE)
    assert f"{tmp_path}/graph.html" in first.stdout
    assert "nothing changed" in second.stdout
    assert {path.name for path in tmp_path.iterdir()} >= {"graph.db", "graph.ttl", "graph.html"}
