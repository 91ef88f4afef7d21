"""Dates: as printed, as stated, and without a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.dates import from_printed, from_stated, with_year


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("May 25, 2023", "2023-05-25"),
        ("May 28", "--05-28"),
        ("May 28 3", "--05-28"),
        ("Jan 5, 2024 12", "2024-01-05"),
        ("Sept. 3, 2024 1.2k", "2024-09-03"),
        ("december 1", "--12-01"),
        ("Feb 29", "--02-29"),
        ("Feb 29, 2023", None),
        ("Feb 30", None),
        ("May", None),
        ("May 25 Days Later", None),
        ("Maybe 25", None),
    ],
)
def test_printed_dates(text: str, published: str | None) -> None:
    assert from_printed(text) == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("2023", "2023"),
        ("2023-05", "2023-05"),
        (" 2023-05-25 ", "2023-05-25"),
        ("2023-05-25 10:00", "2023-05-25"),
        ("--05-28", "--05-28"),
        ("2023-13", None),
        ("2023-02-29", None),
        ("--02-30", None),
        ("0000", None),
        ("25/05/2023", None),
    ],
)
def test_stated_dates(text: str, published: str | None) -> None:
    assert from_stated(text) == published


@pytest.mark.parametrize(
    ("published", "captured", "found"),
    [
        ("--05-28", date(2025, 12, 11), "2025-05-28"),
        ("--12-11", date(2025, 12, 11), "2025-12-11"),
        ("--12-12", date(2025, 12, 11), "2024-12-12"),
        ("--02-29", date(2023, 6, 1), "2020-02-29"),
        ("--02-29", date(1903, 6, 1), "1896-02-29"),
        ("--12-31", date(1, 1, 1), "--12-31"),
        ("2019-05-28", date(2025, 12, 11), "2019-05-28"),
        ("2019", date(2025, 12, 11), "2019"),
    ],
)
def test_a_capture_gives_the_year(published: str, captured: date, found: str) -> None:
    assert with_year(published, captured) == found


@given(st.dates(min_value=date(1990, 1, 1)), st.integers(0, 364))
def test_the_year_is_that_of_the_latest_such_day(day: date, before: int) -> None:
    if day - timedelta(before) < date(1990, 1, 1):
        return
    published = (day - timedelta(before)).isoformat()
    if not published.endswith("02-29"):
        assert with_year(f"-{published[4:]}", day) == published
