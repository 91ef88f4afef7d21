"""The measures on cases small enough to count by hand."""

from typing import Any

import pytest

from kg.evaluate.matching import Tally, forms_of, pair_entities
from kg.evaluate.measures import MEASURES, evaluate, normal_url, normal_value
from kg.model import TRUSTED
from kg.records import Record


def entity(
    name: str,
    *others: str,
    label: str = "METHOD",
    kind: str = "named",
    role: str = "used",
) -> Record:
    return {
        "label": label,
        "name": name,
        "aliases": [name, *others],
        "kind": kind,
        "role": role,
    }


def result(value: str, method: str | None = None, benchmark: str | None = None) -> Record:
    return {"value": value, "method": method, "benchmark": benchmark, "kind": "absolute"}


def record(*entities: Record, repos: Any = (), results: Any = ()) -> Record:
    return {"id": "p", "entities": entities, "repos": repos, "results": results}


def tally(name: str, gold: Record, predicted: Record) -> tuple[int, int, int]:
    counted = evaluate({"p": gold}, {"p": predicted})[name]
    return counted.found, counted.extra, counted.missed


def test_a_tally_divides() -> None:
    counted = Tally(found=3, extra=1, missed=2) + Tally(found=1, extra=0, missed=2)
    assert (counted.gold, counted.predicted) == (8, 5)
    assert (counted.precision, counted.recall) == (0.8, 0.5)
    assert counted.f1 == pytest.approx(0.8 / 1.3)


def test_an_empty_tally_is_nought() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_forms_are_normal_forms() -> None:
    forms = forms_of(entity("The Transformers", "transformer model", "--", r"G\"odel"))
    assert forms == {"transformer", "godel"}


def test_entities_pair_by_label_and_form() -> None:
    gold = [entity("MAML"), entity("MAML", label="TASK"), entity("PPO")]
    predicted = [entity("maml", label="TASK"), entity("DPO"), entity("MAML algorithm")]
    assert pair_entities(gold, predicted) == {0: 2, 1: 0}


def test_those_that_share_the_most_forms_pair_first() -> None:
    gold = [entity("RL", "PPO"), entity("RL", "reinforcement learning")]
    predicted = [entity("RL", "Reinforcement Learning"), entity("PPO")]
    assert pair_entities(gold, predicted) == {0: 1, 1: 0}


def test_an_entity_pairs_once() -> None:
    assert pair_entities([entity("A1", "B1")], [entity("A1"), entity("B1")]) == {0: 0}


def test_labels_are_counted_apart() -> None:
    gold = record(entity("MAML"), entity("PPO"), entity("GSM8K", label="BENCHMARK"))
    predicted = record(entity("MAML"), entity("GSM8K"), entity("RL", label="TASK"))
    assert tally("METHOD", gold, predicted) == (1, 1, 1)
    assert tally("BENCHMARK", gold, predicted) == (0, 0, 1)
    assert tally("TASK", gold, predicted) == (0, 1, 0)


def test_a_method_of_another_kind_is_found_under_the_kind_of_the_gold() -> None:
    gold = record(entity("RL", kind="concept"), entity("PPO"))
    predicted = record(entity("RL"), entity("PPO"), entity("SFT", kind="concept"))
    assert tally("METHOD/named", gold, predicted) == (1, 0, 0)
    assert tally("METHOD/concept", gold, predicted) == (1, 1, 0)


def test_introduced_needs_the_role_on_both_sides() -> None:
    gold = record(entity("A1", role="introduced"), entity("B1", role="introduced"), entity("C1"))
    predicted = record(
        entity("A1", role="introduced"), entity("B1"), entity("C1", role="introduced")
    )
    assert tally("introduced", gold, predicted) == (1, 1, 1)


def test_introduced_named_leaves_concepts_out() -> None:
    gold = record(entity("A1", role="introduced"), entity("B1", role="introduced", kind="concept"))
    assert tally("introduced/named", gold, gold) == (1, 0, 0)
    assert tally("introduced", gold, gold) == (2, 0, 0)


def test_edges_need_the_role_and_leave_tasks_out() -> None:
    gold = record(
        entity("A1"),
        entity("GSM8K", label="BENCHMARK", role="evaluated"),
        entity("t", label="TASK"),
    )
    predicted = record(
        entity("A1"), entity("GSM8K", label="BENCHMARK", role="trained"), entity("t", label="TASK")
    )
    assert tally("edges (entity+role)", gold, predicted) == (1, 1, 1)


