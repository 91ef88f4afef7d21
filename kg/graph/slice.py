"""Parts of a graph: what lies around a node, one kind of node, what is most connected."""

from collections import Counter
from collections.abc import Collection, Iterable

import networkx as nx

from kg.errors import NotFoundError
from kg.model import Relation


def find_neighbourhood(
    graph: "nx.MultiDiGraph[str]",
    centre: str,
    hops: int = 1,
    *,
    types: Collection[str] | None = None,
    limit: int | None = None,
) -> "nx.MultiDiGraph[str]":
    """The nodes at most so many edges away from a node, whatever the edges' direction.

    Args:
        graph: where to look.
        centre: the id of a node.
        hops: how many edges away at most; 0 gives the node alone.
        types: the types of node to walk over and to keep; by default all. The centre stays.
        limit: the most nodes to keep: nearer ones first, then the better connected, then by id.

    Raises:
        NotFoundError: there is no such node.
    """
    if centre not in graph:
        raise NotFoundError(centre)
    kept = [centre]
    seen = {centre}
    front = [centre]
    for _ in range(hops):
        reached = {other for node in front for other in nx.all_neighbors(graph, node)} - seen
        front = _ranked(graph, (node for node in reached if _is_of(graph, node, types)))
        seen.update(front)
        kept += front
    return graph.subgraph(kept[:limit]).copy()


def keep_types(graph: "nx.MultiDiGraph[str]", types: Collection[str]) -> "nx.MultiDiGraph[str]":
    """The nodes of some types and the edges between them."""
    return graph.subgraph([node for node in graph if _is_of(graph, node, types)]).copy()


def find_central(relations: Iterable[Relation], limit: int) -> frozenset[str]:
    """The ids of the nodes in most relations, from a stream; ties by id."""
    degree: Counter[str] = Counter()
    for relation in relations:
        degree[relation.subject] += 1
        degree[relation.object] += 1
    return frozenset(sorted(degree, key=lambda node: (-degree[node], node))[:limit])


def _ranked(graph: "nx.MultiDiGraph[str]", nodes: Iterable[str]) -> list[str]:
    return sorted(nodes, key=lambda node: (-graph.degree[node], node))


def _is_of(graph: "nx.MultiDiGraph[str]", node: str, types: Collection[str] | None) -> bool:
    return types is None or graph.nodes[node]["type"] in types
