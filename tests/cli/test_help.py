"""Every command has help with an example, and stands in the README."""

import re
from pathlib import Path

import pytest

from cli.main import COMMANDS
from kg.settings import MODEL
from tests.conftest import Kg

ROOT = Path(__file__).parents[2]
# Modules beside the commands that several of them share.
_SHARED = {"__init__", "main", "options", "console", "reading", "output", "clusters", "scores"}


def test_every_file_of_a_command_is_assembled() -> None:
    files = {path.stem for path in (ROOT / "cli").glob("*.py")}
    assert files - _SHARED == set(COMMANDS)


def test_the_program_lists_all_commands(kg: Kg) -> None:
    ran = kg("--help")
    assert ran.code == 0
    listed = re.findall(r"^  ([a-z]+) {2,}\S", ran.out.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(kg: Kg, command: str) -> None:
    ran = kg(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert re.search(rf"^  Example:\n      kg {command}\b", ran.out, re.MULTILINE)


@pytest.mark.parametrize("command", ["build", "extract", "evaluate"])
def test_help_names_the_model_that_reads_without_being_asked_for(kg: Kg, command: str) -> None:
    told = kg(command, "--help").out.partition("--model")[2].partition("  -")[0]
    assert f"[default: {MODEL}]" in " ".join(told.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(kg: Kg, command: str) -> None:
    options = kg(command, "--help").out.partition("Options:")[2]
    entries = re.split(r"\n(?=  -)", options)[1:]
    silent = [entry for entry in entries if len(re.sub(r"\[.*?\]", "", entry).split("  ")) < 3]
    assert silent == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_the_command(command: str) -> None:
    shown = re.findall(r"^\$ kg ([a-z]+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert command in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_examples_use_options_that_exist(kg: Kg, command: str) -> None:
    text = kg(command, "--help").out
    examples = text.partition("Example:\n")[2].partition("\n\n")[0]
    own = [line for line in examples.splitlines() if line.split()[:2] == ["kg", command]]
    assert own
    for option in re.findall(r" (--?[a-z][a-z-]*)", " ".join(own)):
        assert re.search(rf"(?<![\w-]){option}(?![\w-])", text.partition("Options:")[2]), option
