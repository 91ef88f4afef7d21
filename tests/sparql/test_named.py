from pathlib import Path
from typing import Any

import pytest

from kg.errors import KnowledgeError, QueryError
from kg.sparql import (
    Graph,
    NamedQuery,
    Parameter,
    ParameterKind,
    named_queries,
    named_query,
    query,
)
from kg.sparql.named import to_named_query

BASE = "urn:paper-kg:"
ALPHA = ("paper/alpha-adapting-quickly", "Alpha: adapting quickly")
BETA = ("paper/beta-adapting-slowly", "Beta: adapting slowly")
GAMMA = ("paper/gamma-not-adapting", "Gamma: not adapting")
MAML = (
    "paper/maml-fast-adaptation-for-few-shot-learning",
    "MAML: fast adaptation for few-shot learning",
)
REPTILE = (
    "paper/reptile-a-scalable-meta-learning-algorithm",
    "Reptile: a scalable meta-learning algorithm",
)
AROUND = (
    "lable meta-learning algorithm\n\nReptile is compared with MAML on Omniglot and on miniImage"
    "Net, and reaches 97.68%."
)
SPARQL = "SELECT ?s WHERE { ?s skos:prefLabel ?name }"

# Worked out by hand from tests/sparql/conftest.py and tests.builders.small_collection.
ANSWERS: dict[str, tuple[dict[str, str], list[tuple[Any, ...]]]] = {
    "benchmarks-of-method": (
        {"method": "beta"},
        [("benchmark/miniimagenet", "miniImageNet"), ("benchmark/omniglot", "Omniglot")],
    ),
    "co-used-methods": (
        {"least": "1"},
        [
            ("MAML", "Reptile", 2),
            ("Alpha", "MAML", 1),
            ("Beta", "MAML", 1),
            ("Beta", "Reptile", 1),
        ],
    ),
    "evidence-of-edge": (
        {"subject": REPTILE[0], "object": "benchmark/miniimagenet"},
        [
            (
                "ontology#evaluatesOn",
                REPTILE[0],
                AROUND,
                "test-rule",
                0.9,
            )
        ],
    ),
    "methods-for-task": (
        {"task": "Few-shot Learning"},
        [("method/maml", "MAML", 4), ("method/alpha", "Alpha", 1), ("method/beta", "Beta", 1)],
    ),
    "methods-of-benchmark": (
        {"benchmark": "OMNIGLOT"},
        [
            ("method/alpha", "Alpha"),
            ("method/beta", "Beta"),
            ("method/maml", "MAML"),
            ("method/reptile", "Reptile"),
        ],
    ),
    "most-evaluated-benchmarks": (
        {},
        [("benchmark/omniglot", "Omniglot", 4), ("benchmark/miniimagenet", "miniImageNet", 2)],
    ),
    "most-used-methods": (
        {"least": "1"},
        [("method/maml", "MAML", 3), ("method/reptile", "Reptile", 1)],
    ),
    "papers-introducing-method": (
        {"method": "model-agnostic meta-learning"},
        [(*MAML, "2017-03-09")],
    ),
    "papers-using-method": (
        {"method": "MAML"},
        [(*ALPHA, "uses"), (*BETA, "uses"), (*REPTILE, "compares with")],
    ),
    "papers-with-code-for-task": (
        {"task": "few-shot learning"},
        [(*ALPHA, "a/alpha"), (*MAML, "cbfinn/maml")],
    ),
    "papers-without-code": ({}, [(*BETA, "Beta"), (*GAMMA, "Gamma")]),
    "results-on-benchmark": (
        {"benchmark": "Omniglot"},
        [
            (ALPHA[0], "Alpha", None, "98.1%", "absolute"),
            (REPTILE[0], "Reptile", None, "97.68%", "absolute"),
        ],
    ),
}


def local(value: object) -> object:
    return value.removeprefix(BASE) if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_gives_the_answer_worked_out_by_hand(name: str, graph: Graph) -> None:
    given, expected = ANSWERS[name]
    named = named_query(name)
    answer = query(graph, named.text, named.values(given, BASE))
    assert [tuple(map(local, row)) for row in answer.rows] == expected


def test_there_are_answers_for_all_queries_and_no_others() -> None:
    assert sorted(ANSWERS) == sorted(named_queries())


def test_a_query_says_what_it_is() -> None:
    assert named_query("most-used-methods") == NamedQuery(
        "most-used-methods",
        "Most used methods",
        "The methods that the most papers use or compare with.",
        (Parameter("least", ParameterKind.INTEGER, "the least number of papers", "2"),),
        named_query("most-used-methods").text,
    )


def test_what_a_user_gives_must_fit() -> None:
    benchmark = named_query("methods-of-benchmark")
    with pytest.raises(QueryError, match="needs --set benchmark=…: any name of the benchmark"):
        benchmark.values({}, BASE)
    with pytest.raises(QueryError, match="no parameter 'bench'; it has benchmark"):
        benchmark.values({"bench": "x"}, BASE)
    with pytest.raises(QueryError, match="'many' is no whole number"):
        named_query("most-used-methods").values({"least": "many"}, BASE)
    with pytest.raises(QueryError, match="neither the id of a node nor an IRI"):
        named_query("evidence-of-edge").values({"subject": "a b", "object": "task/x"}, BASE)
    with pytest.raises(QueryError, match="no query 'nope'; there are benchmarks-of-method, "):
        named_query("nope")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SPARQL, r"queries/x\.rq:1: needs one title"),
        (f"# title: a\n# title: b\n# description: c\n{SPARQL}", "one title"),
        (f"# title: a\n# what: b\n{SPARQL}", r"x\.rq:2: no title, description or parameter"),
        (f"# title: a\n# description: b\n# parameter name: c\n{SPARQL}", r"x\.rq:3: no parameter"),
        (f"# title: a\n# description: b\n# parameter name (word): c\n{SPARQL}", "no parameter"),
        (f"# title: a\n# description: b\n# parameter other (text): c\n{SPARQL}", "variable .other"),
        ("# title: a\n# description: b\nSELECT * { SERVICE <x:y> {} }", "SERVICE asks"),
        ("# title: a\n# description: b\nSELECT *", "ends too early"),
    ],
)
def test_a_file_that_breaks_the_rules_is_named(text: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=complaint):
        to_named_query("x", text)


def test_the_documentation_lists_them_all(root: Path) -> None:
    text = (root / "docs" / "queries.md").read_text("utf-8")
    for named in named_queries().values():
        needs = ", ".join(f"`{parameter.name}`" for parameter in named.parameters)
        assert f"| `{named.name}` | {needs} | {named.title} |\n" in text
