"""The shape of a graph in figures."""

from collections import Counter
from dataclasses import dataclass

import networkx as nx

from kg.graph.assemble import TYPES
from kg.model import Predicate


@dataclass(frozen=True, slots=True)
class Shape:
    """What a graph looks like.

    Attributes:
        nodes: how many of each type, in the order of :data:`kg.graph.TYPES`.
        edges: how many of each predicate that occurs.
        most_connected: for each type but paper, its nodes with the most neighbours, as id, name
            and number of neighbours.
        components: the sizes of the connected components, largest first.
        density: neighbouring pairs over all pairs of nodes; 0 below two nodes.
        mean_degree: edges at a node, on average.
    """

    nodes: tuple[tuple[str, int], ...]
    edges: tuple[tuple[str, int], ...]
    most_connected: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]
    components: tuple[int, ...]
    density: float
    mean_degree: float


def measure(graph: "nx.MultiDiGraph[str]", limit: int = 10) -> Shape:
    """The figures of a graph.

    Args:
        graph: what to measure.
        limit: how many of the most connected nodes to name for each type.
    """
    types = Counter(told["type"] for _, told in graph.nodes(data=True))
    predicates = Counter(key for _, _, key in graph.edges(keys=True))
    simple = nx.Graph(graph.edges())
    simple.add_nodes_from(graph)
    count = len(graph)
    components = sorted(map(len, nx.connected_components(simple)), reverse=True)
    return Shape(
        nodes=tuple((kind, types[kind]) for kind in TYPES),
        edges=tuple((p.value, predicates[p.value]) for p in Predicate if predicates[p.value]),
        most_connected=tuple((kind, _top(graph, simple, kind, limit)) for kind in TYPES[1:]),
        components=tuple(components),
        density=round(nx.density(simple), 6),
        mean_degree=round(2 * graph.number_of_edges() / count, 3) if count else 0.0,
    )


def _top(
    graph: "nx.MultiDiGraph[str]", simple: "nx.Graph[str]", kind: str, limit: int
) -> tuple[tuple[str, str, int], ...]:
    nodes = [node for node in graph if graph.nodes[node]["type"] == kind]
    nodes.sort(key=lambda node: (-simple.degree[node], node))
    return tuple((node, graph.nodes[node]["name"], simple.degree[node]) for node in nodes[:limit])
