from pathlib import Path

import pytest

from kg.graph import TYPES, assemble
from kg.model import Predicate
from kg.store import Store
from tests.builders import make_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(make_store(tmp_path / "graph.db"))


def test_nodes_are_papers_and_entities_with_their_records(store: Store) -> None:
    with store:
        graph = assemble(store.papers(), store.entities(), store.relations())
    maml = graph.nodes["method/maml"]
    assert (maml["type"], maml["name"]) == ("method", "MAML")
    assert maml["aliases"] == ("MAML", "Model-Agnostic Meta-Learning")
    assert graph.nodes["benchmark/omniglot"]["type"] == "benchmark"
    assert graph.nodes["repo/github.com/cbfinn/maml"]["type"] == "repository"
    paper = graph.nodes["paper/omniglot-friends"]
    assert (paper["type"], paper["name"]) == ("paper", "Omniglot & friends")
    assert paper["sources"] == ("page.txt:3",)
    assert "venue" not in paper
    assert {told["type"] for _, told in graph.nodes(data=True)} == set(TYPES)


def test_every_edge_has_its_predicate_for_key_and_evidence(store: Store) -> None:
    with store:
        graph = assemble(store.papers(), store.entities(), store.relations())
        known = {relation.edge: relation for relation in store.relations()}
    for start, end, key, told in graph.edges(keys=True, data=True):
        relation = known[start, Predicate(key), end]
        assert told["predicate"] == key
        assert told["evidence"] == relation.evidence
        assert told["confidence"] == relation.confidence
        assert told["evidence"]
    dropped = known.keys() - {(s, Predicate(k), o) for s, o, k in graph.edges(keys=True)}
    assert {predicate for _, predicate, _ in dropped} == {Predicate.REPORTS}


def test_relations_to_what_is_not_given_are_left_out(store: Store) -> None:
    with store:
        graph = assemble((), store.entities(), store.relations())
    assert {key for *_, key in graph.edges(keys=True)} == {
        "implementedBy",
        "measuredOn",
        "usedFor",
    }
    assert "method/maml" in graph
