"""JSON Lines: good lines, bad lines, odd values."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources import SourceRecord
from tests.sources.reading import read_text

FULL = {
    "id": "aaai2022:00444",
    "title": "A Title",
    "abstract": "An abstract.",
    "published": "2023-05-25",
    "authors": ["Ada Lovelace", {"name": "Alan Turing"}],
    "url": "https://example.org/paper",
    "venue": "AAAI",
    "github": ["https://github.com/a/b", "https://github.com/a/b"],
    "doi": "https://doi.org/10.1000/ABC",
    "arxiv_id": "2301.00001v2",
}


def read_one(fields: dict[str, Any]) -> tuple[SourceRecord, list[tuple[str, int | None]]]:
    (record,), problems = read_text("jsonl", json.dumps(fields))
    return record, problems


def test_all_fields() -> None:
    record, problems = read_one(FULL)
    assert problems == []
    assert record == SourceRecord(
        line=1,
        title="A Title",
        abstract="An abstract.",
        id="aaai2022:00444",
        published="2023-05-25",
        venue="AAAI",
        url="https://example.org/paper",
        authors=("Ada Lovelace", "Alan Turing"),
        code_links=("https://github.com/a/b",),
        doi="10.1000/abc",
        arxiv="2301.00001",
    )


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"year": 2022}, "published", "2022"),
        ({"year": "2022"}, "published", "2022"),
        ({"year": 2022.0}, "published", "2022"),
        ({"year": 2022, "published": "2022-03"}, "published", "2022-03"),
        ({"published": "2023-05-25T10:00:00Z"}, "published", "2023-05-25"),
        ({"published": "--05-28"}, "published", "--05-28"),
        ({"published": "May 25, 2023"}, "published", "2023-05-25"),
        ({"authors": "A. B; C, D."}, "authors", ("A. B", "C, D.")),
        (
            {"authors": "Lovelace, Ada and Turing, Alan"},
            "authors",
            ("Lovelace, Ada", "Turing, Alan"),
        ),
        ({"authors": "Alexander Sandy"}, "authors", ("Alexander Sandy",)),
        ({"github": "https://github.com/a/b"}, "code_links", ("https://github.com/a/b",)),
        ({"id": 17}, "id", "17"),
        ({"id": ""}, "id", None),
        ({"abstract": None}, "abstract", ""),
        ({"abstract": "two\n\tlines\x00"}, "abstract", "two\n\tlines "),
        ({"abstract": "lone \ud83d half"}, "abstract", "lone   half"),
    ],
)
def test_fields_in_their_forms(fields: dict[str, Any], name: str, value: object) -> None:
    record, problems = read_one({"title": "T", "abstract": "A", **fields})
    assert problems == []
    assert getattr(record, name) == value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON: "),
        ('["title"]', "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"abstract": "A"}', "no title"),
        ('{"title": " ", "abstract": "A"}', "no title"),
        ('{"title": 7.5, "abstract": "A"}', "the title is no text: 7.5"),
        ('{"title": NaN, "abstract": "A"}', "no title"),
        ('{"title": "T", "abstract": ["A"]}', "the abstract is no text: ['A']"),
        ('{"title": "T", "abstract": "A", "id": {"a": 1}}', "the id is no text: {'a': 1}"),
        ('{"title": "T", "abstract": "A", "title": "U"}', "not usable JSON: the key 'title' twice"),
        ("[" * 100_000, "not usable JSON: "),
        ('{"title": ' + "9" * 10_000 + "}", "not usable JSON: "),
    ],
)
def test_a_bad_line_is_reported_and_the_others_kept(line: str, message: str) -> None:
    good = '{"title": "T", "abstract": "A"}'
    records, problems = read_text("jsonl", f"{good}\n\n{line}\n{good}\n")
    assert [record.line for record in records] == [1, 4]
    ((said, where),) = problems
    assert said.startswith(message)
    assert where == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "soon"),
        ("year", 22),
        ("authors", 5),
        ("doi", "x"),
        ("url", []),
        ("venue", True),
    ],
)
def test_a_lesser_field_that_makes_no_sense_is_left_out_and_reported(
    field: str, value: object
) -> None:
    record, problems = read_one({"title": "T", "abstract": "A", field: value})
    assert record == SourceRecord(line=1, title="T", abstract="A")
    ((message, line),) = problems
    assert message.endswith("left out")
    assert field in message
    assert line == 1


def test_a_missing_number_is_a_missing_value() -> None:
    (record,), problems = read_text("jsonl", '{"title": "T", "abstract": NaN, "venue": NaN}')
    assert (record.abstract, record.venue, problems) == ("", None, [])


texts = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


@given(st.lists(st.tuples(texts.filter(str.strip), texts), max_size=5), st.booleans())
def test_what_is_written_is_read(papers: list[tuple[str, str]], escaped: bool) -> None:
    lines = [json.dumps({"title": t, "abstract": a}, ensure_ascii=escaped) for t, a in papers]
    records, problems = read_text("jsonl", "\n".join(lines))
    assert problems == []
    assert [(record.title, record.abstract) for record in records] == papers


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*FULL, "year", "arxiv"]), json_values))
def test_no_value_breaks_the_reader(fields: dict[str, Any]) -> None:
    records, problems = read_text("jsonl", json.dumps(fields))
    assert len(records) <= 1
    assert records or problems
