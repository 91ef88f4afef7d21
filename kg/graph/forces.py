"""Drawing one connected graph by forces.

Every node is a charge as strong as the area it needs, in a trap that pulls to the middle. Such
charges spread evenly (a two-dimensional one-component plasma), so each gets room in proportion to
its area; edges decide who stands beside whom. All lengths are in drawing units.
"""

from dataclasses import dataclass

import numpy as np

from kg.graph.mesh import Floats, Integers, Mesh

_DENSITY = 0.24  # pull of the trap: in equilibrium the part of the drawing that is covered
ASPECT = 1.4  # width by height of the whole
_SPRING = 0.5  # pull of an edge, in units of that of the trap
_BETWEEN = 0.45  # how much of it is left for an edge between two communities
_EXACT = 150  # nodes up to which every pair is computed
_STEPS = {"few": 70, "groups": 120, "many": 150}
_GOLDEN = 2.399963  # radians: steps of this angle fill a disc evenly


@dataclass(frozen=True)
class Net:
    """A connected graph of numbered nodes.

    Attributes:
        edges: shape (m, 2), each pair once.
        weight: shape (m,), how strongly each edge pulls.
        radius: shape (n,), of the disc that each node needs.
        group: shape (n,), its community, counted from 0 without gaps.
    """

    edges: Integers
    weight: Floats
    radius: Floats
    group: Integers


def draw(net: Net) -> Floats:
    """Positions, shape (n, 2).

    Communities are drawn first, as nodes of a small graph; then all nodes, each from where its
    community stands.
    """
    if len(net.radius) <= _EXACT:
        return _relax(net, _spread(net), _STEPS["few"])
    groups = _groups(net)
    centre = _relax(groups, _spread(groups), _STEPS["groups"])
    inside = net.group[net.edges[:, 0]] == net.group[net.edges[:, 1]]
    weight = net.weight * np.where(inside, 1.0, _BETWEEN)
    start = centre[net.group] + sunflower(_rank(net), float(net.radius.mean()))
    return _relax(Net(net.edges, weight, net.radius, net.group), start, _STEPS["many"])


def sunflower(number: Integers, step: float) -> Floats:
    """The places with these numbers in a disc filled evenly from its middle."""
    turn = number * _GOLDEN
    disc: Floats = np.sqrt(number + 0.5)[:, None] * np.column_stack((np.cos(turn), np.sin(turn)))
    return disc * step


def _spread(net: Net) -> Floats:
    """A start: the nodes in a disc of about the right size, the largest in its middle."""
    order = np.lexsort((np.arange(len(net.radius)), -net.radius))
    position = np.empty((len(order), 2))
    step = float(np.sqrt((net.radius**2).mean() / _DENSITY))
    position[order] = sunflower(np.arange(len(order)), step)
    return position


def _groups(net: Net) -> Net:
    """The graph of the communities."""
    count = int(net.group.max()) + 1
    ends = np.sort(net.group[net.edges], axis=1)
    between = ends[:, 0] != ends[:, 1]
    key, back = np.unique(ends[between] @ np.array([count, 1]), return_inverse=True)
    edges = np.column_stack((key // count, key % count))
    weight = np.bincount(back, net.weight[between], len(key))
    area = np.bincount(net.group, net.radius**2, count)
    return Net(edges, np.sqrt(weight) / 4, np.sqrt(area), np.arange(count))


def _rank(net: Net) -> Integers:
    """The place of each node in its community, the largest first."""
    order = np.lexsort((np.arange(len(net.radius)), -net.radius, net.group))
    first = np.searchsorted(net.group[order], net.group[order], "left")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order)) - first
    return rank


def _relax(net: Net, position: Floats, steps: int) -> Floats:
    """Let the forces act; how far a node may move falls to nothing."""
    charge = net.radius**2
    repulsion = _exact if len(charge) <= _EXACT else Mesh(_cells(len(charge))).repulsion
    a, b = net.edges.T
    spring = _SPRING * net.weight * np.minimum(charge[a], charge[b])
    stiff = _DENSITY * charge + _sum(a, spring, charge) + _sum(b, spring, charge)
    trap = _DENSITY * np.array([2 / (1 + ASPECT), 2 * ASPECT / (1 + ASPECT)])
    reach = 0.12 * np.sqrt(charge.sum() / _DENSITY)
    for step in range(steps):
        pull = (position[b] - position[a]) * spring[:, None]
        force = charge[:, None] * (repulsion(position, charge) - trap * position)
        for axis in (0, 1):
            force[:, axis] += _sum(a, pull[:, axis], charge) - _sum(b, pull[:, axis], charge)
        move = force / stiff[:, None]
        far = np.maximum(np.hypot(move[:, 0], move[:, 1]), 1e-9)
        most = reach * (1 - step / steps) ** 1.5
        position = position + move * (np.minimum(far, most) / far)[:, None]
    return position


def _cells(nodes: int) -> int:
    """The side of a mesh with some cells for each node: a power of two."""
    return int(max(64, min(512, 2 ** np.ceil(np.log2(2 * np.sqrt(nodes))))))


def _exact(position: Floats, charge: Floats) -> Floats:
    apart = position[:, None, :] - position[None, :, :]
    square = (apart**2).sum(axis=2) + 1e-9
    felt: Floats = (apart * (charge / square)[:, :, None]).sum(axis=1)
    return felt


def _sum(node: Integers, what: Floats, like: Floats) -> Floats:
    total: Floats = np.bincount(node, what, len(like)).astype(np.float64)
    return total
