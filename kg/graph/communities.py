"""Which nodes belong together: communities, the same whatever the order of the input."""

from collections.abc import Mapping

import networkx as nx

_SEED = 0
_RESOLUTION = 1.0


def find_communities(graph: "nx.MultiDiGraph[str]") -> dict[str, int]:
    """The community of each node; 0 is the largest.

    Louvain's method (Blondel et al. 2008) on the undirected graph, an edge weighing as much as it
    is certain. The nodes are numbered in the order of their ids first, so that neither the order
    of the input nor the hash seed has a say.
    """
    nodes = sorted(graph)
    found = nx.community.louvain_communities(
        _weighed(graph, nodes), weight="weight", resolution=_RESOLUTION, seed=_SEED
    )
    ranked = sorted((sorted(members) for members in found), key=lambda m: (-len(m), m))
    return {nodes[i]: number for number, members in enumerate(ranked) for i in members}


def _weighed(graph: "nx.MultiDiGraph[str]", nodes: list[str]) -> "nx.Graph[int]":
    number: Mapping[str, int] = {node: i for i, node in enumerate(nodes)}
    weighed: nx.Graph[int] = nx.Graph()
    weighed.add_nodes_from(range(len(nodes)))
    ends = sorted(
        (number[start], number[end], key, told["confidence"])
        for start, end, key, told in graph.edges(keys=True, data=True)
    )
    for start, end, _, confidence in ends:
        before = weighed.get_edge_data(start, end, {"weight": 0.0})["weight"]
        weighed.add_edge(start, end, weight=before + confidence)
    return weighed
