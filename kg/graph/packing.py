"""Laying out several drawings side by side, the largest in the middle."""

import math

import numpy as np
from numpy.typing import NDArray

from kg.graph.mesh import Floats, Integers

Mask = NDArray[np.bool_]


def pack(drawings: list[Floats], gap: float, aspect: float = 1.0) -> list[Floats]:
    """Move drawings so that no two come nearer than about ``gap`` and all stay close.

    One after the other, as given, is put where there is room nearest to the centre of the first,
    in a grid whose cells are ``gap`` wide; the whole becomes ``aspect`` times as wide as high.

    Args:
        drawings: positions, shape (n, 2) each.
        gap: what to keep between two of them, in the unit of the positions.
        aspect: width by height.
    """
    cells = [_cells(drawing, gap) for drawing in drawings]
    side = _side(cells)
    taken = np.zeros((side, side), dtype=np.bool_)
    near = _by_distance(side, aspect)
    packed = []
    for drawing, (low, mask) in zip(drawings, cells, strict=True):
        row, column = _find_room(taken, mask, near)
        taken[row : row + mask.shape[0], column : column + mask.shape[1]] |= mask
        packed.append(drawing - low + np.array([row, column]) * gap - side * gap / 2)
    return packed


def _cells(drawing: Floats, gap: float) -> tuple[Floats, Mask]:
    """The lower corner of a drawing, and the cells that it needs with one around each node."""
    low = drawing.min(axis=0) - gap
    place = ((drawing - low) / gap).astype(np.int64)
    mask = np.zeros(tuple(place.max(axis=0) + 2), dtype=np.bool_)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            mask[place[:, 0] + dx, place[:, 1] + dy] = True
    return low, mask


def _side(cells: list[tuple[Floats, Mask]]) -> int:
    """How many cells wide a field is that certainly has room for all."""
    area = sum(mask.size for _, mask in cells)
    longest: int = max(max(mask.shape) for _, mask in cells)
    return 2 * (longest + math.isqrt(area) + 1) + 2


def _by_distance(side: int, aspect: float) -> Integers:
    """All cells, the middle one first."""
    away = np.arange(side) - side // 2
    square = ((away[:, None] / aspect) ** 2 + away[None, :] ** 2).ravel()
    return np.argsort(square, kind="stable")


def _find_room(taken: Mask, mask: Mask, near: Integers) -> tuple[int, int]:
    """The upper corner of the place nearest to the middle where the mask meets nothing."""
    height, width = mask.shape
    free = np.zeros_like(taken)
    inner = free[: len(taken) - height + 1, : len(taken) - width + 1]
    inner[:] = True
    for row, column in np.argwhere(mask).tolist():
        inner &= ~taken[row : row + inner.shape[0], column : column + inner.shape[1]]
    centred = np.roll(free, (height // 2, width // 2), (0, 1)).ravel()
    place = near[np.argmax(centred[near])]
    return int(place // len(taken)) - height // 2, int(place % len(taken)) - width // 2
