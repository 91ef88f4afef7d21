"""Intervals: how far a figure may be off by the luck of the draw."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluate import MEASURES, Tally, evaluate, find_intervals
from kg.evaluate.bootstrap import draw, interval
from tests.evaluate.test_measures import entity, record

GOLD = {f"p{i}": record(entity("MAML"), entity(f"Foo{i}")) for i in range(12)}
FOUND = {paper: record(entity("MAML")) for paper in list(GOLD)[:8]}


def test_the_interval_holds_the_figure_and_is_the_same_again() -> None:
    intervals, figures = find_intervals(GOLD, FOUND), evaluate(GOLD, FOUND)
    assert intervals.keys() == figures.keys() == MEASURES.keys()
    for name, (low, high) in intervals.items():
        assert 0 <= low <= figures[name].f1 <= high <= 1
    low, high = intervals["METHOD"]
    assert 0.05 < high - low < 0.5
    assert find_intervals(GOLD, FOUND) == intervals


def test_what_is_all_right_or_all_wrong_is_so_in_every_draw() -> None:
    assert find_intervals(GOLD, GOLD)["METHOD"] == (1.0, 1.0)
    assert find_intervals(GOLD, {})["METHOD"] == (0.0, 0.0)


def test_more_papers_make_it_narrower() -> None:
    def width(papers: int) -> float:
        tallies = [Tally(i % 2, 0, 1 - i % 2) for i in range(papers)]
        low, high = interval(tallies, draw(papers, 500))
        return high - low

    assert width(200) < width(20)


def test_without_papers_nothing_is_known() -> None:
    assert set(find_intervals({}, {}).values()) == {(0.0, 0.0)}


def test_each_draw_has_as_many_papers_as_there_are() -> None:
    times = draw(7, 50)
    assert times.shape == (50, 7)
    assert (times.sum(axis=1) == 7).all()
    assert len({tuple(row) for row in times.tolist()}) > 40
    assert np.array_equal(times, draw(7, 50))


_TALLIES = st.builds(Tally, *[st.integers(0, 5)] * 3)


@settings(max_examples=50)
@given(st.lists(_TALLIES, min_size=1, max_size=8))
def test_bounds_are_rates(tallies: list[Tally]) -> None:
    low, high = interval(tallies, draw(len(tallies), 100))
    assert 0 <= low <= high <= 1
    if all(tally == Tally() for tally in tallies):
        assert (low, high) == (0, 0)


def test_one_paper_is_drawn_always() -> None:
    tally = Tally(2, 1, 1)
    assert interval([tally], draw(1, 10)) == pytest.approx((tally.f1, tally.f1))
