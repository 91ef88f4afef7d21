from kg.graph import measure
from tests.graph.graphs import graph_of


def test_a_graph_in_figures() -> None:
    graph = graph_of(("p1", "m1"), ("p2", "m1"), ("p2", "b1"), ("p3", "m2"))
    graph.add_edge("p1", "m1", key="mentions", predicate="mentions", confidence=0.5, evidence=())
    shape = measure(graph, limit=1)
    assert dict(shape.nodes) == {
        "paper": 3,
        "method": 2,
        "benchmark": 1,
        "task": 0,
        "repository": 0,
    }
    assert shape.edges == (("uses", 4), ("mentions", 1))
    assert dict(shape.most_connected)["method"] == (("m1", "M1", 2),)
    assert shape.components == (4, 2)
    assert shape.density == round(4 / 15, 6)
    assert shape.mean_degree == round(10 / 6, 3)


def test_nothing_has_figures_too() -> None:
    shape = measure(graph_of())
    assert (shape.components, shape.density, shape.mean_degree) == ((), 0.0, 0.0)
