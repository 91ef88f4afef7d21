from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.sorting import sort


@given(st.lists(st.tuples(st.integers(0, 9), st.integers())), st.integers(1, 7))
def test_sorts_whatever_the_run(items: list[tuple[int, int]], run: int) -> None:
    assert list(sort(items, key=lambda item: item[0], run=run)) == sorted(
        items, key=lambda item: item[0]
    )


def test_a_half_walked_sort_closes_its_files() -> None:
    walk = sort(range(10), key=lambda number: -number, run=2)
    assert next(walk) == 9
    del walk
