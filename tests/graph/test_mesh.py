import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.mesh import Floats, Mesh
from kg.graph.packing import pack
from kg.graph.spacing import find_close, push_apart


def scattered(count: int, seed: int, size: float = 100.0) -> Floats:
    return np.random.default_rng(seed).random((count, 2)) * size


def exact(position: Floats, mass: Floats) -> Floats:
    apart = position[:, None] - position[None, :]
    square = (apart**2).sum(axis=2)
    np.fill_diagonal(square, 1)
    felt: Floats = (apart * (mass / square)[:, :, None]).sum(axis=1)
    return felt


def test_the_mesh_agrees_with_the_sum_over_all_pairs() -> None:
    position, mass = scattered(300, 1), np.random.default_rng(2).random(300) + 0.5
    felt, known = Mesh(128).repulsion(position, mass), exact(position, mass)
    error = np.hypot(*(felt - known).T)
    assert np.median(error) < 0.1 * np.median(np.hypot(*known.T))


def test_a_node_does_not_push_itself() -> None:
    position = np.array([[0.0, 0.0], [10.0, 3.0]])
    felt = Mesh(64).repulsion(position, np.array([5.0, 0.0]))
    assert np.allclose(felt[0], 0, atol=1e-9)
    assert felt[1] == pytest.approx([5 * 10 / 109, 5 * 3 / 109], rel=0.05)


@given(count=st.integers(2, 150), seed=st.integers(0, 99), reach=st.floats(0.5, 60))
@settings(max_examples=40, deadline=None)
def test_close_pairs_are_all_found_and_once(count: int, seed: int, reach: float) -> None:
    position = scattered(count, seed)
    pairs = [tuple(sorted(pair)) for pair in np.column_stack(find_close(position, reach)).tolist()]
    assert len(pairs) == len(set(pairs))
    apart = np.hypot(*(position[:, None] - position[None, :]).transpose(2, 0, 1))
    near = {(i, j) for i, j in np.argwhere(apart < reach).tolist() if i < j}
    assert near <= set(pairs)


def test_discs_that_overlap_are_pushed_apart_and_others_stay() -> None:
    position = np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [500.0, 0.0]])
    moved = push_apart(position, np.full(4, 5.0), 100)
    apart = np.hypot(*(moved[:, None] - moved[None, :]).transpose(2, 0, 1))
    assert apart[~np.eye(4, dtype=bool)].min() > 9.5
    assert moved[3].tolist() == [500.0, 0.0]


@given(sizes=st.lists(st.integers(1, 30), min_size=1, max_size=12), seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_packed_drawings_keep_their_shape_and_their_distance(sizes: list[int], seed: int) -> None:
    drawings = [scattered(n, seed + i, 20 * n**0.5) for i, n in enumerate(sizes)]
    packed = pack(drawings, 10.0)
    for before, after in zip(drawings, packed, strict=True):
        assert np.allclose(after - after[0], before - before[0])
    for i, one in enumerate(packed):
        for other in packed[i + 1 :]:
            assert np.abs(one[:, None] - other[None, :]).max(axis=2).min() >= 10.0
