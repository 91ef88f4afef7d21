"""The W3C's tests of the SPARQL 1.1 Protocol, over real HTTP.

Queries are sent to a read-only server, updates, with the token, to one that takes them; the data of
a test stands in both under the names that the tests give it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from pyoxigraph import NamedNode as Node
from pyoxigraph import Quad, RdfFormat, parse
from pyoxigraph import Store as Triples
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node as Term

from kg.store import Store
from kg.store.generations import STORE_FOLDER, making
from tests.builders import make_store
from tests.conftest import find_w3c
from tests.serve.servers import TOKEN, Got, Server, serving

_MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
_HT = Namespace("http://www.w3.org/2011/http#")
_CNT = Namespace("http://www.w3.org/2011/content#")
_DATA = "http://kasei.us/2009/09/sparql/data/{}.rdf"
_FILES = ("data1", "data2", "data3")
_TESTS = 34
_JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Sent:
    """A request of a test, and what it expects."""

    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    statuses: frozenset[str]
    boolean: bool | None
    form: str | None


@dataclass(frozen=True)
class Case:
    """A test: its requests, one after the other."""

    name: str
    requests: tuple[Sent, ...]

    @property
    def is_update(self) -> bool:
        return "update" in self.name


def _cases() -> list[Case]:
    folder = find_w3c()
    if folder is None:
        return []
    held = Graph().parse(folder / "manifest.ttl")
    manifest = next(held.subjects(_MF.entries))
    entries = _list(held, held.value(manifest, _MF.entries))
    return [Case(str(each).rpartition("#")[2], tuple(_requests(held, each))) for each in entries]


def _list(held: Graph, head: Term | None) -> list[Term]:
    return [] if head is None else list(Collection(held, head))


def _requests(held: Graph, entry: Term) -> Iterator[Sent]:
    action = held.value(entry, _MF.action)
    for request in _list(held, held.value(action, _HT.requests)):
        said = _list(held, held.value(request, _HT.headers))
        answer = held.value(request, _HT.resp)
        boolean = held.value(answer, _MF.expectedBoolean)
        form = held.value(answer, _MF.expectedFormat)
        yield Sent(
            str(held.value(request, _HT.methodName)),
            str(held.value(request, _HT.absolutePath)),
            _body(held, held.value(request, _HT.body)),
            {str(held.value(h, _HT.fieldName)): str(held.value(h, _HT.fieldValue)) for h in said},
            frozenset(str(each)[-3] for each in held.objects(answer, _MF.expectedStatus)),
            None if boolean is None else str(boolean) == "true",
            None if form is None else str(form),
        )


def _body(held: Graph, body: Term | None) -> bytes | None:
    if body is None:
        return None
    encoding = str(held.value(body, _CNT.characterEncoding))
    return str(held.value(body, _CNT.chars)).encode(encoding)


CASES = _cases()


@pytest.fixture(scope="module")
def data() -> list[Quad]:
    folder = find_w3c()
    assert folder is not None
    return [
        Quad(found.subject, found.predicate, found.object, Node(_DATA.format(name)))
        for name in _FILES
        for found in parse(path=str(folder / f"{name}.nt"), format=RdfFormat.N_TRIPLES)
    ]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory, data: list[Quad]) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("w3c")
    with Store.open(make_store(folder / "graph.db")) as store:
        content = store.settings["content"]
    with making(folder / STORE_FOLDER) as draft:
        draft.content, draft.base_iri = content, "urn:paper-kg:"
        triples = Triples(str(draft.data))
        triples.bulk_extend(data)
        triples.flush()
        del triples
        draft.finish()
    with serving("-g", folder, "--processes", "1") as started:
        yield started


@pytest.mark.shared
@pytest.mark.skipif(not CASES, reason="NO W3C TESTS: set PAPER_KG_SHARED; this was NOT checked")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_protocol_is_spoken(
    case: Case,
    reading: Server,
    writable: Server,
    data: list[Quad],
    record_property: Callable[[str, object], None],
) -> None:
    record_property("w3c", f"{case.name} ({'writable' if case.is_update else 'read-only'})")
    server = writable if case.is_update else reading
    if case.is_update:
        lines = " ".join(f"GRAPH {q.graph_name} {{ {q.triple} }}" for q in data)
        assert writable.update(f"CLEAR ALL ; INSERT DATA {{ {lines} }}").status == 204
    for sent in case.requests:
        headers = {"authorization": f"Bearer {TOKEN}"} if case.is_update else {}
        headers |= sent.headers
        got = server.send(sent.path, sent.method, sent.body, **headers)
        assert str(got.status)[0] in sent.statuses, got.text
        if sent.boolean is not None:
            assert json.loads(got.body)["boolean"] is sent.boolean
        _check_form(sent.form, got)


def _check_form(form: str | None, got: Got) -> None:
    kind = got["content-type"].partition(";")[0]
    if form == "boolean":
        assert (kind, type(json.loads(got.body)["boolean"])) == (_JSON, bool)
    elif form == "tabular":
        assert (kind, "bindings" in json.loads(got.body)["results"]) == (_JSON, True)
    elif form == "RDF":
        assert kind == "text/turtle"
        Graph().parse(data=got.body, format="turtle")


@pytest.mark.shared
@pytest.mark.skipif(not CASES, reason="NO W3C TESTS: set PAPER_KG_SHARED; this was NOT checked")
def test_all_tests_of_the_suite_are_run() -> None:
    assert len(CASES) == len({case.name for case in CASES}) == _TESTS
    assert all(case.requests for case in CASES)
