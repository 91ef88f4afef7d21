import html
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.errors import ExportError, NotFoundError, QueryError, StoreError
from tests.builders import make_store

MAML = "paper/maml-fast-adaptation-for-few-shot-learning"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_store(tmp_path / "graph.db")
    return tmp_path


@pytest.fixture
def graph(folder: Path) -> Iterator[kg.KnowledgeGraph]:
    with kg.load(folder) as loaded:
        yield loaded


def test_loads_a_folder_or_its_file(folder: Path) -> None:
    for path in (folder, folder / "graph.db", str(folder)):
        with kg.load(path) as graph:
            assert len(graph.papers) == 3
            assert graph.report is None


def test_nothing_to_load(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run kg build first"):
        kg.load(tmp_path)
    with pytest.raises(StoreError, match="run kg build first"):
        kg.load(tmp_path / "nowhere")


def test_views_can_be_walked_again(graph: kg.KnowledgeGraph) -> None:
    for view in (graph.papers, graph.entities, graph.relations, graph.results):
        assert list(view) == list(view)
        assert len(view) == len(list(view))
    assert [len(graph.papers), len(graph.entities), len(graph.relations)] == [3, 7, 18]


def test_tells_what_it_is(graph: kg.KnowledgeGraph, folder: Path) -> None:
    told = repr(graph)
    assert told.startswith(f"<KnowledgeGraph {folder / 'graph.db'}: 3 papers, 2 methods")


def test_as_networkx(graph: kg.KnowledgeGraph) -> None:
    net = graph.graph
    assert net is graph.graph
    assert net.nodes["method/maml"]["type"] == "method"
    assert net.nodes[MAML]["type"] == "paper"
    edge = net.edges[MAML, "method/maml", "introduces"]
    assert edge["confidence"] == 0.9
    assert edge["evidence"][0].rule == "test-rule"


def test_asks_in_sparql(graph: kg.KnowledgeGraph) -> None:
    answer = graph.query("SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } ORDER BY ?name")
    assert [str(row[0]) for row in answer.rows] == ["MAML", "Reptile"]
    with pytest.raises(QueryError):
        graph.query("SELECT")


def test_shows_searches_and_counts(graph: kg.KnowledgeGraph) -> None:
    assert graph.show("maml algorithm").node.id == "method/maml"
    assert "method/reptile" in [hit.node.id for hit in graph.search("reptile")]
    assert dict(graph.stats().counts)["methods"] == 2
    with pytest.raises(NotFoundError):
        graph.show("nothing of the kind")


def test_quotes_its_evidence(graph: kg.KnowledgeGraph) -> None:
    (entity,) = (entity for entity in graph.entities if entity.id == "benchmark/omniglot")
    assert entity.description is not None
    assert graph.quote(entity.description) == (
        "We release Omniglot, a benchmark of <b>few-shot learning</b> over 50 alphabets."
    )


def test_exports(graph: kg.KnowledgeGraph, tmp_path: Path) -> None:
    into = io.BytesIO()
    graph.export("nt", into)
    graph.export("nt", tmp_path / "graph.nt")
    assert (tmp_path / "graph.nt").read_bytes() == into.getvalue()
    assert b"method/maml" in into.getvalue()
    with pytest.raises(ExportError, match="no form 'docx'; known: csv, graphml, html"):
        graph.export("docx", into)


def test_importing_kg_is_cheap() -> None:
    heavy = ("spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "numpy", "typer", "rich")
    code = f"import kg, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names() -> None:
    assert all(hasattr(kg, name) for name in kg.__all__)
    assert callable(kg.build)
    assert {"build", "load", "KnowledgeGraph", "Paper", "Entity", "Relation"} <= set(kg.__all__)


def test_a_notebook_is_shown_the_page_in_a_frame(folder: Path) -> None:
    with kg.load(folder) as graph:
        shown = graph._repr_html_()
    assert shown.startswith("<iframe")
    assert shown.count("<") == 2
    assert "MAML: fast adaptation" in shown


def test_a_notebook_is_shown_the_counts_of_a_large_graph(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.knowledge_graph._SHOWN_IN_A_CELL", 2)
    with kg.load(folder) as graph:
        assert graph._repr_html_() == f"<pre>{html.escape(repr(graph))}</pre>"
