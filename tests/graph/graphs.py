"""Graphs to draw and to count."""

import random

import networkx as nx


def graph_of(*edges: tuple[str, str], alone: tuple[str, ...] = ()) -> "nx.MultiDiGraph[str]":
    """Papers ``p…``, methods ``m…``, benchmarks ``b…`` and ``uses`` edges between them."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    types = {"p": "paper", "m": "method", "b": "benchmark"}
    for node in (*alone, *(end for edge in edges for end in edge)):
        graph.add_node(node, type=types[node[0]], name=node.upper())
    for start, end in edges:
        graph.add_edge(start, end, key="uses", predicate="uses", confidence=0.9, evidence=())
    return graph


def collection(papers: int, seed: int = 0) -> "nx.MultiDiGraph[str]":
    """Papers with methods of their own and some that many share: the shape of a real graph."""
    drawn = random.Random(seed)
    shared = max(papers // 4, 1)
    edges = []
    for paper in range(papers):
        edges += [(f"p{paper}", f"m{paper}-{own}") for own in range(drawn.randint(1, 5))]
        usual = (min(int(drawn.paretovariate(0.8)), shared) for _ in range(drawn.randint(0, 3)))
        edges += [(f"p{paper}", f"m{method}") for method in sorted(set(usual))]
    return graph_of(*edges)


def shuffled(graph: "nx.MultiDiGraph[str]", seed: int) -> "nx.MultiDiGraph[str]":
    """The same graph, its nodes and edges added in another order."""
    drawn = random.Random(seed)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True))
    drawn.shuffle(nodes)
    drawn.shuffle(edges)
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(nodes)
    for start, end, key in edges:
        other.add_edge(start, end, key=key, **graph.edges[start, end, key])
    return other
