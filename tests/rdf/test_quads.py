import shutil
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad

from kg.ids import DECISIONS_GRAPH, RULES_GRAPH, evidence_graph, paper_node
from kg.model import Decided, Entity, Inferred, Label, Predicate, Relation
from kg.rdf import EvidenceLevel, dataset_quads, entity_quads, paper_quads, quads, triples
from kg.rdf.terms import term
from kg.store import Store
from tests.builders import make_store

BASE = "urn:paper-kg:"
MAML = "maml-fast-adaptation-for-few-shot-learning"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("quads") / "graph.db")


@pytest.fixture
def store(path: Path) -> Store:
    return Store.open(path)


@pytest.fixture(scope="module")
def seeds_store(built: Path) -> Store:
    return Store.open(built / "graph.db")


def graphs(found: list[Quad]) -> list[str]:
    names = dict.fromkeys(getattr(quad.graph_name, "value", "") for quad in found)
    return [name.removeprefix(BASE) for name in names]


@pytest.mark.parametrize("level", list(EvidenceLevel))
def test_the_whole_is_each_paper_and_each_entity_and_the_data_set(
    seeds_store: Store, level: EvidenceLevel
) -> None:
    whole = list(quads(seeds_store, evidence=level))
    parts: set[Quad] = set(dataset_quads(seeds_store))
    for paper in seeds_store.papers():
        parts.update(paper_quads(seeds_store, paper.id, evidence=level))
    for entity in seeds_store.entities():
        parts.update(entity_quads(seeds_store, entity.id, evidence=level))
    assert max(Counter(whole).values()) == 1
    assert parts == set(whole)


def test_a_plain_query_needs_no_graph_and_a_paper_has_one_for_its_evidence(store: Store) -> None:
    found = list(paper_quads(store, MAML))
    names = graphs(found)
    assert found[0].graph_name == DefaultGraph()
    assert names[1:] == [evidence_graph(MAML)] == [f"graph/{paper_node(MAML)}"]
    asserted = {quad.triple for quad in found if quad.graph_name == DefaultGraph()}
    assert {triple.predicate for triple in asserted} > {term("kg:introduces"), term("rdf:type")}
    assert term("rdf:subject") not in {triple.predicate for triple in asserted}


def test_an_unknown_paper_and_an_unknown_entity_have_nothing(store: Store) -> None:
    assert list(paper_quads(store, "no-such-paper")) == []
    assert list(entity_quads(store, "method/no-such")) == []


def test_a_definition_is_what_its_paper_says(store: Store) -> None:
    saying = [q for q in paper_quads(store, MAML) if q.predicate == term("skos:definition")]
    assert [str(quad.subject) for quad in saying] == [f"<{BASE}method/maml>"]
    stated = [q for q in paper_quads(store, MAML) if q.object == saying[0].object]
    assert [quad.predicate for quad in stated] == [term("skos:definition"), term("rdf:object")]


@pytest.mark.parametrize(
    ("level", "selectors"),
    [("none", []), ("compact", ["Position"]), ("full", ["Position", "Quote"])],
)
def test_the_levels(store: Store, level: str, selectors: list[str]) -> None:
    found = list(quads(store, evidence=EvidenceLevel(level)))
    kinds = {quad.object for quad in found if quad.predicate == term("rdf:type")}
    told = [each for each in ("Position", "Quote") if term(f"oa:Text{each}Selector") in kinds]
    assert told == selectors
    assert (term("kg:Evidence") in kinds) is (level != "none")
    assert (len(graphs(found)) > 1) is (level != "none")


def test_compact_is_a_part_of_full_and_is_the_default(store: Store) -> None:
    compact = set(quads(store, evidence=EvidenceLevel.COMPACT))
    assert set(quads(store, evidence=EvidenceLevel.NONE)) < compact
    assert compact < set(quads(store, evidence=EvidenceLevel.FULL))
    assert compact == set(quads(store))


def test_a_store_remembers_its_level(tmp_path: Path) -> None:
    path = make_store(tmp_path / "graph.db")
    with Store.create(path) as store, store.transaction():
        store.write_settings(store.settings | {"evidence": "none"})
    with Store.open(path) as store:
        assert graphs(list(quads(store))) == [""]
        assert len(list(quads(store, evidence=EvidenceLevel.FULL))) > len(list(quads(store)))


def test_rules_and_decisions_have_graphs_of_their_own(tmp_path: Path) -> None:
    edge = ("paper/a", Predicate.INTRODUCES, "method/x")
    grounds = (Inferred("short-form", (edge,), ("X",), 0.5), Decided("decisions.toml", 7))
    relation = Relation("method/x", Predicate.VARIANT_OF, "method/y", grounds, 0.75)
    entities = [Entity("method/x", Label.METHOD, "X"), Entity("method/y", Label.METHOD, "Y")]
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_derived(entities, [relation], [], lambda *_: None)
        found = list(quads(store))
        of_one = set(entity_quads(store, "method/x"))
    assert graphs(found)[1:] == [RULES_GRAPH, DECISIONS_GRAPH]
    assert {quad for quad in found if quad.graph_name != DefaultGraph()} < of_one


def test_what_a_user_decided_of_a_paper_is_among_its_own(path: Path, tmp_path: Path) -> None:
    made = shutil.copy(path, tmp_path / "graph.db")
    edge = (paper_node(MAML), Predicate.ADDRESSES, "task/sorting")
    relation = Relation(*edge, (Decided("decisions.txt", 7),), 1.0)
    with Store.create(Path(made)) as store:
        with store.transaction():
            store.write_derived(list(store.entities()), [relation], [], lambda *_: None)
        decided = {q for q in quads(store) if str(q.graph_name) == f"<{BASE}{DECISIONS_GRAPH}>"}
        assert decided <= set(paper_quads(store, MAML))
        assert not decided & set(paper_quads(store, MAML, evidence=EvidenceLevel.NONE))
    assert decided


def test_triples_are_the_quads_merged(store: Store) -> None:
    merged = list(triples(store))
    assert len(merged) == len(set(merged))
    assert merged == [quad.triple for quad in quads(store)]
