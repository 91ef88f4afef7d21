"""``kg query``."""

import io
import json
from pathlib import Path

import pytest

from kg.sparql import named_queries
from tests.cli.graphs import HOSTILE, make_graph, make_hostile_graph, pretend_terminal, run

NAMES = "SELECT ?m ?name { ?m a kg:Method ; skos:prefLabel ?name } ORDER BY ?name"
TSV = '?m\t?name\n<urn:paper-kg:method/maml>\t"MAML"\n<urn:paper-kg:method/reptile>\t"Reptile"\n'


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_graph(tmp_path_factory.mktemp("query"))


def test_tsv_where_no_terminal_is(graph: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("query", NAMES, "-g", graph) == 0
    assert capsysbinary.readouterr().out.decode() == TSV


def test_a_table_on_a_terminal(
    graph: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    assert run("query", NAMES, "-g", graph) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["m", "name"] in lines
    assert ["method/maml", "MAML"] in lines


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "n\r\n2\r\n"),
        ("tsv", "?n\n2\n"),
        ("table", "n\n2\n"),
        ("markdown", "| n |\n| --- |\n| 2 |\n"),
    ],
)
def test_the_forms(
    graph: str, capsysbinary: pytest.CaptureFixture[bytes], form: str, expected: str
) -> None:
    count = "SELECT (COUNT(?m) AS ?n) { ?m a kg:Method }"
    assert run("query", count, "-g", graph, "--format", form) == 0
    assert capsysbinary.readouterr().out.decode() == expected