def test_links_are_told_apart_by_their_url_and_then_by_kind() -> None:
    gold = record(
        repos=[
            {"url": "https://github.com/a/b", "kind": "code"},
            {"url": "https://a.org", "kind": "project"},
        ]
    )
    predicted = record(
        repos=[
            {"url": "http://www.GitHub.com/a/b.git", "kind": "code"},
            {"url": "a.org/", "kind": "data"},
            {"url": "b.org", "kind": "other"},
        ]
    )
    assert tally("repos", gold, predicted) == (2, 1, 0)
    assert tally("repos+kind", gold, predicted) == (1, 2, 1)


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://github.com/a/B.git", "github.com/a/b"),
        (" http://www.x.org/).", "x.org"),
        ("www.x.org", "www.x.org"),
        ("x.org/a}", "x.org/a"),
    ],
)
def test_normal_url(url: str, normal: str) -> None:
    assert normal_url(url) == normal


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("50.0", "50"),
        ("50", "50"),
        ("0.50", "0.5"),
        ("1,200", "1200"),
        ("2-3", "2-3"),
        ("-1.5%", "1.5"),
        (7, "7"),
    ],
)
def test_normal_value(value: object, normal: str) -> None:
    assert normal_value(value) == normal


def test_results_are_equal_by_value_entities_and_kind() -> None:
    method = entity("MAML", "model-agnostic meta-learning")
    bench = entity("Omniglot", label="BENCHMARK")
    gold = record(method, bench, results=[result("98.70", "MAML", "Omniglot")])
    same = [result("98.7", "model-agnostic meta-learning", "Omniglot")]
    for name in ("results strict", "results lenient", "results value"):
        assert tally(name, gold, record(method, bench, results=same)) == (1, 0, 0)


def test_a_result_of_another_benchmark_is_lenient_and_one_of_another_method_a_value() -> None:
    entities = entity("MAML"), entity("PPO"), entity("Omniglot", label="BENCHMARK")
    gold = record(*entities, results=[result("9", "MAML", "Omniglot")])
    unbound = record(*entities, results=[result("9", "MAML")])
    other = record(*entities, results=[result("9", "PPO", "Omniglot")])
    names = "results strict", "results lenient", "results value"
    assert [tally(name, gold, unbound) for name in names] == [(0, 1, 1), (1, 0, 0), (1, 0, 0)]
    assert [tally(name, gold, other) for name in names] == [(0, 1, 1), (0, 1, 1), (1, 0, 0)]


def test_of_trusted_results_only_those_count_that_are_sure_enough() -> None:
    gold = record(results=[result("5"), result("6")])
    sure, unsure = result("5") | {"score": TRUSTED}, result("6") | {"score": TRUSTED - 0.001}
    assert tally("results strict, trusted", gold, record(results=[sure, unsure])) == (1, 0, 1)
    assert tally("results strict", gold, record(results=[sure, unsure])) == (2, 0, 0)


def test_results_count_as_often_as_they_stand() -> None:
    gold = record(results=[result("5"), result("5")])
    predicted = record(results=[result("5"), result("5"), result("5")])
    assert tally("results value", gold, predicted) == (2, 1, 0)


def test_a_name_that_is_no_pair_is_compared_by_its_form() -> None:
    gold = record(results=[result("5", "The MAML")])
    predicted = record(entity("MAML"), results=[result("5", "MAML")])
    assert tally("results strict", gold, predicted) == (1, 0, 0)


def test_papers_are_added_up_and_strangers_ignored() -> None:
    gold = {"a": record(entity("MAML")), "b": record(entity("PPO"))}
    counted = evaluate(gold, {"a": record(entity("MAML")), "c": record(entity("DPO"))})
    assert counted["METHOD"] == Tally(found=1, extra=0, missed=1)


def test_every_measure_is_perfect_on_the_gold_itself_and_nought_on_nothing() -> None:
    gold = {
        "a": record(
            entity("MAML", role="introduced"),
            entity("RL", kind="concept"),
            entity("GSM8K", label="BENCHMARK"),
            entity("t1", label="TASK"),
            repos=[{"url": "x.org", "kind": "code"}],
            results=[result("9", "MAML")],
        )
    }
    assert {name: counted.f1 for name, counted in evaluate(gold, gold).items()} == dict.fromkeys(
        MEASURES, 1.0
    )
    assert {counted.f1 for counted in evaluate(gold, {}).values()} == {0.0}
