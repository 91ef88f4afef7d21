"""DOIs, arXiv ids, titles: what a paper is known by."""

import pytest

from kg.sources import SourceRecord
from kg.sources.identity import identity_keys, title_key, to_arxiv, to_doi


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/ABC", "10.1000/abc"),
        ("doi: 10.1000/abc", "10.1000/abc"),
        ("https://doi.org/10.1000/a%2Fb", "10.1000/a/b"),
        ("http://dx.doi.org/10.18653/v1/2020.acl-main.1", "10.18653/v1/2020.acl-main.1"),
        ("https://example.org/10.1000/abc", None),
        ("11.1000/abc", None),
        ("", None),
    ],
)
def test_dois(text: str, doi: str | None) -> None:
    assert to_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("2301.00001", "2301.00001"),
        ("arXiv:2301.00001v3", "2301.00001"),
        ("https://arxiv.org/abs/2301.00001v1", "2301.00001"),
        ("http://www.arxiv.org/pdf/2301.00001.pdf", "2301.00001"),
        ("https://arxiv.org/abs/cs.LG/0101001?context=cs", "cs.lg/0101001"),
        ("https://example.org/abs/2301.00001", None),
        ("2301.1", None),
    ],
)
def test_arxiv_ids(text: str, arxiv: str | None) -> None:
    assert to_arxiv(text) == arxiv


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({}, ()),
        ({"id": "a"}, ("id:a",)),
        ({"url": "https://arxiv.org/abs/2301.00001"}, ("arxiv:2301.00001",)),
        ({"url": "https://doi.org/10.1000/x"}, ("doi:10.1000/x",)),
        ({"url": "https://example.org"}, ()),
        (
            {"doi": "10.48550/arxiv.2301.00001"},
            ("doi:10.48550/arxiv.2301.00001", "arxiv:2301.00001"),
        ),
        ({"id": "a", "doi": "10.1000/x", "arxiv": "b"}, ("id:a", "doi:10.1000/x", "arxiv:b")),
    ],
)
def test_keys(fields: dict[str, str], keys: tuple[str, ...]) -> None:
    assert identity_keys(SourceRecord(line=1, title="T", **fields)) == keys  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Learning to Learn", "learning -- to: LEARN!", True),
        ("Gödel Machines", "G?del machines", True),
        ("a" * 100 + " one", "a" * 100 + " two", False),
        ("Обучение GPT без учителя", "Сжатие GPT на краю сети", False),
        ("图神经网络", "元学习", False),
        ("图神经网络", " 图神经网络", True),
        ("???", "!!!", False),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    assert (title_key(one) == title_key(other)) is same
