import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import Fault, QueryError
from kg.sparql.guard import check, checked, normalised, parsed, scan, walk

HARMLESS = [
    "SELECT * WHERE { ?s ?p ?o }",
    "ASK { ?s kg:service ?service }",
    "SELECT ?add { ?add kg:load ?with . FILTER (?with = 'SERVICE <x:y> {}') }",
    'SELECT * { ?s ?p """LOAD <x:y> " SERVICE""" . _:load ?drop "x"@add }',
    "# SERVICE in a comment\nSELECT * { ?s ?p ?o }",
    "SELECT * { <urn:x#SERVICE> ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o OPTIONAL { ?s a ?c } }",
    "DESCRIBE <urn:paper-kg:method/maml>",
    "PREFIX my: <x:> PREFIX : <y:> ASK { ?s my:x :y ; skos:prefLabel ?name }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (?n > 1) ORDER BY ?n LIMIT 3",
]
SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
    "SELECT * { service silent <http://127.0.0.1/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ?o { ?a ?b ?c } } }",
    "SELECT * { ?s ?p ?o FILTER NOT EXISTS { SERVICE ?o { ?a ?b ?c } } }",
    "SELECT * { BIND (EXISTS { SERVICE <x:y> { ?a ?b ?c } } AS ?e) }",
    "SELECT * { ?s ?p ?o } GROUP BY ?s ?p ?o HAVING (EXISTS { SERVICE ?o { ?a ?b ?c } })",
    "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <x:y> { ?a ?b ?c } })",
    "SELECT (EXISTS { SERVICE <x:y> { ?a ?b ?c } } AS ?e) { ?s ?p ?o }",
    "SELECT * { { SELECT * { SERVICE <x:y> { ?a ?b ?c } } } }",
    "SELECT * { { ?s ?p ?o } UNION { SERVICE <x:y> { ?a ?b ?c } } }",
    "SELECT * { ?s ?p ?o MINUS { SERVICE <x:y> { ?a ?b ?c } } }",
    "SELECT * { ?s ?p ?o OPTIONAL { SERVICE <x:y> { ?a ?b ?c } } }",
    "SELECT * { GRAPH ?g { SERVICE <x:y> { ?a ?b ?c } } }",
    "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <x:y> { ?a ?b ?c } }",
    "DESCRIBE ?a WHERE { SERVICE <x:y> { ?a ?b ?c } }",
    "ASK { SERVICE <x:y> { ?a ?b ?c } }",
]
TRICKS = [
    "SELECT * WHERE { # x\r SERVICE SILENT <http://127.0.0.1/> { ?a ?b ?c }\n }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
    "SELECT * WHERE { \\U00000053ERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
    "SELECT * WHERE { # x\\u000A SERVICE <http://127.0.0.1/> { ?a ?b ?c }\n }",
    "SELECT * WHERE { # x\\u000D SERVICE <http://127.0.0.1/> { ?a ?b ?c }\n }",
    "SELECT * WHERE { ?s ?p 1SERVICE <http://127.0.0.1/> { ?a ?b ?c } }",
    "PREFIX : <x:> SELECT * WHERE { SERVICE:y { ?a ?b ?c } }",
    "PREFIX p: <x:> ASK { p:it\\'s ?p ?o . SERVICE <http://127.0.0.1/> { ?a ?b 'c' } }",
    "SELECT * WHERE { ?s ?p '\\u0027 . SERVICE <http://127.0.0.1/> { ?a ?b ?c } #' }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_query_passes_unchanged(text: str) -> None:
    assert checked(text) == text


@pytest.mark.parametrize("text", SERVICES + TRICKS)
def test_no_query_asks_another_server(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        checked(text)


@pytest.mark.parametrize("text", SERVICES)
def test_each_net_alone_holds_it(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        scan(text)
    parts = list(walk(parsed(text)))
    with pytest.raises(QueryError, match="SERVICE"):
        check(parts)


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <x:g>",
        "COPY <x:a> TO <x:b>",
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "PREFIX x: <x:> \\u004COAD <x:y>",
        "SELECT * { ?s ?p ?o } ; insert data { <x:a> <x:b> <x:c> }",
    ],
)
def test_no_query_is_an_update(text: str) -> None:
    with pytest.raises(QueryError, match="is an update, and the graph is read-only"):
        checked(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { m:learning-with-noise ?p m:spatial-drop }",
        "SELECT * { <x:s> ?p m:web-service.load }",
        "PREFIX add: <urn:x:> SELECT * { add:one ?p ?o }",
    ],
)
def test_a_name_is_no_update(text: str) -> None:
    declared = "PREFIX m: <urn:x:> " + text
    assert checked(declared) == declared


