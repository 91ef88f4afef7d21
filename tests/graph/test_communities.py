import pytest

from kg.graph import find_communities
from tests.graph.graphs import collection, graph_of, shuffled

TWO_STARS = graph_of(
    *[("p1", f"m{i}") for i in range(5)],
    *[("p2", f"m{i}") for i in range(10, 13)],
    ("p1", "m12"),
)


def test_what_hangs_together_is_one_community_and_the_largest_comes_first() -> None:
    found = find_communities(TWO_STARS)
    assert {found["p1"], *(found[f"m{i}"] for i in range(5))} == {0}
    assert {found["p2"], found["m10"], found["m11"]} == {1}


def test_every_node_has_one() -> None:
    graph = graph_of(("p1", "m1"), alone=("b1",))
    assert sorted(find_communities(graph)) == ["b1", "m1", "p1"]


def test_no_nodes_no_communities() -> None:
    assert find_communities(graph_of()) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_input_does_not_count(seed: int) -> None:
    graph = collection(60)
    assert find_communities(shuffled(graph, seed)) == find_communities(graph)
