from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import dataset_quads, quads
from kg.rdf.terms import PREFIXES, term
from kg.store import Store
from tests.builders import annotated, make_store, paper

BASE = "urn:paper-kg:"
A = term("rdf:type")


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return Store.open(built / "graph.db")


def said(found: list[Quad], subject: str, predicate: str) -> list[str]:
    this = NamedNode(BASE + subject)
    return [
        q.object.value  # type: ignore[union-attr]  # no triple is an object here
        for q in found
        if q.subject == this and q.predicate == term(predicate)
    ]


def test_the_counts_are_those_of_the_data(store: Store) -> None:
    whole = list(quads(store))
    kinds = Counter(quad.object for quad in whole if quad.predicate == A)
    properties = Counter(quad.predicate for quad in whole)
    classes = said(whole, "dataset", "void:classPartition")
    assert len(classes) == 6
    for part in classes:
        (kind,) = said(whole, part.removeprefix(BASE), "void:class")
        (count,) = said(whole, part.removeprefix(BASE), "void:entities")
        assert int(count) == kinds[NamedNode(kind)] > 0
    parts = said(whole, "dataset", "void:propertyPartition")
    assert len(parts) > 8
    for part in parts:
        (name,) = said(whole, part.removeprefix(BASE), "void:property")
        (count,) = said(whole, part.removeprefix(BASE), "void:triples")
        assert int(count) == properties[NamedNode(name)] > 0


def test_vocabulary_version_and_dates(store: Store) -> None:
    found = list(dataset_quads(store))
    digest = store.settings["content"]
    assert said(found, "dataset", "kg:recordsDigest") == [digest]
    assert said(found, "dataset", "dcat:version") == [digest[:12]]
    assert said(found, "dataset", "dcterms:conformsTo") == ["urn:paper-kg:ontology/1.1.0"]
    dates = sorted(p.published for p in store.papers() if p.published and p.published[0] != "-")
    assert said(found, "dataset/period", "dcat:startDate") == dates[:1]
    assert said(found, "dataset/period", "dcat:endDate") == dates[-1:]


def test_every_vocabulary_of_the_data_is_named(store: Store) -> None:
    whole = list(quads(store))
    named = set(said(whole, "dataset", "void:vocabulary"))
    used = {quad.predicate.value for quad in whole}
    used |= {q.object.value for q in whole if q.predicate == A and isinstance(q.object, NamedNode)}
    missing = {term for term in used if not term.startswith((*named, PREFIXES["rdf"]))}
    assert missing == set()


def test_the_day_of_the_input_is_told_where_the_build_was(tmp_path: Path) -> None:
    path = make_store(tmp_path / "graph.db", [annotated(paper("A title", "Text."))])
    with Store.create(path) as store, store.transaction():
        store.write_settings(store.settings | {"captured": "2025-12-11"})
    with Store.open(path) as store:
        found = list(dataset_quads(store))
    (created,) = [q.object for q in found if q.predicate == term("dcterms:created")]
    assert created == Literal("2025-12-11", datatype=term("xsd:date"))
    assert said(found, "dataset", "dcterms:temporal") == []