def test_json_and_xml(graph: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run("query", NAMES, "-g", graph, "--format", "json")
    found = json.loads(capsysbinary.readouterr().out)
    assert found["results"]["bindings"][0]["name"] == {"type": "literal", "value": "MAML"}
    run("query", NAMES, "-g", graph, "--format", "xml")
    assert b"<literal>MAML</literal>" in capsysbinary.readouterr().out


def test_ask_and_construct(graph: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    run("query", "ASK { ?m a kg:Method }", "-g", graph, "--format", "table")
    run("query", "ASK { ?m a kg:Result, kg:Method }", "-g", graph)
    assert capsysbinary.readouterr().out == b"true\nfalse\n"
    built = "CONSTRUCT { ?m a kg:Task } WHERE { ?m a kg:Method ; skos:altLabel ?a }"
    run("query", built, "-g", graph)
    assert capsysbinary.readouterr().out.startswith(b"<urn:paper-kg:method/maml> <http://www.w3")
    run("query", built, "-g", graph, "--format", "table")
    assert capsysbinary.readouterr().out.decode().split() == [
        *("subject", "predicate", "object"),
        *("method/maml", "rdf:type", "kg:Task"),
    ]


def test_construct_and_describe_in_turtle(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    described = "DESCRIBE ?m { ?m skos:prefLabel 'Reptile' }"
    assert run("query", described, "-g", graph, "--format", "ttl") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("@prefix dc:")
    assert 'skos:prefLabel "Reptile"' in shown
    assert run("query", NAMES, "-g", graph, "--format", "ttl") == 1
    assert capsys.readouterr().err == "kg: this answer comes as json, xml, csv, tsv\n"


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_a_form_that_was_asked_for_is_no_other(
    graph: str, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    built = "CONSTRUCT { ?m a kg:Task } WHERE { ?m a kg:Method }"
    assert run("query", built, "-g", graph, "--format", form) == 1
    said = "kg: this answer comes as ttl, nt, rdf, jsonld\n"
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(("form", "begins"), [("rdf", "<?xml"), ("jsonld", '[{"@id":"urn:paper')])
def test_triples_in_other_forms(
    graph: str, capsys: pytest.CaptureFixture[str], form: str, begins: str
) -> None:
    built = "CONSTRUCT { ?m a kg:Task } WHERE { ?m a kg:Method }"
    assert run("query", built, "-g", graph, "--format", form) == 0
    assert capsys.readouterr().out.startswith(begins)


def test_a_query_that_takes_too_long_is_given_up(
    graph: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hopeless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
    assert run("query", hopeless, "-g", graph, "--time-limit", "0.5") == 1
    assert capsys.readouterr().err == "kg: the query takes longer than 0.5 seconds\n"


def test_a_long_table_on_a_terminal_is_paged(
    graph: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    monkeypatch.setenv("LINES", "1")
    monkeypatch.setenv("COLUMNS", "80")
    paged: list[str] = []
    monkeypatch.setattr("pydoc.pager", paged.append)
    assert run("query", NAMES, "-g", graph) == 0
    assert [text.count("MAML") for text in paged] == [1]
    assert capsys.readouterr().out == ""


def test_from_a_file_and_from_standard_input(
    graph: str,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "names.rq"
    file.write_text(NAMES, "utf-8-sig")
    assert run("query", str(file), "-g", graph) == 0
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(NAMES.encode())))
    assert run("query", "-", "-g", graph) == 0
    assert capsysbinary.readouterr().out.decode() == TSV * 2


def test_a_named_query(graph: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    named = ("--name", "methods-of-benchmark", "--set", "benchmark=omniglot")
    assert run("query", *named, "-g", graph) == 0
    assert capsysbinary.readouterr().out.decode() == TSV.replace("?m\t", "?method\t")


def test_a_value_for_a_query_of_ones_own(
    graph: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = "SELECT ?m { ?m skos:prefLabel ?name }"
    assert run("query", text, "--set", "name=MAML", "-g", graph) == 0
    assert capsysbinary.readouterr().out == b"?m\n<urn:paper-kg:method/maml>\n"


def test_list_is_one_line_a_query(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "--list") == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [line[0] for line in lines] == list(named_queries())
    assert ["evidence-of-edge", "subject object", "Evidence of an edge"] in lines


def test_list_on_a_terminal_is_a_table(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_terminal(monkeypatch)
    assert run("query", "--list") == 0
    assert "what it answers" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["SELECT *"], "kg: line 1, column 9: the query ends too early"),
        (["ASK { SERVICE <x:y> {} }"], "kg: line 1, column 7: SERVICE asks another server"),
        (["--name", "nope"], "kg: there is no query 'nope'; there are "),
        (["--name", "methods-of-benchmark"], "kg: query methods-of-benchmark needs --set bench"),
        (["none.rq"], "kg: none.rq: No such file or directory"),
    ],
)
def test_an_error_is_one_line(
    graph: str, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    assert run("query", *arguments, "-g", graph) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(complaint)
    assert captured.err.count("\n") == 1


def test_a_file_that_is_not_utf8(
    graph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.rq"
    file.write_bytes(b"ASK { ?s ?p '\xff' }")
    assert run("query", str(file), "-g", graph) == 1
    assert capsys.readouterr().err == f"kg: {file}: not UTF-8 (byte 13)\n"


@pytest.mark.parametrize(
    "arguments", [[], [NAMES, "--name", "papers-without-code"], [NAMES, "--set", "name"]]
)
def test_wrong_usage(graph: str, arguments: list[str]) -> None:
    assert run("query", *arguments, "-g", graph) == 2


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json", "xml"])
def test_names_cannot_steer_a_terminal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    form: str,
) -> None:
    pretend_terminal(monkeypatch)
    graph = make_hostile_graph(tmp_path)
    assert run("query", NAMES, "-g", graph, "--format", form) == 0
    shown = capsys.readouterr().out
    assert "Red" in shown
    assert not set(HOSTILE) & set("\x1b\x9b\u202e") & set(shown)


def test_markdown_escapes_what_markdown_would_obey(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("query", NAMES, "-g", make_hostile_graph(tmp_path), "--format", "markdown")
    assert r"\[bold\]Red" in capsys.readouterr().out
