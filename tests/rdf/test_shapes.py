"""The shapes: they cover the vocabulary, our graphs have them, broken graphs do not."""

from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import OWL, RDF, SH, SKOS, BNode, Graph, URIRef

from kg.ids import paper_node
from kg.rdf import EvidenceLevel, triples
from kg.rdf.terms import decimal, integer, term, text
from kg.rdf.validate import SHAPES, read_shapes, validate
from kg.store import Store
from tests.builders import make_store
from tests.rdf.test_vocabulary import read_ontology

BASE = "urn:paper-kg:"
A = term("rdf:type")
MAML = NamedNode(BASE + paper_node("maml-fast-adaptation-for-few-shot-learning"))
METHOD = NamedNode(f"{BASE}method/maml")
RESULT = NamedNode(f"{BASE}result/reptile-a-scalable-meta-learning-algorithm/120")
DATASET = NamedNode(f"{BASE}dataset")

Graphed = set[Triple]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read_shapes()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Graphed:
    path = make_store(tmp_path_factory.mktemp("shapes") / "graph.db")
    with Store.open(path) as store:
        return set(triples(store, evidence=EvidenceLevel.FULL))


def evidence(graph: Graphed) -> NamedNode:
    """A piece of evidence that has words."""
    return min(
        (t.subject for t in graph if t.predicate == term("oa:hasSelector")),
        key=lambda node: node.value,  # type: ignore[union-attr]  # no blank nodes
    )  # type: ignore[return-value]


def position(graph: Graphed) -> NamedNode:
    return NamedNode(f"{evidence(graph).value}/position")


def without(graph: Graphed, subject: NamedNode, curie: str) -> Graphed:
    found = {t for t in graph if t.subject == subject and t.predicate == term(curie)}
    assert found, (subject, curie)
    return graph - found


def with_other(
    graph: Graphed, subject: NamedNode, curie: str, value: NamedNode | Literal
) -> Graphed:
    return without(graph, subject, curie) | {Triple(subject, term(curie), value)}


def adding(graph: Graphed, subject: NamedNode, curie: str, value: NamedNode | Literal) -> Graphed:
    return graph | {Triple(subject, term(curie), value)}


BROKEN: dict[str, Callable[[Graphed], Graphed]] = {
    "Paper-title": lambda g: without(g, MAML, "dcterms:title"),
    "Paper-class": lambda g: g - {Triple(MAML, A, term("schema:ScholarlyArticle"))},
    "Paper-introduces": lambda g: adding(g, MAML, "kg:introduces", DATASET),
    "Paper-url": lambda g: adding(g, MAML, "schema:url", text("https://x.org")),
    "Paper": lambda g: adding(g, MAML, "schema:name", text("MAML")),
    "Paper-domain": lambda g: adding(g, NamedNode("urn:x:p"), "kg:venue", text("A")),
    "Method-prefLabel": lambda g: adding(g, METHOD, "skos:prefLabel", text("another")),
    "Method-usedFor": lambda g: adding(g, METHOD, "kg:usedFor", METHOD),
    "Entity": lambda g: adding(g, NamedNode("urn:x:e"), "rdf:type", term("kg:Entity")),
    "Result-low": lambda g: with_other(g, RESULT, "kg:low", decimal(98)),
    "Result-reading": lambda g: with_other(g, RESULT, "kg:reading", text("guess")),
    "Result-reportedBy": lambda g: {t for t in g if t.predicate != term("kg:reports")},
    "Result-value": lambda g: with_other(g, RESULT, "kg:value", decimal(97.68)),
    "Evidence-confidence": lambda g: with_other(g, evidence(g), "kg:confidence", decimal(1.5)),
    "Evidence-predicate": lambda g: with_other(g, evidence(g), "rdf:predicate", term("kg:value")),
    "Evidence-subject": lambda g: without(g, evidence(g), "rdf:subject"),
    "Evidence": lambda g: without(g, evidence(g), "kg:rule"),
    "Evidence-wasDerivedFrom": lambda g: with_other(g, evidence(g), "prov:wasDerivedFrom", METHOD),
    "TextPositionSelector-start": lambda g: with_other(g, position(g), "oa:start", integer(9999)),
    "TextPositionSelector-end": lambda g: with_other(g, position(g), "oa:end", text("12")),
    "Dataset-recordsDigest": lambda g: with_other(g, DATASET, "kg:recordsDigest", text("none")),
    "Dataset-conformsTo": lambda g: without(g, DATASET, "dcterms:conformsTo"),
}


@pytest.mark.parametrize("shape", BROKEN)
def test_a_broken_graph_breaks_its_own_shape(sound: Graphed, shape: str) -> None:
    broken = BROKEN[shape](sound)
    assert broken != sound
    named = {violation.shape for violation in validate(broken).violations}
    assert shape in named
    # Where an end of the comparison is no number, the comparison says so as well.
    assert named - {shape} <= {"TextPositionSelector-start", "Evidence-hasSelector"}


def test_a_sound_graph_conforms(sound: Graphed) -> None:
    found = validate(sound)
    assert (found.triples, found.violations) == (len(sound), ())


def test_the_shapes_are_shacl(shapes: Graph) -> None:
    conforms, _, said = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, said


def test_a_violation_names_node_value_and_reason(sound: Graphed) -> None:
    (violation,) = validate(BROKEN["Paper-url"](sound)).violations
    assert (violation.node, violation.value) == (MAML.value, "https://x.org")
    assert "anyURI" in violation.message


@pytest.mark.parametrize("level", list(EvidenceLevel))
def test_the_graph_of_the_seeds_conforms(built: Path, level: EvidenceLevel) -> None:
    with Store.open(built / "graph.db") as store:
        found = validate(triples(store, evidence=level))
    assert found.triples > 8000
    assert found.violations == ()


def test_every_class_and_property_has_a_shape(shapes: Graph) -> None:
    ontology = read_ontology()
    ours = {s for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
            for s in ontology.subjects(RDF.type, kind)}  # fmt: skip
    theirs = set(ontology.subjects(SKOS.scopeNote)) - {RDF.type}
    covered = {
        each
        for how in (SH.path, SH.targetClass, SH["class"], SH.hasValue, SH.targetObjectsOf)
        for each in shapes.objects(None, how)
    }
    # The statements that rules conclude from are found by what points at them.
    assert ours | theirs <= covered | {SKOS.definition}


def test_every_shape_has_a_name(shapes: Graph) -> None:
    named = set(shapes.subjects(SH.path, None)) | set(shapes.subjects(RDF.type, SH.NodeShape))
    inside = {each for each in named if isinstance(each, BNode)}
    # Those without one stand in the alternatives of a shape that has one.
    assert len(inside) < len(named) / 5
    assert all(str(each).startswith(SHAPES) for each in named - inside)
    assert URIRef(f"{SHAPES}Paper-title") in named
