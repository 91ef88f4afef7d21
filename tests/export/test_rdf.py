import io
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import parse

from kg.errors import ExportError
from kg.export import EXPORTERS, RDF_EXPORTERS
from kg.knowledge_graph import KnowledgeGraph, load
from kg.model import Label
from kg.rdf import WRITERS, EvidenceLevel, triples
from kg.rdf.read import ENDINGS, read_triples
from kg.rdf.validate import validate
from kg.store import Store
from tests.builders import make_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(make_store(tmp_path / "graph.db"))


def test_each_writer_is_an_exporter() -> None:
    assert list(RDF_EXPORTERS) == list(WRITERS)
    assert set(RDF_EXPORTERS) < set(EXPORTERS)


@pytest.mark.parametrize("form", RDF_EXPORTERS)
def test_an_export_holds_all_triples(store: Store, form: str) -> None:
    output = io.BytesIO()
    EXPORTERS[form](store, output)
    found = {quad.triple for quad in parse(output.getvalue(), ENDINGS[form])}
    assert found == set(triples(store))


def test_evidence_may_be_left_out(store: Store) -> None:
    with KnowledgeGraph(store) as graph:
        sizes = {}
        for level in (*EvidenceLevel, None):
            output = io.BytesIO()
            graph.export("nt", output, evidence=level)
            sizes[level] = output.getvalue().count(b"\n")
    assert sizes[EvidenceLevel.NONE] < sizes[EvidenceLevel.COMPACT] < sizes[EvidenceLevel.FULL]
    assert sizes[None] == sizes[EvidenceLevel.COMPACT]


@pytest.mark.parametrize(
    "part", [{"center": "GRPO"}, {"labels": [Label.METHOD, Label.TASK]}, {"since": "2023"}]
)
def test_a_part_has_the_shapes_of_the_whole(
    built: Path, tmp_path: Path, part: dict[str, Any]
) -> None:
    with load(built) as graph:
        graph.export("nq", tmp_path / "part.nq", evidence="full", **part)
        whole = sum(1 for _ in triples(graph.store, evidence=EvidenceLevel.FULL))
    found = validate(read_triples(tmp_path / "part.nq"))
    assert 100 < found.triples < whole
    assert found.violations == ()


@pytest.mark.parametrize(
    ("form", "evidence", "said"),
    [
        ("csv", "none", "csv is no form of RDF"),
        ("ttl", "some", "none, compact or full, not 'some'"),
        ("owl", None, "there is no form 'owl'"),
    ],
)
def test_what_cannot_be_exported(store: Store, form: str, evidence: str | None, said: str) -> None:
    with KnowledgeGraph(store) as graph, pytest.raises(ExportError, match=said):
        graph.export(form, io.BytesIO(), evidence=evidence)
