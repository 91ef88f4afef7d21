import json
from pathlib import Path

from kg.graph import assemble
from kg.records import to_record
from kg.store import Store
from tests.export.conftest import Exported


def test_nodes_are_papers_and_entities(exported: Exported) -> None:
    document = json.loads(exported("json"))
    nodes = {node["id"]: node for node in document["nodes"]}
    assert nodes["benchmark/omniglot"]["type"] == "benchmark"
    assert nodes["paper/omniglot-friends"]["name"] == "Omniglot & friends"
    told = nodes["method/maml"]["description"]
    assert told["words"] in told["text"]
    assert document["records"] == "0" * 64


def test_a_node_has_the_type_it_has_in_the_graph(small_store: Path, exported: Exported) -> None:
    with Store.open(small_store) as store:
        graph = assemble(store.papers(), store.entities(), store.relations())
    types = {node["id"]: node["type"] for node in json.loads(exported("json"))["nodes"]}
    assert types == {node: told["type"] for node, told in graph.nodes(data=True)}


def test_edges_are_the_relations_with_their_words(small_store: Path, exported: Exported) -> None:
    document = json.loads(exported("json"))
    with Store.open(small_store) as store:
        relations = [to_record(relation) for relation in store.relations()]
        texts = {paper.id: paper.text for paper in store.papers()}
    for edge, relation in zip(document["edges"], relations, strict=True):
        for ground in edge["evidence"]:
            if ground["ground"] == "text":
                text = texts[ground["paper"]]
                assert ground.pop("words") == text[ground["start"] : ground["end"]]
                assert ground.pop("text") == text[slice(*ground["sentence"])]
        assert edge == relation


def test_results_are_there(exported: Exported) -> None:
    (result,) = json.loads(exported("json"))["results"]
    assert (result["value"], result["method"]) == ("97.68%", "method/reptile")
    assert result["evidence"]["words"] == "97.68%"
