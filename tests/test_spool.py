from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.spool import Spool


@given(st.lists(st.text()))
def test_gives_back_what_came_once_again_and_again(items: list[str]) -> None:
    with Spool(iter(items)) as spool:
        assert len(spool) == len(items)
        assert list(spool) == items
        assert [(one, other) for one, other in zip(spool, spool, strict=True)] == [
            (item, item) for item in items
        ]


def test_an_iterable_that_fails() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Spool(items())
