"""Many records, one paper: whatever the order they come in."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Paper
from tests.sources.reading import read_all, write_files


def read_records(*records: dict[str, Any]) -> list[Paper]:
    """The papers of these records, the first in file 0.jsonl, and so on."""
    with TemporaryDirectory() as folder:
        files = {f"{i}.jsonl": json.dumps(record) for i, record in enumerate(records)}
        papers, problems = read_all([write_files(Path(folder), files)])
    assert problems == []
    return papers


def ids(*records: dict[str, Any]) -> list[str]:
    return [paper.id for paper in read_records(*records)]


def test_the_longer_abstract_is_kept_and_the_rest_filled_in() -> None:
    (paper,) = read_records(
        {"title": "meta learning", "abstract": "longer", "published": "2023", "github": "u.org/b"},
        {"id": "x", "title": "Meta-Learning", "abstract": "short", "published": "2023-05-25"},
        {"title": "Meta Learning", "venue": "ICML", "authors": "A; B", "github": "u.org/a"},
    )
    assert paper == Paper(
        id="x",
        title="meta learning",
        abstract="longer",
        published="2023-05-25",
        venue="ICML",
        authors=("A", "B"),
        author_count=2,
        code_links=("u.org/a", "u.org/b"),
        sources=("0.jsonl:1", "1.jsonl:1", "2.jsonl:1"),
    )


def test_of_equally_long_abstracts_the_first_in_byte_order_is_kept() -> None:
    (paper,) = read_records({"title": "T", "abstract": "b"}, {"title": "T", "abstract": "a"})
    assert paper.abstract == "a"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"id": "a"}, {"id": "a"}, True),
        ({"id": "a"}, {"id": "b"}, False),
        ({"doi": "10.1000/X"}, {"url": "https://doi.org/10.1000/x"}, True),
        ({"arxiv_id": "2301.00001"}, {"url": "https://arxiv.org/abs/2301.00001v2"}, True),
        ({"arxiv_id": "2301.00001"}, {"doi": "10.48550/arXiv.2301.00001"}, True),
    ],
)
def test_ids_and_not_titles_tell_papers_that_have_them(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    assert len(read_records({"title": "T", **one}, {"title": "Other", **other})) == 2 - same
    assert len(read_records({"title": "T", **one}, {"title": "T", **other})) == 2 - same


def test_a_record_without_a_key_joins_by_its_title() -> None:
    assert ids({"title": "A title"}, {"title": "A Title", "id": "x"}) == ["x"]
    assert ids({"title": "A title"}, {"title": "A Title", "doi": "10.1000/x"}) == ["a-title"]


def test_a_record_without_a_key_makes_no_one_paper_of_two() -> None:
    papers = read_records({"id": "b", "title": "T"}, {"title": "T"}, {"id": "a", "title": "T"})
    assert [(paper.id, len(paper.sources)) for paper in papers] == [("b", 1), ("a", 2)]


def test_records_join_from_key_to_key() -> None:
    papers = read_records(
        {"id": "b", "title": "One"},
        {"id": "c", "title": "Two"},
        {"id": "b", "title": "Three", "doi": "10.1000/x"},
        {"id": "c", "title": "Four", "doi": "10.1000/x"},
    )
    assert [(paper.id, len(paper.sources)) for paper in papers] == [("b", 4)]


def test_papers_come_in_the_order_of_their_first_records() -> None:
    assert ids({"title": "Z"}, {"title": "A"}, {"title": "M"}, {"title": "A"}) == ["z", "a", "m"]


def test_cut_slugs_that_collide_get_a_hash() -> None:
    stem = "word " * 16
    digest = {end: hashlib.sha256(f"{'word-' * 16}{end}".encode()).hexdigest()[:6] for end in "ab"}
    assert ids({"title": stem + "a"}, {"title": stem + "b"}, {"title": stem + "a"}) == [
        f"{'word-' * 16}-{digest['a']}",
        f"{'word-' * 16}-{digest['b']}",
    ]


def test_a_given_id_is_kept_and_the_other_gives_way() -> None:
    first, second = ids({"title": "Foo Bar"}, {"id": "foo-bar", "title": "Another"})
    assert second == "foo-bar"
    assert first == f"foo-bar-{hashlib.sha256(b'foo-bar').hexdigest()[:6]}"


def test_papers_of_one_title_and_different_keys_have_different_ids() -> None:
    found = ids(*({"title": "Foo", "doi": f"10.1000/{i}"} for i in range(3)))
    assert len(set(found)) == 3
    assert all(id.startswith("foo-") for id in found)


def test_titles_without_a_slug_have_ids() -> None:
    found = ids({"title": "图神经网络"}, {"title": "元学习"}, {"title": "图神经网络"})
    assert len(set(found)) == len(found) == 2


def test_an_identifier_is_an_address_where_there_is_no_other() -> None:
    papers = read_records(
        {"title": "A", "doi": "10.1000/x"},
        {"title": "B", "doi": "10.1000/y", "arxiv_id": "2301.00001"},
        {"title": "C", "doi": "10.1000/z", "url": "https://example.org"},
    )
    assert [paper.url for paper in papers] == [
        "https://doi.org/10.1000/x",
        "https://arxiv.org/abs/2301.00001",
        "https://example.org",
    ]


def some(*values: object) -> st.SearchStrategy[object]:
    return st.none() | st.sampled_from(values)


stated = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "one!", "Two", "图", "w " * 40 + "a", "w " * 40 + "b"]),
        "abstract": st.sampled_from(["", "a", "b", "longer"]),
        "id": some("a", "b", "one", "two"),
        "doi": some("10.1000/1", "10.1000/2"),
        "arxiv_id": some("2301.00001"),
        "published": some("2023", "2023-05", "--05-25", "2022-01-01"),
        "venue": some("ICML", "NeurIPS"),
        "authors": some(["A"], ["B"], ["A", "B"]),
        "github": some("u.org/a", ["u.org/b", "u.org/c"]),
    }
)


@given(
    st.lists(stated, min_size=1, max_size=8).flatmap(
        lambda r: st.tuples(st.just(r), st.permutations(r))
    )
)
def test_the_order_of_the_input_changes_no_paper(
    orders: tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]],
) -> None:
    one, other = (dict(_without_sources(order)) for order in orders)
    assert one == other


def _without_sources(records: Sequence[dict[str, Any]]) -> list[tuple[str, tuple[Any, ...]]]:
    papers = read_records(*records)
    assert len({paper.id for paper in papers}) == len(papers)
    assert sum(len(paper.sources) for paper in papers) == len(records)
    shown = ("title", "abstract", "published", "venue", "authors", "author_count", "code_links")
    return [
        (paper.id, (len(paper.sources), *(getattr(paper, name) for name in shown)))
        for paper in papers
    ]
