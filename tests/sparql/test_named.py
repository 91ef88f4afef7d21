from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal

import kg
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
SPARQL = "SELECT ?s WHERE { ?s skos:prefLabel ?name }"

# Worked out by hand from tests/sparql/conftest.py and tests.builders.small_collection. The papers
# of MAML, Reptile, Alpha, Beta and Gamma introduce these; Alpha's and Beta's use MAML, Reptile's
# compares with MAML, Beta's with Reptile. All but Gamma's evaluate on Omniglot, Reptile's and
# Beta's on miniImageNet as well. MAML's, Alpha's and Beta's address few-shot learning, and so
# does one that introduces Omniglot.
ANSWERS: dict[str, tuple[dict[str, str], list[tuple[Any, ...]]]] = {
    # Beta's paper introduces it and evaluates on both.
    "benchmarks-of-method": (
        {"method": "beta"},
        [("benchmark/miniimagenet", "miniImageNet"), ("benchmark/omniglot", "Omniglot")],
    ),
    # Reptile's paper and Beta's have both MAML and Reptile; the others, one paper each.
    "co-used-methods": (
        {"least": "1"},
        [
            ("MAML", "Reptile", 2),
            ("Alpha", "MAML", 1),
            ("Beta", "MAML", 1),
            ("Beta", "Reptile", 1),
        ],
    ),
    # The methods that the three papers on the task introduce; MAML is in Reptile's paper as well.
    "methods-for-task": (
        {"task": "Few-shot Learning"},
        [("method/maml", "MAML", 4), ("method/alpha", "Alpha", 1), ("method/beta", "Beta", 1)],
    ),
    "methods-on-both-benchmarks": (
        {"first": "omniglot", "second": "MiniImageNet"},
        [("method/beta", "Beta"), ("method/reptile", "Reptile")],
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
    "papers-using-method": (
        {"method": "MAML"},
        [(*ALPHA, "uses"), (*BETA, "uses"), (*REPTILE, "compares with")],
    ),
    "papers-with-code-for-task": (
        {"task": "few-shot learning"},
        [(*ALPHA, "a/alpha"), (*MAML, "cbfinn/maml")],
    ),
    # MAML's paper and Alpha's say where their code is, Reptile's record does; none of these is
    # dated.
    "papers-without-code": ({}, [(*BETA, "Beta", None), (*GAMMA, "Gamma", None)]),
    "results-on-benchmark": (
        {"benchmark": "Omniglot"},
        [
            (ALPHA[0], "Alpha", None, "98.1%", "absolute", False),
            (REPTILE[0], "Reptile", None, "97.68%", "absolute", False),
        ],
    ),
}

QUARK = "Quark sorts and ranks"
GLUON = "Gluon sorts better"
AGAIN = "Measured again"
AROUND_QUARK = (
    "and Meson. We evaluate on SortBench and RankBench. Its accuracy on SortBench is 71.5%."
    " Code: https://github.com/q/quark and https://github.com/q/more"
)
AROUND_AGAIN = (
    "nch and RankBench, which are for ranking. On SortBench Quark has an accuracy of 69.5%"
    " and Gluon of 68.75%."
)

# The same, from the collection of the fixture `contested`: by paper, what its reading there says.
CONTESTED: dict[str, tuple[dict[str, str], list[tuple[Any, ...]]]] = {
    # Lepton, Gluon and Quark address sorting and evaluate on SortBench; Quark on RankBench as well.
    "benchmarks-for-task": (
        {"task": "Sorting"},
        [("benchmark/sortbench", "SortBench", 3), ("benchmark/rankbench", "RankBench", 1)],
    ),
    # Quark's paper alone introduces it, and names two repositories.
    "code-of-method": (
        {"method": "quark"},
        [
            ("q/more", "https://github.com/q/more", QUARK),
            ("q/quark", "https://github.com/q/quark", QUARK),
        ],
    ),
    # Gluon has 70.25 in its paper and 68.75 in another, Quark 71.5 and 69.5. The first of two
    # papers is that whose result has the first IRI: result/gluon… and result/measured… before
    # result/quark….
    "conflicting-results": (
        {},
        [
            ("Gluon", "SortBench", "accuracy", "70.25%", GLUON, "68.75%", AGAIN),
            ("Quark", "SortBench", "accuracy", "69.5%", AGAIN, "71.5%", QUARK),
        ],
    ),
    # Two papers bind a number of Quark's to SortBench; a bound number is trusted 0.95, each name in
    # it 0.9: 0.95 * 0.9 = 0.855. Around each number stand 80 characters, or what there is.
    "evidence-of-edge": (
        {"subject": "method/quark", "object": "benchmark/sortbench"},
        [
            (
                "ontology#measuredOn",
                "paper/measured-again",
                AROUND_AGAIN,
                "bound-result",
                0.855,
            ),
            (
                "ontology#measuredOn",
                "paper/quark-sorts-and-ranks",
                AROUND_QUARK,
                "bound-result",
                0.855,
            ),
        ],
    ),
    # One task, two methods, two benchmarks, and two numbers, each found with 0.9. The
    # numbers begin at characters 132 and 151: title and newlines are 16, the first sentence with
    # its space 78, the words before 69.5% 38, and from there to 68.75% 19.
    "evidence-of-paper": (
        {"paper": "paper/measured-again"},
        [
            ("ontology#addresses", "task/ranking", "test-rule", 0.9),
            ("ontology#comparesWith", "method/gluon", "test-rule", 0.9),
            ("ontology#comparesWith", "method/quark", "test-rule", 0.9),
            ("ontology#evaluatesOn", "benchmark/rankbench", "test-rule", 0.9),
            ("ontology#evaluatesOn", "benchmark/sortbench", "test-rule", 0.9),
            ("ontology#reports", "result/measured-again/132", "test-rule", 0.9),
            ("ontology#reports", "result/measured-again/151", "test-rule", 0.9),
        ],
    ),
    # Four of the five scores on SortBench: that of Lepton is doubtful. More accuracy is better.
    "leaderboard-of-benchmark": (
        {"benchmark": "sortbench"},
        [
            ("accuracy", "71.5%", "Quark", QUARK, "2020-03-01"),
            ("accuracy", "70.25%", "Gluon", GLUON, "2020-01-15"),
            ("accuracy", "69.5%", "Quark", AGAIN, "2020-11"),
            ("accuracy", "68.75%", "Gluon", AGAIN, "2020-11"),
        ],
    ),
    # Gluon's and Quark's papers use Lepton; nothing is a variant of it.
    "methods-building-on-method": (
        {"method": "lepton"},
        [
            ("method/gluon", "Gluon", "uses", GLUON),
            ("method/quark", "Quark", "uses", QUARK),
        ],
    ),
    # Sorting: Lepton, Gluon and Quark; ranking: Quark and the paper that measures again.
    "most-addressed-tasks": ({}, [("task/sorting", "sorting", 3), ("task/ranking", "ranking", 2)]),
    # Gluon uses Lepton, Quark compares with Gluon, another paper with Quark; no paper introduces
    # Meson. Two papers introduce a Muon, which makes two of it. What is not dated comes first.
    "orphan-methods": (
        {},
        [
            ("method/boson", "Boson", "Boson is alone", None),
            ("method/tauon", "Tauon", "Boson is alone", None),
            ("method/muon/muon-comes", "Muon", "Muon comes", "2021"),
            ("method/muon/muon-comes-again", "Muon", "Muon comes again", "2022"),
        ],
    ),
    # Both of the papers that introduce a Muon.
    "papers-introducing-method": (
        {"method": "Muon"},
        [
            ("paper/muon-comes", "Muon comes", "2021"),
            ("paper/muon-comes-again", "Muon comes again", "2022"),
        ],
    ),
    # Quark's of March, and the one of November, which is newer.
    "papers-on-benchmark": (
        {"benchmark": "RankBench"},
        [
            ("paper/measured-again", AGAIN, "2020-11"),
            ("paper/quark-sorts-and-ranks", QUARK, "2020-03-01"),
        ],
    ),
    # Its own paper has 71.5, another 69.5.
    "results-of-method": (
        {"method": "Quark"},
        [
            ("SortBench", "accuracy", "69.5%", "absolute", False, AGAIN),
            ("SortBench", "accuracy", "71.5%", "absolute", False, QUARK),
        ],
    ),
    # SortBench: Lepton in 2019; Gluon, Quark and one more in 2020. RankBench: the last two in 2020.
    # Both have two more than the year before, so that the name decides.
    "rising-benchmarks": (
        {"least": "1"},
        [
            (2020, "benchmark/rankbench", "RankBench", 2, 0),
            (2020, "benchmark/sortbench", "SortBench", 3, 1),
            (2019, "benchmark/sortbench", "SortBench", 1, 0),
        ],
    ),
    # Quark's paper compares with two; what compares with Quark introduces nothing.
    "rivals-of-method": (
        {"method": "quark"},
        [("method/gluon", "Gluon", 1), ("method/meson", "Meson", 1)],
    ),
}

# What the seeds' graph is asked, where a query needs to be told something.
ASKED = {
    "benchmark": "GSM8K",
    "method": "GRPO",
    "task": "mathematical reasoning",
    "first": "GSM8K",
    "second": "MATH",
}


def local(value: object) -> object:
    return value.removeprefix(BASE) if isinstance(value, str) else value


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_query_gives_the_answer_worked_out_by_hand(
    name: str, graph: Graph, contested_graph: Graph
) -> None:
    given, expected = (ANSWERS | CONTESTED)[name]
    named = named_query(name)
    asked = graph if name in ANSWERS else contested_graph
    answer = query(asked, named.text, named.values(given, BASE))
    assert [tuple(map(local, row)) for row in answer.rows] == expected
    assert len(expected) >= 2


def test_there_are_answers_for_all_queries_and_no_others() -> None:
    assert sorted([*ANSWERS, *CONTESTED]) == sorted(named_queries())
    assert len(named_queries()) >= 24


def test_most_queries_find_something_in_the_seeds(built: Path) -> None:
    with kg.load(built) as graph:
        edge = next(each for each in graph.relations if each.subject.startswith("paper/"))
        ends = {"paper": edge.subject, "subject": edge.subject, "object": edge.object}
        asked = ASKED | ends
        found = []
        for named in named_queries().values():
            given = {
                each.name: asked[each.name] for each in named.parameters if each.default is None
            }
            if graph.query(named.text, named.values(given, BASE)).rows:
                found.append(named.name)
    assert len(found) >= 18, set(named_queries()) - set(found)


def test_a_query_says_what_it_is() -> None:
    assert named_query("most-used-methods") == NamedQuery(
        "most-used-methods",
        "Most used methods",
        "The methods that the most papers use or compare with.",
        (
            Parameter("least", ParameterKind.INTEGER, "the least number of papers", "2"),
            Parameter("limit", ParameterKind.INTEGER, "how many methods at most", "100"),
        ),
        named_query("most-used-methods").text,
    )


@pytest.mark.parametrize("written", ["GSM8K", " gsm8k ", "\uff27SM8K", "gsm8K"])
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    values = named_query("methods-of-benchmark").values({"benchmark": written}, BASE)
    assert values == {"benchmark": Literal("gsm8k")}


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_of_a_long_answer_the_first_rows_come(
    name: str, graph: Graph, contested_graph: Graph
) -> None:
    given, expected = (ANSWERS | CONTESTED)[name]
    named = named_query(name)
    if "limit" not in {parameter.name for parameter in named.parameters}:
        assert "LIMIT" not in named.text
        return
    asked = graph if name in ANSWERS else contested_graph
    answer = query(asked, named.text, named.values(given | {"limit": "1"}, BASE))
    assert [tuple(map(local, row)) for row in answer.rows] == expected[:1]


def test_what_a_user_gives_must_fit() -> None:
    benchmark = named_query("methods-of-benchmark")
    with pytest.raises(QueryError, match="needs a value of benchmark: any name of the benchmark"):
        benchmark.values({}, BASE)
    with pytest.raises(QueryError, match="no parameter 'bench'; it has benchmark"):
        benchmark.values({"bench": "x"}, BASE)
    with pytest.raises(QueryError, match="'many' is no whole number"):
        named_query("most-used-methods").values({"least": "many"}, BASE)
    with pytest.raises(QueryError, match="'-1' is below 0"):
        named_query("orphan-methods").values({"limit": "-1"}, BASE)
    with pytest.raises(QueryError, match="neither the id of a node nor an IRI"):
        named_query("evidence-of-edge").values({"subject": "a b", "object": "task/x"}, BASE)
    with pytest.raises(QueryError, match="no query 'nope'; there are benchmarks-for-task, "):
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
