import pytest

from kg.errors import NotFoundError
from kg.graph import find_central, find_neighbourhood, keep_types
from kg.model import Predicate, Relation
from tests.graph.graphs import graph_of

GRAPH = graph_of(("p1", "m1"), ("p2", "m1"), ("p2", "b1"), ("p3", "b1"), ("p3", "m3"))


@pytest.mark.parametrize(
    ("hops", "nodes"),
    [
        (0, {"m1"}),
        (1, {"m1", "p1", "p2"}),
        (2, {"m1", "p1", "p2", "b1"}),
        (9, {"m1", "p1", "p2", "b1", "p3", "m3"}),
    ],
)
def test_a_neighbourhood_holds_what_is_so_many_edges_away(hops: int, nodes: set[str]) -> None:
    found = find_neighbourhood(GRAPH, "m1", hops)
    assert set(found) == nodes
    assert found.number_of_edges() == len(nodes) - 1


def test_a_neighbourhood_walks_only_over_the_types_asked_for() -> None:
    found = find_neighbourhood(GRAPH, "m1", 9, types={"paper"})
    assert set(found) == {"m1", "p1", "p2"}


def test_a_neighbourhood_is_bounded_nearer_and_better_connected_first() -> None:
    assert set(find_neighbourhood(GRAPH, "m1", 9, limit=2)) == {"m1", "p2"}
    assert set(find_neighbourhood(GRAPH, "m1", 9, limit=4)) == {"m1", "p2", "p1", "b1"}


def test_there_is_no_neighbourhood_of_nothing() -> None:
    with pytest.raises(NotFoundError, match="m9"):
        find_neighbourhood(GRAPH, "m9")


def test_a_slice_is_a_graph_of_its_own() -> None:
    part = keep_types(GRAPH, {"paper", "benchmark"})
    part.remove_node("p3")
    assert "p3" in GRAPH
    assert sorted(part.edges()) == [("p2", "b1")]


def test_the_most_connected_come_from_a_stream() -> None:
    relations = (
        Relation(a, Predicate.USES, b, (), 0.5) for a, b in [("x", "y"), ("x", "z"), ("y", "z")]
    )
    assert find_central([*relations, Relation("x", Predicate.USES, "a", (), 0.5)], 2) == {"x", "y"}
