"""Imports point one way, libraries stay where docs/architecture.md puts them."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


def _read_levels() -> tuple[tuple[str, ...], ...]:
    """The levels as docs/architecture.md draws them; each may see those before it."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = re.search(r"^Imports point one way: (.+?);", text, re.MULTILINE)
    assert drawn is not None
    return tuple(tuple(level.strip().split(", ")) for level in drawn[1].split("◂"))


LEVELS = _read_levels()
LEVEL = {unit: number for number, units in enumerate(LEVELS) for unit in units}

# docs/architecture.md: where each library may be imported.
PLACES = {
    "spacy": {"nlp", "train"},
    "torch": {"train"},
    "transformers": {"train"},
    "onnx": {"train"},
    "onnxruntime": {"nlp", "train"},
    "tokenizers": {"nlp", "train"},
    "networkx": {"graph"},
    "igraph": {"graph"},
    "rdflib": {"rdf", "sparql"},
    "pyoxigraph": {"rdf", "sparql"},
    "pyshacl": {"rdf"},
    "pyvis": {"export"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "typer": {"cli"},
    "rich": {"cli"},
}


@dataclass(frozen=True)
class Import:
    """One import; ``unit`` is the part of the project it stands in, such as ``nlp`` or ``cli``."""

    file: str
    line: int
    unit: str
    name: str
    at_run_time: bool

    @property
    def library(self) -> str:
        return self.name.partition(".")[0]

    @property
    def target(self) -> str | None:
        """The part of the project it leads to, ``""`` for kg itself; None for a library."""
        if self.library == "cli":
            return "cli"
        return self.name.split(".")[1] if self.name.startswith("kg.") else None

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


def _unit(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "cli" if parts[0] == "cli" else parts[1]


def _type_checking_lines(tree: ast.Module) -> set[int]:
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in node.body
        for line in range(child.lineno, (child.end_lineno or child.lineno) + 1)
    }


def _names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        parents = package.split(".")
        base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
        module = ".".join(filter(None, (base, node.module)))
        if module == "kg":
            yield from (f"kg.{alias.name}" for alias in node.names)
        else:
            yield module


def _imports() -> Iterator[Import]:
    for path in sorted([*ROOT.glob("kg/**/*.py"), *ROOT.glob("cli/**/*.py")]):
        if path == ROOT / "kg" / "__init__.py":
            continue  # the public names, from all over
        tree = ast.parse(path.read_text("utf-8"))
        typing_only = _type_checking_lines(tree)
        file = str(path.relative_to(ROOT))
        package = ".".join(path.parent.relative_to(ROOT).parts)
        for node in ast.walk(tree):
            for name in _names(node, package):
                line = getattr(node, "lineno", 0)
                yield Import(file, line, _unit(path), name, line not in typing_only)


# A part without a level fails a test of its own; the others leave it out.
IMPORTS = tuple(
    each
    for each in _imports()
    if each.unit in LEVEL and (each.target is None or each.target in LEVEL)
)


def _is_package(unit: str) -> bool:
    return (ROOT / "kg" / unit).is_dir()


def test_every_part_has_a_level() -> None:
    parts = {_unit(path) for path in ROOT.glob("kg/**/*.py")} - {"__init__"}
    assert sorted(parts - LEVEL.keys()) == []
    assert LEVEL["model"] < LEVEL["ids"] < LEVEL["nlp"] < LEVEL["rdf"] < LEVEL["sparql"]
    assert LEVEL["sparql"] < LEVEL["build"] < LEVEL["cli"]


def test_imports_point_one_way() -> None:
    inside = [each for each in IMPORTS if each.target not in (None, each.unit)]
    assert len(inside) > 50
    against = [each for each in inside if LEVEL[each.target or ""] > LEVEL[each.unit]]
    assert list(map(str, against)) == []


def test_packages_of_one_level_never_see_each_other() -> None:
    beside = [
        each
        for each in IMPORTS
        if each.target not in (None, each.unit)
        and LEVEL[each.target or ""] == LEVEL[each.unit]
        and (_is_package(each.unit) or _is_package(each.target or ""))
    ]
    assert list(map(str, beside)) == []


def test_no_two_parts_import_each_other() -> None:
    seen: dict[str, set[str]] = {}
    for each in IMPORTS:
        if each.at_run_time and each.target not in (None, each.unit):
            seen.setdefault(each.unit, set()).add(each.target or "")
    order = list(TopologicalSorter(seen).static_order())  # raises CycleError
    assert order[-1] == "cli"


@pytest.mark.parametrize("library", PLACES)
def test_libraries_stay_where_they_belong(library: str) -> None:
    used = [each for each in IMPORTS if each.library == library and each.at_run_time]
    elsewhere = [each for each in used if each.unit not in PLACES[library]]
    assert list(map(str, elsewhere)) == []


def test_the_model_knows_no_library() -> None:
    low = [each for each in IMPORTS if LEVEL[each.unit] == 0]
    assert [str(each) for each in low if each.library not in sys.stdlib_module_names] == []


def test_every_library_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    declared = {Requirement(line).name for line in lines}
    known = declared | sys.stdlib_module_names | {"kg", "cli"}
    undeclared = [each for each in IMPORTS if each.library not in known and each.at_run_time]
    assert list(map(str, undeclared)) == []


def test_every_declared_dependency_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {Requirement(line).name for line in project["dependencies"]}
    assert declared - {each.library for each in IMPORTS} == set()
