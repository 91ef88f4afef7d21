"""CSV: its dialects, its broken rows."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.reading import read_text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@given(
    papers=st.lists(
        st.tuples(
            st.text('ab ,;\t"\n', min_size=1).filter(str.strip), st.text('ab ,;\t"\n', max_size=20)
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read(delimiter: str, papers: list[tuple[str, str]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows(
        [("id", "Title", "ABSTRACT"), *((i, *paper) for i, paper in enumerate(papers))]
    )
    records, problems = read_text("csv", file.getvalue())
    assert problems == []
    assert [(record.title, record.abstract) for record in records] == papers
    assert [record.id for record in records] == [str(i) for i in range(len(papers))]


def test_all_fields_and_the_lines_of_rows() -> None:
    text = (
        "title,abstract,year,authors,github,doi\n"
        '"One\nhalf","An, abstract",2021,"A; B",https://github.com/a/b https://github.com/a/c,\n'
        "\n"
        "Two,,,,,10.1000/x\n"
    )
    (one, two), problems = read_text("csv", text)
    assert problems == []
    assert (one.line, one.title, one.published, one.authors) == (2, "One\nhalf", "2021", ("A", "B"))
    assert one.code_links == ("https://github.com/a/b", "https://github.com/a/c")
    assert (two.line, two.title, two.abstract, two.doi) == (5, "Two", "", "10.1000/x")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("lonely", "1 cells, the header has 3"),
        ("T,A,2020,more", "4 cells, the header has 3"),
        (",A,2020", "no title"),
        ('"never closed,A,2020', "not CSV: "),
        ('"T"x,A,2020', "not CSV: "),
        ("T," + "a" * 200_000 + ",2020", "not CSV: field larger than"),
    ],
)
def test_a_bad_row_is_reported_and_the_others_kept(row: str, message: str) -> None:
    good = '"Good","A",2020'
    records, problems = read_text("csv", f"title,abstract,year\n{good}\n{row}\n{good}\n{good}\n")
    assert [record.line for record in records] == [2, 4, 5]
    ((said, line),) = problems
    assert said.startswith(message)
    assert line == 3


def test_trailing_empty_cells_may_be_left_out_or_added() -> None:
    records, problems = read_text("csv", "title,abstract,year\nT,A\nU,B,2020,,\n")
    assert [(record.title, record.published) for record in records] == [("T", None), ("U", "2020")]
    assert problems == []


@pytest.mark.parametrize(
    ("header", "message"),
    [("title,year", "no column 'abstract'"), ("title,abstract,Title", "two columns 'title'")],
)
def test_a_header_that_will_not_do(header: str, message: str) -> None:
    assert read_text("csv", f"\n{header}\nT,A,2020\n") == ([], [(message, 2)])


def test_what_is_not_utf8_costs_its_own_row() -> None:
    records, problems = read_text("csv", b'title,abstract\nT,caf\xe9\n"U\nV",A\n')
    assert [record.title for record in records] == ["U\nV"]
    assert problems == [("not UTF-8: byte 0xe9 at byte 6 of the line", 2)]


def test_an_empty_file() -> None:
    assert read_text("csv", "") == ([], [])
