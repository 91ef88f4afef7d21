import re
from importlib import resources
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

import kg
from kg.model import Label, Predicate
from kg.rdf.terms import PREFIXES
from kg.rdf.vocabulary import KG, ONTOLOGY

USED = re.compile(r"(?<![\w-])kg:(\w+)")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    text = resources.files("kg.rdf").joinpath("ontology.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle")


def terms() -> set[str]:
    return {name for name in KG.__annotations__ if not name.startswith("_")}


def test_code_and_ontology_have_the_same_terms(ontology: Graph) -> None:
    defined = {s for kind in KINDS for s in ontology.subjects(RDF.type, kind)}
    assert defined == {URIRef(ONTOLOGY + name) for name in terms()}


def test_each_term_has_a_label_and_a_comment(ontology: Graph) -> None:
    for name in sorted(terms()):
        for said in (RDFS.label, RDFS.comment):
            (words,) = ontology.objects(KG[name], said)
            assert isinstance(words, Literal)
            assert words.language == "en", name
            assert words.strip(), name


def test_the_ontology_uses_the_prefixes_of_the_code(ontology: Graph) -> None:
    declared = dict(ontology.namespaces())
    text = resources.files("kg.rdf").joinpath("ontology.ttl").read_text("utf-8")
    for prefix in re.findall(r"@prefix (\w+):", text):
        assert str(declared[prefix]) == PREFIXES[prefix]


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="introduced"):
        _ = KG.introduced


def test_each_predicate_and_each_label_has_a_term() -> None:
    classes = {"METHOD": "Method", "BENCHMARK": "Benchmark", "TASK": "Task", "REPO": "Repository"}
    assert {predicate.value for predicate in Predicate} <= terms()
    assert {classes[label] for label in Label if label is not Label.METRIC} <= terms()


def test_all_source_uses_terms_that_exist() -> None:
    root = Path(kg.__file__).parent
    files = [*root.glob("rdf/*.py"), *root.glob("sparql/**/*.rq")]
    used = {(file.name, name) for file in files for name in USED.findall(file.read_text())}
    assert {name for _, name in used} >= {"Paper", "measuredOn", "confidence"}
    assert [each for each in sorted(used) if each[1] not in terms()] == []
