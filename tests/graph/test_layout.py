import os
import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from kg.graph import find_communities
from kg.graph.layout import lay_out, node_radius
from kg.graph.spacing import find_close
from tests.graph.graphs import collection, graph_of, shuffled


def overlapping(places: dict[str, tuple[int, int]], radius: dict[str, float]) -> float:
    """The share of nodes that stand more than a quarter of a radius on another."""
    nodes = sorted(places)
    position = np.array([places[node] for node in nodes], dtype=float)
    reach = np.array([radius[node] for node in nodes])
    a, b = find_close(position, 2 * float(reach.max()))
    distance = np.hypot(*(position[a] - position[b]).T)
    deep = (reach[a] + reach[b] - distance) > 0.25 * np.minimum(reach[a], reach[b])
    return len(set(a[deep]) | set(b[deep])) / len(nodes)


def test_every_node_has_a_place_of_whole_numbers() -> None:
    graph = graph_of(("p1", "m1"), ("p1", "m2"), ("p2", "m2"), alone=("b1",))
    places = lay_out(graph, find_communities(graph))
    assert sorted(places) == ["b1", "m1", "m2", "p1", "p2"]
    assert all(type(part) is int for place in places.values() for part in place)
    assert len(set(places.values())) == 5


@pytest.mark.parametrize(
    "graph",
    [graph_of(), graph_of(alone=("p1",)), graph_of(("p1", "m1")), graph_of(("p1", "p1"))],
    ids=["empty", "alone", "pair", "loop"],
)
def test_the_smallest_graphs_can_be_drawn(graph: "nx.MultiDiGraph[str]") -> None:
    assert sorted(lay_out(graph, find_communities(graph))) == sorted(graph)


def test_neighbours_stand_nearer_than_others() -> None:
    graph = collection(120)
    places = lay_out(graph, find_communities(graph))
    nodes = sorted(places)
    at = np.array([places[node] for node in nodes], dtype=float)
    number = {node: i for i, node in enumerate(nodes)}
    ends = np.array([(number[a], number[b]) for a, b in graph.edges()])
    edge = np.hypot(*(at[ends[:, 0]] - at[ends[:, 1]]).T)
    apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    assert np.median(edge) < 0.25 * np.median(apart)


def test_nodes_hardly_overlap() -> None:
    graph = collection(300)
    places = lay_out(graph, find_communities(graph))
    radius = {node: node_radius(graph.degree[node]) for node in graph}
    assert overlapping(places, radius) < 0.02


def test_small_components_stay_near_the_large_one() -> None:
    graph = collection(100)
    for i in range(30):
        graph.add_edge(f"q{i}", f"r{i}", key="uses", confidence=0.9)
    places = lay_out(graph, find_communities(graph))
    at = np.array(list(places.values()), dtype=float)
    drawn = sum(np.pi * (node_radius(graph.degree[node]) + 3) ** 2 for node in graph)
    width, height = np.ptp(at, axis=0)
    assert drawn / (width * height) > 0.08
    assert 1.0 < width / height < 2.0


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_input_does_not_count(seed: int) -> None:
    graph, other = collection(150), shuffled(collection(150), seed)
    assert lay_out(other, find_communities(other)) == lay_out(graph, find_communities(graph))


def test_the_hash_seed_does_not_count(root: Path) -> None:
    code = (
        "from tests.graph.graphs import collection; from kg.graph import find_communities;"
        "from kg.graph.layout import lay_out; graph = collection(80);"
        "print(lay_out(graph, find_communities(graph)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1


def test_a_node_grows_with_its_degree_up_to_a_limit() -> None:
    radii = [node_radius(degree) for degree in (0, 1, 4, 16, 10_000, 20_000)]
    assert radii == [4.5, 4.5, 9.0, 18.0, 34.0, 34.0]


def test_the_time_grows_about_as_the_graph() -> None:
    def seconds(papers: int) -> float:
        graph = collection(papers)
        communities = find_communities(graph)
        before = time.process_time()
        lay_out(graph, communities)
        return time.process_time() - before

    seconds(20)
    assert seconds(800) < 12 * max(seconds(200), 0.1)
