"""The wheel holds all that is needed and nothing else, and works where nothing else is."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def _run(
    command: list[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> str:
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], ROOT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of an environment with the locked dependencies and the wheel, nothing else."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    _run([sys.executable, "-m", "venv", venv], ROOT)
    pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip", "install", "--quiet"]
    locked = ROOT / "requirements" / "run.txt"
    _run([*pip, "--require-hashes", "--no-compile", "-r", locked], venv)
    _run([*pip, "--no-deps", wheel], venv)
    _run([venv / "bin" / "python", "-m", "pip", "check"], venv)
    return venv / "bin"


def test_the_wheel_holds_the_project_and_its_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    held = {
        str(path.relative_to(ROOT))
        for package in ("kg", "cli")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    rest = names - held
    assert held - names == set()
    assert all(".dist-info/" in name for name in rest)
    assert any(name.endswith("/licenses/LICENSE") for name in rest)


def test_it_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    abstract = "We propose Foonet. We evaluate Foonet on ImageNet."
    papers.write_text(json.dumps({"title": "Foonet for images", "abstract": abstract}) + "\n")
    clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    kg = installed / "kg"
    assert "papers" in _run([kg, "build", papers, "-o", "out"], tmp_path, clean)
    query = "SELECT ?title { ?p kg:evaluatesOn/skos:prefLabel 'ImageNet' ; dcterms:title ?title }"
    assert "Foonet for images" in _run([kg, "query", query, "-g", "out"], tmp_path, clean)
    where = "import kg; print(kg.__file__)"
    found = _run([installed / "python", "-c", where], tmp_path, clean)
    assert Path(found.strip()).is_relative_to(installed.parent)


def test_locks_hold_the_dependencies_with_hashes_and_no_address() -> None:
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        pinned = [line for line in text.splitlines() if not line.startswith((" ", "#"))]
        assert all("==" in line and line.endswith("\\") for line in pinned)
        assert "://" not in text
        assert "--index-url" not in text


def test_the_dev_lock_holds_what_the_run_lock_holds() -> None:
    run, dev = (
        (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").partition("\n\n")[0]
        for name in ("run", "dev")
    )
    lines = {line for line in run.splitlines() if not line.startswith("#")}
    assert lines <= set(dev.splitlines())


def test_the_public_names() -> None:
    import kg

    named = {name for name in vars(kg) if not name.startswith("_")}
    assert {"build", "load", "KnowledgeGraph", "KgError", "Settings"} <= set(kg.__all__)
    assert set(kg.__all__) <= named
    assert kg.__all__ == sorted(kg.__all__)
    assert callable(kg.build)
    assert kg.load.__module__ == "kg.knowledge_graph"
