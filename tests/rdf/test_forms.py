"""Every form, read back by three readers that know nothing of each other.

Oxigraph and rdflib read all six; rapper reads five, jsonld.js JSON-LD, which rapper does not know.
"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse
from rdflib import Dataset

from kg.errors import ExportError
from kg.model import Entity, Label, Paper
from kg.rdf import WRITERS, EvidenceLevel, quads
from kg.rdf.jsonld import read_context
from kg.rdf.read import ENDINGS
from kg.rdf.terms import PREFIXES
from kg.rdf.vocabulary import KG
from kg.store import Store
from tests.builders import make_store
from tests.rdf.test_vocabulary import read_ontology

# What rdflib 7.6 warns of is its own.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
FULL = EvidenceLevel.FULL
GRAPHS = {"nq", "trig", "jsonld"}
RDFLIB = {"rdf": "xml", "jsonld": "json-ld", "ttl": "turtle", "nq": "nquads"}
RAPPER = {"ttl": "turtle", "nt": "ntriples", "nq": "nquads", "trig": "trig", "rdf": "rdfxml"}
JSONLD = Path(__file__).parent.parent / "jsonld"
Statements = set[Triple] | set[Quad]
Reader = Callable[[bytes, str], Statements]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("forms") / "graph.db")


@pytest.fixture
def store(path: Path) -> Store:
    return Store.open(path)


@pytest.fixture(scope="module")
def rapper() -> str:
    """The program; a server has to have it."""
    found = shutil.which("rapper")
    if found is None and "CI" not in os.environ:
        pytest.skip("NO RAPPER: run scripts/install-rapper; this was NOT checked")
    assert found, "no rapper: run scripts/install-rapper"
    return found


@pytest.fixture(scope="module")
def jsonld() -> Iterator[subprocess.Popen[str]]:
    """The process that reads JSON-LD; a server has to have what it needs."""
    is_there = shutil.which("node") and (JSONLD / "node_modules" / "jsonld").is_dir()
    if not is_there and "CI" not in os.environ:
        pytest.skip("NO JSONLD.JS: run scripts/install-jsonld; this was NOT checked")
    assert is_there, "no jsonld.js: run scripts/install-jsonld"
    command = ["node", str(JSONLD / "reader.js")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.fixture(scope="module")
def third(rapper: str, jsonld: subprocess.Popen[str]) -> Reader:
    """The reader of each form that is not written in Python, and no part of Oxigraph."""

    def read(data: bytes, form: str) -> Statements:
        return by_jsonld(data, jsonld) if form == "jsonld" else by_rapper(data, form, rapper)

    return read


def written(store: Store, form: str) -> bytes:
    output = io.BytesIO()
    WRITERS[form](store, output, FULL)
    return output.getvalue()


def told(found: Iterable[Quad], form: str) -> Statements:
    """What a form holds of these quads."""
    return set(found) if form in GRAPHS else {quad.triple for quad in found}


def by_oxigraph(data: bytes, form: str) -> Statements:
    return told(parse(data, ENDINGS[form]), form)


def by_rdflib(data: bytes, form: str) -> Statements:
    found = Dataset(default_union=False)
    found.parse(data=data, format=RDFLIB.get(form, form))
    lines = found.serialize(format="nquads", encoding="utf-8")
    plain = lines.replace(b" <urn:x-rdflib:default> .", b" .")
    return told(parse(plain, RdfFormat.N_QUADS), form)


def by_rapper(data: bytes, form: str, program: str) -> Statements:
    command = [program, "-q", "-i", RAPPER[form], "-o", "nquads", "-", "urn:x-base:"]
    ran = subprocess.run(command, input=data, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return told(parse(ran.stdout, RdfFormat.N_QUADS), form)


def by_jsonld(data: bytes, process: subprocess.Popen[str]) -> Statements:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(data.decode()) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, "jsonld.js refuses it"
    return told(parse(json.loads(line).encode(), RdfFormat.N_QUADS), "jsonld")


@pytest.mark.parametrize("form", WRITERS)
def test_oxigraph_reads_it(store: Store, form: str) -> None:
    assert by_oxigraph(written(store, form), form) == told(quads(store, evidence=FULL), form)


@pytest.mark.parametrize("form", WRITERS)
def test_rdflib_reads_it(store: Store, form: str) -> None:
    assert by_rdflib(written(store, form), form) == told(quads(store, evidence=FULL), form)


@pytest.mark.parametrize("form", WRITERS)
def test_a_third_reader_reads_it(store: Store, form: str, third: Reader) -> None:
    data = written(store, form)
    assert third(data, form) == told(quads(store, evidence=FULL), form)


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_bytes_whatever_the_hash_seed(path: Path, store: Store, form: str) -> None:
    code = (
        "import sys; from kg.store import Store; from kg.rdf import WRITERS, EvidenceLevel;"
        f"WRITERS[{form!r}](Store.open({str(path)!r}), sys.stdout.buffer, EvidenceLevel.FULL)"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True
        )
        assert run.stdout == written(store, form), run.stderr


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["..", ".", "a/../b", '"""\\', "\x00\x0b", "<script>]]>&amp;", "a%41", "x\r\ny\rz", "é.",
     "\u2028\ufffe\x85\x7f", "'''", "@id", "urn:x", "{}", "\\u0041", "\ufeff"]
)  # fmt: skip


