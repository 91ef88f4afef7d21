"""Repulsion between all nodes in near-linear time: a particle mesh.

Masses are spread over a square grid, the field of the whole grid is one convolution by fast Fourier
transform, and each node reads it off where it stands (Hockney & Eastwood 1988, chapter 5). Below
the width of a cell the force fades; :mod:`kg.graph.spacing` sees to what stands closer.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_MARGIN = 3  # cells that stay empty around the nodes
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))


class Mesh:
    """A grid of ``cells`` by ``cells`` and the transform of the force 1/distance on it."""

    def __init__(self, cells: int) -> None:
        self.cells = cells
        offset = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
        x, y = np.meshgrid(offset, offset, indexing="ij")
        with np.errstate(invalid="ignore", divide="ignore"):
            inverse = np.where((x == 0) & (y == 0), 0.0, 1 / (x * x + y * y))
        self._kernel = np.fft.rfft2(np.stack((x * inverse, y * inverse)))

    def repulsion(self, position: Floats, mass: Floats) -> Floats:
        """The sum over all other nodes of their mass by the direction away, over the distance.

        Args:
            position: shape (n, 2).
            mass: shape (n,).
        """
        low = position.min(axis=0)
        width = max(float(np.ptp(position, axis=0).max()), 1e-9) / (self.cells - 2 * _MARGIN)
        place = (position - low) / width + _MARGIN - 1
        corner = place.astype(np.int64)
        share = _shares(place - corner)
        flat = [(corner[:, 0] + i) * self.cells + corner[:, 1] + j for i, j in _CORNERS]
        field = self._field(flat, share, mass)
        felt = sum(field[:, at] * part for at, part in zip(flat, share, strict=True))
        return np.asarray(felt).T / width

    def _field(self, flat: list[Integers], share: list[Floats], mass: Floats) -> Floats:
        where, what = np.concatenate(flat), np.concatenate([part * mass for part in share])
        spread = np.bincount(where, what, self.cells**2).reshape(self.cells, self.cells)
        shape = (2 * self.cells, 2 * self.cells)
        field = np.fft.irfft2(np.fft.rfft2(spread, shape) * self._kernel, shape)
        return field[:, : self.cells, : self.cells].reshape(2, -1)


def _shares(part: Floats) -> list[Floats]:
    """What each of the four corners around a node gets of it."""
    x, y = part[:, 0], part[:, 1]
    return [(1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y]
