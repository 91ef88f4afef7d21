import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph
from rdflib.compare import isomorphic

from kg.ids import paper_node
from kg.model import (
    Decided,
    Entity,
    Inferred,
    Label,
    Match,
    MatchKind,
    Paper,
    Predicate,
    Relation,
)
from kg.rdf import PREFIXES, EvidenceLevel, triples, write_ntriples, write_turtle
from kg.rdf.terms import term
from kg.store import Store
from tests.builders import make_store

A = term("rdf:type")
BASE = "urn:paper-kg:"
MAML = BASE + "paper/maml-fast-adaptation-for-few-shot-learning"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("rdf") / "graph.db")


@pytest.fixture
def store(path: Path) -> Store:
    return Store.open(path)


def turtle(store: Store) -> bytes:
    output = io.BytesIO()
    write_turtle(store, output)
    return output.getvalue()


def ntriples(store: Store) -> bytes:
    output = io.BytesIO()
    write_ntriples(store, output)
    return output.getvalue()


def read(data: bytes, form: RdfFormat) -> set[Triple]:
    return {quad.triple for quad in parse(data, form)}


def objects(store: Store, subject: str, predicate: str) -> list[str]:
    found = (t for t in triples(store) if t.subject == NamedNode(subject))
    return [getattr(t.object, "value", "") for t in found if t.predicate == term(predicate)]


def test_a_paper(store: Store) -> None:
    assert objects(store, MAML, "dcterms:title") == ["MAML: fast adaptation for few-shot learning"]
    assert objects(store, MAML, "schema:datePublished") == ["2017-03-09"]
    assert objects(store, MAML, "kg:introduces") == [BASE + "method/maml"]
    assert objects(store, MAML, "rdf:type") == [
        "urn:paper-kg:ontology#Paper",
        "https://schema.org/ScholarlyArticle",
    ]


def test_an_entity(store: Store) -> None:
    maml = BASE + "method/maml"
    assert objects(store, maml, "skos:prefLabel") == ["MAML"]
    assert objects(store, maml, "skos:altLabel") == ["Model-Agnostic Meta-Learning"]
    assert objects(store, maml, "skos:definition") == [
        "We propose Model-Agnostic Meta-Learning (MAML) for few-shot learning."
    ]


def test_a_result(store: Store) -> None:
    result = BASE + "result/reptile-a-scalable-meta-learning-algorithm/120"
    assert objects(store, result, "kg:value") == ["97.68%"]
    assert objects(store, result, "kg:low") == ["97.68"]
    assert objects(store, result, "kg:method") == [BASE + "method/reptile"]


def test_the_data_set_carries_the_digest_of_the_records(store: Store) -> None:
    assert objects(store, BASE + "dataset", "kg:recordsDigest") == [store.settings["content"]]


def parts_of(known: list[Triple]) -> dict[str, dict[str, str]]:
    """Node to predicate to value; of several values the last."""
    parts: dict[str, dict[str, str]] = {}
    for t in known:
        parts.setdefault(str(t.subject), {})[str(t.predicate)] = getattr(t.object, "value", "")
    return parts


def test_every_edge_has_evidence_whose_quote_is_in_the_paper(store: Store) -> None:
    known = list(triples(store, evidence=EvidenceLevel.FULL))
    parts = parts_of(known)
    evidence = {s: p for s, p in parts.items() if p.get(str(A)) == term("kg:Evidence").value}
    stated = {tuple(p[str(term(f"rdf:{x}"))] for x in ("subject", "predicate", "object"))
              for p in evidence.values()}  # fmt: skip
    relations = {term(f"kg:{predicate.value}") for predicate in Predicate}
    edges = {
        (str(t.subject)[1:-1], t.predicate.value, str(t.object)[1:-1])
        for t in known
        if t.predicate in relations
    }
    assert len(edges) == 18
    assert edges <= stated
    texts = {BASE + paper_node(paper.id): paper.text for paper in store.papers()}
    quotes = {s: p for s, p in parts.items() if str(term("oa:exact")) in p}
    # One repository is stated by a record; two that implement are inferred, from two edges each.
    assert len(quotes) == len(evidence) - 1 - 2
    for name, quote in quotes.items():
        node = name.removesuffix("/quote>")
        text = texts[evidence[f"{node}>"][str(term("prov:wasDerivedFrom"))]]
        position = parts[f"{node}/position>"]
        start, end = int(position[str(term("oa:start"))]), int(position[str(term("oa:end"))])
        before, exact, after = (quote[str(term(f"oa:{x}"))] for x in ("prefix", "exact", "suffix"))
        assert text[start:end] == exact
        assert before + exact + after in text


def test_no_blank_nodes_and_nothing_twice(store: Store) -> None:
    lines = ntriples(store).decode().splitlines()
    assert len(lines) == len(set(lines))
    assert not [line for line in lines if line.startswith("_:") or " _:" in line.split('"')[0]]


