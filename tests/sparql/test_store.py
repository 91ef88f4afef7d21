"""Where the statements come from that are asked: the store on disk, else the records."""

from pathlib import Path

import pytest
from oxrdflib import OxigraphStore
from rdflib import Dataset, URIRef
from rdflib.namespace import SKOS

from kg.errors import StoreError
from kg.rdf import quads
from kg.rdf.vocabulary import KG
from kg.sparql import Graph, load, open_graph, write_store
from kg.store import Store
from kg.store.generations import read_current
from tests.builders import make_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A graph with its store."""
    path = make_store(tmp_path / "graph.db")
    with Store.open(path) as store:
        write_store(store)
    return path


def loaded(path: Path) -> Graph:
    with Store.open(path) as store:
        return load(store)


def is_from_disk(path: Path) -> bool:
    """Whether the store on disk is used: then, and only then, it cannot be written to."""
    with loaded(path) as graph, Store.open(path) as store:
        assert len(graph) == len(set(quads(store)))
        try:
            graph.triples.extend(list(graph.triples)[:1])
        except (OSError, RuntimeError):
            return True
        return False


def damage(path: Path) -> None:
    generation = read_current(path.with_name("store"))
    assert generation is not None
    largest = max((path.with_name("store") / generation.name / "data").glob("*.sst"))
    largest.write_bytes(largest.read_bytes()[:-100])


def test_the_store_of_the_same_records_is_used(path: Path) -> None:
    assert is_from_disk(path)


def test_a_stale_store_is_not_used(path: Path) -> None:
    with Store.create(path) as store, store.transaction():
        store.write_settings({"base_iri": "urn:paper-kg:", "content": "1" * 64})
    assert not is_from_disk(path)


def test_a_damaged_or_missing_store_is_not_used(path: Path) -> None:
    damage(path)
    assert not is_from_disk(path)
    path.with_name("store").joinpath("current.json").unlink()
    assert not is_from_disk(path)


def test_what_is_no_store_is_said(path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store here that can be asked"):
        open_graph(path.parent)


def test_the_base_comes_from_the_settings(path: Path) -> None:
    with Store.create(path) as store, store.transaction():
        store.write_settings({"base_iri": "https://example.org/", "content": "1" * 64})
    for _ in ("from the records", "from the store"):
        with loaded(path) as graph:
            assert graph.base_iri == "https://example.org/"
            subjects = {str(quad.subject) for quad in graph.triples}
        assert all(subject.startswith("<https://example.org/") for subject in subjects)
        with Store.open(path) as store:
            write_store(store)


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib, by rdflib
def test_rdflib_reads_it(path: Path) -> None:
    with open_graph(path.with_name("store")) as graph:
        dataset = Dataset(store=OxigraphStore(store=graph.triples))
        maml = URIRef("urn:paper-kg:method/maml")
        names = {str(name) for name in dataset.objects(maml, SKOS.prefLabel)}
        assert names == {"MAML"}
        asked = "SELECT ?n { GRAPH ?g { ?e <urn:paper-kg:ontology#rule> ?n } }"
        assert {str(row[0]) for row in dataset.query(asked)} >= {"test-rule"}  # type: ignore[index]
        graphs = {str(context) for *_, context in dataset.quads((None, KG.rule, None, None))}
        assert "urn:paper-kg:graph/paper/omniglot-friends" in graphs


def test_a_graph_that_is_closed_lets_go(path: Path) -> None:
    folder = path.with_name("store")
    graph = loaded(path)
    (old,) = folder.glob("generation-*")
    with Store.open(path) as store:
        write_store(store)
    assert old.exists()
    graph.close()
    assert not old.exists()
