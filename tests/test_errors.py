"""The tree of errors, and what their one line says."""

import inspect
import re

import pytest

from kg import errors
from kg.errors import (
    Fault,
    KgError,
    KnowledgeError,
    MissingExtraError,
    NotFoundError,
    NothingToReadError,
    SourceError,
)

ALL = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if kind.__module__ == "kg.errors" and kind is not Fault
]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_error_is_a_kg_error_and_stands_in_the_tree(kind: type) -> None:
    assert issubclass(kind, KgError)
    assert re.search(rf"\b{kind.__name__}\b", errors.__doc__ or "")


def test_a_source_error_names_file_and_line() -> None:
    error = SourceError("not JSON", "papers.jsonl", 7)
    assert str(error) == "papers.jsonl:7: not JSON"
    assert (error.message, error.path, error.line) == ("not JSON", "papers.jsonl", 7)


def test_a_source_error_of_a_whole_file_names_no_line() -> None:
    assert str(NothingToReadError("no papers", "-")) == "-: no papers"


def test_a_knowledge_error_names_file_and_line() -> None:
    assert str(KnowledgeError("two names", "methods.jsonl", 3)) == "methods.jsonl:3: two names"


def test_not_found_suggests() -> None:
    error = NotFoundError("PP0", ["PPO", "TD3"])
    assert str(error) == "nothing in the graph is called 'PP0'; did you mean PPO, TD3?"
    assert error.suggestions == ("PPO", "TD3")
    assert str(NotFoundError("x")) == "nothing in the graph is called 'x'"


def test_a_very_long_name_is_cut() -> None:
    assert str(NotFoundError("x" * 10_000)) == f"nothing in the graph is called '{'x' * 80}…'"


def test_a_missing_extra_says_how_to_install_it() -> None:
    error = MissingExtraError("kg serve", "serve")
    assert str(error) == "kg serve needs an extra: pip install 'paper-kg[serve]'"
