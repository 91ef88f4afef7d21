"""The pages, the nodes at their addresses, and how the server starts and stops."""

import json
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import Graph, URIRef

from kg.rdf.terms import PREFIXES
from kg.sparql import named_queries
from tests.conftest import Kg
from tests.serve.conftest import HOSTILE
from tests.serve.servers import TOKEN, Server, serving

_SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
_TIMED = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } "
_PAGES = ["/", "/query", "/queries", "/search?q=maml", "/method/maml", "/paper/evil", "/nowhere"]
_READERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_is_whole_and_runs_only_its_own_scripts(server: Server, path: str) -> None:
    got = server.send(path, accept="text/html")
    assert got["content-type"] == "text/html; charset=utf-8"
    assert got.text.rstrip().endswith("</html>")
    policy = got["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "://" not in policy
    for outside in ('src="http', 'href="//', "onclick=", "style="):
        assert outside not in got.text


@pytest.mark.parametrize(
    "path", ["/paper/evil", "/search?q=evil", "/method/maml", "/search?q=%22%3E%3Cb%3E"]
)
def test_what_papers_say_is_escaped(server: Server, path: str) -> None:
    text = server.send(path, accept="text/html").text
    assert "<img" not in text
    assert "<b>" not in text
    assert "javascript:alert(1)</a>" not in text
    assert 'href="javascript' not in text


def test_a_hostile_name_is_shown_as_it_is(server: Server) -> None:
    hits = json.loads(server.send("/search.json?q=img").body)
    assert [hit["name"] for hit in hits] == [HOSTILE, f"Evil {HOSTILE} paper"]
    page = server.send(hits[0]["path"], accept="text/html").text
    assert "&lt;img src=x onerror=" in page


def test_search_finds_beginnings_of_words(server: Server) -> None:
    found = [hit["name"] for hit in json.loads(server.send("/search.json?q=mam").body)]
    assert found[0] == "MAML"
    assert json.loads(server.send("/search.json?q=").body) == []
    assert "No name" in server.send("/search?q=zzzz", accept="text/html").text


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")
@pytest.mark.parametrize("media", _READERS)
def test_a_node_comes_as_it_is_accepted(server: Server, media: str) -> None:
    got = server.send("/method/maml", accept=media)
    assert got["content-type"].startswith(media)
    read = Graph().parse(data=got.body, format=_READERS[media])
    maml = URIRef("urn:paper-kg:method/maml")
    assert str(read.value(maml, URIRef(PREFIXES["skos"] + "prefLabel"))) == "MAML"
    assert list(read.subjects(None, maml))


def test_a_node_comes_as_its_address_says(server: Server) -> None:
    for form, media in {"ttl": "text/turtle", "jsonld": "application/ld+json"}.items():
        got = server.send(f"/method/maml?format={form}", accept="text/html")
        assert got["content-type"].startswith(media)
    assert server.send("/method/maml", accept="image/png").code == "no-such-form"


def test_every_node_of_the_graph_has_its_page(server: Server) -> None:
    found = json.loads(
        server.ask("SELECT DISTINCT ?s { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").body
    )
    base = "urn:paper-kg:"
    nodes = [row["s"]["value"].removeprefix(base) for row in found["results"]["bindings"]]
    kinds = {"paper", "method", "benchmark", "task", "repo", "result", "evidence"}
    paths = [f"/{node}" for node in nodes if node.partition("/")[0] in kinds]
    assert {path.split("/")[1] for path in paths} == kinds
    for path in paths:
        assert server.send(path, accept="text/html").status == 200, path
        assert server.send(path, accept="text/turtle").status == 200, path


def test_an_address_may_be_escaped_by_a_browser(server: Server) -> None:
    assert server.send("/%6Dethod/m%61ml", accept="text/html").status == 200
    assert server.send("/method/m%61ml", accept="text/html").status == 200


def test_ids_that_moved_are_redirected(server: Server) -> None:
    got = server.send("/method/old", accept="text/html")
    assert (got.status, got["location"]) == (301, "/method/maml")
    assert server.send("/method/older", accept="text/turtle").status == 301
    assert server.send("/method/nowhere", accept="text/turtle").status == 404


@pytest.mark.parametrize("name", named_queries())
def test_every_named_query_has_its_page(server: Server, name: str) -> None:
    query = named_queries()[name]
    got = server.send(f"/queries/{name}", accept="text/html")
    assert got.status == 200
    assert query.title in got.text
    assert all(f'name="{parameter.name}"' in got.text for parameter in query.parameters)


def test_a_named_query_answers_with_links(server: Server) -> None:
    text = server.send("/queries/methods-of-benchmark?benchmark=Omniglot").text
    assert '<a href="/method/maml">' in text
    wrong = server.send("/queries/most-used-methods?least=" + quote("<b>"))
    assert "<b>" not in wrong.text


def test_a_form_says_what_to_fill_in(server: Server) -> None:
    text = server.send("/queries/methods-on-both-benchmarks?first=Omniglot").text
    assert "Fill in second: any name of another" in text
    assert "--set" not in text


def test_an_escape_in_a_value_stays_as_it_was_typed(server: Server) -> None:
    """Were it decoded, one would find MAML, and the other break out of its string."""
    named = "/queries/papers-using-method?method="
    assert '<a href="/paper/' in server.send(f"{named}MAML").text
    for typed in ("\\u004dAML", "\\u0022 } #", "\\U0000004dAML"):
        page = server.send(named + quote(typed)).text
        assert "0 rows" in page
        assert 'role="alert"' not in page


def test_a_query_that_needs_nothing_is_answered_at_once(server: Server) -> None:
    answered = re.compile(r'<p class="faint">\d+ rows?')
    assert answered.search(server.send("/queries/papers-without-code").text)
    assert not answered.search(server.send("/queries/methods-of-benchmark").text)


def test_the_examples_of_the_query_page_can_be_run_as_they_are(server: Server) -> None:
    examples = re.findall(r'<option value="([^"]*SELECT[^"]*)">', server.send("/query").text)
    assert len(examples) >= 7
    for example in map(unescape, examples):
        assert server.ask(example).status == 200, example


def test_the_explorer_is_served(server: Server) -> None:
    got = server.send("/explorer")
    assert (got.status, got.text) == (200, "<!doctype html><title>page</title>")
    assert "frame-ancestors 'none'" in got["content-security-policy"]


def test_health(server: Server, writable: Server) -> None:
    told = json.loads(server.send("/health").body)
    assert (told["status"], told["records"], told["writable"]) == ("ok", "0" * 64, False)
    assert json.loads(writable.send("/health").body)["writable"] is True


def test_the_first_line_says_where_and_how_safe(server: Server, writable: Server) -> None:
    assert server.line.startswith(f"http://127.0.0.1:{server.port}/ · read-only · queries ")
    assert "network" in server.line
    assert "writable with the token" in writable.line


def test_the_service_describes_itself(server: Server, writable: Server) -> None:
    language = URIRef("http://www.w3.org/ns/sparql-service-description#supportedLanguage")
    for each, languages in ((server, 1), (writable, 2)):
        got = each.send("/sparql", accept="text/turtle")
        read = Graph().parse(data=got.body, format="turtle")
        assert len(list(read.objects(URIRef(f"{each.url}/sparql"), language))) == languages
    assert server.send("/sparql", accept="text/html")["location"] == "/query"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/html,*/*;q=0.1", "application/sparql-results+json"),
        ("text/csv;q=0.2, application/xml;q=0.9", "application/sparql-results+xml"),
    ],
)
def test_rows_come_as_they_are_accepted(server: Server, accept: str, media: str) -> None:
    got = server.ask("SELECT ?m { ?m a kg:Method }", accept)
    assert (got.status, got["content-type"], got["kg-complete"]) == (200, media, "true")


def test_a_form_that_there_is_not(server: Server) -> None:
    assert server.ask("ASK {}", "image/png").code == "no-such-form"
    assert server.ask("ASK {}", "text/turtle").code == "no-such-form"


def test_an_answer_says_whether_it_is_complete(graph_folder: Path) -> None:
    with serving("-g", graph_folder, "--rows", "3", "--processes", "1") as server:
        cut = server.ask("SELECT * { ?s ?p ?o }")
        told = json.loads(cut.body)
        assert (told["complete"], cut["kg-complete"]) == (False, "false")
        assert len(told["results"]["bindings"]) == 3
        whole = json.loads(server.ask("SELECT * { ?s ?p ?o } LIMIT 3").body)
        assert whole["complete"] is True


def test_a_query_that_overruns_is_ended(graph_folder: Path) -> None:
    with serving("-g", graph_folder, "--time-limit", "1", "--processes", "1") as server:
        got = server.ask(_SLOW)
        assert (got.status, got.code) == (504, "time-limit")
        assert json.loads(server.ask("ASK {}").body)["boolean"] is True


def test_a_writable_store_ends_what_overruns_and_keeps_what_was_written(
    tmp_path: Path, token_file: Path
) -> None:
    told = ("--writable", "--store", tmp_path / "own", "--token-file", token_file)
    with serving(*told, "--time-limit", "3") as server:
        triples = " . ".join(f"<urn:s{n}> <urn:p> {n}" for n in range(300))
        assert server.update(f"INSERT DATA {{ {triples} }}").status == 204
        assert server.ask(_SLOW).code == "time-limit"
        changing = (
            "INSERT { <urn:x> <urn:y> ?n } WHERE { " + _SLOW.replace("SELECT", "{ SELECT") + "} }"
        )
        assert server.update(changing).code == "time-limit"
        assert json.loads(server.ask("ASK { <urn:s299> ?p ?o }").body)["boolean"] is True
        assert json.loads(server.ask("ASK { <urn:x> ?p ?o }").body)["boolean"] is False
    with serving(*told) as server:
        assert json.loads(server.ask("ASK { <urn:s299> ?p ?o }").body)["boolean"] is True


def test_sigterm_lets_a_running_query_finish(graph_folder: Path) -> None:
    with serving("-g", graph_folder, "--processes", "1", "--time-limit", "60") as server:
        with ThreadPoolExecutor() as threads:
            running = threads.submit(server.ask, _TIMED)
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            got = running.result()
        assert got.status == 200
        assert json.loads(got.body)["results"]["bindings"]
        server.process.wait(60)


def test_a_new_generation_is_taken_up(tmp_path: Path) -> None:
    from kg.sparql.loading import write_store
    from kg.store import Store
    from tests.builders import annotated, introduces, make_store, paper, small_collection

    make_store(tmp_path / "graph.db")
    count = "SELECT (COUNT(?m) AS ?n) { ?m a kg:Method }"
    with serving("-g", tmp_path, "--processes", "1") as server:
        before = json.loads(server.ask(count).body)["results"]["bindings"]
        newer = paper("Newnet", "We propose Newnet.")
        _rebuild(tmp_path, [*small_collection(), annotated(newer, introduces("Newnet"))])
        with Store.open(tmp_path / "graph.db") as store:
            write_store(store)
        after = json.loads(server.ask(count).body)["results"]["bindings"]
        assert int(after[0]["n"]["value"]) == int(before[0]["n"]["value"]) + 1
        assert json.loads(server.send("/search.json?q=newnet").body)[0]["name"] == "Newnet"
        assert server.send("/method/newnet", accept="text/html").status == 200


def _rebuild(folder: Path, read: list) -> None:  # type: ignore[type-arg]
    from tests.builders import make_store

    other = folder / "other"
    other.mkdir()
    make_store(other / "graph.db", read)
    (other / "graph.db").replace(folder / "graph.db")


def test_other_pages_may_ask_where_that_is_said(graph_folder: Path) -> None:
    told = ("--cors", "https://friend.example", "--allow-host", "kg.example")
    with serving("-g", graph_folder, "--processes", "1", *told) as server:
        got = server.ask("ASK {}", origin="https://friend.example", host="kg.example")
        assert got["access-control-allow-origin"] == "https://friend.example"
        ahead = server.send("/sparql", "OPTIONS", origin="https://friend.example")
        assert (ahead.status, ahead["access-control-allow-methods"]) == (204, "GET, POST")
        assert server.ask("ASK {}", origin="https://evil.example").code == "foreign-origin"


def test_what_cannot_be_served_is_one_line(kg: Kg, graph_folder: Path, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN)
    token.chmod(0o600)
    weak, seen = tmp_path / "weak", tmp_path / "seen"
    weak.write_text("short")
    weak.chmod(0o600)
    seen.write_text(TOKEN)
    seen.chmod(0o644)
    own = ("serve", "--port", "0", "--writable", "--store")
    cases = [
        (("serve", "-g", tmp_path / "nothing"), "graph"),
        (("serve", "-g", graph_folder, "--port", "0", "--host", "192.0.2.1"), "listened"),
        ((*own, graph_folder / "store", "--token-file", token), "built graph"),
        ((*own, graph_folder, "--token-file", token), "built graph"),
        ((*own, tmp_path / "own", "--token-file", weak), "at least 16"),
        ((*own, tmp_path / "own", "--token-file", seen), "chmod 600"),
        ((*own, tmp_path / "own", "--token-file", tmp_path / "none"), "no such file"),
    ]
    for arguments, said in cases:
        ran = kg(*arguments)
        assert (ran.code, ran.err.count("\n")) == (1, 1), ran.err
        assert said in ran.err
    for wrong in (("--writable",), ("--store", tmp_path), ("--token-file", token)):
        assert kg("serve", *wrong).code == 2
