"""Where each node stands in a drawing: near-linear, and the same for the same graph.

A node with a single neighbour is drawn with it, like a petal; the others are drawn by forces.
"""

import math
from collections.abc import Mapping

import networkx as nx
import numpy as np

from kg.graph.forces import ASPECT, Net, draw, sunflower
from kg.graph.mesh import Floats, Integers
from kg.graph.packing import pack
from kg.graph.spacing import push_apart

_SMALLEST, _LARGEST = 4.5, 34.0
_AIR = 5.0  # drawing units between two nodes
_ROUNDS = 30
_GAP = 26.0  # drawing units between two components


def node_radius(degree: int) -> float:
    """The radius to draw a node with, in drawing units: its area grows with its degree."""
    return round(min(_LARGEST, _SMALLEST * math.sqrt(max(degree, 1))), 1)


def lay_out(
    graph: "nx.MultiDiGraph[str]", communities: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """The position of each node, in drawing units, around (0, 0).

    Args:
        graph: what to draw.
        communities: as from :func:`kg.graph.communities.find_communities`.
    """
    nodes = sorted(graph)
    if not nodes:
        return {}
    number = {node: i for i, node in enumerate(nodes)}
    radius = np.array([node_radius(graph.degree[node]) for node in nodes]) + _AIR / 2
    group = np.array([communities[node] for node in nodes])
    edges = _edges(graph, number)
    hub = _hubs(edges, len(nodes))
    parts = _components(graph, number)
    drawings = [_draw_part(part, edges, hub, radius, group) for part in parts]
    position = np.empty((len(nodes), 2))
    for part, drawing in zip(parts, pack(drawings, _GAP, ASPECT), strict=True):
        position[part] = drawing
    whole = np.rint(position).astype(int).tolist()
    return {node: (x, y) for node, (x, y) in zip(nodes, whole, strict=True)}


def _edges(graph: "nx.MultiDiGraph[str]", number: Mapping[str, int]) -> Integers:
    """Each pair of neighbours once, sorted."""
    pairs = {tuple(sorted((number[a], number[b]))) for a, b in graph.edges() if a != b}
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _hubs(edges: Integers, count: int) -> Integers:
    """For a node with a single neighbour that neighbour, for all others the node itself."""
    degree = np.bincount(edges.ravel(), minlength=count)
    hub = np.arange(count)
    for near, far in (edges.T, edges.T[::-1]):
        petal = (degree[near] == 1) & ((degree[far] > 1) | (far < near))
        hub[near[petal]] = far[petal]
    return hub


def _components(graph: "nx.MultiDiGraph[str]", number: Mapping[str, int]) -> list[Integers]:
    """The nodes of each component, sorted; the largest first."""
    found = [
        np.array(sorted(number[node] for node in members))
        for members in nx.weakly_connected_components(graph)
    ]
    return sorted(found, key=lambda part: (-len(part), int(part[0])))


def _draw_part(
    part: Integers, edges: Integers, hub: Integers, radius: Floats, group: Integers
) -> Floats:
    """The positions of the nodes of one component."""
    own = np.searchsorted(part, hub[part])
    core = np.unique(own)
    area = np.bincount(own, radius[part] ** 2, len(part))
    need = np.where(np.bincount(own, minlength=len(part)) > 1, 1.25, 1.0) * np.sqrt(area)
    within = np.searchsorted(part, edges[np.isin(edges[:, 0], part)])
    ends = np.searchsorted(core, within[np.isin(within, core).all(axis=1)])
    _, community = np.unique(group[part][core], return_inverse=True)
    net = Net(ends, np.ones(len(ends)), need[core], community)
    centre = push_apart(_scatter(draw(net), net.radius), net.radius, _ROUNDS)
    place = np.empty((len(part), 2))
    place[core] = centre - centre.mean(axis=0)
    _add_petals(place, own, radius[part])
    return push_apart(place, radius[part], _ROUNDS)


def _scatter(position: Floats, radius: Floats) -> Floats:
    """Move each node a little its own way: those with the same neighbours stand in one place."""
    ways = sunflower(np.arange(len(radius)), 1.0)
    return position + ways / np.hypot(ways[:, 0], ways[:, 1])[:, None] * radius[:, None] / 2


def _add_petals(place: Floats, own: Integers, radius: Floats) -> None:
    """Put the nodes with a single neighbour around it."""
    petals = np.flatnonzero(own != np.arange(len(own)))
    order = petals[np.argsort(own[petals], kind="stable")]
    first = np.searchsorted(own[order], own[order], "left")
    rank = np.arange(len(order)) - first
    start = (radius[own[order]] / radius[order]) ** 2
    around = sunflower(np.rint(start + rank).astype(np.int64), 1.0) * radius[order][:, None] * 1.1
    place[order] = place[own[order]] + around
