"""Nodes that stand on one another are pushed apart."""

import numpy as np

from kg.graph.mesh import Floats, Integers

_FEW = 60
_HALF = ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1))  # each pair of neighbouring cells once


def push_apart(position: Floats, radius: Floats, rounds: int) -> Floats:
    """Positions at which discs of these radii overlap less; the more rounds, the less.

    Args:
        position: shape (n, 2).
        radius: shape (n,), in the same unit.
        rounds: how often each overlapping pair is moved to just not overlap.
    """
    position = position.copy()
    for _ in range(rounds):
        a, b = find_close(position, 2 * float(radius.max()))
        apart = position[a] - position[b]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        lacking = radius[a] + radius[b] - distance
        meets = lacking > 0
        if not meets.any():
            break
        a, b, apart, distance = a[meets], b[meets], apart[meets], distance[meets]
        _separate_twins(apart, distance, a)
        move = apart * (lacking[meets] / 2 / distance)[:, None]
        for axis in (0, 1):
            position[:, axis] += np.bincount(a, move[:, axis], len(position))
            position[:, axis] -= np.bincount(b, move[:, axis], len(position))
    return position


def find_close(position: Floats, reach: float) -> tuple[Integers, Integers]:
    """All pairs of nodes nearer than ``reach``, and some farther ones; each pair once.

    Nodes are sorted into square cells of that width; only neighbouring cells are compared. A few
    nodes are all compared.
    """
    if len(position) <= _FEW:
        first, second = np.triu_indices(len(position), 1)
        return first, second
    cell = np.floor((position - position.min(axis=0)) / max(reach, 1e-9)).astype(np.int64) + 1
    columns = int(cell[:, 1].max()) + 2
    key = cell[:, 0] * columns + cell[:, 1]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    found = [_pairs(ordered, dx * columns + dy) for dx, dy in _HALF]
    a, b = (np.concatenate(side) for side in zip(*found, strict=True))
    return order[a], order[b]


def _pairs(ordered: Integers, offset: int) -> tuple[Integers, Integers]:
    """Places in ``ordered`` whose cells lie ``offset`` apart; later places only within a cell."""
    places = np.arange(len(ordered))
    first = np.searchsorted(ordered, ordered + offset, "left") if offset else places + 1
    last = np.searchsorted(ordered, ordered + offset, "right")
    count = last - first
    a = np.repeat(places, count)
    within = np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)
    return a, np.repeat(first, count) + within


def _separate_twins(apart: Floats, distance: Floats, number: Integers) -> None:
    """Give pairs at one and the same place a direction of their own."""
    same = distance < 1e-6
    turn = number[same] * 2.399963  # the golden angle
    apart[same] = np.column_stack((np.cos(turn), np.sin(turn)))
    distance[same] = 1.0
