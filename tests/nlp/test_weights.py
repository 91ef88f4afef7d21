"""Weights: a table that is checked, and a softmax over its sums."""

import math
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.nlp.weights import Weights, read_weights


def test_probabilities_are_the_softmax_of_the_sums() -> None:
    weights = Weights(("yes", "no"), {"a": (1.0, 0.0), "b": (1.0, 0.0)})
    found = weights.probabilities(["a", "b", "unheard of"])
    assert found["yes"] == pytest.approx(math.exp(2) / (math.exp(2) + 1))
    assert sum(found.values()) == pytest.approx(1.0)


def test_sums_are_exact_in_any_order() -> None:
    rows = {f"{i}": (0.01 * i, -0.29 * i, 1.37 - i) for i in range(200)}
    weights = Weights(("a", "b", "c"), rows)
    found = weights.probabilities(rows)
    assert found == weights.probabilities(reversed(rows))
    sums = [math.fsum(column) for column in zip(*rows.values(), strict=True)]
    powers = [math.exp(value - max(sums)) for value in sums]
    assert list(found.values()) == pytest.approx([power / sum(powers) for power in powers])


def test_a_choice_is_a_softmax_over_the_sums_of_the_options() -> None:
    weights = Weights(("weight",), {"a": (1.0,), "b": (-0.5,)})
    shares = weights.choose([["a"], ["b", "b"], ["unheard of"]])
    powers = [math.exp(1), math.exp(-1), 1.0]
    assert shares == pytest.approx([power / sum(powers) for power in powers])


def test_nothing_known_says_nothing() -> None:
    assert Weights(("yes", "no"), {}).probabilities(["a"]) == {"yes": 0.5, "no": 0.5}


@pytest.mark.parametrize("row", ["a\t1", "a\t1\tx", "b\t0\t0"])
def test_a_bad_row_is_named(tmp_path: Path, row: str) -> None:
    (tmp_path / "odd.tsv").write_text(f"feature\tyes\tno\nb\t1\t2\n{row}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_weights("odd", tmp_path)
    assert caught.value.line == 3
