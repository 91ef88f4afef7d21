"""``kg push`` and ``kg query --endpoint`` with two stores of others, over real HTTP."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.rdf import quads
from kg.sparql import load, query
from kg.store import Store
from tests.conftest import Kg
from tests.serve.stores import oxigraph, virtuoso

_METHODS = "SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } ORDER BY ?name"
_EVIDENCE = "SELECT (COUNT(DISTINCT ?e) AS ?n) { GRAPH ?g { ?e a kg:Evidence } }"


@pytest.fixture(scope="module")
def oxigraph_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("dba\n")
    return path


@pytest.fixture(scope="module")
def expected(graph_folder: Path) -> tuple[str, str]:
    """What the queries find in the graph itself."""
    with Store.open(graph_folder / "graph.db") as store, load(store) as graph:
        names = [str(row[0]) for row in query(graph, _METHODS).rows]
        ((count,),) = query(graph, _EVIDENCE).rows
    assert len(names) > 2
    assert int(str(count)) > 2
    return "\n".join(names), str(count)


def _count(folder: Path) -> int:
    with Store.open(folder / "graph.db") as store:
        return sum(1 for _ in quads(store))


def _names(out: str) -> str:
    """The cells of a column of text in TSV."""
    return "\n".join(json.loads(line) for line in out.splitlines()[1:])


@pytest.mark.parametrize("how", [(), ("--quads",)], ids=["by graph", "all quads"])
def test_oxigraph_takes_a_graph_and_answers(
    kg: Kg, oxigraph_url: str, graph_folder: Path, expected: tuple[str, str], how: tuple[str, ...]
) -> None:
    for _ in range(2):  # the second in the place of the first
        ran = kg("push", "--store", f"{oxigraph_url}/store", "-g", graph_folder, *how)
        assert (ran.code, ran.out) == (0, "")
        assert f"sent {_count(graph_folder):,} statements" in ran.err
    endpoint = ("--endpoint", f"{oxigraph_url}/query", "--format", "tsv")
    assert _names(kg("query", _METHODS, *endpoint).out) == expected[0]
    assert kg("query", _EVIDENCE, *endpoint).out.split() == ["?n", expected[1]]


def test_virtuoso_takes_a_graph_and_answers(
    kg: Kg, virtuoso_url: str, graph_folder: Path, password: Path, expected: tuple[str, str]
) -> None:
    target = ("--store", f"{virtuoso_url}/sparql-graph-crud-auth", "-g", graph_folder)
    who = ("--user", "dba", "--password-file", password, "--default-graph", "urn:test:graph")
    for _ in range(2):
        ran = kg("push", *target, *who)
        assert (ran.code, ran.out) == (0, ""), ran.err
    endpoint = ("--endpoint", f"{virtuoso_url}/sparql", "--format", "csv")
    within = _METHODS.replace("{", "FROM <urn:test:graph> {")
    assert kg("query", within, *endpoint).out.count("\n") == expected[0].count("\n") + 2
    counted = kg("query", _EVIDENCE, *endpoint).out
    assert counted.split()[-1].strip('"') == expected[1]


@pytest.mark.parametrize(
    ("text", "form", "said"),
    [
        ("SELECT (7 AS ?n) {}", "tsv", "?n 7"),
        ("SELECT (7 AS ?n) {}", "table", "n 7"),
        ("ASK {}", "table", "true"),
        ("ASK {}", "tsv", "true"),
        ("ASK { <urn:no> <urn:thing> ?x }", "json", '{"head":{},"boolean":false}'),
        ("CONSTRUCT { <urn:a> <urn:b> 7 } {}", "table", "subject predicate object urn:a urn:b 7"),
        ("CONSTRUCT { <urn:a> <urn:b> <urn:c> } {}", "nt", "<urn:a> <urn:b> <urn:c> ."),
    ],
)
def test_virtuoso_is_read_in_every_form(
    kg: Kg, virtuoso_url: str, text: str, form: str, said: str
) -> None:
    ran = kg("query", text, "--endpoint", f"{virtuoso_url}/sparql", "--format", form)
    assert (ran.code, " ".join(ran.out.split())) == (0, said), ran.err


def test_virtuoso_answers_who_it_knows(kg: Kg, virtuoso_url: str, password: Path) -> None:
    told = ("query", "SELECT (7 AS ?n) {}", "--endpoint", f"{virtuoso_url}/sparql-auth")
    ran = kg(*told, "--format", "csv")
    assert (ran.code, "HTTP 401" in ran.err) == (1, True)
    ran = kg(*told, "--format", "csv", "--user", "dba", "--password-file", password)
    assert (ran.code, ran.out.split()) == (0, ["n", "7"]), ran.err


def test_a_named_query_is_asked_there(kg: Kg, oxigraph_url: str, graph_folder: Path) -> None:
    assert kg("push", "--store", f"{oxigraph_url}/store", "-g", graph_folder).code == 0
    told = ("--name", "methods-of-benchmark", "--set", "benchmark=Omniglot", "--format", "csv")
    here = kg("query", *told, "-g", graph_folder)
    there = kg("query", *told, "--endpoint", f"{oxigraph_url}/query")
    assert here.out == there.out
    assert here.out.count("\n") > 1


def test_other_kinds_of_answers(kg: Kg, oxigraph_url: str, graph_folder: Path) -> None:
    assert kg("push", "--store", f"{oxigraph_url}/store", "-g", graph_folder).code == 0
    endpoint = ("--endpoint", f"{oxigraph_url}/query")
    asked = kg("query", "ASK { ?m a kg:Method }", *endpoint, "--format", "table")
    assert asked.out.strip() == "true"
    found = "CONSTRUCT { ?m a kg:Method } WHERE { ?m a kg:Method }"
    table = kg("query", found, *endpoint, "--format", "markdown")
    assert "| method/maml | rdf:type | kg:Method |" in table.out


def test_without_the_password_nothing_is_sent(
    kg: Kg, virtuoso_url: str, graph_folder: Path
) -> None:
    url = f"{virtuoso_url}/sparql-graph-crud-auth"
    ran = kg("push", "--store", url, "-g", graph_folder, "--default-graph", "urn:test:graph")
    assert ran.code == 1
    assert "--user" in ran.err


def test_what_a_store_says_of_a_bad_query_is_passed_on(kg: Kg, oxigraph_url: str) -> None:
    ran = kg("query", "SELECT { nonsense", "--endpoint", f"{oxigraph_url}/query")
    assert ran.code == 1
    assert "HTTP 400" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/", "nonsense", "http:///x"])
def test_only_addresses_of_the_web_are_asked(kg: Kg, url: str, graph_folder: Path) -> None:
    for ran in (
        kg("query", "ASK {}", "--endpoint", url),
        kg("push", "--store", url, "-g", graph_folder),
    ):
        assert (ran.code, "no address" in ran.err) == (1, True)


def test_nobody_there_is_one_line(kg: Kg) -> None:
    ran = kg("query", "ASK {}", "--endpoint", "http://127.0.0.1:1/query")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
