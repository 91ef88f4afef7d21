from pathlib import Path

import pytest

from kg.rdf import triples, write_turtle
from kg.sparql import Graph, load
from kg.store import Store
from tests.builders import make_store

MARK = "\n<x:mark> <x:mark> <x:mark> .\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with its graph.ttl, which holds one statement more, so that its use can be told."""
    path = make_store(tmp_path / "graph.db")
    with Store.open(path) as store, path.with_name("graph.ttl").open("wb") as file:
        write_turtle(store, file)
    with path.with_name("graph.ttl").open("a", encoding="utf-8") as file:
        file.write(MARK)
    return path


def loaded(path: Path) -> Graph:
    with Store.open(path) as store:
        return load(store)


def is_from_turtle(path: Path) -> bool:
    with Store.open(path) as store:
        known = len(set(triples(store)))
    return {known: False, known + 1: True}[len(loaded(path))]


def test_turtle_of_the_same_records_is_used(path: Path) -> None:
    assert is_from_turtle(path)


def test_stale_turtle_is_not_used(path: Path) -> None:
    with Store.create(path) as store, store.transaction():
        store.write_settings({"base_iri": "urn:paper-kg:", "content": "1" * 64})
    assert not is_from_turtle(path)


def test_damaged_and_missing_turtle_are_not_used(path: Path) -> None:
    with path.with_name("graph.ttl").open("a", encoding="utf-8") as file:
        file.write("<x:cut> <x:o")
    assert not is_from_turtle(path)
    path.with_name("graph.ttl").unlink()
    assert not is_from_turtle(path)


def test_the_base_comes_from_the_settings(path: Path) -> None:
    with Store.create(path) as store, store.transaction():
        store.write_settings({"base_iri": "https://example.org/", "content": "1" * 64})
    graph = loaded(path)
    assert graph.base_iri == "https://example.org/"
    assert {str(quad.subject).startswith("<https://example.org/") for quad in graph.triples} == {
        True
    }
