"""Two methods side by side."""

import pytest

from kg.errors import NotFoundError
from kg.report import compare
from kg.store import Store


def test_what_two_methods_share(store: Store) -> None:
    found = compare(store, "maml", "Reptile")
    assert (found.first.method.name, found.second.method.name) == ("MAML", "Reptile")
    assert [named.name for named in found.benchmarks] == ["Omniglot"]
    assert [named.name for named in found.papers] == ["Reptile: a scalable meta-learning algorithm"]


def test_each_side_has_its_papers_code_and_results(store: Store) -> None:
    found = compare(store, "MAML", "Reptile")
    assert found.first.papers == 2
    assert found.first.code == ("https://github.com/cbfinn/maml",)
    (cell,) = found.cells
    assert (cell.benchmark and cell.benchmark.name, cell.first) == ("Omniglot", ())
    assert [row.value for row in cell.second] == ["97.68%"]


def test_what_is_no_method_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError):
        compare(store, "MAML", "Omniglot")
    with pytest.raises(NotFoundError, match="Reptile"):
        compare(store, "MAML", "Reptil")
