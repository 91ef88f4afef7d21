import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx

from kg.graph import assemble
from kg.store import Store
from tests.builders import annotated, introduces, make_store, paper
from tests.export.conftest import Exported, export_bytes


def test_networkx_reads_back_the_graph(small_store: Path, exported: Exported) -> None:
    read = nx.read_graphml(io.BytesIO(exported("graphml")), force_multigraph=True)
    with Store.open(small_store) as store:
        graph = assemble(store.papers(), store.entities(), store.relations())
    assert isinstance(read, nx.MultiDiGraph)
    assert sorted(read) == sorted(graph)
    assert sorted(read.edges(keys=True)) == sorted(graph.edges(keys=True))
    for node, told in graph.nodes(data=True):
        assert (read.nodes[node]["type"], read.nodes[node]["name"]) == (told["type"], told["name"])
    assert read.nodes["method/maml"]["aliases"] == "MAML\nModel-Agnostic Meta-Learning"
    assert {type(told["community"]) for _, told in read.nodes(data=True)} == {int}


def test_evidence_is_json_with_the_words(exported: Exported) -> None:
    read = nx.read_graphml(io.BytesIO(exported("graphml")), force_multigraph=True)
    edges = read["paper/omniglot-friends"]["benchmark/omniglot"]
    (ground,) = json.loads(edges["introduces"]["evidence"])
    assert ground["words"] == "Omniglot"
    assert ground["words"] in ground["text"]


def test_what_xml_cannot_hold_is_replaced(tmp_path: Path) -> None:
    title = "Bad \x00\x0b\x1b\ufffe and good \u00e9 \U0001f600 <b>&amp;"
    read = annotated(paper(title, "We propose X.", id="bad"), introduces("X"))
    data = export_bytes(make_store(tmp_path / "graph.db", [read]), "graphml")
    ET.fromstring(data)
    back = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert back.nodes["paper/bad"]["name"] == "Bad \ufffd\ufffd\ufffd\ufffd and good é 😀 <b>&amp;"
