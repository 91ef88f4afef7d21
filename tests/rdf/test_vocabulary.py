import re
from importlib import resources
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

import kg
from kg.model import Label, Predicate
from kg.rdf import EvidenceLevel, triples
from kg.rdf.terms import ONTOLOGY_VERSION, PREFIXES
from kg.rdf.vocabulary import KG, ONTOLOGY
from kg.store import Store

USED = re.compile(r"(?<![\w-])kg:(\w+)")
ALIGNED_ONLY = {"cito", "fabio", "lpwc", "lpwcc"}
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def read_ontology() -> Graph:
    text = resources.files("kg.rdf").joinpath("ontology.ttl").read_text("utf-8")
    return Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read_ontology()


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
    prefixes = set(re.findall(r"@prefix (\w+):", text))
    assert prefixes - PREFIXES.keys() == ALIGNED_ONLY
    for prefix in prefixes - ALIGNED_ONLY:
        assert str(declared[prefix]) == PREFIXES[prefix]


def test_the_ontology_has_the_version_that_the_data_names(ontology: Graph) -> None:
    (version,) = ontology.objects(URIRef("urn:paper-kg:ontology"), OWL.versionIRI)
    assert str(version) == ONTOLOGY_VERSION
    (told,) = ontology.objects(URIRef("urn:paper-kg:ontology"), OWL.versionInfo)
    assert ONTOLOGY_VERSION.endswith(f"/{told}")


def test_each_property_has_a_domain_and_a_range_and_each_term_an_example(ontology: Graph) -> None:
    for kind in KINDS:
        for each in ontology.subjects(RDF.type, kind):
            assert (each, SKOS.example, None) in ontology, each
            if kind != OWL.Class:
                (domain,) = ontology.objects(each, RDFS.domain)
                (reach,) = ontology.objects(each, RDFS.range)
                assert is_known(ontology, domain), domain
                assert is_known(ontology, reach) or str(reach).startswith(str(XSD)), reach


def is_known(ontology: Graph, kind: Node) -> bool:
    return (kind, RDF.type, OWL.Class) in ontology or (kind, SKOS.scopeNote, None) in ontology


def test_the_examples_are_turtle_that_uses_the_term(ontology: Graph) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for each, example in ontology.subject_objects(SKOS.example):
        told = Graph().parse(data=f"@base <http://x.org/> .\n{prefixes}{example}", format="turtle")
        assert any(each in triple for triple in told) or each == KG.Entity, example


def test_each_term_of_the_data_is_ours_or_has_a_note(ontology: Graph, built: Path) -> None:
    used: set[str] = set()
    with Store.open(built / "graph.db") as store:
        for t in triples(store, evidence=EvidenceLevel.FULL):
            used.add(t.predicate.value)
            if t.predicate.value == str(RDF.type):
                used.add(str(t.object)[1:-1])
    noted = {str(term) for term in ontology.subjects(SKOS.scopeNote)}
    assert {each for each in used if not each.startswith(ONTOLOGY)} - noted == set()
    assert {each for each in used if each.startswith(ONTOLOGY)} <= {ONTOLOGY + t for t in terms()}


def test_the_ontology_is_aligned_with_the_vocabularies_of_the_field(ontology: Graph) -> None:
    mapped = {
        str(other)
        for how in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
        for other in ontology.objects(None, how)
    }
    namespaces = ["schema", "mls", "dcat", "dcterms", "skos", "prov"]
    others = [
        "http://purl.org/spar/fabio/",
        "https://linkedpaperswithcode.com/class/",
        "https://linkedpaperswithcode.com/property/",
        "http://www.w3.org/ns/oa#",
    ]
    for start in [*(PREFIXES[name] for name in namespaces), *others]:
        assert [each for each in mapped if each.startswith(start)], start
    assert (KG.introduces, OWL.inverseOf, KG.introducedBy) in ontology


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