def test_both_forms_and_both_readers_agree(store: Store) -> None:
    known = set(triples(store))
    assert read(turtle(store), RdfFormat.TURTLE) == known
    assert read(ntriples(store), RdfFormat.N_TRIPLES) == known
    from_turtle = Graph().parse(data=turtle(store), format="turtle")
    from_ntriples = Graph().parse(data=ntriples(store), format="nt")
    assert len(from_turtle) == len(known)
    assert isomorphic(from_turtle, from_ntriples)


def test_another_base_changes_nothing_but_the_base(store: Store) -> None:
    def local(subject: str) -> str:
        return subject.removeprefix("<https://example.org/kg/").removeprefix(f"<{BASE}")

    there = [local(str(t.subject)) for t in triples(store, "https://example.org/kg/")]
    assert there == [local(str(t.subject)) for t in triples(store)]
    assert "paper/omniglot-friends>" in there


def test_the_same_bytes_whatever_the_hash_seed(path: Path, store: Store) -> None:
    code = (
        "import sys; from kg.store import Store; from kg.rdf import write_turtle;"
        f"write_turtle(Store.open({str(path)!r}), sys.stdout.buffer)"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True
        )
        assert run.stdout == turtle(store), run.stderr
    prefixes = [line.split()[1] for line in turtle(store).decode().splitlines()[: len(PREFIXES)]]
    assert prefixes == [f"{prefix}:" for prefix in sorted(PREFIXES)]


def test_what_is_inferred_or_decided_says_on_what_it_rests(tmp_path: Path) -> None:
    edge = ("paper/a", Predicate.INTRODUCES, "method/x")
    grounds = (Inferred("short-form", (edge,), ("X",), 0.5), Decided("decisions.toml", 7))
    relation = Relation("method/x", Predicate.VARIANT_OF, "method/y", grounds, 0.75)
    entities = [Entity("method/x", Label.METHOD, "X"), Entity("method/y", Label.METHOD, "Y")]
    with Store.create(tmp_path / "graph.db") as store:
        with store.transaction():
            store.write_derived(entities, [relation], [], lambda *_: None)
        found = list(triples(store, evidence=EvidenceLevel.FULL))
    said = {str(t.predicate): getattr(t.object, "value", "") for t in found}
    assert said[str(term("kg:decision"))] == "decisions.toml:7"
    assert said[str(term("kg:rule"))] == "short-form"
    assert said[str(term("kg:restsOnName"))] == "X"
    (premise,) = [t.object for t in found if t.predicate == term("kg:restsOn")]
    assert [str(t.object) for t in found if t.subject == premise] == [
        str(term("rdf:Statement")),
        f"<{BASE}paper/a>",
        str(term("kg:introduces")),
        f"<{BASE}method/x>",
    ]


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["..", ".", "a/../b", '"""\\', "\x00\x0b", "<script>", "a%41", "x\r\ny", "é.", "\u2028\ufffe"]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=HOSTILE, abstract=HOSTILE, id=HOSTILE, alias=HOSTILE, date=HOSTILE, url=HOSTILE)
def test_hostile_records_are_read_back_alike(
    tmp_path: Path, title: str, abstract: str, id: str, alias: str, date: str, url: str
) -> None:
    paper = Paper(id, title, abstract, published=date, url=url, authors=(alias,), sources=(url,))
    entity = Entity("method/x", Label.METHOD, title, (alias,), links=(url,))
    file = tmp_path / "graph.db"
    file.unlink(missing_ok=True)
    with Store.create(file) as store:
        with store.transaction():
            store.write_papers([(paper, "")])
            store.write_derived([entity], [], [], lambda *_: None)
        known = set(triples(store))
        assert read(turtle(store), RdfFormat.TURTLE) == known
        assert read(ntriples(store), RdfFormat.N_TRIPLES) == known
        graphs = [
            Graph().parse(data=turtle(store), format="turtle"),
            Graph().parse(data=ntriples(store), format="nt"),
        ]
    assert [len(graph) for graph in graphs] == [len(known), len(known)]
    assert isomorphic(*graphs)
    titles = {t.object for t in known if t.predicate == term("dcterms:title")}
    assert Literal("paper-kg") in titles


def test_what_things_are_elsewhere(tmp_path: Path) -> None:
    path = make_store(tmp_path / "graph.db")
    match = Match("method/maml", MatchKind.CLOSE, "http://www.wikidata.org/entity/Q1", "l:2", 0.9)
    with Store.create(path) as store, store.transaction():
        store.write_reasons([], [], [match])
    with Store.open(path) as store:
        said = [str(triple) for triple in triples(store) if "wikidata" in str(triple)]
    assert len(said) == 1
    assert "skos/core#closeMatch" in said[0]
