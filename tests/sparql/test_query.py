import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyoxigraph import Store as Triples

from kg.errors import QueryError
from kg.rdf import PREFIXES
from kg.sparql import Answer, Graph, Iri, guessed, query, serialize, shortened
from kg.sparql.parameters import bound

BASE = "urn:paper-kg:"
NAMES = "SELECT ?name { ?m a kg:Method ; skos:prefLabel ?name } ORDER BY ?name"


def test_select(graph: Graph) -> None:
    assert query(graph, NAMES) == Answer(
        ("name",), (("Alpha",), ("Beta",), ("Gamma",), ("MAML",), ("Reptile",))
    )


def test_values_are_pythons_own(graph: Graph) -> None:
    answer = query(
        graph,
        "SELECT (3 AS ?i) (0.5 AS ?d) (1e3 AS ?f) (true AS ?b) ('x' AS ?s) (kg:Paper AS ?n) ?u {}",
    )
    assert answer.rows == ((3, 0.5, 1000.0, True, "x", PREFIXES["kg"] + "Paper", None),)
    assert [type(value) for value in answer.rows[0]] == [
        *(int, float, float, bool, str, Iri, type(None))
    ]


def test_ask(graph: Graph) -> None:
    assert query(graph, "ASK { ?m skos:altLabel 'Model-Agnostic Meta-Learning' }").boolean is True
    assert query(graph, "ASK { ?m skos:prefLabel 'nothing' }").boolean is False


def test_construct_and_describe_are_sorted(graph: Graph) -> None:
    answer = query(graph, "CONSTRUCT { ?a kg:introducedBy ?p } WHERE { ?p kg:introduces ?a }")
    assert answer.triples is not None
    assert [str(a).removeprefix(BASE) for a, _, _ in answer.triples] == [
        *("benchmark/omniglot", "method/alpha", "method/beta", "method/gamma"),
        *("method/maml", "method/reptile"),
    ]
    described = query(graph, "DESCRIBE <urn:paper-kg:benchmark/miniimagenet>").triples
    assert described is not None
    assert (
        Iri(BASE + "benchmark/miniimagenet"),
        Iri(PREFIXES["skos"] + "prefLabel"),
        "miniImageNet",
    ) in described


def test_the_standard_formats(graph: Graph) -> None:
    one = f"{NAMES} LIMIT 1"
    assert serialize(graph, one, "csv") == b"name\r\nAlpha\r\n"
    assert serialize(graph, one, "tsv") == b'?name\n"Alpha"\n'
    assert json.loads(serialize(graph, one, "json"))["results"]["bindings"] == [
        {"name": {"type": "literal", "value": "Alpha"}}
    ]
    assert b"<literal>Alpha</literal>" in serialize(graph, one, "xml")
    built = serialize(graph, "CONSTRUCT { ?m a kg:Task } WHERE { ?m a kg:Method }", "csv")
    assert [q.predicate.value for q in parse(built, RdfFormat.N_TRIPLES)] == [
        PREFIXES["rdf"] + "type"
    ] * 5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT (COUNT(?s) AS ?n) ?s { ?s ?p ?o }",
            "line 1, column 41: The SELECT contains a variable that is unbound",
        ),
        (
            "SELECT * { ?s ?p ?o } GROUP BY ?s",
            "line 1, column 34: SELECT * is not authorized with GROUP BY",
        ),
        ("ASK {\nBIND (1 AS ?x) BIND (2 AS ?x) }", "line 2, column 32: not understood"),
    ],
)
def test_what_oxigraph_rejects_is_one_line(graph: Graph, text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        query(graph, text)
    assert str(caught.value) == said


def test_a_value_stands_for_a_variable(graph: Graph) -> None:
    text = "SELECT ?m { ?m skos:prefLabel ?name . FILTER (?name = ?name) } # ?name"
    answer = query(graph, text, {"name": Literal("MAML")})
    assert answer.rows == ((BASE + "method/maml",),)
    assert bound("ASK { ?s ?p '?s' . <x:?s> $s ?ss }", {"s": Literal("1")}) == (
        'ASK {  "1"  ?p \'?s\' . <x:?s>  "1"  ?ss }'
    )


def test_a_value_needs_its_variable(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"no variable \?nam$"):
        query(graph, NAMES, {"nam": Literal("MAML")})


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ['" } SERVICE <http://127.0.0.1/> { ?a ?b "', "\\", '\\" . ?x ?y ?z', "\\u0022 . ?x ?y \\u0022",
     "\n", "\r", '"""', "'''", "?s", "<x:y>", "\x7f\x85", "\\u005C\\u0022"]
))  # fmt: skip
def test_no_value_says_more_than_itself(value: str) -> None:
    subject, predicate = NamedNode("x:s"), NamedNode("x:p")
    literal = guessed("s" + value, BASE)
    known = Triples()
    known.add(Quad(subject, predicate, literal))
    graph = Graph(known, BASE)
    assert query(graph, "SELECT ?s { ?s <x:p> ?v }", {"v": literal}).rows == (("x:s",),)
    (built,) = parse(
        serialize(graph, "CONSTRUCT { <x:s> <x:p> ?v } WHERE {}", "csv", {"v": literal}),
        RdfFormat.N_TRIPLES,
    )
    assert built.triple == Triple(subject, predicate, literal)


def test_values_of_no_declared_kind() -> None:
    assert str(guessed("12", BASE)) == f'"12"^^<{PREFIXES["xsd"]}integer>'
    assert str(guessed("1.5", BASE)) == '"1.5"'
    assert str(guessed("<x:y>", BASE)) == "<x:y>"
    with pytest.raises(QueryError, match="neither the id of a node nor an IRI"):
        guessed("<no iri>", BASE)


def test_iris_are_said_shortly() -> None:
    assert shortened(Iri(BASE + "method/maml"), BASE) == "method/maml"
    assert shortened(Iri(PREFIXES["kg"] + "uses"), BASE) == "kg:uses"
    assert shortened(Iri("x:y"), BASE) == "x:y"
    assert shortened(BASE + "a string", BASE) == BASE + "a string"


def test_a_variable_ends_before_a_minus() -> None:
    told = bound("SELECT * { ?s ?p ?v FILTER (?v > ?n-1 && ?v < ?n) }", {"n": Literal(3)})
    assert "?n" not in told
    assert told.split("FILTER")[1].split() == [
        "(?v",
        ">",
        "3",
        "-1",
        "&&",
        "?v",
        "<",
        "3",
        ")",
        "}",
    ]