@settings(
    max_examples=20,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=HOSTILE, abstract=HOSTILE, id=HOSTILE, alias=HOSTILE, date=HOSTILE, url=HOSTILE)
def test_whatever_a_record_holds_all_read_the_same(
    tmp_path: Path,
    third: Reader,
    title: str,
    abstract: str,
    id: str,
    alias: str,
    date: str,
    url: str,
) -> None:
    paper = Paper(id, title, abstract, published=date, url=url, authors=(alias,), sources=(url,))
    entity = Entity("method/x", Label.METHOD, title, (alias,), links=(url,))
    file = tmp_path / "graph.db"
    file.unlink(missing_ok=True)
    with Store.create(file) as store:
        with store.transaction():
            store.write_papers([(paper, "")])
            store.write_derived([entity], [], [], lambda *_: None)
        known = list(quads(store, evidence=FULL))
        for form in WRITERS:
            data = written(store, form)
            assert by_oxigraph(data, form) == told(known, form)
            assert by_rdflib(data, form) == told(known, form)
            assert third(data, form) == told(known, form)


def test_the_context_has_our_terms_as_the_ontology_types_them() -> None:
    from rdflib import OWL, RDF, RDFS, URIRef

    context, ontology = read_context(), read_ontology()
    assert {name: context[name] for name in PREFIXES} == dict(PREFIXES)
    for name in KG.__annotations__:
        if name.startswith("_"):
            continue
        meant = context[name] if isinstance(context[name], dict) else {"@id": context[name]}
        assert meant["@id"] == f"kg:{name}"
        kind = meant.get("@type", "xsd:string")
        if (KG[name], RDF.type, OWL.ObjectProperty) in ontology:
            assert kind == "@id", name
        elif (KG[name], RDF.type, OWL.DatatypeProperty) in ontology:
            prefix, _, local = kind.partition(":")
            reach = ontology.value(KG[name], RDFS.range)
            assert reach == URIRef(PREFIXES[prefix] + local), name


def test_jsonld_is_json_that_one_can_read(store: Store) -> None:
    document = json.loads(written(store, "jsonld"))
    nodes = {node["id"]: node for node in document["@graph"]}
    maml = nodes["urn:paper-kg:paper/maml-fast-adaptation-for-few-shot-learning"]
    assert maml["type"] == ["Paper", "schema:ScholarlyArticle"]
    assert maml["title"] == "MAML: fast adaptation for few-shot learning"
    assert maml["introduces"] == "urn:paper-kg:method/maml"
    (graph,) = [
        node for name, node in nodes.items()
        if name == "urn:paper-kg:graph/paper/maml-fast-adaptation-for-few-shot-learning"
    ]  # fmt: skip
    assert graph["@graph"][0]["type"] == "Evidence"


@pytest.mark.parametrize("base", ["https://example.org/kg/", "schema:mine/", "kg://mine/"])
def test_any_base_is_read_back_by_all(tmp_path: Path, third: Reader, base: str) -> None:
    path = make_store(tmp_path / "graph.db")
    with Store.create(path) as store, store.transaction():
        store.write_settings(store.settings | {"base_iri": base})
    with Store.open(path) as store:
        known = list(quads(store, evidence=FULL))
        assert any(quad.subject == NamedNode(f"{base}method/maml") for quad in known)
        for form in WRITERS:
            if form == "jsonld" and base == "schema:mine/":
                with pytest.raises(ExportError, match="begin with schema:, which is a prefix"):
                    written(store, form)
                continue
            data = written(store, form)
            assert by_oxigraph(data, form) == told(known, form)
            assert by_rdflib(data, form) == told(known, form)
            assert third(data, form) == told(known, form)


@pytest.mark.parametrize("name", ["ontology.ttl", "shapes.ttl"])
def test_all_read_what_comes_with_the_package(rapper: str, name: str) -> None:
    data = resources.files("kg.rdf").joinpath(name).read_bytes()
    one, other = by_oxigraph(data, "ttl"), by_rapper(data, "ttl", rapper)
    assert len(one) == len(other) > 100
    assert len(by_rdflib(data, "ttl")) == len(one)