@pytest.mark.parametrize(
    "text", ["ASK { x:SERVICE <http://127.0.0.1/> {} }", "ASK { ?s-SERVICE <x:y> {} }"]
)
def test_a_name_hides_no_service(text: str) -> None:
    with pytest.raises(QueryError):
        checked(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1/> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM kg:x { ?s ?p ?o }",
        "ASK FROM <x:y> { ?s ?p ?o }",
        "CONSTRUCT FROM <x:y> WHERE { ?s ?p ?o }",
        "DESCRIBE ?s FROM <x:y> { ?s ?p ?o }",
    ],
)
def test_no_query_brings_its_own_graph(text: str) -> None:
    with pytest.raises(QueryError, match=r"FROM: there is no graph <.*> here"):
        checked(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT *", "line 1, column 9: the query ends too early"),
        ("ASK {\n ?s ?p ?o ]", "line 2, column"),
        ("ASK { ?s ?p '\x00' }", r"line 1, column 14: U\+0000 is not allowed"),
        ("ASK {\n?s ?p '\\u0000' }", r"line 2, column 8: U\+0000 is not allowed"),
        ("ASK { ?s ?p '\\uD800' }", r"U\+D800 is not allowed"),
        ("ASK { ?s ?p '\\UFFFFFFFF' }", "is no character"),
        ("ASK { ?s \\u005Cu0053 ?o }", r"u0053 is not allowed"),
        ("ASK { ?s ?p ?o }" + " " * 100_000, "longer than 100,000 characters"),
        ("ASK {" + "{" * 2000 + "}" * 2001, "nested too deeply"),
        ("", "ends too early"),
        ("ASK { ?s nope:x ?o }", "the prefix nope: is not known; known are dc, dcat, dcterms, kg,"),
    ],
)
def test_what_is_malformed_is_said_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint) as caught:
        checked(text)
    assert "\n" not in str(caught.value)


def test_a_graph_of_the_data_set_may_be_named() -> None:
    text = "PREFIX g: <urn:g/> SELECT * FROM g:a FROM NAMED <urn:g/b> { ?s ?p ?o }"
    assert checked(text, {"urn:g/a", "urn:g/b"}.__contains__) == text
    with pytest.raises(QueryError, match="no graph <urn:g/b> here") as caught:
        checked(text, {"urn:g/a"}.__contains__)
    assert caught.value.fault is Fault.REFUSED


@pytest.mark.parametrize(
    "text", ["# x\rSERVICE <x:y> {}\n", "# x\nSERVICE <x:y> {}\n", "'a\\'' SERVICE <x:y> {}"]
)
def test_the_scan_takes_a_comment_to_end_at_either(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        scan(text)


def test_a_query_is_brought_to_one_form() -> None:
    assert normalised("\ufeffASK\r\n{\r?s \\u003fp 'é\\u00e9' }") == "ASK\n{\n?s ?p 'éé' }"


@given(st.text(st.sampled_from("SERVICE<>{}?a:'\"\\u0053 \r\n#1_.$@^|é"), max_size=60))
def test_whatever_passes_both_nets_is_safe(text: str) -> None:
    try:
        plain = checked(f"ASK {{ ?s ?p ?o {text} }}")
    except QueryError:
        return
    assert not [part for part in walk(parsed(plain)) if part.name == "ServiceGraphPattern"]
    assert "\r" not in plain
